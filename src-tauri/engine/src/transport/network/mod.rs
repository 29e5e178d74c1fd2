//! How a server is reached: authorities, a certificate of one's own, a proxy, patience.
//!
//! [`Network`] is what settings say: pure data, paths and not what is in the files. [`tls`] is the one
//! place that turns it into a TLS configuration, [`super::http`] the one that makes clients of it;
//! event streams, plain requests and WebSockets all go through these.

pub mod certificate;
pub mod fingerprint;
pub mod proxy;
pub mod tls;
pub mod verifier;

use std::path::PathBuf;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::bounds;

pub use fingerprint::Fingerprint;
pub use proxy::{Proxy, ProxyUrl};

/// How one server is reached. The default suits a server with an ordinary certificate.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Network {
    /// A PEM file of authorities trusted beside those of the system.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ca_file: Option<PathBuf>,
    /// A PEM file of the certificate shown to servers that ask for one, and of those between it and
    /// its authority.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_cert_file: Option<PathBuf>,
    /// A PEM file of its private key, without a passphrase; looked for in `client_cert_file` without it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_key_file: Option<PathBuf>,
    /// `system`, `none`, or the URL of a proxy. Two things do not go through one: https to an IPv6
    /// literal (reqwest 0.13 takes its brackets for a part of the name), and, through most HTTP proxies,
    /// a WebSocket without TLS (it is forwarded as a request, not tunnelled; SOCKS carries it).
    #[serde(skip_serializing_if = "Proxy::is_system")]
    pub proxy: Proxy,
    /// SHA-256 of the one certificate that is accepted whatever is wrong with it. Any other is
    /// verified as usual.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accept_fingerprint: Option<Fingerprint>,
    /// Seconds that connecting may take, TLS and proxy included; [`bounds::CONNECT_WITHIN`] without it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub connect_seconds: Option<u32>,
    /// Seconds to wait for the headers of an answer, connecting included; each kind of backend has
    /// its own patience without it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headers_seconds: Option<u32>,
}

impl Network {
    /// How long connecting may take.
    #[must_use]
    pub fn connect_within(&self) -> Duration {
        let within = self.connect_seconds.map_or(bounds::CONNECT_WITHIN, |s| Duration::from_secs(s.into()));
        within.clamp(bounds::LIMIT_LEAST, bounds::CONNECT_MOST)
    }

    /// How long to wait for headers, where the person has chosen.
    #[must_use]
    pub fn headers_within(&self) -> Option<Duration> {
        let within = Duration::from_secs(self.headers_seconds?.into());
        Some(within.clamp(bounds::LIMIT_LEAST, bounds::HEADERS_MOST))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_say_only_what_was_chosen_and_come_back_the_same() {
        assert_eq!(serde_json::to_string(&Network::default()).unwrap(), "{}");
        let chosen = Network {
            ca_file: Some("/etc/heron/ca.pem".into()),
            client_cert_file: Some("/home/u/me.pem".into()),
            client_key_file: Some("/home/u/me.key".into()),
            proxy: "socks5h://proxy.example:1080".parse().unwrap(),
            accept_fingerprint: Some("ab".repeat(32).parse().unwrap()),
            connect_seconds: Some(5),
            headers_seconds: Some(60),
        };
        let text = serde_json::to_string(&chosen).unwrap();
        assert!(text.contains(r#""proxy":"socks5h://proxy.example:1080""#), "{text}");
        assert_eq!(serde_json::from_str::<Network>(&text).unwrap(), chosen);
    }

    #[test]
    fn patience_is_held_within_bounds() {
        let network = |seconds| Network {
            connect_seconds: Some(seconds),
            headers_seconds: Some(seconds),
            ..Default::default()
        };
        assert_eq!(Network::default().connect_within(), bounds::CONNECT_WITHIN);
        assert_eq!(Network::default().headers_within(), None);
        assert_eq!(network(0).connect_within(), bounds::LIMIT_LEAST);
        assert_eq!(network(7).headers_within(), Some(Duration::from_secs(7)));
        assert_eq!(network(u32::MAX).connect_within(), bounds::CONNECT_MOST);
        assert_eq!(network(u32::MAX).headers_within(), Some(bounds::HEADERS_MOST));
    }
}
