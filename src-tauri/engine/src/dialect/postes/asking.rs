//! Whose time is asked for, when, and on which socket.

use vigie_contract::Millis;

use super::asked::Question;
use super::facts::wire_id;
use super::{Postes, SESSIONS, of_type};
use crate::dialect::outcome::Outcome;
use crate::update::{Phase, Update};

/// A session's time is not asked for again within this.
const AGAIN_AFTER: Millis = 5_000;
/// An open session whose time was neither said nor asked for so long is asked for.
const SILENT_AFTER: Millis = 30_000;
/// The same for one whose time should be over.
const DUE_AFTER: Millis = 10_000;
/// Sessions asked for in one turn.
const ASK_MOST: usize = 16;
/// A session that the server would not tell so often in a row is unknown to it: once may be an error of its.
const REFUSALS: u8 = 2;

impl Postes {
    /// Asks for a session's time on its own socket, or else on that of all. Nothing is asked twice at a time.
    pub(super) fn ask(&mut self, session: &str, now: Millis, out: &mut Outcome) {
        let own = self.line_of(session).filter(|line| self.is_open(*line));
        let Some(line) = own.or_else(|| self.is_open(SESSIONS).then_some(SESSIONS)) else { return };
        let Some(known) = self.roster.get_mut(session) else { return };
        if self.sockets[line].asked.is_full()
            || known.asked_at.is_some_and(|at| now.saturating_sub(at) < AGAIN_AFTER)
        {
            return;
        }
        known.asked_at = Some(now);
        self.sockets[line].asked.push(Question::Time(session.to_owned()), now);
        let text = of_type("get_time", [("session_id", wire_id(session))]);
        out.send.push((line, text.to_string()));
    }

    /// Asks for every session that is not over, as far as there is room: [`ask_silent`](Self::ask_silent)
    /// comes to the others.
    pub(super) fn ask_open(&mut self, now: Millis, out: &mut Outcome) {
        let open: Vec<String> = self.roster.open(false).map(|(id, _)| id.to_owned()).collect();
        open.iter().for_each(|session| self.ask(session, now, out));
    }

    /// Asks for those that have not been heard of for a while, and for those whose time should be over.
    pub(super) fn ask_silent(&mut self, now: Millis, out: &mut Outcome) {
        let silent = |known: &super::roster::Known| {
            let last = known.heard_at.max(known.asked_at).unwrap_or(0);
            let due = known.phase == Some(Phase::Running) && known.clock.expected(now) == Some(0);
            now.saturating_sub(last) >= if due { DUE_AFTER } else { SILENT_AFTER }
        };
        let mut late: Vec<_> = self.roster.open(false).filter(|(_, known)| silent(known)).collect();
        late.sort_by_key(|(_, known)| known.heard_at.max(known.asked_at));
        let late: Vec<String> = late.into_iter().take(ASK_MOST).map(|(id, _)| id.to_owned()).collect();
        late.iter().for_each(|session| self.ask(session, now, out));
    }

    /// The server would not tell a session's time.
    pub(super) fn would_not_tell(&mut self, session: &str, out: &mut Outcome) {
        let Some(known) = self.roster.get_mut(session) else { return };
        known.refused = known.refused.saturating_add(1);
        if known.refused >= REFUSALS {
            self.roster.forget(session);
            self.joined.remove(session);
            out.updates.push(Update::JobUnknown { id: session.to_owned() });
        }
    }
}
