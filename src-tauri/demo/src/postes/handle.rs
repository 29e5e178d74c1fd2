//! The hall in the hand of a test.

use std::sync::Arc;

use super::frame::{SocketFrame, Sockets};
use super::session::{SessionSpec, SessionStatus};
use super::state::{PosteState, State};
use super::{PASSWORD, USER};
use crate::shared::Shared;

/// Moves sessions exactly as told, and sends anything over the WebSockets. What cannot be does nothing.
///
/// It begins as in the captures: session 1 is active, 2 waits with the code `ABC123`, 3 is over.
#[derive(Clone)]
pub struct Postes {
    shared: Arc<Shared>,
}

impl Postes {
    /// Who may sign in.
    pub const USER: &str = USER;
    /// Their password.
    pub const PASSWORD: &str = PASSWORD;

    pub(crate) fn new(shared: Arc<Shared>) -> Self {
        Self { shared }
    }

    fn change<T>(&self, change: impl FnOnce(&mut State, i64) -> T) -> T {
        let now = self.shared.clock.now();
        self.shared.rooms.postes.change(|state| change(state, now))
    }

    /// A session that waits for its code. Its id.
    pub fn session(&self, spec: &SessionSpec) -> i64 {
        self.change(|state, now| state.create(spec, now))
    }

    /// A waiting session begins.
    pub fn start(&self, id: i64) {
        self.change(|state, now| {
            state.start(id, now);
        });
    }

    /// An operator adds time (or takes some away).
    pub fn add_time(&self, id: i64, seconds: i64, operator: &str) {
        self.change(|state, now| state.add_time(id, seconds, operator, now));
    }

    /// Those who watch a session are warned.
    pub fn warn(&self, id: i64, level: &str, text: &str) {
        self.change(|state, _| state.warn(id, level, text));
    }

    /// A session ends: `raison` and `message` as given.
    pub fn end(&self, id: i64, reason: &str, text: &str) {
        self.change(|state, now| state.end(id, SessionStatus::Ended, reason, text, now));
    }

    /// Five seconds go by for every active session, at once.
    pub fn tick(&self) {
        self.change(State::tick);
    }

    /// Where a session stands, and the seconds it has left; `None` when there is none of that id.
    pub fn standing(&self, id: i64) -> Option<(SessionStatus, i64)> {
        let state = self.shared.rooms.postes.state();
        state.sessions.get(&id).map(|session| (session.status, session.left))
    }

    /// One user more: every figure of them goes up by one.
    pub fn add_user(&self) {
        self.change(State::add_user);
    }

    /// A workstation is free again (`true`) or off line.
    pub fn plug(&self, poste: &str, plugged: bool) {
        let to = if plugged { PosteState::Free } else { PosteState::Offline };
        self.change(|state, now| state.set_poste(poste, to, now));
    }

    /// Anything at all, over those WebSockets that are meant.
    pub fn send(&self, to: Sockets, frame: &SocketFrame) {
        self.shared.rooms.postes.audience.tell(frame, |place| to.mean(place));
    }

    /// Text as it is.
    pub fn say(&self, to: Sockets, text: &str) {
        self.send(to, &SocketFrame::Text(text.to_owned()));
    }

    /// Closes WebSockets with a code, proper or not.
    pub fn close(&self, to: Sockets, code: u16) {
        self.send(to, &SocketFrame::Close { code, reason: String::new() });
    }
}
