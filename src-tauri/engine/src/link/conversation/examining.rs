//! A line that is accepted or not, and silent where it should greet: what holds it back?

use std::time::Duration;

use reqwest::Method;
use reqwest::header::{self, HeaderMap};
use tokio::time::{Instant, timeout};
use vigie_contract::{Reason, ReasonCode};

use super::Conversation;
use crate::dialect::Stands;

/// A server that greets does so within this.
const GREETS_WITHIN: Duration = Duration::from_secs(8);
/// So long after connecting must have ended, one way or the other, a patient line is taken for accepted.
pub(super) const ACCEPTED_AFTER: Duration = Duration::from_secs(2);
/// How long a plain question may take, to tell a proxy that holds back from a server that hangs.
const PLAIN_WITHIN: Duration = Duration::from_secs(5);

/// Servers that stand before others, as they name themselves.
const PROXIES: [&str; 14] = [
    "nginx",
    "openresty",
    "apache",
    "caddy",
    "traefik",
    "cloudflare",
    "haproxy",
    "varnish",
    "envoy",
    "squid",
    "akamai",
    "litespeed",
    "iis",
    "cloudfront",
];

/// What an examination found.
pub struct Examined {
    line: usize,
    number: u64,
    /// Plain questions are answered; by whom, where a proxy says so.
    answered: Option<Option<String>>,
}

impl Conversation {
    /// Looks after the lines that should have said something by now.
    pub(super) fn examine(&mut self) {
        for place in 0..self.lines.len() {
            let held = &mut self.lines[place];
            let waited = Instant::now().saturating_duration_since(held.attempt_at);
            if held.standing || held.wire.is_none() {
                continue;
            }
            if held.line.patient {
                if waited >= self.accepted_after && !held.accepted {
                    held.held_back = Some(Self::nothing_yet());
                    self.stood_up(place);
                }
                continue;
            }
            if waited < GREETS_WITHIN || std::mem::replace(&mut held.examined, true) {
                continue;
            }
            let number = held.number;
            // Without the wire's path: an answer of any kind will do.
            let request = self.session.request(Method::GET, self.session.base().clone());
            self.examining.push(Box::pin(async move {
                let answer = timeout(PLAIN_WITHIN, request.header(header::ACCEPT, "*/*").send()).await;
                let answered = answer.ok().and_then(Result::ok).map(|answer| proxy(answer.headers()));
                Examined { line: place, number, answered }
            }));
        }
    }

    pub(super) fn take_examined(&mut self, examined: Examined) {
        let Examined { line, number, answered } = examined;
        let held = &mut self.lines[line];
        let Some(proxy) = answered.filter(|_| held.number == number && !held.standing && held.examined)
        else {
            return;
        };
        held.held_back = match proxy {
            Some(proxy) => Some(Reason::new(ReasonCode::ProxyBuffering).with("proxy", proxy)),
            None if held.line.stands == Stands::WhenGreeted && held.accepted => Some(Self::nothing_yet()),
            None => return,
        };
        // What is held back comes in the end; a new connection would begin from nothing.
        if let Some(wire) = &held.wire {
            wire.wait_longer();
        }
    }
}

/// The proxy that an answer came through, where it says so.
fn proxy(headers: &HeaderMap) -> Option<String> {
    let named = |name: header::HeaderName| {
        headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).to_ascii_lowercase())
    };
    let server = named(header::SERVER).unwrap_or_default();
    let known = PROXIES.iter().find(|proxy| server.contains(**proxy)).map(|proxy| (*proxy).to_owned());
    known.or_else(|| named(header::VIA).map(|via| via.chars().take(60).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use reqwest::header::HeaderValue;

    #[test]
    fn a_proxy_is_known_by_its_name_or_its_via() {
        let headers = |name, value| HeaderMap::from_iter([(name, HeaderValue::from_static(value))]);
        assert_eq!(proxy(&headers(header::SERVER, "nginx/1.22.1")).as_deref(), Some("nginx"));
        assert_eq!(proxy(&headers(header::VIA, "1.1 gate")).as_deref(), Some("1.1 gate"));
        assert_eq!(proxy(&headers(header::SERVER, "uvicorn")), None);
    }
}
