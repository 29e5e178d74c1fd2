//! The list of sessions, where the server has one.

use serde_json::{Map, Value};
use vigie_contract::Millis;

use super::roster::SESSIONS_MOST;
use super::{Postes, SESSIONS, facts, scrub};
use crate::dialect::outcome::Outcome;
use crate::update::{Phase, Source, Update};

/// Envelopes around the list.
const ENVELOPES_MOST: usize = 3;

impl Postes {
    /// Every session of the list becomes a job; of those that were over before we knew them, only what the
    /// first list says, and as past. The time of open ones is asked for: a list may be of its database.
    pub(super) fn take_list(&mut self, body: &[u8], asked_at: Millis, now: Millis, out: &mut Outcome) {
        let Some(entries) = serde_json::from_slice(body).ok().and_then(unwrapped) else {
            // It may hold codes: not even a part of it is shown.
            out.odd("no list of sessions", &format!("{} bytes", body.len()));
            return;
        };
        if entries.len() > SESSIONS_MOST {
            out.odd("more sessions than are read", &entries.len().to_string());
        }
        let first = !std::mem::replace(&mut self.listed, true);
        for entry in entries.into_iter().take(SESSIONS_MOST) {
            match entry {
                Value::Object(fields) => self.take_entry(fields, first, asked_at, now, out),
                _ => out.odd("a session is not a JSON object", ""),
            }
        }
        if self.is_open(SESSIONS) {
            let running: Vec<String> = self.roster.open(true).map(|(id, _)| id.to_owned()).collect();
            running.iter().for_each(|session| self.ask(session, now, out));
        }
    }

    fn take_entry(
        &mut self,
        mut fields: Map<String, Value>,
        first: bool,
        asked_at: Millis,
        now: Millis,
        out: &mut Outcome,
    ) {
        scrub::scrub(&mut fields, &[]);
        let mut facts = facts::of_session(&fields, out);
        let Some(id) = facts.id.take() else {
            return out.odd("session without an id", &Value::Object(fields).to_string());
        };
        let known = self.roster.get(&id);
        let over = facts.phase.is_some_and(Phase::is_over);
        if over && known.is_some_and(super::roster::Known::is_over) {
            return;
        }
        let past = over && known.is_none() && first;
        // What a socket said of its time is the time itself, and newer than an answer asked for before it.
        let heard = known.and_then(|known| known.heard_at);
        if heard.is_some() && (self.is_open(SESSIONS) || heard >= Some(asked_at)) {
            facts.left = None;
        }
        if heard.is_some_and(|heard| heard >= asked_at) {
            facts.phase = None;
        }
        let mut update = self.learn(&id, &facts, Source::Rest { asked_at }, now);
        update.past = past;
        update.metadata = Some(match self.roster.get_mut(&id) {
            Some(known) => known.learn(&fields),
            None => Value::Object(fields),
        });
        out.updates.push(Update::Job(Box::new(update)));
    }
}

/// The entries of `[…]`, or of `{"sessions": […]}` and its neighbours.
fn unwrapped(mut said: Value) -> Option<Vec<Value>> {
    for _ in 0..=ENVELOPES_MOST {
        match said {
            Value::Array(entries) => return Some(entries),
            Value::Object(mut fields) => {
                said =
                    ["sessions", "results", "data", "items"].iter().find_map(|name| fields.remove(*name))?;
            }
            _ => return None,
        }
    }
    None
}
