//! What a person types or pastes as the address of a server.

mod host;

use url::Url;
use vigie_contract::{Failure, FailureCode};

use crate::secrets::Secret;
use host::Scheme;

pub use host::is_local;

/// Longest address that is looked at, bytes.
pub const MAX_ADDRESS: usize = 4096;

/// Query keys whose value is a token, whatever their case.
const TOKEN_KEYS: [&str; 9] =
    ["token", "access_token", "auth_token", "api_key", "apikey", "api-key", "key", "auth", "jwt"];

/// Paths below a server's base that people copy from a browser: they and what follows are not the base.
const ENDPOINTS: [[&str; 2]; 3] = [["core", "events"], ["core", "sse-progress"], ["accounts", "login"]];

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
    /// True where passwords would cross a network in clear text.
    pub cleartext_remote: bool,
}

impl Address {
    /// Understands what was typed. Without a scheme it is https, and http for this machine and private
    /// networks; an explicit port 80 or 443 decides as well.
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
        let token = token.map(|(_, value)| Secret::new(value));
        // An http(s) address always has a host: neither of the two can fail.
        let _ = url.set_username("");
        let _ = url.set_password(None);
        url.set_query(None);
        url.set_fragment(None);
        url.set_path(&base_path(url.path()));

        let cleartext_remote = url.scheme() == Scheme::Http.as_str() && !is_local(&url);
        Ok(Self { base: url, user, password, token, cleartext_remote })
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

fn base_path(path: &str) -> String {
    let segments: Vec<&str> = path.split('/').filter(|s| !s.is_empty()).collect();
    let end = segments.windows(2).position(|pair| ENDPOINTS.iter().any(|known| pair == known));
    let base = &segments[..end.unwrap_or(segments.len())];
    base.iter().fold("/".to_owned(), |path, segment| path + segment + "/")
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
