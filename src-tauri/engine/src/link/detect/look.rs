//! One look: a request, and the beginning of its answer.

use std::time::Duration;

use reqwest::header::{self, HeaderMap};
use reqwest::{Method, Response};
use tokio::time::{Instant, timeout, timeout_at};
use url::Url;
use vigie_contract::{Reason, Sight};

use super::question::Question;
use crate::link::session::{Session, redirect};
use crate::transport::websocket::SocketEnd;
use crate::transport::{Socket, SocketIncident, SocketOptions, reason};

/// How long one look may take, connecting included.
pub const LOOK_WITHIN: Duration = Duration::from_secs(5);
/// Bytes of a body that are looked at.
const BODY: usize = 4 << 10;
/// Characters of a content type that are shown.
const TYPE: usize = 100;

/// What came back.
#[derive(Debug, Clone, Default)]
pub struct Seen {
    /// HTTP status; `None` where there was no answer.
    pub status: Option<u16>,
    /// Content type, in lower case, without parameters.
    pub content_type: Option<String>,
    /// Where a redirect leads.
    pub location: Option<Url>,
    /// Scheme of `WWW-Authenticate`, in lower case.
    pub challenge: Option<String>,
    /// It sets the cookie that Laravel's scripts read.
    pub laravel: bool,
    /// It says that it is Daphne, which serves WebSockets of Django Channels.
    pub daphne: bool,
    /// The beginning of the body.
    pub body: String,
    /// Why there was no answer.
    pub reason: Option<Reason>,
}

impl Seen {
    /// As it is shown to the person.
    #[must_use]
    pub fn sight(&self, question: Question, base: &Url, speaks: bool) -> Sight {
        let path = base.join(question.path()).map_or_else(|_| String::new(), |url| url.path().to_owned());
        let location = self.location.clone().map(|mut to| {
            to.set_query(None);
            to.set_fragment(None);
            let _ = to.set_username("");
            let _ = to.set_password(None);
            if to.origin() == base.origin() { to.path().to_owned() } else { String::from(to) }
        });
        Sight {
            path,
            status: self.status,
            content_type: self.content_type.clone(),
            location,
            speaks_for: question.kind().filter(|_| speaks),
        }
    }
}

/// Asks one question.
pub async fn look(session: &Session, question: Question) -> Seen {
    match question {
        Question::Dashboard => knock(session).await,
        _ => ask(session, question).await,
    }
}

async fn ask(session: &Session, question: Question) -> Seen {
    let until = Instant::now() + LOOK_WITHIN;
    let mut url = session.at(question.path());
    url.set_query(question.query());
    let request = session.request(Method::GET, url.clone()).header(header::ACCEPT, question.accept());
    let response = match timeout_at(until, request.send()).await {
        Ok(Ok(response)) => response,
        Ok(Err(error)) => return Seen { reason: Some(reason::of(&error, LOOK_WITHIN)), ..Seen::default() },
        Err(_) => return Seen { reason: Some(reason::no_answer(LOOK_WITHIN)), ..Seen::default() },
    };
    let mut seen = of_headers(&url, response.status().as_u16(), response.headers());
    let streams = matches!(seen.content_type.as_deref(), Some("text/event-stream" | "text/plain"));
    seen.body = beginning(response, until, streams).await;
    seen
}

/// A WebSocket is asked for as it would be opened, and let go of at once.
async fn knock(session: &Session) -> Seen {
    let failed = |reason| Seen { reason: Some(reason), ..Seen::default() };
    let asked = session.clone();
    let request = move || Ok(asked.socket_request(asked.at(Question::Dashboard.path())));
    let options = SocketOptions { handshake_within: LOOK_WITHIN, ..SocketOptions::default() };
    let mut socket = Socket::new(session.sockets(), request, options);
    match timeout(LOOK_WITHIN, socket.next()).await {
        Ok(Some(SocketIncident::Opened { .. })) => Seen { status: Some(101), ..Seen::default() },
        Ok(Some(SocketIncident::Ended(SocketEnd::Refused { status, location, .. }))) => {
            let location = location.and_then(|to| session.at(Question::Dashboard.path()).join(&to).ok());
            Seen { status: Some(status), location, ..Seen::default() }
        }
        Ok(Some(SocketIncident::Lost { handshake_status: Some(status), .. })) => {
            Seen { status: Some(status), ..Seen::default() }
        }
        Ok(Some(SocketIncident::Lost { reason, .. })) => failed(reason),
        Ok(_) | Err(_) => failed(reason::no_answer(LOOK_WITHIN)),
    }
}

fn of_headers(url: &Url, status: u16, headers: &HeaderMap) -> Seen {
    let text = |name: header::HeaderName| {
        headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).to_ascii_lowercase())
    };
    let first = |text: String, until: char| {
        text.split(until).next().unwrap_or_default().trim().chars().take(TYPE).collect::<String>()
    };
    let mut cookies = headers.get_all(header::SET_COOKIE).iter();
    Seen {
        status: Some(status),
        content_type: text(header::CONTENT_TYPE).map(|text| first(text, ';')).filter(|t| !t.is_empty()),
        location: redirect(url, headers.get(header::LOCATION)).filter(|_| (300..400).contains(&status)),
        challenge: text(header::WWW_AUTHENTICATE).map(|text| first(text, ' ')),
        laravel: cookies.any(|cookie| cookie.as_bytes().starts_with(b"XSRF-TOKEN=")),
        daphne: text(header::SERVER).is_some_and(|server| server.starts_with("daphne")),
        body: String::new(),
        reason: None,
    }
}

/// As much of a body as is needed: of a stream, its first event.
async fn beginning(mut response: Response, until: Instant, streams: bool) -> String {
    let mut bytes = Vec::new();
    while let Ok(Ok(Some(chunk))) = timeout_at(until, response.chunk()).await {
        bytes.extend_from_slice(&chunk[..chunk.len().min(BODY - bytes.len())]);
        if bytes.len() >= BODY || streams && has_event(&bytes) {
            break;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Whether there is a whole event; comments that go before it are none.
fn has_event(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes).replace('\r', "");
    let fields = ["data:", "event:"];
    text.split_inclusive("\n\n").any(|block| {
        block.ends_with("\n\n") && block.lines().any(|line| fields.iter().any(|f| line.starts_with(f)))
    })
}

#[cfg(test)]
mod tests {
    use super::has_event;

    #[test]
    fn a_stream_is_read_until_its_first_event() {
        assert!(!has_event(b": padding\n\n"));
        assert!(!has_event(b"data: {\"type\""));
        assert!(has_event(b":  \nevent: stream-open\r\ndata: \r\n\r\n"));
        assert!(has_event(b"retry: 5\n\ndata: x\n\n"));
    }
}
