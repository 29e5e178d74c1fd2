//! Jobs as they run.

use std::collections::BTreeSet;
use std::time::Duration;

use vigie_contract::{FailureCode, JobRef, JobState, LinkState, NoticeKind};
use vigie_demo::{Cut, Demo, Faults, JobSpec, Scenario};
use vigie_tests::Watched;

async fn empty() -> Demo {
    Demo::builder().scenario(Scenario::Empty).start().await.expect("the demo starts")
}

#[tokio::test]
async fn a_job_is_seen_from_its_start_to_its_end_and_told_of_once() {
    let demo = empty().await;
    let mut vigie = Watched::passing().await;
    vigie.watch(&demo.url, None).await;
    vigie.until("live", |v| v.link(LinkState::Live)).await;

    let job = demo.job(&JobSpec::new("n1", 8).titled("Envoi des factures").warning_at([2]).paused());
    vigie.until("pending", |v| v.is("n1", JobState::Pending)).await;
    job.start();
    job.progress(4);
    vigie.until("half", |v| v.job("n1").is_some_and(|j| j.done == Some(4) && j.percent == Some(50.0))).await;
    job.warn("adresse invalide");
    vigie.until("warned", |v| v.told(NoticeKind::Warning, "n1") == 1).await;
    job.progress(8);
    job.complete();
    vigie.until("completed", |v| v.told(NoticeKind::Completed, "n1") == 1).await;

    let shown = vigie.job("n1").unwrap();
    assert_eq!(
        (shown.state, shown.done, shown.total, shown.warnings),
        (JobState::Completed, Some(8), Some(8), 1)
    );
    assert_eq!(shown.title, "Envoi des factures");
    assert!(shown.can_delete);
    let notice = vigie.notices.iter().find(|n| n.kind == NoticeKind::Completed).unwrap();
    assert_eq!((notice.title.as_str(), notice.done, notice.total), ("Envoi des factures", Some(8), Some(8)));
    assert!(notice.duration_ms.is_some(), "how long it took");
    assert_eq!(notice.failed, Some(1), "the details were waited for");
    vigie.listen_for(Duration::from_secs(3)).await;
    assert_eq!(vigie.notices.len(), 2, "nothing is said twice: {:?}", vigie.notices);
}

#[tokio::test]
async fn a_failure_says_why() {
    let demo = empty().await;
    let mut vigie = Watched::passing().await;
    vigie.watch(&demo.url, None).await;
    let job = demo.job(&JobSpec::new("f1", 10).paused());
    vigie.until("pending", |v| v.is("f1", JobState::Pending)).await;
    job.start();
    job.progress(4);
    job.fail("SMTP indisponible");
    vigie.until("failed", |v| v.told(NoticeKind::Failed, "f1") == 1).await;
    let shown = vigie.job("f1").unwrap();
    assert_eq!(shown.percent, Some(40.0), "a failure is not rounded up to the end");
    assert!(shown.error.as_deref().unwrap().contains("SMTP indisponible"));
}

#[tokio::test]
async fn many_jobs_share_as_few_streams_as_ten_channels_a_request_allow() {
    let demo = empty().await;
    let jobs: Vec<_> = (0..25).map(|n| demo.job(&JobSpec::new(format!("j{n:02}"), 100).paused())).collect();
    let mut vigie = Watched::passing().await;
    vigie.watch(&demo.url, None).await;
    vigie.until("all there", |v| v.jobs.len() == 25).await;
    let streams = demo.until(|c| c.streams.iter().flatten().collect::<BTreeSet<_>>().len() == 25).await;
    assert_eq!(streams.streams_open(), 3);
    // One by one through every count; each job's every item must arrive, though streams change under them.
    for (n, job) in jobs.iter().enumerate() {
        job.start();
        for done in 1..=100 {
            job.progress(done);
        }
        job.complete();
        if n % 5 == 4 {
            let late = demo.job(&JobSpec::new(format!("late{n}"), 3).at_rate(2.0));
            assert_eq!(late.id(), format!("late{n}"));
        }
    }
    vigie
        .until("all told", |v| v.notices.iter().filter(|n| n.kind == NoticeKind::Completed).count() == 30)
        .await;
    let told: BTreeSet<_> = vigie.notices.iter().map(|n| n.job.clone()).collect();
    assert_eq!((told.len(), vigie.notices.len()), (30, 30), "each once");
    let after = demo.until(|c| c.streams_open() == 0).await;
    assert!(after.channels_max <= 10);
    assert!(after.streams_max <= 5, "hand-overs included: {}", after.streams_max);
}

