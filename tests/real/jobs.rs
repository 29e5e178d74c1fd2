//! Jobs of a real server, as Vigie shows and tells them.

use std::collections::BTreeSet;

use serde_json::json;
use vigie_contract::{FailureCode, JobRef, JobState, LinkState, NoticeKind};
use vigie_engine::engine::Passing;
use vigie_tests::{DjangoBackend, Job, Options, PATIENCE, Watched, draft, eventually};

use crate::story::{ALICE, after_one_more_job, alice_watches, all_told, done, never_went_back, running_at};

#[tokio::test]
async fn a_job_is_followed_from_its_row_to_its_end_and_told_of_once() {
    let backend = DjangoBackend::start(Options::default()).await;
    let mut vigie = alice_watches(&backend.url).await;
    let job = Job::new("n1").total(8).kind("email_sending").title("Envoi des factures").warn_at(&[3, 6]);
    backend.job(job.stepped()).await;
    vigie.until("pending", |v| v.is("n1", JobState::Pending)).await;
    backend.step("n1", 3).await;
    vigie.until("two of eight", |v| running_at(v, "n1", 2)).await;
    let shown = vigie.job("n1").unwrap();
    assert_eq!((shown.total, shown.percent), (Some(8), Some(25.0)));
    assert_eq!(shown.message.as_deref(), Some("Envoi facture 2/8"));
    backend.step("n1", 1).await;
    vigie.until("the warning is told", |v| v.told(NoticeKind::Warning, "n1") == 1).await;
    let warning = vigie.notices.last().unwrap();
    assert_eq!(warning.text.as_deref(), Some("Erreur sur facture 3: adresse invalide"));
    backend.step("n1", 6).await;
    vigie.until("the end is told", |v| v.told(NoticeKind::Completed, "n1") == 1).await;

    let shown = vigie.job("n1").unwrap();
    assert_eq!((shown.state, shown.percent), (JobState::Completed, Some(100.0)));
    assert_eq!((shown.done, shown.failed, shown.total), (Some(8), Some(2), Some(8)));
    assert_eq!((shown.title.as_str(), shown.kind.as_deref()), ("Envoi des factures", Some("email_sending")));
    assert_eq!(shown.warnings, 2);
    assert!(shown.can_delete && shown.started_at <= shown.finished_at);
    let notice = vigie.notices.last().unwrap();
    assert_eq!((notice.title.as_str(), notice.done, notice.failed), ("Envoi des factures", Some(8), Some(2)));
    assert!(notice.duration_ms.is_some());

    after_one_more_job(&mut vigie, &backend).await;
    assert_eq!(all_told(&vigie, "n1"), 2, "the 1st of two warnings, and the end: {:?}", vigie.notices);
    never_went_back(&vigie, "n1");
}

#[tokio::test]
async fn a_failure_is_told_in_the_servers_words_and_is_no_hundred_percent() {
    let backend = DjangoBackend::start(Options::default()).await;
    let mut vigie = alice_watches(&backend.url).await;
    backend.job(Job::new("f1").total(10).fail_at(5).stepped()).await;
    vigie.until("pending", |v| v.is("f1", JobState::Pending)).await;
    backend.step("f1", 6).await;
    vigie.until("the failure is told", |v| v.told(NoticeKind::Failed, "f1") == 1).await;
    let shown = vigie.job("f1").unwrap();
    assert_eq!((shown.state, shown.done, shown.percent), (JobState::Failed, Some(4), Some(40.0)));
    let words = "Erreur critique: SMTP indisponible à l'élément 5";
    assert_eq!(shown.error.as_deref(), Some(words));
    assert_eq!(vigie.notices.last().unwrap().text.as_deref(), Some(words));
    after_one_more_job(&mut vigie, &backend).await;
    assert_eq!(all_told(&vigie, "f1"), 1);
}

