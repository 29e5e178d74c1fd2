//! How far everything is, as one number for the taskbar.

use vigie_contract::{Job, JobState, JobUnit, LinkState, Millis};

use crate::picture::Picture;

/// For so long a job that went wrong colours taskbar and tray.
pub const LATELY: Millis = 10 * 60 * 1_000;

/// What the taskbar shows.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Bar {
    /// How far it is; `None` while nothing runs.
    pub run: Option<Run>,
    /// A job failed lately, or a server cannot be heard.
    pub trouble: bool,
    /// Notices that nobody read.
    pub unread: u32,
}

/// How far what runs is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Run {
    /// Something runs, and nobody knows how long.
    Unknown,
    /// So many percent of the work is done, 0–100.
    Percent(u8),
}

impl Bar {
    /// Of this picture at this time.
    #[must_use]
    pub fn of(picture: &Picture, now: Millis) -> Self {
        let mut running =
            picture.jobs.values().filter(|job| job.state == JobState::Running && is_work(job)).peekable();
        let run = running.peek().is_some().then(|| {
            let (mut done, mut all) = (0.0, 0.0);
            for (part, work) in running.filter_map(|job| work(job, now)) {
                done += part * work;
                all += work;
            }
            if all > 0.0 { Run::Percent((100.0 * done / all).clamp(0.0, 100.0) as u8) } else { Run::Unknown }
        });
        let unheard = |link| matches!(link, LinkState::Waiting | LinkState::SignedOut);
        let trouble = picture.servers.iter().any(|server| server.enabled && unheard(server.link))
            || picture.jobs.values().any(|job| {
                job.state == JobState::Failed && job.finished_at.is_some_and(|at| at + LATELY > now)
            });
        Self { run, trouble, unread: picture.unread }
    }
}

/// A time that runs out is no work that gets done.
fn is_work(job: &Job) -> bool {
    job.unit == JobUnit::Items
}

/// Which part of it is done, 0–1, and how long all of it takes, milliseconds. `None` while that is not known.
fn work(job: &Job, now: Millis) -> Option<(f64, f64)> {
    let (percent, [low, high]) = (job.percent.filter(|percent| percent.is_finite())?, job.eta_ms?);
    let elapsed = now.saturating_sub(job.started_at?) as f64;
    let left = (low as f64 + high as f64) / 2.0;
    Some((percent.clamp(0.0, 100.0) / 100.0, elapsed + left))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::samples::{NOW, job, picture, server};

    const MINUTE: Millis = 60_000;

    /// One that has run for so many minutes, is so far, and needs so many more.
    fn running(id: &str, elapsed: Millis, percent: f64, left: Option<Millis>) -> Job {
        Job {
            started_at: Some(NOW - elapsed * MINUTE),
            percent: Some(percent),
            eta_ms: left.map(|left| [(left - 1) * MINUTE, (left + 1) * MINUTE]),
            ..job(id, JobState::Running)
        }
    }

    fn run(jobs: Vec<Job>) -> Option<Run> {
        Bar::of(&picture(vec![], jobs), NOW).run
    }

    #[test]
    fn a_long_job_weighs_more_than_a_short_one() {
        // 90 of 100 minutes are done of one, 1 of 2 of the other: 91 of 102, not (90 + 50) / 2.
        let jobs = vec![running("long", 90, 90.0, Some(10)), running("short", 1, 50.0, Some(1))];
        assert_eq!(run(jobs), Some(Run::Percent(89)));
    }

    #[test]
    fn what_nobody_can_estimate_is_left_out() {
        let unknown = || running("unknown", 30, 1.0, None);
        assert_eq!(run(vec![running("a", 5, 50.0, Some(5)), unknown()]), Some(Run::Percent(50)));
        assert_eq!(run(vec![unknown()]), Some(Run::Unknown), "unknown is not zero");
        let unstarted = Job { started_at: None, ..running("a", 5, 50.0, Some(5)) };
        assert_eq!(run(vec![unstarted]), Some(Run::Unknown));
    }

    #[test]
    fn nothing_that_runs_is_nothing_to_show() {
        assert_eq!(run(vec![]), None);
        let over = [JobState::Completed, JobState::Failed, JobState::Stalled, JobState::Stale];
        let jobs = over.iter().enumerate().map(|(n, state)| job(&n.to_string(), *state)).collect();
        assert_eq!(run(jobs), None);
        let countdown = Job { unit: JobUnit::Seconds, ..running("session", 5, 50.0, Some(5)) };
        assert_eq!(run(vec![countdown]), None, "a session that runs out is no work");
    }

    #[test]
    fn trouble_is_a_job_that_failed_lately_or_a_server_that_is_not_heard() {
        let trouble = |servers, jobs| Bar::of(&picture(servers, jobs), NOW).trouble;
        let failed = |at| Job { finished_at: Some(at), ..job("1", JobState::Failed) };
        assert!(trouble(vec![], vec![failed(NOW - 1)]));
        assert!(!trouble(vec![], vec![failed(NOW - LATELY)]), "it passes");
        assert!(trouble(vec![server(LinkState::Waiting)], vec![]));
        assert!(!trouble(vec![server(LinkState::Live)], vec![]));
        let off = vigie_contract::Server { enabled: false, ..server(LinkState::Waiting) };
        assert!(!trouble(vec![off], vec![]));
    }

    #[test]
    fn odd_numbers_of_servers_stay_in_the_bar() {
        assert_eq!(run(vec![running("a", 5, 250.0, Some(5))]), Some(Run::Percent(100)));
        assert_eq!(run(vec![running("a", 5, -3.0, Some(5))]), Some(Run::Percent(0)));
        assert_eq!(run(vec![running("a", 5, f64::NAN, Some(5))]), Some(Run::Unknown));
    }
}
