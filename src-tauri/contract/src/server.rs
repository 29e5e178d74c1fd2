//! A configured server and the state of its connection.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

use crate::{Detection, Failure, Millis, Reason};

/// Which backend a server speaks. The names are those of the settings file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum ServerKind {
    /// Not known yet: the address is looked at when it is first reached.
    #[default]
    Auto,
    /// Django + django-eventstream progress jobs.
    #[serde(rename = "sse-progress")]
    SseProgress,
    /// FastAPI + Redis: scans of a library.
    SoniqueBay,
    /// Django event bus: estimates and projects.
    Estimates,
    /// Django Channels: public computers and their sessions.
    Postes,
    /// Laravel: notifications and changed records.
    SoliLms,
    /// Any other, described in the settings file.
    Custom,
}

impl ServerKind {
    /// All of them.
    pub const ALL: &[Self] = &[
        Self::Auto,
        Self::SseProgress,
        Self::SoniqueBay,
        Self::Estimates,
        Self::Postes,
        Self::SoliLms,
        Self::Custom,
    ];

    /// The word used in the settings file and on the command line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::SseProgress => "sse-progress",
            Self::SoniqueBay => "soniquebay",
            Self::Estimates => "estimates",
            Self::Postes => "postes",
            Self::SoliLms => "solilms",
            Self::Custom => "custom",
        }
    }

    /// The kind of this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.as_str() == word)
    }
}

/// How a server is signed in to. The names are those of the settings file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum SignIn {
    /// As its kind usually is, and only where it asks for it.
    #[default]
    Auto,
    /// Not at all.
    None,
    /// A token in the query of the address.
    UrlToken,
    /// `Authorization: Bearer` and a token.
    Bearer,
    /// `Authorization: Basic` with user and password.
    Basic,
    /// User and password at the server's own sign-in (a form, or JSON), then its cookie.
    Session,
    /// A cookie that the person copied from a browser.
    Cookie,
}

impl SignIn {
    /// All of them.
    pub const ALL: &[Self] =
        &[Self::Auto, Self::None, Self::UrlToken, Self::Bearer, Self::Basic, Self::Session, Self::Cookie];

    /// The word used in the settings file and on the command line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::None => "none",
            Self::UrlToken => "url-token",
            Self::Bearer => "bearer",
            Self::Basic => "basic",
            Self::Session => "session",
            Self::Cookie => "cookie",
        }
    }

    /// The sign-in of this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.as_str() == word)
    }
}

/// State of the one subscription that Vigie keeps to a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LinkState {
    /// Being established.
    Connecting,
    /// Streams are open.
    Live,
    /// No stream can be held; the server is asked every few seconds instead.
    Polling,
    /// Broken; trying again at `retry_at`.
    Waiting,
    /// The server wants a sign-in that only the person can give.
    SignedOut,
    /// Disabled by the person, or the server asked not to be called again.
    Stopped,
}

impl LinkState {
    /// All of them.
    pub const ALL: &[Self] =
        &[Self::Connecting, Self::Live, Self::Polling, Self::Waiting, Self::SignedOut, Self::Stopped];

    /// The stable word used in `--json` output.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Connecting => "connecting",
            Self::Live => "live",
            Self::Polling => "polling",
            Self::Waiting => "waiting",
            Self::SignedOut => "signed_out",
            Self::Stopped => "stopped",
        }
    }

    /// True while what the server says reaches Vigie.
    #[must_use]
    pub fn hears(self) -> bool {
        matches!(self, Self::Live | Self::Polling)
    }
}

/// Where a server's password is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SecretPlace {
    /// There is none.
    None,
    /// In the desktop's keyring.
    Keyring,
    /// In memory, until Vigie ends: no keyring could be reached.
    Memory,
}

/// A configured server as it is shown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Server {
    /// Vigie's id for it, stable across renames.
    pub id: String,
    /// What the person calls it; the host at first.
    pub name: String,
    /// Its address, without user, password or query.
    pub url: String,
    /// What it speaks.
    pub kind: ServerKind,
    /// How it is signed in to.
    pub sign_in: SignIn,
    /// User name to sign in with.
    pub user: Option<String>,
    /// Where its password, token or cookie is.
    pub secret: SecretPlace,
    /// False when the person switched it off.
    pub enabled: bool,
    /// True for the embedded demo: never stored, gone with Vigie.
    pub demo: bool,
    /// State of the connection.
    pub link: LinkState,
    /// Why, where there is something to say.
    pub reason: Option<Reason>,
    /// When the next attempt will be made, while waiting.
    #[ts(type = "number | null")]
    pub retry_at: Option<Millis>,
    /// When anything, even a keep-alive, was last received.
    #[ts(type = "number | null")]
    pub heard_at: Option<Millis>,
    /// Round trip of the last plain request, milliseconds.
    #[ts(type = "number | null")]
    pub latency_ms: Option<Millis>,
    /// Streams open now.
    pub streams: u32,
    /// Events received since Vigie started.
    #[ts(type = "number")]
    pub events: u64,
    /// What was received and not understood, counted.
    #[ts(type = "number")]
    pub oddities: u64,
    /// Times the connection was established again since Vigie started.
    pub reconnects: u32,
}

