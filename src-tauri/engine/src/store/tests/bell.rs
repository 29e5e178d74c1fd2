//! Pages, reading, alerts.

use vigie_contract::Sound;

use super::*;
use crate::store::bounds::PAST_ROWS;

async fn with_notices(count: u64) -> Store {
    let store = Store::in_memory(Limits::default());
    let notices = (1..=count).map(|n| new_notice(&format!("j{n}"), NoticeKind::Completed, "")).collect();
    store.commit(Commit { notices, ..Commit::default() }).await.unwrap();
    store
}

#[tokio::test]
async fn pages_go_back_to_the_first_notice_without_gap_or_repeat() {
    let store = with_notices(7).await;
    let (mut before, mut seen) = (None, Vec::new());
    loop {
        let page = store.notices(before, 3).await.unwrap();
        assert_eq!(page.unread, 7);
        seen.extend(page.notices.iter().map(|notice| notice.job.clone().unwrap()));
        // What comes meanwhile does not shift the pages.
        store
            .commit(Commit { notices: vec![new_notice("new", NoticeKind::Stalled, "")], ..Commit::default() })
            .await
            .unwrap();
        store.mark_read(vec![8]).await.unwrap();
        match page.next {
            Some(next) => before = Some(next.parse().unwrap()),
            None => break,
        }
    }
    assert_eq!(seen, ["j7", "j6", "j5", "j4", "j3", "j2", "j1"]);
}

#[tokio::test]
async fn a_page_that_ends_exactly_at_the_end_has_no_next() {
    let store = with_notices(3).await;
    assert_eq!(store.notices(None, 3).await.unwrap().next, None);
    assert_eq!(store.notices(None, 2).await.unwrap().next.as_deref(), Some("2"));
    assert_eq!(store.notices(None, 0).await.unwrap().notices.len(), 1, "a page of none would never end");
    assert_eq!(store.notices(Some(1), 3).await.unwrap().notices, []);
}

#[tokio::test]
async fn reading_counts_down_and_is_kept() {
    let (_folder, path) = place();
    let store = opened(&path);
    for n in 1..=3 {
        store.commit(ending(n)).await.unwrap();
    }
    assert_eq!(store.unread().await.unwrap(), 3);
    assert_eq!(
        store.mark_read(vec![1, 1, 99]).await.unwrap(),
        2,
        "twice is once, and what is not there is nothing"
    );
    store.close().await;

    let store = opened(&path);
    assert_eq!(store.unread().await.unwrap(), 2);
    assert_eq!(store.mark_all_read().await.unwrap(), 0);
    assert!(store.notices(None, 10).await.unwrap().notices.iter().all(|notice| notice.read));
}

#[tokio::test]
async fn an_alert_stays_in_the_outbox_until_it_was_sent() {
    let (_folder, path) = place();
    let store = opened(&path);
    for n in 1..=3 {
        store.commit(ending(n)).await.unwrap();
    }
    let first = store.pending_alerts(2).await.unwrap();
    assert_eq!(first.iter().map(|alert| alert.id).collect::<Vec<_>>(), [1, 2], "oldest first");
    store.alerts_sent(vec![1]).await.unwrap();
    store.close().await;

    let store = opened(&path);
    let left = store.pending_alerts(10).await.unwrap();
    assert_eq!(left.iter().map(|alert| alert.id).collect::<Vec<_>>(), [2, 3]);
    assert_eq!(left[0].notice.id, "2");
}

fn hidden(job: &str) -> NewNotice {
    NewNotice { hidden: true, ..new_notice(job, NoticeKind::Completed, "") }
}

