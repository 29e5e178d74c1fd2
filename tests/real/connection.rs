//! Lines that are cut, servers that restart, a Redis that goes away.

use vigie_contract::{JobState, LinkState, NoticeKind, ReasonCode};
use vigie_tests::{DjangoBackend, Job, Options, PATIENCE, Relay, Watched, eventually};

use crate::story::{after_one_more_job, alice_watches, all_told, done, never_went_back, running_at};

fn with_redis() -> Options {
    Options { redis: true, ..Options::default() }
}

fn warned(vigie: &Watched, id: &str, times: u32) -> bool {
    vigie.job(id).is_some_and(|job| job.warnings == times)
}

#[tokio::test]
async fn a_cut_line_loses_nothing_and_repeats_nothing() {
    let backend = DjangoBackend::start(Options::default()).await;
    let relay = Relay::to(&backend.url).await;
    let mut vigie = alice_watches(&relay.url).await;
    let warnings: Vec<u32> = (1..=9).map(|n| n * 10 - 3).collect();
    for job in ["cut", "beside"] {
        backend.job(Job::new(job).total(90).warn_at(&warnings).stepped()).await;
    }
    vigie.until("both are there", |v| v.jobs.len() == 2).await;
    backend.streaming().await;
    for job in ["cut", "beside"] {
        backend.step(job, 1).await;
    }
    // Each round: some items while it is open, a cut in the midst of others, and, every third time, a line that is
    // gone for a while or passes nothing.
    for round in 1..=9 {
        backend.step("cut", 4).await;
        if round % 3 == 0 {
            vigie.until("heard", |v| done(v, "cut", round * 10 - 6)).await;
            relay.refuse();
        } else if round % 3 == 1 {
            relay.hold();
        }
        backend.step("cut", 3).await;
        backend.step("beside", 10).await;
        relay.cut();
        backend.step("cut", 3).await;
        let times = u32::try_from(round).unwrap();
        let there = |v: &Watched, job| done(v, job, round * 10) && warned(v, job, times);
        vigie.until("caught up", |v| there(v, "cut") && there(v, "beside")).await;
        vigie.until("live again", |v| v.link(LinkState::Live)).await;
    }
    for job in ["cut", "beside"] {
        backend.step(job, 1).await;
    }
    vigie
        .until("both are told", |v| ["cut", "beside"].iter().all(|j| v.told(NoticeKind::Completed, j) == 1))
        .await;
    after_one_more_job(&mut vigie, &backend).await;
    for job in ["cut", "beside"] {
        assert_eq!(all_told(&vigie, job), 2, "the 1st of nine warnings, and the end: {:?}", vigie.notices);
        assert!(warned(&vigie, job, 9), "{:?}", vigie.job(job));
        never_went_back(&vigie, job);
    }
}

#[tokio::test]
async fn events_that_the_server_no_longer_has_are_made_up_for_by_its_rows() {
    let backend = DjangoBackend::start(Options::default()).await;
    let relay = Relay::to(&backend.url).await;
    let mut vigie = alice_watches(&relay.url).await;
    backend.job(Job::new("r1").total(9).stepped()).await;
    backend.step("r1", 3).await;
    vigie.until("running", |v| running_at(v, "r1", 2)).await;
    backend.streaming().await;
    relay.refuse();
    vigie.until("gone", |v| v.is("r1", JobState::Stale)).await;
    backend.step("r1", 4).await;
    let alice = backend.signed_in("alice").await;
    let written = || async { (backend.row(&alice, "r1").await["processed_items"] == 6).then_some(()) };
    eventually(PATIENCE, written).await;
    backend.forget_events("r1").await;
    relay.cut();
    vigie.until("caught up", |v| running_at(v, "r1", 6)).await;
    backend.streaming().await;
    let events = vigie.servers[0].events;
    backend.step("r1", 2).await;
    vigie.until("it moves", |v| running_at(v, "r1", 8)).await;
    vigie.until("by its events", |v| v.servers[0].events > events).await;
    backend.step("r1", 2).await;
    vigie.until("told", |v| v.told(NoticeKind::Completed, "r1") == 1).await;
    after_one_more_job(&mut vigie, &backend).await;
    assert_eq!(all_told(&vigie, "r1"), 1);
    never_went_back(&vigie, "r1");
}

