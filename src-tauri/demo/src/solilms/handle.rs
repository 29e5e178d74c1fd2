//! The school in the hand of a test.

use std::sync::Arc;

use bytes::Bytes;
use serde_json::Value;

use super::message::{self, Notification};
use super::{EMAIL, PASSWORD};
use crate::shared::Shared;

/// Notifies the learner and changes records. Streams look every [`crate::Rhythm::solilms_turn`].
#[derive(Clone)]
pub struct Solilms {
    shared: Arc<Shared>,
}

impl Solilms {
    /// Who may sign in.
    pub const EMAIL: &str = EMAIL;
    /// Their password.
    pub const PASSWORD: &str = PASSWORD;

    pub(crate) fn new(shared: Arc<Shared>) -> Self {
        Self { shared }
    }

    /// A notification; its id.
    pub fn notify(&self, notification: &Notification) -> i64 {
        let now = self.shared.clock.now();
        self.shared.rooms.solilms.change(|tables| tables.notify(notification, now))
    }

    /// Every notification is read by now. Nobody is told, but those who ask again see it.
    pub fn read_all(&self) {
        let now = self.shared.clock.now();
        self.shared.rooms.solilms.change(|tables| tables.read_all(now));
    }

    /// A record was `created`, `updated` or `deleted`; without fields there is no `fields`. The first stream that
    /// looks within two minutes takes it.
    pub fn crud(&self, action: &str, model: &str, id: i64, fields: &[(&str, Value)]) {
        let now = self.shared.clock.now();
        self.shared.rooms.solilms.change(|tables| tables.crud(action, model, id, fields, now));
    }

    /// Any event, to every open stream at once: `data` is put in as it is, JSON or not.
    pub fn publish(&self, event: &str, data: &str) {
        self.send_raw(message::block(event, data));
    }

    /// Bytes in the streams as they are.
    pub fn send_raw(&self, bytes: impl Into<Bytes>) {
        self.shared.rooms.solilms.audience.tell(&bytes.into(), |()| true);
    }
}