#[tokio::test]
async fn a_cut_loses_nothing_and_repeats_nothing() {
    let demo = empty().await;
    let mut vigie = Watched::passing().await;
    vigie.watch(&demo.url, None).await;
    let job = demo.job(&JobSpec::new("c1", 100).paused());
    job.start();
    vigie.until("running", |v| v.is("c1", JobState::Running)).await;
    demo.until(|c| c.streams_open() == 1).await;
    for (round, cut) in [Cut::Broken, Cut::Clean, Cut::Broken].into_iter().enumerate() {
        let done = i64::try_from(round).unwrap() * 20 + 10;
        job.progress(done);
        job.warn(&format!("warning {round}"));
        demo.cut_streams(cut);
        job.progress(done + 5);
        let wanted = u32::try_from(round).unwrap() + 1;
        vigie
            .until("caught up", |v| {
                v.job("c1").is_some_and(|j| j.warnings == wanted && j.done >= u64::try_from(done + 5).ok())
            })
            .await;
        demo.until(|c| c.streams_open() == 1).await;
    }
    job.complete();
    vigie.until("completed", |v| v.told(NoticeKind::Completed, "c1") == 1).await;
    assert_eq!(vigie.told(NoticeKind::Warning, "c1"), 1, "the 1st of 3: the next notice is at the 10th");
    assert_eq!(vigie.job("c1").unwrap().run, 1, "a replay is no new run");
    let dones: Vec<_> = vigie.seen["c1"].iter().filter_map(|(_, done)| *done).collect();
    assert!(dones.is_sorted(), "the gauge never goes back: {dones:?}");
}

#[tokio::test]
async fn a_trimmed_history_is_made_up_for_by_the_details() {
    let demo = empty().await;
    let mut vigie = Watched::passing().await;
    vigie.watch(&demo.url, None).await;
    let job = demo.job(&JobSpec::new("r1", 100).paused());
    job.start();
    job.progress(10);
    vigie.until("running", |v| v.job("r1").is_some_and(|j| j.done == Some(10))).await;
    demo.until(|c| c.streams_open() == 1).await;
    demo.cut_streams(Cut::Broken);
    job.progress(60);
    job.trim_history();
    vigie.until("caught up", |v| v.job("r1").is_some_and(|j| j.done == Some(60))).await;
    job.progress(100);
    job.complete();
    vigie.until("completed", |v| v.told(NoticeKind::Completed, "r1") == 1).await;
}

#[tokio::test]
async fn a_second_run_of_a_job_is_told_of_again() {
    let demo = empty().await;
    let mut vigie = Watched::passing().await;
    vigie.watch(&demo.url, None).await;
    for run in 1..=2 {
        let job = demo.job(&JobSpec::new("again", 10).paused());
        job.start();
        job.progress(5);
        vigie.until("running", |v| v.job("again").is_some_and(|j| j.run == run && j.done == Some(5))).await;
        job.progress(10);
        job.complete();
        vigie.until("told", |v| v.told(NoticeKind::Completed, "again") == run as usize).await;
    }
}

