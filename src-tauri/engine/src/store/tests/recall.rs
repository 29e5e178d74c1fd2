//! What was known of a server.

use super::*;
use crate::store::Memory;
use crate::usual::{Habits, Ran};

#[tokio::test]
async fn a_server_never_heard_of_is_an_empty_memory() {
    let store = Store::in_memory(Limits::default());
    assert_eq!(store.recall("s1", NOW).await.unwrap(), Memory::default());
}

#[tokio::test]
async fn what_was_open_and_where_it_was_left_comes_back_after_a_restart() {
    let (_folder, path) = place();
    let store = opened(&path);
    assert!(store.first_contact("s1", NOW).await.unwrap());
    assert!(!store.first_contact("s1", NOW + 1).await.unwrap());
    let elsewhere = OpenJob { server: "s2".into(), ..open_job("x") };
    store
        .commit(Commit {
            open: vec![open_job("a"), open_job("b"), elsewhere],
            cursors: vec![cursor("progress-a", Some("4")), cursor("progress-b", Some("9"))],
            ..Commit::default()
        })
        .await
        .unwrap();
    let further = OpenJob { done: Some(4), warnings: 1, ..open_job("a") };
    store
        .commit(Commit {
            open: vec![further.clone()],
            closed: vec![("s1".into(), "b".into())],
            finished: vec![finished_job("b")],
            cursors: vec![cursor("progress-a", Some("5")), cursor("progress-b", None)],
            ..Commit::default()
        })
        .await
        .unwrap();
    store.close().await;

    assert_eq!(
        opened(&path).recall("s1", NOW + 60_000).await.unwrap(),
        Memory {
            first_contact: Some(NOW),
            open: vec![further],
            cursors: vec![("progress-a".into(), "5".into())],
            finished: vec![finished_job("b")],
            habits: Habits::of([("edi_import".into(), vec![Ran { took: 5000, total: Some(10) }])]),
            ..Memory::default()
        }
    );
}

#[tokio::test]
async fn only_the_newest_of_the_last_day_are_recalled() {
    let store = Store::in_memory(Limits::default());
    let day = 24 * 60 * 60 * 1000;
    let at = |n: u64, finished_at| FinishedJob { finished_at, ..finished_job(&format!("j{n}")) };
    let mut finished: Vec<_> = (0..250).map(|n| at(n, NOW - n)).collect();
    finished.push(at(900, NOW - day - 1));
    store.commit(Commit { finished, ..Commit::default() }).await.unwrap();

    let recalled = store.recall("s1", NOW).await.unwrap().finished;
    assert_eq!(recalled.len(), 200);
    assert_eq!((recalled[0].id.as_str(), recalled[199].id.as_str()), ("j0", "j199"));
    let later = store.recall("s1", NOW + day - 10).await.unwrap().finished;
    assert_eq!(later.last().unwrap().id, "j10", "what ended longer ago than a day is left in the history");
}

#[tokio::test]
async fn news_is_told_from_what_is_known() {
    let store = Store::in_memory(Limits::default());
    let unsaid = FinishedJob { started_at: None, ..finished_job("unsaid") };
    store
        .commit(Commit {
            open: vec![open_job("open")],
            finished: vec![finished_job("over"), unsaid],
            ..Commit::default()
        })
        .await
        .unwrap();
    let ask = [
        ("open", Some(NOW), false),
        ("over", Some(NOW - 5000), false),
        // The same id, begun again later: another run.
        ("over", Some(NOW + 1), true),
        ("over", None, false),
        // Its start was not known; one before its end can be the same run, one after cannot.
        ("unsaid", Some(NOW - 1), false),
        ("unsaid", Some(NOW + 1), true),
        ("never", Some(NOW), true),
        ("never", None, true),
    ];
    let jobs = ask.iter().map(|(id, at, _)| ((*id).to_owned(), *at)).collect();
    let expected: Vec<bool> = ask.iter().map(|(_, _, unknown)| *unknown).collect();
    assert_eq!(store.unknown_of("s1", jobs).await.unwrap(), expected);
    assert_eq!(store.unknown_of("s2", vec![("open".into(), None)]).await.unwrap(), [true]);
}

#[tokio::test]
async fn the_run_number_goes_on_from_the_highest_stored() {
    let store = Store::in_memory(Limits::default());
    let runs = [1, 3, 2].map(|run| FinishedJob { run, ..finished_job("nightly") });
    store
        .commit(Commit {
            finished: runs.into(),
            open: vec![OpenJob { run: 7, ..open_job("j") }],
            ..Commit::default()
        })
        .await
        .unwrap();
    let asked = vec!["nightly".into(), "j".into(), "new".into()];
    assert_eq!(store.last_runs("s1", asked).await.unwrap(), [Some(3), Some(7), None]);
}

#[tokio::test]
async fn a_forgotten_server_keeps_its_bell_and_history() {
    let store = Store::in_memory(Limits::default());
    store.first_contact("s1", NOW).await.unwrap();
    store.commit(ending(1)).await.unwrap();
    store.forget_server("s1").await.unwrap();
    let memory = store.recall("s1", NOW).await.unwrap();
    assert_eq!((memory.first_contact, memory.open, memory.cursors), (None, vec![], vec![]));
    assert_eq!(memory.finished.len(), 1);
    assert_eq!(store.unread().await.unwrap(), 1);
    assert!(store.first_contact("s1", NOW).await.unwrap(), "added again, it is met for the first time");
}

#[tokio::test]
async fn a_hundred_thousand_jobs_are_looked_up_in_order() {
    let store = Store::in_memory(Limits::default());
    store.commit(Commit { finished: vec![finished_job("50000")], ..Commit::default() }).await.unwrap();
    let jobs: Vec<_> = (0..100_000).map(|n: u32| (n.to_string(), None)).collect();
    let unknown = store.unknown_of("s1", jobs).await.unwrap();
    assert_eq!(unknown.len(), 100_000);
    assert_eq!(unknown.iter().position(|unknown| !unknown), Some(50_000));
    assert_eq!(unknown.iter().filter(|unknown| !**unknown).count(), 1);
}

#[tokio::test]
async fn all_of_a_server_is_forgotten_with_what_it_told_and_nothing_of_others() {
    let store = Store::in_memory(Limits::default());
    store.commit(ending(1)).await.unwrap();
    let other = Commit { notices: vec![], ..ending(2) };
    let finished = other.finished.into_iter().map(|job| FinishedJob { server: "s2".into(), ..job }).collect();
    store.commit(Commit { finished, ..Commit::default() }).await.unwrap();
    assert_eq!(store.forget_all_of("s1").await.unwrap(), 0, "none is unread");
    assert!(store.notices(None, 10).await.unwrap().notices.is_empty());
    assert!(store.pending_alerts(10).await.unwrap().is_empty(), "nobody is alerted of it any more");
    assert!(store.recall("s1", NOW).await.unwrap().finished.is_empty());
    assert_eq!(store.recall("s2", NOW).await.unwrap().finished.len(), 1);
}
