//! Django Channels: public computers and the time people have at them, over WebSockets.
//!
//! A dashboard of numbers on one socket, sessions with their time left on another, and one more for each
//! session the person names. A session is a job of seconds. What the server asks for as a code opens a
//! session: it is in no update, whatever the server repeats.
//!
//! Facts and captures: `docs/protocols.md`, `tests/fixtures/postes/`.

mod asked;
mod asking;
mod countdown;
mod facts;
mod hearing;
mod list;
mod roster;
mod scrub;
mod stats;
#[cfg(test)]
mod tests;
mod whose;
mod words;

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::{Map, Value};
use vigie_contract::{Failure, Millis, Reason, ReasonCode, ServerAction};

use self::asked::{Asked, Question};
use self::countdown::Countdown;
use self::roster::Roster;
use super::{Carrier, Dialect, Line, Message, Options, Outcome, Past, Poll, PollWhen, Stands};
use crate::secrets::Secret;

/// Path of the dashboard's socket.
pub const DASHBOARD_PATH: &str = "/ws/dashboard/";
/// Path of the sessions' socket; one session's is below it.
pub const SESSIONS_PATH: &str = "/ws/sessions/";
/// Path of the numbers, where the dashboard's socket cannot be had.
pub const STATS_PATH: &str = "/api/dashboard/stats/";
/// Path of the list of sessions, where the server has one.
pub const LIST_PATH: &str = "/api/sessions/";

