//! What is to be written, gathered until it is.

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};

use vigie_contract::{Gap, JobRef, Millis, Notice, Record, RecordRef};

use crate::store::bounds::STAT_SLOT;
use crate::store::{Commit, Cursor, FinishedJob, NewNotice, StatPoint};

/// Notices kept in memory while they cannot be stored.
pub(super) const UNSAVED: usize = 5_000;

/// Finished jobs kept in memory while they cannot be stored.
const UNSAVED_FINISHED: usize = 100_000;

/// Names of records kept in memory while they cannot be stored, beyond those that are still kept.
const UNSAVED_RECORDS: usize = 100_000;

/// Five minutes of numbers, of all servers, kept in memory while they cannot be stored.
const UNSAVED_STATS: usize = 10_000;

/// What is to be written with the next commit.
///
/// Positions and the open jobs they led to go into one transaction with the
/// notices: a crash leaves either all of it or none.
#[derive(Debug, Default)]
pub(super) struct Pending {
    notices: VecDeque<NewNotice>,
    finished: VecDeque<FinishedJob>,
    closed: HashSet<JobRef>,
    touched: HashSet<JobRef>,
    cursors: HashMap<(String, String), Option<String>>,
    /// Records that changed or left, in the order of their last change.
    records: HashMap<RecordRef, i64>,
    next_record: i64,
    table_gaps: HashMap<(String, String), Gap>,
    /// Numbers, by the time they stand for and server.
    stats: BTreeMap<(Millis, String), StatPoint>,
    /// Positions being written just now.
    writing: HashMap<(String, String), Option<String>>,
}

