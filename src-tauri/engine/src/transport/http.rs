//! The HTTP client every server of Vigie's gets one of.

use std::net::SocketAddr;
use std::sync::Arc;

use reqwest::cookie::Jar;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::{Certificate, Client, redirect};
use url::{Host, Url};
use vigie_contract::Reason;

use super::{bounds, reason};

/// What to choose about a client.
#[derive(Clone)]
pub struct ClientOptions {
    /// Never through a proxy. Set for loopback addresses: proxies named by the environment are
    /// meant for the network, and would be asked for their own loopback.
    pub direct: bool,
    /// Where cookies are kept; none are without it.
    pub cookies: Option<Arc<Jar>>,
    /// Certificates trusted beside the system's.
    pub roots: Vec<Certificate>,
}

impl ClientOptions {
    /// For the server at this address.
    #[must_use]
    pub fn new(address: &Url) -> Self {
        Self { direct: is_loopback(address), cookies: None, roots: Vec::new() }
    }

    /// The same, keeping cookies there.
    #[must_use]
    pub fn cookies(mut self, jar: Arc<Jar>) -> Self {
        self.cookies = Some(jar);
        self
    }
}

impl std::fmt::Debug for ClientOptions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Cookies are secrets.
        f.debug_struct("ClientOptions")
            .field("direct", &self.direct)
            .field("cookies", &self.cookies.is_some())
            .field("roots", &self.roots.len())
            .finish()
    }
}

/// A client. It follows no redirect (callers decide), sends no `Referer` (which would carry the
/// query along), and has no time limit for whole answers, which would end every stream: callers of
/// plain requests set their own.
///
/// # Errors
/// Where TLS cannot be set up on this machine.
pub fn client(options: &ClientOptions) -> Result<Client, Reason> {
    let mut builder = Client::builder()
        .user_agent(concat!("Vigie/", env!("CARGO_PKG_VERSION")))
        .redirect(redirect::Policy::none())
        .referer(false)
        .gzip(true)
        .dns_resolver(Arc::new(SystemNames))
        .connect_timeout(bounds::CONNECT_WITHIN)
        .pool_idle_timeout(bounds::POOL_IDLE)
        .tcp_keepalive(bounds::TCP_KEEPALIVE)
        .tcp_keepalive_interval(bounds::TCP_KEEPALIVE_INTERVAL)
        .tcp_keepalive_retries(bounds::TCP_KEEPALIVE_RETRIES)
        .http2_keep_alive_interval(bounds::HTTP2_PING_INTERVAL)
        .http2_keep_alive_timeout(bounds::HTTP2_PING_WITHIN)
        .http2_keep_alive_while_idle(true);
    if options.direct {
        builder = builder.no_proxy();
    }
    if let Some(jar) = &options.cookies {
        builder = builder.cookie_provider(Arc::clone(jar));
    }
    if !options.roots.is_empty() {
        builder = builder.tls_certs_merge(options.roots.iter().cloned());
    }
    builder.build().map_err(|error| reason::of(&error, bounds::CONNECT_WITHIN))
}

/// Whether an address is this machine itself.
#[must_use]
pub fn is_loopback(address: &Url) -> bool {
    match address.host() {
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback() || ip.to_ipv4_mapped().is_some_and(|ip| ip.is_loopback()),
        Some(Host::Domain(name)) => {
            let name = name.trim_end_matches('.');
            name == "localhost" || name.ends_with(".localhost")
        }
        None => false,
    }
}

/// A host name has no address.
#[derive(Debug, thiserror::Error)]
#[error("the name {host} has no address")]
pub struct NameUnknown {
    /// The name.
    pub host: String,
    /// What the system said.
    #[source]
    pub source: Option<std::io::Error>,
}

/// The system's name lookup, as reqwest's own, but its failure has a type that can be told from
/// other failures without reading its text.
struct SystemNames;

impl Resolve for SystemNames {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let unknown = |source| NameUnknown { host: name.as_str().to_owned(), source };
            let found: Vec<SocketAddr> = tokio::net::lookup_host((name.as_str(), 0))
                .await
                .map_err(|error| unknown(Some(error)))?
                .collect();
            if found.is_empty() {
                return Err(unknown(None).into());
            }
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loopback_addresses_are_told_from_others() {
        for (address, expected) in [
            ("http://127.0.0.1:8000", true),
            ("http://127.8.9.1", true),
            ("http://[::1]:8000", true),
            ("http://[::ffff:127.0.0.1]", true),
            ("http://localhost", true),
            ("http://LOCALHOST.", true),
            ("http://demo.localhost/x", true),
            ("http://localhost.example.org", false),
            ("http://10.0.0.1", false),
            ("http://notlocalhost", false),
        ] {
            assert_eq!(is_loopback(&Url::parse(address).unwrap()), expected, "{address}");
        }
    }

    #[test]
    fn cookies_are_not_printed() {
        let address = Url::parse("http://example.org").unwrap();
        let jar = Arc::new(Jar::default());
        jar.add_cookie_str("sessionid=geheim", &address);
        let printed = format!("{:?}", ClientOptions::new(&address).cookies(jar));
        assert!(!printed.contains("geheim"), "{printed}");
    }
}
