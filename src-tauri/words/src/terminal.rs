//! Lines of the terminal.

use vigie_contract::{Job, JobState, JobUnit, Millis, Server};

mod happenings;

use crate::bundle::Words;
use crate::plain::{MAX_TEXT_CHARS, MAX_TITLE_CHARS, plain};

impl Words {
    /// `heron.example: Waiting. Nothing listens at …`
    #[must_use]
    pub fn server_line(&self, server: &Server) -> String {
        let name = plain(&server.name, MAX_TITLE_CHARS);
        let state = self.link(server.link);
        match &server.reason {
            None => self.say("terminal-server", &[("server", name.into()), ("state", state.into())]),
            Some(reason) => self.say(
                "terminal-server-why",
                &[("server", name.into()), ("state", state.into()), ("why", self.reason(reason).into())],
            ),
        }
    }

    /// A job in words, without title and bar: counts, rate, time left, trouble, message.
    #[must_use]
    pub fn job_line(&self, job: &Job, now: Millis) -> String {
        let mut parts = Vec::new();
        if job.state != JobState::Running {
            parts.push(self.state_of(job));
        }
        parts.extend(self.silence(job, now));
        parts.extend(job.percent.map(|p| self.percent(p)));
        parts.extend(self.countdown(job, now).or_else(|| self.work_of(job)));
        if let Some(failed) = job.failed.filter(|&n| n > 0) {
            parts.push(self.say("failed-items", &[("failed", self.number(failed).into())]));
        }
        if job.warnings > 0 {
            parts.push(self.warnings(job.warnings));
        }
        if job.state.is_over() {
            if let (Some(from), Some(to)) = (job.started_at, job.finished_at) {
                let took = self.duration(to.saturating_sub(from));
                parts.push(self.say("terminal-took", &[("duration", took.into())]));
            }
            parts.extend(words_of(job.error.as_deref()));
        } else {
            parts.extend(job.rate.and_then(|rate| self.rate(rate)));
            parts.extend(self.time_left(job).filter(|_| job.unit == JobUnit::Items));
            parts.extend(words_of(job.step.as_deref()));
            parts.extend(words_of(job.message.as_deref()));
        }
        self.join(&parts)
    }

    /// The same beside a bar, where room is short: what matters most comes first.
    #[must_use]
    pub fn bar_line(&self, job: &Job, now: Millis) -> String {
        let mut parts = Vec::new();
        if job.state != JobState::Running {
            parts.push(self.state_of(job));
        }
        parts.extend(self.silence(job, now));
        parts.extend(job.percent.map(|p| self.percent(p)));
        match (job.done, job.total.filter(|&t| t > 0)) {
            _ if job.unit == JobUnit::Seconds => {
                parts.extend(self.countdown(job, now).or_else(|| self.work_of(job)));
            }
            (Some(done), Some(total)) => {
                parts.push(format!("{}/{}", self.number(done), self.number(total)));
            }
            (Some(done), None) => parts.push(self.items(done)),
            (None, _) => {}
        }
        parts.extend(self.time_left(job).filter(|_| job.unit == JobUnit::Items));
        parts.extend(job.rate.and_then(|rate| self.rate(rate)));
        if let Some(failed) = job.failed.filter(|&n| n > 0) {
            parts.push(self.say("failed-items", &[("failed", self.number(failed).into())]));
        }
        if job.warnings > 0 {
            parts.push(self.warnings(job.warnings));
        }
        parts.extend(words_of(job.step.as_deref()));
        parts.extend(words_of(job.message.as_deref()));
        self.join(&parts)
    }

    /// How many more jobs there are than fit.
    #[must_use]
    pub fn more_jobs(&self, jobs: u64) -> String {
        self.say("terminal-more-jobs", &[("jobs", self.number(jobs).into()), ("jobsCount", jobs.into())])
    }

    /// What is left of a time that runs out: `42 min left of 2 h`; `None` for other jobs.
    fn countdown(&self, job: &Job, now: Millis) -> Option<String> {
        let total = job.total.filter(|_| job.unit == JobUnit::Seconds && !job.state.is_over())?;
        let left = match (job.ends_at, job.done) {
            (Some(ends), _) => ends.saturating_sub(now),
            (None, Some(done)) => total.saturating_sub(done).saturating_mul(1_000),
            (None, None) => return None,
        };
        let total = self.duration(total.saturating_mul(1_000));
        if left == 0 {
            return Some(self.say("terminal-time-up", &[("total", total.into())]));
        }
        Some(self.say("terminal-left", &[("left", self.duration(left).into()), ("total", total.into())]))
    }

    fn silence(&self, job: &Job, now: Millis) -> Option<String> {
        let since = job.silent_since.filter(|_| matches!(job.state, JobState::Stalled | JobState::Stale))?;
        let duration = self.duration(now.saturating_sub(since.min(job.heard_at)));
        Some(self.say("terminal-silent", &[("duration", duration.into())]))
    }
}

fn words_of(text: Option<&str>) -> Option<String> {
    text.map(|t| plain(t, MAX_TEXT_CHARS)).filter(|t| !t.is_empty())
}
