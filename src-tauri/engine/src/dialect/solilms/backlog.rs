//! What had gathered on the server while nobody listened: one alert for all of it.

use std::collections::BTreeMap;

use vigie_contract::{Millis, NoticeKind};

use super::notif::Item;
use crate::update::{Tidings, Update};

/// After the opening, and after each full batch, what gathered comes within this: the server's turn is 3 s.
const WITHIN: Millis = 5_000;
/// So many unread ones may speak for themselves.
const FEW: u64 = 2;

/// What has come of it so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Backlog {
    until: Millis,
    /// Everything is from before Vigie knew the server.
    first_contact: bool,
    /// Some was told already, without an alert.
    told: bool,
    unread: u64,
    /// The first and the last of the unread.
    ids: Option<(String, String)>,
}

impl Backlog {
    /// The stream was opened.
    pub fn begin(first_contact: bool, now: Millis) -> Self {
        Self { until: now.saturating_add(WITHIN), first_contact, told: false, unread: 0, ids: None }
    }

    /// Counts what came.
    pub fn count(&mut self, items: &[Item]) {
        for item in items.iter().filter(|item| !item.tidings.read) {
            self.unread = self.unread.saturating_add(1);
            let first = self.ids.take().map_or_else(|| item.id.clone(), |(first, _)| first);
            self.ids = Some((first, item.id.clone()));
        }
    }

    /// A full batch: there may be more.
    pub fn goes_on(&mut self, now: Millis) {
        self.told = true;
        self.until = now.saturating_add(WITHIN);
    }

    /// Nothing more of it will come.
    pub fn is_over(&self, now: Millis) -> bool {
        now > self.until
    }

    /// So few that each may alert by itself.
    pub fn is_few(&self) -> bool {
        self.unread <= FEW && !self.told && !self.first_contact
    }

    /// The one alert; none where all had been read.
    pub fn summary(self) -> Option<Update> {
        let (first, last) = self.ids?;
        Some(Update::Tidings(Box::new(Tidings {
            kind: NoticeKind::Backlog,
            identity: format!("backlog:{first}-{last}"),
            title: String::new(),
            text: None,
            values: BTreeMap::new(),
            count: Some(self.unread),
            at: None,
            read: false,
            alert: true,
        })))
    }
}
