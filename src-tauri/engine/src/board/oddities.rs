//! What was received and not believed: counted, and the last of each kind kept for inspection.

use vigie_contract::Millis;

use super::bounds::{ODDITY_CHARS, ODDITY_KINDS};
use super::text::{clean, cut};

/// One kind of oddity of one server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Oddity {
    /// What kind of thing.
    pub what: &'static str,
    /// How many times.
    pub times: u64,
    /// When last.
    pub last_at: Millis,
    /// Excerpt of the last one, text from the server.
    pub excerpt: String,
}

#[derive(Debug, Default)]
pub(super) struct Oddities {
    total: u64,
    kinds: Vec<Oddity>,
}

impl Oddities {
    pub fn count(&mut self, what: &'static str, excerpt: &str, now: Millis) {
        self.total = self.total.saturating_add(1);
        let excerpt = || clean(cut(excerpt, ODDITY_CHARS).to_owned(), ODDITY_CHARS, false);
        if let Some(kind) = self.kinds.iter_mut().find(|kind| kind.what == what) {
            kind.times = kind.times.saturating_add(1);
            kind.last_at = now;
            kind.excerpt = excerpt();
        } else if self.kinds.len() < ODDITY_KINDS {
            self.kinds.push(Oddity { what, times: 1, last_at: now, excerpt: excerpt() });
        }
    }

    pub fn total(&self) -> u64 {
        self.total
    }

    pub fn kinds(&self) -> &[Oddity] {
        &self.kinds
    }
}
