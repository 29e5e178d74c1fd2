//! What a subscriber gets: a picture, then every change after it.

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::sync::{Arc, Mutex, PoisonError, Weak};

use tokio::sync::Notify;
use vigie_contract::{
    Frame, Gap, Job, JobRef, Millis, Notice, Preferences, Record, RecordRef, RecordTable, Server, Snapshot,
    Stats, Trouble,
};

/// Notices kept for a subscriber that does not fetch them; older ones are in the bell's pages.
const NOTICES: usize = 500;
/// Changes of records kept for one; older ones are counted.
const RECORDS: usize = 500;
/// Records that left, kept for one; further ones are counted with them.
const RECORDS_GONE: usize = 5_000;
/// Gaps kept for one, the newest.
const GAPS: usize = 100;

/// A subscription. Changes are merged per job while nobody asks: the newest
/// wins, so a slow subscriber slows nobody and needs bounded memory.
#[derive(Debug)]
pub struct Subscription {
    /// The picture that frames continue.
    pub snapshot: Snapshot,
    mailbox: Arc<Mailbox>,
}

impl Subscription {
    /// The changes since the last frame, once there are any. `None` when the engine has stopped.
    /// Cancel-safe.
    pub async fn next(&mut self) -> Option<Frame> {
        loop {
            let notified = self.mailbox.filled.notified();
            {
                let mut merged = self.mailbox.lock();
                if let Some(frame) = merged.take() {
                    return Some(frame);
                }
                if merged.closed {
                    return None;
                }
            }
            notified.await;
        }
    }
}

/// One change to publish.
#[derive(Debug, Clone)]
pub(super) enum Change {
    Job(Box<Job>),
    Gone(JobRef),
    Servers(Vec<Server>),
    Record(Box<Record>),
    /// So many are known from before Vigie's start: nothing of them has happened now.
    RecordsKnown(u32),
    RecordGone(RecordRef),
    Table(RecordTable),
    Stats(Stats),
    Gap(Gap),
    Notice(Box<Notice>),
    Unread(u32),
    Troubles(Vec<Trouble>),
    Preferences(Preferences),
    /// What is told of is this.
    Rules(vigie_contract::AlertRules),
    AlertsPaused(Option<Millis>),
}

#[derive(Debug)]
struct Mailbox {
    merged: Mutex<Merged>,
    filled: Notify,
}

impl Mailbox {
    fn lock(&self) -> std::sync::MutexGuard<'_, Merged> {
        self.merged.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[derive(Debug, Default)]
struct Merged {
    frame: Frame,
    jobs: HashMap<JobRef, Option<Job>>,
    records: VecDeque<Record>,
    records_gone: HashSet<RecordRef>,
    tables: BTreeMap<(String, String), RecordTable>,
    stats: BTreeMap<String, Stats>,
    filled: bool,
    closed: bool,
}

impl Merged {
    fn add(&mut self, change: Change) {
        match change {
            Change::Job(job) => {
                let key = JobRef { server: job.server.clone(), id: job.id.clone() };
                self.jobs.insert(key, Some(*job));
            }
            Change::Gone(job) => {
                self.jobs.insert(job, None);
            }
            Change::Servers(servers) => self.frame.servers = Some(servers),
            Change::Record(record) => self.add_record(*record),
            Change::RecordsKnown(records) => {
                self.frame.records_skipped = self.frame.records_skipped.saturating_add(records);
            }
            Change::RecordGone(record) => {
                if self.records_gone.len() < RECORDS_GONE {
                    self.records_gone.insert(record);
                } else {
                    self.frame.records_skipped = self.frame.records_skipped.saturating_add(1);
                }
            }
            Change::Table(table) => {
                self.tables.insert((table.server.clone(), table.model.clone()), table);
            }
            Change::Stats(stats) => {
                self.stats.insert(stats.server.clone(), stats);
            }
            Change::Gap(gap) => {
                if self.frame.gaps.len() >= GAPS {
                    self.frame.gaps.remove(0);
                }
                self.frame.gaps.push(gap);
            }
            Change::Notice(notice) => {
                if self.frame.notices.len() >= NOTICES {
                    self.frame.notices.remove(0);
                }
                self.frame.notices.push(*notice);
            }
            Change::Unread(unread) => self.frame.unread = Some(unread),
            Change::Troubles(troubles) => self.frame.troubles = Some(troubles),
            Change::Preferences(preferences) => self.frame.preferences = Some(preferences),
            Change::Rules(rules) => self.frame.rules = Some(rules),
            Change::AlertsPaused(until) => self.frame.alerts_paused_until = Some(until),
        }
    }