#[tokio::test]
async fn what_is_hidden_is_in_no_page_and_no_count_and_is_never_told_again() {
    let store = with_notices(2).await;
    let silent = NewNotice { alert: Outgoing::default(), ..hidden("silent") };
    let notices = vec![hidden("loud"), silent];
    let committed = store.commit(Commit { notices, ..Commit::default() }).await.unwrap();
    assert_eq!((committed.fresh.len(), committed.alerts, committed.unread), (0, 1, 2));
    // The rule that hid it is gone: it was told all the same.
    let again = vec![new_notice("silent", NoticeKind::Completed, "")];
    let committed = store.commit(Commit { notices: again, ..Commit::default() }).await.unwrap();
    assert_eq!((committed.fresh.len(), committed.alerts, committed.unread), (0, 0, 2));
    let page = store.notices(None, 10).await.unwrap();
    assert_eq!((page.notices.len(), page.next, page.unread), (2, None, 2));
    assert_eq!(store.mark_all_read().await.unwrap(), 0);
}

#[tokio::test]
async fn what_was_cleared_does_not_come_back_with_a_replay() {
    let store = with_notices(4).await;
    store.mark_read(vec![1]).await.unwrap();
    assert_eq!(store.clear_notices(None).await.unwrap(), 3, "the read one");
    assert_eq!(store.clear_notices(Some(vec![3, 3, 99])).await.unwrap(), 2);
    let jobs = |page: vigie_contract::NoticePage| {
        page.notices.into_iter().map(|notice| notice.job.unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(jobs(store.notices(None, 10).await.unwrap()), ["j4", "j2"]);
    let due = store.pending_alerts(10).await.unwrap();
    assert_eq!(
        due.iter().map(|alert| alert.id).collect::<Vec<_>>(),
        [1, 2, 4],
        "nobody waits for j3 any more"
    );
    let notices = (1..=4).map(|n| new_notice(&format!("j{n}"), NoticeKind::Completed, "")).collect();
    let replayed = store.commit(Commit { notices, ..Commit::default() }).await.unwrap();
    assert_eq!((replayed.fresh, replayed.alerts, replayed.unread), (vec![], 0, 2));
    assert_eq!(jobs(store.notices(None, 10).await.unwrap()), ["j4", "j2"]);
}

#[tokio::test]
async fn an_alert_keeps_where_it_goes() {
    let store = Store::in_memory(Limits::default());
    let out = |job: &str, kind, desktop, sound, loud| NewNotice {
        alert: Outgoing { desktop, sound, loud },
        ..new_notice(job, kind, "")
    };
    let notices = vec![
        out("a", NoticeKind::Failed, true, true, true),
        out("b", NoticeKind::Warning, false, true, false),
        out("c", NoticeKind::Completed, false, false, true),
    ];
    assert_eq!(store.commit(Commit { notices, ..Commit::default() }).await.unwrap().alerts, 2);
    let due = store.pending_alerts(10).await.unwrap();
    let found: Vec<_> = due.iter().map(|alert| (alert.desktop, alert.sound, alert.loud)).collect();
    assert_eq!(found, [(true, Some(Sound::Failed), true), (false, Some(Sound::Attention), false)]);
}

#[tokio::test]
async fn rules_are_tried_out_on_all_that_was_stored_in_batches() {
    let store = Store::in_memory(Limits::default());
    let old = |mut new: NewNotice| {
        new.notice.at = NOW - 1;
        new
    };
    let most = PAST_ROWS as usize;
    let mut notices = vec![old(new_notice("old", NoticeKind::Completed, ""))];
    notices.extend((0..most).map(|n| hidden(&format!("j{n}"))));
    notices.push(new_notice("last", NoticeKind::Warning, "10@5"));
    store.commit(Commit { notices, ..Commit::default() }).await.unwrap();
    let first = store.past_notices(0, NOW).await.unwrap();
    assert_eq!((first.len(), first[0].job.as_deref()), (most, Some("j0")));
    let rest = store.past_notices(first[most - 1].id, NOW).await.unwrap();
    let [last] = &rest[..] else { panic!("{rest:?}") };
    assert_eq!((last.kind, last.occurrence.as_str(), last.at), (NoticeKind::Warning, "10@5", NOW));
    assert_eq!((last.job_kind.as_deref(), last.owner.as_deref()), (Some("edi_import"), Some("ana")));
    assert_eq!((last.done, last.duration_ms), (Some(10), Some(5_000)));
    assert_eq!(store.past_notices(last.id, NOW).await.unwrap(), []);
}
