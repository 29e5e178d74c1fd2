//! What is known of every record of every server: a pure reducer, `(tables, change, now) -> what is shown`.
//!
//! A record is the sum of what was said of it: fields that a change brings replace those known, others stay;
//! what is deleted stays as it was last known, marked as such. Servers and models are in the order of their
//! names, records in the order of their changes as Vigie heard them: servers' clocks decide nothing but what
//! is shown as the time. Beyond its [`Bounds`] a table lets go of what is deleted first, then of what was
//! unchanged for longest.

mod fields;
mod table;

use std::collections::BTreeMap;

use vigie_contract::{Gap, Millis, Record, RecordAction, RecordRef, RecordTable};

use self::table::Table;
use crate::board::text::{clean, clean_some};
use crate::update::RecordUpdate;

/// A time beyond this (the end of the year 9999) is no time.
const LATEST_TIME: Millis = 253_402_300_799_999;

/// How much the tables keep. [`Bounds::default`] is what Vigie runs with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bounds {
    /// Records of one model of one server.
    pub records_per_model: usize,
    /// Models of one server; records of further ones are refused.
    pub models_per_server: usize,
    /// Bytes of all records of one server, about; beyond it the longest unchanged leave.
    pub bytes_per_server: usize,
    /// Bytes of a model's name or of an id; a longer one is refused, for it cannot be cut.
    pub name_bytes: usize,
    /// Fields of one record; further ones are left out.
    pub fields: usize,
    /// Bytes of one record's fields as JSON; what does not fit is left out.
    pub fields_bytes: usize,
    /// Characters of one text among them; longer ones are cut.
    pub text_chars: usize,
    /// Characters of what a record is called and of who changed it.
    pub label_chars: usize,
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            records_per_model: 5_000,
            models_per_server: 200,
            bytes_per_server: 64 * 1024 * 1024,
            name_bytes: 256,
            fields: 200,
            fields_bytes: 16 * 1024,
            text_chars: 2_000,
            label_chars: 300,
        }
    }
}

/// The tables of every server.
#[derive(Debug, Default)]
pub struct Tables {
    bounds: Bounds,
    servers: BTreeMap<String, Shelf>,
    /// Number of the next change.
    next: u64,
}

#[derive(Debug, Default)]
struct Shelf {
    models: BTreeMap<String, Table>,
    bytes: usize,
}

/// What a change did.
#[derive(Debug, Clone, PartialEq)]
pub struct Changed {
    /// The record as it is known now.
    pub record: Record,
    /// Records that had to make room.
    pub gone: Vec<RecordRef>,
    /// The tables that changed: the record's own first.
    pub tables: Vec<RecordTable>,
}

impl Tables {
    /// Empty tables.
    #[must_use]
    pub fn new(bounds: Bounds) -> Self {
        Self { bounds, ..Self::default() }
    }

