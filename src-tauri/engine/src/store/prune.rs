//! Letting go of what is beyond the limits, a little at a time.

use rusqlite::{Connection, Transaction, params};
use vigie_contract::Millis;

use super::bounds::{NOTICE_SLACK, PRUNE_BATCH, STAT_AGE, STAT_SLOT};
use super::column::{time, whole};
use super::db::{Db, Surety};
use super::{Limits, Pruned, StoreError};

impl Db {
    /// One batch of each kind, in one transaction; all zero when nothing is left to do.
    pub(super) fn prune_batch(&mut self, now: Millis) -> Result<Pruned, StoreError> {
        let limits = self.limits;
        let horizon = whole(now.saturating_sub(limits.history_age));
        let tx = self.write(Surety::Order)?;
        let pruned = Pruned {
            finished: finished(&tx, &limits, horizon, whole(now))?,
            open: open(&tx, &limits, horizon)?,
            notices: notices(&tx, &limits)?,
            cursors: cursors(&tx, &limits)?,
            records: records(&tx, &limits)?,
            stats: stats(&tx, now)?,
        };
        tx.commit()?;
        Ok(pruned)
    }
}

/// First those too old, then those too many, in the order in which Vigie learned of them: a
/// server whose clock is in the future does not push out the others'.
fn finished(tx: &Transaction<'_>, limits: &Limits, horizon: i64, now: i64) -> Result<u64, StoreError> {
    let old = "SELECT seq FROM finished_job WHERE finished_at < ?1 ORDER BY finished_at LIMIT ?2";
    let gone = let_go(tx, old, horizon, PRUNE_BATCH, now)?;
    if gone > 0 {
        return Ok(gone);
    }
    let excess = rows(tx, "finished_job")?.saturating_sub(limits.history_rows.into());
    let first = "SELECT seq FROM finished_job WHERE seq >= ?1 ORDER BY seq LIMIT ?2";
    let_go(tx, first, i64::MIN, batch(excess), now)
}

/// Deletes the finished jobs that `which` selects (from `?1` on, at most `?2`), and keeps in mind
/// how late they began. A start in the future says nothing and is left out.
fn let_go(tx: &Transaction<'_>, which: &str, from: i64, limit: u32, now: i64) -> Result<u64, StoreError> {
    tx.prepare_cached(&format!(
        "INSERT INTO history_floor (server, started_at)
         SELECT server, max(started_at) FROM finished_job
         WHERE seq IN ({which}) AND started_at <= ?3 GROUP BY server
         ON CONFLICT (server) DO UPDATE SET started_at = max(started_at, excluded.started_at)"
    ))?
    .execute(params![from, limit, now])?;
    let gone = tx
        .prepare_cached(&format!("DELETE FROM finished_job WHERE seq IN ({which})"))?
        .execute(params![from, limit])?;
    Ok(gone as u64)
}

/// Those that are not shown have a bound of their own: however many they are, they push nothing out of the bell.
fn notices(tx: &Transaction<'_>, limits: &Limits) -> Result<u64, StoreError> {
    Ok(notices_that(tx, limits, "hidden = 1")? + notices_that(tx, limits, "hidden = 0")?)
}

/// The oldest go first; those of jobs still open stay while there is slack, for their identity
/// keeps a replay from saying them again.
fn notices_that(tx: &Transaction<'_>, limits: &Limits, which: &str) -> Result<u64, StoreError> {
    let bound = u64::from(limits.notice_rows);
    let excess = rows(tx, &format!("notice WHERE {which}"))?.saturating_sub(bound);
    if excess == 0 {
        return Ok(0);
    }
    let gone = tx.execute(
        &format!(
            "DELETE FROM notice WHERE id IN (
               SELECT n.id FROM notice n
               WHERE n.{which}
                 AND NOT EXISTS (SELECT 1 FROM open_job o WHERE o.server = n.server AND o.id = n.job)
               ORDER BY n.id LIMIT ?1)"
        ),
        [batch(excess)],
    )?;
    let beyond = excess.saturating_sub(bound.saturating_mul(NOTICE_SLACK - 1));
    if gone > 0 || beyond == 0 {
        return Ok(gone as u64);
    }
    Ok(tx.execute(
        &format!("DELETE FROM notice WHERE id IN (SELECT id FROM notice WHERE {which} ORDER BY id LIMIT ?1)"),
        [batch(beyond)],
    )? as u64)
}

