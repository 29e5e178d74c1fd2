//! What was known: to seed a board, and to tell news from what is old.

use rusqlite::{OptionalExtension, Row, params};
use vigie_contract::{Millis, NoticeKind};

use super::bounds::{RECALL_AGE, RECALL_ROWS};
use super::column::{count, key, small, time, unit, whole, whole_or_null};
use super::db::Db;
use super::{FinishedJob, Memory, OpenJob, Outcome, StoreError, history, tables};

impl Db {
    pub(super) fn recall(&self, server: &str, now: Millis) -> Result<Memory, StoreError> {
        let first_contact = self
            .conn
            .prepare_cached("SELECT first_contact FROM server WHERE id = ?1")?
            .query_row([server], |row| row.get(0))
            .optional()?
            .map(time);
        let open = self
            .conn
            .prepare_cached("SELECT * FROM open_job WHERE server = ?1 ORDER BY id")?
            .query_map([server], open_job)?
            .collect::<Result<_, _>>()?;
        let cursors = self
            .conn
            .prepare_cached("SELECT name, value FROM cursor WHERE server = ?1 ORDER BY name")?
            .query_map([server], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_, _>>()?;
        let finished: Vec<Option<FinishedJob>> = self
            .conn
            .prepare_cached(
                "SELECT * FROM finished_job WHERE server = ?1 AND finished_at >= ?2
                 ORDER BY finished_at DESC, seq DESC LIMIT ?3",
            )?
            .query_map(params![server, whole(now.saturating_sub(RECALL_AGE)), RECALL_ROWS], finished_job)?
            .collect::<Result<_, _>>()?;
        Ok(Memory {
            first_contact,
            open,
            cursors,
            finished: finished.into_iter().flatten().collect(),
            records: tables::records(&self.conn, server)?,
            table_gaps: tables::gaps(&self.conn, server)?,
            stats: tables::stats(&self.conn, server, now)?,
            habits: history::habits(&self.conn, server)?,
            unreachable_since: self.unreachable_since(server)?,
        })
    }

    /// The newest word about whether it is reached is in the bell.
    fn unreachable_since(&self, server: &str) -> Result<Option<Millis>, StoreError> {
        let newest: Option<(String, String)> = self
            .conn
            .prepare_cached(
                "SELECT kind, occurrence FROM notice
                 WHERE server = ?1 AND job IS NULL AND kind IN (?2, ?3) ORDER BY id DESC LIMIT 1",
            )?
            .query_row([server, NoticeKind::Unreachable.as_str(), NoticeKind::Restored.as_str()], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .optional()?;
        let unreachable = newest.filter(|(kind, _)| kind == NoticeKind::Unreachable.as_str());
        Ok(unreachable.and_then(|(_, since)| since.parse().ok()))
    }

    pub(super) fn unknown_of(
        &self,
        server: &str,
        jobs: &[(String, Option<Millis>)],
    ) -> Result<Vec<bool>, StoreError> {
        // A finished job whose start was not known is the same if that start lies before its end.
        let mut known = self.conn.prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM open_job WHERE server = ?1 AND id = ?2)
                 OR EXISTS (SELECT 1 FROM finished_job WHERE server = ?1 AND id = ?2
                            AND (?3 IS NULL OR started_at = ?3
                                 OR (started_at IS NULL AND ?3 <= finished_at)))
                 OR EXISTS (SELECT 1 FROM history_floor WHERE server = ?1 AND ?3 <= started_at)",
        )?;
        jobs.iter()
            .map(|(id, started_at)| {
                let known: bool = known
                    .query_row(params![server, key(id), whole_or_null(*started_at)], |row| row.get(0))?;
                Ok(!known)
            })
            .collect()
    }

    pub(super) fn last_runs(&self, server: &str, jobs: &[String]) -> Result<Vec<Option<u32>>, StoreError> {
        let mut highest = self.conn.prepare_cached(
            "SELECT max(run) FROM (
               SELECT run FROM open_job WHERE server = ?1 AND id = ?2
               UNION ALL SELECT run FROM finished_job WHERE server = ?1 AND id = ?2)",
        )?;
        jobs.iter()
            .map(|id| {
                let run: Option<i64> = highest.query_row(params![server, key(id)], |row| row.get(0))?;
                Ok(run.map(small))
            })
            .collect()
    }
}

fn open_job(row: &Row<'_>) -> rusqlite::Result<OpenJob> {
    Ok(OpenJob {
        server: row.get("server")?,
        id: row.get("id")?,
        run: small(row.get("run")?),
        title: row.get("title")?,
        kind: row.get("kind")?,
        phase: row.get("phase")?,
        unit: unit(&row.get::<_, String>("unit")?),
        started_at: count(row.get("started_at")?),
        done: count(row.get("done")?),
        failed: count(row.get("failed")?),
        total: count(row.get("total")?),
        warnings: small(row.get("warnings")?),
        seen_at: time(row.get("seen_at")?),
    })
}

/// `None` where the outcome is a word this Vigie does not know: an outcome is never guessed.
pub(super) fn finished_job(row: &Row<'_>) -> rusqlite::Result<Option<FinishedJob>> {
    let word: String = row.get("outcome")?;
    let Some(outcome) = Outcome::from_word(&word) else {
        tracing::warn!(word, "a finished job of an unknown outcome is passed over");
        return Ok(None);
    };
    Ok(Some(FinishedJob {
        server: row.get("server")?,
        server_name: row.get("server_name")?,
        id: row.get("id")?,
        run: small(row.get("run")?),
        kind: row.get("kind")?,
        title: row.get("title")?,
        outcome,
        inferred: row.get("inferred")?,
        unit: unit(&row.get::<_, String>("unit")?),
        done: count(row.get("done")?),
        failed: count(row.get("failed")?),
        total: count(row.get("total")?),
        warnings: small(row.get("warnings")?),
        started_at: count(row.get("started_at")?),
        finished_at: time(row.get("finished_at")?),
        duration_ms: count(row.get("duration_ms")?),
        message: row.get("message")?,
        error: row.get("error")?,
        metadata: row.get("metadata")?,
        owner: row.get("owner")?,
    }))
}
