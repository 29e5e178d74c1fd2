//! What a dialect makes of what it received: the only thing the board understands.

use serde_json::Value;
use vigie_contract::Millis;

/// Phase of a job in its server's own words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Known, not begun.
    Pending,
    /// Begun, not over.
    Running,
    /// Ended well.
    Completed,
    /// Ended badly.
    Failed,
}

impl Phase {
    /// Completed or failed.
    #[must_use]
    pub fn is_over(self) -> bool {
        matches!(self, Self::Completed | Self::Failed)
    }
}

/// Where an update comes from; decides what is newer when two disagree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// An event of a stream, in order within its job.
    Stream,
    /// The answer to a request that was *sent* at this time: what a stream said later is newer.
    Rest {
        /// When the request was sent.
        asked_at: Millis,
    },
}

/// News of one job. `None` means "not said", never "empty" or "zero".
#[derive(Debug, Clone, PartialEq)]
pub struct JobUpdate {
    /// The job's id as its server spells it.
    pub id: String,
    /// Where this comes from.
    pub source: Source,
    /// True for what had happened before Vigie knew the server: shown, never alerted.
    pub past: bool,
    /// True where the server says that the job begins (a new run if it had begun already).
    pub begins: bool,
    /// Phase.
    pub phase: Option<Phase>,
    /// Kind of job.
    pub kind: Option<String>,
    /// Title.
    pub title: Option<String>,
    /// Items done.
    pub done: Option<u64>,
    /// Items failed.
    pub failed: Option<u64>,
    /// Items in all. 0 is unknown to the board.
    pub total: Option<u64>,
    /// The server's percentage.
    pub percent: Option<f64>,
    /// Items per second as the server computed it.
    pub rate: Option<f64>,
    /// Step.
    pub step: Option<String>,
    /// Newest message.
    pub message: Option<String>,
    /// Error text.
    pub error: Option<String>,
    /// A warning: one event, one warning.
    pub warning: Option<String>,
    /// Server's creation time.
    pub created_at: Option<Millis>,
    /// Server's start time.
    pub started_at: Option<Millis>,
    /// Server's end time.
    pub finished_at: Option<Millis>,
    /// Free-form data.
    pub metadata: Option<Value>,
    /// Page about the job on its server.
    pub page: Option<String>,
    /// Whether the server offers deletion of this job when it is over.
    pub deletable: bool,
}

impl JobUpdate {
    /// An update that says nothing yet.
    #[must_use]
    pub fn new(id: impl Into<String>, source: Source) -> Self {
        Self {
            id: id.into(),
            source,
            past: false,
            begins: false,
            phase: None,
            kind: None,
            title: None,
            done: None,
            failed: None,
            total: None,
            percent: None,
            rate: None,
            step: None,
            message: None,
            error: None,
            warning: None,
            created_at: None,
            started_at: None,
            finished_at: None,
            metadata: None,
            page: None,
            deletable: false,
        }
    }
}

/// What the board is told.
#[derive(Debug, Clone, PartialEq)]
pub enum Update {
    /// News of a job.
    Job(Box<JobUpdate>),
    /// The server no longer knows this job.
    JobUnknown {
        /// The job's id.
        id: String,
    },
    /// The job was deleted on its server, by the person: it leaves the board without a word.
    JobDeleted {
        /// The job's id.
        id: String,
    },
    /// Something was received that is not understood; counted and logged, never fatal.
    Oddity {
        /// What kind of thing, for the log; holds no secret.
        what: &'static str,
        /// Bounded excerpt.
        excerpt: String,
    },
}
