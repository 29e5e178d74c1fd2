//! States and numbers of a job and of a connection.

use vigie_contract::{Job, JobState, LinkState};

use crate::bundle::Words;

impl Words {
    /// State of a job.
    #[must_use]
    pub fn state(&self, state: JobState) -> String {
        self.text(&format!("state-{}", state.as_str()))
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