#[tokio::test]
async fn a_deaf_stream_is_noticed_and_polling_says_so() {
    let demo = empty().await;
    let mut vigie = Watched::passing().await;
    vigie.watch(&demo.url, None).await;
    let job = demo.job(&JobSpec::new("d1", 1_000).paused());
    job.start();
    job.progress(1);
    vigie.until("heard", |v| v.job("d1").is_some_and(|j| j.done == Some(1))).await;
    demo.until(|c| c.streams_open() == 1).await;
    demo.set_faults(Faults { deaf: true, ..Faults::default() });
    let mut done = 1;
    while !vigie.link(LinkState::Polling) {
        done += 1;
        job.progress(done);
        let wanted = u64::try_from(done).unwrap();
        vigie.until("by the list", |v| v.job("d1").is_some_and(|j| j.done >= Some(wanted))).await;
    }
    assert_eq!(vigie.reason(), Some(vigie_contract::ReasonCode::StreamDeaf));
    job.complete();
    vigie.until("completed", |v| v.told(NoticeKind::Completed, "d1") == 1).await;
}

#[tokio::test]
async fn a_stream_that_nobody_holds_is_replaced_by_polling() {
    let demo = Demo::builder()
        .scenario(Scenario::Empty)
        .faults(Faults { finite: true, ..Faults::default() })
        .start()
        .await
        .unwrap();
    let mut vigie = Watched::passing().await;
    vigie.watch(&demo.url, None).await;
    let job = demo.job(&JobSpec::new("g1", 10).paused());
    job.start();
    vigie.until("polling", |v| v.link(LinkState::Polling)).await;
    assert_eq!(vigie.reason(), Some(vigie_contract::ReasonCode::FiniteStream));
    job.progress(7);
    vigie.until("by the list", |v| v.job("g1").is_some_and(|j| j.done == Some(7))).await;
    job.complete();
    vigie.until("completed", |v| v.told(NoticeKind::Completed, "g1") == 1).await;
}

#[tokio::test]
async fn a_job_its_server_forgets_has_vanished_and_is_no_success() {
    let demo = empty().await;
    let mut vigie = Watched::passing().await;
    vigie.watch(&demo.url, None).await;
    let job = demo.job(&JobSpec::new("v1", 10).paused());
    job.start();
    job.progress(9);
    vigie.until("running", |v| v.is("v1", JobState::Running)).await;
    job.forget();
    vigie.until("vanished", |v| v.is("v1", JobState::Vanished)).await;
    vigie.until("told", |v| v.told(NoticeKind::Vanished, "v1") == 1).await;
    assert_eq!(vigie.told(NoticeKind::Completed, "v1"), 0);
}

#[tokio::test]
async fn a_job_too_short_for_any_list_of_active_ones_is_told_of_all_the_same() {
    let demo = empty().await;
    let mut vigie = Watched::passing().await;
    let server = vigie.watch(&demo.url, None).await;
    vigie.until("live", |v| v.link(LinkState::Live)).await;
    demo.set_faults(Faults { omitted: vec!["quick".into()], ..Faults::default() });
    let job = demo.job(&JobSpec::new("quick", 2).paused());
    job.start();
    job.progress(2);
    job.complete();
    demo.set_faults(Faults::default());
    vigie.engine.connect_now(Some(server.id)).await;
    vigie.until("told", |v| v.told(NoticeKind::Completed, "quick") == 1).await;
}

#[tokio::test]
async fn a_finished_job_is_deleted_and_a_running_one_is_not() {
    let demo = empty().await;
    let mut vigie = Watched::passing().await;
    let server = vigie.watch(&demo.url, None).await;
    let job = demo.job(&JobSpec::new("x1", 2).paused());
    job.start();
    vigie.until("running", |v| v.is("x1", JobState::Running)).await;
    let key = JobRef { server: server.id, id: "x1".into() };
    let refused = vigie.engine.delete_job(key.clone()).await.unwrap_err();
    assert_eq!(refused.code, FailureCode::ServerSaid);
    assert_eq!(refused.args["detail"], "Impossible de supprimer un job en cours");
    job.progress(2);
    job.complete();
    vigie.until("completed", |v| v.is("x1", JobState::Completed)).await;
    vigie.engine.delete_job(key.clone()).await.unwrap();
    vigie.until("gone", |v| v.job("x1").is_none()).await;
    assert!(!demo.jobs().contains(&"x1".to_owned()));
    assert_eq!(vigie.engine.delete_job(key).await.unwrap_err().code, FailureCode::JobUnknown);
}
