//! What the store keeps of jobs: from its rows to the board, and from the board to its rows.

use serde_json::Value;
use vigie_contract::{Job, JobState, Millis};

use crate::board::Remembered;
use crate::store::{FinishedJob, OpenJob, Outcome};

/// A job that ended before this run of Vigie.
pub(super) fn restored_finished(job: &FinishedJob) -> Remembered {
    let state = match job.outcome {
        Outcome::Completed => JobState::Completed,
        Outcome::Failed => JobState::Failed,
        Outcome::Vanished => JobState::Vanished,
    };
    Remembered {
        inferred: job.inferred,
        unit: job.unit,
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
        owner: job.owner.clone(),
        ..Remembered::new(job.id.as_str(), job.run, state, job.finished_at)
    }
}

/// A job that was open when this server was last heard.
pub(super) fn restored_open(job: &OpenJob) -> Remembered {
    let state = match job.phase.as_str() {
        "pending" => JobState::Pending,
        // Told already: it is not told again after a start.
        "stalled" => JobState::Stalled,
        _ => JobState::Running,
    };
    Remembered {
        unit: job.unit,
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

/// The row of a job that is open; `None` when it is over.
pub(super) fn open(job: &Job, now: Millis) -> Option<OpenJob> {
    let phase = match job.state {
        JobState::Completed | JobState::Failed | JobState::Vanished => return None,
        JobState::Pending => "pending",
        JobState::Stalled => "stalled",
        JobState::Running | JobState::Stale => "running",
    };
    Some(OpenJob {
        server: job.server.clone(),
        id: job.id.clone(),
        run: job.run,
        title: job.title.clone(),
        kind: job.kind.clone(),
        phase: phase.to_owned(),
        unit: job.unit,
        started_at: job.started_at,
        done: job.done,
        failed: job.failed,
        total: job.total,
        warnings: job.warnings,
        seen_at: now,
    })
}

/// The row of a job that is over.
pub(super) fn finished(job: &Job, server_name: &str, took: Option<Millis>, now: Millis) -> FinishedJob {
    FinishedJob {
        server: job.server.clone(),
        server_name: server_name.to_owned(),
        id: job.id.clone(),
        run: job.run,
        kind: job.kind.clone(),
        title: job.title.clone(),
        outcome: match job.state {
            JobState::Completed => Outcome::Completed,
            JobState::Failed => Outcome::Failed,
            _ => Outcome::Vanished,
        },
        inferred: job.inferred,
        unit: job.unit,
        done: job.done,
        failed: job.failed,
        total: job.total,
        warnings: job.warnings,
        started_at: job.started_at,
        finished_at: job.finished_at.unwrap_or(now),
        duration_ms: took,
        message: job.message.clone(),
        error: job.error.clone(),
        metadata: (!job.metadata.is_null()).then(|| job.metadata.to_string()),
        owner: job.owner.clone(),
    }
}
