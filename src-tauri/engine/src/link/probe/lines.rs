//! Trying a server that holds a fixed set of lines.

use std::time::Duration;

use futures_util::future::join_all;
use reqwest::header::HeaderValue;
use reqwest::{Method, header};
use tokio::time::{Instant, timeout_at};
use url::Url;
use vigie_contract::{Reason, ReasonCode, ServerKind, TestReport};

use crate::dialect::{self, Carrier, Dialect, Line, Past, PollWhen, Stands};
use crate::link::account::Account;
use crate::link::broken::{as_found, no_event_stream};
use crate::link::credentials::append;
use crate::link::session::{Session, is_sign_in, redirect};
use crate::settings::ServerSettings;
use crate::transport::websocket::SocketEnd;
use crate::transport::{
    End, Incident, Socket, SocketIncident, SocketOptions, Subscription, SubscriptionOptions, reason,
};

/// How long a line may take to stand.
const STANDS_WITHIN: Duration = Duration::from_secs(10);
/// A line that goes on for so long after it stood up is held by somebody.
const HELD_FOR: Duration = Duration::from_secs(1);

/// Redirects followed within the server.
const MAX_MOVES: usize = 3;

/// How the try of a line ended.
#[derive(Debug)]
enum Tried {
    /// It stands, and it took so long to be accepted.
    Held(Duration),
    /// Nothing was said yet, and that is this server's way.
    Unsaid,
    /// It was accepted, and does not stand or does not last.
    NotHeld(Reason),
    /// The server wants a sign-in, at this page if it named one.
    SignIn(Option<Url>),
    /// It is elsewhere on the server.
    Moved(Url),
    /// It was not to be had.
    Failed(Reason),
}

/// Something that happened to a line, whatever carries it.
enum Word {
    Accepted,
    Message,
    Alive,
    Over(Tried),
}

/// Signs in and tries every line that must be had; what stands in for one is asked where it cannot be.
pub(super) async fn try_all(
    settings: &ServerSettings,
    account: &Account,
    session: &Session,
    report: &mut TestReport,
) -> Result<(), Reason> {
    let Some(dialect) = dialect::of(settings.kind, &settings.reading(), &Past::default()) else {
        let code = match settings.kind {
            ServerKind::Custom => ReasonCode::MappingMissing,
            _ => ReasonCode::KindUnknown,
        };
        return Err(Reason::new(code));
    };
    account.prepare(session).await?;
    let mut tried = try_lines(session, dialect.as_ref()).await;
    let asked = tried.iter().find_map(|(_, tried)| match tried {
        Tried::SignIn(page) => Some(page.clone()),
        _ => None,
    });
    if let Some(page) = asked {
        account.renew(session, page).await?;
        tried = try_lines(session, dialect.as_ref()).await;
    }
    for (place, tried) in tried {
        let failed = match tried {
            Tried::Held(took) => {
                let took = u64::try_from(took.as_millis()).ok();
                report.latency_ms = report.latency_ms.max(took);
                report.stream = report.stream.or(Some(true));
                continue;
            }
            Tried::Unsaid => continue,
            Tried::NotHeld(reason) => {
                tracing::debug!(reason = reason.code.as_str(), "a line is not held");
                report.stream = Some(false);
                continue;
            }
            // Signed in, and still not let in.
            Tried::SignIn(_) => Reason::new(ReasonCode::Forbidden),
            Tried::Moved(_) => Reason::new(ReasonCode::RedirectLoop),
            Tried::Failed(reason) => reason,
        };
        report.stream = Some(false);
        stand_in(session, dialect.as_ref(), place, failed, report).await?;
    }
    Ok(())
}

async fn try_lines(session: &Session, dialect: &dyn Dialect) -> Vec<(usize, Tried)> {
    let lines: Vec<_> = dialect.lines().into_iter().enumerate().filter(|(_, line)| !line.optional).collect();
    let tries = lines.iter().map(|(place, line)| {
        let mut url = session.at(&line.path);
        for (name, value) in dialect.query(*place) {
            append(&mut url, &name, &value);
        }
        async move {
            let mut tried = try_line(session, line, url).await;
            for _ in 0..MAX_MOVES {
                let Tried::Moved(to) = tried else { break };
                tried = try_line(session, line, to).await;
            }
            (*place, tried)
        }
    });
    join_all(tries).await
}

/// What is asked in the place of a line that cannot be had.
async fn stand_in(
    session: &Session,
    dialect: &dyn Dialect,
    line: usize,
    failed: Reason,
    report: &mut TestReport,
) -> Result<(), Reason> {
    if failed.code == ReasonCode::ToldToStop {
        return Err(failed);
    }
    let mut polls = dialect.polls().into_iter().enumerate();
    let stands_in = polls.find(|(_, poll)| poll.when == PollWhen::InPlaceOf(line));
    let Some((place, poll)) = stands_in else { return Err(failed) };
    match session.get_within(session.at(&poll.path), "application/json", poll.endless).await {
        Ok(answer) if !answer.html && dialect.knows_answer(place, &answer.body) => {
            report.latency_ms = report.latency_ms.max(u64::try_from(answer.took.as_millis()).ok());
            Ok(())
        }
        // The line is what matters.
        _ => Err(failed),
    }
}

