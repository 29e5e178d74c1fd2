//! What goes out of the board.

use vigie_contract::{Job, JobRef, Millis, Usual};

/// Something happened to a job that is worth telling, once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Happening {
    /// It began.
    Started,
    /// It began again: a new run.
    Restarted,
    /// It warned.
    Warned {
        /// Which warning of this run, from 1.
        nth: u32,
        /// The server's words; may be empty.
        text: String,
    },
    /// It ended well: its server said so, or it follows from its counts ([`Job::inferred`]). At most one end
    /// a run; only an inferred one may be followed by the server's own [`Happening::Failed`].
    Completed,
    /// It ended badly: its server said so. At most one end a run.
    Failed,
    /// Its server says now what had been inferred: it ended well.
    Confirmed,
    /// It has said nothing for too long, while the connection is fine.
    Stalled {
        /// When it was last heard; tells one silence from the next.
        since: Millis,
    },
    /// It runs longer than nine of ten of its kind on its server.
    Longer {
        /// How long it has been running.
        ran: Millis,
        /// What is usual.
        usual: Usual,
    },
    /// It moved again after it had stalled or vanished.
    Resumed,
    /// Its server no longer knows it; how it ended is unknown.
    Vanished,
}

/// One job after one update or tick.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// Which job.
    pub job: JobRef,
    /// The job as it is now; `None`: it left the board.
    pub now: Option<Job>,
    /// What happened to it, in order.
    pub happened: Vec<Happening>,
    /// True for what had happened before Vigie knew the server: shown, never alerted.
    pub past: bool,
    /// How long the run took, where it ended with this change and that is known: by the server's
    /// times where it gave both, else by what Vigie saw.
    pub took: Option<Millis>,
    /// When the run began in its server's words. Together with the run number it names the run for
    /// good: run numbers are the board's own counting and begin again when a job was long forgotten.
    pub server_started_at: Option<Millis>,
}

impl Change {
    pub(super) fn gone(job: JobRef) -> Self {
        Self { job, now: None, happened: Vec::new(), past: false, took: None, server_started_at: None }
    }
}
