//! Which changes deserve a notice, and under what identity.
//!
//! The identity of a notice is (server, job, run, kind, occurrence); it is UNIQUE in the store, so that a
//! replay, a reconnect or a crash says nothing twice. The occurrence is
//!
//! - for an end (completed, failed, vanished): one a run;
//! - for a warning: its number in the run; which of them deserve a notice is for the rules to say. Where that is
//!   a share of failed items, `above-` and that percentage: one a run;
//! - for a stall: when the silence began, one a silence;
//! - for a server that is not reached, and is again: since when it was not;
//! - for what a server says itself: its own identity of it, given by the dialect;
//!
//! followed, for ends and warnings, by `@` and the run's start in its server's words where that is known:
//! run numbers are Vigie's own counting and may come again when a job was long forgotten.

use std::collections::BTreeMap;

use vigie_contract::{Job, JobUnit, Millis, Notice, NoticeKind, WarningRule};

use crate::board::text::{clean, clean_some};
use crate::board::{Change, Happening};
use crate::engine::Return;
use crate::rules::is_told;
use crate::store::Outgoing;
use crate::update::Tidings;

/// Characters of a title and of a text that a server gives for the bell.
const TITLE_CHARS: usize = 300;
const TEXT_CHARS: usize = 2_000;
/// Values beside them, and characters of each.
const VALUES: usize = 20;
const VALUE_CHARS: usize = 300;
/// A time beyond this (the end of the year 9999) is no time.
const LATEST_TIME: Millis = 253_402_300_799_999;

/// A notice before it is stored. Its server is in the notice.
#[derive(Debug, Clone, PartialEq)]
pub struct NoticeDraft {
    /// The job it is about, if it is about one.
    pub job: Option<String>,
    /// Which run of it; 0 when it is about the server.
    pub run: u32,
    /// What happened.
    pub kind: NoticeKind,
    /// Tells it from others of the same kind and run.
    pub occurrence: String,
    /// The entry as the bell shows it; the store gives the id. One that was read on its server is read here too.
    pub notice: Notice,
    /// Whether the desktop may be alerted as well.
    pub alert: bool,
    /// The kind of its job, for the rules.
    pub job_kind: Option<String>,
    /// Whose its job is, for the rules.
    pub owner: Option<String>,
    /// It goes out at least so, because it stands for other alerts.
    pub at_least: Outgoing,
}

/// The notices a change deserves, in the order of what happened. What had happened before Vigie knew the
/// server deserves none.
#[must_use]
pub fn notices_for(
    change: &Change,
    server_name: &str,
    warnings: WarningRule,
    now: Millis,
) -> Vec<NoticeDraft> {
    let Some(job) = change.now.as_ref().filter(|_| !change.past) else { return Vec::new() };
    let told = |happening: &&Happening| match happening {
        Happening::Warned { nth, .. } => is_told(warnings, *nth),
        _ => true,
    };
    let happened = change.happened.iter().filter(told);
    happened.filter_map(|happening| draft(change, job, happening, server_name, now)).collect()
}

/// More than so many percent of what a job did failed: one notice a run, whether it warned or not.
#[must_use]
pub fn failed_above(change: &Change, job: &Job, percent: f64, server_name: &str, now: Millis) -> NoticeDraft {
    let text = job.last_warning.clone().filter(|text| !text.is_empty());
    let mut draft = about_job(job, NoticeKind::Warning, server_name, now);
    draft.occurrence = of_run(change, format!("above-{percent}"));
    draft.notice.text = text;
    draft.notice.values = [("above".to_owned(), percent.to_string())].into();
    draft
}

/// A server wants to be signed in to again, since `since`.
#[must_use]
pub fn signed_out(server: &str, server_name: &str, since: Millis) -> NoticeDraft {
    about_server(of_server(server, server_name, NoticeKind::SignedOut, since), since.to_string(), true)
}

/// A server has not been heard since `since`; `open` jobs are open there.
#[must_use]
pub fn unreachable(server: &str, server_name: &str, since: Millis, open: u64, now: Millis) -> NoticeDraft {
    reach(NoticeKind::Unreachable, (server, server_name), since, open, now)
}

/// A server that was told to be unreachable since `since` is heard again, from `at` on; `open` jobs are open
/// there, and so many `ended` meanwhile, by kind.
#[must_use]
pub(crate) fn reach_restored((server, server_name): (&str, &str), told: &Return, open: u64) -> NoticeDraft {
    let mut draft = reach(NoticeKind::Restored, (server, server_name), told.since, open, told.at);
    let ended = told.ended.iter().map(|(kind, count)| (kind.as_str().to_owned(), count.to_string()));
    draft.notice.values = ended.collect();
    draft.at_least = told.alert;
    draft
}

/// What a server says for the bell, or a dialect found out about it.
#[must_use]
pub fn tidings(server: &str, server_name: &str, told: Tidings, now: Millis) -> NoticeDraft {
    let at = told.at.filter(|at| *at <= LATEST_TIME).unwrap_or(now);
    let values = told.values.into_iter().take(VALUES);
    let notice = Notice {
        title: clean(told.title, TITLE_CHARS, false),
        text: clean_some(told.text, TEXT_CHARS, true),
        values: values
            .map(|(name, value)| (clean(name, VALUE_CHARS, false), clean(value, VALUE_CHARS, false)))
            .collect(),
        done: told.count,
        read: told.read,
        ..of_server(server, server_name, told.kind, at)
    };
    about_server(notice, told.identity, told.alert && !told.read)
}

