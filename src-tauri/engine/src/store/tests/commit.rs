//! A commit is all or nothing, and nothing is said twice.

use super::*;

#[tokio::test]
async fn the_same_identity_twice_is_one_notice_and_one_alert() {
    let store = Store::in_memory(Limits::default());
    let first = store.commit(ending(1)).await.unwrap();
    assert_eq!((first.fresh.len(), first.unread), (1, 1));
    let again = store.commit(ending(1)).await.unwrap();
    assert_eq!((again.fresh.len(), again.unread), (0, 1));
    assert_eq!(store.pending_alerts(10).await.unwrap().len(), 1);
    assert_eq!(whole_endings(&store).await, 1);
}

#[tokio::test]
async fn the_same_identity_twice_in_one_commit_is_one_notice() {
    let store = Store::in_memory(Limits::default());
    let notice = new_notice("j", NoticeKind::Warning, "1");
    let done =
        store.commit(Commit { notices: vec![notice.clone(), notice], ..Commit::default() }).await.unwrap();
    assert_eq!((done.fresh.len(), done.unread), (1, 1));
}

#[tokio::test]
async fn a_replay_after_a_restart_says_nothing_again() {
    let (_folder, path) = place();
    let store = opened(&path);
    store.commit(ending(1)).await.unwrap();
    let alerts: Vec<i64> = store.pending_alerts(10).await.unwrap().iter().map(|alert| alert.id).collect();
    store.alerts_sent(alerts).await.unwrap();
    store.close().await;

    let store = opened(&path);
    let replayed = store.commit(ending(1)).await.unwrap();
    assert_eq!((replayed.fresh.len(), replayed.unread), (0, 1));
    assert_eq!(store.pending_alerts(10).await.unwrap(), []);
    store.close().await;
}

#[tokio::test]
async fn each_part_of_the_identity_tells_notices_apart() {
    let store = Store::in_memory(Limits::default());
    let base = new_notice("j", NoticeKind::Warning, "1");
    let mut variants = vec![base.clone(); 8];
    variants[1].notice.server = "s2".into();
    variants[2].notice.job = Some("k".into());
    variants[3].notice.run = Some(2);
    variants[4].notice.kind = NoticeKind::Stalled;
    variants[5].occurrence = "10".into();
    // A notice about the server, and one about a job whose id is empty.
    variants[6].notice.job = None;
    variants[7].notice.job = Some(String::new());
    let commit = Commit { notices: variants, ..Commit::default() };
    assert_eq!(store.commit(commit.clone()).await.unwrap().fresh.len(), 8);
    assert_eq!(
        store.commit(commit).await.unwrap().fresh.len(),
        0,
        "and each only once, with or without a job"
    );
}

#[tokio::test]
async fn fresh_notices_come_back_in_order_as_they_will_be_read() {
    let store = Store::in_memory(Limits::default());
    let mut quiet = new_notice("b", NoticeKind::Failed, "");
    (quiet.quiet, quiet.alert) = (true, Outgoing::default());
    let notices =
        vec![new_notice("a", NoticeKind::Completed, ""), quiet, new_notice("c", NoticeKind::Vanished, "")];
    let done = store.commit(Commit { notices, ..Commit::default() }).await.unwrap();
    assert_eq!(done.unread, 2, "a quiet one is read already");
    let mut page = store.notices(None, 10).await.unwrap().notices;
    page.reverse();
    assert_eq!(done.fresh, page);
    let alerts = store.pending_alerts(10).await.unwrap();
    assert_eq!(
        alerts.iter().map(|alert| alert.notice.job.as_deref().unwrap()).collect::<Vec<_>>(),
        ["a", "c"]
    );
    assert_eq!(alerts[0].notice, done.fresh[0]);
}

#[tokio::test]
async fn numbers_and_texts_beyond_reason_are_bounded() {
    let store = Store::in_memory(Limits::default());
    let mut notice = new_notice("j", NoticeKind::Failed, &"o".repeat(5000));
    notice.notice.done = Some(u64::MAX);
    notice.notice.at = u64::MAX;
    notice.notice.percent = Some(f64::NAN);
    notice.notice.text = Some("💥\0'; DROP TABLE notice; --".repeat(1000));
    let mut job = finished_job("j");
    job.total = Some(u64::MAX);
    job.metadata = Some(format!("[{}]", "1,".repeat(10_000)));
    job.title = "т".repeat(10_000);
    let commit = Commit { notices: vec![notice], finished: vec![job], ..Commit::default() };
    store.commit(commit.clone()).await.unwrap();
    assert_eq!(store.commit(commit).await.unwrap().fresh, [], "a cut identity is still the same identity");

    let largest = Some(u64::try_from(i64::MAX).unwrap());
    let read = store.notices(None, 1).await.unwrap().notices.remove(0);
    assert_eq!((read.done, read.percent), (largest, None));
    let text = read.text.unwrap();
    assert!(text.len() <= 4096 && text.starts_with("💥\0'; DROP") && text.ends_with('…'));
    let job = store.recall("s1", NOW).await.unwrap().finished.remove(0);
    assert_eq!(job.total, largest);
    assert_eq!(job.metadata, None, "half a JSON text is none");
    assert!(job.title.len() <= 1024);
}

