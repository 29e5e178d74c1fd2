//! The jobs of one server as time goes by: connection, deadlines, a clock that goes back.

use std::sync::Arc;

use vigie_contract::Millis;

use super::bounds::{ASLEEP, LINK_GRACE};
use super::entry::{Around, News};
use super::shelf::{Shelf, around, schedule};
use super::{Bounds, Change, Rules};

impl Shelf {
    pub fn link(&mut self, hears: bool, now: Millis) {
        if hears {
            // A blip is no break: what the jobs did not say before it still counts.
            if !self.hears && (self.stale || !self.was_heard) {
                self.heard_since = now;
            }
            self.was_heard = true;
        } else if self.hears || self.gone_since.is_none() {
            self.gone_since = Some(now);
        }
        self.hears = hears;
        if hears && !self.stale {
            self.gone_since = None;
        }
    }

    /// The server was not heard, and what it said then is not said again: open jobs say so, and none is
    /// blamed for that silence.
    pub fn gap(&mut self, from: Millis, to: Millis, bounds: &Bounds, now: Millis) {
        let to = to.min(now);
        if from > to {
            self.oddities.count("a gap that ends before it begins", &format!("{from}–{to}"), now);
            return;
        }
        self.heard_since = self.heard_since.max(to);
        for entry in self.jobs.values_mut().filter(|entry| !entry.run.is_over()) {
            entry.timeline.gap(from, to, bounds);
        }
    }

    pub fn set_rules(&mut self, rules: Rules, bounds: &Bounds, now: Millis) {
        if self.rules != rules {
            self.rules = rules;
            self.schedule_all(bounds, now);
        }
    }

    pub fn tick(&mut self, bounds: &Bounds, now: Millis, out: &mut Vec<Change>) {
        self.tick_link(bounds, now, out);
        if self.queue.first().is_some_and(|(due, _)| due.saturating_add(ASLEEP) < now) {
            self.heard_since = now;
        }
        // Each is put back behind now, so this ends.
        while let Some(key) = self.queue.pop_until(now) {
            let Some(entry) = self.jobs.get_mut(&key) else { continue };
            let around = &around!(self, bounds, now);
            entry.queued = None;
            if self.hears {
                let News { changed, happened } = entry.wake(around);
                if changed {
                    out.push(entry.change(happened, false));
                }
            }
            schedule(entry, &mut self.queue, around);
        }
        while let Some((ended, key)) = self.finished.first()
            && ended.saturating_add(bounds.finished_for) <= now
        {
            let key = Arc::clone(key);
            out.extend(self.let_go(&key, bounds, now));
        }
    }

    /// The rows go stale when the grace is over, and are what they were when the connection is back.
    fn tick_link(&mut self, bounds: &Bounds, now: Millis, out: &mut Vec<Change>) {
        let gone = self.gone_since.is_some_and(|since| since.saturating_add(LINK_GRACE) <= now);
        if self.stale == (!self.hears && gone) {
            return;
        }
        self.stale = !self.stale;
        if !self.stale {
            self.gone_since = None;
        }
        for entry in self.jobs.values_mut() {
            if entry.show(&around!(self, bounds, now)) {
                out.push(entry.change(Vec::new(), false));
            }
        }
        self.schedule_all(bounds, now);
    }

    pub fn next_deadline(&self, bounds: &Bounds) -> Option<Millis> {
        let link = match (self.hears, self.stale) {
            (false, false) => self.gone_since.map(|since| since.saturating_add(LINK_GRACE)),
            (true, true) => Some(self.heard_since),
            _ => None,
        };
        let job = self.queue.first().map(|(at, _)| at);
        let evicts = self.finished.first().map(|(at, _)| at.saturating_add(bounds.finished_for));
        [link, job, evicts].into_iter().flatten().min()
    }

    fn schedule_all(&mut self, bounds: &Bounds, now: Millis) {
        self.queue.clear();
        for entry in self.jobs.values_mut() {
            entry.queued = None;
            schedule(entry, &mut self.queue, &around!(self, bounds, now));
        }
    }

    /// The machine's clock went back: nothing has happened later than now.
    pub fn rewind(&mut self, bounds: &Bounds, now: Millis) {
        self.heard_since = self.heard_since.min(now);
        self.gone_since = self.gone_since.map(|at| at.min(now));
        self.forgotten.rewind(now);
        self.finished.clear();
        for entry in self.jobs.values_mut() {
            entry.rewind(now);
            if entry.shelved.is_some() {
                entry.shelved = Some(self.finished.put(entry.end(now), entry));
            }
        }
        self.schedule_all(bounds, now);
    }
}