/// Sessions watched on a socket of their own.
const WATCHED_MOST: usize = 20;
/// The server says PING every 20 s: three of them and a little.
const SILENCE: Duration = Duration::from_secs(65);
/// The server wants to hear that we are there.
const BEAT: (Duration, &str) = (Duration::from_secs(30), r#"{"type":"heartbeat"}"#);
/// How often the list is asked for.
const LIST_EVERY: Duration = Duration::from_secs(30);

const DASHBOARD: usize = 0;
const SESSIONS: usize = 1;
const FIRST_WATCHED: usize = 2;
const STATS: usize = 0;

/// See the module.
pub struct Postes {
    stats_every: Duration,
    /// Sessions with a socket of their own, and its path.
    watched: Vec<(String, String)>,
    sockets: Vec<Socket>,
    roster: Roster,
    /// Sessions whose code was found good or that were started on the sessions' socket: the server pushes
    /// their news there.
    joined: BTreeSet<String>,
    /// The list was read at least once.
    listed: bool,
    /// A message of no known session was counted on this connection.
    puzzled: bool,
}

/// What is known of a line.
#[derive(Default)]
struct Socket {
    open: bool,
    asked: Asked,
}

impl Postes {
    /// A conversation that goes on from `past`.
    #[must_use]
    pub fn new(options: &Options, past: &Past) -> Self {
        let watched = watched(&options.watch);
        let mut roster = Roster::default();
        for job in &past.open {
            if let Some(known) = roster.meet(&job.id) {
                known.clock = Countdown::remembered(job.total, job.done);
            }
        }
        let sockets = (0..FIRST_WATCHED + watched.len()).map(|_| Socket::default()).collect();
        let (joined, stats_every) = (BTreeSet::new(), options.stats_every);
        Self { stats_every, watched, sockets, roster, joined, listed: false, puzzled: false }
    }

    fn is_open(&self, line: usize) -> bool {
        self.sockets.get(line).is_some_and(|socket| socket.open)
    }

    /// The line that is about this session alone.
    fn line_of(&self, session: &str) -> Option<usize> {
        self.watched.iter().position(|(id, _)| id == session).map(|place| FIRST_WATCHED + place)
    }

    /// The session that a line is about.
    fn session_of(&self, line: usize) -> Option<String> {
        self.watched.get(line.checked_sub(FIRST_WATCHED)?).map(|(id, _)| id.clone())
    }
}

impl Dialect for Postes {
    fn lines(&self) -> Vec<Line> {
        let line = |path: &str, beat, optional| Line {
            path: path.to_owned(),
            carrier: Carrier::WebSocket { beat },
            stands: if beat.is_some() { Stands::WhenGreeted } else { Stands::WhenOpened },
            resumes: false,
            silence_limit: Some(SILENCE),
            optional,
            patient: false,
        };
        // Where no socket can be had, the polled numbers stand in for the server.
        let mut lines = vec![line(DASHBOARD_PATH, None, false), line(SESSIONS_PATH, Some(BEAT), true)];
        lines.extend(self.watched.iter().map(|(_, path)| line(path, Some(BEAT), true)));
        lines
    }

    fn polls(&self) -> Vec<Poll> {
        let poll = |path: &str, every, when, optional| Poll {
            path: path.to_owned(),
            every,
            when,
            query_of: None,
            endless: None,
            optional,
        };
        vec![
            poll(STATS_PATH, self.stats_every, PollWhen::InPlaceOf(DASHBOARD), false),
            poll(LIST_PATH, LIST_EVERY, PollWhen::Always, true),
        ]
    }

    fn opened(&mut self, line: usize, now: Millis, out: &mut Outcome) {
        let Some(socket) = self.sockets.get_mut(line) else { return };
        socket.open = true;
        socket.asked.clear();
        match line {
            DASHBOARD => out.send.push((line, of_type("get_stats", []).to_string())),
            SESSIONS => {
                self.joined.clear();
                self.puzzled = false;
                self.roster.unask();
                self.ask_open(now, out);
            }
            _ => {
                if let Some(session) = self.session_of(line)
                    && let Some(known) = self.roster.meet(&session)
                {
                    (known.asked_at, known.refused) = (None, 0);
                    self.ask(&session, now, out);
                }
            }
        }
    }

    fn heard(&mut self, line: usize, message: &Message<'_>, now: Millis, out: &mut Outcome) {
        if line == DASHBOARD {
            Self::hear_dashboard(message.data, out);
        } else if line < self.sockets.len() {
            self.hear_session(line, message.data, now, out);
        }
    }

    fn lost(&mut self, line: usize, _now: Millis, _out: &mut Outcome) {
        if let Some(socket) = self.sockets.get_mut(line) {
            *socket = Socket::default();
        }
    }

    fn answered(&mut self, poll: usize, body: &[u8], asked_at: Millis, now: Millis, out: &mut Outcome) {
        if poll == STATS {
            match serde_json::from_slice(body) {
                Ok(Value::Object(said)) => Self::tell_stats(&said, out),
                _ => out.odd("statistics are not a JSON object", &String::from_utf8_lossy(body)),
            }
        } else {
            self.take_list(body, asked_at, now, out);
        }
    }

    fn knows_answer(&self, poll: usize, body: &[u8]) -> bool {
        poll != STATS
            || matches!(serde_json::from_slice(body), Ok(Value::Object(said)) if stats::is_ours(&said))
    }

    fn tick(&mut self, now: Millis, out: &mut Outcome) {
        self.ask_silent(now, out);
    }

    fn act(&mut self, action: &ServerAction, now: Millis, out: &mut Outcome) -> Result<(), Failure> {
        if !self.is_open(SESSIONS) || self.sockets[SESSIONS].asked.is_full() {
            return Err(Failure::connection(Reason::new(ReasonCode::NothingYet)));
        }
        let (text, question) = match action {
            ServerAction::ValidateCode { code, ip_address } => {
                let code = code.trim();
                let address = ip_address.as_deref().map(|ip| ("ip_address", Value::from(ip.trim())));
                let fields = std::iter::once(("code", Value::from(code))).chain(address);
                (of_type("validate_code", fields), Question::Code(Secret::new(code)))
            }
            ServerAction::StartSession { session } => {
                let fields = [("session_id", facts::wire_id(session))];
                (of_type("start_session", fields), Question::Start(session.clone()))
            }
        };
        self.sockets[SESSIONS].asked.push(question, now);
        out.send.push((SESSIONS, text.to_string()));
        Ok(())
    }
}

/// What we send: an object with a type.
fn of_type<'a>(name: &str, fields: impl IntoIterator<Item = (&'a str, Value)>) -> Value {
    let named = std::iter::once(("type", Value::from(name))).chain(fields);
    Value::Object(named.map(|(key, value)| (key.to_owned(), value)).collect::<Map<_, _>>())
}

/// The ids a person entered, each once, with the path of its socket; none that cannot be in a path.
fn watched(ids: &[String]) -> Vec<(String, String)> {
    let mut seen = BTreeSet::new();
    let ids = ids.iter().map(|id| id.trim()).filter(|id| !id.is_empty() && seen.insert(*id));
    ids.filter_map(|id| Some((id.to_owned(), path_of(id)?))).take(WATCHED_MOST).collect()
}

fn path_of(id: &str) -> Option<String> {
    let mut url = url::Url::parse("ws://any").ok()?;
    url.path_segments_mut().ok()?.extend(["ws", "sessions", id, ""]);
    let path = url.path();
    (path.split('/').count() == 5).then(|| path.to_owned())
}
