//! The numbered migrations. The number reached is the file's `user_version`.
//!
//! A migration that has been released is never edited; a change is a new one, with a test
//! that builds a file at the version before (`tests/migrations.rs`).

use rusqlite::{Connection, TransactionBehavior};

/// SQLite's `application_id` of Vigie's store: "Vigi".
pub(super) const APPLICATION_ID: i32 = 0x5669_6769;

/// Step N brings a file from version N to version N + 1.
pub(super) const MIGRATIONS: &[&str] =
    &[include_str!("schema/0001.sql"), include_str!("schema/0002.sql"), include_str!("schema/0003.sql")];

/// Tables that the newest version has; a file without one of them is not as it was written.
pub(super) const TABLES: &[&str] = &[
    "cursor",
    "finished_job",
    "history_floor",
    "notice",
    "open_job",
    "outbox",
    "record",
    "server",
    "stat",
    "table_gap",
];

/// The newest version this Vigie knows.
pub(super) fn known() -> i32 {
    i32::try_from(MIGRATIONS.len()).unwrap_or(i32::MAX)
}

/// The version a file is at.
pub(super) fn version(conn: &Connection) -> rusqlite::Result<i32> {
    conn.pragma_query_value(None, "user_version", |row| row.get(0))
}

/// Runs the steps that are missing, each in its own transaction: a step that fails leaves
/// the file at the version before it.
pub(super) fn migrate(conn: &mut Connection, steps: &[&str]) -> rusqlite::Result<()> {
    // Asked first without a lock: an up-to-date file is the usual case, and another process may be writing.
    while step_at(steps, version(conn)?).is_some() {
        let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Asked again under the lock: another Vigie may have come first.
        let at = version(&tx)?;
        if let Some(step) = step_at(steps, at) {
            tx.execute_batch(step)?;
            tx.pragma_update(None, "user_version", at + 1)?;
        }
        tx.commit()?;
    }
    Ok(())
}

fn step_at<'a>(steps: &[&'a str], version: i32) -> Option<&'a str> {
    usize::try_from(version).ok().and_then(|at| steps.get(at)).copied()
}
