//! What a person types or pastes as the address of a server.

mod host;

use url::Url;
use vigie_contract::{Failure, FailureCode, ServerKind};

use crate::secrets::Secret;
use host::Scheme;

pub use host::is_local;

/// Longest address that is looked at, bytes.
pub const MAX_ADDRESS: usize = 4096;

/// Query keys whose value is a token, whatever their case.
const TOKEN_KEYS: [&str; 9] =
    ["token", "access_token", "auth_token", "api_key", "apikey", "api-key", "key", "auth", "jwt"];

/// Paths below a server's base that people copy from a browser, and whose they are: they and what follows
/// are not the base.
const ENDPOINTS: [(&[&str], ServerKind); 10] = [
    (&["core", "events"], ServerKind::SseProgress),
    (&["core", "sse-progress"], ServerKind::SseProgress),
    (&["accounts", "login"], ServerKind::SseProgress),
    (&["api", "events"], ServerKind::SoniqueBay),
    (&["api", "v1", "sse"], ServerKind::Estimates),
    (&["ws", "dashboard"], ServerKind::Postes),
    (&["ws", "sessions"], ServerKind::Postes),
    (&["api", "dashboard", "stats"], ServerKind::Postes),
    (&["api", "auth", "login"], ServerKind::Postes),
    (&["stream", "app"], ServerKind::SoliLms),
];

/// The page that many servers show first. Only at the very end, and no word for what the server is.
const LOGIN: &str = "login";

/// Quotes and brackets that come along when an address is copied out of a text; the invisible too.
const WRAPPING: &[char] = &[
    '"', '\'', '`', '<', '>', '«', '»', '“', '”', '„', '‘', '’', '‹', '›', '\u{feff}', '\u{200b}',
    '\u{200e}', '\u{200f}', '\u{2060}',
];

/// An address, sorted into where to go and what to sign in with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// Scheme, host, port and base path; ends with `/`. Holds no user, password, query or fragment.
    pub base: Url,
    /// User name that was in the address.
    pub user: Option<String>,
    /// Password that was in the address.
    pub password: Option<Secret>,
    /// Token that was in the address's query.
    pub token: Option<Secret>,
    /// Name of the query parameter that it was under.
    pub token_param: Option<String>,
    /// The kind of server whose path was in the address.
    pub hint: Option<ServerKind>,
    /// True where passwords would cross a network in clear text.
    pub cleartext_remote: bool,
}

impl Address {
    /// Understands what was typed. Without a scheme it is https, and http for this machine and private
    /// networks; an explicit port 80 or 443 decides as well. The address of a WebSocket (ws, wss) is that of
    /// its server.
    ///
    /// # Errors
    /// `address-empty`, `address-scheme` (`scheme`) or `address-invalid` (`detail`, never a secret).
    pub fn parse(text: &str) -> Result<Self, Failure> {
        let text = text.trim_matches(|c: char| c.is_whitespace() || WRAPPING.contains(&c));
        if text.is_empty() {
            return Err(Failure::new(FailureCode::AddressEmpty));
        }
        if text.len() > MAX_ADDRESS {
            return Err(invalid("longer than an address can be"));
        }
        if text.chars().any(|c| c.is_control() || c.is_whitespace()) {
            return Err(invalid("there is white space in it"));
        }
        let (scheme, rest) = host::split_scheme(text)?;
        let mut url = host::absolute(scheme, rest)?;
        if url.port() == Some(0) {
            return Err(invalid("port 0 is none"));
        }

        let user = decoded(url.username());
        let password = url.password().and_then(decoded).map(Secret::new);
        let token = url.query_pairs().find(|(key, value)| is_token_key(key) && !value.is_empty());
        let (token_param, token) = token.map(|(key, value)| (key.into_owned(), Secret::new(value))).unzip();
        // An http(s) address always has a host: neither of the two can fail.
        let _ = url.set_username("");
        let _ = url.set_password(None);
        url.set_query(None);
        url.set_fragment(None);
        let (path, hint) = base_path(url.path());
        url.set_path(&path);

        let cleartext_remote = is_cleartext(&url);
        Ok(Self { base: url, user, password, token, token_param, hint, cleartext_remote })
    }

    /// What to call the server until the person says otherwise: host, and port where it is not the usual.
    #[must_use]
    pub fn default_name(&self) -> String {
        default_name(&self.base)
    }
}

/// Host as people write it (`пример.рф`, not `xn--…`), and port where it is not the usual.
#[must_use]
pub fn default_name(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    let (shown, plain) = idna::domain_to_unicode(host);
    let host = if plain.is_ok() && !host.starts_with('[') { shown } else { host.to_owned() };
    match url.port() {
        Some(port) => format!("{host}:{port}"),
        None => host,
    }
}

/// Whether the value of this query key is a token.
fn is_token_key(key: &str) -> bool {
    TOKEN_KEYS.iter().any(|known| known.eq_ignore_ascii_case(key))
}

/// The path without what follows the base, and the kind of server that this speaks for.
fn base_path(path: &str) -> (String, Option<ServerKind>) {
    let segments: Vec<&str> = path.split('/').filter(|s| !s.is_empty()).collect();
    let endpoint = (0..segments.len()).find_map(|at| {
        let known = ENDPOINTS.iter().find(|(endpoint, _)| segments[at..].starts_with(endpoint));
        known.map(|(_, kind)| (at, *kind))
    });
    let mut base = &segments[..endpoint.map_or(segments.len(), |(at, _)| at)];
    while let [before @ .., LOGIN] = base {
        base = before;
    }
    let path = base.iter().fold("/".to_owned(), |path, segment| path + segment + "/");
    (path, endpoint.map(|(_, kind)| kind))
}

/// Whether what is sent there can be read on the way: http to a host that is neither this machine nor in a
/// private network.
#[must_use]
pub fn is_cleartext(url: &Url) -> bool {
    url.scheme() == Scheme::Http.as_str() && !is_local(url)
}

/// Percent-decoded; `None` for nothing. What is no UTF-8 becomes U+FFFD.
fn decoded(text: &str) -> Option<String> {
    // The query decoder does it, once `+` and `&` are no longer special.
    let plain = text.replace('+', "%2B").replace('&', "%26").replace('=', "%3D");
    let (key, _) = url::form_urlencoded::parse(plain.as_bytes()).next()?;
    Some(key.into_owned()).filter(|key| !key.is_empty())
}

fn invalid(detail: impl ToString) -> Failure {
    Failure::new(FailureCode::AddressInvalid).with("detail", detail)
}

#[cfg(test)]
mod tests;
