//! The table `[preferences]`: all of [`Preferences`] but what has a table of its own.

use std::collections::HashSet;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use vigie_contract::{Closing, Density, Grouping, JobRef, Language, Preferences, Theme, TimeFormat};

use super::check::within;

/// Jobs that may be pinned.
pub(super) const MAX_PINNED: usize = 200;
/// Groups that may be folded.
const MAX_FOLDED: usize = 200;

/// See the module. What serde accepts here is what the table may say; `pinned` is read apart, one by one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Choices {
    pub language: Language,
    pub theme: Theme,
    pub closing: Closing,
    pub density: Density,
    pub grouping: Grouping,
    pub time_format: TimeFormat,
    pub start_at_login: bool,
    pub keep_in_tray: bool,
    /// Minutes, 1 to 1440.
    #[serde(deserialize_with = "within::<_, 1, 1440>")]
    pub away_minutes: u32,
    pub pinned: Vec<JobRef>,
    #[serde(deserialize_with = "folded")]
    pub folded: Vec<String>,
}

impl From<&Preferences> for Choices {
    fn from(preferences: &Preferences) -> Self {
        let Preferences { language, theme, closing, density, grouping, time_format, .. } = *preferences;
        let Preferences { start_at_login, keep_in_tray, away_minutes, .. } = *preferences;
        let Preferences { pinned, folded, .. } = preferences.clone();
        Self {
            language,
            theme,
            closing,
            density,
            grouping,
            time_format,
            start_at_login,
            keep_in_tray,
            away_minutes,
            pinned,
            folded,
        }
    }
}

impl Choices {
    /// With the days that `[history]` says.
    pub(super) fn into_preferences(self, history_days: u32) -> Preferences {
        let Self { language, theme, closing, density, grouping, time_format, .. } = self;
        let Self { start_at_login, keep_in_tray, away_minutes, pinned, folded, .. } = self;
        Preferences {
            language,
            theme,
            closing,
            density,
            grouping,
            time_format,
            start_at_login,
            keep_in_tray,
            away_minutes,
            history_days,
            pinned,
            folded,
        }
    }
}

/// Each job once, at its first place.
pub(super) fn once(pinned: &mut Vec<JobRef>) {
    let mut seen = HashSet::new();
    pinned.retain(|job| seen.insert(job.clone()));
}

fn folded<'de, D: Deserializer<'de>>(d: D) -> Result<Vec<String>, D::Error> {
    let folded = Vec::<String>::deserialize(d)?;
    if folded.len() > MAX_FOLDED {
        return Err(D::Error::custom(format!("there may be {MAX_FOLDED} folded groups at most")));
    }
    Ok(folded)
}
