//! One server of the settings. What serde accepts here is what its entry may say.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use url::Url;
use vigie_contract::{ServerKind, SignIn};

use super::check::{
    fingerprint, header_names, ids, mapping, optional_path, optional_text, optionally_within, proxy, text,
    within,
};
use crate::address::{Address, default_name};
use crate::dialect;
use crate::dialect::custom::Mapping;
use crate::transport::Network;

/// Query parameter that carries a token where the entry names no other.
const TOKEN_PARAM: &str = "token";

/// The word for the proxy of the system, or of the environment.
const SYSTEM_PROXY: &str = "system";

/// One server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServerSettings {
    /// Names it in the store and in the keyring; never changes. Derived from address and user where a
    /// person wrote the entry without one, and written down when Vigie edits the entry.
    #[serde(deserialize_with = "text")]
    pub id: String,
    /// What the person calls it; the host at first.
    #[serde(deserialize_with = "text")]
    pub name: String,
    /// Base address: ends with `/`, holds no user, password, query or fragment.
    pub url: Url,
    /// What it speaks; `auto` is settled when the address is first looked at.
    pub kind: ServerKind,
    /// The kind whose path was in the address as it was entered: helps to settle `auto`, and is gone then.
    pub hint: Option<ServerKind>,
    /// How it is signed in to; `auto`: as its kind usually is.
    pub sign_in: SignIn,
    /// User name to sign in with.
    #[serde(deserialize_with = "optional_text")]
    pub user: Option<String>,
    /// Name of the query parameter that carries the token, for `url-token`.
    #[serde(deserialize_with = "text")]
    pub token_param: String,
    /// Names of headers that go with every request. Their values are secrets.
    #[serde(deserialize_with = "header_names")]
    pub headers: Vec<String>,
    /// The person's word that passwords, tokens and the like may cross a network in clear text (http).
    pub allow_cleartext: bool,
    /// False when the person switched it off.
    pub enabled: bool,
    /// Seconds between two looks at the list of running jobs, 1 to 3600.
    #[serde(deserialize_with = "within::<_, 1, 3600>")]
    pub poll_seconds: u32,
    /// Seconds between two questions for statistics where they are not pushed, 5 to 3600.
    #[serde(deserialize_with = "within::<_, 5, 3600>")]
    pub stats_seconds: u32,
    /// Where no end is told: seconds of silence after which a job with full counts is over, 1 to 3600.
    #[serde(deserialize_with = "within::<_, 1, 3600>")]
    pub quiet_seconds: u32,
    /// Seconds of silence after which a running job is called stalled, 5 to 604,800;
    /// `None`: 60 s or five times the job's usual gap, whichever is longer.
    #[serde(deserialize_with = "optionally_within::<_, 5, 604_800>")]
    pub stalled_seconds: Option<u32>,
    /// Ids to watch where the server does not list them.
    #[serde(deserialize_with = "ids")]
    pub watch: Vec<String>,
    /// Path of the event stream below `url`, where it is not the kind's own.
    #[serde(deserialize_with = "optional_path")]
    pub events_path: Option<String>,
    /// Path of the sign-in below `url`, where it is not the kind's own.
    #[serde(deserialize_with = "optional_path")]
    pub login_path: Option<String>,
    /// Seconds that connecting may take, 1 to 300; `None`: as usual.
    #[serde(deserialize_with = "optionally_within::<_, 1, 300>")]
    pub connect_seconds: Option<u32>,
    /// Seconds to wait for the headers of an answer, 1 to 86,400; `None`: each kind has its own patience.
    #[serde(deserialize_with = "optionally_within::<_, 1, 86_400>")]
    pub headers_seconds: Option<u32>,
    /// PEM file of authorities trusted beside the system's.
    #[serde(deserialize_with = "optional_text")]
    pub ca_file: Option<String>,
    /// PEM file of the certificate shown to a server that asks for one.
    #[serde(deserialize_with = "optional_text")]
    pub client_cert_file: Option<String>,
    /// PEM file of its key; looked for in `client_cert_file` without it.
    #[serde(deserialize_with = "optional_text")]
    pub client_key_file: Option<String>,
    /// `system`, `none`, or the URL of a proxy, with its user but without its password.
    #[serde(deserialize_with = "proxy")]
    pub proxy: String,
    /// SHA-256 of the one certificate that is accepted though it cannot be verified: 32 bytes in hexadecimal,
    /// upper case, a colon between two.
    #[serde(deserialize_with = "fingerprint")]
    pub accept_fingerprint: Option<String>,
    /// What the messages of a `custom` server mean: the table `[servers.custom]`, as it is written.
    #[serde(deserialize_with = "mapping")]
    pub custom: Option<Value>,
}

impl ServerSettings {
    /// A new server with an id of its own, enabled, with defaults for the rest.
    #[must_use]
    pub fn new(address: &Address, kind: ServerKind) -> Self {
        let id = id_for(&address.base, rand::random());
        Self { id, kind, user: address.user.clone(), ..Self::of(address.base.clone()) }
    }

