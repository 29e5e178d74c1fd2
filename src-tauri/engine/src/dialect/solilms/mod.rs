//! Laravel: one stream of a person's notifications and of changes to records.
//!
//! Notifications are numbered and go on from `last_id` in the address; changes of records are not, and what
//! is said while nobody listens is lost. Nothing is ever said to keep a stream alive.
//!
//! Facts and captures: `docs/protocols.md`, `tests/fixtures/solilms/`.

mod answer;
mod backlog;
mod notif;
mod record;
#[cfg(test)]
mod tests;

use std::time::Duration;

use vigie_contract::Millis;

use self::backlog::Backlog;
use self::notif::Item;
use super::{Carrier, Dialect, Line, Message, Options, Outcome, Past, Poll, PollWhen, Stands};
use crate::update::{Tidings, Update};

/// Path of the stream, where the person names no other.
pub const EVENTS_PATH: &str = "/stream/app";
/// The position reached: the highest number of a notification.
pub const LAST_ID: &str = "last_id";

/// How often the stream's address is asked where the stream itself cannot be held.
const POLL_EVERY: Duration = Duration::from_secs(45);
/// The answer is the stream itself, which need not end: two of its turns are enough.
const ANSWER_WITHIN: Duration = Duration::from_secs(5);
/// The server sends so many notifications at a time, and those that are left 3 s later.
const BATCH: usize = 50;

/// See the module.
pub struct SoliLms {
    path: String,
    last: Option<u64>,
    /// While what comes may be what had gathered.
    backlog: Option<Backlog>,
}

impl SoliLms {
    /// A conversation that goes on from `past`.
    #[must_use]
    pub fn new(options: &Options, past: &Past) -> Self {
        let path = options.events_path.as_deref().map(str::trim).filter(|path| !path.is_empty());
        let path = format!("/{}", path.unwrap_or(EVENTS_PATH).trim_start_matches('/'));
        Self { path, last: past.cursors.get(LAST_ID).and_then(|id| id.parse().ok()), backlog: None }
    }

    fn take_event(&mut self, name: &str, data: &str, now: Millis, out: &mut Outcome) {
        if name == "notif" {
            self.take_batch(data, now, out);
        } else if let Some(what) = name.strip_prefix("crud.") {
            match record::record(what, data, out) {
                Some(record) => out.updates.push(Update::Record(Box::new(record))),
                None => out.odd("no change of a record", data),
            }
        } else {
            out.odd("unknown event name", name);
        }
    }

    /// Notifications, and how far they bring us: both are in the same outcome, so that neither is kept
    /// without the other.
    fn take_batch(&mut self, data: &str, now: Millis, out: &mut Outcome) {
        let Some(batch) = notif::batch(data, out) else { return out.odd("no notifications", data) };
        self.settle_if_due(now, out);
        let known = self.last;
        let is_news = |item: &Item| item.number.is_none() || item.number > known;
        let mut items: Vec<Item> = batch.items.into_iter().filter(is_news).collect();
        items.sort_by_key(|item| item.number.unwrap_or(u64::MAX));
        items.dedup_by(|a, b| a.tidings.identity == b.tidings.identity);
        let reached = items.iter().filter_map(|item| item.number).max().max(batch.last_id);
        if reached > known {
            self.reach(reached, out);
        }
        let Some(mut backlog) = self.backlog.take() else { return tell(items, true, out) };
        backlog.count(&items);
        if batch.size >= BATCH {
            backlog.goes_on(now);
            self.backlog = Some(backlog);
            return tell(items, false, out);
        }
        let few = backlog.is_few();
        tell(items, few, out);
        if !few {
            out.updates.extend(backlog.summary());
        }
    }

    fn reach(&mut self, position: Option<u64>, out: &mut Outcome) {
        self.last = position;
        out.cursors.push((LAST_ID.to_owned(), position.map(|id| id.to_string())));
    }

    fn settle_if_due(&mut self, now: Millis, out: &mut Outcome) {
        if self.backlog.as_ref().is_some_and(|backlog| backlog.is_over(now)) {
            self.settle(out);
        }
    }

    /// Nothing more of what had gathered will come: what comes now is new.
    fn settle(&mut self, out: &mut Outcome) {
        let Some(backlog) = self.backlog.take() else { return };
        out.updates.extend(backlog.summary());
        if self.last.is_none() {
            // There was nothing: whatever comes after a restart is not from before we knew the server.
            self.reach(Some(0), out);
        }
    }
}

impl Dialect for SoliLms {
    fn lines(&self) -> Vec<Line> {
        vec![Line {
            path: self.path.clone(),
            carrier: Carrier::EventStream { types: &["text/event-stream"] },
            stands: Stands::WhenOpened,
            // Notifications are said again, records are not.
            resumes: false,
            silence_limit: None,
            optional: false,
            patient: true,
        }]
    }

    fn query(&self, _line: usize) -> Vec<(String, String)> {
        vec![(LAST_ID.to_owned(), self.last.unwrap_or(0).to_string())]
    }

    /// A stream that ends too early is one that is opened again and again, and nothing is lost by it. Only
    /// where it is not given at all (as something else than an event stream, say) is it asked for like a page.
    fn polls(&self) -> Vec<Poll> {
        vec![Poll {
            path: self.path.clone(),
            every: POLL_EVERY,
            when: PollWhen::InPlaceOf(0),
            query_of: Some(0),
            endless: Some(ANSWER_WITHIN),
            optional: false,
        }]
    }

    fn opened(&mut self, _line: usize, now: Millis, out: &mut Outcome) {
        if self.backlog.is_some() {
            self.settle(out);
        }
        self.backlog = Some(Backlog::begin(self.last.is_none(), now));
    }

    fn heard(&mut self, _line: usize, message: &Message<'_>, now: Millis, out: &mut Outcome) {
        self.take_event(message.name, message.data, now, out);
    }

    fn lost(&mut self, _line: usize, _now: Millis, out: &mut Outcome) {
        // A stream that broke before its first word says nothing of what there was.
        out.updates.extend(self.backlog.take().and_then(Backlog::summary));
    }

    fn answered(&mut self, _poll: usize, body: &[u8], _asked_at: Millis, now: Millis, out: &mut Outcome) {
        let Some(events) = answer::events(body) else {
            return out.odd("no event stream", &String::from_utf8_lossy(body));
        };
        self.backlog.get_or_insert_with(|| Backlog::begin(self.last.is_none(), now));
        for event in events {
            self.take_event(&event.name, &event.data, now, out);
        }
        self.settle(out);
    }

    fn knows_answer(&self, _poll: usize, body: &[u8]) -> bool {
        answer::events(body).is_some()
    }

    fn tick(&mut self, now: Millis, out: &mut Outcome) {
        self.settle_if_due(now, out);
    }
}

/// Each goes to the bell; the desktop is alerted to those that were not read on the server, if at all.
fn tell(items: Vec<Item>, alert: bool, out: &mut Outcome) {
    out.updates.extend(items.into_iter().map(|Item { tidings, .. }| {
        let alert = alert && !tidings.read;
        Update::Tidings(Box::new(Tidings { alert, ..tidings }))
    }));
}
