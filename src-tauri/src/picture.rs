//! The picture of now, as far as the tray shows it.

use std::collections::HashMap;

use vigie_contract::{Frame, Job, JobRef, Millis, Server, Snapshot};

/// Servers and jobs as last told.
#[derive(Debug, Default)]
pub struct Picture {
    /// Servers in order.
    pub servers: Vec<Server>,
    /// Jobs by server and id.
    pub jobs: HashMap<JobRef, Job>,
    /// Desktop alerts are paused until then.
    pub alerts_paused_until: Option<Millis>,
}

impl Picture {
    /// The first picture.
    #[must_use]
    pub fn new(snapshot: Snapshot) -> Self {
        Self {
            servers: snapshot.servers,
            jobs: snapshot.jobs.into_iter().map(|job| (named(&job), job)).collect(),
            alerts_paused_until: snapshot.alerts_paused_until,
        }
    }

    /// What changed since.
    pub fn apply(&mut self, frame: Frame) {
        self.jobs.extend(frame.jobs.into_iter().map(|job| (named(&job), job)));
        for job in &frame.gone {
            self.jobs.remove(job);
        }
        if let Some(servers) = frame.servers {
            self.servers = servers;
        }
        if let Some(until) = frame.alerts_paused_until {
            self.alerts_paused_until = until;
        }
    }
}

/// What names this job.
#[must_use]
pub fn named(job: &Job) -> JobRef {
    JobRef { server: job.server.clone(), id: job.id.clone() }
}
