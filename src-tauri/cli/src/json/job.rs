//! The line of a job.

use serde::Serialize;
use vigie_contract::{Job, JobUnit, Millis};

/// A job.
#[derive(Debug, PartialEq, Serialize)]
pub struct JobLine<'a> {
    server: &'a str,
    id: &'a str,
    kind: Option<&'a str>,
    title: &'a str,
    state: &'static str,
    done: Option<u64>,
    failed: Option<u64>,
    total: Option<u64>,
    percent: Option<f64>,
    step: Option<&'a str>,
    message: Option<&'a str>,
    warnings: u32,
    rate: Option<f64>,
    eta_ms: Option<[Millis; 2]>,
    started_at: Option<Millis>,
    finished_at: Option<Millis>,
    inferred: bool,
    unit: &'static str,
    ends_at: Option<Millis>,
    at: Millis,
}

impl<'a> JobLine<'a> {
    /// The line of a job.
    #[must_use]
    pub fn of(job: &'a Job, server: &'a str) -> Self {
        Self {
            server,
            id: &job.id,
            kind: job.kind.as_deref(),
            title: &job.title,
            state: job.state.as_str(),
            done: job.done,
            failed: job.failed,
            total: job.total,
            percent: job.percent.map(|p| rounded(p, 100.0)),
            step: job.step.as_deref(),
            message: job.error.as_deref().or(job.message.as_deref()),
            warnings: job.warnings,
            rate: job.rate.map(|r| rounded(r, 1000.0)),
            eta_ms: job.eta_ms,
            started_at: job.started_at,
            finished_at: job.finished_at,
            inferred: job.inferred,
            unit: match job.unit {
                JobUnit::Items => "items",
                JobUnit::Seconds => "seconds",
            },
            ends_at: job.ends_at,
            at: job.heard_at,
        }
    }

    /// Whether two lines say the same, but for the time it was heard at.
    #[must_use]
    pub fn tells_the_same(&self, other: &Self) -> bool {
        *self == Self { at: self.at, ..*other }
    }
}

fn rounded(number: f64, to: f64) -> f64 {
    (number * to).round() / to
}
