//! The jobs of one server.

use std::collections::HashMap;
use std::sync::Arc;

use vigie_contract::{JobEventKind, Millis};

use super::entry::{Around, Entry, News};
use super::forgotten::Forgotten;
use super::oddities::Oddities;
use super::queue::Queue;
use super::run::{Run, Verdict};
use super::sane::make_sane;
use super::{Bounds, Change, Happening, Remembered, Rules};
use crate::update::{JobUpdate, Phase};
use crate::usual::Habits;

/// Each job costs the same, however many there are: it is found by its id, and waits for its next deadline
/// in a queue where an event does not move it (a deadline that was put off is noticed when it comes up).
pub(super) struct Shelf {
    pub(super) name: String,
    pub(super) rules: Rules,
    pub(super) jobs: HashMap<Arc<str>, Box<Entry>>,
    /// Number of the next entry.
    pub(super) next: u64,
    /// Deadlines of running jobs, one a job.
    pub(super) queue: Queue,
    /// Jobs that are over, by their end.
    pub(super) finished: Queue,
    pub(super) forgotten: Forgotten,
    pub(super) oddities: Oddities,
    pub(super) habits: Habits,
    pub(super) hears: bool,
    pub(super) was_heard: bool,
    pub(super) gone_since: Option<Millis>,
    /// The grace is over and the rows say so.
    pub(super) stale: bool,
    pub(super) heard_since: Millis,
}

/// What a method needs of a shelf beside the entry it has in hand.
macro_rules! around {
    ($shelf:ident, $bounds:expr, $now:expr) => {
        Around {
            now: $now,
            bounds: $bounds,
            rules: $shelf.rules,
            stale_since: $shelf.gone_since.filter(|_| $shelf.stale && !$shelf.hears),
            hears: $shelf.hears,
            heard_since: $shelf.heard_since,
            oddities: &mut $shelf.oddities,
            habits: &$shelf.habits,
        }
    };
}
pub(super) use around;

impl Shelf {
    pub fn new(name: &str, rules: Rules) -> Self {
        Self {
            name: name.to_owned(),
            rules,
            jobs: HashMap::new(),
            next: 0,
            queue: Queue::default(),
            finished: Queue::default(),
            forgotten: Forgotten::default(),
            oddities: Oddities::default(),
            habits: Habits::default(),
            hears: false,
            was_heard: false,
            gone_since: None,
            stale: false,
            heard_since: 0,
        }
    }