#[tokio::test]
async fn twenty_five_jobs_run_over_three_streams_and_each_is_told_of_once() {
    let backend = DjangoBackend::start(Options::default()).await;
    let mut vigie = alice_watches(&backend.url).await;
    let ids: Vec<String> = (0..25).map(|n| format!("many-{n:02}")).collect();
    for id in &ids {
        backend.job(Job::new(id).total(20).warn_at(&[7]).stepped()).await;
    }
    vigie.until("all are there", |v| ids.iter().all(|id| v.is(id, JobState::Pending))).await;
    let carried = || async {
        let streams = backend.streams().await;
        let channels: BTreeSet<_> = streams.iter().flatten().collect();
        (streams.len() == 3 && channels.len() == 25).then_some(())
    };
    // The engine lives on this thread: it goes on while this waits.
    eventually(PATIENCE, carried).await;

    for steps in [3, 9, 10] {
        for id in &ids {
            backend.step(id, steps).await;
        }
    }
    let told = |v: &Watched| ids.iter().filter(|id| v.told(NoticeKind::Completed, id) > 0).count();
    vigie.until("all are told", |v| told(v) == 25).await;
    after_one_more_job(&mut vigie, &backend).await;
    for id in &ids {
        assert_eq!((vigie.told(NoticeKind::Completed, id), all_told(&vigie, id)), (1, 2), "{id}");
        let shown = vigie.job(id).unwrap();
        assert_eq!((shown.done, shown.failed, shown.warnings), (Some(20), Some(1), 1), "{id}");
        never_went_back(&vigie, id);
    }
    eventually(PATIENCE, || async { backend.streams().await.is_empty().then_some(()) }).await;
}

#[tokio::test]
async fn ids_of_any_letters_are_told_apart() {
    let backend = DjangoBackend::start(Options::default()).await;
    let mut vigie = alice_watches(&backend.url).await;
    let ids = [
        "a,b",
        "a:b:7",
        "100%",
        "%2C",
        "deux mots",
        "été à Orléans",
        "задача № 5",
        "q?x=1&y#z",
        "+a+b",
        "~'\"<b>",
    ];
    for id in ids {
        backend.job(Job::new(id).total(6).stepped()).await;
    }
    vigie.until("all are there", |v| ids.iter().all(|id| v.is(id, JobState::Pending))).await;
    eventually(PATIENCE, || async { (backend.streams().await.len() == 1).then_some(()) }).await;
    // A different number of steps each: an event of the wrong job would show.
    for (place, id) in ids.iter().enumerate() {
        backend.step(id, 1 + u32::try_from(place % 5).unwrap()).await;
    }
    let each = |v: &Watched| {
        ids.iter().enumerate().all(|(place, id)| running_at(v, id, u64::try_from(place % 5).unwrap()))
    };
    vigie.until("each where it is", each).await;
    vigie.until("by their events", |v| v.servers[0].events >= 30).await;
    for id in ids {
        backend.step(id, 8).await;
    }
    vigie.until("each is told", |v| ids.iter().all(|id| v.told(NoticeKind::Completed, id) == 1)).await;
    ids.iter().for_each(|id| never_went_back(&vigie, id));
    assert_eq!((vigie.notices.len(), vigie.servers[0].oddities), (ids.len(), 0), "{:?}", vigie.notices);
    let server = vigie.servers[0].id.clone();
    for id in ids {
        vigie.engine.delete_job(JobRef { server: server.clone(), id: id.into() }).await.unwrap();
    }
    vigie.until("all are gone", |v| v.jobs.is_empty()).await;
}

#[tokio::test]
async fn a_colleagues_job_is_neither_shown_nor_in_the_way() {
    let backend = DjangoBackend::start(Options::default()).await;
    backend.job(Job::new("of-bob").of("bob").stepped()).await;
    backend.step("of-bob", 3).await;
    let mut alice = alice_watches(&backend.url).await;
    let mut bob = Watched::passing().await;
    bob.watch(&backend.url, Some(("bob", "bob-pass"))).await;
    backend.job(Job::new("of-alice").total(4).stepped()).await;
    backend.step("of-alice", 3).await;
    alice.until("hers runs", |v| running_at(v, "of-alice", 2)).await;
    bob.until("his runs", |v| running_at(v, "of-bob", 2)).await;
    backend.step("of-alice", 3).await;
    alice.until("hers is told", |v| v.told(NoticeKind::Completed, "of-alice") == 1).await;
    backend.step("of-bob", 9).await;
    bob.until("his is told", |v| v.told(NoticeKind::Completed, "of-bob") == 1).await;
    assert!(alice.job("of-bob").is_none() && bob.job("of-alice").is_none());
    assert!(alice.link(LinkState::Live) && bob.link(LinkState::Live));
    assert_eq!((alice.notices.len(), bob.notices.len()), (1, 1));
}

