//! The core and the past: what ended while a server was away, and what is usual.

use super::*;
use crate::usual::{Habits, Ran};

fn listed(id: &str, phase: Phase, asked_at: Millis) -> Update {
    let mut update = JobUpdate::new(id, Source::Rest { asked_at });
    update.phase = Some(phase);
    Update::Job(Box::new(update))
}

#[tokio::test(start_paused = true)]
async fn the_return_of_a_server_tells_what_ended_meanwhile_in_one_alert() {
    let mut told = Told::begin(Store::in_memory(Limits::default())).await;
    told.link(LinkState::Live).await;
    told.hear(["a", "b", "c", "d", "e"].map(running).into(), &[]).await;
    told.link(LinkState::Waiting).await;
    told.until(|told| !told.told(NoticeKind::Unreachable).is_empty()).await;
    // The clock of the test runs on while the store writes: no time may pass between these.
    tokio::time::sleep(Duration::from_secs(600)).await;
    let asked = NOW + 10_000_000;
    told.hear(vec![listed("a", Phase::Completed, asked)], &[]).await;
    told.link(LinkState::Live).await;
    told.hear(vec![listed("b", Phase::Completed, asked), listed("c", Phase::Failed, asked)], &[]).await;
    told.hear(vec![Update::JobUnknown { id: "d".into() }], &[]).await;
    told.until(|told| !told.told(NoticeKind::Restored).is_empty()).await;
    let back = told.told(NoticeKind::Restored)[0].clone();
    let values: Vec<_> = back.values.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(values, [("completed", "2"), ("failed", "1"), ("vanished", "1")]);
    assert_eq!(back.total, Some(1), "one is still open there");
    // Each end is in the bell, and none has an alert of its own.
    let count = |kind| told.told(kind).len();
    let ends = [NoticeKind::Completed, NoticeKind::Failed, NoticeKind::Vanished].map(count);
    assert_eq!(ends, [2, 1, 1]);
    let mut alerts: Vec<_> =
        told.store.pending_alerts(10).await.unwrap().into_iter().map(|alert| alert.notice.kind).collect();
    alerts.retain(|kind| *kind != NoticeKind::Stalled);
    assert_eq!(alerts, [NoticeKind::Unreachable, NoticeKind::Restored]);
    // From then on ends are told by themselves again.
    let mut last = JobUpdate::new("e", Source::Stream);
    last.phase = Some(Phase::Completed);
    told.hear(vec![Update::Job(Box::new(last))], &[]).await;
    told.until(|told| told.told(NoticeKind::Completed).len() == 3).await;
    let alerts = told.store.pending_alerts(10).await.unwrap();
    assert_eq!(alerts.last().map(|alert| alert.notice.kind), Some(NoticeKind::Completed));
}

#[tokio::test(start_paused = true)]
async fn a_return_that_nobody_waited_for_is_told_at_the_end() {
    let folder = tempfile::tempdir().unwrap();
    let open = || Store::open(&folder.path().join("vigie.db"), Limits::default(), NOW).0;
    let mut told = Told::begin(open()).await;
    told.link(LinkState::Live).await;
    told.hear(vec![running("a")], &[]).await;
    told.link(LinkState::Waiting).await;
    told.until(|told| !told.told(NoticeKind::Unreachable).is_empty()).await;
    told.link(LinkState::Live).await;
    told.hear(vec![listed("a", Phase::Failed, NOW + 10_000_000)], &[]).await;
    drop(told.end().await);
    let store = open();
    let alerts = store.pending_alerts(10).await.unwrap();
    let back = alerts.iter().find(|alert| alert.notice.kind == NoticeKind::Restored).unwrap();
    assert_eq!(back.notice.values.get("failed").map(String::as_str), Some("1"));
    assert!(alerts.iter().all(|alert| alert.notice.kind != NoticeKind::Failed));
    assert_eq!(store.notices(None, 10).await.unwrap().notices.len(), alerts.len() + 1);
}

#[tokio::test(start_paused = true)]
async fn what_is_usual_is_shown_and_longer_is_told_nowhere_unless_a_rule_says_so() {
    let habits = (0..5).map(|_| Ran { took: 20_000, total: None }).collect::<Vec<_>>();
    let habits = Habits::of([("import".to_owned(), habits)]);
    let store = Store::in_memory(Limits::default());
    let mut told = Told::begin_with(store, |core| core.board.recall_habits("heron", habits)).await;
    told.link(LinkState::Live).await;
    let mut begins = JobUpdate::new("a", Source::Stream);
    (begins.begins, begins.kind) = (true, Some("import".into()));
    told.hear(vec![Update::Job(Box::new(begins))], &[]).await;
    let jobs = |told: &Told| told.frames.iter().flat_map(|frame| frame.jobs.clone()).collect::<Vec<_>>();
    told.until(|told| jobs(told).iter().any(|job| job.longer)).await;
    let shown = jobs(&told);
    assert!(shown.iter().all(|job| job.usual.is_some_and(|usual| usual.median_ms == 20_000)));
    assert!(shown[0].eta_ms.is_some() && shown[0].percent.is_none());
    assert!(told.told(NoticeKind::Longer).is_empty());
    assert!(told.store.pending_alerts(10).await.unwrap().is_empty());
}
