//! A configured server and the state of its connection.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

use crate::{Detection, Failure, Millis};

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

/// Why a connection is in the state it is in. The words are in the locale
/// files under `reason-<code>`; `args` fill their places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum ReasonCode {
    /// The host name does not exist (`host`).
    HostUnknown,
    /// Nothing listens there (`host`, `port`).
    ConnectionRefused,
    /// Connected or connecting, and no answer in time (`seconds`).
    NoAnswer,
    /// The connection broke (`detail`).
    ConnectionLost,
    /// The TLS handshake failed: certificate, protocol (`detail`).
    TlsFailed,
    /// Today is not within the validity of the server's certificate (`not_before`, `not_after`: days such as
    /// `2026-03-01`, UTC; `fingerprint`: SHA-256, by which the person may accept this one certificate; also
    /// `host`, `names`, `issuer`, as for the others below).
    CertificateExpired,
    /// The server's certificate is for other hosts (`host`, `names`: joined by commas, `fingerprint`).
    CertificateName,
    /// The server's certificate made itself, or nobody known made it (`issuer`, `fingerprint`).
    CertificateUnknown,
    /// The person accepted another certificate of this server; this one does not verify (`fingerprint`,
    /// `accepted`: that of the other, `issuer`).
    CertificateChanged,
    /// A file of certificates or of a key is missing or broken (`file`, `detail`).
    FileUnreadable,
    /// The proxy could not be reached, or would not connect (`proxy`: its host and port, `detail`).
    ProxyFailed,
    /// Nothing was heard for longer than the server's keep-alive allows (`seconds`).
    Silent,
    /// The server closed the stream in an orderly way.
    StreamEnded,
    /// The server answered with an HTTP status that means trouble (`status`).
    HttpStatus,
    /// The server asked to wait (`status`).
    ServerBusy,
    /// A page, or data, that is no such backend (`found`: `html`, `json`, `not-found`, `other`; `status`).
    NotThisBackend,
    /// The server wants a sign-in and none is stored.
    SignInNeeded,
    /// User name or password were not accepted.
    SignInRefused,
    /// The sign-in page could not be understood.
    SignInFormUnknown,
    /// The account may not see this.
    Forbidden,
    /// Redirected to another host, which is not followed (`host`).
    RedirectedElsewhere,
    /// The server redirects again and again, within itself.
    RedirectLoop,
    /// The server wants a client certificate, or not the one that it was shown (`detail`).
    ClientCertificateWanted,
    /// A stream answer that ends at once: no proxy holds it (GRIP without its proxy).
    FiniteStream,
    /// Streams stay open but carry nothing while the list advances.
    StreamDeaf,
    /// More running jobs than streams may be opened for; the rest is polled (`streamed`, `jobs`).
    TooManyJobs,
    /// The server asked not to be called again (204).
    ToldToStop,
    /// Disabled by the person.
    Disabled,
    /// The answer was larger than the bound (`limit`).
    TooLarge,
    /// A proxy holds back what the server sends: it comes late or never (`proxy`, where it names itself).
    ProxyBuffering,
    /// The server holds its answer back until it has something to tell: connected, nothing heard yet.
    NothingYet,
    /// The address was looked at, and it could not be told what it speaks.
    KindUnknown,
    /// The settings do not say what the server's messages mean (`custom`).
    MappingMissing,
    /// The sign-in or its request was refused for its form: another page, a token that is missing (`status`).
    SignInFormRefused,
    /// A password, token or cookie would cross a network in clear text (http), and the person has not said
    /// that it may (`host`).
    CleartextRefused,
}

impl ReasonCode {
    /// All of them.
    pub const ALL: &[Self] = &[
        Self::HostUnknown,
        Self::ConnectionRefused,
        Self::NoAnswer,
        Self::ConnectionLost,
        Self::TlsFailed,
        Self::CertificateExpired,
        Self::CertificateName,
        Self::CertificateUnknown,
        Self::CertificateChanged,
        Self::FileUnreadable,
        Self::ProxyFailed,
        Self::Silent,
        Self::StreamEnded,
        Self::HttpStatus,
        Self::ServerBusy,
        Self::NotThisBackend,
        Self::SignInNeeded,
        Self::SignInRefused,
        Self::SignInFormUnknown,
        Self::Forbidden,
        Self::RedirectedElsewhere,
        Self::RedirectLoop,
        Self::ClientCertificateWanted,
        Self::FiniteStream,
        Self::StreamDeaf,
        Self::TooManyJobs,
        Self::ToldToStop,
        Self::Disabled,
        Self::TooLarge,
        Self::ProxyBuffering,
        Self::NothingYet,
        Self::KindUnknown,
        Self::MappingMissing,
        Self::SignInFormRefused,
        Self::CleartextRefused,
    ];

    /// The stable word, as in the locale files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::HostUnknown => "host-unknown",
            Self::ConnectionRefused => "connection-refused",
            Self::NoAnswer => "no-answer",
            Self::ConnectionLost => "connection-lost",
            Self::TlsFailed => "tls-failed",
            Self::CertificateExpired => "certificate-expired",
            Self::CertificateName => "certificate-name",
            Self::CertificateUnknown => "certificate-unknown",
            Self::CertificateChanged => "certificate-changed",
            Self::FileUnreadable => "file-unreadable",
            Self::ProxyFailed => "proxy-failed",
            Self::Silent => "silent",
            Self::StreamEnded => "stream-ended",
            Self::HttpStatus => "http-status",
            Self::ServerBusy => "server-busy",
            Self::NotThisBackend => "not-this-backend",
            Self::SignInNeeded => "sign-in-needed",
            Self::SignInRefused => "sign-in-refused",
            Self::SignInFormUnknown => "sign-in-form-unknown",
            Self::Forbidden => "forbidden",
            Self::RedirectedElsewhere => "redirected-elsewhere",
            Self::RedirectLoop => "redirect-loop",
            Self::ClientCertificateWanted => "client-certificate-wanted",
            Self::FiniteStream => "finite-stream",
            Self::StreamDeaf => "stream-deaf",
            Self::TooManyJobs => "too-many-jobs",
            Self::ToldToStop => "told-to-stop",
            Self::Disabled => "disabled",
            Self::TooLarge => "too-large",
            Self::ProxyBuffering => "proxy-buffering",
            Self::NothingYet => "nothing-yet",
            Self::KindUnknown => "kind-unknown",
            Self::MappingMissing => "mapping-missing",
            Self::SignInFormRefused => "sign-in-form-refused",
            Self::CleartextRefused => "cleartext-refused",
        }
    }
}

/// A coded reason with what fills its sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Reason {
    /// Which sentence.
    pub code: ReasonCode,
    /// What fills its places; never a secret.
    pub args: BTreeMap<String, String>,
}

impl Reason {
    /// A reason without arguments.
    #[must_use]
    pub fn new(code: ReasonCode) -> Self {
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
