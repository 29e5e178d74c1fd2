//! The fields of a record: bounded, and merged change by change.

use serde_json::{Map, Value};
use vigie_contract::Record;

use super::Bounds;
use crate::board::text::clean;

/// Bytes of a record beside its texts, about.
const OVERHEAD: usize = 200;

/// Puts the new fields among the known ones; gives the names of those that are new or differ, in the order
/// of the record. `known` is false where nothing was known: then all are told.
pub(super) fn merge(
    into: &mut Map<String, Value>,
    new: Map<String, Value>,
    known: bool,
    bounds: &Bounds,
) -> Vec<String> {
    let mut changed = Vec::new();
    let mut room = bounds.fields_bytes.saturating_sub(bytes(&*into));
    for (name, value) in new {
        let name = clean(name, bounds.label_chars, false);
        let value = match value {
            Value::String(text) => Value::String(clean(text, bounds.text_chars, true)),
            other => other,
        };
        let before = into.get(&name);
        if known && before == Some(&value) {
            continue;
        }
        let gained = before.map_or(0, |before| name.len() + bytes(before) + 4);
        let needed = name.len() + bytes(&value) + 4;
        let fits = needed <= room + gained && (before.is_some() || into.len() < bounds.fields);
        if !fits {
            // What was known of it is no longer true.
            if into.remove(&name).is_some() {
                room += gained;
            }
            // Two names may be one once they are cleaned.
            changed.retain(|changed| *changed != name);
            continue;
        }
        room = room + gained - needed;
        into.insert(name.clone(), value);
        if !changed.contains(&name) {
            changed.push(name);
        }
    }
    changed
}

/// What a record takes up, about.
pub(super) fn size(record: &Record) -> usize {
    OVERHEAD + record.model.len() + record.id.len() + bytes(&record.fields) + bytes(&record.changed)
}

fn bytes<T: serde::Serialize>(value: &T) -> usize {
    struct Count(usize);
    impl std::io::Write for Count {
        fn write(&mut self, written: &[u8]) -> std::io::Result<usize> {
            self.0 += written.len();
            Ok(written.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let mut count = Count(0);
    // Counting cannot fail, and what a value cannot be written as takes no room.
    let _ = serde_json::to_writer(&mut count, value);
    count.0
}
