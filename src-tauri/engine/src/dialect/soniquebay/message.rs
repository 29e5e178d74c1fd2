//! One message: a step of a task, an end, or a notice.

use serde_json::{Map, Value};
use vigie_contract::{Millis, NoticeKind};

use super::step;
use crate::dialect::number::finite;
use crate::dialect::stage::stage;
use crate::dialect::{Outcome, field, imprint::imprint};
use crate::update::{JobUpdate, Phase, Source, Tidings};

/// Names of the id of a task.
const TASK: [&str; 6] = ["task_id", "taskId", "task", "job_id", "jobId", "job"];
/// Fields that are no news of their own.
const ENVELOPE: [&str; 9] =
    ["type", "event", "id", "title", "message", "text", "timestamp", "created_at", "channel"];
/// Two equal messages without an id within so long are one.
const SAME_WITHIN: Millis = 60_000;

/// What a message says.
#[derive(Debug, PartialEq)]
pub enum Said {
    /// That the stream stands.
    Connected,
    /// News of a task.
    Task {
        /// The news.
        update: Box<JobUpdate>,
        /// True for the words after which nothing comes.
        last: bool,
    },
    /// Something for the bell, and of which type it is.
    Tidings(Box<Tidings>, String),
}

/// Reads a message. `name` is that of its event; it stands in for a type where there is none.
///
/// # Errors
/// What is wrong with it, where nothing can be made of it. What is wrong with a part goes to `out`.
pub fn read(name: &str, data: &str, now: Millis, out: &mut Outcome) -> Result<Said, &'static str> {
    let value: Value = serde_json::from_str(data).map_err(|_| "message is not JSON")?;
    let Value::Object(mut fields) = value else { return Err("message is no JSON object") };
    let kind = field::text(&fields, &["type", "event"])
        .or_else(|| Some(name.to_owned()).filter(|name| name != "message"));
    // Published inside of an envelope.
    if field::first(&fields, &TASK).is_none()
        && let Some(Value::Object(inner)) = fields.get("data").or_else(|| fields.get("payload"))
        && field::first(inner, &TASK).is_some()
    {
        fields = inner.clone();
    }
    let task = TASK.iter().find_map(|name| field::scalar(fields.get(*name)?));
    let class = kind.as_deref().map_or(Class::Untyped, Class::of);
    match (class, task) {
        (Class::Connected, _) => Ok(Said::Connected),
        (Class::Progress, task) => {
            let id = task.or_else(|| field::word(&fields, &["id"])).ok_or("progress of no task")?;
            Ok(progress(id, &fields, out))
        }
        (Class::Untyped, Some(id)) if moves(&fields) => Ok(progress(id, &fields, out)),
        (Class::Ends(phase), Some(id)) => Ok(end(id, phase, &fields, out)),
        _ if fields.is_empty() => Err("message says nothing"),
        _ => {
            let kind = kind.unwrap_or_else(|| "message".to_owned());
            Ok(Said::Tidings(Box::new(tidings(&kind, &fields, data, now)), kind))
        }
    }
}

#[derive(Clone, Copy)]
enum Class {
    Connected,
    Progress,
    Ends(Phase),
    Other,
    Untyped,
}

impl Class {
    /// By the last word: `scan_progress`, `taskCompleted`.
    fn of(kind: &str) -> Self {
        let last = kind.rfind(|c: char| !c.is_alphanumeric()).map_or(kind, |at| {
            let rest = &kind[at..];
            rest.trim_start_matches(|c: char| !c.is_alphanumeric())
        });
        let camel = last.rfind(char::is_uppercase).filter(|at| last[..*at].ends_with(char::is_lowercase));
        match last[camel.unwrap_or(0)..].to_lowercase().as_str() {
            "connected" => Self::Connected,
            "progress" | "progression" => Self::Progress,
            other => outcome(other).map_or(Self::Other, Self::Ends),
        }
    }
}

/// The end that a word tells in so many letters.
fn outcome(word: &str) -> Option<Phase> {
    match word {
        "complete" | "completed" | "finished" | "done" | "success" | "succeeded" => Some(Phase::Completed),
        "error" | "failed" | "failure" => Some(Phase::Failed),
        _ => None,
    }
}