    pub fn entry(&self, id: &str) -> Option<&Entry> {
        self.jobs.get(id).map(Box::as_ref)
    }

    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.jobs.values().map(Box::as_ref)
    }

    pub fn len(&self) -> usize {
        self.jobs.len()
    }

    pub fn open(&self) -> usize {
        self.jobs.len() - self.finished.len()
    }

    /// Every job leaves with its server.
    pub fn clear(self, out: &mut Vec<Change>) {
        out.extend(self.jobs.into_values().map(|entry| Change::gone(entry.name())));
    }

    pub fn apply(&mut self, mut update: JobUpdate, bounds: &Bounds, now: Millis, out: &mut Vec<Change>) {
        if update.id.len() > bounds.id_bytes {
            self.oddities.count("a job id too long", &update.id, now);
            return;
        }
        make_sane(&mut update, bounds, &mut self.oddities, now);
        // One look-up for what is known already: with many jobs it is what an event costs.
        let past = update.past;
        if let Some(entry) = self.jobs.get_mut(update.id.as_str()) {
            let around = &mut around!(self, bounds, now);
            update.unit.get_or_insert(entry.job.unit);
            let verdict = entry.judge(&update, now);
            let News { changed, happened } = entry.absorb(update, verdict, false, around);
            if entry.run.is_over() != entry.shelved.is_some() || verdict == Verdict::Next {
                shelve(entry, &mut self.finished, now);
            }
            schedule(entry, &mut self.queue, around);
            if let Some((kind, run)) = entry.ran_well(&happened) {
                self.habits.learn(kind, run);
            }
            if changed {
                out.push(entry.change(happened, past));
            }
        } else {
            let Some(mut entry) = self.admit(&update, bounds, now) else { return };
            let around = &mut around!(self, bounds, now);
            let News { happened, .. } = entry.absorb(update, Verdict::This, true, around);
            // A first sight of what ended too long ago to be shown is no sight at all.
            if past && entry.run.is_over() && self.is_too_old(entry.end(now), bounds, now) {
                let (run, warnings) = (&entry.run, entry.job.warnings);
                self.forgotten.remember(entry.key, run, warnings, bounds.forgotten_per_server, now);
                return;
            }
            if let Some((kind, run)) = entry.ran_well(&happened) {
                self.habits.learn(kind, run);
            }
            out.push(entry.change(happened, past));
            self.take_up(entry, bounds, now);
        }
        self.make_room(bounds, now, out);
    }

    /// A new entry takes its place.
    fn take_up(&mut self, mut entry: Box<Entry>, bounds: &Bounds, now: Millis) {
        if entry.run.is_over() {
            shelve(&mut entry, &mut self.finished, now);
        }
        schedule(&mut entry, &mut self.queue, &around!(self, bounds, now));
        self.jobs.insert(Arc::clone(&entry.key), entry);
    }

    fn number(&mut self) -> u64 {
        self.next += 1;
        self.next
    }

    /// An entry for a job that is not on the board; `None` when the update is to be left alone.
    fn admit(&mut self, update: &JobUpdate, bounds: &Bounds, now: Millis) -> Option<Box<Entry>> {
        let over = update.phase.is_some_and(Phase::is_over);
        let (run, warnings) = match self.forgotten.recall(&update.id) {
            None => (Run::first(1, now), 0),
            Some((run, warnings)) => {
                let unclear = run.started_at.is_none() || update.started_at.is_none();
                match run.judge(update, false, now) {
                    Verdict::Next => (run.next(now), 0),
                    // Long gone and running: better shown twice than not at all.
                    Verdict::Odd if unclear => (run.next(now), 0),
                    Verdict::Odd => {
                        self.oddities.count("over, yet running in the list", &update.id, now);
                        return None;
                    }
                    // It had vanished and is there again.
                    Verdict::This if run.vanished.is_some() => (run, warnings),
                    Verdict::This | Verdict::Late | Verdict::Earlier => return None,
                }
            }
        };
        if !over && self.open() >= bounds.open_per_server {
            self.oddities.count("more open jobs than are watched", &update.id, now);
            return None;
        }
        self.forgotten.forget(&update.id);
        let (key, number) = (Arc::from(update.id.as_str()), self.number());
        let mut entry = Box::new(Entry::new(&self.name, key, number, run, now));
        entry.job.warnings = warnings;
        entry.silence.stalled = entry.run.vanished.is_some();
        Some(entry)
    }

    pub fn restore(&mut self, job: Remembered, bounds: &Bounds, now: Millis) -> Option<Change> {
        let known = self.jobs.get(job.id.as_str());
        let newer = known.is_none_or(|entry| entry.restored && entry.run.number < job.run);
        if job.id.len() > bounds.id_bytes || !newer || self.forgotten.has_run(&job.id, job.run) {
            return None;
        }
        if let Some(key) = known.map(|entry| Arc::clone(&entry.key)) {
            self.take_off(&key);
        }
        let number = self.number();
        let mut entry = Box::new(job.revive(&self.name, number, bounds, now));
        if entry.run.is_over() {
            let ended = entry.end(now);
            if self.is_too_old(ended, bounds, now) {
                let (run, warnings) = (&entry.run, entry.job.warnings);
                self.forgotten.remember(entry.key, run, warnings, bounds.forgotten_per_server, now);
                return None;
            }
        } else if self.open() >= bounds.open_per_server {
            self.oddities.count("more open jobs than are watched", &entry.key, now);
            return None;
        }
        // Nothing has been heard from this server yet: the grace begins.
        if !self.hears {
            self.gone_since.get_or_insert(now);
        }
        entry.show(&around!(self, bounds, now));
        self.forgotten.forget(&entry.key);
        let change = entry.change(Vec::new(), true);
        self.take_up(entry, bounds, now);
        Some(change)
    }

    /// The server no longer knows a job.
    pub fn vanish(&mut self, id: &str, bounds: &Bounds, now: Millis, out: &mut Vec<Change>) {
        let Some(entry) = self.jobs.get_mut(id) else { return };
        let around = &around!(self, bounds, now);
        let mut happened = Vec::new();
        // What is over stays as it ended; there is only nothing left to delete.
        entry.deletable = false;
        if !entry.run.is_over() {
            entry.run.vanished = Some(now);
            // If it comes back after all, it resumes.
            entry.silence.stalled = true;
            entry.note(JobEventKind::Vanished, None, around);
            happened.push(Happening::Vanished);
        }
        if entry.show(around) || !happened.is_empty() {
            out.push(entry.change(happened, false));
        }
        if entry.shelved.is_none() {
            shelve(entry, &mut self.finished, now);
        }
        schedule(entry, &mut self.queue, around);
        self.make_room(bounds, now, out);
    }

    /// The person deleted a job on its server: it leaves without a word.
    pub fn delete(&mut self, id: &str, bounds: &Bounds, now: Millis, out: &mut Vec<Change>) {
        let Some(entry) = self.jobs.get(id) else { return };
        let key = Arc::clone(&entry.key);
        out.extend(self.let_go(&key, bounds, now));
    }

    fn is_too_old(&self, ended: Millis, bounds: &Bounds, now: Millis) -> bool {
        let full = self.finished.len() >= bounds.finished_per_server;
        ended.saturating_add(bounds.finished_for) <= now
            || full && self.finished.first().is_none_or(|(oldest, _)| ended <= oldest)
    }

    fn make_room(&mut self, bounds: &Bounds, now: Millis, out: &mut Vec<Change>) {
        while self.finished.len() > bounds.finished_per_server
            && let Some(key) = self.finished.first().map(|(_, key)| Arc::clone(key))
        {
            out.extend(self.let_go(&key, bounds, now));
        }
    }

    /// Lets a job go; only its run is remembered.
    pub(super) fn let_go(&mut self, key: &Arc<str>, bounds: &Bounds, now: Millis) -> Option<Change> {
        let entry = self.take_off(key)?;
        let (run, warnings) = (&entry.run, entry.job.warnings);
        self.forgotten.remember(Arc::clone(key), run, warnings, bounds.forgotten_per_server, now);
        Some(Change::gone(entry.name()))
    }

    fn take_off(&mut self, key: &Arc<str>) -> Option<Box<Entry>> {
        let entry = self.jobs.remove(key)?;
        if let Some(place) = entry.shelved {
            self.finished.remove(place);
        }
        if let Some(place) = entry.queued {
            self.queue.remove(place);
        }
        Some(entry)
    }

    /// The queues hold what the jobs say, once.
    #[cfg(test)]
    pub fn audit(&self) {
        let entries = || self.jobs.values();
        assert_eq!(self.queue.len(), entries().filter(|entry| entry.queued.is_some()).count());
        assert_eq!(self.finished.len(), entries().filter(|entry| entry.shelved.is_some()).count());
        for entry in entries() {
            assert_eq!(entry.run.is_over(), entry.shelved.is_some());
            assert!(entry.queued.is_none_or(|place| self.queue.holds(place, &entry.key)));
            assert!(entry.shelved.is_none_or(|place| self.finished.holds(place, &entry.key)));
        }
    }
}

/// Sees to it that the entry stands among the finished where its end puts it, or not at all.
fn shelve(entry: &mut Entry, finished: &mut Queue, now: Millis) {
    if let Some(place) = entry.shelved.take() {
        finished.remove(place);
    }
    if entry.run.is_over() {
        entry.shelved = Some(finished.put(entry.end(now), entry));
    }
}

/// Sees to it that the entry stands in the queue no later than its deadline.
pub(super) fn schedule(entry: &mut Entry, queue: &mut Queue, around: &Around<'_>) {
    let due = entry.due(around);
    match (entry.queued, due) {
        (Some((queued, _)), Some(due)) if queued <= due => return,
        (None, None) => return,
        _ => {}
    }
    if let Some(place) = entry.queued.take() {
        queue.remove(place);
    }
    entry.queued = due.map(|due| queue.put(due, entry));
}