async fn try_line(session: &Session, line: &Line, url: Url) -> Tried {
    let begun = Instant::now();
    let mut wire = Wire::new(session, line, url);
    let mut until = begun + STANDS_WITHIN;
    let (mut accepted, mut stands) = (None, false);
    loop {
        let Ok(word) = timeout_at(until, wire.next()).await else {
            return match accepted {
                Some(took) if stands => Tried::Held(took),
                Some(_) => Tried::NotHeld(Reason::new(ReasonCode::NothingYet)),
                None if line.patient => Tried::Unsaid,
                None => Tried::Failed(reason::no_answer(STANDS_WITHIN)),
            };
        };
        match word {
            Word::Over(Tried::Failed(reason)) if accepted.is_some() => return Tried::NotHeld(reason),
            Word::Over(tried) => return tried,
            Word::Alive => continue,
            Word::Accepted => accepted = Some(begun.elapsed()),
            Word::Message => accepted = accepted.or_else(|| Some(begun.elapsed())),
        }
        let stood = matches!(word, Word::Message) || line.stands == Stands::WhenOpened;
        if stood && !std::mem::replace(&mut stands, true) {
            until = Instant::now() + HELD_FOR;
        }
    }
}

enum Wire {
    Stream { stream: Box<Subscription>, base: Url, url: Url },
    Socket { socket: Box<Socket>, base: Url, url: Url },
}

impl Wire {
    fn new(session: &Session, line: &Line, url: Url) -> Self {
        let (base, asked, session) = (session.base().clone(), url.clone(), session.clone());
        match line.carrier {
            Carrier::EventStream { types } => {
                let options = SubscriptionOptions {
                    headers_within: None,
                    accept_types: types.iter().map(|t| (*t).to_owned()).collect(),
                    ..SubscriptionOptions::default()
                };
                let request = move |_: Option<&str>| {
                    session.request(Method::GET, asked.clone()).header(header::ACCEPT, "text/event-stream")
                };
                Self::Stream { stream: Box::new(Subscription::new(request, options)), base, url }
            }
            Carrier::WebSocket { .. } => {
                let client = session.sockets();
                let request = move || Ok(session.socket_request(asked.clone()));
                let socket = Socket::new(client, request, SocketOptions::default());
                Self::Socket { socket: Box::new(socket), base, url }
            }
        }
    }

    async fn next(&mut self) -> Word {
        let gone = || Word::Over(Tried::Failed(Reason::new(ReasonCode::StreamEnded)));
        match self {
            Self::Stream { stream, base, url } => match stream.next().await {
                None => gone(),
                Some(Incident::Opened { .. }) => Word::Accepted,
                Some(Incident::Event(_)) => Word::Message,
                Some(Incident::Lost { reason, .. }) => Word::Over(Tried::Failed(as_found(reason))),
                Some(Incident::Ended(end)) => Word::Over(of_end(end, base, url)),
                Some(_) => Word::Alive,
            },
            Self::Socket { socket, base, url } => match socket.next().await {
                None => gone(),
                Some(SocketIncident::Opened { .. }) => Word::Accepted,
                Some(SocketIncident::Text(_) | SocketIncident::Binary(_)) => Word::Message,
                Some(SocketIncident::Lost { reason, .. }) => Word::Over(Tried::Failed(as_found(reason))),
                // A WebSocket has one refusal for everything.
                Some(SocketIncident::Ended(SocketEnd::Refused { status: 403, .. })) => {
                    Word::Over(Tried::SignIn(None))
                }
                Some(SocketIncident::Ended(SocketEnd::Refused { status, location, .. })) => {
                    Word::Over(refused(status, location, base, url))
                }
                Some(SocketIncident::Beat | SocketIncident::Oversized { .. }) => Word::Alive,
            },
        }
    }
}

fn of_end(end: End, base: &Url, url: &Url) -> Tried {
    match end {
        End::ToldToStop => Tried::Failed(Reason::new(ReasonCode::ToldToStop)),
        End::Refused { status, location, .. } => refused(status, location, base, url),
        End::NotEventStream { status, content_type, .. } => {
            Tried::Failed(no_event_stream(status, content_type.as_deref()))
        }
    }
}

fn refused(status: u16, location: Option<String>, base: &Url, url: &Url) -> Tried {
    let because = |code| Tried::Failed(Reason::new(code).with("status", status));
    let location = location.and_then(|to| HeaderValue::from_str(&to).ok());
    match (status, redirect(url, location.as_ref())) {
        (401, _) => Tried::SignIn(None),
        (403, _) => because(ReasonCode::Forbidden),
        (404, _) => Tried::Failed(
            Reason::new(ReasonCode::NotThisBackend).with("found", "not-found").with("status", status),
        ),
        (300..=399, Some(to)) if to.origin() != base.origin() => Tried::Failed(
            Reason::new(ReasonCode::RedirectedElsewhere).with("host", to.origin().ascii_serialization()),
        ),
        (300..=399, Some(to)) if is_sign_in(&to) => Tried::SignIn(Some(to)),
        (300..=399, Some(to)) => Tried::Moved(to),
        _ => because(ReasonCode::HttpStatus),
    }
}
