//! The picture of now, as far as tray and taskbar show it.

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
    /// Notices that nobody read.
    pub unread: u32,
}

impl Picture {
    /// The first picture.
    #[must_use]
    pub fn new(snapshot: Snapshot) -> Self {
        Self {
            servers: snapshot.servers,
            jobs: snapshot.jobs.into_iter().map(|job| (named(&job), job)).collect(),
            alerts_paused_until: snapshot.alerts_paused_until,
            unread: snapshot.unread,
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
        if let Some(unread) = frame.unread {
            self.unread = unread;
        }
    }
}

/// What names this job.
#[must_use]
pub fn named(job: &Job) -> JobRef {
    JobRef { server: job.server.clone(), id: job.id.clone() }
}

#[cfg(test)]
pub mod samples {
    //! Small pictures for tests.

    use vigie_contract::{JobState, LinkState};

    use super::*;

    pub const NOW: Millis = 1_000_000_000;

    pub fn job(id: &str, state: JobState) -> Job {
        let job = serde_json::json!({
            "server": "heron", "id": id, "run": 1, "kind": null, "title": format!("Import {id}"),
            "state": state, "inferred": false, "unit": "items", "ends_at": null, "done": null, "failed": null, "total": null, "percent": 61.0,
            "server_percent": null, "step": null, "message": null, "error": null, "warnings": 0,
            "last_warning": null, "rate": null, "eta_ms": null, "overdue": false, "longer": false, "created_at": null,
            "started_at": NOW - 60_000, "finished_at": null, "heard_at": NOW, "silent_since": null,
            "metadata": null, "page": null, "can_delete": false,
        });
        serde_json::from_value(job).unwrap()
    }

    pub fn server(link: LinkState) -> Server {
        let server = serde_json::json!({
            "id": "heron", "name": "heron", "url": "http://heron/", "kind": "sse-progress", "sign_in": "auto", "user": null,
            "secret": "none", "enabled": true, "demo": false, "link": link, "reason": null,
            "retry_at": null, "heard_at": null, "latency_ms": null, "streams": 1, "events": 0,
            "oddities": 0, "reconnects": 0,
        });
        serde_json::from_value(server).unwrap()
    }

    pub fn picture(servers: Vec<Server>, jobs: Vec<Job>) -> Picture {
        let jobs = jobs.into_iter().map(|job| (named(&job), job)).collect();
        Picture { servers, jobs, ..Picture::default() }
    }
}