#[tokio::test]
async fn a_running_job_is_not_deleted_and_a_finished_one_is() {
    let backend = DjangoBackend::start(Options::default()).await;
    let mut vigie = alice_watches(&backend.url).await;
    backend.job(Job::new("x1").total(2).stepped()).await;
    backend.step("x1", 2).await;
    vigie.until("running", |v| running_at(v, "x1", 1)).await;
    let job = JobRef { server: vigie.servers[0].id.clone(), id: "x1".into() };
    let refused = vigie.engine.delete_job(job.clone()).await.unwrap_err();
    assert_eq!(refused.code, FailureCode::ServerSaid);
    assert_eq!(refused.args["detail"], "Impossible de supprimer un job en cours");
    backend.step("x1", 2).await;
    vigie.until("completed", |v| v.is("x1", JobState::Completed)).await;
    vigie.engine.delete_job(job.clone()).await.unwrap();
    vigie.until("gone here", |v| v.job("x1").is_none()).await;
    let alice = backend.signed_in("alice").await;
    assert_eq!(backend.row(&alice, "x1").await["error"], "Job introuvable");
    assert_eq!(vigie.engine.delete_job(job).await.unwrap_err().code, FailureCode::JobUnknown);
}

#[tokio::test]
async fn at_first_contact_nothing_old_is_told() {
    let backend = DjangoBackend::start(Options::default()).await;
    let alice = backend.signed_in("alice").await;
    backend.job(Job::new("old").warn_at(&[2])).await;
    backend.job(Job::new("old-failed").fail_at(2)).await;
    backend.job(Job::new("half").warn_at(&[2, 7]).stepped()).await;
    backend.step("half", 5).await;
    for (job, field, wanted) in [
        ("old", "status", json!("completed")),
        ("old-failed", "status", json!("failed")),
        ("half", "processed_items", json!(4)),
    ] {
        let reached = || async { (backend.row(&alice, job).await[field] == wanted).then_some(()) };
        eventually(PATIENCE, reached).await;
    }
    let mut vigie = Watched::passing().await;
    vigie.watch(&backend.url, Some(ALICE)).await;
    let past = |v: &Watched| v.is("old", JobState::Completed) && v.is("old-failed", JobState::Failed);
    vigie.until("the past is shown", |v| past(v) && done(v, "half", 4)).await;
    vigie.until("its warning is counted", |v| v.job("half").is_some_and(|job| job.warnings == 1)).await;
    assert!(vigie.notices.is_empty(), "{:?}", vigie.notices);
    backend.step("half", 7).await;
    vigie.until("what ends now is told", |v| v.told(NoticeKind::Completed, "half") == 1).await;
    after_one_more_job(&mut vigie, &backend).await;
    assert_eq!((all_told(&vigie, "old"), all_told(&vigie, "old-failed")), (0, 0));
    assert_eq!(vigie.job("half").unwrap().warnings, 2);
    never_went_back(&vigie, "half");
}

#[tokio::test]
async fn a_job_its_server_forgets_has_vanished_and_one_whose_worker_died_is_stalled() {
    let backend = DjangoBackend::start(Options::default()).await;
    let mut vigie = Watched::passing().await;
    let draft = draft(&backend.url, Some(ALICE));
    let passing = Passing { draft, poll_seconds: Some(1), stalled_seconds: Some(3), ..Passing::default() };
    vigie.engine.add_passing(passing).await.unwrap();
    vigie.until("live", |v| v.link(LinkState::Live)).await;
    backend.job(Job::new("forgotten").stepped()).await;
    backend.job(Job::new("dead").die_at(4).stepped()).await;
    backend.step("forgotten", 9).await;
    backend.step("dead", 5).await;
    vigie.until("they run", |v| done(v, "forgotten", 8) && done(v, "dead", 3)).await;
    backend.remove("forgotten").await;
    vigie.until("vanished", |v| v.told(NoticeKind::Vanished, "forgotten") == 1).await;
    assert!(vigie.is("forgotten", JobState::Vanished));
    vigie.until("stalled", |v| v.told(NoticeKind::Stalled, "dead") == 1).await;
    assert!(vigie.is("dead", JobState::Stalled));
    after_one_more_job(&mut vigie, &backend).await;
    assert_eq!((all_told(&vigie, "forgotten"), all_told(&vigie, "dead")), (1, 1), "{:?}", vigie.notices);
}
