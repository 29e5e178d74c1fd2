//! Which changes deserve a notice, and under what identity.
//!
//! The identity of a notice is (server, job, run, kind, occurrence); it is UNIQUE in the store, so that a
//! replay, a reconnect or a crash says nothing twice. The occurrence is
//!
//! - for an end (completed, failed, vanished): one a run;
//! - for a warning: its number in the run, and only the 1st, 10th, 100th … deserve a notice;
//! - for a stall: when the silence began, one a silence;
//!
//! followed, for ends and warnings, by `@` and the run's start in its server's words where that is known:
//! run numbers are Vigie's own counting and may come again when a job was long forgotten.

use vigie_contract::{Job, Millis, Notice, NoticeKind};

use crate::board::{Change, Happening};

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
    /// The entry as the bell shows it; the store gives the id.
    pub notice: Notice,
    /// Whether the desktop is to be alerted as well.
    pub alert: bool,
}

/// The notices a change deserves, in the order of what happened. What had happened before Vigie knew the
/// server deserves none.
#[must_use]
pub fn notices_for(change: &Change, server_name: &str, now: Millis) -> Vec<NoticeDraft> {
    let Some(job) = change.now.as_ref().filter(|_| !change.past) else { return Vec::new() };
    change.happened.iter().filter_map(|happening| draft(change, job, happening, server_name, now)).collect()
}

/// A server wants to be signed in to again, since `since`.
#[must_use]
pub fn signed_out(server: &str, server_name: &str, since: Millis) -> NoticeDraft {
    let notice = Notice {
        id: String::new(),
        server: server.to_owned(),
        server_name: server_name.to_owned(),
        kind: NoticeKind::SignedOut,
        job: None,
        run: None,
        title: String::new(),
        at: since,
        read: false,
        done: None,
        failed: None,
        total: None,
        percent: None,
        warnings: 0,
        duration_ms: None,
        text: None,
    };
    let occurrence = since.to_string();
    NoticeDraft { job: None, run: 0, kind: NoticeKind::SignedOut, occurrence, notice, alert: true }
}

fn draft(
    change: &Change,
    job: &Job,
    happening: &Happening,
    server_name: &str,
    now: Millis,
) -> Option<NoticeDraft> {
    let of_run = |occurrence: String| match change.server_started_at {
        Some(started_at) => format!("{occurrence}@{started_at}"),
        None => occurrence,
    };
    let (kind, occurrence, duration_ms, text) = match happening {
        Happening::Completed => {
            (NoticeKind::Completed, of_run(String::new()), change.took, job.message.clone())
        }
        Happening::Failed => {
            let text = job.error.clone().or_else(|| job.message.clone());
            (NoticeKind::Failed, of_run(String::new()), change.took, text)
        }
        Happening::Vanished => (NoticeKind::Vanished, of_run(String::new()), None, job.message.clone()),
        Happening::Warned { nth, text } if is_milestone(*nth) => {
            let text = Some(text.clone()).filter(|text| !text.is_empty());
            (NoticeKind::Warning, of_run(nth.to_string()), None, text)
        }
        Happening::Stalled { since } => {
            (NoticeKind::Stalled, since.to_string(), Some(now.saturating_sub(*since)), job.message.clone())
        }
        Happening::Warned { .. } | Happening::Started | Happening::Restarted | Happening::Resumed => {
            return None;
        }
    };
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
        done: job.done,
        failed: job.failed,
        total: job.total,
        percent: job.percent,
        warnings: job.warnings,
        duration_ms,
        text,
    };
    Some(NoticeDraft { job: Some(job.id.clone()), run: job.run, kind, occurrence, notice, alert: true })
}

/// 1, 10, 100, 1000 …
fn is_milestone(nth: u32) -> bool {
    nth.checked_ilog10().is_some_and(|digits| nth == 10_u32.pow(digits))
}