    /// Whoever takes the frame applies `records` first and `records_gone` after them.
    fn add_record(&mut self, record: Record) {
        let name =
            RecordRef { server: record.server.clone(), model: record.model.clone(), id: record.id.clone() };
        self.records_gone.remove(&name);
        if self.records.len() >= RECORDS {
            self.records.pop_front();
            self.frame.records_skipped = self.frame.records_skipped.saturating_add(1);
        }
        self.records.push_back(record);
    }

    fn take(&mut self) -> Option<Frame> {
        if !std::mem::take(&mut self.filled) {
            return None;
        }
        let next = Frame { from: self.frame.to, to: self.frame.to, ..Frame::default() };
        let mut frame = std::mem::replace(&mut self.frame, next);
        for (key, job) in self.jobs.drain() {
            match job {
                Some(job) => frame.jobs.push(job),
                None => frame.gone.push(key),
            }
        }
        frame.records = std::mem::take(&mut self.records).into();
        frame.records_gone = self.records_gone.drain().collect();
        frame.tables = std::mem::take(&mut self.tables).into_values().collect();
        frame.stats = std::mem::take(&mut self.stats).into_values().collect();
        Some(frame)
    }
}

/// Everybody who subscribed.
#[derive(Debug, Default)]
pub(super) struct Subscribers {
    all: Vec<Weak<Mailbox>>,
    version: u64,
}

impl Subscribers {
    /// The version of the picture now.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// Adds one; `snapshot` is the picture at the present version.
    pub fn add(&mut self, snapshot: Snapshot) -> Subscription {
        let frame = Frame { from: self.version, to: self.version, ..Frame::default() };
        let merged = Mutex::new(Merged { frame, ..Merged::default() });
        let mailbox = Arc::new(Mailbox { merged, filled: Notify::new() });
        self.all.push(Arc::downgrade(&mailbox));
        Subscription { snapshot, mailbox }
    }

    /// Publishes one change to all.
    pub fn publish(&mut self, change: &Change, now: Millis) {
        self.version += 1;
        let version = self.version;
        self.all.retain(|subscriber| {
            let Some(mailbox) = subscriber.upgrade() else { return false };
            let mut merged = mailbox.lock();
            merged.add(change.clone());
            merged.frame.to = version;
            merged.frame.now = now;
            merged.filled = true;
            drop(merged);
            mailbox.filled.notify_one();
            true
        });
    }

