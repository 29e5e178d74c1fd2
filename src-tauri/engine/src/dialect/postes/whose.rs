//! Whose a message is that does not name its session.

use serde_json::{Map, Value};
use vigie_contract::Millis;

use super::facts::Facts;
use super::roster::Known;
use super::{Postes, SESSIONS};
use crate::dialect::outcome::Outcome;
use crate::update::Phase;

impl Postes {
    /// Whose message this is, where it does not say so: on a session's own socket its own; else that of the
    /// only session it can be about, if its time fits. Never a guess.
    pub(super) fn attribute(&self, line: usize, facts: &Facts, added: u64, now: Millis) -> Option<String> {
        if let Some(session) = self.session_of(line) {
            return Some(session);
        }
        let running = facts.phase == Some(Phase::Running);
        let fits = |id: &str, unknown: bool| {
            let Some((known, left)) = self.roster.get(id).zip(facts.left) else { return false };
            known.clock.fits(left, added, now).unwrap_or(unknown)
        };
        let about = |id: &&String| match running {
            true => self.roster.get(id).is_some_and(|known| known.phase == Some(Phase::Running)),
            false => self.is_open_session(id),
        };
        if self.joined.iter().any(|id| self.is_open_session(id)) {
            return self.only(line, self.joined.iter().filter(about)).filter(|id| fits(id, true));
        }
        // Nothing was begun here: it may be one that others began, but only one whose time is known.
        let open: Vec<String> = self.roster.open(running).map(|(id, _)| id.to_owned()).collect();
        self.only(line, open.iter()).filter(|id| fits(id, false))
    }

    /// The one there is.
    pub(super) fn only<'a>(&self, line: usize, mut ids: impl Iterator<Item = &'a String>) -> Option<String> {
        let id = ids.next().filter(|_| line == SESSIONS && ids.next().is_none())?;
        Some(id.clone())
    }

    pub(super) fn is_open_session(&self, id: &str) -> bool {
        self.roster.get(id).is_some_and(Known::is_open)
    }

    /// Whether a session's own socket tells the same.
    pub(super) fn told_elsewhere(&self, line: usize, id: &str) -> bool {
        line == SESSIONS && self.line_of(id).is_some_and(|own| self.is_open(own))
    }

    /// Some session's news, and no telling whose: all that it can be about are asked for. Counted once a
    /// connection, for a server sends such things every few seconds.
    pub(super) fn puzzle(&mut self, fields: &Map<String, Value>, now: Millis, out: &mut Outcome) {
        if !std::mem::replace(&mut self.puzzled, true) {
            out.odd("message of no known session", &Value::Object(fields.clone()).to_string());
        }
        self.ask_open(now, out);
    }
}
