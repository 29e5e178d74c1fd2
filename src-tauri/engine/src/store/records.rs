//! What goes into the store and what comes out of it.

use std::collections::BTreeMap;

use vigie_contract::{Gap, JobUnit, Millis, Notice, NoticeKind, Record, RecordRef, Sound};

use crate::usual::Habits;

/// What belongs together and is written in one transaction.
///
/// Closed jobs are taken out before open ones are written: a job that is in both (it ended
/// and began again) is open afterwards.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Commit {
    /// Notices, oldest first.
    pub notices: Vec<NewNotice>,
    /// Jobs that ended.
    pub finished: Vec<FinishedJob>,
    /// Jobs that are open, as they are now; replaces what was stored of them.
    pub open: Vec<OpenJob>,
    /// Jobs no longer open: (server, id).
    pub closed: Vec<(String, String)>,
    /// Positions reached; replaces what was stored under the same name.
    pub cursors: Vec<Cursor>,
    /// Records that changed, the one that changed last at the end; each replaces what was stored of it.
    pub records: Vec<Record>,
    /// Records that are no longer kept.
    pub records_gone: Vec<RecordRef>,
    /// Times in which changes may have been missed, by model; replaces what was stored of it.
    pub table_gaps: Vec<(String, Gap)>,
    /// Numbers of servers; replaces those of the same five minutes.
    pub stats: Vec<StatPoint>,
}

impl Commit {
    /// True when there is nothing to write.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.notices.is_empty()
            && self.finished.is_empty()
            && self.open.is_empty()
            && self.closed.is_empty()
            && self.cursors.is_empty()
            && self.records.is_empty()
            && self.records_gone.is_empty()
            && self.table_gaps.is_empty()
            && self.stats.is_empty()
    }

    /// True for what must survive a power cut once it has been answered for.
    pub(super) fn speaks(&self) -> bool {
        !self.notices.is_empty() || !self.finished.is_empty()
    }
}

/// A notice to be stored unless one with its identity is there already.
///
/// The identity is (server, job, run, kind) of the notice, and `occurrence`.
#[derive(Debug, Clone, PartialEq)]
pub struct NewNotice {
    /// The entry; its `id` and `read` are not looked at.
    pub notice: Notice,
    /// Tells apart what is otherwise the same, such as the 1st and the 10th warning. Where the
    /// server says when the run began, put that in too: run numbers are Vigie's own counting.
    pub occurrence: String,
    /// How it goes into the outbox of alerts, if it is new; one that goes nowhere does not.
    pub alert: Outgoing,
    /// Store it as already read.
    pub quiet: bool,
    /// Store it for its identity only: it is not in the bell.
    pub hidden: bool,
    /// The kind of its job, for rules that are tried out later.
    pub job_kind: Option<String>,
    /// Whose its job is, likewise.
    pub owner: Option<String>,
}

/// How an alert goes out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Outgoing {
    /// It is shown on the desktop.
    pub desktop: bool,
    /// It is heard.
    pub sound: bool,
    /// It comes through quiet hours.
    pub loud: bool,
}

impl Outgoing {
    /// Where either of two goes.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            desktop: self.desktop || other.desktop,
            sound: self.sound || other.sound,
            loud: self.loud || other.loud,
        }
    }

    /// Whether it goes anywhere.
    #[must_use]
    pub fn is_any(self) -> bool {
        self.desktop || self.sound
    }
}

/// What a commit brought.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Committed {
    /// Notices whose identity was new and that are in the bell, with their ids, in the order given.
    pub fresh: Vec<Notice>,
    /// So many alerts were put into the outbox.
    pub alerts: u32,
    /// Unread in all afterwards.
    pub unread: u32,
}

/// A job that had not ended when it was last seen: enough to seed the board after a start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenJob {
    /// The server's id in Vigie.
    pub server: String,
    /// The job's id. Beyond [`super::bounds::KEY_BYTES`] the job is not remembered as open.
    pub id: String,
    /// Which run of it.
    pub run: u32,
    /// Title as shown.
    pub title: String,
    /// Kind of job.
    pub kind: Option<String>,
    /// Phase, in the board's word.
    pub phase: String,
    /// What its counts count.
    pub unit: JobUnit,
    /// When it began.
    pub started_at: Option<Millis>,
    /// Items done.
    pub done: Option<u64>,
    /// Items failed.
    pub failed: Option<u64>,
    /// Items in all.
    pub total: Option<u64>,
    /// Warnings so far.
    pub warnings: u32,
    /// When it was last heard of.
    pub seen_at: Millis,
}

/// How a job ended, as far as Vigie knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// The server said: well.
    Completed,
    /// The server said: badly.
    Failed,
    /// The server no longer knew it.
    Vanished,
}

impl Outcome {
    /// The stable word used in the store.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Completed => "completed",
            Self::Failed => "failed",
            Self::Vanished => "vanished",
        }
    }

    pub(super) fn from_word(word: &str) -> Option<Self> {
        [Self::Completed, Self::Failed, Self::Vanished].into_iter().find(|outcome| outcome.as_str() == word)
    }
}

