//! A line as it is held: whether it stands, and what is in its way.

use std::sync::{Arc, PoisonError};
use std::time::Duration;

use tokio::time::Instant;
use url::Url;
use vigie_contract::{Millis, Reason, ReasonCode};

use super::wire::{Query, Wire};
use crate::dialect::Line;

/// Redirects of a line followed within the server.
const MAX_MOVES: u32 = 3;

/// A line that this link holds or tries to hold.
pub struct Held {
    pub line: Line,
    /// Its own address.
    home: Url,
    /// Where the server has it now.
    pub url: Url,
    pub query: Query,
    /// `None` while it is let rest, until `again_at`.
    pub wire: Option<Wire>,
    /// Which wire of it this is.
    pub number: u64,
    /// When a line that was given up is tried again.
    pub again_at: Option<Instant>,
    pub standing: bool,
    /// It stood at least once since the link was made.
    pub stood: bool,
    /// When it was last heard, or stood up.
    pub heard_at: Option<Millis>,
    /// Signing in anew did not help: it is refused for itself.
    pub denied: bool,
    /// Its headers have come.
    pub accepted: bool,
    /// When this attempt began, or will.
    pub attempt_at: Instant,
    /// Attempts in a row that came to nothing.
    pub failures: u32,
    /// Why it does not stand.
    pub loss: Option<Reason>,
    /// When it will be tried again.
    pub retry_at: Option<Millis>,
    /// Something holds back what comes: found out about this attempt.
    pub held_back: Option<Reason>,
    /// The question what holds it back was asked in this attempt.
    pub examined: bool,
    pub beat_at: Option<Instant>,
    /// When its pause is ended early.
    pub knock_at: Option<Instant>,
    moves: u32,
}

impl Held {
    pub fn new(line: Line, url: Url) -> Self {
        Self {
            line,
            home: url.clone(),
            url,
            query: Query::default(),
            wire: None,
            number: 0,
            again_at: Some(Instant::now()),
            standing: false,
            stood: false,
            heard_at: None,
            denied: false,
            accepted: false,
            attempt_at: Instant::now(),
            failures: 0,
            loss: None,
            retry_at: None,
            held_back: None,
            examined: false,
            beat_at: None,
            knock_at: None,
            moves: 0,
        }
    }

    /// A new connection: tried at once, at its own address.
    pub fn begin(&mut self) {
        self.again_at = Some(Instant::now());
        self.failures = 0;
        self.go_home();
    }

    fn go_home(&mut self) {
        self.url.clone_from(&self.home);
        self.moves = 0;
    }

    /// The address goes on from here at the next attempt.
    pub fn ask_for(&self, query: Vec<(String, String)>) {
        *self.query.lock().unwrap_or_else(PoisonError::into_inner) = query;
    }

    pub fn shared_query(&self) -> Query {
        Arc::clone(&self.query)
    }

    /// A wire was made for it.
    pub fn dialing(&mut self, wire: Wire) {
        self.wire = Some(wire);
        self.again_at = None;
        self.retry_at = None;
        self.begin_attempt(Duration::ZERO);
    }

    /// It is lost; the next attempt begins after the pause.
    pub fn lost(&mut self, reason: Reason, retry_in: Duration) {
        self.failures = if self.standing { 1 } else { self.failures.saturating_add(1) };
        self.standing = false;
        self.loss = Some(reason);
        self.begin_attempt(retry_in);
    }

    /// It is given up for a while.
    pub fn rest(&mut self, reason: Reason, pause: Duration, failures: u32) {
        self.lost(reason, pause);
        self.failures = self.failures.max(failures);
        self.wire = None;
        self.again_at = Some(Instant::now() + pause);
        self.go_home();
    }

    fn begin_attempt(&mut self, after: Duration) {
        self.attempt_at = Instant::now() + after;
        self.accepted = false;
        self.examined = false;
        self.held_back = None;
        self.beat_at = None;
        self.knock_at = None;
    }

    /// It stands; true when it did not before.
    pub fn stands(&mut self, now: Millis) -> bool {
        if std::mem::replace(&mut self.standing, true) {
            return false;
        }
        self.stood = true;
        self.heard_at = Some(now);
        self.denied = false;
        self.failures = 0;
        self.moves = 0;
        self.loss = None;
        self.retry_at = None;
        true
    }

    /// Headers or a message came: there is something now. What a proxy holds back, it goes on holding back.
    pub fn speaks(&mut self) {
        if self.held_back.as_ref().is_some_and(|reason| reason.code == ReasonCode::NothingYet) {
            self.held_back = None;
        }
    }

    /// The server has it elsewhere; false when it has been sent about too often.
    pub fn moved(&mut self, to: Url) -> bool {
        self.moves += 1;
        self.url = to;
        self.wire = None;
        self.again_at = Some(Instant::now());
        self.moves <= MAX_MOVES
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::{Carrier, Stands};

    #[test]
    fn the_first_word_ends_the_wait_for_it_and_not_what_a_proxy_does() {
        let line = Line {
            path: "/events".into(),
            carrier: Carrier::EventStream { types: &[] },
            stands: Stands::WhenOpened,
            resumes: false,
            silence_limit: None,
            optional: false,
            patient: true,
        };
        let mut held = Held::new(line, Url::parse("http://host/events").unwrap());
        for (code, stays) in [(ReasonCode::NothingYet, false), (ReasonCode::ProxyBuffering, true)] {
            held.held_back = Some(Reason::new(code));
            held.speaks();
            assert_eq!(held.held_back.is_some(), stays, "{code:?}");
        }
    }
}
