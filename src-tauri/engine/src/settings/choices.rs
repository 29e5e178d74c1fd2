//! The table `[preferences]`: all of [`Preferences`] but what has a table of its own.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use vigie_contract::{Closing, Density, JobRef, Language, Preferences, Theme, TimeFormat};

use super::check::within;

/// Jobs that may be pinned.
pub(super) const MAX_PINNED: usize = 200;

/// See the module. What serde accepts here is what the table may say; `pinned` is read apart, one by one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Choices {
    pub language: Language,
    pub theme: Theme,
    pub closing: Closing,
    pub density: Density,
    pub time_format: TimeFormat,
    pub start_at_login: bool,
    pub keep_in_tray: bool,
    /// Minutes, 1 to 1440.
    #[serde(deserialize_with = "within::<_, 1, 1440>")]
    pub away_minutes: u32,
    pub pinned: Vec<JobRef>,
}

impl From<&Preferences> for Choices {
    fn from(preferences: &Preferences) -> Self {
        let Preferences { language, theme, closing, density, time_format, .. } = *preferences;
        let Preferences { start_at_login, keep_in_tray, away_minutes, .. } = *preferences;
        let pinned = preferences.pinned.clone();
        Self {
            language,
            theme,
            closing,
            density,
            time_format,
            start_at_login,
            keep_in_tray,
            away_minutes,
            pinned,
        }
    }
}

impl Choices {
    /// With the days that `[history]` says.
    pub(super) fn into_preferences(self, history_days: u32) -> Preferences {
        let Self { language, theme, closing, density, time_format, .. } = self;
        let Self { start_at_login, keep_in_tray, away_minutes, pinned, .. } = self;
        Preferences {
            language,
            theme,
            closing,
            density,
            time_format,
            start_at_login,
            keep_in_tray,
            away_minutes,
            history_days,
            pinned,
        }
    }
}

/// Each job once, at its first place.
pub(super) fn once(pinned: &mut Vec<JobRef>) {
    let mut seen = HashSet::new();
    pinned.retain(|job| seen.insert(job.clone()));
}