/// A line of the history. The same run of the same job (same start) is one line; a later
/// one replaces it, except that "vanished" never replaces what a server said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FinishedJob {
    /// The server's id in Vigie.
    pub server: String,
    /// Its name at that time.
    pub server_name: String,
    /// The job's id.
    pub id: String,
    /// Which run of it.
    pub run: u32,
    /// Kind of job.
    pub kind: Option<String>,
    /// Title as shown.
    pub title: String,
    /// How it ended.
    pub outcome: Outcome,
    /// Whether that follows from its counts only.
    pub inferred: bool,
    /// What its counts count.
    pub unit: JobUnit,
    /// Items done.
    pub done: Option<u64>,
    /// Items failed.
    pub failed: Option<u64>,
    /// Items in all.
    pub total: Option<u64>,
    /// Warnings.
    pub warnings: u32,
    /// When it began.
    pub started_at: Option<Millis>,
    /// When it ended; for a vanished one, when it was missed.
    pub finished_at: Millis,
    /// How long it took.
    pub duration_ms: Option<Millis>,
    /// Its last message.
    pub message: Option<String>,
    /// Why it failed, in the server's words.
    pub error: Option<String>,
    /// Metadata as JSON text.
    pub metadata: Option<String>,
    /// Whose it was, where its server said so.
    pub owner: Option<String>,
}

/// Where a stream was left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    /// The server's id in Vigie.
    pub server: String,
    /// Which position: a channel's name, or what the dialect calls it.
    pub name: String,
    /// The position; `None` deletes it.
    pub value: Option<String>,
}

/// What a server said of its numbers at one moment.
#[derive(Debug, Clone, PartialEq)]
pub struct StatPoint {
    /// The server's id in Vigie.
    pub server: String,
    /// When it was heard.
    pub at: Millis,
    /// The numbers by name.
    pub values: BTreeMap<String, f64>,
}

/// What was known of a server.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Memory {
    /// When Vigie first reached it.
    pub first_contact: Option<Millis>,
    /// Jobs that were open.
    pub open: Vec<OpenJob>,
    /// Positions: (name, value).
    pub cursors: Vec<(String, String)>,
    /// Jobs that ended lately, newest first.
    pub finished: Vec<FinishedJob>,
    /// Records, the one that changed last at the end.
    pub records: Vec<Record>,
    /// Times in which changes may have been missed, by model.
    pub table_gaps: Vec<(String, Gap)>,
    /// Its numbers, oldest first.
    pub stats: Vec<StatPoint>,
    /// How long each kind of its jobs usually takes.
    pub habits: Habits,
    /// Since when it was not reached, where that was told and not that it was reached again.
    pub unreachable_since: Option<Millis>,
}

/// A desktop alert still to be sent.
#[derive(Debug, Clone, PartialEq)]
pub struct Alert {
    /// What to give to `alerts_sent`.
    pub id: i64,
    /// The notice it is about.
    pub notice: Notice,
    /// Whether it is shown on the desktop. Where it is not, it is heard.
    pub desktop: bool,
    /// The sound it is heard with.
    pub sound: Option<Sound>,
    /// Whether it comes through quiet hours.
    pub loud: bool,
    /// The bell does not have it, because the person wants it told on the desktop only.
    pub hidden: bool,
}

impl Alert {
    /// The alert about a notice.
    #[must_use]
    pub fn new(id: i64, notice: Notice, how: Outgoing) -> Self {
        let failed = notice.kind == NoticeKind::Restored && notice.values.contains_key("failed");
        let sound = how.sound.then(|| if failed { Sound::Failed } else { Sound::of(notice.kind) });
        Self { id, notice, desktop: how.desktop, sound, loud: how.loud, hidden: false }
    }
}

/// What rules look at of a notice that was stored.
#[derive(Debug, Clone, PartialEq)]
pub struct PastNotice {
    /// Its row.
    pub id: i64,
    /// What happened.
    pub kind: NoticeKind,
    /// The server's id in Vigie.
    pub server: String,
    /// The job's id.
    pub job: Option<String>,
    /// Which run of it.
    pub run: Option<u32>,
    /// Tells it from others of the same kind and run.
    pub occurrence: String,
    /// When it happened.
    pub at: Millis,
    /// Items done.
    pub done: Option<u64>,
    /// Items failed.
    pub failed: Option<u64>,
    /// How long the job took.
    pub duration_ms: Option<Millis>,
    /// The kind of its job.
    pub job_kind: Option<String>,
    /// Whose its job is.
    pub owner: Option<String>,
}

/// How many rows pruning let go.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Pruned {
    /// Finished jobs.
    pub finished: u64,
    /// Notices.
    pub notices: u64,
    /// Open jobs not seen for too long, or too many.
    pub open: u64,
    /// Cursors.
    pub cursors: u64,
    /// Records.
    pub records: u64,
    /// Numbers of servers: five minutes each.
    pub stats: u64,
}

impl Pruned {
    pub(super) fn add(&mut self, more: Self) {
        self.finished += more.finished;
        self.notices += more.notices;
        self.open += more.open;
        self.cursors += more.cursors;
        self.records += more.records;
        self.stats += more.stats;
    }
}
