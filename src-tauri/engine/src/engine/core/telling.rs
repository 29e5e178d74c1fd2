//! What subscribers are told.

use vigie_contract::{Server, Snapshot, Trouble};

use super::Core;
use crate::engine::subscription::Change;

/// Records in a first picture; the rest by `list_records`.
const RECORDS: usize = 500;

impl Core {
    pub(super) fn publish(&mut self, change: &Change) {
        self.subscribers.publish(change, self.clock.now());
    }

    fn servers(&self) -> Vec<Server> {
        self.roster.iter().map(|entry| entry.view.clone()).collect()
    }

    pub(super) fn publish_servers(&mut self) {
        let servers = self.servers();
        self.publish(&Change::Servers(servers));
    }

    pub(super) fn set_troubles(&mut self, from: &'static str, troubles: Vec<Trouble>) {
        let before = self.all_troubles();
        if troubles.is_empty() {
            self.troubles.remove(from);
        } else {
            self.troubles.insert(from, troubles);
        }
        let after = self.all_troubles();
        if before != after {
            self.publish(&Change::Troubles(after));
        }
    }

    fn all_troubles(&self) -> Vec<Trouble> {
        self.troubles.values().flatten().cloned().collect()
    }

    pub(super) fn snapshot(&self) -> Snapshot {
        Snapshot {
            version: self.subscribers.version(),
            now: self.clock.now(),
            servers: self.servers(),
            jobs: self.board.jobs().cloned().collect(),
            records: self.tables.newest(RECORDS),
            tables: self.tables.tables(),
            stats: self.numbers.all().cloned().collect(),
            unread: self.unread,
            troubles: self.all_troubles(),
            preferences: self.preferences.clone(),
            rules: self.rules.all().clone(),
            alerts_paused_until: self.alerts_paused_until,
        }
    }

    pub(super) fn set_unread(&mut self, unread: u32) {
        if self.unread != unread {
            self.unread = unread;
            self.publish(&Change::Unread(unread));
        }
    }
}
