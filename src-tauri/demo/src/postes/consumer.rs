//! What the server answers to what it is sent.

use serde_json::Value;

use super::hall::Hall;
use super::message;
use super::state::State;
use crate::clock::Micros;
use crate::gate::Gate;

/// What becomes of a socket that was sent something.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Answer {
    Say(String),
    Nothing,
    /// The consumer raised: the server closes with 1011.
    Crash,
}

/// One WebSocket's memory.
pub(super) enum Consumer {
    Dashboard,
    Sessions {
        /// The session it speaks of when a request names none.
        current: Option<i64>,
        user: String,
    },
}

impl Consumer {
    /// What is said at once.
    pub(super) fn greeting(&self, hall: &Hall, now: Micros) -> String {
        match self {
            Self::Dashboard => message::stats_update(&hall.state().figures(), now),
            Self::Sessions { current, user } => message::established(*current, user),
        }
    }

    /// The session that is spoken of.
    pub(super) fn current(&self) -> Option<i64> {
        match self {
            Self::Dashboard => None,
            Self::Sessions { current, .. } => *current,
        }
    }

    /// The answer to a text message.
    pub(super) fn answer(&mut self, text: &str, hall: &Hall, gate: &Gate, now: Micros) -> Answer {
        let sent: Result<Value, _> = serde_json::from_str(text);
        let sent = match (&*self, sent) {
            (_, Ok(Value::Object(sent))) => sent,
            (Self::Sessions { .. }, Err(_)) => return error("Format JSON invalide"),
            // `data.get("type")` raises on anything else than an object.
            _ => return Answer::Crash,
        };
        let kind = sent.get("type").and_then(Value::as_str).unwrap_or("None");
        gate.received(kind);
        let Self::Sessions { current, .. } = self else {
            return match kind {
                "get_stats" => Answer::Say(message::stats_update(&hall.state().figures(), now)),
                _ => Answer::Nothing,
            };
        };
        let session = sent.get("session_id").and_then(Value::as_i64).or(*current);
        match kind {
            "heartbeat" => Answer::Say(message::heartbeat_ack(now)),
            "validate_code" => {
                let code = sent.get("code").and_then(Value::as_str).unwrap_or_default();
                let ip = sent.get("ip_address").and_then(Value::as_str);
                let state = hall.state();
                match state.by_code(code, ip) {
                    Some(session) => {
                        *current = Some(session.id);
                        Answer::Say(message::code_valid(session))
                    }
                    None => {
                        let text = "Code invalide ou session déjà utilisée";
                        Answer::Say(message::plain("code_invalid", text))
                    }
                }
            }
            "start_session" => named(session, |id| {
                *current = Some(id);
                hall.change(|state| start(state, id, now))
            }),
            "get_time" => named(session, |id| match hall.state().sessions.get(&id) {
                Some(session) => Answer::Say(message::time_asked(session)),
                None => error("Session introuvable"),
            }),
            other => error(&format!("Type de message inconnu: {other}")),
        }
    }
}

fn error(text: &str) -> Answer {
    Answer::Say(message::plain("error", text))
}

fn named(session: Option<i64>, answer: impl FnOnce(i64) -> Answer) -> Answer {
    session.map_or_else(|| error("ID de session requis"), answer)
}

fn start(state: &mut State, id: i64, now: Micros) -> Answer {
    match state.start(id, now) {
        Some(Ok(session)) => Answer::Say(message::session_started(session)),
        Some(Err(status)) => {
            error(&format!("La session ne peut pas être démarrée (statut: {})", status.display()))
        }
        None => error("Session introuvable"),
    }
}
