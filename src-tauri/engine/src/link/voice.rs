//! What a link tells the engine: its state, its numbers, what it learned.

use std::ops::Range;

use tokio::sync::mpsc;
use vigie_contract::{LinkState, Millis, Reason};

use super::{LinkOptions, News, Report, Vitals};
use crate::clock::Clock;
use crate::inspector::{Came, Inspector};
use crate::store::Cursor;
use crate::update::Update;

/// Characters of an excerpt of what was not understood.
const EXCERPT: usize = 200;

/// A link's voice. It says nothing twice.
pub struct Voice {
    server: String,
    generation: u64,
    reports: mpsc::Sender<Report>,
    clock: Clock,
    /// Where messages are kept for the person to look at.
    pub inspector: Inspector,
    /// Which of the updates each message led to.
    frames: Vec<(Range<usize>, u64)>,
    /// What was learned and not yet told.
    pub updates: Vec<Update>,
    /// Numbers about the connection.
    pub vitals: Vitals,
    told_vitals: Vitals,
    told_state: Option<(LinkState, Option<Reason>)>,
    told_retry_at: Option<Millis>,
}

impl Voice {
    pub fn new(options: &LinkOptions, reports: mpsc::Sender<Report>) -> Self {
        Self {
            server: options.server.clone(),
            generation: options.generation,
            reports,
            clock: options.clock.clone(),
            inspector: options.inspector.clone(),
            frames: Vec::new(),
            updates: Vec::new(),
            vitals: Vitals::default(),
            told_vitals: Vitals::default(),
            told_state: None,
            told_retry_at: None,
        }
    }

    /// Something was not understood.
    pub fn odd(&mut self, what: &'static str, excerpt: &str) {
        self.updates.push(Update::Oddity { what, excerpt: excerpt.chars().take(EXCERPT).collect() });
    }

    /// A message was understood as well as may be; what it led to are the updates from there on.
    pub fn took(&mut self, updates_from: usize, came: Came<'_>) {
        let led_to = updates_from.min(self.updates.len())..self.updates.len();
        let odd = self.updates[led_to.clone()].iter().any(|update| matches!(update, Update::Oddity { .. }));
        let number = self.inspector.take(&Came { odd: odd || came.odd, ..came }, self.clock.now());
        if !led_to.is_empty() {
            self.frames.push((led_to, number));
        }
    }

    /// The state as it was last told.
    pub fn told(&self) -> Option<&(LinkState, Option<Reason>)> {
        self.told_state.as_ref()
    }

    /// Tells the state, if it is another.
    pub async fn tell(&mut self, link: LinkState, reason: Option<Reason>, retry_at: Option<Millis>) {
        let state = (link, reason);
        if self.told_retry_at == retry_at && self.told_state.as_ref() == Some(&state) {
            return;
        }
        self.told_retry_at = retry_at;
        let (link, reason) = state.clone();
        self.told_state = Some(state);
        self.report(News::State { link, reason, retry_at }).await;
    }

    /// Tells the numbers, if they are others.
    pub async fn tell_vitals(&mut self) {
        if self.vitals != self.told_vitals {
            self.told_vitals = self.vitals.clone();
            self.report(News::Vitals(self.vitals.clone())).await;
        }
    }

    /// Tells what was learned, and the positions it led to.
    pub async fn flush(&mut self, cursors: impl IntoIterator<Item = (String, Option<String>)>) {
        if let Some(news) = self.learned(cursors) {
            self.report(news).await;
        }
    }

    /// The same where nobody waits any more: told where there is room.
    pub fn flush_now(&mut self, cursors: impl IntoIterator<Item = (String, Option<String>)>) {
        if let Some(news) = self.learned(cursors) {
            let _ = self.reports.try_send(self.report_of(news));
        }
    }

    fn learned(&mut self, cursors: impl IntoIterator<Item = (String, Option<String>)>) -> Option<News> {
        let server = &self.server;
        let cursors: Vec<Cursor> =
            cursors.into_iter().map(|(name, value)| Cursor { server: server.clone(), name, value }).collect();
        if self.updates.is_empty() && cursors.is_empty() {
            return None;
        }
        let (updates, frames) = (std::mem::take(&mut self.updates), std::mem::take(&mut self.frames));
        Some(News::Updates { updates, cursors, frames })
    }

    pub async fn report(&mut self, news: News) {
        let report = self.report_of(news);
        // The engine is gone only when the link is about to be stopped too.
        let _ = self.reports.send(report).await;
    }

    fn report_of(&self, news: News) -> Report {
        Report { server: self.server.clone(), generation: self.generation, news }
    }
}