    /// Takes in a change.
    ///
    /// # Errors
    /// What is odd about it, where it is refused: the tables are as they were.
    pub fn apply(
        &mut self,
        server: &str,
        update: RecordUpdate,
        now: Millis,
    ) -> Result<Changed, &'static str> {
        let bounds = &self.bounds;
        if update.model.len() > bounds.name_bytes || update.id.len() > bounds.name_bytes {
            return Err("a record's name is too long");
        }
        // As the record tells it: it is found by no other name.
        let model = clean(update.model, bounds.name_bytes, false);
        if model.is_empty() || update.id.is_empty() {
            return Err("a record without a name");
        }
        let shelf = self.servers.entry(server.to_owned()).or_default();
        if !shelf.models.contains_key(&model) && shelf.models.len() >= bounds.models_per_server {
            return Err("more models than are kept");
        }
        let table = shelf.models.entry(model.clone()).or_default();
        let known = table.get(&update.id);
        let (mut fields, before) = known.map(|k| (k.fields.clone(), true)).unwrap_or_default();
        let begins_anew = update.action == RecordAction::Created
            && known.is_some_and(|known| known.action == RecordAction::Deleted);
        if begins_anew {
            fields.clear();
        }
        let changed = fields::merge(&mut fields, update.fields, before && !begins_anew, bounds);
        let text =
            |text, known: Option<&String>| clean_some(text, bounds.label_chars, false).or(known.cloned());
        let record = Record {
            server: server.to_owned(),
            model: model.clone(),
            label: text(update.label, known.and_then(|known| known.label.as_ref())),
            by: text(update.by, None),
            id: update.id,
            action: update.action,
            fields,
            changed,
            at: update.at.filter(|at| *at <= LATEST_TIME).unwrap_or(now),
        };
        self.next += 1;
        shelf.bytes = (shelf.bytes + fields::size(&record)).saturating_sub(known.map_or(0, fields::size));
        table.put(record.clone(), self.next);
        let gone = self.make_room(server, &model);
        let mut models: Vec<&str> =
            gone.iter().map(|gone| gone.model.as_str()).filter(|m| *m != model).collect();
        models.sort_unstable();
        models.dedup();
        let tables = std::iter::once(model.as_str()).chain(models);
        let tables = tables.filter_map(|model| self.table(server, model)).collect();
        Ok(Changed { record, gone, tables })
    }

    /// Puts back what was kept over a restart, the record that changed last at the end, and the gaps by
    /// model. What was heard since is never overwritten. True when there was anything to put back.
    pub fn restore(&mut self, server: &str, records: Vec<Record>, gaps: Vec<(String, Gap)>) -> bool {
        if self.servers.get(server).is_some_and(|shelf| !shelf.models.is_empty()) {
            return false;
        }
        let any = !records.is_empty();
        for record in records {
            let shelf = self.servers.entry(server.to_owned()).or_default();
            let model = record.model.clone();
            if !shelf.models.contains_key(&model) && shelf.models.len() >= self.bounds.models_per_server {
                continue;
            }
            self.next += 1;
            shelf.bytes += fields::size(&record);
            shelf.models.entry(model.clone()).or_default().put(record, self.next);
            self.make_room(server, &model);
        }
        for (model, gap) in gaps {
            if let Some(table) = self.servers.get_mut(server).and_then(|shelf| shelf.models.get_mut(&model)) {
                table.gap = Some(gap);
            }
        }
        any
    }

    /// The server was not heard for a while, and does not say again what it said then: each of its tables
    /// may lack something. Gives those tables.
    pub fn gap(&mut self, server: &str, from: Millis, to: Millis) -> Vec<RecordTable> {
        let Some(shelf) = self.servers.get_mut(server).filter(|_| from <= to) else { return Vec::new() };
        for table in shelf.models.values_mut() {
            table.gap = Some(Gap { server: server.to_owned(), from, to });
        }
        shelf.models.iter().filter_map(|(model, table)| table.short(server, model)).collect()
    }

    /// One record.
    #[must_use]
    pub fn record(&self, record: &RecordRef) -> Option<&Record> {
        self.servers.get(&record.server)?.models.get(&record.model)?.get(&record.id)
    }

    /// The records of one table, the one that changed last first.
    #[must_use]
    pub fn records(&self, server: &str, model: &str) -> Vec<Record> {
        let table = self.servers.get(server).and_then(|shelf| shelf.models.get(model));
        table.map_or_else(Vec::new, |table| table.newest_first().map(|(_, record)| record.clone()).collect())
    }

    /// The records of all servers that changed last, the last at the end.
    #[must_use]
    pub fn newest(&self, most: usize) -> Vec<Record> {
        let tables = self.servers.values().flat_map(|shelf| shelf.models.values());
        let mut newest: Vec<(u64, &Record)> =
            tables.flat_map(|table| table.newest_first().take(most)).collect();
        newest.sort_unstable_by_key(|(order, _)| std::cmp::Reverse(*order));
        newest.truncate(most);
        newest.into_iter().rev().map(|(_, record)| record.clone()).collect()
    }

    /// Every table.
    #[must_use]
    pub fn tables(&self) -> Vec<RecordTable> {
        let all = self.servers.iter().flat_map(|(server, shelf)| {
            shelf.models.iter().filter_map(|(model, table)| table.short(server, model))
        });
        all.collect()
    }

    /// One table, in short.
    #[must_use]
    pub fn table(&self, server: &str, model: &str) -> Option<RecordTable> {
        self.servers.get(server)?.models.get(model)?.short(server, model)
    }

    /// Forgets a server; gives the records that leave with it.
    pub fn remove_server(&mut self, server: &str) -> Vec<RecordRef> {
        let Some(shelf) = self.servers.remove(server) else { return Vec::new() };
        let records = shelf.models.values().flat_map(Table::newest_first);
        records.map(|(_, record)| named(record)).collect()
    }

    #[cfg(test)]
    fn audit(&self) {
        for shelf in self.servers.values() {
            shelf.models.values().for_each(Table::audit);
            let records = shelf.models.values().flat_map(Table::newest_first);
            assert_eq!(shelf.bytes, records.map(|(_, record)| fields::size(record)).sum::<usize>());
            assert!(shelf.bytes <= self.bounds.bytes_per_server);
            assert!(shelf.models.len() <= self.bounds.models_per_server);
        }
    }

    /// Lets go of what is too much, for the model and for its server.
    fn make_room(&mut self, server: &str, model: &str) -> Vec<RecordRef> {
        let mut gone = Vec::new();
        let Some(shelf) = self.servers.get_mut(server) else { return gone };
        loop {
            let crowded = shelf.models.get(model).is_some_and(|t| t.len() > self.bounds.records_per_model);
            let from = if crowded {
                Some(model.to_owned())
            } else if shelf.bytes > self.bounds.bytes_per_server {
                let places = shelf.models.iter().filter_map(|(model, t)| Some((t.next_to_leave()?, model)));
                places.min().map(|(_, model)| model.clone())
            } else {
                None
            };
            let Some(table) = from.and_then(|from| shelf.models.get_mut(&from)) else { break };
            let Some(record) = table.let_go() else { break };
            shelf.bytes = shelf.bytes.saturating_sub(fields::size(&record));
            gone.push(named(&record));
        }
        gone
    }
}

fn named(record: &Record) -> RecordRef {
    RecordRef { server: record.server.clone(), model: record.model.clone(), id: record.id.clone() }
}

#[cfg(test)]
mod tests;
