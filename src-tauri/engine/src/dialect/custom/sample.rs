//! A mapping tried on messages: which rule is about each, what its places hold, what comes of it.

use std::fmt;

use serde::Serialize;
use serde_json::Value;

use super::mapping::Mapping;
use super::reading::{Reading, read};
use crate::dialect::{Outcome, field};
use crate::transport::decoder::{Decoder, Said};
use crate::transport::guard::Guard;
use crate::update::{JobUpdate, Phase, Update};

/// Characters of a message or a value that are shown.
const SHOWN: usize = 200;
/// Messages taken from one sample.
const MESSAGES: usize = 10_000;
/// Bytes of one of them.
const MESSAGE_BYTES: usize = 1 << 20;

/// A place that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Found {
    /// Key of the rule: `id`, `done`, `where`.
    pub key: &'static str,
    /// The JSON Pointer.
    pub pointer: String,
    /// What is there, as JSON, cut; `None`: nothing.
    pub value: Option<String>,
}

/// What came of a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "result", content = "detail")]
pub enum SampleResult {
    /// A rule says to ignore it.
    Ignored,
    /// News of a job, as `key value` pairs in the order of the mapping's keys.
    News(Vec<(&'static str, String)>),
    /// Nothing, and why: it would be counted.
    Odd(&'static str),
}

/// One message of a sample, explained.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SampleLine {
    /// Name of its event.
    pub event: String,
    /// The message, cut.
    pub data: String,
    /// The rule that is about it, counted from 1 as in the file; `None`: no rule is.
    pub rule: Option<usize>,
    /// The places that were looked at.
    pub found: Vec<Found>,
    /// What is wrong with parts of it: what, and an excerpt.
    pub odd: Vec<(&'static str, String)>,
    /// What came of it.
    #[serde(flatten)]
    pub result: SampleResult,
}

/// Explains each message (event name, data) by a mapping.
#[must_use]
pub fn sample(mapping: &Mapping, messages: &[(String, String)]) -> Vec<SampleLine> {
    messages.iter().take(MESSAGES).map(|(name, data)| explain(mapping, name, data)).collect()
}

fn explain(mapping: &Mapping, name: &str, data: &str) -> SampleLine {
    let mut found = Vec::new();
    let mut look = |key, pointer: &str, value: Option<&Value>| {
        let value = value.map(|value| shown(&value.to_string()));
        found.push(Found { key, pointer: pointer.to_owned(), value });
    };
    let mut out = Outcome::default();
    let (rule, reading) = read(mapping, name, data, &mut out, &mut look);
    let odd = out.updates.into_iter().filter_map(|update| match update {
        Update::Oddity { what, excerpt } => Some((what, shown(&excerpt))),
        _ => None,
    });
    SampleLine {
        event: shown(name),
        data: shown(data),
        rule: rule.map(|number| number + 1),
        found,
        odd: odd.collect(),
        result: match reading {
            Reading::Ignored => SampleResult::Ignored,
            Reading::Odd(what) => SampleResult::Odd(what),
            Reading::News(update) => SampleResult::News(pairs(&update)),
        },
    }
}

/// The beginning of a text, on one line and harmless to a terminal.
fn shown(text: &str) -> String {
    let moves = |c: char| c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c);
    field::cut(text, SHOWN).replace(moves, " ")
}

fn pairs(update: &JobUpdate) -> Vec<(&'static str, String)> {
    let state = match (update.begins, update.phase) {
        (true, _) => Some("started"),
        (_, Some(Phase::Pending)) => Some("pending"),
        (_, Some(Phase::Running)) => Some("running"),
        (_, Some(Phase::Completed)) => Some("completed"),
        (_, Some(Phase::Failed)) => Some("failed"),
        (_, None) => update.warning.as_ref().map(|_| "warning"),
    };
    let said = [
        ("id", Some(update.id.clone())),
        ("state", state.map(str::to_owned)),
        ("title", update.title.clone()),
        ("kind", update.kind.clone()),
        ("done", update.done.map(|n| n.to_string())),
        ("total", update.total.map(|n| n.to_string())),
        ("percent", update.percent.map(|n| n.to_string())),
        ("step", update.step.clone()),
        ("message", update.message.clone()),
        ("warning", update.warning.clone()),
        ("error", update.error.clone()),
        ("page", update.page.clone()),
    ];
    said.into_iter().filter_map(|(key, value)| Some((key, shown(&value?)))).collect()
}

/// The messages in a file: what an event stream says, as `curl -N` shows it, or one message a line.
#[must_use]
pub fn sample_messages(text: &str) -> Vec<(String, String)> {
    const FIELDS: [&str; 4] = ["data:", "event:", "id:", "retry:"];
    // Headers of `curl -i` and the like before it do no harm.
    let is_stream = text.lines().any(|line| FIELDS.iter().any(|field| line.starts_with(field)));
    if !is_stream {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        return lines.take(MESSAGES).map(|line| ("message".to_owned(), line.to_owned())).collect();
    }
    let mut decoder = Decoder::new(Guard::new(MESSAGE_BYTES, String::new()));
    // The last event of a file is whole, though no empty line follows it.
    let whole = format!("{text}\n\n");
    let mut bytes = whole.as_bytes();
    let mut messages = Vec::new();
    while messages.len() < MESSAGES
        && let Some(said) = decoder.read(&mut bytes)
    {
        if let Said::Event(event) = said {
            messages.push((event.name, event.data));
        }
    }
    messages
}

impl fmt::Display for SampleLine {
    /// In the mapping's own words, its keys, over several lines.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}: {}", self.event, self.data)?;
        match self.rule {
            Some(number) => writeln!(f, "  rules[{number}]")?,
            None => writeln!(f, "  rules: -")?,
        }
        for Found { key, pointer, value } in &self.found {
            writeln!(f, "  {key:<8} {pointer:<24} {}", value.as_deref().unwrap_or("missing"))?;
        }
        for (what, excerpt) in &self.odd {
            writeln!(f, "  ! {what}: {excerpt}")?;
        }
        match &self.result {
            SampleResult::Ignored => write!(f, "  = ignore"),
            SampleResult::Odd(what) => write!(f, "  ! {what}"),
            SampleResult::News(pairs) => {
                let said: Vec<String> = pairs.iter().map(|(key, value)| format!("{key} {value}")).collect();
                write!(f, "  = {}", said.join(" · "))
            }
        }
    }
}
