//! The captures, told again, and what they leave out.

mod captures;
mod mutated;
mod stories;

use serde_json::Value;
use vigie_contract::{ActionAnswer, Millis, ServerAction};

use super::asked::Question;
use super::{Postes, SESSIONS};
use crate::dialect::{Dialect, Message, Options, Outcome, Past};
use crate::update::{JobUpdate, Update};

/// The captures of sessions, each as recorded.
const SESSION_CAPTURES: [&str; 3] = [
    include_str!("../../../../../tests/fixtures/postes/14-sessions.txt"),
    include_str!("../../../../../tests/fixtures/postes/15-session-by-id.txt"),
    include_str!("../../../../../tests/fixtures/postes/16-session-expires.txt"),
];
const DASHBOARD_CAPTURES: [&str; 2] = [
    include_str!("../../../../../tests/fixtures/postes/10-dashboard.txt"),
    include_str!("../../../../../tests/fixtures/postes/11-dashboard-idle-pings.txt"),
];

/// One line of a capture.
#[derive(Debug, Clone)]
struct Spoken {
    at: Millis,
    ours: bool,
    text: String,
}

/// The messages of a WebSocket capture: `  1.503 > {"type": …}`.
fn spoken(capture: &str) -> Vec<Spoken> {
    let line = |line: &str| {
        let (at, rest) = line.trim().split_once(' ')?;
        let at = at.parse::<f64>().ok()?;
        let (side, text) = rest.split_at_checked(2)?;
        let frame = ["101 ", "PING", "PONG", "CLOSE"].iter().any(|word| text.starts_with(word));
        let ours = match side {
            "> " => true,
            "< " => false,
            _ => return None,
        };
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "seconds of a capture")]
        (!frame).then(|| Spoken { at: (at * 1000.0) as Millis, ours, text: text.to_owned() })
    };
    capture.lines().filter_map(line).collect()
}

/// A dialect and all it said.
struct Talk {
    dialect: Postes,
    out: Outcome,
    now: Millis,
}

impl Talk {
    fn with(options: &Options, past: &Past) -> Self {
        Self { dialect: Postes::new(options, past), out: Outcome::default(), now: 0 }
    }

    fn new() -> Self {
        Self::with(&Options::default(), &Past::default())
    }

    fn watching(ids: &[&str]) -> Self {
        let watch = ids.iter().map(|id| (*id).to_owned()).collect();
        Self::with(&Options { watch, ..Options::default() }, &Past::default())
    }

    fn open(mut self, line: usize) -> Self {
        self.dialect.opened(line, self.now, &mut self.out);
        self
    }

    fn hear(&mut self, line: usize, data: &str) {
        self.dialect.heard(line, &Message { name: "message", data }, self.now, &mut self.out);
    }

    fn act(&mut self, action: &ServerAction) {
        self.dialect.act(action, self.now, &mut self.out).unwrap();
    }

    fn validate(&mut self, code: &str) {
        self.act(&ServerAction::ValidateCode { code: code.into(), ip_address: None });
    }

    fn start(&mut self, session: &str) {
        self.act(&ServerAction::StartSession { session: session.into() });
    }

    fn list(&mut self, body: &str, asked_at: Millis) {
        self.dialect.answered(1, body.as_bytes(), asked_at, self.now, &mut self.out);
    }

    fn tick(&mut self, after: Millis) {
        self.now += after;
        self.dialect.tick(self.now, &mut self.out);
    }

    /// Says a capture again on this line: what a person asked there is asked here, and other questions are
    /// taken for ours.
    fn replay(&mut self, line: usize, capture: &[Spoken]) {
        for spoken in capture {
            self.now = spoken.at;
            if !spoken.ours {
                self.hear(line, &spoken.text);
                continue;
            }
            let said: Value = serde_json::from_str(&spoken.text).unwrap_or_default();
            let word = |key: &str| said[key].as_str().map(str::to_owned);
            match said["type"].as_str() {
                Some("heartbeat") => {}
                Some("validate_code") => {
                    let (code, ip_address) = (word("code").unwrap_or_default(), word("ip_address"));
                    let _ = self.dialect.act(
                        &ServerAction::ValidateCode { code, ip_address },
                        self.now,
                        &mut self.out,
                    );
                }
                Some("start_session") => {
                    let session = said["session_id"].as_i64().unwrap_or(4).to_string();
                    let _ =
                        self.dialect.act(&ServerAction::StartSession { session }, self.now, &mut self.out);
                }
                _ => {
                    let session = said["session_id"].as_i64().unwrap_or(1).to_string();
                    self.dialect.sockets[line].asked.push(Question::Time(session), self.now);
                }
            }
        }
    }

    /// What was said since the last time.
    fn take(&mut self) -> Outcome {
        std::mem::take(&mut self.out)
    }

    fn jobs(&mut self) -> Vec<JobUpdate> {
        jobs(&self.take())
    }

    /// What was sent since the last time, by line.
    fn sent(&mut self) -> Vec<(usize, Value)> {
        let json = |text: &str| serde_json::from_str(text).unwrap();
        self.take().send.iter().map(|(line, text)| (*line, json(text))).collect()
    }

    fn answers(&mut self) -> Vec<ActionAnswer> {
        self.take().answers
    }
}

fn jobs(out: &Outcome) -> Vec<JobUpdate> {
    let job = |update: &Update| match update {
        Update::Job(job) => Some((**job).clone()),
        _ => None,
    };
    out.updates.iter().filter_map(job).collect()
}

fn odd(out: &Outcome) -> Vec<&'static str> {
    let odd = |update: &Update| match update {
        Update::Oddity { what, .. } => Some(*what),
        _ => None,
    };
    out.updates.iter().filter_map(odd).collect()
}
