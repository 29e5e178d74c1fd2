//! The HTTP client every server of Vigie's gets one of.

use std::net::SocketAddr;
use std::sync::Arc;

use hyper_util::client::proxy::matcher::Matcher;
use reqwest::cookie::Jar;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::HeaderMap;
use reqwest::{Client, ClientBuilder, redirect};
use url::{Host, Url};
use vigie_contract::Reason;

use super::dial::Dial;
use super::network::{Network, Proxy, tls};
use super::{bounds, reason};

/// What to choose about a client.
#[derive(Clone)]
pub struct ClientOptions {
    address: Url,
    /// How the server is reached.
    pub network: Network,
    /// Where cookies are kept; none are without it.
    pub cookies: Option<Arc<Jar>>,
    headers: HeaderMap,
}

impl ClientOptions {
    /// For the server at this address.
    #[must_use]
    pub fn new(address: &Url) -> Self {
        let network = Network::default();
        Self { address: address.clone(), network, cookies: None, headers: HeaderMap::new() }
    }

    /// The same, reaching it so.
    #[must_use]
    pub fn network(mut self, network: Network) -> Self {
        self.network = network;
        self
    }

    /// The same, keeping cookies there.
    #[must_use]
    pub fn cookies(mut self, jar: Arc<Jar>) -> Self {
        self.cookies = Some(jar);
        self
    }

    /// The same, sending these with every request to whatever host it goes: only for clients that ask
    /// nobody but their server. Their values are secrets, in logs too.
    #[must_use]
    pub fn secret_headers(mut self, mut headers: HeaderMap) -> Self {
        headers.values_mut().for_each(|value| value.set_sensitive(true));
        self.headers = headers;
        self
    }

    /// Host and port of the proxy that connections to the server go through.
    #[must_use]
    pub fn proxy_host(&self) -> Option<String> {
        match &self.network.proxy {
            Proxy::None => None,
            Proxy::Url(proxy) => Some(proxy.host()),
            Proxy::System if is_loopback(&self.address) => None,
            Proxy::System => {
                let found = Matcher::from_system().intercept(&self.address.as_str().parse().ok()?)?;
                let uri = found.uri();
                let port = uri.port_u16().map(|port| format!(":{port}")).unwrap_or_default();
                Some(format!("{}{port}", uri.host()?))
            }
        }
    }
}

impl std::fmt::Debug for ClientOptions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Cookies and headers are secrets, and so may be the query of the address.
        f.debug_struct("ClientOptions")
            .field("host", &self.address.host_str())
            .field("network", &self.network)
            .field("cookies", &self.cookies.is_some())
            .field("headers", &self.headers.len())
            .finish()
    }
}

/// A client. It follows no redirect (callers decide), sends no `Referer` (which would carry the
/// query along), and has no time limit for whole answers, which would end every stream: callers of
/// plain requests set their own.
///
/// # Errors
/// Where TLS cannot be set up on this machine, or a file of the network's cannot be read.
pub fn client(options: &ClientOptions) -> Result<Client, Reason> {
    built(builder(options, tls::HTTP)?.pool_idle_timeout(bounds::POOL_IDLE))
}

/// A client that WebSockets are opened with.
#[derive(Debug, Clone)]
pub struct SocketClient(pub(super) Client);

/// A client for WebSockets, with all that [`client`] has. It speaks HTTP/1.1 alone, which is what
/// becomes a WebSocket, each over a connection of its own.
///
/// # Errors
/// As [`client`].
pub fn socket_client(options: &ClientOptions) -> Result<SocketClient, Reason> {
    built(builder(options, tls::HTTP_1)?.http1_only().pool_max_idle_per_host(0)).map(SocketClient)
}

fn built(builder: ClientBuilder) -> Result<Client, Reason> {
    builder.build().map_err(|error| reason::of(&error, bounds::CONNECT_WITHIN))
}

fn builder(options: &ClientOptions, protocols: &[&[u8]]) -> Result<ClientBuilder, Reason> {
    let network = &options.network;
    let within = network.connect_within();
    let mut builder = Client::builder()
        .user_agent(concat!("Vigie/", env!("CARGO_PKG_VERSION")))
        .default_headers(options.headers.clone())
        .redirect(redirect::Policy::none())
        .referer(false)
        .gzip(true)
        .dns_resolver(Arc::new(SystemNames))
        .tls_backend_preconfigured(tls::config(network, protocols)?)
        .connector_layer(Dial { within, proxy: options.proxy_host().map(Into::into) })
        // Shared out among the addresses of a name. The limit of `Dial` for all of it comes first.
        .connect_timeout(within + bounds::LIMIT_LEAST)
        .tcp_keepalive(bounds::TCP_KEEPALIVE)
        .tcp_keepalive_interval(bounds::TCP_KEEPALIVE_INTERVAL)
        .tcp_keepalive_retries(bounds::TCP_KEEPALIVE_RETRIES)
        .http2_max_header_list_size(bounds::HEADERS_LIMIT)
        .http2_keep_alive_interval(bounds::HTTP2_PING_INTERVAL)
        .http2_keep_alive_timeout(bounds::HTTP2_PING_WITHIN)
        .http2_keep_alive_while_idle(true);
    builder = match &network.proxy {
        // Proxies named by the environment are meant for the network, and would be asked for their
        // own loopback.
        Proxy::System if is_loopback(&options.address) => builder.no_proxy(),
        Proxy::System => builder,
        Proxy::None => builder.no_proxy(),
        Proxy::Url(proxy) => {
            let proxy = reqwest::Proxy::all(proxy.expose());
            builder.proxy(proxy.map_err(|error| reason::of(&error, within))?)
        }
    };
    if let Some(jar) = &options.cookies {
        builder = builder.cookie_provider(Arc::clone(jar));
    }
    Ok(builder)
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
    use reqwest::header::AUTHORIZATION;

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
    fn secrets_are_not_printed() {
        let address = Url::parse("http://example.org/?token=geheim").unwrap();
        let jar = Arc::new(Jar::default());
        jar.add_cookie_str("sessionid=geheim", &address);
        let headers = HeaderMap::from_iter([(AUTHORIZATION, "Bearer geheim".parse().unwrap())]);
        let network =
            Network { proxy: "http://me:geheim@proxy.example".parse().unwrap(), ..Network::default() };
        let options = ClientOptions::new(&address).cookies(jar).secret_headers(headers).network(network);
        let printed = format!("{options:?} {:?} {:?}", client(&options), socket_client(&options));
        assert!(!printed.contains("geheim"), "{printed}");
    }

    #[test]
    fn this_machine_is_reached_directly_unless_a_proxy_is_named() {
        let here = Url::parse("http://[::1]:8000/app1/").unwrap();
        let options = ClientOptions::new(&here);
        assert_eq!(options.proxy_host(), None);
        let named = Network { proxy: "http://proxy.example:3128".parse().unwrap(), ..Network::default() };
        assert_eq!(options.clone().network(named).proxy_host().as_deref(), Some("proxy.example:3128"));
        let none = Network { proxy: Proxy::None, ..Network::default() };
        assert_eq!(options.network(none).proxy_host(), None);
    }
}
