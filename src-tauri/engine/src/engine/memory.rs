//! From what the store recalls to what the board restores.

use serde_json::Value;
use vigie_contract::JobState;

use crate::board::Remembered;
use crate::store::{FinishedJob, OpenJob, Outcome};

/// A job that ended before this run of Vigie.
pub(super) fn finished(job: &FinishedJob) -> Remembered {
    let state = match job.outcome {
        Outcome::Completed => JobState::Completed,
        Outcome::Failed => JobState::Failed,
        Outcome::Vanished => JobState::Vanished,
    };
    Remembered {
        kind: job.kind.clone(),
        title: Some(job.title.clone()),
        done: job.done,
        failed: job.failed,
        total: job.total,
        warnings: job.warnings,
        message: job.message.clone(),
        error: job.error.clone(),
        started_at: job.started_at,
        finished_at: Some(job.finished_at),
        metadata: job
            .metadata
            .as_deref()
            .and_then(|text| serde_json::from_str(text).ok())
            .unwrap_or(Value::Null),
        ..Remembered::new(job.id.as_str(), job.run, state, job.finished_at)
    }
}

/// A job that was open when this server was last heard.
pub(super) fn open(job: &OpenJob) -> Remembered {
    let state = match job.phase.as_str() {
        "pending" => JobState::Pending,
        // Told already: it is not told again after a start.
        "stalled" => JobState::Stalled,
        _ => JobState::Running,
    };
    Remembered {
        kind: job.kind.clone(),
        title: Some(job.title.clone()),
        done: job.done,
        failed: job.failed,
        total: job.total,
        warnings: job.warnings,
        started_at: job.started_at,
        ..Remembered::new(job.id.as_str(), job.run, state, job.seen_at)
    }
}
