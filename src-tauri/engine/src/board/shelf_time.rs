//! The jobs of one server as time goes by: connection, deadlines, a clock that goes back.

use std::sync::Arc;

use vigie_contract::Millis;

use super::bounds::{ASLEEP, LINK_GRACE};
use super::entry::{Around, News};
use super::shelf::{Shelf, around};
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
        let mut due = Vec::new();
        while self.queue.first().is_some_and(|(at, _)| *at <= now) {
            due.extend(self.queue.pop_first());
        }
        for (_, key) in due {
            let Some(entry) = self.jobs.get_mut(&key) else { continue };
            entry.queued = None;
            if self.hears {
                let News { changed, happened } = entry.wake(&around!(self, bounds, now));
                if changed {
                    out.push(entry.change(happened, false));
                }
            }
            self.schedule(&key, bounds, now);
        }
        while let Some((ended, key)) = self.finished.first().cloned()
            && ended.saturating_add(bounds.finished_for) <= now
        {
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
        let job = self.queue.first().map(|(at, _)| *at);
        let evicts = self.finished.first().map(|(at, _)| at.saturating_add(bounds.finished_for));
        [link, job, evicts].into_iter().flatten().min()
    }

    /// Sees to it that the job stands in the queue no later than its deadline.
    pub(super) fn schedule(&mut self, key: &Arc<str>, bounds: &Bounds, now: Millis) {
        let Some(entry) = self.jobs.get_mut(key) else { return };
        let due = entry.due(&around!(self, bounds, now)).map(|due| due.max(now.saturating_add(1)));
        match (entry.queued, due) {
            (Some(queued), Some(due)) if queued <= due => return,
            (None, None) => return,
            _ => {}
        }
        if let Some(queued) = entry.queued.take() {
            self.queue.remove(&(queued, Arc::clone(key)));
        }
        if let Some(due) = due {
            self.queue.insert((due, Arc::clone(key)));
            entry.queued = Some(due);
        }
    }

    fn schedule_all(&mut self, bounds: &Bounds, now: Millis) {
        self.queue.clear();
        let keys: Vec<Arc<str>> = self.jobs.keys().cloned().collect();
        for key in keys {
            if let Some(entry) = self.jobs.get_mut(&key) {
                entry.queued = None;
            }
            self.schedule(&key, bounds, now);
        }
    }

    /// The machine's clock went back: nothing has happened later than now.
    pub fn rewind(&mut self, bounds: &Bounds, now: Millis) {
        self.heard_since = self.heard_since.min(now);
        self.gone_since = self.gone_since.map(|at| at.min(now));
        self.forgotten.rewind(now);
        self.finished.clear();
        for (key, entry) in &mut self.jobs {
            entry.rewind(now);
            if let Some(at) = &mut entry.shelved {
                *at = (*at).min(now);
                self.finished.insert((*at, Arc::clone(key)));
            }
        }
        self.schedule_all(bounds, now);
    }
}
