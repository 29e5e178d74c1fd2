//! The person's choices that the window shows and changes.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

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

/// The person's choices.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Preferences {
    /// Language.
    pub language: Language,
    /// Theme.
    pub theme: Theme,
    /// Closing without a tray.
    pub closing: Closing,
}
