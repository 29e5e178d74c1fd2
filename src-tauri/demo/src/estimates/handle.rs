//! The office in the hand of a test.

use std::sync::Arc;

use bytes::Bytes;

use super::message::{self, Estimate, Project};
use super::staff::MANAGER;
use crate::shared::Shared;

/// Makes things happen in the office, and takes tokens away.
#[derive(Clone)]
pub struct Estimates {
    shared: Arc<Shared>,
}

impl Estimates {
    /// A token that sees everything.
    pub const MANAGER_TOKEN: &str = MANAGER;
    /// The token of foreman 3, who hears of his own estimates only.
    pub const FOREMAN_TOKEN: &str = "foreman1-token";

    pub(crate) fn new(shared: Arc<Shared>) -> Self {
        Self { shared }
    }

    /// `estimate.created`
    pub fn created(&self, estimate: &Estimate) {
        self.estimate("created", estimate);
    }

    /// `estimate.updated`
    pub fn updated(&self, estimate: &Estimate) {
        self.estimate("updated", estimate);
    }

    /// `estimate.deleted`
    pub fn deleted(&self, estimate: &Estimate) {
        self.estimate("deleted", estimate);
    }

    fn estimate(&self, action: &str, estimate: &Estimate) {
        self.shared.rooms.estimates.estimate(action, estimate, self.shared.clock.now());
    }

    /// `project.created`
    pub fn project_created(&self, project: &Project) {
        self.shared.rooms.estimates.project("created", project, self.shared.clock.now());
    }

    /// `project.updated`
    pub fn project_updated(&self, project: &Project) {
        self.shared.rooms.estimates.project("updated", project, self.shared.clock.now());
    }

    /// Any event, to everyone: `data` is put in as it is, JSON or not.
    pub fn publish(&self, event: &str, data: &str) {
        self.send_raw(message::event(event, data, self.shared.clock.now()));
    }

    /// Bytes in the streams as they are.
    pub fn send_raw(&self, bytes: impl Into<Bytes>) {
        self.shared.rooms.estimates.audience.tell(&bytes.into(), |_| true);
    }

    /// A token no longer counts: its streams end cleanly at their next keep-alive, then there is 401.
    pub fn revoke(&self, token: &str) {
        self.shared.rooms.estimates.revoked.revoke(token);
    }

    /// A revoked token counts again.
    pub fn allow(&self, token: &str) {
        self.shared.rooms.estimates.revoked.allow(token);
    }
}