fn moves(fields: &Map<String, Value>) -> bool {
    field::first(fields, &["percent", "percentage", "progress", "current", "processed", "step"]).is_some()
}

fn news(id: String, fields: &Map<String, Value>, out: &mut Outcome) -> JobUpdate {
    let mut update = JobUpdate::new(id, Source::Stream);
    update.done = field::counted(fields, &["current", "processed", "done"], "current", out);
    update.total = field::counted(fields, &["total", "count"], "total", out);
    let said = field::first(fields, &["percent", "percentage", "progress"]);
    update.percent = finite(said);
    if let Some(said) = said.filter(|_| update.percent.is_none()) {
        out.odd("percent", &said.to_string());
    }
    // A percentage of an unknown total is unknown.
    update.percent = update.percent.filter(|&percent| update.total != Some(0) || percent > 0.0);
    update.title = field::text(fields, &["title", "task_title", "label"]);
    update.kind = field::text(fields, &["task_type", "task_name", "kind", "name"]);
    update
}

fn progress(id: String, fields: &Map<String, Value>, out: &mut Outcome) -> Said {
    let mut update = news(id, fields, out);
    let status = field::text(fields, &["status"]);
    // One word that says how it ended is no step.
    let told = status.as_deref().and_then(|status| outcome(&status.to_lowercase()));
    update.step = field::text(fields, &["step", "stage"])
        .or_else(|| status.filter(|_| told.is_none()))
        .or_else(|| field::text(fields, &["message"]));
    update.message = field::text(fields, &["message"]).filter(|text| update.step.as_ref() != Some(text));
    update.stage = update.step.as_deref().and_then(stage);
    if update.kind.is_none() && update.step.as_deref().is_some_and(step::is_of_a_scan) {
        update.kind = Some("scan".to_owned());
    }
    // "scan · scan-1" would say it twice.
    if update.title.is_none()
        && update.kind.as_ref().is_some_and(|kind| update.id.to_lowercase().starts_with(&kind.to_lowercase()))
    {
        update.title = Some(update.id.clone());
    }
    let short = update.done.zip(update.total).is_some_and(|(done, total)| done < total);
    match told {
        Some(Phase::Failed) => {
            update.phase = Some(Phase::Failed);
            update.error = field::text(fields, &["error", "message"]);
        }
        // A part may be completed while the whole goes on.
        Some(phase) if update.step.is_none() && !short => update.phase = Some(phase),
        _ => {}
    }
    let last = update.step.as_deref().is_some_and(step::is_last);
    Said::Task { update: Box::new(update), last }
}

fn end(id: String, phase: Phase, fields: &Map<String, Value>, out: &mut Outcome) -> Said {
    let mut update = news(id, fields, out);
    update.phase = Some(phase);
    update.step = field::text(fields, &["step", "stage"]);
    update.stage = update.step.as_deref().and_then(stage);
    match phase {
        Phase::Failed => update.error = field::text(fields, &["error", "message", "detail", "reason"]),
        _ => update.message = field::text(fields, &["message", "status"]),
    }
    Said::Task { update: Box::new(update), last: true }
}

fn tidings(kind: &str, fields: &Map<String, Value>, data: &str, now: Millis) -> Tidings {
    let mut words =
        ["title", "message", "text", "error"].iter().filter_map(|name| field::text(fields, &[name]));
    let title = words.next().unwrap_or_else(|| kind.to_owned());
    let text = words.next().or_else(|| field::details(fields, &ENVELOPE));
    let identity = match field::word(fields, &["id", "notification_id", "uuid"]) {
        Some(id) => format!("{} {}", field::cut(&id, 100), imprint(data)),
        None => format!("@{} {}", now / SAME_WITHIN, imprint(data)),
    };
    Tidings {
        kind: NoticeKind::Message,
        identity,
        title: field::cut(&title, field::TITLE_CHARS),
        text: text.map(|text| field::cut(&text, field::TEXT_CHARS)),
        values: [("type".to_owned(), field::cut(kind, 100))].into(),
        count: None,
        at: field::first(fields, &["timestamp", "created_at", "time"]).and_then(field::time),
        read: false,
        alert: true,
    }
}
