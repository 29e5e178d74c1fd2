//! Writing a commit: one transaction, all or nothing.

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension, Transaction, params};
use vigie_contract::Notice;

use super::bell::unread;
use super::bounds::{
    CURSOR_BYTES, KEY_BYTES, METADATA_BYTES, NAME_BYTES, TEXT_BYTES, TITLE_BYTES, VALUES_BYTES,
};
use super::column::{clip, clip_or_null, fits, json_or_null, key, unit_word, whole, whole_or_null};
use super::db::{Db, Surety};
use super::{Commit, Committed, Cursor, FinishedJob, NewNotice, OpenJob, Outgoing, StoreError, tables};

impl Db {
    pub(super) fn commit(&mut self, commit: &Commit) -> Result<Committed, StoreError> {
        let tx = self.write(if commit.speaks() { Surety::Disk } else { Surety::Order })?;
        for (server, id) in &commit.closed {
            tx.prepare_cached("DELETE FROM open_job WHERE server = ?1 AND id = ?2")?.execute([server, id])?;
        }
        for job in &commit.open {
            open(&tx, job)?;
        }
        for job in &commit.finished {
            finish(&tx, job)?;
        }
        let (mut fresh, mut alerts) = (Vec::new(), 0);
        for new in &commit.notices {
            let Some(stored) = notice(&tx, new)? else { continue };
            alerts += u32::from(new.alert.is_any());
            fresh.extend(Some(stored).filter(|_| !new.hidden));
        }
        for cursor in &commit.cursors {
            advance(&tx, cursor)?;
        }
        tables::write(&tx, commit)?;
        let unread = unread(&tx)?;
        tx.commit()?;
        Ok(Committed { fresh, alerts, unread })
    }

    pub(super) fn first_contact(&mut self, server: &str, at: u64) -> Result<bool, StoreError> {
        let tx = self.write(Surety::Disk)?;
        let inserted = tx.execute(
            "INSERT INTO server (id, first_contact) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
            params![server, whole(at)],
        )?;
        tx.commit()?;
        Ok(inserted == 1)
    }

    pub(super) fn forget_server(&mut self, server: &str) -> Result<(), StoreError> {
        let tx = self.write(Surety::Disk)?;
        tx.execute("DELETE FROM cursor WHERE server = ?1", [server])?;
        tx.execute("DELETE FROM open_job WHERE server = ?1", [server])?;
        tables::forget(&tx, server)?;
        tx.execute("DELETE FROM server WHERE id = ?1", [server])?;
        Ok(tx.commit()?)
    }

    pub(super) fn forget_all_of(&mut self, server: &str) -> Result<u32, StoreError> {
        self.forget_server(server)?;
        let tx = self.write(Surety::Disk)?;
        // Alerts go with their notices.
        tx.execute("DELETE FROM notice WHERE server = ?1", [server])?;
        tx.execute("DELETE FROM finished_job WHERE server = ?1", [server])?;
        tx.execute("DELETE FROM history_floor WHERE server = ?1", [server])?;
        let unread = unread(&tx)?;
        tx.commit()?;
        Ok(unread)
    }
}

fn open(tx: &Transaction<'_>, job: &OpenJob) -> Result<(), StoreError> {
    if job.id.len() > KEY_BYTES {
        // A shortened id would come back as a job its server has never heard of.
        return Ok(());
    }
    tx.prepare_cached(
        "INSERT OR REPLACE INTO open_job
           (server, id, run, title, kind, phase, started_at, done, failed, total, warnings, seen_at,
            unit)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
    )?
    .execute(params![
        job.server,
        job.id,
        job.run,
        clip(&job.title, TITLE_BYTES),
        clip_or_null(job.kind.as_ref(), NAME_BYTES),
        clip(&job.phase, NAME_BYTES),
        whole_or_null(job.started_at),
        whole_or_null(job.done),
        whole_or_null(job.failed),
        whole_or_null(job.total),
        job.warnings,
        whole(job.seen_at),
        unit_word(job.unit),
    ])?;
    Ok(())
}

