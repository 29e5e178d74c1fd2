//! Records, gaps and numbers.

use vigie_contract::{Gap, RecordRef};

use super::*;
use crate::store::{Pruned, StatPoint, StoreError};

const DAY: Millis = 24 * 60 * 60 * 1000;

fn ids(records: &[Record]) -> Vec<&str> {
    records.iter().map(|record| record.id.as_str()).collect()
}

fn gap(model: &str, from: Millis, to: Millis) -> (String, Gap) {
    (model.into(), Gap { server: "s1".into(), from, to })
}

fn point(at: Millis, value: f64) -> StatPoint {
    StatPoint { server: "s1".into(), at, values: [("sessions.actives".to_owned(), value)].into() }
}

#[tokio::test]
async fn records_come_back_as_they_were_in_the_order_of_their_changes() {
    let (_folder, path) = place();
    let store = opened(&path);
    let first = vec![record("estimate", "1"), record("estimate", "2"), record("project", "1")];
    store.commit(Commit { records: first, ..Commit::default() }).await.unwrap();
    let again = Record { action: RecordAction::Deleted, by: None, ..record("estimate", "1") };
    let gone = RecordRef { server: "s1".into(), model: "project".into(), id: "1".into() };
    store
        .commit(Commit { records: vec![again.clone()], records_gone: vec![gone], ..Commit::default() })
        .await
        .unwrap();
    store.close().await;
    let memory = opened(&path).recall("s1", NOW).await.unwrap();
    assert_eq!(memory.records, [record("estimate", "2"), again]);
    assert_eq!(opened(&path).recall("s2", NOW).await.unwrap().records, []);
}

#[tokio::test]
async fn a_record_the_notice_about_it_and_the_position_are_written_together_or_not_at_all() {
    let store = Store::in_memory(Limits::default());
    store.commit(ending(1)).await.unwrap();
    // The last thing of a commit that cannot be written takes all of it back.
    store
        .desk
        .ask(|db| {
            Ok(db.conn.execute_batch(
                "CREATE TRIGGER refuse BEFORE INSERT ON stat BEGIN SELECT raise(ABORT, 'no'); END",
            )?)
        })
        .await
        .unwrap();
    let mut commit = ending(2);
    commit.stats = vec![point(NOW, 1.0)];
    commit.table_gaps = vec![gap("estimate", 1, 2)];
    store.commit(commit.clone()).await.unwrap_err();
    assert_eq!(whole_endings(&store).await, 1);
    let memory = store.recall("s1", NOW).await.unwrap();
    assert_eq!((ids(&memory.records), memory.table_gaps.len()), (vec!["1"], 0));
    assert_eq!(memory.cursors, [("position".into(), "1".into())]);

    store.desk.ask(|db| Ok(db.conn.execute_batch("DROP TRIGGER refuse")?)).await.unwrap();
    store.commit(commit).await.unwrap();
    let memory = store.recall("s1", NOW).await.unwrap();
    assert_eq!((ids(&memory.records), memory.stats), (vec!["1", "2"], vec![point(NOW, 1.0)]));
    assert_eq!(memory.table_gaps, [gap("estimate", 1, 2)]);
}

#[tokio::test]
async fn the_last_numbers_of_each_five_minutes_stay_for_a_week() {
    let store = Store::in_memory(Limits::default());
    let slot = NOW / (5 * 60_000) * (5 * 60_000);
    let stats = vec![
        point(slot - 8 * DAY, 9.0),
        point(slot - DAY, 1.0),
        point(slot, 2.0),
        point(slot + 60_000, 3.0),
        point(slot + 100 * DAY, 9.0),
    ];
    store.commit(Commit { stats, ..Commit::default() }).await.unwrap();
    assert_eq!(store.prune(NOW).await.unwrap(), Pruned { stats: 2, ..Pruned::default() });
    let left = store.recall("s1", NOW).await.unwrap().stats;
    assert_eq!(left, [point(slot - DAY, 1.0), point(slot + 60_000, 3.0)]);
}

#[tokio::test]
async fn each_model_keeps_so_many_the_deleted_leave_first() {
    let store = Store::in_memory(Limits { record_rows: 2, ..Limits::default() });
    let mut records: Vec<Record> = ["1", "2", "3", "4"].map(|id| record("estimate", id)).into();
    records[2].action = RecordAction::Deleted;
    records.push(record("project", "1"));
    store.commit(Commit { records, ..Commit::default() }).await.unwrap();
    assert_eq!(store.prune(NOW).await.unwrap(), Pruned { records: 2, ..Pruned::default() });
    assert_eq!(ids(&store.recall("s1", NOW).await.unwrap().records), ["2", "4", "1"]);
}

#[tokio::test]
async fn what_would_be_cut_into_something_else_is_not_stored() {
    let store = Store::in_memory(Limits::default());
    let long = "x".repeat(100_000);
    let mut large = record("estimate", "large");
    large.fields.insert("note".into(), long.clone().into());
    let records = vec![record("estimate", &long), record(&long, "1"), large];
    let mut notice = new_notice("j", NoticeKind::Record, "");
    notice.notice.values = [("by".to_owned(), long)].into();
    store.commit(Commit { records, notices: vec![notice], ..Commit::default() }).await.unwrap();
    assert_eq!(store.recall("s1", NOW).await.unwrap().records, []);
    assert!(store.notices(None, 1).await.unwrap().notices[0].values.is_empty());
}

#[tokio::test]
async fn a_notice_keeps_what_fills_its_sentences() {
    let store = Store::in_memory(Limits::default());
    let mut new = new_notice("j", NoticeKind::Completed, "");
    new.notice.inferred = true;
    new.notice.values = [("model".to_owned(), "estimate".to_owned())].into();
    let fresh = store.commit(Commit { notices: vec![new], ..Commit::default() }).await.unwrap().fresh;
    let read = store.notices(None, 1).await.unwrap().notices;
    assert_eq!(read, fresh);
    assert!(read[0].inferred && read[0].values["model"] == "estimate");
}

#[tokio::test]
async fn a_server_that_is_forgotten_leaves_none_of_it() {
    let store = Store::in_memory(Limits::default());
    let mut commit = ending(1);
    (commit.stats, commit.table_gaps) = (vec![point(NOW, 1.0)], vec![gap("estimate", 1, 2)]);
    store.commit(commit).await.unwrap();
    store.forget_server("s1").await.unwrap();
    let memory = store.recall("s1", NOW).await.unwrap();
    assert!(memory.records.is_empty() && memory.stats.is_empty() && memory.table_gaps.is_empty());
}

#[tokio::test]
async fn whether_a_server_was_told_to_be_unreachable_is_known_after_a_restart() {
    let store = Store::in_memory(Limits::default());
    let tell = async |kind, since: &str| -> Result<_, StoreError> {
        let mut notice = new_notice("", kind, since);
        (notice.notice.job, notice.notice.run) = (None, None);
        store.commit(Commit { notices: vec![notice], ..Commit::default() }).await?;
        Ok(store.recall("s1", NOW).await?.unreachable_since)
    };
    assert_eq!(tell(NoticeKind::SignedOut, "5").await, Ok(None));
    assert_eq!(tell(NoticeKind::Unreachable, "7").await, Ok(Some(7)));
    assert_eq!(tell(NoticeKind::Restored, "7").await, Ok(None));
    assert_eq!(tell(NoticeKind::Unreachable, "9").await, Ok(Some(9)));
}