#[tokio::test]
async fn job_ids_that_differ_only_at_the_end_stay_two_jobs() {
    let store = Store::in_memory(Limits::default());
    let long = "x".repeat(100_000);
    for end in ["a", "b"] {
        let id = format!("{long}{end}");
        let done = store
            .commit(Commit {
                notices: vec![new_notice(&id, NoticeKind::Completed, "")],
                finished: vec![finished_job(&id)],
                open: vec![open_job(&id)],
                cursors: vec![cursor(&id, Some("7")), cursor("short", Some(&long))],
                ..Commit::default()
            })
            .await
            .unwrap();
        assert_eq!(done.fresh.len(), 1);
    }
    let memory = store.recall("s1", NOW).await.unwrap();
    assert_eq!(memory.finished.len(), 2);
    assert_eq!(memory.open, [], "a shortened id would be a job nobody knows");
    assert_eq!(memory.cursors, [], "a shortened position would be a wrong one");
    let known = vec![(format!("{long}a"), Some(NOW - 5000)), (format!("{long}c"), Some(NOW - 5000))];
    assert_eq!(store.unknown_of("s1", known).await.unwrap(), [false, true]);
}

#[tokio::test]
async fn a_job_that_ended_and_began_again_is_open() {
    let store = Store::in_memory(Limits::default());
    store.commit(Commit { open: vec![open_job("j")], ..Commit::default() }).await.unwrap();
    let again = OpenJob { run: 2, ..open_job("j") };
    store
        .commit(Commit {
            closed: vec![("s1".into(), "j".into())],
            open: vec![again.clone()],
            ..Commit::default()
        })
        .await
        .unwrap();
    assert_eq!(store.recall("s1", NOW).await.unwrap().open, [again]);
}

#[tokio::test]
async fn vanished_gives_way_to_what_the_server_says_and_not_the_other_way() {
    let store = Store::in_memory(Limits::default());
    let vanished = FinishedJob { outcome: Outcome::Vanished, ..finished_job("j") };
    let outcome = async |job: FinishedJob| {
        store.commit(Commit { finished: vec![job], ..Commit::default() }).await.unwrap();
        let finished = store.recall("s1", NOW).await.unwrap().finished;
        assert_eq!(finished.len(), 1);
        finished[0].outcome
    };
    assert_eq!(outcome(vanished.clone()).await, Outcome::Vanished);
    assert_eq!(outcome(finished_job("j")).await, Outcome::Completed);
    assert_eq!(outcome(vanished).await, Outcome::Completed);
}

#[tokio::test]
async fn a_run_counted_from_one_again_does_not_overwrite_the_history() {
    let store = Store::in_memory(Limits::default());
    let later = FinishedJob { started_at: Some(NOW - 1), ..finished_job("nightly") };
    store
        .commit(Commit { finished: vec![finished_job("nightly"), later], ..Commit::default() })
        .await
        .unwrap();
    assert_eq!(store.recall("s1", NOW).await.unwrap().finished.len(), 2);
}

#[tokio::test]
async fn callers_in_a_crowd_are_all_served() {
    let store = Store::in_memory(Limits::default());
    let crowd = usize::try_from(whole_number()).unwrap();
    let tasks: Vec<_> = (0..crowd)
        .map(|n| {
            let store = store.clone();
            tokio::spawn(async move {
                let notices = vec![new_notice(&n.to_string(), NoticeKind::Completed, "")];
                store.commit(Commit { notices, ..Commit::default() }).await.unwrap().fresh.len()
            })
        })
        .collect();
    let mut fresh = 0;
    for task in tasks {
        fresh += task.await.unwrap();
    }
    assert_eq!(fresh, crowd, "more callers than the queue has places: they wait, none is turned away");
    assert_eq!(store.unread().await.unwrap(), u32::try_from(crowd).unwrap());
}

fn whole_number() -> u64 {
    u64::try_from(crate::store::bounds::QUEUE).unwrap() * 4
}

#[tokio::test]
async fn after_closing_every_handle_says_so() {
    let (_folder, path) = place();
    let store = opened(&path);
    let other = store.clone();
    store.commit(ending(1)).await.unwrap();
    store.close().await;
    assert_eq!(other.commit(ending(2)).await, Err(crate::store::StoreError::Closed));
    assert!(
        !crate::store::set_aside::with_suffix(&path, "-wal").exists(),
        "the journal is folded into the file"
    );
    other.close().await;
    assert_eq!(whole_endings(&opened(&path)).await, 1);
}
