//! The store's stories.

mod bell;
mod commit;
mod crash;
mod full;
mod history;
mod locked;
mod migrations;
mod opening;
mod prune;
mod recall;
mod tables;
mod torn;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use vigie_contract::{JobUnit, Millis, Notice, NoticeKind, Record, RecordAction};

use super::{Commit, Cursor, FinishedJob, Limits, NewNotice, OpenJob, Outcome, Outgoing, Store};

/// 2026-01-02 03:04:05.678 UTC.
const NOW: Millis = 1_767_323_045_678;

/// A folder that is gone with the test, and the store's path in it.
fn place() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("vigie.db");
    (folder, path)
}

/// Opens a store in which nothing is wrong.
fn opened(path: &Path) -> Store {
    let (store, troubles) = Store::open(path, Limits::default(), NOW);
    assert_eq!(troubles, []);
    store
}

fn new_notice(job: &str, kind: NoticeKind, occurrence: &str) -> NewNotice {
    NewNotice {
        notice: Notice {
            id: String::new(),
            server: "s1".into(),
            server_name: "Depot".into(),
            kind,
            job: Some(job.into()),
            run: Some(1),
            title: format!("Import {job}"),
            at: NOW,
            read: false,
            done: Some(10),
            failed: None,
            total: Some(10),
            percent: Some(100.0),
            warnings: 0,
            duration_ms: Some(5000),
            text: Some("all fine".into()),
            inferred: false,
            values: BTreeMap::new(),
        },
        occurrence: occurrence.into(),
        alert: Outgoing { desktop: true, sound: false, loud: false },
        quiet: false,
        hidden: false,
        job_kind: Some("edi_import".into()),
        owner: Some("ana".into()),
    }
}

fn finished_job(job: &str) -> FinishedJob {
    FinishedJob {
        server: "s1".into(),
        server_name: "Depot".into(),
        id: job.into(),
        run: 1,
        kind: Some("edi_import".into()),
        title: format!("Import {job}"),
        outcome: Outcome::Completed,
        inferred: false,
        unit: JobUnit::Items,
        done: Some(10),
        failed: None,
        total: Some(10),
        warnings: 2,
        started_at: Some(NOW - 5000),
        finished_at: NOW,
        duration_ms: Some(5000),
        message: Some("all fine".into()),
        error: None,
        metadata: Some(r#"{"file":"a.csv"}"#.into()),
        owner: Some("ana".into()),
    }
}

fn open_job(job: &str) -> OpenJob {
    OpenJob {
        server: "s1".into(),
        id: job.into(),
        run: 1,
        title: format!("Import {job}"),
        kind: None,
        phase: "running".into(),
        unit: JobUnit::Items,
        started_at: Some(NOW - 5000),
        done: Some(3),
        failed: None,
        total: None,
        warnings: 0,
        seen_at: NOW,
    }
}

fn record(model: &str, id: &str) -> Record {
    Record {
        server: "s1".into(),
        model: model.into(),
        id: id.into(),
        action: RecordAction::Updated,
        label: Some(format!("Estimate {id}")),
        by: Some("Anna".into()),
        fields: [("total".to_owned(), serde_json::json!(12.5))].into_iter().collect(),
        changed: vec!["total".into()],
        at: NOW,
    }
}

fn cursor(name: &str, value: Option<&str>) -> Cursor {
    Cursor { server: "s1".into(), name: name.into(), value: value.map(Into::into) }
}

/// The end of a job: the notice, the line of history and the position, together.
fn ending(number: u64) -> Commit {
    let job = format!("j{number}");
    Commit {
        notices: vec![new_notice(&job, NoticeKind::Completed, "")],
        finished: vec![finished_job(&job)],
        open: vec![open_job(&format!("j{}", number + 1))],
        closed: vec![("s1".into(), job)],
        cursors: vec![cursor("position", Some(&number.to_string()))],
        records: vec![record("estimate", &number.to_string())],
        ..Commit::default()
    }
}

/// How many endings are stored; panics unless each is there as a whole.
async fn whole_endings(store: &Store) -> u64 {
    let counts = store
        .desk
        .ask(|db| {
            let count = |sql: &str| db.conn.query_row(sql, [], |row| row.get::<_, i64>(0));
            Ok([
                count("SELECT count(*) FROM finished_job")?,
                count("SELECT count(*) FROM notice")?,
                count("SELECT count(*) FROM outbox")?,
                count("SELECT count(*) FROM finished_job f JOIN notice n ON n.server = f.server AND n.job = f.id")?,
                count("SELECT ifnull(max(CAST(value AS INTEGER)), 0) FROM cursor")?,
                count("SELECT count(*) FROM record")?,
            ])
        })
        .await
        .unwrap();
    assert!(counts.iter().all(|count| *count == counts[0]), "half an ending: {counts:?}");
    let open = store.recall("s1", NOW).await.unwrap().open;
    let number = u64::try_from(counts[0]).unwrap();
    let expected: &[OpenJob] = if number == 0 { &[] } else { &[open_job(&format!("j{}", number + 1))] };
    assert_eq!(open, expected, "the open job goes with the ending before it");
    number
}
