//! A job as it is shown.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Millis, Usual};

/// What is known of a job's fate. The three silences differ: see `docs/architecture.md`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum JobState {
    /// The server knows it and has not begun it.
    Pending,
    /// It moves.
    Running,
    /// The server said that it ended well.
    Completed,
    /// The server said that it ended badly.
    Failed,
    /// The connection is fine, the job says nothing.
    Stalled,
    /// The connection is gone: what is shown is what was last heard.
    Stale,
    /// The server no longer knows the job; how it ended is unknown.
    Vanished,
}

impl JobState {
    /// All of them.
    pub const ALL: &[Self] = &[
        Self::Pending,
        Self::Running,
        Self::Completed,
        Self::Failed,
        Self::Stalled,
        Self::Stale,
        Self::Vanished,
    ];

    /// True for the states a job does not leave by itself: completed, failed, vanished.
    #[must_use]
    pub fn is_over(self) -> bool {
        matches!(self, Self::Completed | Self::Failed | Self::Vanished)
    }

    /// The stable word used in `--json` output and in the window's style sheets.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Running => "running",
            Self::Completed => "completed",
            Self::Failed => "failed",
            Self::Stalled => "stalled",
            Self::Stale => "stale",
            Self::Vanished => "vanished",
        }
    }
}

/// What a job's counts count.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum JobUnit {
    /// Things that are worked off.
    #[default]
    Items,
    /// Seconds of a time that runs out: `done` are used up, `total` were given.
    Seconds,
}

/// One run of one job on one server.
///
/// `(server, id)` identifies a job; when the server starts the same id again,
/// `run` grows by one and the numbers start afresh.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Job {
    /// The server's id in Vigie (not its name).
    pub server: String,
    /// The job's id as its server spells it: any text.
    pub id: String,
    /// Which run of this id, from 1.
    #[ts(type = "number")]
    pub run: u32,
    /// Kind of job as the server names it, such as `edi_import`.
    pub kind: Option<String>,
    /// What to call it: the server's title, else made from kind and id. Never empty.
    pub title: String,
    /// State as shown.
    pub state: JobState,
    /// True where its end was inferred from its counts: its server tells none.
    pub inferred: bool,
    /// What the counts count.
    pub unit: JobUnit,
    /// When the time that was given runs out, for a job of seconds that is running.
    #[ts(type = "number | null")]
    pub ends_at: Option<Millis>,
    /// Items done.
    #[ts(type = "number | null")]
    pub done: Option<u64>,
    /// Items that failed, of those done.
    #[ts(type = "number | null")]
    pub failed: Option<u64>,
    /// Items in all.
    #[ts(type = "number | null")]
    pub total: Option<u64>,
    /// 0–100, from the counts where they are known, else what the server said.
    pub percent: Option<f64>,
    /// The server's own percentage, where it differs from the counts by more than rounding.
    pub server_percent: Option<f64>,
    /// The step it is in, where the server names one.
    pub step: Option<String>,
    /// Its newest message.
    pub message: Option<String>,
    /// Why it failed, in the server's words.
    pub error: Option<String>,
    /// How many warnings it gave in this run.
    pub warnings: u32,
    /// The newest warning.
    pub last_warning: Option<String>,
    /// Items per second, smoothed; `None` until warmed up and when the job is over or silent.
    pub rate: Option<f64>,
    /// Time left, `[low, high]` in milliseconds; `None` until warmed up.
    #[ts(type = "[number, number] | null")]
    pub eta_ms: Option<[Millis; 2]>,
    /// True when it has gone past the highest estimate ever shown for it.
    pub overdue: bool,
    /// How long its kind usually takes there; `None` where too few ended.
    pub usual: Option<Usual>,
    /// True when it runs for longer than nine of ten of its kind there.
    pub longer: bool,
    /// Whose it is, where its server says so.
    pub owner: Option<String>,
    /// When the server says it was created.
    #[ts(type = "number | null")]
    pub created_at: Option<Millis>,
    /// When it began.
    #[ts(type = "number | null")]
    pub started_at: Option<Millis>,
    /// When it ended.
    #[ts(type = "number | null")]
    pub finished_at: Option<Millis>,
    /// When Vigie last heard anything about it.
    #[ts(type = "number")]
    pub heard_at: Millis,
    /// Since when it has been in a silence (stalled, stale, vanished).
    #[ts(type = "number | null")]
    pub silent_since: Option<Millis>,
    /// What the server attached to it, as it sent it (bounded); `null` when nothing.
    #[ts(type = "unknown")]
    pub metadata: serde_json::Value,
    /// A page about it on its own server, http(s) only.
    pub page: Option<String>,
    /// Whether its server can delete it now.
    pub can_delete: bool,
}

/// What happened to a job, for its timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum JobEventKind {
    /// It began (or began again).
    Started,
    /// It said something new.
    Message,
    /// It warned.
    Warning,
    /// It ended well.
    Completed,
    /// It ended badly.
    Failed,
    /// It fell silent while the connection was fine.
    Stalled,
    /// It moved again after a silence.
    Resumed,
    /// Its server forgot it.
    Vanished,
    /// It entered another stage (`text`).
    Stage,
    /// Its server was not heard from `from` to `at`: something may be missing here.
    Gap,
    /// It was given more time: `seconds`, by whom in `text` where that is known.
    Extended,
}

impl JobEventKind {
    /// All of them.
    pub const ALL: &[Self] = &[
        Self::Started,
        Self::Message,
        Self::Warning,
        Self::Completed,
        Self::Failed,
        Self::Stalled,
        Self::Resumed,
        Self::Vanished,
        Self::Stage,
        Self::Gap,
        Self::Extended,
    ];
}

/// One line of a job's timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct JobEvent {
    /// When Vigie learned of it.
    #[ts(type = "number")]
    pub at: Millis,
    /// What happened.
    pub kind: JobEventKind,
    /// The server's words, where it had some.
    pub text: Option<String>,
    /// For a gap: since when nothing had been heard.
    #[ts(type = "number | null")]
    pub from: Option<Millis>,
    /// For more time: how much.
    #[ts(type = "number | null")]
    pub seconds: Option<u64>,
}