    /// Whether anybody listens.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }
}

impl Drop for Subscribers {
    fn drop(&mut self) {
        for mailbox in self.all.drain(..).filter_map(|subscriber| subscriber.upgrade()) {
            mailbox.lock().closed = true;
            mailbox.filled.notify_one();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn snapshot(version: u64) -> Snapshot {
        Snapshot {
            version,
            now: 0,
            servers: vec![],
            jobs: vec![],
            records: vec![],
            tables: vec![],
            stats: vec![],
            unread: 0,
            troubles: vec![],
            preferences: Preferences::default(),
            rules: vigie_contract::AlertRules::default(),
            alerts_paused_until: None,
        }
    }

    fn gone(id: &str) -> Change {
        Change::Gone(JobRef { server: "s".into(), id: id.into() })
    }

    #[tokio::test]
    async fn frames_continue_the_snapshot_without_a_gap_and_merge_per_job() {
        let mut all = Subscribers::default();
        all.publish(&gone("before"), 1);
        let mut subscription = all.add(snapshot(all.version()));
        for _ in 0..100 {
            all.publish(&gone("a"), 2);
        }
        all.publish(&Change::Unread(3), 3);
        let frame = subscription.next().await.unwrap();
        assert_eq!((frame.from, frame.to, frame.gone.len(), frame.unread), (1, 102, 1, Some(3)));
        all.publish(&gone("b"), 4);
        let next = subscription.next().await.unwrap();
        assert_eq!((next.from, next.to, next.unread), (102, 103, None));
    }

    #[tokio::test]
    async fn a_subscriber_that_never_asks_costs_bounded_memory_and_one_that_left_none() {
        let mut all = Subscribers::default();
        let subscription = all.add(snapshot(0));
        for _ in 0..10_000 {
            all.publish(&gone("a"), 2);
        }
        assert_eq!(subscription.mailbox.lock().jobs.len(), 1);
        drop(subscription);
        all.publish(&gone("a"), 2);
        assert!(all.is_empty());
    }

    #[tokio::test]
    async fn the_end_of_the_engine_ends_the_subscription_after_its_last_frame() {
        let mut all = Subscribers::default();
        let mut subscription = all.add(snapshot(0));
        all.publish(&gone("last"), 1);
        drop(all);
        assert!(subscription.next().await.is_some());
        assert!(subscription.next().await.is_none());
    }

    fn record(id: &str) -> Change {
        Change::Record(Box::new(Record {
            server: "s".into(),
            model: "m".into(),
            id: id.into(),
            action: vigie_contract::RecordAction::Updated,
            label: None,
            by: None,
            fields: serde_json::Map::new(),
            changed: vec![],
            at: 0,
        }))
    }

    fn left(id: &str) -> Change {
        Change::RecordGone(RecordRef { server: "s".into(), model: "m".into(), id: id.into() })
    }

    #[tokio::test]
    async fn changes_of_records_are_in_order_none_merged_and_those_too_many_are_counted() {
        let mut all = Subscribers::default();
        let mut subscription = all.add(snapshot(0));
        for id in ["1", "2", "1"] {
            all.publish(&record(id), 1);
        }
        for change in [left("2"), left("1"), record("1")] {
            all.publish(&change, 1);
        }
        let frame = subscription.next().await.unwrap();
        let ids: Vec<&str> = frame.records.iter().map(|record| record.id.as_str()).collect();
        assert_eq!((ids, frame.records_skipped), (vec!["1", "2", "1", "1"], 0));
        let gone: Vec<&str> = frame.records_gone.iter().map(|record| record.id.as_str()).collect();
        assert_eq!(gone, ["2"], "what came again after it left is not gone");

        for id in 0..RECORDS + 7 {
            all.publish(&record(&id.to_string()), 2);
        }
        for id in 0..RECORDS_GONE + 3 {
            all.publish(&left(&format!("x{id}")), 2);
        }
        let frame = subscription.next().await.unwrap();
        assert_eq!((frame.records.len(), frame.records_skipped), (RECORDS, 10));
        assert_eq!((frame.records[0].id.as_str(), frame.records_gone.len()), ("7", RECORDS_GONE));
        all.publish(&Change::Unread(1), 3);
        let frame = subscription.next().await.unwrap();
        assert!(frame.records.is_empty() && frame.records_gone.is_empty() && frame.records_skipped == 0);
    }

    #[tokio::test]
    async fn of_tables_and_numbers_the_newest_wins_and_gaps_are_bounded() {
        let mut all = Subscribers::default();
        let mut subscription = all.add(snapshot(0));
        for rows in 1..=9 {
            let table = RecordTable { server: "s".into(), model: "m".into(), rows, at: 0, gap: None };
            all.publish(&Change::Table(table), 1);
            let values = [("n".to_owned(), f64::from(rows))].into();
            all.publish(&Change::Stats(Stats { server: "s".into(), at: 0, values }), 1);
        }
        for to in 0..=GAPS as u64 {
            all.publish(&Change::Gap(Gap { server: "s".into(), from: 0, to }), 1);
        }
        let frame = subscription.next().await.unwrap();
        assert_eq!((frame.tables.len(), frame.tables[0].rows), (1, 9));
        assert_eq!((frame.stats.len(), frame.stats[0].values["n"]), (1, 9.0));
        assert_eq!((frame.gaps.len(), frame.gaps[0].to), (GAPS, 1));
    }
}
