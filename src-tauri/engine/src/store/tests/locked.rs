//! Another process holds the file.

use std::time::Duration;

use rusqlite::Connection;

use super::*;
use crate::store::StoreError;

/// As a second Vigie would: SQLite's locks are the same within a process and between two.
fn other_writer(path: &Path) -> Connection {
    let other = Connection::open(path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    other
}

#[tokio::test]
async fn a_writer_that_does_not_let_go_gives_a_clear_error_and_no_damage() {
    let (_folder, path) = place();
    let limits = Limits { busy_wait: Duration::from_millis(20), ..Limits::default() };
    let (store, troubles) = Store::open(&path, limits, NOW);
    assert_eq!(troubles, []);
    store.commit(ending(1)).await.unwrap();

    let other = other_writer(&path);
    assert_eq!(store.commit(ending(2)).await, Err(StoreError::Busy));
    assert_eq!(store.first_contact("s1", NOW).await, Err(StoreError::Busy));
    assert_eq!(whole_endings(&store).await, 1, "readers do not wait for writers");
    other.execute_batch("ROLLBACK").unwrap();
    drop(other);

    store.commit(ending(2)).await.unwrap();
    assert_eq!(whole_endings(&store).await, 2);
}

#[tokio::test]
async fn a_writer_that_lets_go_is_waited_for() {
    let (_folder, path) = place();
    let limits = Limits { busy_wait: Duration::from_secs(120), ..Limits::default() };
    let (store, _) = Store::open(&path, limits, NOW);
    let other = other_writer(&path);
    let waiting = tokio::spawn({
        let store = store.clone();
        async move { store.commit(ending(1)).await }
    });
    // The thread waits, the runtime does not: this task goes on and ends what it waits for.
    tokio::task::yield_now().await;
    other.execute_batch("ROLLBACK").unwrap();
    assert_eq!(waiting.await.unwrap().unwrap().fresh.len(), 1);
}

#[tokio::test]
async fn a_held_file_is_never_taken_for_damaged() {
    let (folder, path) = place();
    opened(&path).close().await;
    let other = Connection::open(&path).unwrap();
    other
        .execute_batch("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; CREATE TABLE x (y); COMMIT")
        .unwrap();
    let limits = Limits { busy_wait: Duration::from_millis(20), ..Limits::default() };
    let (store, troubles) = Store::open(&path, limits, NOW);
    assert_eq!(troubles, [StoreError::Busy.trouble()]);
    store.commit(ending(1)).await.unwrap();
    let names: Vec<_> =
        std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(names.iter().all(|name| !name.to_string_lossy().contains("damaged")), "{names:?}");
}

#[tokio::test]
async fn two_stores_on_one_file_say_each_thing_once() {
    let (_folder, path) = place();
    let (one, two) = (opened(&path), opened(&path));
    let mut fresh = 0;
    for n in 1..=20 {
        let (a, b) = tokio::join!(one.commit(ending(n)), two.commit(ending(n)));
        fresh += a.unwrap().fresh.len() + b.unwrap().fresh.len();
    }
    assert_eq!(fresh, 20);
    one.close().await;
    assert_eq!(whole_endings(&two).await, 20);
}