fn open(tx: &Transaction<'_>, limits: &Limits, horizon: i64) -> Result<u64, StoreError> {
    let mut gone = tx.execute(
        "DELETE FROM open_job WHERE (server, id) IN (
           SELECT server, id FROM open_job WHERE seen_at < ?1 LIMIT ?2)",
        params![horizon, PRUNE_BATCH],
    )?;
    for (server, excess) in beyond(tx, "open_job", limits.open_rows)? {
        gone += tx.execute(
            "DELETE FROM open_job WHERE server = ?1 AND id IN (
               SELECT id FROM open_job WHERE server = ?1 ORDER BY seen_at, id LIMIT ?2)",
            params![server, batch(excess)],
        )?;
    }
    Ok(gone as u64)
}

fn cursors(tx: &Transaction<'_>, limits: &Limits) -> Result<u64, StoreError> {
    let mut gone = 0;
    for (server, excess) in beyond(tx, "cursor", limits.cursor_rows)? {
        gone += tx.execute(
            "DELETE FROM cursor WHERE seq IN (
               SELECT seq FROM cursor WHERE server = ?1 ORDER BY seq LIMIT ?2)",
            params![server, batch(excess)],
        )?;
    }
    Ok(gone as u64)
}

/// Those that are deleted go first, then those longest unchanged.
fn records(tx: &Transaction<'_>, limits: &Limits) -> Result<u64, StoreError> {
    let crowded: Vec<(String, String, u64)> = tx
        .prepare_cached(
            "SELECT server, model, count(*) - ?1 FROM record GROUP BY server, model HAVING count(*) > ?1",
        )?
        .query_map([limits.record_rows], |row| Ok((row.get(0)?, row.get(1)?, time(row.get(2)?))))?
        .collect::<Result<_, _>>()?;
    let mut gone = 0;
    for (server, model, excess) in crowded {
        gone += tx.execute(
            "DELETE FROM record WHERE seq IN (
               SELECT seq FROM record WHERE server = ?1 AND model = ?2
               ORDER BY action <> 'deleted', seq LIMIT ?3)",
            params![server, model, batch(excess)],
        )?;
    }
    Ok(gone as u64)
}

/// By age; a time in the future says nothing about age and goes as well.
fn stats(tx: &Transaction<'_>, now: Millis) -> Result<u64, StoreError> {
    let oldest = whole(now.saturating_sub(STAT_AGE) / STAT_SLOT);
    let newest = whole(now.saturating_add(STAT_AGE) / STAT_SLOT);
    Ok(tx.execute(
        "DELETE FROM stat WHERE (server, slot) IN (
           SELECT server, slot FROM stat WHERE slot < ?1 OR slot > ?2 LIMIT ?3)",
        params![oldest, newest, PRUNE_BATCH],
    )? as u64)
}

/// Servers that have more than `bound` rows in a table, and how many more.
fn beyond(conn: &Connection, table: &str, bound: u32) -> Result<Vec<(String, u64)>, StoreError> {
    let servers = conn
        .prepare_cached(&format!(
            "SELECT server, count(*) - ?1 FROM {table} GROUP BY server HAVING count(*) > ?1"
        ))?
        .query_map([bound], |row| Ok((row.get(0)?, time(row.get(1)?))))?
        .collect::<Result<_, _>>()?;
    Ok(servers)
}

fn rows(conn: &Connection, table: &str) -> Result<u64, StoreError> {
    Ok(conn
        .prepare_cached(&format!("SELECT count(*) FROM {table}"))?
        .query_row([], |row| Ok(time(row.get(0)?)))?)
}

fn batch(excess: u64) -> u32 {
    u32::try_from(excess).unwrap_or(u32::MAX).min(PRUNE_BATCH)
}
