//! States and numbers of a job and of a connection.

use vigie_contract::{Job, JobState, JobUnit, LinkState};

use crate::bundle::Words;

impl Words {
    /// State of a job.
    #[must_use]
    pub fn state(&self, state: JobState) -> String {
        self.text(&format!("state-{}", state.as_str()))
    }

    /// State of a job, and whether its end was inferred.
    #[must_use]
    pub fn state_of(&self, job: &Job) -> String {
        if job.inferred && job.state == JobState::Completed {
            return self.text("state-completed-inferred");
        }
        self.state(job.state)
    }

    /// How much of a job is done, in what it counts; `None` where that is not known.
    #[must_use]
    pub fn work_of(&self, job: &Job) -> Option<String> {
        match job.unit {
            JobUnit::Items => self.work(job.done, job.total),
            JobUnit::Seconds => {
                let spent = |seconds: u64| self.duration(seconds.saturating_mul(1_000));
                let (done, total) = (spent(job.done?), job.total.map(spent));
                Some(match total {
                    Some(total) => {
                        self.say("time-of-total", &[("done", done.into()), ("total", total.into())])
                    }
                    None => done,
                })
            }
        }
    }

    /// State of a connection.
    #[must_use]
    pub fn link(&self, link: LinkState) -> String {
        self.text(&format!("link-{}", link.as_str()))
    }

    /// The time left of a job, or that it takes longer than usual.
    #[must_use]
    pub fn time_left(&self, job: &Job) -> Option<String> {
        if job.overdue {
            return Some(self.text("eta-overdue"));
        }
        job.eta_ms.map(|eta| self.eta(eta))
    }
}
