//! Which warnings of a run are told.

use vigie_contract::{Job, JobUnit, WarningRule};

/// Whether the nth warning of a run is told, from 1. [`WarningRule::Above`] looks at counts alone.
#[must_use]
pub fn is_told(rule: WarningRule, nth: u32) -> bool {
    match rule {
        WarningRule::Milestones => is_milestone(nth),
        WarningRule::First => nth == 1,
        WarningRule::Every { nth: every } => nth > 0 && nth.is_multiple_of(every.max(1)),
        WarningRule::Above { .. } => false,
    }
}

/// Whether more than so many percent of what was done failed. Where either count is unknown it is not said.
#[must_use]
pub fn is_above(job: &Job, percent: f64) -> bool {
    job.unit == JobUnit::Items && share_is_above(job.done, job.failed, percent)
}

/// See [`is_above`].
pub(crate) fn share_is_above(done: Option<u64>, failed: Option<u64>, percent: f64) -> bool {
    match (done, failed) {
        (Some(done), Some(failed)) if done > 0 => failed as f64 * 100.0 > percent * done as f64,
        _ => false,
    }
}

/// 1, 10, 100, 1000 …
fn is_milestone(nth: u32) -> bool {
    nth.checked_ilog10().is_some_and(|digits| nth == 10_u32.pow(digits))
}