    /// The same as a server of its own: with another id.
    #[must_use]
    pub(crate) fn anew(self) -> Self {
        Self { id: id_for(&self.url, rand::random()), ..self }
    }

    /// It is known now what it speaks.
    pub fn settle(&mut self, kind: ServerKind) {
        (self.kind, self.hint) = (kind, None);
    }

    /// Defaults for an address, with the id that is derived from it.
    pub(super) fn of(url: Url) -> Self {
        Self {
            id: id_for(&url, fnv1a(url.as_str())),
            name: default_name(&url),
            url,
            kind: ServerKind::Auto,
            hint: None,
            sign_in: SignIn::Auto,
            user: None,
            token_param: TOKEN_PARAM.to_owned(),
            headers: Vec::new(),
            allow_cleartext: false,
            enabled: true,
            poll_seconds: 5,
            stats_seconds: 30,
            quiet_seconds: 10,
            stalled_seconds: None,
            watch: Vec::new(),
            events_path: None,
            login_path: None,
            connect_seconds: None,
            headers_seconds: None,
            ca_file: None,
            client_cert_file: None,
            client_key_file: None,
            proxy: SYSTEM_PROXY.to_owned(),
            accept_fingerprint: None,
            custom: None,
        }
    }

    /// How it is signed in to, settled by its kind where the person did not choose; never `Auto`.
    #[must_use]
    pub fn way_in(&self) -> SignIn {
        match (self.sign_in, self.kind, &self.user) {
            (SignIn::Auto, ServerKind::Estimates, None) => SignIn::UrlToken,
            (SignIn::Auto, ServerKind::SoniqueBay | ServerKind::Custom, None) => SignIn::None,
            (SignIn::Auto, ServerKind::SoniqueBay | ServerKind::Custom, Some(_)) => SignIn::Basic,
            (SignIn::Auto, _, _) => SignIn::Session,
            (chosen, _, _) => chosen,
        }
    }

    /// How it is reached. The password of a proxy is not in it.
    #[must_use]
    pub fn network(&self) -> Network {
        Network {
            ca_file: self.ca_file.as_ref().map(Into::into),
            client_cert_file: self.client_cert_file.as_ref().map(Into::into),
            client_key_file: self.client_key_file.as_ref().map(Into::into),
            proxy: self.proxy.parse().unwrap_or_default(),
            accept_fingerprint: self.accept_fingerprint.as_ref().and_then(|text| text.parse().ok()),
            connect_seconds: self.connect_seconds,
            headers_seconds: self.headers_seconds,
        }
    }

    /// How what it says is read.
    #[must_use]
    pub fn reading(&self) -> dialect::Options {
        let seconds = |seconds: u32| Duration::from_secs(u64::from(seconds.max(1)));
        dialect::Options {
            events_path: self.events_path.clone(),
            quiet: seconds(self.quiet_seconds),
            stats_every: seconds(self.stats_seconds),
            watch: self.watch.clone(),
            mapping: self.custom.as_ref().and_then(|table| Mapping::read(table).ok()),
        }
    }

    /// The id of an entry without one: the same at each reading.
    pub(super) fn derived_id(url: &Url, user: Option<&str>) -> String {
        id_for(url, fnv1a(&format!("{}\n{}", url.as_str(), user.unwrap_or_default())))
    }

    /// As it would be read back: no stray white space, nothing where there is nothing.
    pub(super) fn tidied(mut self) -> Self {
        let tidy = |text: Option<String>| text.map(|t| t.trim().to_owned()).filter(|t| !t.is_empty());
        let or = |text: String, default: &str| tidy(Some(text)).unwrap_or_else(|| default.to_owned());
        self.name = or(self.name, &default_name(&self.url));
        self.user = tidy(self.user);
        self.token_param = or(self.token_param, TOKEN_PARAM);
        self.events_path = tidy(self.events_path);
        self.login_path = tidy(self.login_path);
        self.ca_file = tidy(self.ca_file);
        self.client_cert_file = tidy(self.client_cert_file);
        self.client_key_file = tidy(self.client_key_file);
        self.proxy = or(self.proxy, SYSTEM_PROXY);
        self.accept_fingerprint = tidy(self.accept_fingerprint);
        self
    }

    /// A server that is called after its host is called after its new one.
    pub(super) fn follow_host(&mut self, was: &Self) {
        if self.name == was.name && was.name == default_name(&was.url) {
            self.name = default_name(&self.url);
        }
    }

    /// Whether the two would be one server entered twice. One that is not settled yet may be any.
    pub(crate) fn is_same_as(&self, other: &Self) -> bool {
        let auto = [self.kind, other.kind].contains(&ServerKind::Auto);
        self.url == other.url && self.user == other.user && (auto || self.kind == other.kind)
    }
}

/// Readable, because the keyring's window shows it: host, then eight hexadecimal digits.
fn id_for(url: &Url, number: u32) -> String {
    let host = url.host_str().unwrap_or_default().to_ascii_lowercase();
    let host: String =
        host.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).take(60).collect();
    format!("{}-{number:08x}", host.trim_matches('-'))
}

/// FNV-1a, 32 bits: `std`'s hasher may change between releases of Rust, ids may not.
fn fnv1a(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
