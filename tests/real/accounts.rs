//! Signing in to a real server.

use serde_json::json;
use vigie_contract::{JobState, LinkState, NoticeKind, ReasonCode};
use vigie_tests::{DjangoBackend, Job, Options, Watched, draft};

use crate::story::{ALICE, after_one_more_job, alice_watches, running_at};

#[tokio::test]
async fn a_wrong_password_is_said_to_be_so_and_the_right_one_works() {
    let backend = DjangoBackend::start(Options::default()).await;
    backend.job(Job::new("mine").stepped()).await;
    backend.step("mine", 3).await;
    let home = tempfile::tempdir().unwrap();
    let mut vigie = Watched::at(home.path()).await;
    for (user, code) in [
        (None, ReasonCode::SignInNeeded),
        (Some(("alice", "guess")), ReasonCode::SignInRefused),
        (Some(("nobody", "alice-pass")), ReasonCode::SignInRefused),
    ] {
        let report = vigie.engine.test_server(draft(&backend.url, user), None).await;
        assert!(!report.ok);
        assert_eq!(report.failure.unwrap().reason_code(), Some(code), "{user:?}");
    }
    let report = vigie.engine.test_server(draft(&backend.url, Some(ALICE)), None).await;
    assert!(report.ok, "{report:?}");
    assert_eq!((report.running, report.stream), (Some(1), Some(true)));
    assert!(vigie.servers.is_empty(), "a test adds nothing");

    let server = vigie.engine.add_server(draft(&backend.url, Some(("alice", "guess")))).await.unwrap();
    vigie.until("refused", |v| v.link(LinkState::SignedOut)).await;
    assert_eq!(vigie.reason(), Some(ReasonCode::SignInRefused));
    assert!(vigie.jobs.is_empty());
    vigie.engine.update_server(&server.id, draft(&backend.url, Some(ALICE))).await.unwrap();
    vigie.until("let in", |v| v.link(LinkState::Live) && running_at(v, "mine", 2)).await;
    backend.step("mine", 9).await;
    vigie.until("told", |v| v.told(NoticeKind::Completed, "mine") == 1).await;
    let out = vigie.notices.iter().filter(|notice| notice.kind == NoticeKind::SignedOut).count();
    assert_eq!((out, vigie.notices.len()), (1, 2), "{:?}", vigie.notices);
    vigie.engine.remove_server(&server.id).await.unwrap();
    vigie.until("removed", |v| v.servers.is_empty() && v.jobs.is_empty()).await;
}

#[tokio::test]
async fn an_expired_session_is_renewed_without_a_word() {
    let backend = DjangoBackend::start(Options::default()).await;
    let mut vigie = alice_watches(&backend.url).await;
    backend.job(Job::new("s1").total(9).stepped()).await;
    backend.step("s1", 3).await;
    vigie.until("running", |v| running_at(v, "s1", 2)).await;
    backend.expire_sessions().await;
    backend.step("s1", 2).await;
    vigie.until("caught up", |v| running_at(v, "s1", 4)).await;
    // Lists go on only with a new session.
    backend.change("s1", json!({"total_items": 10})).await;
    vigie.until("listed again", |v| v.job("s1").is_some_and(|job| job.total == Some(10))).await;
    backend.change("s1", json!({"total_items": 9})).await;
    backend.step("s1", 6).await;
    vigie.until("told", |v| v.told(NoticeKind::Completed, "s1") == 1).await;
    after_one_more_job(&mut vigie, &backend).await;
    assert!(vigie.link(LinkState::Live));
    let others = vigie.notices.iter().filter(|notice| notice.kind != NoticeKind::Completed).count();
    assert_eq!((others, vigie.told(NoticeKind::Completed, "s1")), (0, 1), "{:?}", vigie.notices);
}

#[tokio::test]
async fn what_ended_while_vigie_was_closed_is_told_once_at_the_next_start() {
    let backend = DjangoBackend::start(Options::default()).await;
    let home = tempfile::tempdir().unwrap();
    let mut vigie = Watched::at(home.path()).await;
    let server = vigie.engine.add_server(draft(&backend.url, Some(ALICE))).await.unwrap();
    vigie.until("live", |v| v.link(LinkState::Live)).await;
    for job in ["ends", "fails", "goes-on"] {
        let script = Job::new(job).total(8).warn_at(&[2, 5]).stepped();
        backend.job(if job == "fails" { script.fail_at(6) } else { script }).await;
        backend.step(job, 4).await;
    }
    let all = ["ends", "fails", "goes-on"];
    vigie.until("all run", |v| all.iter().all(|job| running_at(v, job, 3))).await;
    vigie.until("all warned", |v| all.iter().all(|job| v.told(NoticeKind::Warning, job) == 1)).await;
    vigie.engine.shutdown().await;
    drop(vigie);

    backend.step("ends", 20).await;
    backend.step("fails", 20).await;
    backend.step("goes-on", 3).await;
    backend.job(Job::new("unknown")).await;
    let alice = backend.signed_in("alice").await;
    for (job, status) in [("ends", "completed"), ("fails", "failed"), ("unknown", "completed")] {
        let ended = || async { (backend.row(&alice, job).await["status"] == status).then_some(()) };
        vigie_tests::eventually(vigie_tests::PATIENCE, ended).await;
    }

    let told = |v: &Watched| {
        (
            v.told(NoticeKind::Completed, "ends"),
            v.told(NoticeKind::Failed, "fails"),
            v.told(NoticeKind::Completed, "unknown"),
        )
    };
    let mut vigie = Watched::at(home.path()).await;
    // Without a keyring the password was forgotten with the run; with one this changes nothing.
    vigie.until("it is there", |v| !v.servers.is_empty()).await;
    vigie.engine.update_server(&server.id, draft(&backend.url, Some(ALICE))).await.unwrap();
    vigie.until("all three are told", |v| told(v) == (1, 1, 1)).await;
    vigie.until("the fourth goes on", |v| running_at(v, "goes-on", 6)).await;
    vigie.until("its warning is counted", |v| v.job("goes-on").is_some_and(|job| job.warnings == 2)).await;
    after_one_more_job(&mut vigie, &backend).await;
    assert_eq!(told(&vigie), (1, 1, 1), "{:?}", vigie.notices);
    let warnings = vigie.notices.iter().filter(|notice| notice.kind == NoticeKind::Warning).count();
    assert_eq!(warnings, 0, "the 1st of each was told before: {:?}", vigie.notices);
    assert!(vigie.is("ends", JobState::Completed) && vigie.is("fails", JobState::Failed));
    vigie.engine.shutdown().await;
    drop(vigie);

    let mut vigie = Watched::at(home.path()).await;
    vigie.until("it is there", |v| !v.servers.is_empty()).await;
    vigie.engine.update_server(&server.id, draft(&backend.url, Some(ALICE))).await.unwrap();
    vigie.until("live", |v| v.link(LinkState::Live) && running_at(v, "goes-on", 6)).await;
    backend.step("goes-on", 3).await;
    vigie.until("told", |v| v.told(NoticeKind::Completed, "goes-on") == 1).await;
    vigie.engine.connect_now(None).await;
    backend.job(Job::new("last")).await;
    vigie.until("the last is told", |v| v.told(NoticeKind::Completed, "last") == 1).await;
    let again: Vec<_> = vigie.notices.iter().filter_map(|notice| notice.job.as_deref()).collect();
    assert_eq!(again, ["goes-on", "last"], "nothing is told twice");
    vigie.engine.remove_server(&server.id).await.unwrap();
}
