//! What ended, and what is usual.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

use crate::{JobUnit, Millis, Notice, NoticeKind};

/// How long jobs of a kind usually take on a server, from the history.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Usual {
    /// Half took less, milliseconds.
    #[ts(type = "number")]
    pub median_ms: Millis,
    /// Nine of ten took less, milliseconds.
    #[ts(type = "number")]
    pub p90_ms: Millis,
    /// Runs that this is from.
    pub runs: u32,
}

/// How a job ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum HistoryOutcome {
    /// The server said: well.
    Completed,
    /// The server said: badly.
    Failed,
    /// The server no longer knew it.
    Vanished,
}

/// What is looked for in the history; what is `None` (or empty) fits all.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct HistoryQuery {
    /// Words that title, kind, id, server, owner, message, error or metadata contain, all of them.
    pub text: String,
    /// The server's id in Vigie.
    pub server: Option<String>,
    /// Kind of job.
    pub kind: Option<String>,
    /// How it ended.
    pub outcome: Option<HistoryOutcome>,
    /// Ended at or after.
    #[ts(type = "number | null")]
    pub from: Option<Millis>,
    /// Ended before.
    #[ts(type = "number | null")]
    pub to: Option<Millis>,
}

/// One job that ended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct HistoryRow {
    /// Names the row; grows in the order in which Vigie learned of it.
    pub row: String,
    /// The server's id in Vigie.
    pub server: String,
    /// Its name at that time.
    pub server_name: String,
    /// The job's id.
    pub id: String,
    /// Which run of it.
    #[ts(type = "number")]
    pub run: u32,
    /// Kind of job.
    pub kind: Option<String>,
    /// Title.
    pub title: String,
    /// Whose it was, where its server said so.
    pub owner: Option<String>,
    /// How it ended.
    pub outcome: HistoryOutcome,
    /// Whether that follows from its counts only.
    pub inferred: bool,
    /// What its counts count.
    pub unit: JobUnit,
    /// Items done.
    #[ts(type = "number | null")]
    pub done: Option<u64>,
    /// Items failed.
    #[ts(type = "number | null")]
    pub failed: Option<u64>,
    /// Items in all.
    #[ts(type = "number | null")]
    pub total: Option<u64>,
    /// Warnings.
    pub warnings: u32,
    /// When it began.
    #[ts(type = "number | null")]
    pub started_at: Option<Millis>,
    /// When it ended; for a vanished one, when it was missed.
    #[ts(type = "number")]
    pub finished_at: Millis,
    /// How long it took, milliseconds.
    #[ts(type = "number | null")]
    pub duration_ms: Option<Millis>,
    /// Its last message.
    pub message: Option<String>,
    /// Why it failed, in the server's words.
    pub error: Option<String>,
    /// What the server attached to it; `null` when nothing.
    #[ts(type = "unknown")]
    pub metadata: serde_json::Value,
    /// How long its kind usually takes there, from the runs before it was asked.
    pub usual: Option<Usual>,
}

/// One page of the history, the one that ended last first.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct HistoryPage {
    /// The rows.
    pub rows: Vec<HistoryRow>,
    /// Pass as `after` to get the next page; `None` at the end.
    pub next: Option<String>,
    /// Rows that fit in all.
    pub total: u32,
    /// Kinds that the history knows, in order (of the server asked for, if one was).
    pub kinds: Vec<String>,
}

/// How the history is written out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum ExportFormat {
    /// RFC 4180, UTF-8 with a byte order mark, times in ISO 8601.
    Csv,
    /// An array of `HistoryRow`s.
    Json,
}

/// What happened in a time in which nobody looked.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct Digest {
    /// Since when.
    #[ts(type = "number")]
    pub from: Millis,
    /// Until when.
    #[ts(type = "number")]
    pub to: Millis,
    /// How many notices, by kind.
    pub counts: BTreeMap<NoticeKind, u32>,
    /// The notices that matter most first, at most 100.
    pub notices: Vec<Notice>,
}