fn finish(tx: &Transaction<'_>, job: &FinishedJob) -> Result<(), StoreError> {
    let metadata = job.metadata.as_deref().filter(|text| text.len() <= METADATA_BYTES);
    tx.prepare_cached(
        "INSERT INTO finished_job
           (server, server_name, id, run, kind, title, outcome, done, failed, total, warnings,
            started_at, finished_at, duration_ms, message, error, metadata,
            inferred, unit, owner)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19,
                 ?20)
         ON CONFLICT (server, id, run, ifnull(started_at, -1)) DO UPDATE SET
           server_name = excluded.server_name, kind = excluded.kind, title = excluded.title,
           outcome = excluded.outcome, done = excluded.done, failed = excluded.failed,
           total = excluded.total, warnings = excluded.warnings, finished_at = excluded.finished_at,
           duration_ms = excluded.duration_ms, message = excluded.message, error = excluded.error,
           metadata = excluded.metadata, inferred = excluded.inferred, unit = excluded.unit,
           owner = ifnull(excluded.owner, owner)
         WHERE excluded.outcome <> 'vanished'",
    )?
    .execute(params![
        job.server,
        clip(&job.server_name, NAME_BYTES),
        key(&job.id),
        job.run,
        clip_or_null(job.kind.as_ref(), NAME_BYTES),
        clip(&job.title, TITLE_BYTES),
        job.outcome.as_str(),
        whole_or_null(job.done),
        whole_or_null(job.failed),
        whole_or_null(job.total),
        job.warnings,
        whole_or_null(job.started_at),
        whole(job.finished_at),
        whole_or_null(job.duration_ms),
        clip_or_null(job.message.as_ref(), TEXT_BYTES),
        clip_or_null(job.error.as_ref(), TEXT_BYTES),
        metadata,
        job.inferred,
        unit_word(job.unit),
        clip_or_null(job.owner.as_ref(), NAME_BYTES),
    ])?;
    Ok(())
}

/// The notice with its id, if its identity is new; then its alert goes into the outbox.
fn notice(tx: &Transaction<'_>, new: &NewNotice) -> Result<Option<Notice>, StoreError> {
    let bounded = bounded(new);
    // DO NOTHING and not OR IGNORE: only a known identity is passed over, any other conflict is an error.
    let id: Option<i64> = tx
        .prepare_cached(
            "INSERT INTO notice
               (server, job, run, kind, occurrence, server_name, title, at, read, done, failed, total,
                percent, warnings, duration_ms, text, inferred, args, hidden, job_kind, owner)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19,
                     ?20, ?21)
             ON CONFLICT DO NOTHING RETURNING id",
        )?
        .query_row(
            params![
                bounded.server,
                bounded.job,
                bounded.run,
                bounded.kind.as_str(),
                key(&new.occurrence),
                bounded.server_name,
                bounded.title,
                whole(bounded.at),
                bounded.read,
                whole_or_null(bounded.done),
                whole_or_null(bounded.failed),
                whole_or_null(bounded.total),
                bounded.percent,
                bounded.warnings,
                whole_or_null(bounded.duration_ms),
                bounded.text,
                bounded.inferred,
                json_or_null(&bounded.values),
                new.hidden,
                clip_or_null(new.job_kind.as_ref(), NAME_BYTES),
                clip_or_null(new.owner.as_ref(), NAME_BYTES),
            ],
            |row| row.get(0),
        )
        .optional()?;
    let Some(id) = id else { return Ok(None) };
    let Outgoing { desktop, sound, loud } = new.alert;
    if new.alert.is_any() {
        tx.prepare_cached("INSERT INTO outbox (notice, desktop, sound, loud) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![id, desktop, sound, loud])?;
    }
    Ok(Some(Notice { id: id.to_string(), ..bounded }))
}

/// The notice as it will be read back, whatever its texts were.
fn bounded(new: &NewNotice) -> Notice {
    let notice = &new.notice;
    Notice {
        id: String::new(),
        server: notice.server.clone(),
        server_name: clip(&notice.server_name, NAME_BYTES).into_owned(),
        kind: notice.kind,
        job: notice.job.as_deref().map(|job| key(job).into_owned()),
        run: notice.run,
        title: clip(&notice.title, TITLE_BYTES).into_owned(),
        at: notice.at,
        read: new.quiet,
        done: notice.done,
        failed: notice.failed,
        total: notice.total,
        percent: notice.percent.filter(|percent| percent.is_finite()),
        warnings: notice.warnings,
        duration_ms: notice.duration_ms,
        text: clip_or_null(notice.text.as_ref(), TEXT_BYTES).map(std::borrow::Cow::into_owned),
        inferred: notice.inferred,
        values: if fits(&notice.values, VALUES_BYTES) { notice.values.clone() } else { BTreeMap::new() },
    }
}

fn advance(tx: &Transaction<'_>, cursor: &Cursor) -> Result<(), StoreError> {
    let fits = |value: &&str| cursor.name.len() <= KEY_BYTES && value.len() <= CURSOR_BYTES;
    match cursor.value.as_deref().filter(fits) {
        // REPLACE gives a new seq: what was written last is pruned last.
        Some(value) => tx
            .prepare_cached("INSERT OR REPLACE INTO cursor (server, name, value) VALUES (?1, ?2, ?3)")?
            .execute([cursor.server.as_str(), cursor.name.as_str(), value])?,
        None => tx
            .prepare_cached("DELETE FROM cursor WHERE server = ?1 AND name = ?2")?
            .execute([&cursor.server, &cursor.name])?,
    };
    Ok(())
}
