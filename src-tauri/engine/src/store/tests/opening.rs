//! Whatever is found at the path, Vigie starts, and says what it found.

use std::fs;

use rusqlite::Connection;
use vigie_contract::{Trouble, TroubleCode};

use super::*;
use crate::store::set_aside::with_suffix;
use crate::store::{StoreError, schema};

const ASIDE: &str = ".damaged-2026-01-02T030405";

/// Opens what is damaged: it must be set aside under the given end of name, and work.
async fn set_aside_and_begun_anew(path: &Path, aside: &str) -> PathBuf {
    let aside = with_suffix(path, aside);
    let (store, troubles) = Store::open(path, Limits::default(), NOW);
    assert_eq!(troubles, [Trouble::new(TroubleCode::StoreSetAside).with("file", aside.display())]);
    store.commit(ending(1)).await.unwrap();
    store.close().await;
    assert_eq!(whole_endings(&opened(path)).await, 1, "the new one is a file like any other");
    aside
}

async fn filled(path: &Path) {
    let store = opened(path);
    for n in 1..=100 {
        store.commit(ending(n)).await.unwrap();
    }
    store.close().await;
}

#[tokio::test]
async fn the_folder_is_made_and_the_files_are_for_this_user_only() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("deep").join("er").join("vigie.db");
    let store = opened(&path);
    store.commit(ending(1)).await.unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        for suffix in ["", "-wal", "-shm"] {
            assert_eq!(mode(&with_suffix(&path, suffix)), 0o600, "{suffix}");
        }
        assert_eq!(mode(path.parent().unwrap()), 0o700);
        store.close().await;
        // A copy put back by hand is narrowed again.
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        opened(&path).close().await;
        assert_eq!(mode(&path), 0o600);
    }
}

#[tokio::test]
async fn garbage_is_set_aside() {
    let (_folder, path) = place();
    fs::write(&path, "this is no database\n".repeat(500)).unwrap();
    fs::write(with_suffix(&path, "-wal"), "nor is this a journal").unwrap();
    let aside = set_aside_and_begun_anew(&path, ASIDE).await;
    assert!(fs::read_to_string(&aside).unwrap().starts_with("this is no"));
    assert_eq!(fs::read_to_string(with_suffix(&aside, "-wal")).unwrap(), "nor is this a journal");
}

#[tokio::test]
async fn two_set_aside_within_a_second_are_both_kept() {
    let (_folder, path) = place();
    for (n, end) in [(1, ASIDE.to_owned()), (2, format!("{ASIDE}-2")), (3, format!("{ASIDE}-3"))] {
        fs::write(&path, format!("garbage {n}")).unwrap();
        let aside = set_aside_and_begun_anew(&path, &end).await;
        assert_eq!(fs::read_to_string(aside).unwrap(), format!("garbage {n}"));
    }
}

#[tokio::test]
async fn a_truncated_file_is_set_aside() {
    let (_folder, path) = place();
    filled(&path).await;
    let whole = fs::read(&path).unwrap();
    for (keep, end) in [(whole.len() / 2, ASIDE.to_owned()), (50, format!("{ASIDE}-2"))] {
        fs::write(&path, &whole[..keep]).unwrap();
        let aside = set_aside_and_begun_anew(&path, &end).await;
        assert_eq!(fs::read(aside).unwrap(), whole[..keep], "as it was found");
    }
}

#[tokio::test]
async fn an_empty_file_is_a_new_one() {
    let (_folder, path) = place();
    fs::write(&path, "").unwrap();
    assert_eq!(whole_endings(&opened(&path)).await, 0);
}

#[tokio::test]
async fn any_page_overwritten_is_noticed_at_the_next_opening() {
    let (_folder, path) = place();
    filled(&path).await;
    let whole = fs::read(&path).unwrap();
    let page = usize::from(u16::from_be_bytes([whole[16], whole[17]]));
    let pages = whole.len() / page;
    assert!(pages >= 15, "enough pages to be worth the name: {pages}");
    for number in 0..pages {
        let (_folder, path) = place();
        let mut flipped = whole.clone();
        flipped[number * page..(number + 1) * page].iter_mut().for_each(|byte| *byte ^= 0xA5);
        fs::write(&path, &flipped).unwrap();
        let (store, troubles) = Store::open(&path, Limits::default(), NOW);
        let codes: Vec<_> = troubles.iter().map(|trouble| trouble.code).collect();
        assert_eq!(codes, [TroubleCode::StoreSetAside], "page {number}");
        store.commit(ending(1)).await.unwrap();
        store.close().await;
    }
}

