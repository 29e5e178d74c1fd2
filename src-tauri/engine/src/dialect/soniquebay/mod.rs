//! FastAPI and Redis: what workers publish is passed on as it is. Progress by task, and no ends.
//!
//! `/api/events` has no names, ids, keep-alive, replay or snapshot. Facts and captures:
//! `docs/protocols.md`, `tests/fixtures/soniquebay/`.

mod message;
mod step;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use vigie_contract::Millis;

use self::message::Said;
use super::filling::Filling;
use super::{Carrier, Dialect, Line, Message, Options, Outcome, Past, Stands};
use crate::update::Update;

/// Path of the stream, below the base address.
pub const EVENTS_PATH: &str = "/api/events";
/// The document's own type first, then the proper one.
const TYPES: &[&str] = &["text/plain", "text/event-stream"];
/// A type of message alerts once in so long, unless it is meant for a person. The bell has them all.
const ALERT_EVERY: Millis = 60_000;
/// Types of messages whose last alert is remembered.
const TYPES_KNOWN: usize = 200;
/// Types that are meant for a person: each alerts.
const FOR_A_PERSON: [&str; 8] =
    ["notification", "notify", "message", "alert", "warning", "error", "failed", "info"];

/// What a SoniqueBay says.
#[derive(Debug)]
pub struct SoniqueBay {
    path: String,
    tasks: Filling,
    alerted: HashMap<String, Millis>,
}

impl SoniqueBay {
    /// One server. Tasks of `past` go on where they are heard again.
    #[must_use]
    pub fn new(options: &Options, past: &Past) -> Self {
        Self {
            path: options.events_path.clone().unwrap_or_else(|| EVENTS_PATH.to_owned()),
            tasks: Filling::new(options.quiet, &past.open),
            alerted: HashMap::new(),
        }
    }

    /// Whether a message of this type may alert now.
    fn may_alert(&mut self, kind: &str, now: Millis) -> bool {
        if FOR_A_PERSON.contains(&kind) {
            return true;
        }
        if self.alerted.len() >= TYPES_KNOWN && !self.alerted.contains_key(kind) {
            self.alerted.retain(|_, at| now.saturating_sub(*at) < ALERT_EVERY && *at <= now);
            if self.alerted.len() >= TYPES_KNOWN {
                return false;
            }
        }
        let last = self.alerted.get(kind).filter(|at| now.saturating_sub(**at) < ALERT_EVERY && **at <= now);
        let may = last.is_none();
        if may {
            self.alerted.insert(kind.to_owned(), now);
        }
        may
    }
}

impl Dialect for SoniqueBay {
    fn lines(&self) -> Vec<Line> {
        vec![Line {
            path: self.path.clone(),
            carrier: Carrier::EventStream { types: TYPES },
            stands: Stands::WhenGreeted,
            resumes: false,
            silence_limit: None,
            optional: false,
            patient: false,
        }]
    }

    fn opened(&mut self, _line: usize, now: Millis, _out: &mut Outcome) {
        self.tasks.opened(now);
    }

    fn lost(&mut self, _line: usize, _now: Millis, _out: &mut Outcome) {
        self.tasks.lost();
    }

    fn heard(&mut self, _line: usize, message: &Message<'_>, now: Millis, out: &mut Outcome) {
        match message::read(message.name, message.data, now, out) {
            Ok(Said::Connected) => {}
            Ok(Said::Task { mut update, last }) => {
                self.tasks.hear(&mut update, last, now);
                out.updates.push(Update::Job(update));
            }
            Ok(Said::Tidings(mut tidings, kind)) => {
                tidings.alert = self.may_alert(&kind, now);
                out.updates.push(Update::Tidings(tidings));
            }
            Err(what) => out.odd(what, message.data),
        }
    }

    fn tick(&mut self, now: Millis, out: &mut Outcome) {
        out.updates.extend(self.tasks.look(now));
    }
}
