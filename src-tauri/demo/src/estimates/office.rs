//! The office: who listens, what is on the table.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;

use super::lifelike::Lifelike;
use super::message::{self, Estimate, Project};
use super::staff::{Person, Revoked};
use crate::audience::{Audience, Slow};
use crate::clock::Micros;
use crate::rooms::{Furnishing, Room};
use crate::world::Fate;

/// Messages that wait for a slow reader, by the backend's own setting.
const WAITING: usize = 100;

pub(crate) struct Office {
    lifelike: Mutex<Option<Lifelike>>,
    pub(super) revoked: Revoked,
    pub(super) audience: Arc<Audience<Person, Bytes>>,
}

impl Office {
    pub(crate) fn new(furnishing: &Furnishing<'_>) -> Self {
        let lifelike = furnishing.lively.then(|| Lifelike::new(furnishing.seed, furnishing.now));
        Self {
            lifelike: Mutex::new(lifelike),
            revoked: Revoked::default(),
            audience: Audience::new(WAITING, Slow::Misses, furnishing.counted.clone()),
        }
    }

    fn lifelike(&self) -> MutexGuard<'_, Option<Lifelike>> {
        self.lifelike.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// An estimate was `created`, `updated` or `deleted`: every manager hears, and its foreman.
    pub(super) fn estimate(&self, action: &str, estimate: &Estimate, now: Micros) {
        let said = message::event(&format!("estimate.{action}"), &estimate.print(), now).into();
        self.audience.tell(&said, |person| person.manager || person.id == estimate.foreman.0);
    }

    /// A project was `created` or `updated`: every manager hears.
    pub(super) fn project(&self, action: &str, project: &Project, now: Micros) {
        let said = message::event(&format!("project.{action}"), &project.print(), now).into();
        self.audience.tell(&said, |person| person.manager);
    }
}

impl Room for Office {
    fn next(&self) -> Option<Micros> {
        self.lifelike().as_ref().map(Lifelike::next)
    }

    fn advance(&self, now: Micros, limit: usize) -> bool {
        let mut lifelike = self.lifelike();
        let Some(lifelike) = lifelike.as_mut() else { return true };
        for _ in 0..limit {
            if lifelike.next() > now {
                return true;
            }
            lifelike.act(self);
        }
        false
    }

    fn mute(&self, muted: bool) {
        self.audience.mute(muted);
    }

    fn cut(&self, fate: Fate) {
        self.audience.cut(fate, |_| true);
    }

    fn sign_out(&self) {
        self.revoked.revoke_all();
    }

    fn streams(&self) -> (usize, u64, usize) {
        self.audience.counts()
    }
}
