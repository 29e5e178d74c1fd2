//! The picture a dying machine leaves: a file, and a journal that ends anywhere.

use std::fs;

use super::*;
use crate::store::set_aside::with_suffix;

#[tokio::test]
async fn a_journal_cut_anywhere_gives_a_whole_past() {
    let (_folder, path) = place();
    let store = opened(&path);
    for n in 1..=12 {
        store.commit(ending(n)).await.unwrap();
    }
    // Still open: nothing is folded into the file yet.
    let file = fs::read(&path).unwrap();
    let journal = fs::read(with_suffix(&path, "-wal")).unwrap();
    let mut reached = Vec::new();
    let cuts = (0..journal.len()).step_by(2999).chain([journal.len() - 1, journal.len()]);
    for cut in cuts {
        let (_elsewhere, path) = place();
        fs::write(&path, &file).unwrap();
        fs::write(with_suffix(&path, "-wal"), &journal[..cut]).unwrap();
        let store = opened(&path);
        reached.push(whole_endings(&store).await);
        // And from there on it goes on.
        store.commit(ending(reached.last().unwrap() + 1)).await.unwrap();
        store.close().await;
    }
    assert!(reached.is_sorted(), "more of the journal is never less of the past: {reached:?}");
    assert_eq!((reached[0], *reached.last().unwrap()), (0, 12));
    assert!(reached.iter().any(|number| (1..12).contains(number)), "{reached:?}");
}

#[tokio::test]
async fn a_store_dropped_without_closing_has_lost_nothing() {
    let (_folder, path) = place();
    let store = opened(&path);
    for n in 1..=3 {
        store.commit(ending(n)).await.unwrap();
    }
    drop(store);
    assert_eq!(whole_endings(&opened(&path)).await, 3);
}
