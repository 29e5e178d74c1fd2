//! What is known of each server beside what everybody is told.

use vigie_contract::{LinkMoment, Millis};

use super::Core;
use crate::dialect;
use crate::engine::roster::Entry;
use crate::inspector::Inspector;

/// Oddities told of a server.
const ODDITIES: usize = 20;

/// One server looked at closely.
pub(in crate::engine) struct Looked {
    pub id: String,
    pub inspector: Inspector,
    /// Messages can come now.
    pub hears: bool,
    /// Changes of the connection, oldest first.
    pub moments: Vec<LinkMoment>,
    /// What was not understood, newest last.
    pub oddities: Vec<String>,
    pub offers: Vec<vigie_contract::Offer>,
    pub now: Millis,
}

impl Core {
    /// One server, or all of them in the person's order.
    pub(super) fn look_at(&self, id: Option<&str>) -> Vec<Looked> {
        let wanted = |entry: &&Entry| id.is_none_or(|id| entry.view.id == id);
        self.roster.iter().filter(wanted).map(|entry| self.looked(entry)).collect()
    }

    fn looked(&self, entry: &Entry) -> Looked {
        let settings = &entry.config.settings;
        let mut oddities: Vec<_> = self.board.oddity_kinds(&entry.view.id).iter().collect();
        oddities.sort_by_key(|oddity| oddity.last_at);
        let oddities = oddities.split_off(oddities.len().saturating_sub(ODDITIES));
        let told = |oddity: &&crate::board::Oddity| {
            let excerpt = if oddity.excerpt.is_empty() { "" } else { ": " };
            format!("{} ×{}{excerpt}{}", oddity.what, oddity.times, oddity.excerpt)
        };
        Looked {
            id: entry.view.id.clone(),
            inspector: entry.inspector.clone(),
            hears: entry.view.link.hears(),
            moments: entry.moments.iter().cloned().collect(),
            oddities: oddities.iter().map(told).collect(),
            offers: dialect::offers(settings.kind, &settings.reading()),
            now: self.clock.now(),
        }
    }

    /// Notes what has become of each connection; called after every change of any.
    pub(super) fn note_moments(&mut self) {
        let now = self.clock.now();
        self.roster.iter_mut().for_each(|entry| entry.note_moment(now));
    }
}
