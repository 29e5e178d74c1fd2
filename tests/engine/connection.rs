//! Connections that break, and sign-ins.

use std::time::Duration;

use vigie_contract::{JobState, LinkState, NoticeKind, ReasonCode};
use vigie_demo::{Cut, Demo, Faults, JobSpec, Scenario, Scope, Unavailable, Users};
use vigie_tests::{Watched, draft};

async fn with_users() -> Demo {
    Demo::builder()
        .scenario(Scenario::Empty)
        .users(Users::alice_and_bob())
        .start()
        .await
        .expect("the demo starts")
}

#[tokio::test]
async fn a_wrong_password_is_said_to_be_so_and_the_right_one_works() {
    let demo = with_users().await;
    demo.job(&JobSpec::new("mine", 10).owned_by("alice").at_rate(1.0));
    let vigie = Watched::passing().await;
    for (user, code) in [
        (None, ReasonCode::SignInNeeded),
        (Some(("alice", "no")), ReasonCode::SignInRefused),
        (Some(("nobody", "alice-pass")), ReasonCode::SignInRefused),
    ] {
        let report = vigie.engine.test_server(draft(&demo.url, user), None).await;
        assert_eq!(report.failure.unwrap().reason_code(), Some(code), "{user:?}");
        assert!(!report.ok);
    }
    let report = vigie.engine.test_server(draft(&demo.url, Some(("alice", "alice-pass"))), None).await;
    assert!(report.ok, "{report:?}");
    assert_eq!((report.running, report.stream), (Some(1), Some(true)));
}

#[tokio::test]
async fn another_persons_jobs_are_neither_shown_nor_in_the_way() {
    let demo = with_users().await;
    demo.job(&JobSpec::new("of-bob", 10).owned_by("bob").at_rate(1.0));
    let job = demo.job(&JobSpec::new("of-alice", 10).owned_by("alice").paused());
    let mut vigie = Watched::passing().await;
    vigie.watch(&demo.url, Some(("alice", "alice-pass"))).await;
    vigie.until("pending", |v| v.is("of-alice", JobState::Pending)).await;
    job.start();
    job.progress(10);
    job.complete();
    vigie.until("told", |v| v.told(NoticeKind::Completed, "of-alice") == 1).await;
    assert!(vigie.job("of-bob").is_none());
}

#[tokio::test]
async fn an_expired_session_is_renewed_without_a_word() {
    let demo = with_users().await;
    let mut vigie = Watched::passing().await;
    vigie.watch(&demo.url, Some(("alice", "alice-pass"))).await;
    let job = demo.job(&JobSpec::new("s1", 10).owned_by("alice").paused());
    job.start();
    job.progress(3);
    vigie.until("running", |v| v.job("s1").is_some_and(|j| j.done == Some(3))).await;
    demo.drop_sessions();
    demo.cut_streams(Cut::Clean);
    job.progress(6);
    vigie
        .until("caught up", |v| v.job("s1").is_some_and(|j| j.done == Some(6)) && v.link(LinkState::Live))
        .await;
    assert!(vigie.notices.is_empty());
}

#[tokio::test]
async fn without_a_password_the_server_is_signed_out_and_that_is_told_once() {
    let demo = with_users().await;
    let mut vigie = Watched::passing().await;
    vigie.watch(&demo.url, Some(("alice", "wrong"))).await;
    vigie.until("signed out", |v| v.link(LinkState::SignedOut) && !v.notices.is_empty()).await;
    assert_eq!(vigie.reason(), Some(ReasonCode::SignInRefused));
    assert_eq!(vigie.notices[0].kind, NoticeKind::SignedOut);
    let asked = demo.counters().connections_total;
    vigie.listen_for(Duration::from_secs(3)).await;
    assert_eq!((vigie.notices.len(), demo.counters().connections_total), (1, asked), "it is not hammered");
}

#[tokio::test]
async fn a_server_that_restarts_is_found_again_with_its_jobs() {
    let demo = Demo::builder().scenario(Scenario::Empty).start().await.unwrap();
    let mut vigie = Watched::passing().await;
    vigie.watch(&demo.url, None).await;
    let job = demo.job(&JobSpec::new("k1", 10).paused());
    job.start();
    job.progress(2);
    vigie.until("running", |v| v.is("k1", JobState::Running)).await;
    demo.restart(Duration::from_secs(6)).await;
    job.progress(9);
    vigie
        .until("caught up", |v| {
            v.job("k1").is_some_and(|j| j.done == Some(9) && j.state == JobState::Running)
        })
        .await;
    assert!(vigie.seen["k1"].iter().any(|(state, _)| *state == JobState::Stale), "meanwhile it was stale");
    job.complete();
    vigie.until("told", |v| v.told(NoticeKind::Completed, "k1") == 1).await;
}

#[tokio::test]
async fn a_busy_server_is_left_alone_as_long_as_it_asks() {
    let demo = Demo::builder()
        .scenario(Scenario::Empty)
        .faults(Faults {
            unavailable: Some(Unavailable { scope: Scope::All, retry_after_s: Some(120) }),
            ..Faults::default()
        })
        .start()
        .await
        .unwrap();
    let mut vigie = Watched::passing().await;
    let server = vigie.watch(&demo.url, None).await;
    vigie.until("waiting", |v| v.link(LinkState::Waiting)).await;
    assert_eq!(vigie.reason(), Some(ReasonCode::ServerBusy));
    let shown = &vigie.servers[0];
    assert!(shown.retry_at.unwrap() > vigie.engine_now() + 100_000, "two minutes");
    demo.set_faults(Faults::default());
    vigie.engine.connect_now(Some(server.id)).await;
    vigie.until("live", |v| v.link(LinkState::Live)).await;
}

#[tokio::test]
async fn a_server_that_hangs_floods_or_lies_disturbs_no_other() {
    let hanging = Demo::builder()
        .scenario(Scenario::Empty)
        .faults(Faults { silent: Some(Scope::All), ..Faults::default() })
        .start()
        .await
        .unwrap();
    let flooding = Demo::builder()
        .scenario(Scenario::Storm { jobs: 10, events_per_second: 500.0 })
        .start()
        .await
        .unwrap();
    let lying = Demo::builder().scenario(Scenario::Weird).start().await.unwrap();
    let fine = Demo::builder().scenario(Scenario::Empty).start().await.unwrap();
    let mut vigie = Watched::passing().await;
    for demo in [&hanging, &flooding, &lying, &fine] {
        vigie.watch(&demo.url, None).await;
    }
    vigie.until("live", |v| v.servers.get(3).is_some_and(|s| s.link == LinkState::Live)).await;
    let job = fine.job(&JobSpec::new("fine", 4).at_rate(2.0));
    vigie.until("told", |v| v.told(NoticeKind::Completed, job.id()) == 1).await;
    vigie.until("the flood is heard too", |v| v.servers.get(1).is_some_and(|s| s.events > 1_000)).await;
    vigie.engine.shutdown().await;
    for demo in [hanging, flooding, lying, fine] {
        demo.until(|c| c.streams_open() == 0).await;
    }
}
