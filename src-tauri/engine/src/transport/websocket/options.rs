//! What can be chosen about a socket.

use std::fmt;
use std::time::Duration;

use reqwest::header::{HeaderMap, HeaderName, HeaderValue, ORIGIN};
use url::Url;

use crate::transport::backoff::BackoffOptions;
use crate::transport::bounds;

/// What to choose about a socket.
#[derive(Debug, Clone)]
pub struct SocketOptions {
    /// Bytes one message may have, between [`bounds::BLOCK_LIMIT_LEAST`] and
    /// [`bounds::BLOCK_LIMIT_MOST`].
    pub message_limit: usize,
    /// How long the handshake may take, connecting included.
    pub handshake_within: Duration,
    /// A connection without a single frame for so long is lost; pings are frames.
    pub silence_limit: Option<Duration>,
    /// Time between our own pings. A connection is lost as well when nothing was heard for
    /// [`bounds::PINGS_UNANSWERED`] of them.
    pub ping_every: Option<Duration>,
    /// Pauses between connections.
    pub backoff: BackoffOptions,
}

impl Default for SocketOptions {
    fn default() -> Self {
        Self {
            message_limit: bounds::MESSAGE_LIMIT,
            handshake_within: bounds::HANDSHAKE_WITHIN,
            silence_limit: None,
            ping_every: Some(bounds::PING_EVERY),
            backoff: BackoffOptions::default(),
        }
    }
}

impl SocketOptions {
    pub(super) fn limit(&self) -> usize {
        self.message_limit.clamp(bounds::BLOCK_LIMIT_LEAST, bounds::BLOCK_LIMIT_MOST)
    }

    /// The shorter of both limits.
    pub(super) fn silence(&self) -> Option<Duration> {
        let pings = self.ping_every.map(|every| every.saturating_mul(bounds::PINGS_UNANSWERED));
        [self.silence_limit, pings].into_iter().flatten().min()
    }
}

/// What to open. Its address and headers may hold secrets: printing it tells the host alone.
#[derive(Clone, PartialEq, Eq)]
pub struct SocketRequest {
    /// ws, wss, http or https.
    pub url: Url,
    /// `Cookie`, `Origin`, `Authorization`, `Sec-WebSocket-Protocol` and whatever else the server
    /// wants. Cookies of the client's jar are added where there is no `Cookie`.
    pub headers: HeaderMap,
}

impl SocketRequest {
    /// Of this address, without headers.
    #[must_use]
    pub fn new(url: Url) -> Self {
        Self { url, headers: HeaderMap::new() }
    }

    /// The same with one more header, in place of one by this name.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }

    /// The same with the server's own `Origin`, as its own pages would send.
    #[must_use]
    pub fn own_origin(self) -> Self {
        let origin = self.http_url().origin().ascii_serialization();
        match HeaderValue::from_str(&origin) {
            Ok(value) => self.header(ORIGIN, value),
            Err(_) => self,
        }
    }

    /// As HTTP has it.
    pub(crate) fn http_url(&self) -> Url {
        let mut url = self.url.clone();
        let scheme = match url.scheme() {
            "ws" => "http",
            "wss" => "https",
            _ => return url,
        };
        // Refused for schemes of another kind alone.
        let _changed = url.set_scheme(scheme);
        url
    }
}

impl fmt::Debug for SocketRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.headers.keys().map(HeaderName::as_str).collect();
        f.debug_struct("SocketRequest").field("host", &self.url.host_str()).field("headers", &names).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_sockets_are_those_of_http() {
        for (url, http, origin) in [
            ("ws://h/app1/ws/?t=1", "http://h/app1/ws/?t=1", "http://h"),
            ("wss://H:8443/ws", "https://h:8443/ws", "https://h:8443"),
            ("wss://h:443/ws", "https://h/ws", "https://h"),
            ("http://[::1]:8000/ws", "http://[::1]:8000/ws", "http://[::1]:8000"),
            ("https://пример.рф/ws", "https://xn--e1afmkfd.xn--p1ai/ws", "https://xn--e1afmkfd.xn--p1ai"),
        ] {
            let request = SocketRequest::new(url.parse().unwrap()).own_origin();
            assert_eq!(
                (request.http_url().as_str(), &request.headers[ORIGIN]),
                (http, &origin.parse().unwrap())
            );
        }
    }

    #[test]
    fn secrets_are_not_printed() {
        let request = SocketRequest::new("ws://h/?token=geheim".parse().unwrap())
            .header(reqwest::header::COOKIE, "sessionid=geheim".parse().unwrap());
        assert_eq!(format!("{request:?}"), r#"SocketRequest { host: Some("h"), headers: ["cookie"] }"#);
    }

    #[test]
    fn silence_is_the_shorter_of_both_limits() {
        let silence = |limit, ping| {
            let seconds = |n: Option<u64>| n.map(Duration::from_secs);
            let (silence_limit, ping_every) = (seconds(limit), seconds(ping));
            SocketOptions { silence_limit, ping_every, ..Default::default() }.silence().map(|d| d.as_secs())
        };
        assert_eq!(silence(None, None), None);
        assert_eq!(silence(Some(90), None), Some(90));
        assert_eq!(silence(None, Some(30)), Some(60));
        assert_eq!(silence(Some(45), Some(30)), Some(45));
        assert_eq!(silence(Some(90), Some(30)), Some(60));
    }
}
