//! Which lines are opened and closed, and when.

use tokio::time::Instant;
use vigie_contract::{Reason, ReasonCode};

use super::Conversation;
use super::polling::Polled;
use super::wire::{At, Ear, Wire};

impl Conversation {
    /// Opens what does not stand and is not resting.
    pub(super) fn open_lines(&mut self) {
        let now = Instant::now();
        for (place, held) in self.lines.iter_mut().enumerate() {
            if held.knock_at.is_some_and(|at| at <= now) {
                held.knock_at = None;
                held.wire.iter().for_each(Wire::knock);
            }
            if held.wire.is_some() || held.again_at.is_none_or(|at| now < at) {
                continue;
            }
            held.ask_for(self.dialect.query(place));
            held.number += 1;
            let first_id = self.dialect.last_event_id(place);
            let ear = Ear { line: place, number: held.number, queue: self.words.0.clone() };
            let within = self.options.headers_within();
            let (url, query) = (held.url.clone(), held.shared_query());
            let at = At { url, query, first_id };
            let wire = Wire::open(&self.session, &held.line, at, within, ear);
            held.dialing(wire);
        }
    }

    /// After a sleep, or on another network, a line whose silence means nothing may have been dead for long
    /// and would not show it: it is opened anew.
    pub(super) fn distrust(&mut self) {
        for line in 0..self.lines.len() {
            let held = &self.lines[line];
            if held.standing && held.line.silence_limit.is_none() {
                self.lost(line);
                self.lines[line].wire = None;
            }
        }
    }

    /// The person, or a computer that woke up: nobody waits out a pause.
    pub(super) fn knock(&mut self) {
        for held in &mut self.lines {
            if let Some(wire) = &held.wire {
                wire.knock();
            } else {
                held.again_at = Some(Instant::now());
            }
            if !held.standing {
                held.attempt_at = Instant::now();
                held.retry_at = None;
            }
        }
        self.polls.iter_mut().for_each(Polled::hurry);
        self.open_lines();
        self.ask_polls();
    }

    /// Closes all connections; what hung on them is settled.
    pub(super) fn hang_up(&mut self) {
        for line in 0..self.lines.len() {
            self.lost(line);
            self.lines[line].wire = None;
            self.lines[line].number += 1;
        }
        self.requests.clear();
        self.examining.clear();
        self.asked.fail(None, &Reason::new(ReasonCode::ConnectionLost).with("detail", ""));
        self.voice.vitals.streams = 0;
    }
}
