//! A full disk: Vigie goes on, nothing is half-written, and room makes it well again.

use super::*;
use crate::store::StoreError;

/// Lets the file grow to so many pages and no further.
async fn room(store: &Store, pages: u32) {
    store
        .desk
        .ask(move |db| Ok(db.conn.pragma_update_and_check(None, "max_page_count", pages, |_| Ok(()))?))
        .await
        .unwrap();
}

async fn pages(store: &Store) -> u32 {
    store.desk.ask(|db| Ok(db.conn.pragma_query_value(None, "page_count", |row| row.get(0))?)).await.unwrap()
}

#[tokio::test]
async fn a_full_disk_takes_nothing_from_what_is_there() {
    let (_folder, path) = place();
    let store = opened(&path);
    store.commit(ending(1)).await.unwrap();
    let full_at = pages(&store).await + 2;
    room(&store, full_at).await;

    let mut stored = 1;
    let error = loop {
        match store.commit(ending(stored + 1)).await {
            Ok(_) => stored += 1,
            Err(error) => break error,
        }
    };
    assert_eq!(error, StoreError::Full);
    assert_eq!(error.code(), "store-full");
    assert!(error.may_pass());

    // A large commit fails as a whole, though its first rows would have fitted.
    let many = Commit {
        notices: (0..200).map(|n| new_notice(&format!("x{n}"), NoticeKind::Failed, "")).collect(),
        ..Commit::default()
    };
    assert_eq!(store.commit(many).await, Err(StoreError::Full));
    assert_eq!(whole_endings(&store).await, stored, "reading still works, and nothing is half-written");
    assert_eq!(u64::from(store.unread().await.unwrap()), stored);

    room(&store, 1_000_000).await;
    let done = store.commit(ending(stored + 1)).await.unwrap();
    assert_eq!(done.fresh.len(), 1, "what failed was not taken for said");
    store.close().await;
    assert_eq!(whole_endings(&opened(&path)).await, stored + 1);
}

#[tokio::test]
async fn pruning_makes_room_in_a_full_store() {
    let (_folder, path) = place();
    let limits = Limits { history_rows: 5, notice_rows: 5, ..Limits::default() };
    let (store, _) = Store::open(&path, limits, NOW);
    for n in 1..=50 {
        store.commit(ending(n)).await.unwrap();
    }
    let full_at = pages(&store).await;
    room(&store, full_at).await;
    let mut number = 51;
    while store.commit(ending(number)).await.is_ok() {
        number += 1;
    }
    store.prune(NOW).await.unwrap();
    store.commit(ending(number)).await.unwrap();
}

/// Tells the child which store to open; the test binary runs itself with this set.
#[cfg(unix)]
const CHILD: &str = "VIGIE_STORE_FULL_CHILD";

/// Not a test of its own: runs where no file may grow by a single byte.
#[cfg(unix)]
#[tokio::test]
#[ignore = "the child of the test below"]
async fn child_that_may_not_write() {
    let Some(path) = std::env::var_os(CHILD) else { return };
    let (store, _) = Store::open(Path::new(&path), Limits::default(), NOW);
    assert_eq!(whole_endings(&store).await, 3, "what is there is read all the same");
    let error = store.commit(ending(4)).await.unwrap_err();
    assert!(error.may_pass(), "{error}");
    assert_eq!(store.unread().await, Ok(3));
    store.close().await;
}

/// The index of SQLite's journal is a file as well: a full disk must not make the bell empty.
#[cfg(unix)]
#[tokio::test]
async fn a_store_opened_on_a_full_disk_still_shows_what_it_holds() {
    let (_folder, path) = place();
    let store = opened(&path);
    for n in 1..=3 {
        store.commit(ending(n)).await.unwrap();
    }
    store.close().await;

    // The shell takes away the right to write and lets the failure be an error, not a signal.
    let child = std::process::Command::new("sh")
        .args(["-c", r#"ulimit -f 0; trap "" XFSZ; exec "$0" "$@""#])
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", "store::tests::full::child_that_may_not_write"])
        .args(["--ignored", "--test-threads=1"])
        .env(CHILD, &path)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&child.stdout);
    assert!(child.status.success() && said.contains("1 passed"), "{said}");

    let store = opened(&path);
    assert_eq!(whole_endings(&store).await, 3);
    store.commit(ending(4)).await.unwrap();
}
