//! Records, gaps and numbers: their rows.

use rusqlite::{Connection, Row, Transaction, params};
use vigie_contract::{Gap, Millis, Record, RecordAction};

use super::bounds::{FIELDS_BYTES, KEY_BYTES, NAME_BYTES, RECALL_RECORDS, STAT_AGE, STAT_SLOT, TITLE_BYTES};
use super::column::{clip_or_null, json, time, whole};
use super::{Commit, StatPoint, StoreError};

/// What a commit says of them.
pub(super) fn write(tx: &Transaction<'_>, commit: &Commit) -> Result<(), StoreError> {
    for gone in &commit.records_gone {
        tx.prepare_cached("DELETE FROM record WHERE server = ?1 AND model = ?2 AND id = ?3")?.execute([
            &gone.server,
            &gone.model,
            &gone.id,
        ])?;
    }
    for record in &commit.records {
        change(tx, record)?;
    }
    for (model, gap) in &commit.table_gaps {
        tx.prepare_cached(
            "INSERT OR REPLACE INTO table_gap (server, model, since, until) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute(params![gap.server, model, whole(gap.from), whole(gap.to)])?;
    }
    for point in &commit.stats {
        let Some(values) = bounded(&point.values) else { continue };
        tx.prepare_cached("INSERT OR REPLACE INTO stat (server, slot, at, vals) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![point.server, whole(point.at / STAT_SLOT), whole(point.at), values])?;
    }
    Ok(())
}

/// Everything of a server.
pub(super) fn forget(tx: &Transaction<'_>, server: &str) -> Result<(), StoreError> {
    for table in ["record", "table_gap", "stat"] {
        tx.execute(&format!("DELETE FROM {table} WHERE server = ?1"), [server])?;
    }
    Ok(())
}

fn change(tx: &Transaction<'_>, record: &Record) -> Result<(), StoreError> {
    // A shortened id would be another record, and half a JSON text is none.
    if record.id.len() > KEY_BYTES || record.model.len() > NAME_BYTES {
        return Ok(());
    }
    let (Some(fields), Some(changed)) = (bounded(&record.fields), bounded(&record.changed)) else {
        return Ok(());
    };
    // REPLACE gives a new seq: what changed last leaves last.
    tx.prepare_cached(
        "INSERT OR REPLACE INTO record (server, model, id, action, label, author, fields, changed, at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?
    .execute(params![
        record.server,
        record.model,
        record.id,
        record.action.as_str(),
        clip_or_null(record.label.as_ref(), TITLE_BYTES),
        clip_or_null(record.by.as_ref(), TITLE_BYTES),
        fields,
        changed,
        whole(record.at),
    ])?;
    Ok(())
}

/// The records of a server that changed last, the last at the end.
pub(super) fn records(conn: &Connection, server: &str) -> Result<Vec<Record>, StoreError> {
    let newest: Vec<Option<Record>> = conn
        .prepare_cached("SELECT * FROM record WHERE server = ?1 ORDER BY seq DESC LIMIT ?2")?
        .query_map(params![server, RECALL_RECORDS], record)?
        .collect::<Result<_, _>>()?;
    Ok(newest.into_iter().rev().flatten().collect())
}

/// `None` where the action is a word this Vigie does not know.
fn record(row: &Row<'_>) -> rusqlite::Result<Option<Record>> {
    let word: String = row.get("action")?;
    let Some(action) = RecordAction::ALL.iter().copied().find(|action| action.as_str() == word) else {
        tracing::warn!(word, "a record with an unknown action is passed over");
        return Ok(None);
    };
    Ok(Some(Record {
        server: row.get("server")?,
        model: row.get("model")?,
        id: row.get("id")?,
        action,
        label: row.get("label")?,
        by: row.get("author")?,
        fields: json(Some(row.get::<_, String>("fields")?.as_str())),
        changed: json(Some(row.get::<_, String>("changed")?.as_str())),
        at: time(row.get("at")?),
    }))
}

/// By model.
pub(super) fn gaps(conn: &Connection, server: &str) -> Result<Vec<(String, Gap)>, StoreError> {
    let gaps = conn
        .prepare_cached("SELECT model, since, until FROM table_gap WHERE server = ?1 ORDER BY model")?
        .query_map([server], |row| {
            let (from, to) = (time(row.get(1)?), time(row.get(2)?));
            Ok((row.get(0)?, Gap { server: server.to_owned(), from, to }))
        })?
        .collect::<Result<_, _>>()?;
    Ok(gaps)
}

/// The numbers of a server that are not too old, oldest first.
pub(super) fn stats(conn: &Connection, server: &str, now: Millis) -> Result<Vec<StatPoint>, StoreError> {
    let oldest = whole(now.saturating_sub(STAT_AGE) / STAT_SLOT);
    let points = conn
        .prepare_cached("SELECT at, vals FROM stat WHERE server = ?1 AND slot >= ?2 ORDER BY slot")?
        .query_map(params![server, oldest], |row| {
            let values = json(Some(row.get::<_, String>(1)?.as_str()));
            Ok(StatPoint { server: server.to_owned(), at: time(row.get(0)?), values })
        })?
        .collect::<Result<_, _>>()?;
    Ok(points)
}

fn bounded<T: serde::Serialize>(value: &T) -> Option<String> {
    serde_json::to_string(value).ok().filter(|text| text.len() <= FIELDS_BYTES)
}
