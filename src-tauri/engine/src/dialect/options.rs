//! What a dialect is given at its beginning.

use std::collections::BTreeMap;
use std::time::Duration;

use super::custom::Mapping;

/// What the person may choose about how a server is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Path of the stream below the server's base, where it is not the kind's own.
    pub events_path: Option<String>,
    /// Where no end is told: a job whose counts are full is over after so long a silence.
    pub quiet: Duration,
    /// How often statistics are asked for where they are not pushed.
    pub stats_every: Duration,
    /// Ids to watch where the server does not list them.
    pub watch: Vec<String>,
    /// What the messages of a custom server mean: checked, as [`Mapping::read`] gives it.
    pub mapping: Option<Mapping>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            events_path: None,
            quiet: Duration::from_secs(10),
            stats_every: Duration::from_secs(30),
            watch: Vec::new(),
            mapping: None,
        }
    }
}

/// What was known of a server before this connection was made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Past {
    /// Positions reached, by name, as [`Outcome::cursors`](super::Outcome::cursors) gave them.
    pub cursors: BTreeMap<String, String>,
    /// Jobs that were open.
    pub open: Vec<PastJob>,
}

/// A job that was open when its server was last heard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastJob {
    /// Its id.
    pub id: String,
    /// Items done.
    pub done: Option<u64>,
    /// Items in all.
    pub total: Option<u64>,
}