#[tokio::test]
async fn a_file_without_one_of_its_tables_is_set_aside() {
    let (_folder, path) = place();
    filled(&path).await;
    Connection::open(&path).unwrap().execute_batch("DROP TABLE outbox").unwrap();
    set_aside_and_begun_anew(&path, ASIDE).await;
}

#[tokio::test]
async fn the_database_of_another_program_is_set_aside_and_not_written_into() {
    let (_folder, path) = place();
    Connection::open(&path)
        .unwrap()
        .execute_batch("CREATE TABLE theirs (x); INSERT INTO theirs VALUES (1)")
        .unwrap();
    let before = fs::read(&path).unwrap();
    let aside = set_aside_and_begun_anew(&path, ASIDE).await;
    assert_eq!(fs::read(aside).unwrap(), before);
}

fn newer(path: &Path) -> Trouble {
    Trouble::new(TroubleCode::StoreNewer)
        .with("file", path.display())
        .with("found", schema::known() + 1)
        .with("known", schema::known())
}

#[tokio::test]
async fn a_file_from_a_newer_vigie_is_left_untouched() {
    let (folder, path) = place();
    filled(&path).await;
    let conn = Connection::open(&path).unwrap();
    conn.pragma_update(None, "user_version", schema::known() + 1).unwrap();
    conn.close().unwrap();
    let before = fs::read(&path).unwrap();

    let (store, troubles) = Store::open(&path, Limits::default(), NOW);
    assert_eq!(troubles, [newer(&path)]);
    assert_eq!(whole_endings(&store).await, 0, "this run lives in memory");
    store.commit(ending(1)).await.unwrap();
    store.close().await;
    assert_eq!(fs::read(&path).unwrap(), before);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "and nothing is put beside it");
}

#[tokio::test]
async fn a_newer_version_that_is_still_in_the_journal_is_seen_and_kept() {
    let (_folder, path) = place();
    filled(&path).await;
    // A newer Vigie migrated and was killed: the file's own header does not know yet.
    let newer_vigie = Connection::open(&path).unwrap();
    newer_vigie.pragma_update(None, "user_version", schema::known() + 1).unwrap();
    let (_elsewhere, copy) = place();
    for suffix in ["", "-wal"] {
        fs::copy(with_suffix(&path, suffix), with_suffix(&copy, suffix)).unwrap();
    }
    let files = || ["", "-wal"].map(|suffix| fs::read(with_suffix(&copy, suffix)).unwrap());
    let before = files();

    let (store, troubles) = Store::open(&copy, Limits::default(), NOW);
    assert_eq!(troubles, [newer(&copy)]);
    store.close().await;
    assert_eq!(files(), before);
}

#[tokio::test]
async fn where_nothing_can_be_written_this_run_lives_in_memory() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "in the way").unwrap();
    // A file where the folder should be, and a folder where the file should be.
    for path in [file.join("vigie.db"), folder.path().to_owned()] {
        let (store, troubles) = Store::open(&path, Limits::default(), NOW);
        assert_eq!(troubles, [StoreError::NotWritable.trouble()]);
        assert_eq!(troubles[0].code, TroubleCode::StoreNotSaving);
        store.commit(ending(1)).await.unwrap();
        assert_eq!(whole_endings(&store).await, 1);
    }
}

#[cfg(unix)]
#[tokio::test]
async fn a_folder_without_permission_is_no_folder_to_write_in() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let closed = folder.path().join("closed");
    fs::create_dir(&closed).unwrap();
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o500)).unwrap();
    let (store, troubles) = Store::open(&closed.join("vigie.db"), Limits::default(), NOW);
    // The superuser may write everywhere; everybody else is told.
    if fs::write(closed.join("probe"), "").is_err() {
        assert_eq!(troubles, [StoreError::NotWritable.trouble()]);
    }
    store.commit(ending(1)).await.unwrap();
    store.close().await;
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o700)).unwrap();
}

#[test]
fn the_words_hold_no_sql() {
    let error = rusqlite::Connection::open_in_memory()
        .unwrap()
        .execute("SELECT secret FROM nowhere", [])
        .unwrap_err();
    let error = StoreError::from(error);
    assert_eq!(error.code(), "store-internal");
    assert!(!error.to_string().contains("secret"));
    assert!(!format!("{error:?}").contains("secret"));
}
