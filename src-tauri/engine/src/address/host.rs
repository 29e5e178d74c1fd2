//! Scheme and host: what was written, and what may be assumed where it was not.

use std::net::{Ipv4Addr, Ipv6Addr};

use url::{Host, Url};
use vigie_contract::{Failure, FailureCode};

use super::invalid;

/// Schemes that come without `//`, so that they are not taken for a host with a port.
const OPAQUE: [&str; 9] = ["mailto", "javascript", "data", "file", "about", "blob", "tel", "urn", "vbscript"];

/// Names that never leave the local network.
const LOCAL_NAMES: [&str; 4] = [".localhost", ".local", ".lan", ".home.arpa"];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scheme {
    Http,
    Https,
}

impl Scheme {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Http => "http",
            Self::Https => "https",
        }
    }
}

/// The scheme, where one is written, and what follows it and its slashes.
pub(super) fn split_scheme(text: &str) -> Result<(Option<Scheme>, &str), Failure> {
    let Some((word, rest)) = text.split_once(':') else { return Ok((None, text.trim_start_matches('/'))) };
    let lower = word.to_ascii_lowercase();
    let scheme = match lower.as_str() {
        "http" | "ws" => Some(Scheme::Http),
        "https" | "wss" => Some(Scheme::Https),
        _ => None,
    };
    let first = word.chars().next();
    let is_word = first.is_some_and(|c| c.is_ascii_alphabetic())
        && word.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    if scheme.is_some() && !rest.starts_with(|c: char| c.is_ascii_digit()) {
        return Ok((scheme, rest.trim_start_matches('/')));
    }
    if is_word && (rest.starts_with("//") || OPAQUE.contains(&lower.as_str())) {
        return Err(Failure::new(FailureCode::AddressScheme).with("scheme", lower));
    }
    Ok((None, text.trim_start_matches('/')))
}

/// The whole address, its scheme assumed where none was written.
pub(super) fn absolute(scheme: Option<Scheme>, rest: &str) -> Result<Url, Failure> {
    // A bare IPv6 address, without the brackets it needs.
    let bracketed = rest.parse::<Ipv6Addr>().ok().map(|ip| format!("[{ip}]"));
    let rest = bracketed.as_deref().unwrap_or(rest);
    // As http at first: parsed as https, a port 443 that was typed could not be told from none.
    let as_http = parse(Scheme::Http, rest)?;
    let scheme = scheme.unwrap_or_else(|| match as_http.port() {
        Some(443) => Scheme::Https,
        None if rest_names_port_80(rest) => Scheme::Http,
        _ if is_local(&as_http) => Scheme::Http,
        _ => Scheme::Https,
    });
    match scheme {
        Scheme::Http => Ok(as_http),
        Scheme::Https => parse(Scheme::Https, rest),
    }
}

fn parse(scheme: Scheme, rest: &str) -> Result<Url, Failure> {
    let url = Url::parse(&format!("{}://{rest}", scheme.as_str())).map_err(invalid)?;
    // The standard reads 192.168.1 as 192.168.0.1 and 010 as 8: nobody who types that means it.
    if let Some(Host::Ipv4(ip)) = url.host()
        && written_host(rest) != ip.to_string()
    {
        return Err(invalid("an IPv4 address has four numbers from 0 to 255"));
    }
    Ok(url)
}

/// Host and port as they are written: between the user and the path.
fn written_authority(rest: &str) -> &str {
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    authority.rsplit_once('@').map_or(authority, |(_, host)| host)
}

fn written_host(rest: &str) -> &str {
    let authority = written_authority(rest);
    authority.split_once(':').map_or(authority, |(host, _)| host)
}

fn rest_names_port_80(rest: &str) -> bool {
    written_authority(rest).rsplit_once(':').is_some_and(|(_, port)| port == "80")
}

/// Whether the host is this machine or one of a private network, by its name or number alone.
#[must_use]
pub fn is_local(url: &Url) -> bool {
    match url.host() {
        None => false,
        Some(Host::Domain(name)) => {
            let name = name.trim_end_matches('.');
            name == "localhost" || LOCAL_NAMES.iter().any(|ending| name.ends_with(ending))
        }
        Some(Host::Ipv4(ip)) => is_local_v4(ip),
        Some(Host::Ipv6(ip)) => match ip.to_ipv4_mapped() {
            Some(ip) => is_local_v4(ip),
            None => {
                ip.is_loopback() || ip.is_unspecified() || ip.is_unique_local() || ip.is_unicast_link_local()
            }
        },
    }
}

fn is_local_v4(ip: Ipv4Addr) -> bool {
    ip.is_loopback() || ip.is_private() || ip.is_link_local() || ip.is_unspecified()
}
