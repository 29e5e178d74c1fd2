//! What is known of every job: a pure reducer, `(board, update, now) -> changes`.
//!
//! Time comes in as an argument, nothing is read or written elsewhere, and no input panics. What an update
//! means is decided in this order: which run it speaks of (`run`), what of it is newer than what is known
//! (`absorb`), what follows for rate (`pace`), time left (`outlook`) and silences (`silence`), and what is
//! shown of all that (`entry`). The rules and a state diagram are in `docs/board.md`.

mod absorb;
mod bounds;
mod change;
mod countdown;
mod entry;
mod estimate;
mod forgotten;
mod habit;
mod inferred;
mod oddities;
mod outlook;
mod pace;
mod queue;
mod rates;
mod remembered;
mod run;
mod sane;
mod shelf;
mod shelf_time;
mod silence;
#[cfg(test)]
mod tests;
pub(crate) mod text;
mod timeline;

use std::collections::HashMap;

use vigie_contract::{Job, JobEvent, JobRef, Millis};

pub use bounds::{Bounds, Rules};
pub use change::{Change, Happening};
pub use oddities::Oddity;
pub use remembered::Remembered;

use crate::update::Update;
use crate::usual::Habits;
use entry::Entry;
use shelf::Shelf;

/// A clock that goes back by less than this is jitter.
const CLOCK_JITTER: Millis = 1_000;

/// Every job of every server.
pub struct Board {
    bounds: Bounds,
    servers: HashMap<String, Shelf>,
    clock: Millis,
}

impl Board {
    /// An empty board.
    #[must_use]
    pub fn new(bounds: Bounds) -> Self {
        Self { bounds, servers: HashMap::new(), clock: 0 }
    }

    /// Makes a server known, or changes its rules. Updates of other servers are left alone.
    pub fn add_server(&mut self, server: &str, rules: Rules) {
        if let Some(shelf) = self.servers.get_mut(server) {
            shelf.set_rules(rules, &self.bounds, self.clock);
        } else {
            self.servers.insert(server.to_owned(), Shelf::new(server, rules));
        }
    }

    /// Forgets a server; its jobs leave the board.
    pub fn remove_server(&mut self, server: &str) -> Vec<Change> {
        let mut changes = Vec::new();
        if let Some(shelf) = self.servers.remove(server) {
            shelf.clear(&mut changes);
        }
        changes
    }

    /// Puts a job on the board as it was before Vigie's start. Nothing has happened by that: the change,
    /// if there is one, is past. Of several runs of a job the latest stays, in whatever order they come;
    /// what was heard since is never overwritten.
    pub fn restore(&mut self, server: &str, job: Remembered, now: Millis) -> Vec<Change> {
        self.at(now);
        let Self { bounds, servers, .. } = self;
        let change = servers.get_mut(server).and_then(|shelf| shelf.restore(job, bounds, now));
        change.into_iter().collect()
    }

    /// What is usual on a server, from its history. Runs that end from then on are learned by themselves.
    pub fn recall_habits(&mut self, server: &str, habits: Habits) {
        if let Some(shelf) = self.servers.get_mut(server) {
            shelf.habits.replace(habits);
        }
    }

    /// Takes in one update; returns what changed on screen, oldest first.
    ///
    /// An update that changes nothing but when the job was last heard returns nothing.
    pub fn apply(&mut self, server: &str, update: Update, now: Millis) -> Vec<Change> {
        let mut changes = Vec::new();
        self.apply_into(server, update, now, &mut changes);
        changes
    }

    /// The same, into a buffer that is used again: for the many.
    pub fn apply_into(&mut self, server: &str, update: Update, now: Millis, changes: &mut Vec<Change>) {
        self.at(now);
        let Self { bounds, servers, .. } = self;
        let Some(shelf) = servers.get_mut(server) else { return };
        match update {
            Update::Job(update) => shelf.apply(*update, bounds, now, changes),
            Update::JobUnknown { id } => shelf.vanish(&id, bounds, now, changes),
            Update::JobDeleted { id } => shelf.delete(&id, bounds, now, changes),
            Update::Oddity { what, excerpt } => shelf.oddities.count(what, &excerpt, now),
            Update::Gap { from, to } => shelf.gap(from, to, bounds, now),
            // Not about jobs.
            Update::Record(_) | Update::Stats { .. } | Update::Tidings(_) => {}
        }
    }

