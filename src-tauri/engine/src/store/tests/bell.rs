//! Pages, reading, alerts.

use super::*;

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
