//! Restarts, lost workers and a lost Redis, as the harness makes them happen.

use reqwest::{Client, Response};
use vigie_tests::{DjangoBackend, Job, Options, PATIENCE, Relay, eventually};

use crate::recorded::streamed_until;

fn stream_of(url: &str, job: &str) -> String {
    format!("{url}/core/events/?channel=progress-{job}&lastEventId=progress-{job}:0")
}

/// Waits until the row of a job says that so many items are done.
async fn done(backend: &DjangoBackend, alice: &Client, job: &str, items: u32) {
    let reached = || async { (backend.row(alice, job).await["processed_items"] == items).then_some(()) };
    eventually(PATIENCE, reached).await;
}

async fn completed(backend: &DjangoBackend, alice: &Client, job: &str) {
    let reached = || async { (backend.row(alice, job).await["status"] == "completed").then_some(()) };
    eventually(PATIENCE, reached).await;
}

#[tokio::test]
async fn a_restart_keeps_address_sessions_and_the_past() {
    let backend = DjangoBackend::start(Options::default()).await;
    let alice = backend.signed_in("alice").await;
    backend.job(Job::new("j").stepped()).await;
    backend.step("j", 4).await;
    let before = streamed_until(alice.get(stream_of(&backend.url, "j")), "Envoi facture 3/10").await;
    backend.restart().await;
    let row = backend.row(&alice, "j").await;
    assert_eq!((&row["status"], &row["processed_items"]), (&"in_progress".into(), &3.into()));
    let after = streamed_until(alice.get(stream_of(&backend.url, "j")), "Envoi facture 3/10").await;
    assert!(before.body.contains("id: progress-j:4") && after.body.contains("id: progress-j:4"));
    backend.stop().await;
    let refused = alice.get(&backend.url).send().await.expect_err("nobody listens");
    assert!(refused.is_connect());
    backend.start_again().await;
    backend.row(&alice, "j").await;
}

#[tokio::test]
async fn events_of_another_process_come_through_redis_and_outlive_the_web_process() {
    let backend = DjangoBackend::start(Options { redis: true, ..Options::default() }).await;
    let alice = backend.signed_in("alice").await;
    backend.work(&Job::new("far").total(3).stepped()).await;
    let (seen, ()) =
        tokio::join!(streamed_until(alice.get(stream_of(&backend.url, "far")), "Envoi facture 1/3"), async {
            backend.streaming().await;
            backend.work_step("far", 2).await;
        });
    assert!(seen.body.contains("id: progress-far:2"), "{}", seen.body);
    backend.kill().await;
    backend.work_step("far", 3).await;
    backend.start_again().await;
    completed(&backend, &alice, "far").await;
}

#[tokio::test]
async fn without_redis_the_rows_go_on_and_the_stream_is_deaf() {
    let backend = DjangoBackend::start(Options { redis: true, ..Options::default() }).await;
    let alice = backend.signed_in("alice").await;
    backend.work(&Job::new("deaf").total(6).stepped()).await;
    let mut open = alice.get(stream_of(&backend.url, "deaf")).send().await.expect("it streams");
    backend.streaming().await;
    backend.work_step("deaf", 2).await;
    until(&mut open, "Envoi facture 1/6").await;

    backend.redis_down().await;
    backend.work_step("deaf", 2).await;
    done(&backend, &alice, "deaf", 3).await;
    backend.redis_up().await;
    // The keep-alive proves that the stream is open; the row, that there was something to tell.
    let heard = until(&mut open, "event: keep-alive").await;
    assert!(!heard.contains("Envoi facture 3/6"), "{heard}");
}

/// Reads on until the stream says this; gives all that it said meanwhile.
async fn until(stream: &mut Response, words: &str) -> String {
    let mut heard = String::new();
    while !heard.contains(words) {
        let piece = tokio::time::timeout(PATIENCE, stream.chunk()).await.expect("the stream says something");
        let piece = piece.expect("the stream lives").expect("the stream goes on");
        heard.push_str(&String::from_utf8_lossy(&piece));
    }
    heard
}

#[tokio::test]
async fn a_worker_that_died_leaves_its_job_in_progress() {
    let backend = DjangoBackend::start(Options { redis: true, ..Options::default() }).await;
    let alice = backend.signed_in("alice").await;
    backend.work(&Job::new("killed").stepped()).await;
    backend.work_step("killed", 3).await;
    done(&backend, &alice, "killed", 2).await;
    backend.work_kill("killed").await;
    backend.job(Job::new("vanished").die_at(3)).await;
    done(&backend, &alice, "vanished", 2).await;
    assert_eq!(backend.row(&alice, "killed").await["status"], "in_progress");
    assert_eq!(backend.row(&alice, "vanished").await["status"], "in_progress");
}

#[tokio::test]
async fn a_relay_cuts_holds_and_refuses() {
    let backend = DjangoBackend::start(Options::default()).await;
    let alice = backend.signed_in("alice").await;
    let relay = Relay::to(&backend.url).await;
    backend.job(Job::new("j").stepped()).await;
    let open = async || alice.get(stream_of(&relay.url, "j")).send().await;

    let cut = open().await.expect("it passes");
    relay.cut();
    assert!(cut.bytes().await.is_err(), "a cut body is an error");

    relay.refuse();
    assert!(open().await.is_err());

    relay.cut();
    let mut held = open().await.expect("it passes again");
    relay.hold();
    backend.step("j", 1).await;
    let reading = tokio::spawn(async move { until(&mut held, "event: start").await });
    eventually(PATIENCE, || async {
        (backend.row(&alice, "j").await["status"] == "in_progress").then_some(())
    })
    .await;
    assert!(!reading.is_finished());
    relay.release();
    reading.await.expect("what was held arrives");
}

#[tokio::test]
async fn a_server_that_hangs_accepts_and_does_not_answer() {
    let backend = DjangoBackend::start(Options::default()).await;
    backend.hang().await;
    let impatient = reqwest::Client::builder().timeout(std::time::Duration::from_millis(300)).build();
    let silence = impatient.expect("a client").get(&backend.url).send().await.expect_err("no answer");
    assert!(silence.is_timeout() && !silence.is_connect());
    backend.wake().await;
    backend.signed_in("bob").await;
}

#[tokio::test]
async fn twenty_five_jobs_run_at_once() {
    let backend = DjangoBackend::start(Options::default()).await;
    let alice = backend.signed_in("alice").await;
    for n in 0..25 {
        backend.job(Job::new(&format!("job-{n}")).total(20).rate(50.0)).await;
    }
    for n in 0..25 {
        completed(&backend, &alice, &format!("job-{n}")).await;
    }
}
