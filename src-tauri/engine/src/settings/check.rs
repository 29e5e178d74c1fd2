//! What the values of the file may be. No complaint repeats a value that could be a secret.

use crate::dialect::custom::Mapping;
use reqwest::header::HeaderName;
use serde::Deserialize;
use serde::de::value::StringDeserializer;
use serde::de::{Deserializer, Error};
use serde_json::{Map, Value};

use crate::secrets::Secret;
use crate::transport::network::fingerprint::NoFingerprint;
use crate::transport::network::proxy::NoProxy;
use crate::transport::{Fingerprint, Proxy, ProxyUrl};

/// Characters of an id, a name, a user or a path.
const MAX_TEXT: usize = 300;
/// Headers that may go with every request.
const MAX_HEADERS: usize = 20;
/// Ids that may be watched.
const MAX_IDS: usize = 200;
/// Bytes of a mapping, as JSON.
const MAX_MAPPING: usize = 64 << 10;

/// Headers that belong to the connection, or to the sign-in with a cookie.
const NOT_OURS: [&str; 11] = [
    "connection",
    "content-length",
    "cookie",
    "expect",
    "host",
    "keep-alive",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "last-event-id",
];

pub(super) fn text<'de, D: Deserializer<'de>>(d: D) -> Result<String, D::Error> {
    let text = String::deserialize(d)?;
    let count = text.chars().count();
    if text.trim().is_empty() || count > MAX_TEXT || text.chars().any(char::is_control) {
        return Err(D::Error::custom(format!("a line of 1 to {MAX_TEXT} characters is expected")));
    }
    Ok(text.trim().to_owned())
}

pub(super) fn optional_text<'de, D: Deserializer<'de>>(d: D) -> Result<Option<String>, D::Error> {
    let Some(given) = Option::<String>::deserialize(d)? else { return Ok(None) };
    if given.trim().is_empty() { Ok(None) } else { text(StringDeserializer::new(given)).map(Some) }
}

pub(super) fn optional_path<'de, D: Deserializer<'de>>(d: D) -> Result<Option<String>, D::Error> {
    let path = optional_text(d)?;
    let odd =
        |path: &String| !path.starts_with('/') || path.contains([' ', '?', '#', '\\']) || path.contains("//");
    match path {
        Some(path) if odd(&path) => Err(D::Error::custom("a path such as /core/events/ is expected")),
        path => Ok(path),
    }
}

pub(super) fn within<'de, D: Deserializer<'de>, const MIN: u32, const MAX: u32>(
    d: D,
) -> Result<u32, D::Error> {
    optionally_within::<D, MIN, MAX>(d)?.ok_or_else(|| D::Error::custom("a number is expected"))
}

pub(super) fn optionally_within<'de, D: Deserializer<'de>, const MIN: u32, const MAX: u32>(
    d: D,
) -> Result<Option<u32>, D::Error> {
    let number = Option::<i64>::deserialize(d)?;
    let fits = |n: i64| u32::try_from(n).ok().filter(|n| (MIN..=MAX).contains(n));
    let wrong = || D::Error::custom(format!("a number from {MIN} to {MAX} is expected"));
    number.map(|n| fits(n).ok_or_else(wrong)).transpose()
}

/// Whether a header of this name may be sent with every request.
#[must_use]
pub fn is_header_name(name: &str) -> bool {
    HeaderName::try_from(name).is_ok_and(|name| {
        let name = name.as_str();
        !NOT_OURS.contains(&name) && !name.starts_with("proxy-") && !name.starts_with("sec-websocket-")
    })
}

pub(super) fn header_names<'de, D: Deserializer<'de>>(d: D) -> Result<Vec<String>, D::Error> {
    let names = Vec::<String>::deserialize(d)?;
    if names.len() > MAX_HEADERS || !names.iter().all(|name| is_header_name(name)) {
        return Err(D::Error::custom(format!(
            "a list of up to {MAX_HEADERS} header names such as [\"X-Api-Key\"] is expected; their values are \
             entered in Vigie, which keeps them in the keyring"
        )));
    }
    Ok(names)
}

pub(super) fn ids<'de, D: Deserializer<'de>>(d: D) -> Result<Vec<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Id {
        Number(i64),
        Text(String),
    }
    let wrong = || D::Error::custom(format!("a list of up to {MAX_IDS} ids is expected"));
    let given = Vec::<Id>::deserialize(d).map_err(|_| wrong())?;
    if given.len() > MAX_IDS {
        return Err(wrong());
    }
    let one = |id| match id {
        Id::Number(number) => Ok(number.to_string()),
        Id::Text(id) => text(StringDeserializer::<D::Error>::new(id)),
    };
    given.into_iter().map(one).collect()
}

pub(super) fn proxy<'de, D: Deserializer<'de>>(d: D) -> Result<String, D::Error> {
    let given = text(d)?;
    if matches!(given.as_str(), "system" | "none") {
        return Ok(given);
    }
    match given.parse::<ProxyUrl>() {
        Err(error) => Err(D::Error::custom(error)),
        Ok(proxy) if proxy.password().is_some() => Err(D::Error::custom(
            "the proxy's password is not used from here: take it out, Vigie asks for it and keeps it in the \
             keyring",
        )),
        Ok(_) => Ok(given),
    }
}

pub(super) fn fingerprint<'de, D: Deserializer<'de>>(d: D) -> Result<Option<String>, D::Error> {
    let Some(given) = optional_text(d)? else { return Ok(None) };
    tidy_fingerprint(&given).map(Some).map_err(D::Error::custom)
}

/// A fingerprint as it is stored, of what people paste.
///
/// # Errors
/// It is none.
pub fn tidy_fingerprint(text: &str) -> Result<String, NoFingerprint> {
    text.parse::<Fingerprint>().map(|fingerprint| fingerprint.to_string())
}

/// A path as it is stored, of what people enter; `None` for an empty one.
///
/// # Errors
/// Says what is expected.
pub fn tidy_path(text: &str) -> Result<Option<String>, String> {
    optional_path(Value::from(text)).map_err(|error| error.to_string())
}

/// A proxy as it is stored, and the password that was in it.
///
/// # Errors
/// Says what is expected, without what was entered.
pub fn tidy_proxy(text: &str) -> Result<(String, Option<Secret>), NoProxy> {
    let proxy: Proxy = text.parse()?;
    let password = match &proxy {
        Proxy::Url(url) => url.password().cloned(),
        Proxy::System | Proxy::None => None,
    };
    Ok((proxy.into(), password))
}

/// A mapping that can be read; `None` for an empty one.
///
/// # Errors
/// Says what is wrong with it.
pub fn tidy_mapping(table: &Map<String, Value>) -> Result<Option<Value>, String> {
    let table = if table.is_empty() { Value::Null } else { Value::Object(table.clone()) };
    mapping(table).map_err(|error| error.to_string())
}

pub(super) fn mapping<'de, D: Deserializer<'de>>(d: D) -> Result<Option<Value>, D::Error> {
    match Option::<Value>::deserialize(d)? {
        Some(table) if !table.is_object() || table.to_string().len() > MAX_MAPPING => {
            Err(D::Error::custom(format!("a table of at most {} KB is expected", MAX_MAPPING >> 10)))
        }
        Some(table) => match Mapping::read(&table) {
            Ok(_) => Ok(Some(table)),
            Err(error) => Err(D::Error::custom(error)),
        },
        None => Ok(None),
    }
}
