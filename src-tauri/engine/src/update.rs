//! What a dialect makes of what it received: the only thing the board understands.

use std::collections::BTreeMap;

use serde_json::{Map, Value};
use vigie_contract::{JobUnit, Millis, NoticeKind, RecordAction};

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

/// More time for a job of seconds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extended {
    /// How much.
    pub seconds: u64,
    /// By whom, where the server says so.
    pub by: Option<String>,
}

/// A record changed on its server.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordUpdate {
    /// What kind of thing, as the server names it.
    pub model: String,
    /// Its id there.
    pub id: String,
    /// What happened.
    pub action: RecordAction,
    /// What to call it.
    pub label: Option<String>,
    /// Who did it.
    pub by: Option<String>,
    /// The fields that were sent: an object, empty where none were.
    pub fields: Map<String, Value>,
    /// When, by the server's clock.
    pub at: Option<Millis>,
}

/// Something that deserves a place in the bell, said by the server itself or found out about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Tidings {
    /// What it is.
    pub kind: NoticeKind,
    /// Tells it from all others of this kind on this server, for good: the second one is not told.
    pub identity: String,
    /// Title: the server's words, or what the record is called.
    pub title: String,
    /// Further words of the server's.
    pub text: Option<String>,
    /// What else fills its sentences; see [`NoticeKind`].
    pub values: BTreeMap<String, String>,
    /// How many it stands for, where it is a summary.
    pub count: Option<u64>,
    /// When, by the server's clock.
    pub at: Option<Millis>,
    /// Whether it was read on the server already.
    pub read: bool,
    /// Whether the desktop is to be alerted.
    pub alert: bool,
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
    /// True where the phase is over because the counts say so: the server tells no end.
    pub inferred: bool,
    /// What the counts count, where not items.
    pub unit: Option<JobUnit>,
    /// Seconds left of the time that was given, now.
    pub seconds_left: Option<u64>,
    /// More time was given.
    pub extended: Option<Extended>,
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
    /// Step, as finely as the server names it.
    pub step: Option<String>,
    /// The part of the step that lasts: a line of the timeline each time it changes.
    pub stage: Option<String>,
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
    /// Whose it is: a name that people sign in with there.
    pub owner: Option<String>,
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
            inferred: false,
            unit: None,
            seconds_left: None,
            extended: None,
            kind: None,
            title: None,
            done: None,
            failed: None,
            total: None,
            percent: None,
            rate: None,
            step: None,
            stage: None,
            message: None,
            error: None,
            warning: None,
            created_at: None,
            started_at: None,
            finished_at: None,
            metadata: None,
            page: None,
            deletable: false,
            owner: None,
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
    /// A record changed.
    Record(Box<RecordUpdate>),
    /// Numbers the server publishes, by name; all it publishes at once.
    Stats {
        /// Groups are joined with a dot.
        values: BTreeMap<String, f64>,
        /// When they were so, by the server's clock.
        at: Option<Millis>,
    },
    /// For the bell.
    Tidings(Box<Tidings>),
    /// The server was not heard for a while, and does not repeat what it said then.
    Gap {
        /// Last heard before it.
        from: Millis,
        /// Heard again.
        to: Millis,
    },
    /// Something was received that is not understood; counted and logged, never fatal.
    Oddity {
        /// What kind of thing, for the log; holds no secret.
        what: &'static str,
        /// Bounded excerpt.
        excerpt: String,
    },
}
