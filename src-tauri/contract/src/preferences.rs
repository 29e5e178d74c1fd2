//! The person's choices that the window shows and changes.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::JobRef;

/// Language of window, alerts and tray.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// The desktop's.
    #[default]
    System,
    /// English.
    En,
    /// French.
    Fr,
    /// Russian.
    Ru,
}

/// Colours of the window.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// The desktop's.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// What closing the window does where there is no tray to live in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum Closing {
    /// Ask, once.
    #[default]
    Ask,
    /// Keep watching without a window.
    Keep,
    /// Quit.
    Quit,
}

/// How close rows are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum Density {
    /// Room to read.
    #[default]
    Comfortable,
    /// More rows.
    Compact,
}

/// By what jobs stand together in their list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum Grouping {
    /// By what wants to be looked at, what runs, what is over.
    #[default]
    None,
    /// By server, in the person's order.
    Server,
    /// By what their servers call their kind.
    Kind,
}

/// How the time of day is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub enum TimeFormat {
    /// As the desktop and the language do.
    #[default]
    #[serde(rename = "system")]
    System,
    /// 2:05 PM.
    #[serde(rename = "12h")]
    H12,
    /// 14:05.
    #[serde(rename = "24h")]
    H24,
}

/// The person's choices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Preferences {
    /// Language.
    pub language: Language,
    /// Theme.
    pub theme: Theme,
    /// Closing without a tray.
    pub closing: Closing,
    /// How close rows are.
    pub density: Density,
    /// By what jobs stand together.
    pub grouping: Grouping,
    /// How the time of day is written.
    pub time_format: TimeFormat,
    /// Vigie starts, in the tray, when the person logs in.
    pub start_at_login: bool,
    /// Closing the window keeps Vigie in the tray; else it quits.
    pub keep_in_tray: bool,
    /// After so many minutes without a look at the window the next one begins with "while you were away".
    pub away_minutes: u32,
    /// Days that finished jobs are kept, 1 to 3650; in the settings file `[history] days`.
    pub history_days: u32,
    /// Jobs that stand on top, at most 200.
    pub pinned: Vec<JobRef>,
    /// Groups of jobs of which only the heading is shown, by the names that the window gives them; at most 200.
    pub folded: Vec<String>,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            language: Language::default(),
            theme: Theme::default(),
            closing: Closing::default(),
            density: Density::default(),
            grouping: Grouping::default(),
            time_format: TimeFormat::default(),
            start_at_login: false,
            keep_in_tray: true,
            away_minutes: 5,
            history_days: 90,
            pinned: Vec::new(),
            folded: Vec::new(),
        }
    }
}
