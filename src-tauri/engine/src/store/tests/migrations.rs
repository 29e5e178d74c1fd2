//! Each migration, from a file at the version before it.

use rusqlite::Connection;

use super::*;
use crate::store::schema::{self, APPLICATION_ID, MIGRATIONS};

/// For migration N (from version N): a file at version N with something in it, and what must
/// be true after it. A migration without an entry fails `every_migration_has_its_story`.
struct Story {
    /// SQL that puts rows into a file at the version before.
    before: &'static str,
    /// Queries that give 1 where all is well.
    after: &'static [&'static str],
}

const STORIES: &[Story] = &[
    // 0 → 1: from an empty file.
    Story {
        before: "",
        after: &[
            "SELECT count(*) = 7 FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
            "SELECT min(strict) FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite_%'",
            "SELECT count(*) = 1 FROM sqlite_schema WHERE name = 'notice_identity' AND sql LIKE '%UNIQUE%'",
            "SELECT application_id = 1449748329 FROM pragma_application_id",
        ],
    },
    // 1 → 2: what is there stays and is what it was.
    Story {
        before: "INSERT INTO notice (server, job, run, kind, occurrence, server_name, title, at, read, warnings)
                   VALUES ('s', 'j', 1, 'completed', '', 'Depot', 'Import', 5, 0, 0);
                 INSERT INTO outbox (notice) VALUES (1);
                 INSERT INTO finished_job (server, server_name, id, run, title, outcome, warnings, finished_at)
                   VALUES ('s', 'Depot', 'j', 1, 'Import', 'completed', 0, 5);
                 INSERT INTO open_job (server, id, run, title, phase, warnings, seen_at)
                   VALUES ('s', 'k', 1, 'Import', 'running', 0, 5);",
        after: &[
            "SELECT inferred = 0 AND args IS NULL AND id IN (SELECT notice FROM outbox) FROM notice",
            "SELECT inferred = 0 AND unit = 'items' FROM finished_job",
            "SELECT unit = 'items' FROM open_job",
            "SELECT count(*) = 3 FROM sqlite_schema WHERE name IN ('record', 'stat', 'table_gap')",
            "SELECT min(strict) FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite_%'",
        ],
    },
    // 2 → 3: what was told is in the bell still, and what waits to be shown is shown, not heard.
    Story {
        before: "INSERT INTO notice (server, job, run, kind, occurrence, server_name, title, at, read, warnings)
                   VALUES ('s', 'j', 1, 'completed', '', 'Depot', 'Import', 5, 0, 0);
                 INSERT INTO outbox (notice) VALUES (1);
                 INSERT INTO finished_job (server, server_name, id, run, title, outcome, warnings, finished_at)
                   VALUES ('s', 'Depot', 'j', 1, 'Import', 'completed', 0, 5);",
        after: &[
            "SELECT hidden = 0 AND job_kind IS NULL AND owner IS NULL FROM notice",
            "SELECT desktop = 1 AND sound = 0 AND loud = 0 AND notice = 1 FROM outbox",
            "SELECT owner IS NULL FROM finished_job",
            "SELECT min(strict) FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite_%'",
        ],
    },
];

#[test]
fn every_migration_has_its_story() {
    assert_eq!(STORIES.len(), MIGRATIONS.len());
    for (at, story) in STORIES.iter().enumerate() {
        let mut conn = Connection::open_in_memory().unwrap();
        schema::migrate(&mut conn, &MIGRATIONS[..at]).unwrap();
        conn.execute_batch(story.before).unwrap();
        schema::migrate(&mut conn, &MIGRATIONS[..=at]).unwrap();
        assert_eq!(schema::version(&conn).unwrap(), i32::try_from(at + 1).unwrap());
        for query in story.after {
            assert_eq!(conn.query_row(query, [], |row| row.get::<_, i64>(0)), Ok(1), "{query}");
        }
        let check: String = conn.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
        assert_eq!(check, "ok");
    }
}

#[test]
fn the_application_id_is_the_one_in_the_file() {
    assert_eq!(APPLICATION_ID, 1_449_748_329);
    assert_eq!(APPLICATION_ID.to_be_bytes(), *b"Vigi");
}

#[tokio::test]
async fn a_later_step_keeps_what_was_there() {
    let (_folder, path) = place();
    let store = opened(&path);
    store.commit(ending(1)).await.unwrap();
    store.close().await;

    let mut conn = Connection::open(&path).unwrap();
    let steps = [MIGRATIONS, &["ALTER TABLE notice ADD COLUMN tone TEXT NOT NULL DEFAULT 'plain'"]].concat();
    schema::migrate(&mut conn, &steps).unwrap();
    schema::migrate(&mut conn, &steps).unwrap();
    let row: (String, String) =
        conn.query_row("SELECT job, tone FROM notice", [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    assert_eq!(row, ("j1".into(), "plain".into()));
    assert_eq!(usize::try_from(schema::version(&conn).unwrap()).unwrap(), steps.len());
}

#[test]
fn a_step_that_fails_half_way_leaves_the_version_before_it() {
    let mut conn = Connection::open_in_memory().unwrap();
    let steps = ["CREATE TABLE a (x) STRICT_NOT", "never"];
    assert!(schema::migrate(&mut conn, &steps).is_err());
    let steps = ["CREATE TABLE a (x)", "CREATE TABLE b (x); INSERT INTO nowhere VALUES (1)"];
    assert!(schema::migrate(&mut conn, &steps).is_err());
    assert_eq!(schema::version(&conn).unwrap(), 1);
    assert!(conn.table_exists(None, "a").unwrap());
    assert!(!conn.table_exists(None, "b").unwrap());
}

#[test]
fn two_that_migrate_at_once_do_it_once() {
    let (_folder, path) = place();
    let steps = ["CREATE TABLE a (x)", "CREATE TABLE b (x)", "CREATE TABLE c (x)"];
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let mut conn = Connection::open(&path).unwrap();
                conn.busy_timeout(std::time::Duration::from_secs(60)).unwrap();
                schema::migrate(&mut conn, &steps).unwrap();
            });
        }
    });
    assert_eq!(schema::version(&Connection::open(&path).unwrap()).unwrap(), 3);
}
