//! Everything has a bound.

use super::*;
use crate::store::Pruned;

const DAY: Millis = 24 * 60 * 60 * 1000;

async fn with(limits: Limits, commit: Commit) -> Store {
    let store = Store::in_memory(limits);
    store.commit(commit).await.unwrap();
    store
}

#[tokio::test]
async fn within_the_limits_nothing_goes() {
    let store = with(Limits::default(), ending(1)).await;
    assert_eq!(store.prune(NOW).await.unwrap(), Pruned::default());
    assert_eq!(whole_endings(&store).await, 1);
}

#[tokio::test]
async fn history_goes_by_age_in_several_batches() {
    let finished = (0..1234)
        .map(|n| FinishedJob { finished_at: NOW - 91 * DAY, ..finished_job(&format!("old{n}")) })
        .chain([finished_job("young")])
        .collect();
    let store = with(Limits::default(), Commit { finished, ..Commit::default() }).await;
    assert_eq!(store.prune(NOW).await.unwrap(), Pruned { finished: 1234, ..Pruned::default() });
    let left = store.recall("s1", NOW).await.unwrap().finished;
    assert_eq!(left.iter().map(|job| job.id.as_str()).collect::<Vec<_>>(), ["young"]);
}

#[tokio::test]
async fn history_goes_by_number_in_the_order_it_was_learned() {
    let limits = Limits { history_rows: 2, ..Limits::default() };
    // A server whose clock is a century ahead does not push out the others.
    let finished = ["a", "b", "c", "d"].map(finished_job);
    let mut finished: Vec<_> = finished.into();
    finished[0].finished_at = NOW + 36_500 * DAY;
    let store = with(limits, Commit { finished, ..Commit::default() }).await;
    assert_eq!(store.prune(NOW).await.unwrap().finished, 2);
    let left = store.recall("s1", NOW).await.unwrap().finished;
    assert_eq!(left.iter().map(|job| job.id.as_str()).collect::<Vec<_>>(), ["d", "c"]);
}

#[tokio::test]
async fn what_the_history_let_go_does_not_become_news() {
    let old =
        |id: &str, started_at| FinishedJob { started_at, finished_at: NOW - 100 * DAY, ..finished_job(id) };
    let finished = vec![
        old("january", Some(NOW - 101 * DAY)),
        old("unsaid", None),
        // Nonsense from a clock that is ahead must not silence what comes.
        old("future", Some(NOW + DAY)),
    ];
    let store = with(Limits::default(), Commit { finished, ..Commit::default() }).await;
    assert_eq!(store.prune(NOW).await.unwrap().finished, 3);
    let jobs = vec![
        ("january".into(), Some(NOW - 101 * DAY)),
        ("today".into(), Some(NOW - 1)),
        ("today".into(), Some(NOW - 99 * DAY)),
    ];
    assert_eq!(store.unknown_of("s1", jobs.clone()).await.unwrap(), [false, true, true]);
    assert_eq!(store.unknown_of("s2", jobs).await.unwrap(), [true; 3], "each server has its own floor");
}

#[tokio::test]
async fn the_oldest_notices_go_with_their_alerts_but_not_those_of_open_jobs() {
    let limits = Limits { notice_rows: 3, ..Limits::default() };
    let notices = ["open", "a", "b", "c", "d"].map(|job| new_notice(job, NoticeKind::Warning, "1")).into();
    let store = with(limits, Commit { notices, open: vec![open_job("open")], ..Commit::default() }).await;
    assert_eq!(store.prune(NOW).await.unwrap().notices, 2);
    let page = store.notices(None, 10).await.unwrap();
    let left: Vec<_> = page.notices.iter().map(|notice| notice.job.as_deref().unwrap()).collect();
    assert_eq!(left, ["d", "c", "open"]);
    assert_eq!(page.unread, 3);
    assert_eq!(store.pending_alerts(10).await.unwrap().len(), 3);
    let replay = Commit { notices: vec![new_notice("open", NoticeKind::Warning, "1")], ..Commit::default() };
    assert_eq!(store.commit(replay).await.unwrap().fresh, []);
}

#[tokio::test]
async fn notices_of_open_jobs_are_bounded_too() {
    let limits = Limits { notice_rows: 10, ..Limits::default() };
    let notices = (0..2000).map(|n| new_notice("open", NoticeKind::Warning, &n.to_string())).collect();
    let store = with(limits, Commit { notices, open: vec![open_job("open")], ..Commit::default() }).await;
    assert_eq!(store.prune(NOW).await.unwrap().notices, 1980);
    assert_eq!(store.unread().await.unwrap(), 20);
}

#[tokio::test]
async fn an_id_is_not_used_again_after_its_notice_is_gone() {
    let limits = Limits { notice_rows: 0, ..Limits::default() };
    let notices = vec![new_notice("a", NoticeKind::Completed, "")];
    let store = with(limits, Commit { notices: notices.clone(), ..Commit::default() }).await;
    store.prune(NOW).await.unwrap();
    let done = store.commit(Commit { notices, ..Commit::default() }).await.unwrap();
    assert_eq!(done.fresh[0].id, "2");
}

#[tokio::test]
async fn open_jobs_and_cursors_are_bounded_for_each_server() {
    let limits = Limits { open_rows: 2, cursor_rows: 2, ..Limits::default() };
    let mut open: Vec<_> =
        (0..5).map(|n| OpenJob { seen_at: NOW - n, ..open_job(&format!("j{n}")) }).collect();
    open.push(OpenJob { server: "s2".into(), seen_at: NOW - 10, ..open_job("other") });
    open.push(OpenJob { server: "s2".into(), seen_at: NOW - 91 * DAY, ..open_job("unseen") });
    let mut cursors: Vec<_> = ["main", "a", "b"].iter().map(|name| cursor(name, Some("1"))).collect();
    // Written again: the one in use is the newest.
    cursors.push(cursor("main", Some("2")));
    let store = with(limits, Commit { open, cursors, ..Commit::default() }).await;
    assert_eq!(store.prune(NOW).await.unwrap(), Pruned { open: 4, cursors: 1, ..Pruned::default() });
    let memory = store.recall("s1", NOW).await.unwrap();
    assert_eq!(memory.open.iter().map(|job| job.id.as_str()).collect::<Vec<_>>(), ["j0", "j1"]);
    assert_eq!(memory.cursors, [("b".into(), "1".into()), ("main".into(), "2".into())]);
    assert_eq!(store.recall("s2", NOW).await.unwrap().open.len(), 1);
}
