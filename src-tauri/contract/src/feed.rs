//! The picture of now, and what changes it.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

use crate::{
    AlertRules, Gap, Job, Millis, Notice, Preferences, Record, RecordRef, RecordTable, Server, Stats,
};

/// A trouble of Vigie itself that the person should know. Words: `trouble-<code>` in the locale files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum TroubleCode {
    /// The settings file is broken; the last good copy is used (`file`, `line`, `detail`).
    SettingsBroken,
    /// One value of the settings file will not do: its default is used, or its server left out
    /// (`file`, `line`, `key`, `detail`).
    SettingsValue,
    /// The settings file was written by a newer Vigie; it is left alone (`file`, `found`, `known`).
    SettingsNewer,
    /// The store was damaged and set aside; a new one was begun (`file`).
    StoreSetAside,
    /// The store was written by a newer Vigie: this run keeps nothing (`file`, `found`, `known`).
    StoreNewer,
    /// The store cannot be written: history and bell of this run are not saved (`detail`).
    StoreNotSaving,
    /// No keyring: passwords are kept in memory for this run (`detail`).
    NoKeyring,
    /// The desktop takes no notifications (`detail`).
    NoDesktopAlerts,
}

impl TroubleCode {
    /// All of them.
    pub const ALL: &[Self] = &[
        Self::SettingsBroken,
        Self::SettingsValue,
        Self::SettingsNewer,
        Self::StoreSetAside,
        Self::StoreNewer,
        Self::StoreNotSaving,
        Self::NoKeyring,
        Self::NoDesktopAlerts,
    ];

    /// The stable word, as in the locale files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SettingsBroken => "settings-broken",
            Self::SettingsValue => "settings-value",
            Self::SettingsNewer => "settings-newer",
            Self::StoreSetAside => "store-set-aside",
            Self::StoreNewer => "store-newer",
            Self::StoreNotSaving => "store-not-saving",
            Self::NoKeyring => "no-keyring",
            Self::NoDesktopAlerts => "no-desktop-alerts",
        }
    }
}

/// A trouble with what fills its sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Trouble {
    /// Which sentence.
    pub code: TroubleCode,
    /// What fills its places.
    pub args: BTreeMap<String, String>,
}

impl Trouble {
    /// A trouble without arguments.
    #[must_use]
    pub fn new(code: TroubleCode) -> Self {
        Self { code, args: BTreeMap::new() }
    }

    /// The same with one more argument.
    #[must_use]
    #[allow(clippy::needless_pass_by_value, reason = "numbers and texts read better without an `&`")]
    pub fn with(mut self, key: &str, value: impl ToString) -> Self {
        self.args.insert(key.to_owned(), value.to_string());
        self
    }
}

/// Names one job.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
pub struct JobRef {
    /// The server's id in Vigie.
    pub server: String,
    /// The job's id.
    pub id: String,
}

/// Everything there is to show at one moment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Snapshot {
    /// Version of the picture; frames continue from it.
    #[ts(type = "number")]
    pub version: u64,
    /// The engine's clock, to tell ages by.
    #[ts(type = "number")]
    pub now: Millis,
    /// Servers in the person's order.
    pub servers: Vec<Server>,
    /// Jobs running and recently finished, in no order.
    pub jobs: Vec<Job>,
    /// The records that changed last, oldest first (bounded; the rest by `list_records`).
    pub records: Vec<Record>,
    /// Every model of every server that told of records.
    pub tables: Vec<RecordTable>,
    /// The newest numbers of the servers that publish some.
    pub stats: Vec<Stats>,
    /// Unread notices.
    pub unread: u32,
    /// Standing troubles.
    pub troubles: Vec<Trouble>,
    /// The person's choices.
    pub preferences: Preferences,
    /// What is told of, and how.
    pub rules: AlertRules,
    /// Desktop alerts are paused until then.
    #[ts(type = "number | null")]
    pub alerts_paused_until: Option<Millis>,
}

/// What changed between two versions, merged: for each job and server the newest only.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct Frame {
    /// The version this frame continues from (exclusive).
    #[ts(type = "number")]
    pub from: u64,
    /// The version reached.
    #[ts(type = "number")]
    pub to: u64,
    /// The engine's clock.
    #[ts(type = "number")]
    pub now: Millis,
    /// Jobs that changed or are new.
    pub jobs: Vec<Job>,
    /// Jobs no longer shown.
    pub gone: Vec<JobRef>,
    /// All servers in order, when any changed.
    pub servers: Option<Vec<Server>>,
    /// Changes of records, oldest first, none merged (bounded: see `records_skipped`).
    pub records: Vec<Record>,
    /// Changes of records that are not in this frame, because there were too many or because they are from before
    /// Vigie's start: ask `list_records`.
    pub records_skipped: u32,
    /// Records that are no longer kept.
    pub records_gone: Vec<RecordRef>,
    /// Tables that changed.
    pub tables: Vec<RecordTable>,
    /// Numbers that changed: for each server the newest.
    pub stats: Vec<Stats>,
    /// Times in which something may have been missed, when they became known.
    pub gaps: Vec<Gap>,
    /// New notices, oldest first (bounded: when more came, ask for the bell's page).
    pub notices: Vec<Notice>,
    /// Unread notices, when it changed.
    pub unread: Option<u32>,
    /// Standing troubles, when they changed.
    pub troubles: Option<Vec<Trouble>>,
    /// The person's choices, when they changed.
    pub preferences: Option<Preferences>,
    /// What is told of, when that changed.
    pub rules: Option<AlertRules>,
    /// Alerts pause, when it changed (`Some(None)`: it ended).
    #[ts(type = "number | null | undefined", optional)]
    #[serde(default, skip_serializing_if = "Option::is_none", with = "double_option")]
    pub alerts_paused_until: Option<Option<Millis>>,
}

mod double_option {
    //! Absent, null and a number are three things here.
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[allow(clippy::option_option, reason = "absent and null differ")]
    pub fn serialize<S: Serializer>(value: &Option<Option<u64>>, s: S) -> Result<S::Ok, S::Error> {
        value.unwrap_or_default().serialize(s)
    }

    #[allow(clippy::option_option, reason = "absent and null differ")]
    pub fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<Option<Option<u64>>, D::Error> {
        Option::<u64>::deserialize(d).map(Some)
    }
}
