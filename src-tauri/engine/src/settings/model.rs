//! The settings as the rest of Vigie sees them. What serde accepts here is what the file may say.

use serde::de::{Deserializer, Error};
use serde::{Deserialize, Serialize};
use url::Url;
use vigie_contract::{Millis, Preferences, ServerKind};

use crate::address::{Address, default_name};

/// The newest version of the file that this Vigie reads, and the one it writes.
pub const VERSION: i64 = 1;

/// Servers that are read from the file and may be added.
pub const MAX_SERVERS: usize = 200;

/// Characters of an id, a name, a user or a path.
const MAX_TEXT: usize = 300;

/// Everything the person has settled.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Settings {
    /// In the person's order.
    pub servers: Vec<ServerSettings>,
    /// Choices that the window shows.
    pub preferences: Preferences,
    /// How much of the past is kept.
    pub history: HistorySettings,
    /// Desktop alerts are paused until then.
    pub alerts_paused_until: Option<Millis>,
}

impl Settings {
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

impl Default for HistorySettings {
    fn default() -> Self {
        Self { days: 90, rows: 100_000 }
    }
}

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
    /// What it speaks.
    pub kind: ServerKind,
    /// User name to sign in with.
    #[serde(deserialize_with = "optional_text")]
    pub user: Option<String>,
    /// False when the person switched it off.
    pub enabled: bool,
    /// Seconds between two looks at the list of running jobs, 1 to 3600.
    #[serde(deserialize_with = "within::<_, 1, 3600>")]
    pub poll_seconds: u32,
    /// Seconds of silence after which a running job is called stalled, 5 to 604,800;
    /// `None`: 60 s or five times the job's usual gap, whichever is longer.
    #[serde(deserialize_with = "optionally_within::<_, 5, 604_800>")]
    pub stalled_seconds: Option<u32>,
    /// Path of the event stream below `url`, where it is not the kind's own.
    #[serde(deserialize_with = "optional_path")]
    pub events_path: Option<String>,
    /// Path of the sign-in form below `url`, where it is not the kind's own.
    #[serde(deserialize_with = "optional_path")]
    pub login_path: Option<String>,
}

impl ServerSettings {
    /// A new server with an id of its own, enabled, with defaults for the rest.
    #[must_use]
    pub fn new(address: &Address, kind: ServerKind) -> Self {
        let id = id_for(&address.base, rand::random());
        Self { id, kind, user: address.user.clone(), ..Self::of(address.base.clone()) }
    }

    /// Defaults for an address, with the id that is derived from it.
    pub(super) fn of(url: Url) -> Self {
        Self {
            id: id_for(&url, fnv1a(url.as_str())),
            name: default_name(&url),
            url,
            kind: ServerKind::SseProgress,
            user: None,
            enabled: true,
            poll_seconds: 5,
            stalled_seconds: None,
            events_path: None,
            login_path: None,
        }
    }

    /// The id of an entry without one: the same at each reading.
    pub(super) fn derived_id(url: &Url, user: Option<&str>) -> String {
        id_for(url, fnv1a(&format!("{}\n{}", url.as_str(), user.unwrap_or_default())))
    }

    /// As it would be read back: no stray white space, nothing where there is nothing.
    pub(super) fn tidied(mut self) -> Self {
        let tidy = |text: Option<String>| text.map(|t| t.trim().to_owned()).filter(|t| !t.is_empty());
        self.name = tidy(Some(self.name)).unwrap_or_else(|| default_name(&self.url));
        self.user = tidy(self.user);
        self.events_path = tidy(self.events_path);
        self.login_path = tidy(self.login_path);
        self
    }
    /// A server that is called after its host is called after its new one.
    pub(super) fn follow_host(&mut self, was: &Self) {
        if self.name == was.name && was.name == default_name(&was.url) {
            self.name = default_name(&self.url);
        }
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

fn text<'de, D: Deserializer<'de>>(d: D) -> Result<String, D::Error> {
    let text = String::deserialize(d)?;
    let count = text.chars().count();
    if text.trim().is_empty() || count > MAX_TEXT || text.chars().any(char::is_control) {
        return Err(D::Error::custom(format!("a line of 1 to {MAX_TEXT} characters is expected")));
    }
    Ok(text.trim().to_owned())
}

fn optional_text<'de, D: Deserializer<'de>>(d: D) -> Result<Option<String>, D::Error> {
    let Some(given) = Option::<String>::deserialize(d)? else { return Ok(None) };
    if given.trim().is_empty() {
        Ok(None)
    } else {
        text(serde::de::value::StringDeserializer::new(given)).map(Some)
    }
}

fn optional_path<'de, D: Deserializer<'de>>(d: D) -> Result<Option<String>, D::Error> {
    let path = optional_text(d)?;
    let odd =
        |path: &String| !path.starts_with('/') || path.contains([' ', '?', '#', '\\']) || path.contains("//");
    match path {
        Some(path) if odd(&path) => Err(D::Error::custom("a path such as /core/events/ is expected")),
        path => Ok(path),
    }
}

fn within<'de, D: Deserializer<'de>, const MIN: u32, const MAX: u32>(d: D) -> Result<u32, D::Error> {
    optionally_within::<D, MIN, MAX>(d)?.ok_or_else(|| D::Error::custom("a number is expected"))
}

fn optionally_within<'de, D: Deserializer<'de>, const MIN: u32, const MAX: u32>(
    d: D,
) -> Result<Option<u32>, D::Error> {
    let number = Option::<i64>::deserialize(d)?;
    let fits = |n: i64| u32::try_from(n).ok().filter(|n| (MIN..=MAX).contains(n));
    let wrong = || D::Error::custom(format!("a number from {MIN} to {MAX} is expected"));
    number.map(|n| fits(n).ok_or_else(wrong)).transpose()
}