/// What the person enters about a server. Also what `servers add` makes of its arguments.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ServerDraft {
    /// Address as typed: scheme, path, slash, user and token are sorted out.
    pub address: String,
    /// Name; the host when empty.
    pub name: Option<String>,
    /// What it speaks; `None`: looked at when it is reached, or left as it is.
    #[serde(default)]
    pub kind: Option<ServerKind>,
    /// How to sign in; `None`: as its kind usually is, or left as it is.
    #[serde(default)]
    pub sign_in: Option<SignIn>,
    /// User name, when the server wants one.
    pub user: Option<String>,
    /// Password; `None` leaves a stored one as it is.
    pub password: Option<String>,
    /// Token, for the sign-ins with one; `None` leaves a stored one as it is.
    #[serde(default)]
    pub token: Option<String>,
    /// `Cookie` header as a browser shows it; `None` leaves a stored one as it is.
    #[serde(default)]
    pub cookie: Option<String>,
    /// Further headers with secret values, by name; an empty value takes one away, `None` leaves all as they are.
    #[serde(default)]
    pub headers: Option<BTreeMap<String, String>>,
    /// The certificate to accept though it cannot be verified: SHA-256, as a failure showed it; empty: none.
    #[serde(default)]
    pub accept_fingerprint: Option<String>,
    /// Sessions, tasks or the like to watch where the server does not list them, by id.
    #[serde(default)]
    pub watch: Option<Vec<String>>,
    /// The person's word that secrets may go to this server in clear text (http); `None` leaves it as it is.
    #[serde(default)]
    #[ts(optional)]
    pub allow_cleartext: Option<bool>,
    /// PEM file of authorities trusted beside the system's; empty: none, `None` leaves it as it is.
    #[serde(default)]
    #[ts(optional)]
    pub ca_file: Option<String>,
    /// PEM file of the certificate shown to a server that asks for one; empty: none, `None` leaves it as it is.
    #[serde(default)]
    #[ts(optional)]
    pub client_cert_file: Option<String>,
    /// PEM file of its key, where that is another file; empty: none, `None` leaves it as it is.
    #[serde(default)]
    #[ts(optional)]
    pub client_key_file: Option<String>,
    /// `system` (or empty), `none`, or the URL of a proxy, with its user and password where it wants them (the
    /// password goes to the keyring); `None` leaves it as it is.
    #[serde(default)]
    #[ts(optional)]
    pub proxy: Option<String>,
    /// Path of the event stream below the address, such as `/api/events`; empty: the kind's own, `None` leaves
    /// it as it is.
    #[serde(default)]
    #[ts(optional)]
    pub events_path: Option<String>,
    /// What the messages of a `custom` server mean: an object like the settings' table `[servers.custom]`; an
    /// empty one takes it away, `None` leaves it as it is.
    #[serde(default)]
    #[ts(optional, type = "{ [key in string]?: unknown }")]
    pub custom: Option<serde_json::Map<String, serde_json::Value>>,
}

impl std::fmt::Debug for ServerDraft {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The address may carry a password or token: it is not printed either.
        f.debug_struct("ServerDraft").field("name", &self.name).finish_non_exhaustive()
    }
}

/// What a test of a server draft found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct TestReport {
    /// The address that was understood and tried.
    pub url: String,
    /// What it speaks, where that is known.
    pub kind: Option<ServerKind>,
    /// What looking at the address showed, where the kind was not given.
    pub detection: Option<Detection>,
    /// Whether it worked.
    pub ok: bool,
    /// What went wrong, when it did not.
    pub failure: Option<Failure>,
    /// Jobs running there now, when it worked.
    pub running: Option<u32>,
    /// Whether a stream could be held (`false`: Vigie would poll); `None` when not tried.
    pub stream: Option<bool>,
    /// Round trip, milliseconds.
    #[ts(type = "number | null")]
    pub latency_ms: Option<Millis>,
}
