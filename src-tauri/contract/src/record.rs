//! What servers tell that is no job: records that change, and time in which something may have been missed.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::Millis;

/// What happened to a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RecordAction {
    /// It is new.
    Created,
    /// Fields of it changed.
    Updated,
    /// It is gone; what is shown is what was last known.
    Deleted,
}

impl RecordAction {
    /// All of them.
    pub const ALL: &[Self] = &[Self::Created, Self::Updated, Self::Deleted];

    /// The stable word used in the store, in `--json` output and in the locale files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Updated => "updated",
            Self::Deleted => "deleted",
        }
    }
}

/// A record as it is known after its newest change.
///
/// `(server, model, id)` identifies it. Its fields are those of all changes heard so far, the newest winning.
// TypeScript has a `Record` of its own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(rename = "ServerRecord")]
pub struct Record {
    /// The server's id in Vigie.
    pub server: String,
    /// What kind of thing, as the server names it: `estimate`, `RealisationTache`.
    pub model: String,
    /// Its id there: any text.
    pub id: String,
    /// The newest change.
    pub action: RecordAction,
    /// What to call it, where the server gives it a name or number.
    pub label: Option<String>,
    /// Who did it, where the server says so.
    pub by: Option<String>,
    /// Its fields as the server sent them (bounded): an object, empty where none were sent.
    #[ts(type = "{ [key in string]?: unknown }")]
    pub fields: serde_json::Map<String, serde_json::Value>,
    /// Names of the fields that the newest change brought or changed.
    pub changed: Vec<String>,
    /// When that was: by the server's clock where it says so, else when it was heard.
    #[ts(type = "number")]
    pub at: Millis,
}

/// Names one record.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
pub struct RecordRef {
    /// The server's id in Vigie.
    pub server: String,
    /// What kind of thing.
    pub model: String,
    /// Its id.
    pub id: String,
}

/// The records of one model on one server, in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RecordTable {
    /// The server's id in Vigie.
    pub server: String,
    /// What kind of thing.
    pub model: String,
    /// Records known, those that were deleted included.
    pub rows: u32,
    /// The newest change.
    #[ts(type = "number")]
    pub at: Millis,
    /// The last time in which changes may have been missed, where there was one.
    pub gap: Option<Gap>,
}

/// A time in which a server was not heard, and what it said then is not said again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Gap {
    /// The server's id in Vigie.
    pub server: String,
    /// Last heard before it.
    #[ts(type = "number")]
    pub from: Millis,
    /// Heard again.
    #[ts(type = "number")]
    pub to: Millis,
}
