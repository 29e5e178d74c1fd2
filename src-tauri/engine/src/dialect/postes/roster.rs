//! The sessions that are known.

use std::collections::BTreeMap;

use serde_json::{Map, Value};
use vigie_contract::Millis;

use super::countdown::Countdown;
use crate::update::Phase;

/// Sessions known at once. Beyond it those that are over make room; an open one is told of, but not known.
pub(super) const SESSIONS_MOST: usize = 1_000;
/// Fields kept of a session.
const FIELDS_MOST: usize = 64;
/// Bytes of one of them, as JSON.
const FIELD_MOST: usize = 1_000;

/// One session.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Known {
    pub clock: Countdown,
    pub phase: Option<Phase>,
    /// When its time was last said on a socket.
    pub heard_at: Option<Millis>,
    /// When its time was last asked for, on this connection.
    pub asked_at: Option<Millis>,
    /// How often in a row the server would not tell it.
    pub refused: u8,
    /// What was told of it, without its code.
    about: Map<String, Value>,
}

impl Known {
    pub fn is_open(&self) -> bool {
        !self.is_over()
    }

    pub fn is_over(&self) -> bool {
        self.phase.is_some_and(Phase::is_over)
    }

    /// Adds to what was told of it, and gives it all: later objects have fewer fields.
    pub fn learn<'a>(&mut self, fields: impl IntoIterator<Item = (&'a String, &'a Value)>) -> Value {
        for (name, value) in fields {
            let room = self.about.len() < FIELDS_MOST || self.about.contains_key(name);
            if room && name.len() + value.to_string().len() <= FIELD_MOST {
                self.about.insert(name.clone(), value.clone());
            }
        }
        Value::Object(self.about.clone())
    }
}

/// All of them, by id.
#[derive(Debug, Default)]
pub(super) struct Roster(BTreeMap<String, Known>);

impl Roster {
    pub fn get(&self, id: &str) -> Option<&Known> {
        self.0.get(id)
    }

    pub fn get_mut(&mut self, id: &str) -> Option<&mut Known> {
        self.0.get_mut(id)
    }

    /// This one, made if need be. `None` where there is no room.
    pub fn meet(&mut self, id: &str) -> Option<&mut Known> {
        if !self.0.contains_key(id) {
            if self.0.len() >= SESSIONS_MOST {
                self.0.retain(|_, known| known.is_open());
            }
            if self.0.len() >= SESSIONS_MOST {
                return None;
            }
        }
        Some(self.0.entry(id.to_owned()).or_default())
    }

    pub fn forget(&mut self, id: &str) {
        self.0.remove(id);
    }

    /// Those that are not over; running ones only if so wanted.
    pub fn open(&self, running: bool) -> impl Iterator<Item = (&str, &Known)> {
        let fits = move |known: &Known| match running {
            true => known.phase == Some(Phase::Running),
            false => known.is_open(),
        };
        self.0.iter().filter(move |(_, known)| fits(known)).map(|(id, known)| (id.as_str(), known))
    }

    /// A new connection: what was asked on the one before is not going to be answered.
    pub fn unask(&mut self) {
        self.0.values_mut().for_each(|known| known.asked_at = None);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn those_that_are_over_make_room() {
        let mut roster = Roster::default();
        for n in 0..SESSIONS_MOST {
            roster.meet(&n.to_string()).unwrap().phase = Some(Phase::Running);
        }
        assert!(roster.meet("new").is_none());
        assert!(roster.meet("7").is_some());
        roster.get_mut("7").unwrap().phase = Some(Phase::Completed);
        assert!(roster.meet("new").is_some());
        assert!(roster.get("7").is_none());
    }

    #[test]
    fn what_is_known_of_a_session_is_bounded() {
        let mut known = Known::default();
        let big = Value::String("x".repeat(2 * FIELD_MOST));
        let fields: Map<String, Value> = (0..200).map(|n| (format!("f{n}"), json!(n))).collect();
        known.learn(&Map::from_iter([("poste".into(), json!("P")), ("big".into(), big)]));
        let about = known.learn(&fields);
        assert_eq!(about.as_object().unwrap().len(), FIELDS_MOST);
        assert_eq!((about.get("poste"), about.get("big")), (Some(&json!("P")), None));
    }
}
