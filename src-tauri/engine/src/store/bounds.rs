//! The store's fixed bounds, each with its name.

use std::time::Duration;
use vigie_contract::Millis;

/// Errands that may wait for the store's thread; the next caller waits for room.
pub const QUEUE: usize = 256;

/// Bytes of a free text: message, error, the server's words in a notice.
pub const TEXT_BYTES: usize = 4096;

/// Bytes of a title.
pub const TITLE_BYTES: usize = 1024;

/// Bytes of a name: server, kind of job, phase.
pub const NAME_BYTES: usize = 256;

/// Bytes of a key (job id, channel, occurrence) that is stored as it is. A longer one is
/// stored as its beginning and a hash, so that two never become one.
pub const KEY_BYTES: usize = 1024;

/// Bytes of a job's metadata. Larger metadata is not stored: half a JSON text is none.
pub const METADATA_BYTES: usize = 16 * 1024;

/// Bytes of what fills a notice's sentences, as JSON. More is not stored.
pub const VALUES_BYTES: usize = 8 * 1024;

/// Bytes of a record's fields, or of a server's numbers, as JSON. More is not stored.
pub const FIELDS_BYTES: usize = 64 * 1024;

/// Bytes of a cursor. A longer one is not stored: half a position is a wrong one.
pub const CURSOR_BYTES: usize = 16 * 1024;

/// Entries in one page of the bell.
pub const PAGE_ROWS: u32 = 200;

/// Stored notices that rules are tried out on at a time.
pub const PAST_ROWS: u32 = 2000;

/// Rows in one page of the history.
pub const HISTORY_ROWS: u32 = 500;

/// Rows of the history looked at in one errand; other errands are served in between.
pub const HISTORY_BATCH: u32 = 1000;

/// Notices in a digest.
pub const DIGEST_ROWS: u32 = 100;

/// Alerts taken from the outbox at a time.
pub const ALERT_ROWS: u32 = 1000;

/// How long ago a finished job may have ended to be recalled at a start.
pub const RECALL_AGE: Millis = 24 * 60 * 60 * 1000;

/// Finished jobs recalled at a start, of one server.
pub const RECALL_ROWS: u32 = 200;

/// Records recalled at a start, of one server: those that changed last.
pub const RECALL_RECORDS: u32 = 20_000;

/// How long a server's numbers of each five minutes are kept, and how many of them.
pub const STAT_AGE: Millis = 7 * 24 * 60 * 60 * 1000;

/// Length of the time of which the numbers last said are kept.
pub const STAT_SLOT: Millis = 5 * 60 * 1000;

/// Jobs looked up in one errand; other errands are served in between.
pub const LOOKUPS: usize = 2000;

/// Rows removed in one transaction while pruning.
pub const PRUNE_BATCH: u32 = 500;

/// Notices of open jobs outlive [`super::Limits::notice_rows`] up to this many times as many rows.
pub const NOTICE_SLACK: u64 = 2;

/// Size to which the journal is cut back after it was folded into the file.
pub const JOURNAL_BYTES: i64 = 8 * 1024 * 1024;

/// Names tried for a file that is set aside within the same second.
pub const ASIDE_NAMES: u32 = 100;

/// How long closing waits for another process that holds the file.
pub const CLOSING_WAIT: Duration = Duration::from_millis(200);
