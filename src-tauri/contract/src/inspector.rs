//! What one server's page shows, and what can be carried elsewhere.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{AlertRules, LinkState, Millis, Reason};

/// One message as it came, with secrets masked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WireFrame {
    /// Grows by one with each message of this server.
    #[ts(type = "number")]
    pub number: u64,
    /// When it came.
    #[ts(type = "number")]
    pub at: Millis,
    /// Which stream, socket or request it came by, such as `/events/` or `GET /jobs`.
    pub line: String,
    /// Name of the event, where it has one.
    pub name: Option<String>,
    /// Its text, cut where it is long.
    pub data: String,
    /// Size of the whole, bytes.
    pub bytes: u32,
    /// True when something in it was not understood.
    pub odd: bool,
}

/// A change of a connection.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct LinkMoment {
    /// When.
    #[ts(type = "number")]
    pub at: Millis,
    /// What it became.
    pub link: LinkState,
    /// Why, where there was something to say.
    pub reason: Option<Reason>,
}

/// What a kind of server offers. Words: `offer-<code>` in the locale files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Offer {
    /// A stream goes on where it was left: nothing is missed.
    Resume,
    /// It lists its jobs: those that run are known at once.
    Discovery,
    /// It says how a job ended.
    Ends,
    /// Finished jobs can be deleted.
    Delete,
    /// It tells of changed records.
    Records,
    /// It publishes numbers.
    Stats,
    /// It keeps messages for the person.
    Messages,
    /// It can be asked to do things.
    Actions,
    /// It says whose a job is.
    Owners,
}

impl Offer {
    /// All of them.
    pub const ALL: &[Self] = &[
        Self::Resume,
        Self::Discovery,
        Self::Ends,
        Self::Delete,
        Self::Records,
        Self::Stats,
        Self::Messages,
        Self::Actions,
        Self::Owners,
    ];

    /// The stable word, as in the locale files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Resume => "resume",
            Self::Discovery => "discovery",
            Self::Ends => "ends",
            Self::Delete => "delete",
            Self::Records => "records",
            Self::Stats => "stats",
            Self::Messages => "messages",
            Self::Actions => "actions",
            Self::Owners => "owners",
        }
    }
}

/// What one server's page shows beside the server itself.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct ServerPage {
    /// What it offers; empty while its kind is not known.
    pub offers: Vec<Offer>,
    /// Messages a second, over the last ten seconds; `None` while nothing can be heard.
    pub events_per_second: Option<f64>,
    /// The last changes of the connection, oldest first, at most 100.
    pub moments: Vec<LinkMoment>,
    /// The last messages after the one asked for, oldest first, at most 500 are kept.
    pub frames: Vec<WireFrame>,
    /// What was not understood, newest last, at most 20.
    pub oddities: Vec<String>,
}

/// A file that Vigie wrote for the person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SavedFile {
    /// Where it is.
    pub path: String,
    /// What it holds: rows of a history, servers of an export, files of an archive.
    pub items: u32,
}

/// What a file of servers and rules brings, or would bring.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ImportReport {
    /// Servers that are new: names.
    pub added: Vec<String>,
    /// Servers that are there already and stay as they are: names.
    pub known: Vec<String>,
    /// Rules that are new or differ from those there.
    pub rules: u32,
    /// Servers that will not do: name and why, in the words of the settings.
    pub refused: Vec<(String, String)>,
    /// Servers that want to be signed in to: their secrets were not in the file.
    pub sign_in: Vec<String>,
}

/// One file of the diagnostics archive, as it would be saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DiagnosticsFile {
    /// Its name in the archive.
    pub name: String,
    /// All of it: text without secrets.
    pub text: String,
}

/// A file of servers and rules: what an export writes and an import reads. No secrets.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct Exchange {
    /// Always `vigie-settings`.
    pub format: String,
    /// 1.
    pub version: u32,
    /// Servers, each an object like a table `[[servers]]` of the settings file.
    #[ts(type = "unknown[]")]
    pub servers: Vec<serde_json::Value>,
    /// Rules and quiet hours.
    pub alerts: AlertRules,
}
