//! The school: a table of notifications, a queue of changed records, and who reads them.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use serde_json::Value;

use super::lifelike::Lifelike;
use super::message::{self, Notification, Row};
use super::visits::Visits;
use crate::audience::{Audience, Slow};
use crate::clock::{Micros, SECOND};
use crate::rooms::{Furnishing, Room};
use crate::world::Fate;

/// Rows in the table; the oldest go first.
const ROWS: usize = 5_000;
/// Rows in one batch.
const BATCH: usize = 50;
/// Changes that wait for a reader, and how long after the last of them.
const CHANGES: usize = 1_000;
const CACHED: Micros = 120 * SECOND;
/// Raw bytes that wait for a slow reader.
const WAITING: usize = 1_000;

#[derive(Default)]
pub(super) struct Tables {
    rows: VecDeque<Row>,
    last: i64,
    changes: VecDeque<String>,
    changes_until: Micros,
}

struct Inside {
    tables: Tables,
    lifelike: Option<Lifelike>,
}

pub(crate) struct School {
    inside: Mutex<Inside>,
    pub(super) visits: Visits,
    pub(super) audience: Arc<Audience<(), Bytes>>,
}

impl School {
    pub(crate) fn new(furnishing: &Furnishing<'_>) -> Self {
        let mut tables = Tables::default();
        let lifelike = furnishing.lively.then(|| {
            let mut lifelike = Lifelike::new(furnishing.seed, furnishing.now);
            lifelike.begin(&mut tables);
            lifelike
        });
        Self {
            inside: Mutex::new(Inside { tables, lifelike }),
            visits: Visits::new(),
            audience: Audience::new(WAITING, Slow::Misses, furnishing.counted.clone()),
        }
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn change<T>(&self, change: impl FnOnce(&mut Tables) -> T) -> T {
        change(&mut self.inside().tables)
    }
}

impl Tables {
    /// A notification that came at `created`, read or not.
    pub(super) fn notify(&mut self, notification: &Notification, created: Micros) -> i64 {
        self.last += 1;
        let row = Row { id: self.last, notification: notification.clone(), created, updated: created };
        self.rows.push_back(row);
        if self.rows.len() > ROWS {
            self.rows.pop_front();
        }
        self.last
    }

    /// Everything is read by now.
    pub(super) fn read_all(&mut self, now: Micros) {
        for row in self.rows.iter_mut().filter(|row| !row.notification.read) {
            row.notification.read = true;
            row.updated = now;
        }
    }

    pub(super) fn crud(&mut self, action: &str, model: &str, id: i64, fields: &[(&str, Value)], now: Micros) {
        self.expire(now);
        self.changes.push_back(message::crud(action, model, id, fields));
        if self.changes.len() > CHANGES {
            self.changes.pop_front();
        }
        self.changes_until = now + CACHED;
    }

    fn expire(&mut self, now: Micros) {
        if now >= self.changes_until {
            self.changes.clear();
        }
    }

    /// One turn of a reader: a batch of what came after `cursor`, and every change, for whoever reads first.
    pub(super) fn turn(&mut self, cursor: &mut i64, now: Micros) -> String {
        let mut out = String::new();
        let first = self.rows.partition_point(|row| row.id <= *cursor);
        if let Some((batch, last)) = message::notif(self.rows.range(first..).take(BATCH)) {
            *cursor = last;
            out.push_str(&batch);
        }
        self.expire(now);
        self.changes.drain(..).for_each(|change| out.push_str(&change));
        out
    }
}

impl Room for School {
    fn next(&self) -> Option<Micros> {
        self.inside().lifelike.as_ref().map(Lifelike::next)
    }

    fn advance(&self, now: Micros, limit: usize) -> bool {
        let mut inside = self.inside();
        let Inside { tables, lifelike: Some(lifelike) } = &mut *inside else { return true };
        for _ in 0..limit {
            if lifelike.next() > now {
                return true;
            }
            lifelike.act(tables);
        }
        false
    }

    fn mute(&self, muted: bool) {
        self.audience.mute(muted);
    }

    fn cut(&self, fate: Fate) {
        self.audience.cut(fate, |()| true);
    }

    fn sign_out(&self) {
        self.visits.forget_all();
    }

    fn streams(&self) -> (usize, u64, usize) {
        self.audience.counts()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_gets_fifty_at_a_time_and_changes_once() {
        let mut tables = Tables::default();
        (0..120).for_each(|at| {
            tables.notify(&Notification::default(), at * SECOND);
        });
        tables.crud("deleted", "Tache", 4, &[], 0);
        let (mut one, mut two) = (0, 100);
        assert!(tables.turn(&mut one, SECOND).contains("event: crud.delete"));
        assert_eq!(one, 50);
        assert!(!tables.turn(&mut two, SECOND).contains("crud"));
        assert_eq!(two, 120);
        tables.crud("deleted", "Tache", 5, &[], 0);
        assert_eq!(tables.turn(&mut two, CACHED), "", "too late");
    }
}
