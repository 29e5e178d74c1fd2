//! The bell and the outbox of desktop alerts.

use rusqlite::{Connection, Row, params};
use vigie_contract::{Millis, Notice, NoticeKind, NoticePage};

use super::bounds::{ALERT_ROWS, PAGE_ROWS, PAST_ROWS};
use super::column::{count, json, notice_kind, small, time, whole};
use super::db::{Db, Surety};
use super::{Alert, Outgoing, PastNotice, StoreError};

pub(super) const COLUMNS: &str = "id, server, server_name, kind, job, run, title, at, read, done, failed, total, \
                       percent, warnings, duration_ms, text, inferred, args";

impl Db {
    pub(super) fn notices(&self, before: Option<i64>, limit: u32) -> Result<NoticePage, StoreError> {
        let limit = limit.clamp(1, PAGE_ROWS);
        // One more than asked for tells whether there is a next page.
        let rows: Vec<(i64, Option<Notice>)> = self
            .conn
            .prepare_cached(&format!(
                "SELECT {COLUMNS} FROM notice WHERE id < ?1 AND hidden = 0 ORDER BY id DESC LIMIT ?2"
            ))?
            .query_map(params![before.unwrap_or(i64::MAX), limit + 1], read)?
            .collect::<Result<_, _>>()?;
        let page = usize::try_from(limit).unwrap_or(usize::MAX);
        let next = rows.get(page).and_then(|_| rows.get(page - 1)).map(|(id, _)| id.to_string());
        let notices = rows.into_iter().take(page).filter_map(|(_, notice)| notice).collect();
        Ok(NoticePage { notices, next, unread: unread(&self.conn)? })
    }

    pub(super) fn unread(&self) -> Result<u32, StoreError> {
        unread(&self.conn)
    }

    pub(super) fn mark_read(&mut self, ids: &[i64]) -> Result<u32, StoreError> {
        let tx = self.write(Surety::Order)?;
        for id in ids {
            tx.prepare_cached("UPDATE notice SET read = 1 WHERE id = ?1 AND read = 0")?.execute([id])?;
        }
        let left = unread(&tx)?;
        tx.commit()?;
        Ok(left)
    }

    pub(super) fn mark_all_read(&mut self) -> Result<u32, StoreError> {
        let tx = self.write(Surety::Order)?;
        tx.execute("UPDATE notice SET read = 1 WHERE read = 0", [])?;
        tx.commit()?;
        unread(&self.conn)
    }

    /// Hidden ones keep their identity, and no alert of theirs goes out any more.
    pub(super) fn clear_notices(&mut self, ids: Option<&[i64]>) -> Result<u32, StoreError> {
        let tx = self.write(Surety::Order)?;
        match ids {
            Some(ids) => {
                for id in ids {
                    tx.prepare_cached("UPDATE notice SET hidden = 1 WHERE id = ?1")?.execute([id])?;
                    tx.prepare_cached("DELETE FROM outbox WHERE notice = ?1")?.execute([id])?;
                }
            }
            None => {
                tx.execute("UPDATE notice SET hidden = 1 WHERE hidden = 0 AND read = 1", [])?;
            }
        }
        let left = unread(&tx)?;
        tx.commit()?;
        Ok(left)
    }

    pub(super) fn past_notices(&self, after: i64, since: Millis) -> Result<Vec<PastNotice>, StoreError> {
        // A kind of a later Vigie is left out here: a batch that is short of it is not the last one.
        let kinds =
            NoticeKind::ALL.iter().map(|kind| format!("'{}'", kind.as_str())).collect::<Vec<_>>().join(",");
        let rows = self
            .conn
            .prepare_cached(&format!(
                "SELECT id, kind, server, job, run, occurrence, at, done, failed, duration_ms, job_kind, owner
                 FROM notice WHERE id > ?1 AND at >= ?2 AND kind IN ({kinds}) ORDER BY id LIMIT ?3"
            ))?
            .query_map(params![after, whole(since), PAST_ROWS], past)?
            .collect::<Result<Vec<_>, _>>()?;
        Ok(rows.into_iter().flatten().collect())
    }

