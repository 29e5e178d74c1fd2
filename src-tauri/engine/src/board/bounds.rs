//! Every bound of the board, by name.

use std::time::Duration;

use vigie_contract::Millis;

/// How much the board keeps. [`Bounds::default`] is what Vigie runs with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bounds {
    /// Open jobs of one server. Beyond it an unknown job is refused and counted.
    pub open_per_server: usize,
    /// Jobs of one server that are over and still shown, the newest.
    pub finished_per_server: usize,
    /// How long a job that is over stays, milliseconds after its end.
    pub finished_for: Millis,
    /// Jobs of one server that left the board and whose run number is still known.
    pub forgotten_per_server: usize,
    /// Lines of one job's timeline.
    pub events_per_job: usize,
    /// Characters of one line of a timeline.
    pub event_chars: usize,
    /// Bytes of a job's id; a longer one is refused and counted, for it cannot be cut.
    pub id_bytes: usize,
    /// Characters of a title.
    pub title_chars: usize,
    /// Characters of a kind or a step.
    pub name_chars: usize,
    /// Characters of a message, an error, a warning.
    pub message_chars: usize,
    /// Bytes of metadata as JSON; more is dropped and counted.
    pub metadata_bytes: usize,
    /// Bytes of the address of a job's page; a longer one is dropped and counted.
    pub page_bytes: usize,
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            open_per_server: 100_000,
            finished_per_server: 200,
            finished_for: 24 * 60 * 60 * 1000,
            forgotten_per_server: 100_000,
            events_per_job: 50,
            event_chars: 300,
            id_bytes: 1024,
            title_chars: 300,
            name_chars: 300,
            message_chars: 2000,
            metadata_bytes: 16 * 1024,
            page_bytes: 2048,
        }
    }
}

/// What the person chose for one server.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Rules {
    /// A running job is stalled after this silence; `None`: 60 s or five times its usual gap,
    /// whichever is longer.
    pub stalled_after: Option<Duration>,
}

/// A connection that is back within this time was never gone.
pub(super) const LINK_GRACE: Millis = 3_000;
/// How far apart two start times of the same run may lie (rounding, two writes of one start).
pub(super) const SAME_START: Millis = 2_000;
/// The same for a start remembered from before Vigie's own start, which may be by Vigie's clock.
pub(super) const SAME_START_REMEMBERED: Millis = 60_000;
/// How long a database may lag behind its stream, and a stream behind its database.
pub(super) const LAG: Millis = 30_000;
/// Shortest silence that is a stall, where the person chose nothing.
pub(super) const STALLED_AT_LEAST: Millis = 60_000;
/// A stall is this many times the usual gap between two signs of life.
pub(super) const STALLED_GAPS: f64 = 5.0;
/// The board looks again at a quiet running job this often, for its rate and time left.
pub(super) const REFRESH: Millis = 5_000;
/// A countdown's end is not moved for less than this: rounding and the way here are no news.
pub(super) const COUNTDOWN_JITTER: Millis = 2_000;
/// A countdown that has run out is stalled after so long without a word.
pub(super) const COUNTDOWN_GRACE: Millis = 30_000;
/// A tick this late means that the machine slept: the silence was ours, not the jobs'.
pub(super) const ASLEEP: Millis = 30_000;
/// Kinds of oddities counted apart for one server.
pub(super) const ODDITY_KINDS: usize = 64;
/// Characters kept of what was odd.
pub(super) const ODDITY_CHARS: usize = 300;
/// A time beyond this (the end of the year 9999) is no time.
pub(super) const LATEST_TIME: Millis = 253_402_300_799_999;