#[tokio::test]
async fn a_restarted_server_is_stale_meanwhile_and_then_caught_up() {
    let backend = DjangoBackend::start(with_redis()).await;
    let mut vigie = alice_watches(&backend.url).await;
    backend.work(&Job::new("k1").total(10).warn_at(&[5]).stepped()).await;
    backend.work(&Job::new("k2").total(3).stepped()).await;
    backend.work_step("k1", 3).await;
    backend.work_step("k2", 2).await;
    vigie.until("both run", |v| running_at(v, "k1", 2) && running_at(v, "k2", 1)).await;
    backend.stop().await;
    vigie.until("stale", |v| v.is("k1", JobState::Stale) && v.is("k2", JobState::Stale)).await;
    assert!(done(&vigie, "k1", 2), "what was last heard stays");
    assert!(vigie.notices.is_empty(), "{:?}", vigie.notices);
    backend.work_step("k1", 4).await;
    backend.work_step("k2", 9).await;
    backend.start_again().await;
    vigie.until("caught up", |v| running_at(v, "k1", 6) && warned(v, "k1", 1)).await;
    vigie.until("what ended meanwhile is told", |v| v.told(NoticeKind::Completed, "k2") == 1).await;
    backend.work_step("k1", 5).await;
    vigie.until("told", |v| v.told(NoticeKind::Completed, "k1") == 1).await;
    after_one_more_job(&mut vigie, &backend).await;
    assert_eq!((all_told(&vigie, "k1"), all_told(&vigie, "k2")), (2, 1), "{:?}", vigie.notices);
    never_went_back(&vigie, "k1");
}

#[tokio::test]
async fn events_of_another_process_arrive_through_redis() {
    let backend = DjangoBackend::start(with_redis()).await;
    let mut vigie = alice_watches(&backend.url).await;
    backend.work(&Job::new("far").total(5).warn_at(&[2]).stepped()).await;
    vigie.until("there", |v| v.is("far", JobState::Pending)).await;
    backend.streaming().await;
    let events = vigie.servers[0].events;
    backend.work_step("far", 4).await;
    vigie.until("it moves", |v| running_at(v, "far", 3) && warned(v, "far", 1)).await;
    vigie.until("by its events", |v| v.servers[0].events >= events + 4).await;
    backend.work_step("far", 3).await;
    vigie.until("told", |v| v.told(NoticeKind::Completed, "far") == 1).await;
    after_one_more_job(&mut vigie, &backend).await;
    assert_eq!(all_told(&vigie, "far"), 2, "{:?}", vigie.notices);
    never_went_back(&vigie, "far");
}

#[tokio::test]
async fn a_stream_that_went_deaf_with_redis_is_noticed_and_the_list_goes_on() {
    let backend = DjangoBackend::start(with_redis()).await;
    let mut vigie = alice_watches(&backend.url).await;
    backend.work(&Job::new("deaf").total(500).stepped()).await;
    backend.work(&Job::new("ends").total(2).stepped()).await;
    backend.work_step("deaf", 2).await;
    backend.work_step("ends", 2).await;
    vigie.until("heard", |v| running_at(v, "deaf", 1) && running_at(v, "ends", 1)).await;
    backend.streaming().await;

    backend.redis_down().await;
    let mut items = 1;
    while !vigie.link(LinkState::Polling) {
        items += 1;
        backend.work_step("deaf", 1).await;
        vigie.until("it moves all the same", |v| v.job("deaf").is_some_and(|j| j.done >= Some(items))).await;
        // A job slower than the list is asked for: lists come between that show no change.
        for _ in 0..2 {
            let heard = vigie.servers[0].heard_at;
            vigie.until("another list", |v| v.servers[0].heard_at > heard).await;
        }
    }
    assert_eq!(vigie.reason(), Some(ReasonCode::StreamDeaf));
    backend.work_step("ends", 2).await;
    vigie.until("an end is told", |v| v.told(NoticeKind::Completed, "ends") == 1).await;

    // The library does not listen to its Redis again before it is restarted.
    backend.redis_up().await;
    backend.stop().await;
    vigie.until("gone", |v| v.link(LinkState::Waiting)).await;
    backend.start_again().await;
    vigie.until("live again", |v| v.link(LinkState::Live)).await;
    backend.streaming().await;
    let events = vigie.servers[0].events;
    backend.work_step("deaf", 5).await;
    vigie.until("it moves", |v| done(v, "deaf", items + 5)).await;
    vigie.until("by its events", |v| v.servers[0].events >= events + 5).await;
    after_one_more_job(&mut vigie, &backend).await;
    assert_eq!((all_told(&vigie, "deaf"), all_told(&vigie, "ends")), (0, 1), "{:?}", vigie.notices);
    never_went_back(&vigie, "deaf");
}
