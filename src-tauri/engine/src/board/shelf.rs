//! The jobs of one server.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use vigie_contract::{JobEventKind, Millis};

use super::entry::{Around, Entry, News};
use super::forgotten::Forgotten;
use super::oddities::Oddities;
use super::run::{Run, Verdict};
use super::sane::make_sane;
use super::{Bounds, Change, Happening, Remembered, Rules};
use crate::update::{JobUpdate, Phase};

/// Each job costs the same, however many there are: it is found by its id, and waits for its next deadline
/// in a queue where an event does not move it (a deadline that was put off is noticed when it comes up).
pub(super) struct Shelf {
    pub(super) name: String,
    pub(super) rules: Rules,
    pub(super) jobs: HashMap<Arc<str>, Box<Entry>>,
    /// Deadlines of running jobs, one a job.
    pub(super) queue: BTreeSet<(Millis, Arc<str>)>,
    /// Jobs that are over, by their end.
    pub(super) finished: BTreeSet<(Millis, Arc<str>)>,
    pub(super) forgotten: Forgotten,
    pub(super) oddities: Oddities,
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
            heard_since: $shelf.heard_since,
            oddities: &mut $shelf.oddities,
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
            queue: BTreeSet::new(),
            finished: BTreeSet::new(),
            forgotten: Forgotten::default(),
            oddities: Oddities::default(),
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
        let past = update.past;
        let (key, verdict, born) = if let Some(entry) = self.jobs.get(update.id.as_str()) {
            (Arc::clone(&entry.key), entry.run.judge(&update, entry.steps(&update), now), false)
        } else {
            let Some((run, warnings)) = self.admit(&update, bounds, now) else { return };
            let key: Arc<str> = Arc::from(update.id.as_str());
            let mut entry = Entry::new(&self.name, Arc::clone(&key), run, now);
            entry.job.warnings = warnings;
            entry.silence.stalled = entry.run.vanished.is_some();
            self.jobs.insert(Arc::clone(&key), Box::new(entry));
            (key, Verdict::This, true)
        };
        let Some(entry) = self.jobs.get_mut(&key) else { return };
        let over_before = entry.shelved;
        let around = &mut around!(self, bounds, now);
        let News { changed, happened } = entry.absorb(update, verdict, born, around);
        // A first sight of what ended too long ago to be shown is no sight at all.
        let silent = born && past;
        if let Some(at) = over_before
            && !entry.run.is_over()
        {
            self.finished.remove(&(at, Arc::clone(&key)));
            entry.shelved = None;
        }
        if entry.run.is_over() && over_before.is_none_or(|_| verdict == Verdict::Next) {
            if let Some(at) = over_before {
                self.finished.remove(&(at, Arc::clone(&key)));
            }
            let at = entry.finished_at.filter(|at| *at <= now).unwrap_or(now);
            if silent && self.is_too_old(at, &key, bounds, now) {
                self.let_go(&key, bounds, now);
                return;
            }
            self.shelve(&key, at);
        }
        self.schedule(&key, bounds, now);
        if changed && let Some(entry) = self.jobs.get(&key) {
            out.push(entry.change(happened, past));
        }
        self.make_room(bounds, now, out);
    }

    /// The run of a job that is not on the board, and the warnings it gave when it was; `None` when the
    /// update is to be left alone.
    fn admit(&mut self, update: &JobUpdate, bounds: &Bounds, now: Millis) -> Option<(Run, u32)> {
        let over = update.phase.is_some_and(Phase::is_over);
        let known = match self.forgotten.recall(&update.id) {
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
        Some(known)
    }

    pub fn restore(&mut self, job: Remembered, bounds: &Bounds, now: Millis) -> Option<Change> {
        if job.id.len() > bounds.id_bytes || self.jobs.contains_key(job.id.as_str()) {
            return None;
        }
        let ended = job.finished_at.filter(|at| *at <= now).unwrap_or(job.heard_at.min(now));
        let key: Arc<str> = Arc::from(job.id.as_str());
        let mut entry = Box::new(job.revive(&self.name, Arc::clone(&key), bounds, now));
        if entry.run.is_over() {
            if self.is_too_old(ended, &key, bounds, now) {
                self.forgotten.remember(
                    key,
                    &entry.run,
                    entry.job.warnings,
                    bounds.forgotten_per_server,
                    ended,
                );
                return None;
            }
        } else if self.open() >= bounds.open_per_server {
            self.oddities.count("more open jobs than are watched", &key, now);
            return None;
        }
        // Nothing has been heard from this server yet: the grace begins.
        if !self.hears {
            self.gone_since.get_or_insert(now);
        }
        entry.show(&around!(self, bounds, now));
        let (over, change) = (entry.run.is_over(), entry.change(Vec::new(), true));
        self.jobs.insert(Arc::clone(&key), entry);
        if over {
            self.shelve(&key, ended);
        }
        self.schedule(&key, bounds, now);
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
        let key = Arc::clone(&entry.key);
        if entry.shelved.is_none() {
            self.shelve(&key, now);
        }
        self.schedule(&key, bounds, now);
        self.make_room(bounds, now, out);
    }

    /// The person deleted a job on its server: it leaves without a word.
    pub fn delete(&mut self, id: &str, bounds: &Bounds, now: Millis, out: &mut Vec<Change>) {
        let Some(entry) = self.jobs.get(id) else { return };
        let key = Arc::clone(&entry.key);
        out.extend(self.let_go(&key, bounds, now));
    }

    fn shelve(&mut self, key: &Arc<str>, at: Millis) {
        if let Some(entry) = self.jobs.get_mut(key) {
            entry.shelved = Some(at);
            self.finished.insert((at, Arc::clone(key)));
        }
    }

    fn is_too_old(&self, ended: Millis, key: &Arc<str>, bounds: &Bounds, now: Millis) -> bool {
        let full = self.finished.len() >= bounds.finished_per_server;
        ended.saturating_add(bounds.finished_for) <= now
            || full && self.finished.first().is_none_or(|oldest| (ended, key) < (oldest.0, &oldest.1))
    }

    fn make_room(&mut self, bounds: &Bounds, now: Millis, out: &mut Vec<Change>) {
        while self.finished.len() > bounds.finished_per_server
            && let Some((_, key)) = self.finished.first().cloned()
        {
            out.extend(self.let_go(&key, bounds, now));
        }
    }

    /// Takes a job off the board; only its run is remembered.
    pub(super) fn let_go(&mut self, key: &Arc<str>, bounds: &Bounds, now: Millis) -> Option<Change> {
        let entry = self.jobs.remove(key)?;
        if let Some(at) = entry.shelved {
            self.finished.remove(&(at, Arc::clone(key)));
        }
        if let Some(at) = entry.queued {
            self.queue.remove(&(at, Arc::clone(key)));
        }
        let (run, warnings) = (&entry.run, entry.job.warnings);
        self.forgotten.remember(Arc::clone(key), run, warnings, bounds.forgotten_per_server, now);
        Some(Change::gone(entry.name()))
    }

    /// The queues hold what the jobs say, once.
    #[cfg(test)]
    pub fn audit(&self) {
        let entries = || self.jobs.values();
        assert_eq!(self.queue.len(), entries().filter(|entry| entry.queued.is_some()).count());
        assert_eq!(self.finished.len(), entries().filter(|entry| entry.shelved.is_some()).count());
        for entry in entries() {
            assert_eq!(entry.run.is_over(), entry.shelved.is_some());
            let standing =
                |queue: &BTreeSet<(Millis, Arc<str>)>, at| queue.contains(&(at, entry.key.clone()));
            assert!(entry.queued.is_none_or(|at| standing(&self.queue, at)));
            assert!(entry.shelved.is_none_or(|at| standing(&self.finished, at)));
        }
    }
}
