//! What is known of a job from before Vigie's start.

use std::sync::Arc;

use serde_json::Value;
use vigie_contract::{Job, JobState, JobUnit, Millis};

use super::Bounds;
use super::entry::Entry;
use super::run::Run;
use super::text::{clean, clean_some, made_title};
use crate::update::Phase;

/// A job as it was kept over a restart of Vigie: its run, and what was last known of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Remembered {
    /// The job's id.
    pub id: String,
    /// Which run of it.
    pub run: u32,
    /// Its state as last shown.
    pub state: JobState,
    /// Whether its end was inferred.
    pub inferred: bool,
    /// What its counts count.
    pub unit: JobUnit,
    /// Kind.
    pub kind: Option<String>,
    /// Title as last shown.
    pub title: Option<String>,
    /// Items done.
    pub done: Option<u64>,
    /// Items failed.
    pub failed: Option<u64>,
    /// Items in all.
    pub total: Option<u64>,
    /// Percent, where it does not follow from the counts.
    pub percent: Option<f64>,
    /// Warnings of this run.
    pub warnings: u32,
    /// Newest message.
    pub message: Option<String>,
    /// Why it failed.
    pub error: Option<String>,
    /// When it began.
    pub started_at: Option<Millis>,
    /// When it ended.
    pub finished_at: Option<Millis>,
    /// When it was last heard of.
    pub heard_at: Millis,
    /// Since when it had been silent, if it was.
    pub silent_since: Option<Millis>,
    /// What the server attached to it.
    pub metadata: Value,
    /// Whose it is.
    pub owner: Option<String>,
}

impl Remembered {
    /// A job of which nothing more is remembered.
    #[must_use]
    pub fn new(id: impl Into<String>, run: u32, state: JobState, heard_at: Millis) -> Self {
        Self {
            id: id.into(),
            run,
            state,
            inferred: false,
            unit: JobUnit::Items,
            kind: None,
            title: None,
            done: None,
            failed: None,
            total: None,
            percent: None,
            warnings: 0,
            message: None,
            error: None,
            started_at: None,
            finished_at: None,
            heard_at,
            silent_since: None,
            metadata: Value::Null,
            owner: None,
        }
    }

    pub(super) fn revive(self, server: &str, number: u64, bounds: &Bounds, now: Millis) -> Entry {
        let heard_at = self.heard_at.min(now);
        let mut entry = Entry::new(server, Arc::from(self.id.as_str()), number, self.line(now), heard_at);
        entry.restored = true;
        entry.silence.stalled = matches!(self.state, JobState::Stalled | JobState::Vanished);
        if let (JobState::Stalled, Some(since)) = (self.state, self.silent_since) {
            // The same silence, under the same name: it has been told already.
            entry.silence.moved_at = since.min(now);
        }
        let over = matches!(self.state, JobState::Completed | JobState::Failed);
        entry.finished_at = self.finished_at.filter(|_| over);
        entry.percent = self.percent.filter(|p| (0.0..=100.0).contains(p));
        let job = &mut entry.job;
        job.kind = clean_some(self.kind, bounds.name_chars, false);
        if let Some(title) = clean_some(self.title, bounds.title_chars, false) {
            entry.titled = title != made_title(job.kind.as_deref(), &job.id, bounds.title_chars);
            job.title = title;
        }
        job.unit = self.unit;
        job.done = self.done;
        job.failed = self.failed;
        job.total = self.total.filter(|total| *total > 0);
        job.warnings = self.warnings;
        job.message = clean_some(self.message, bounds.message_chars, true);
        job.error = self.error.map(|error| clean(error, bounds.message_chars, true));
        job.metadata = self.metadata;
        job.owner = clean_some(self.owner, bounds.name_chars, false);
        entry
    }

    fn line(&self, now: Millis) -> Run {
        let heard_at = self.heard_at.min(now);
        let begun = self.started_at.is_some() || self.done.is_some();
        let mut run = Run::first(self.run.max(1), now);
        run.started_at = self.started_at;
        run.remembered = true;
        run.phase = match self.state {
            JobState::Completed => Phase::Completed,
            JobState::Failed => Phase::Failed,
            JobState::Pending => Phase::Pending,
            JobState::Stale if !begun => Phase::Pending,
            JobState::Running | JobState::Stalled | JobState::Stale | JobState::Vanished => Phase::Running,
        };
        if run.phase.is_over() {
            run.ended = Some(heard_at);
            run.inferred = self.inferred;
        }
        run.vanished =
            (self.state == JobState::Vanished).then(|| self.silent_since.unwrap_or(heard_at).min(now));
        run
    }
}

impl From<Job> for Remembered {
    fn from(job: Job) -> Self {
        let counted = job.done.is_some() && job.total.is_some();
        Self {
            id: job.id,
            run: job.run,
            state: job.state,
            inferred: job.inferred,
            unit: job.unit,
            kind: job.kind,
            title: Some(job.title),
            done: job.done,
            failed: job.failed,
            total: job.total,
            percent: if counted { job.server_percent } else { job.percent },
            warnings: job.warnings,
            message: job.message,
            error: job.error,
            started_at: job.started_at,
            finished_at: job.finished_at,
            heard_at: job.heard_at,
            silent_since: job.silent_since,
            metadata: job.metadata,
            owner: job.owner,
        }
    }
}