fn reach(
    kind: NoticeKind,
    (server, name): (&str, &str),
    since: Millis,
    open: u64,
    now: Millis,
) -> NoticeDraft {
    let notice = Notice {
        total: Some(open),
        duration_ms: Some(now.saturating_sub(since)),
        ..of_server(server, name, kind, now)
    };
    about_server(notice, since.to_string(), true)
}

fn about_server(notice: Notice, occurrence: String, alert: bool) -> NoticeDraft {
    NoticeDraft {
        job: None,
        run: 0,
        kind: notice.kind,
        occurrence,
        notice,
        alert,
        job_kind: None,
        owner: None,
        at_least: Outgoing::default(),
    }
}

fn of_server(server: &str, server_name: &str, kind: NoticeKind, at: Millis) -> Notice {
    Notice {
        id: String::new(),
        server: server.to_owned(),
        server_name: server_name.to_owned(),
        kind,
        job: None,
        run: None,
        title: String::new(),
        at,
        read: false,
        done: None,
        failed: None,
        total: None,
        percent: None,
        warnings: 0,
        duration_ms: None,
        text: None,
        inferred: false,
        values: BTreeMap::new(),
    }
}

fn draft(
    change: &Change,
    job: &Job,
    happening: &Happening,
    server_name: &str,
    now: Millis,
) -> Option<NoticeDraft> {
    let of_run = |occurrence: String| of_run(change, occurrence);
    let (kind, occurrence, duration_ms, text) = match happening {
        Happening::Completed => {
            (NoticeKind::Completed, of_run(String::new()), change.took, job.message.clone())
        }
        Happening::Failed => {
            let text = job.error.clone().or_else(|| job.message.clone());
            (NoticeKind::Failed, of_run(String::new()), change.took, text)
        }
        Happening::Vanished => (NoticeKind::Vanished, of_run(String::new()), None, job.message.clone()),
        Happening::Warned { nth, text } => {
            let text = Some(text.clone()).filter(|text| !text.is_empty());
            (NoticeKind::Warning, of_run(nth.to_string()), None, text)
        }
        Happening::Stalled { since } => {
            (NoticeKind::Stalled, since.to_string(), Some(now.saturating_sub(*since)), job.message.clone())
        }
        Happening::Longer { ran, .. } => (NoticeKind::Longer, of_run(String::new()), Some(*ran), None),
        Happening::Started | Happening::Restarted | Happening::Resumed | Happening::Confirmed => return None,
    };
    // Seconds used up are no items: how long it took says it all.
    let counts = job.unit == JobUnit::Items;
    let used =
        job.done.filter(|_| !counts && job.state.is_over()).map(|seconds| seconds.saturating_mul(1_000));
    // What the server counted is truer than what was seen of it, which may be the end alone.
    let lasted = used.filter(|ms| *ms > 0).or(duration_ms.filter(|ms| counts || *ms >= 1_000));
    let mut draft = about_job(job, kind, server_name, now);
    draft.occurrence = occurrence;
    (draft.notice.duration_ms, draft.notice.text) = (lasted, text);
    draft.notice.values = values(happening);
    Some(draft)
}

/// The occurrence, with what names the run for good.
fn of_run(change: &Change, occurrence: String) -> String {
    match change.server_started_at {
        Some(started_at) => format!("{occurrence}@{started_at}"),
        None => occurrence,
    }
}

fn about_job(job: &Job, kind: NoticeKind, server_name: &str, now: Millis) -> NoticeDraft {
    let counts = job.unit == JobUnit::Items;
    let notice = Notice {
        id: String::new(),
        server: job.server.clone(),
        server_name: server_name.to_owned(),
        kind,
        job: Some(job.id.clone()),
        run: Some(job.run),
        title: job.title.clone(),
        at: now,
        read: false,
        done: job.done.filter(|_| counts),
        failed: job.failed,
        total: job.total.filter(|_| counts),
        percent: job.percent.filter(|_| counts),
        warnings: job.warnings,
        duration_ms: None,
        text: None,
        inferred: job.inferred,
        values: BTreeMap::new(),
    };
    NoticeDraft {
        job: Some(job.id.clone()),
        run: job.run,
        kind,
        occurrence: String::new(),
        notice,
        alert: true,
        job_kind: job.kind.clone(),
        owner: job.owner.clone(),
        at_least: Outgoing::default(),
    }
}

/// What else fills its sentences.
fn values(happening: &Happening) -> BTreeMap<String, String> {
    let Happening::Longer { usual, .. } = happening else { return BTreeMap::new() };
    let value = |name: &str, ms: Millis| (name.to_owned(), ms.to_string());
    BTreeMap::from([value("usual_ms", usual.median_ms), value("p90_ms", usual.p90_ms)])
}

#[cfg(test)]
mod tests;
