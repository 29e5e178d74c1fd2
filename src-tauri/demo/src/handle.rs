//! One job in the hand of a test.

use std::sync::Arc;

use bytes::Bytes;

use crate::shared::Shared;
use crate::world::{Body, CHANNEL, Status};

/// Moves one job exactly as told. What cannot be (completing a job that has ended) does nothing.
#[derive(Clone)]
pub struct JobHandle {
    shared: Arc<Shared>,
    id: String,
}

impl JobHandle {
    pub(crate) fn new(shared: Arc<Shared>, id: String) -> Self {
        Self { shared, id }
    }

    /// Its id.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The name of its channel.
    pub fn channel(&self) -> String {
        format!("{CHANNEL}{}", self.id)
    }

    /// Where it stands; `None` when the list no longer knows it.
    pub fn status(&self) -> Option<Status> {
        self.shared.world().job(&self.id).map(|job| job.status)
    }

    /// The position of its newest event.
    pub fn position(&self) -> i64 {
        self.shared.world().channel(&self.id).map_or(0, crate::world::Channel::last)
    }

    /// It begins; a scripted one goes on by itself.
    pub fn start(&self) {
        self.shared.change(|world, now| world.start(&self.id, now));
    }

    /// `done` items are done.
    pub fn progress(&self, done: i64) {
        self.shared.change(|world, _| world.progress(&self.id, done));
    }

    /// `done` items are done, in these words.
    pub fn progress_saying(&self, done: i64, message: &str) {
        self.shared.change(|world, _| world.progress_saying(&self.id, done, message));
    }

    /// The next item fails with a warning.
    pub fn warn(&self, text: &str) {
        self.shared.change(|world, _| world.warn(&self.id, text));
    }

    /// It ends with an error.
    pub fn fail(&self, text: &str) {
        self.shared.change(|world, now| world.fail(&self.id, text, now));
    }

    /// It ends well.
    pub fn complete(&self) {
        self.shared.change(|world, now| world.complete(&self.id, now));
    }

    /// `done` items are done, and no event says so.
    pub fn update_rest_only(&self, done: i64) {
        self.shared.change(|world, _| world.progress_quietly(&self.id, done));
    }

    /// Sends bytes as they are to those who listen to this job.
    pub fn send_raw(&self, bytes: impl Into<Bytes>) {
        let body = Body::Odd(bytes.into());
        self.shared.change(|world, _| world.send(&self.id, body));
    }

    /// Forgets its events alone: whoever resumes gets a `stream-reset`.
    pub fn trim_history(&self) {
        self.shared.change(|world, _| world.trim(Some(&self.id)));
    }

    /// The server no longer knows it.
    pub fn forget(&self) {
        self.shared.change(|world, _| world.forget(&self.id));
    }
}
