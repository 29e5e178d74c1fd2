//! The records of one model, in the order of their changes.

use std::collections::{BTreeMap, HashMap};

use vigie_contract::{Gap, Record, RecordAction, RecordTable};

/// Who leaves first: what is deleted, then what is there; each in the order of the last change.
pub(super) type Place = (bool, u64);

#[derive(Debug, Default)]
pub(super) struct Table {
    rows: HashMap<String, (u64, Record)>,
    /// Ids by the number of their last change.
    order: BTreeMap<u64, String>,
    /// The same of those that are deleted.
    deleted: BTreeMap<u64, String>,
    pub gap: Option<Gap>,
}

impl Table {
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn get(&self, id: &str) -> Option<&Record> {
        self.rows.get(id).map(|(_, record)| record)
    }

    /// The record changed; `order` is larger than that of every change before.
    pub fn put(&mut self, record: Record, order: u64) {
        if let Some((before, _)) = self.rows.get(&record.id) {
            self.order.remove(before);
            self.deleted.remove(before);
        }
        if record.action == RecordAction::Deleted {
            self.deleted.insert(order, record.id.clone());
        }
        self.order.insert(order, record.id.clone());
        self.rows.insert(record.id.clone(), (order, record));
    }

    pub fn newest_first(&self) -> impl Iterator<Item = (u64, &Record)> {
        self.order.iter().rev().filter_map(|(order, id)| Some((*order, self.get(id)?)))
    }

    /// Where the record stands that would leave first.
    pub fn next_to_leave(&self) -> Option<Place> {
        let deleted = self.deleted.first_key_value().map(|(order, _)| (false, *order));
        deleted.or_else(|| self.order.first_key_value().map(|(order, _)| (true, *order)))
    }

    pub fn let_go(&mut self) -> Option<Record> {
        let (_, order) = self.next_to_leave()?;
        self.deleted.remove(&order);
        let id = self.order.remove(&order)?;
        self.rows.remove(&id).map(|(_, record)| record)
    }

    /// The orders hold what the rows say, once.
    #[cfg(test)]
    pub fn audit(&self) {
        assert_eq!(self.order.len(), self.rows.len());
        for (id, (order, record)) in &self.rows {
            assert_eq!(self.order.get(order), Some(id));
            assert_eq!(self.deleted.contains_key(order), record.action == RecordAction::Deleted);
        }
        assert!(self.deleted.keys().all(|order| self.order.contains_key(order)));
    }

    /// `None` for a table without a record.
    pub fn short(&self, server: &str, model: &str) -> Option<RecordTable> {
        let (_, newest) = self.newest_first().next()?;
        Some(RecordTable {
            server: server.to_owned(),
            model: model.to_owned(),
            rows: u32::try_from(self.len()).unwrap_or(u32::MAX),
            at: newest.at,
            gap: self.gap.clone(),
        })
    }
}
