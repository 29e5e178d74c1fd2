//! The library in the hand of a test.

use std::sync::Arc;

use bytes::Bytes;

use super::library::Said;
use super::message::{self, Percent};
use super::scan::{Counting, Scan};
use crate::clock::micros;
use crate::shared::Shared;

/// Publishes as the backend's workers do. What nobody listens to is lost, as in Redis.
#[derive(Clone)]
pub struct Soniquebay {
    shared: Arc<Shared>,
}

impl Soniquebay {
    pub(crate) fn new(shared: Arc<Shared>) -> Self {
        Self { shared }
    }

    /// Any message at all, framed as the backend frames it: `data: ` before it and an empty line after it, however
    /// many lines it has. One that is not UTF-8 breaks the streams, as there.
    pub fn publish(&self, message: impl Into<Bytes>) {
        let said = Said::Published(message.into());
        self.shared.rooms.soniquebay.audience.tell(&said, |()| true);
    }

    /// Bytes in the streams as they are.
    pub fn send_raw(&self, bytes: impl Into<Bytes>) {
        let said = Said::Raw(bytes.into());
        self.shared.rooms.soniquebay.audience.tell(&said, |()| true);
    }

    /// A step of a task, percent in whole numbers.
    pub fn progress(&self, task: &str, step: &str, current: i64, total: i64) {
        let percent = Percent::Whole(if total > 0 { current.saturating_mul(100) / total } else { 0 });
        self.publish(message::progress(task, step, current, total, percent));
    }

    /// A step of a task, with a percentage that fits nothing else or is no whole number.
    pub fn progress_at(&self, task: &str, step: &str, current: i64, total: i64, percent: f64) {
        self.publish(message::progress(task, step, current, total, Percent::Exact(percent)));
    }

    /// A notification, numbered.
    pub fn notify(&self, text: &str) {
        self.shared.rooms.soniquebay.change(|shelves| shelves.notify(text));
    }

    /// An artist was added.
    pub fn artist_added(&self, artist: &str) {
        self.publish(message::artist_added(artist));
    }

    /// A scan that runs by itself: one message now, then one every `pause` of the demo's time, as captured.
    pub fn scan(&self, task: &str, files: i64, pause: std::time::Duration) {
        self.begin(Scan::new(task, files, 1, Counting::Through), pause);
    }

    /// The same, with a count for each step.
    pub fn scan_by_step(&self, task: &str, files: i64, pause: std::time::Duration) {
        self.begin(Scan::new(task, files, 1, Counting::ByStep), pause);
    }

    fn begin(&self, scan: Scan, pause: std::time::Duration) {
        let now = self.shared.clock.now();
        // A pause of nothing would never end.
        let pause = micros(pause).max(1);
        self.shared.rooms.soniquebay.change(|shelves| shelves.begin(scan, pause, now));
        self.shared.replan.notify_one();
    }

    /// Messages no client should stumble over, to be published one by one: junk, nulls, arrays, halves, spilled
    /// lines, 64 KB.
    pub fn oddities() -> Vec<String> {
        message::oddities()
    }
}
