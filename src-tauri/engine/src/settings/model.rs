//! The settings as the rest of Vigie sees them. What serde accepts is what the file may say.

use serde::{Deserialize, Serialize};
use vigie_contract::{AlertRules, JobRef, Millis, Preferences};

use super::ServerSettings;
use super::check::within;
use super::choices::once;

/// The newest version of the file that this Vigie reads, and the one it writes.
pub const VERSION: i64 = 1;

/// Servers that are read from the file and may be added.
pub const MAX_SERVERS: usize = 200;

/// Everything the person has settled.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Settings {
    /// In the person's order.
    pub servers: Vec<ServerSettings>,
    /// Choices that the window shows; `history_days` is always that of `history`.
    pub preferences: Preferences,
    /// How much of the past is kept.
    pub history: HistorySettings,
    /// What is told, and when it is quiet; rules in the order of the file.
    pub alerts: AlertRules,
    /// Desktop alerts are paused until then.
    pub alerts_paused_until: Option<Millis>,
}

impl Settings {
    /// After a change: where one of the two places of `history_days` was changed, the other follows; pins are of
    /// servers that were not removed, and each is there once.
    pub(super) fn settle(&mut self, before: &Self) {
        if self.preferences.history_days != before.preferences.history_days {
            self.history.days = self.preferences.history_days;
        }
        self.preferences.history_days = self.history.days;
        let removed = |id: &str| before.server(id).is_some() && self.server(id).is_none();
        let kept: Vec<JobRef> =
            self.preferences.pinned.iter().filter(|job| !removed(&job.server)).cloned().collect();
        self.preferences.pinned = kept;
        once(&mut self.preferences.pinned);
    }

    /// The server of this id.
    #[must_use]
    pub fn server(&self, id: &str) -> Option<&ServerSettings> {
        self.servers.iter().find(|server| server.id == id)
    }
}

/// How much of the past is kept. Both bounds hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistorySettings {
    /// Days, 1 to 3650.
    #[serde(deserialize_with = "within::<_, 1, 3650>")]
    pub days: u32,
    /// Finished jobs, 100 to 10,000,000.
    #[serde(deserialize_with = "within::<_, 100, 10_000_000>")]
    pub rows: u32,
}

impl HistorySettings {
    /// The same age in milliseconds.
    #[must_use]
    pub fn age(&self) -> Millis {
        Millis::from(self.days) * 24 * 60 * 60 * 1_000
    }
}

impl Default for HistorySettings {
    fn default() -> Self {
        Self { days: 90, rows: 100_000 }
    }
}