/// What makes a notice the same as another.
pub(super) type Identity = (String, Option<String>, Option<u32>, &'static str, String);

/// The identity of a notice to be stored.
pub(super) fn identity(new: &NewNotice) -> Identity {
    let notice: &Notice = &new.notice;
    (notice.server.clone(), notice.job.clone(), notice.run, notice.kind.as_str(), new.occurrence.clone())
}

impl Pending {
    pub fn is_empty(&self) -> bool {
        self.notices.is_empty() && self.finished.is_empty() && !self.has_positions()
    }

    /// Whether somebody waits to be told.
    pub fn speaks(&self) -> bool {
        !self.notices.is_empty() || !self.finished.is_empty()
    }

    /// Whether so much waits to be told that what comes next might push some of it out.
    pub fn is_crowded(&self) -> bool {
        self.notices.len() >= UNSAVED / 2
    }

    fn has_positions(&self) -> bool {
        !(self.closed.is_empty()
            && self.touched.is_empty()
            && self.cursors.is_empty()
            && self.records.is_empty()
            && self.table_gaps.is_empty()
            && self.stats.is_empty())
    }

    pub fn notice(&mut self, notice: NewNotice) {
        if self.notices.len() >= UNSAVED {
            self.notices.pop_front();
        }
        self.notices.push_back(notice);
    }

    /// Notices that wait to be stored.
    pub fn waiting(&mut self) -> impl Iterator<Item = &mut NewNotice> {
        self.notices.iter_mut()
    }

    pub fn finished(&mut self, job: FinishedJob) {
        if self.finished.len() >= UNSAVED_FINISHED {
            self.finished.pop_front();
        }
        self.finished.push_back(job);
    }

    /// An open job changed.
    pub fn touched(&mut self, job: JobRef) {
        self.closed.remove(&job);
        self.touched.insert(job);
    }

    /// A job is open no longer.
    pub fn closed(&mut self, job: JobRef) {
        self.touched.remove(&job);
        self.closed.insert(job);
    }

    pub fn cursor(&mut self, cursor: Cursor) {
        self.cursors.insert((cursor.server, cursor.name), cursor.value);
    }

    /// A record is no longer kept. While nothing can be written, the store is left to find out by itself.
    pub fn record_gone(&mut self, record: RecordRef) {
        if self.records.len() < UNSAVED_RECORDS {
            self.record(record);
        } else {
            self.records.remove(&record);
        }
    }

    /// A record changed.
    pub fn record(&mut self, record: RecordRef) {
        self.next_record += 1;
        self.records.insert(record, self.next_record);
    }

    /// Changes of a table may have been missed.
    pub fn table_gap(&mut self, model: String, gap: Gap) {
        self.table_gaps.insert((gap.server.clone(), model), gap);
    }

    /// Numbers were heard.
    pub fn stats(&mut self, point: StatPoint) {
        self.stats.insert((point.at / STAT_SLOT, point.server.clone()), point);
        while self.stats.len() > UNSAVED_STATS {
            self.stats.pop_first();
        }
    }

    /// Nothing of this server is to be written any more, its notices excepted.
    pub fn forget(&mut self, server: &str) {
        self.closed.retain(|job| job.server != server);
        self.touched.retain(|job| job.server != server);
        self.cursors.retain(|(of, _), _| of != server);
        self.records.retain(|record, _| record.server != server);
        self.table_gaps.retain(|(of, _), _| of != server);
        self.stats.retain(|(_, of), _| of != server);
    }

    /// Takes it all; `open` gives an open job as it is now, `record` a record that is still kept.
    pub fn take(
        &mut self,
        open: impl Fn(&JobRef) -> Option<crate::store::OpenJob>,
        record: impl Fn(&RecordRef) -> Option<Record>,
    ) -> Commit {
        let mut this = std::mem::take(self);
        let mut changed: Vec<(RecordRef, i64)> = this.records.drain().collect();
        changed.sort_unstable_by_key(|(_, order)| *order);
        let (mut records, mut records_gone) = (Vec::new(), Vec::new());
        for (name, _) in changed {
            match record(&name) {
                Some(record) => records.push(record),
                None => records_gone.push(name),
            }
        }
        self.writing.clone_from(&this.cursors);
        Commit {
            notices: this.notices.into(),
            finished: this.finished.into(),
            open: this.touched.iter().filter_map(open).collect(),
            closed: this.closed.into_iter().map(|job| (job.server, job.id)).collect(),
            cursors: this
                .cursors
                .into_iter()
                .map(|((server, name), value)| Cursor { server, name, value })
                .collect(),
            records,
            records_gone,
            table_gaps: this.table_gaps.into_iter().map(|((_, model), gap)| (model, gap)).collect(),
            stats: this.stats.into_values().collect(),
        }
    }

    /// What was taken is written.
    pub fn written(&mut self) {
        self.writing.clear();
    }

    /// Positions of a server that are not known to be written replace those that are.
    pub fn overlay(&self, server: &str, written: &mut Vec<(String, String)>) {
        let mut all: HashMap<String, String> = std::mem::take(written).into_iter().collect();
        for ((of, name), value) in self.writing.iter().chain(&self.cursors) {
            match value {
                _ if of != server => {}
                Some(value) => drop(all.insert(name.clone(), value.clone())),
                None => drop(all.remove(name)),
            }
        }
        written.extend(all);
    }

    /// Puts back what could not be written, before what came since. Of servers that are watched no
    /// longer, only what the bell and the history tell.
    pub fn put_back(&mut self, commit: Commit, watched: impl Fn(&str) -> bool) {
        self.writing.clear();
        for notice in commit.notices.into_iter().rev() {
            if self.notices.len() < UNSAVED {
                self.notices.push_front(notice);
            }
        }
        for job in commit.finished.into_iter().rev() {
            if self.finished.len() < UNSAVED_FINISHED {
                self.finished.push_front(job);
            }
        }
        for job in commit.open.into_iter().filter(|job| watched(&job.server)) {
            let job = JobRef { server: job.server, id: job.id };
            if !self.closed.contains(&job) {
                self.touched.insert(job);
            }
        }
        for (server, id) in commit.closed.into_iter().filter(|(server, _)| watched(server)) {
            let job = JobRef { server, id };
            if !self.touched.contains(&job) {
                self.closed.insert(job);
            }
        }
        for cursor in commit.cursors.into_iter().filter(|cursor| watched(&cursor.server)) {
            self.cursors.entry((cursor.server, cursor.name)).or_insert(cursor.value);
        }
        let changed = commit.records.into_iter().map(|record| RecordRef {
            server: record.server,
            model: record.model,
            id: record.id,
        });
        let changed: Vec<RecordRef> =
            commit.records_gone.into_iter().chain(changed).filter(|name| watched(&name.server)).collect();
        let before = i64::try_from(changed.len()).unwrap_or(i64::MAX);
        let first = self.records.values().copied().min().unwrap_or(1);
        for (order, name) in (first.saturating_sub(before)..).zip(changed) {
            self.records.entry(name).or_insert(order);
        }
        for (model, gap) in commit.table_gaps.into_iter().filter(|(_, gap)| watched(&gap.server)) {
            self.table_gaps.entry((gap.server.clone(), model)).or_insert(gap);
        }
        for point in commit.stats.into_iter().filter(|point| watched(&point.server)) {
            self.stats.entry((point.at / STAT_SLOT, point.server.clone())).or_insert(point);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(id: &str) -> RecordRef {
        RecordRef { server: "s".into(), model: "m".into(), id: id.into() }
    }

    fn record(name: &RecordRef) -> Option<Record> {
        let gone = name.id.starts_with("gone");
        let RecordRef { server, model, id } = name.clone();
        let action = vigie_contract::RecordAction::Updated;
        let record = Record {
            server,
            model,
            id,
            action,
            label: None,
            by: None,
            fields: serde_json::Map::new(),
            changed: vec![],
            at: 0,
        };
        (!gone).then_some(record)
    }

    fn taken(pending: &mut Pending) -> Commit {
        pending.take(|_| None, record)
    }

    fn ids(commit: &Commit) -> Vec<&str> {
        commit.records.iter().map(|record| record.id.as_str()).collect()
    }

    #[test]
    fn a_record_is_written_once_in_the_place_of_its_last_change() {
        let mut pending = Pending::default();
        for id in ["1", "2", "gone", "1"] {
            pending.record(name(id));
        }
        assert!(!pending.is_empty() && !pending.speaks());
        let commit = taken(&mut pending);
        assert_eq!((ids(&commit), &commit.records_gone[..]), (vec!["2", "1"], &[name("gone")][..]));
        assert!(pending.is_empty());
    }

    #[test]
    fn what_could_not_be_written_comes_before_what_changed_since() {
        let mut pending = Pending::default();
        for id in ["1", "2", "3"] {
            pending.record(name(id));
        }
        let gap = |to| Gap { server: "s".into(), from: 1, to };
        let point = |at| StatPoint { server: "s".into(), at, values: BTreeMap::new() };
        pending.table_gap("m".into(), gap(2));
        pending.stats(point(1));
        let commit = taken(&mut pending);
        pending.record(name("1"));
        pending.table_gap("m".into(), gap(9));
        pending.stats(point(2));
        pending.put_back(commit, |_| true);
        let commit = taken(&mut pending);
        assert_eq!(ids(&commit), ["2", "3", "1"]);
        assert_eq!((commit.table_gaps, commit.stats), (vec![("m".into(), gap(9))], vec![point(2)]));
    }

    #[test]
    fn of_a_server_that_is_watched_no_longer_nothing_is_written() {
        let mut pending = Pending::default();
        pending.record(name("1"));
        pending.stats(StatPoint { server: "s".into(), at: 1, values: BTreeMap::new() });
        pending.table_gap("m".into(), Gap { server: "s".into(), from: 1, to: 2 });
        let mut again = Pending::default();
        again.put_back(pending.take(|_| None, record), |_| false);
        assert!(again.is_empty());
        pending.record(name("1"));
        pending.forget("s");
        assert!(pending.is_empty());
    }
}