    /// The connection to a server is heard, or gone. What follows is decided by [`Board::tick`], after a
    /// grace: a blip is no alarm.
    pub fn link(&mut self, server: &str, hears: bool, now: Millis) {
        self.at(now);
        if let Some(shelf) = self.servers.get_mut(server) {
            shelf.link(hears, now);
        }
    }

    /// Lets time pass: silences, estimates that have run out, jobs that have been shown long enough.
    /// Call it each second, or at [`Board::next_deadline`]. A call that comes very late means that the
    /// machine slept: no job is blamed for that silence.
    pub fn tick(&mut self, now: Millis) -> Vec<Change> {
        self.at(now);
        let mut changes = Vec::new();
        let Self { bounds, servers, .. } = self;
        for shelf in servers.values_mut() {
            shelf.tick(bounds, now, &mut changes);
        }
        changes
    }

    /// When the next tick will have something to do, if nothing else happens. May be in the past.
    #[must_use]
    pub fn next_deadline(&self) -> Option<Millis> {
        self.servers.values().filter_map(|shelf| shelf.next_deadline(&self.bounds)).min()
    }

    /// A job as it is shown.
    #[must_use]
    pub fn job(&self, job: &JobRef) -> Option<Job> {
        self.entry(job).map(|entry| entry.job.clone())
    }

    /// Every job, in no order.
    pub fn jobs(&self) -> impl Iterator<Item = &Job> {
        self.servers.values().flat_map(Shelf::entries).map(|entry| &entry.job)
    }

    /// A job's timeline, oldest first.
    #[must_use]
    pub fn events(&self, job: &JobRef) -> Vec<JobEvent> {
        self.entry(job).map_or_else(Vec::new, |entry| entry.timeline.lines().cloned().collect())
    }

    /// How fast a job went in this run: when, and items (or percents) a second since the time before; oldest first.
    #[must_use]
    pub fn rates(&self, job: &JobRef) -> Vec<(Millis, f64)> {
        self.entry(job).map_or_else(Vec::new, |entry| entry.rates.curve())
    }

    /// The ids of a server's jobs that are not over (and have not vanished), in no order.
    pub fn open_ids(&self, server: &str) -> impl Iterator<Item = &str> {
        let entries = self.servers.get(server).into_iter().flat_map(Shelf::entries);
        entries.filter(|entry| !entry.run.is_over()).map(|entry| entry.job.id.as_str())
    }

    /// Jobs on the board.
    #[must_use]
    pub fn len(&self) -> usize {
        self.servers.values().map(Shelf::len).sum()
    }

    /// True when there is no job on the board.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many things of a server were received and not understood or not believed.
    #[must_use]
    pub fn oddities(&self, server: &str) -> u64 {
        self.servers.get(server).map_or(0, |shelf| shelf.oddities.total())
    }

    /// The same by kind, with the last of each.
    #[must_use]
    pub fn oddity_kinds(&self, server: &str) -> &[Oddity] {
        self.servers.get(server).map_or(&[], |shelf| shelf.oddities.kinds())
    }

    #[cfg(test)]
    fn audit(&self) {
        self.servers.values().for_each(Shelf::audit);
    }

    fn entry(&self, job: &JobRef) -> Option<&Entry> {
        self.servers.get(&job.server)?.entry(&job.id)
    }

    fn at(&mut self, now: Millis) {
        if now.saturating_add(CLOCK_JITTER) < self.clock {
            for shelf in self.servers.values_mut() {
                shelf.rewind(&self.bounds, now);
            }
            self.clock = now;
        }
        self.clock = self.clock.max(now);
    }
}
