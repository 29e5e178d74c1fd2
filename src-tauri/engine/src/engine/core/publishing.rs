//! What servers tell that is no job: records, numbers, words for the bell, and gaps.

use std::collections::BTreeMap;

use vigie_contract::{Gap, Millis, RecordRef};

use super::Core;
use crate::engine::subscription::Change;
use crate::notices::tidings;
use crate::stats::Taken;
use crate::store::{Memory, StatPoint};
use crate::update::{RecordUpdate, Tidings, Update};

impl Core {
    pub(super) fn take_record(&mut self, server: &str, update: RecordUpdate) {
        let excerpt = format!("{} {}", update.model, update.id);
        match self.tables.apply(server, update, self.clock.now()) {
            Ok(changed) => {
                let record = &changed.record;
                self.pending.record(RecordRef {
                    server: server.to_owned(),
                    model: record.model.clone(),
                    id: record.id.clone(),
                });
                self.publish(&Change::Record(Box::new(changed.record)));
                self.let_records_go(changed.gone);
                for table in changed.tables {
                    self.publish(&Change::Table(table));
                }
            }
            Err(what) => self.odd(server, what, excerpt),
        }
    }

    pub(super) fn let_records_go(&mut self, gone: Vec<RecordRef>) {
        for record in gone {
            self.pending.record_gone(record.clone());
            self.publish(&Change::RecordGone(record));
        }
    }

    /// Numbers are shown with the next second: a server may tell them more often than anybody reads.
    pub(super) fn take_stats(&mut self, server: &str, values: BTreeMap<String, f64>, at: Option<Millis>) {
        let now = self.clock.now();
        let taken = self.numbers.apply(server, values, at, now);
        if taken != Taken::All {
            self.odd(server, "numbers that cannot be kept", String::new());
        }
        if let Some(newest) = self.numbers.newest(server).filter(|_| taken != Taken::None) {
            let values = newest.values.clone();
            self.pending.stats(StatPoint { server: server.to_owned(), at: now, values });
            self.stats_changed.insert(server.to_owned());
        }
    }

    pub(super) fn publish_stats(&mut self) {
        for server in std::mem::take(&mut self.stats_changed) {
            if let Some(stats) = self.numbers.newest(&server).cloned() {
                self.publish(&Change::Stats(stats));
            }
        }
    }

    /// The dialect's identity of it tells it from all others for good: a replay says nothing twice.
    pub(super) fn take_tidings(&mut self, server: &str, server_name: &str, told: Tidings) {
        let draft = tidings(server, server_name, told, self.clock.now());
        self.draft(draft);
    }

    /// Its jobs have been told already.
    pub(super) fn take_gap(&mut self, server: &str, from: Millis, to: Millis) {
        if from > to {
            return;
        }
        let gap = Gap { server: server.to_owned(), from, to };
        for table in self.tables.gap(server, from, to) {
            self.pending.table_gap(table.model.clone(), gap.clone());
            self.publish(&Change::Table(table));
        }
        self.publish(&Change::Gap(gap));
    }

    /// Records and numbers as an earlier run knew them.
    pub(super) fn restore_publishing(&mut self, server: &str, memory: &mut Memory) {
        let now = self.clock.now();
        let records = std::mem::take(&mut memory.records);
        let gaps = std::mem::take(&mut memory.table_gaps);
        let known = u32::try_from(records.len()).unwrap_or(u32::MAX);
        if self.tables.restore(server, records, gaps) {
            self.publish(&Change::RecordsKnown(known));
            for table in self.tables.tables().into_iter().filter(|table| table.server == server) {
                self.publish(&Change::Table(table));
            }
        }
        let points = std::mem::take(&mut memory.stats).into_iter().map(|point| (point.at, point.values));
        if self.numbers.restore(server, points.collect(), now) {
            self.stats_changed.insert(server.to_owned());
        }
    }

    fn odd(&mut self, server: &str, what: &'static str, excerpt: String) {
        tracing::debug!(server, what, excerpt, "not kept");
        self.board.apply(server, Update::Oddity { what, excerpt }, self.clock.now());
    }
}
