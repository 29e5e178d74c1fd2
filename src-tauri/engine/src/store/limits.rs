//! How much the store keeps.

use std::time::Duration;
use vigie_contract::Millis;

/// What may be chosen about how much is kept, and for how long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Age of a finished job, by its end, beyond which it leaves the history; also the age of an
    /// open job, by when it was last seen. Default 90 days.
    pub history_age: Millis,
    /// Finished jobs kept in all. Default 100,000.
    pub history_rows: u32,
    /// Notices kept in all. Default 10,000.
    pub notice_rows: u32,
    /// Open jobs kept per server. Default 100,000.
    pub open_rows: u32,
    /// Cursors kept per server; the ones longest unwritten go first. Default 100,000.
    pub cursor_rows: u32,
    /// Records kept per server and model; the ones longest unchanged go first. Default 5,000.
    pub record_rows: u32,
    /// How long to wait for another process that is writing. Default 1.5 s, so that even
    /// then Vigie ends in time.
    pub busy_wait: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            history_age: 90 * 24 * 60 * 60 * 1000,
            history_rows: 100_000,
            notice_rows: 10_000,
            open_rows: 100_000,
            cursor_rows: 100_000,
            record_rows: 5_000,
            busy_wait: Duration::from_millis(1500),
        }
    }
}
