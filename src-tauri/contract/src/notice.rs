//! The bell's entries.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

use crate::Millis;

/// What a notice is about. Words: `notice-<kind>-title` and `notice-<kind>-body` in the locale files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum NoticeKind {
    /// A job ended well.
    Completed,
    /// A job ended badly.
    Failed,
    /// A job warned: those warnings of a run that the rules tell, the 1st, 10th, 100th … without any. Where `values`
    /// has `above`, more than that percentage of what was done failed; there may have been no warning.
    Warning,
    /// A job fell silent while its connection is fine.
    Stalled,
    /// A server forgot a job whose end is unknown.
    Vanished,
    /// A server wants to be signed in to again.
    SignedOut,
    /// The server's own message to the person: `title` and `text` are its words.
    Message,
    /// A record changed: `title` is what it is called; `values` has `model`, `record`, `action` and, where the
    /// server says so, `by`, `project`, `status`.
    Record,
    /// So many messages had gathered on the server (`done`); each is in the bell by itself.
    Backlog,
    /// A server has not been heard for a while (`duration_ms`); `total` jobs were open there.
    Unreachable,
    /// A server is heard again, after `duration_ms`; `total` jobs are open there. `values` has `completed`,
    /// `failed` and `vanished`: how many jobs ended meanwhile, where any did.
    Restored,
    /// A job runs longer (`duration_ms`) than nine of ten of its kind there: `values` has `usual_ms` (median) and
    /// `p90_ms`.
    Longer,
}

impl NoticeKind {
    /// All of them, in the order of a summary.
    pub const ALL: &[Self] = &[
        Self::Completed,
        Self::Failed,
        Self::Warning,
        Self::Stalled,
        Self::Vanished,
        Self::SignedOut,
        Self::Message,
        Self::Record,
        Self::Backlog,
        Self::Unreachable,
        Self::Restored,
        Self::Longer,
    ];

    /// The stable word used in the store and in `--json` output.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Completed => "completed",
            Self::Failed => "failed",
            Self::Warning => "warning",
            Self::Stalled => "stalled",
            Self::Vanished => "vanished",
            Self::SignedOut => "signed_out",
            Self::Message => "message",
            Self::Record => "record",
            Self::Backlog => "backlog",
            Self::Unreachable => "unreachable",
            Self::Restored => "restored",
            Self::Longer => "longer",
        }
    }
}

/// One entry of the bell. It holds values, not sentences, so that it follows the language.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Notice {
    /// Row number in the store, as text. Grows with time.
    pub id: String,
    /// The server's id in Vigie.
    pub server: String,
    /// The server's name at that time.
    pub server_name: String,
    /// What happened.
    pub kind: NoticeKind,
    /// The job, where it is about one.
    pub job: Option<String>,
    /// Which run of it.
    #[ts(type = "number | null")]
    pub run: Option<u32>,
    /// The job's title (empty when it is about the server).
    pub title: String,
    /// When it happened.
    #[ts(type = "number")]
    pub at: Millis,
    /// Whether the person has seen it.
    pub read: bool,
    /// Items done.
    #[ts(type = "number | null")]
    pub done: Option<u64>,
    /// Items failed.
    #[ts(type = "number | null")]
    pub failed: Option<u64>,
    /// Items in all.
    #[ts(type = "number | null")]
    pub total: Option<u64>,
    /// Percent at that time.
    pub percent: Option<f64>,
    /// Warnings so far.
    pub warnings: u32,
    /// How long the job took (completed, failed) or has been silent (stalled), milliseconds.
    #[ts(type = "number | null")]
    pub duration_ms: Option<Millis>,
    /// The server's words: error, warning or closing message.
    pub text: Option<String>,
    /// True where the end it tells was inferred.
    pub inferred: bool,
    /// What else fills its sentences, by name; see [`NoticeKind`]. Never a secret.
    pub values: BTreeMap<String, String>,
}

/// One page of the bell, newest first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct NoticePage {
    /// The entries.
    pub notices: Vec<Notice>,
    /// Pass as `before` to get the next page; `None` at the end.
    pub next: Option<String>,
    /// Unread in all.
    pub unread: u32,
}
