//! Jobs in the order of a moment: their next deadline, or their end.

use std::collections::BTreeMap;
use std::sync::Arc;

use vigie_contract::Millis;

use super::entry::Entry;

/// Where an entry stands in a queue: its moment, and its number where moments are the same.
pub(super) type Place = (Millis, u64);

#[derive(Debug, Default)]
pub(super) struct Queue(BTreeMap<Place, Arc<str>>);

impl Queue {
    /// Puts an entry in; the entry keeps the place.
    pub fn put(&mut self, at: Millis, entry: &Entry) -> Place {
        let place = (at, entry.number);
        self.0.insert(place, Arc::clone(&entry.key));
        place
    }

    pub fn remove(&mut self, place: Place) {
        self.0.remove(&place);
    }

    /// The first, and its moment.
    pub fn first(&self) -> Option<(Millis, &Arc<str>)> {
        self.0.first_key_value().map(|((at, _), key)| (*at, key))
    }

    /// Takes out the first if its moment has come.
    pub fn pop_until(&mut self, now: Millis) -> Option<Arc<str>> {
        let first = self.0.first_entry().filter(|first| first.key().0 <= now)?;
        Some(first.remove())
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn clear(&mut self) {
        self.0.clear();
    }

    #[cfg(test)]
    pub fn holds(&self, place: Place, key: &Arc<str>) -> bool {
        self.0.get(&place) == Some(key)
    }
}