    pub(super) fn pending_alerts(&self, limit: u32) -> Result<Vec<Alert>, StoreError> {
        let alert = |row: &Row<'_>| {
            let how =
                Outgoing { desktop: row.get("desktop")?, sound: row.get("sound")?, loud: row.get("loud")? };
            let (id, notice) = read(row)?;
            let hidden = row.get("hidden")?;
            Ok(notice.map(|notice| Alert { hidden, ..Alert::new(id, notice, how) }))
        };
        let rows: Vec<Option<Alert>> = self
            .conn
            .prepare_cached(&format!(
                "SELECT {COLUMNS}, desktop, sound, loud, hidden FROM outbox JOIN notice ON notice.id = outbox.notice
                 ORDER BY outbox.notice LIMIT ?1"
            ))?
            .query_map([limit.min(ALERT_ROWS)], alert)?
            .collect::<Result<_, _>>()?;
        Ok(rows.into_iter().flatten().collect())
    }

    /// What was to be told on the desktop only and cannot be: the bell has it now. Gives the unread then.
    pub(super) fn unhide(&mut self, ids: &[i64]) -> Result<u32, StoreError> {
        let tx = self.write(Surety::Disk)?;
        for id in ids {
            tx.prepare_cached("UPDATE notice SET hidden = 0 WHERE id = ?1")?.execute([id])?;
        }
        let left = unread(&tx)?;
        tx.commit()?;
        Ok(left)
    }

    pub(super) fn alerts_sent(&mut self, ids: &[i64]) -> Result<(), StoreError> {
        // Synced: an alert that was shown before a power cut is not shown again after it.
        let tx = self.write(Surety::Disk)?;
        for id in ids {
            tx.prepare_cached("DELETE FROM outbox WHERE notice = ?1")?.execute([id])?;
        }
        Ok(tx.commit()?)
    }
}

pub(super) fn unread(conn: &Connection) -> Result<u32, StoreError> {
    let count: i64 = conn
        .prepare_cached("SELECT count(*) FROM notice WHERE read = 0 AND hidden = 0")?
        .query_row([], |row| row.get(0))?;
    Ok(small(count))
}

/// The row's id and its notice; no notice where the kind is a word this Vigie does not know.
pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<(i64, Option<Notice>)> {
    let id: i64 = row.get("id")?;
    let word: String = row.get("kind")?;
    let Some(kind) = notice_kind(&word) else {
        tracing::warn!(id, word, "a notice of an unknown kind is passed over");
        return Ok((id, None));
    };
    let notice = Notice {
        id: id.to_string(),
        server: row.get("server")?,
        server_name: row.get("server_name")?,
        kind,
        job: row.get("job")?,
        run: row.get::<_, Option<i64>>("run")?.map(small),
        title: row.get("title")?,
        at: time(row.get("at")?),
        read: row.get("read")?,
        done: count(row.get("done")?),
        failed: count(row.get("failed")?),
        total: count(row.get("total")?),
        percent: row.get("percent")?,
        warnings: small(row.get("warnings")?),
        duration_ms: count(row.get("duration_ms")?),
        text: row.get("text")?,
        inferred: row.get("inferred")?,
        values: json(row.get::<_, Option<String>>("args")?.as_deref()),
    };
    Ok((id, Some(notice)))
}

fn past(row: &Row<'_>) -> rusqlite::Result<Option<PastNotice>> {
    let Some(kind) = notice_kind(&row.get::<_, String>("kind")?) else { return Ok(None) };
    Ok(Some(PastNotice {
        id: row.get("id")?,
        kind,
        server: row.get("server")?,
        job: row.get("job")?,
        run: row.get::<_, Option<i64>>("run")?.map(small),
        occurrence: row.get("occurrence")?,
        at: time(row.get("at")?),
        done: count(row.get("done")?),
        failed: count(row.get("failed")?),
        duration_ms: count(row.get("duration_ms")?),
        job_kind: row.get("job_kind")?,
        owner: row.get("owner")?,
    }))
}
