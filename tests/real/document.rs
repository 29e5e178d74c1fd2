//! The system's own document configures GRIP without a proxy: the stream is a finite answer.

use vigie_tests::{DjangoBackend, Job, Options, PATIENCE, eventually};

use crate::recorded::{Answer, recorded, streamed_until, whole};

/// The link to the next part carries a signed ticket of the run.
fn without_ticket(mut answer: Answer) -> Answer {
    for (_, value) in answer.headers.iter_mut().filter(|(name, _)| name == "grip-link") {
        let (before, _) = value.split_once("es-meta=").expect("a ticket");
        *value = format!("{before}es-meta=…");
    }
    answer
}

#[tokio::test]
async fn the_documents_own_set_up_answers_at_once_and_ends() {
    let backend = DjangoBackend::start(Options { document: true, ..Options::default() }).await;
    let alice = backend.signed_in("alice").await;
    for job in ["g1", "g2"] {
        backend.job(Job::new(job).total(4).stepped()).await;
    }
    backend.step("g1", 3).await;
    eventually(PATIENCE, || async {
        (backend.row(&alice, "g1").await["processed_items"] == 2).then_some(())
    })
    .await;
    let url = format!("{}/core/events/?channel=progress-g1", backend.url);
    // The row is written a moment before its event.
    let third =
        || async { whole(alice.get(&url)).await.header("grip-channel")?.contains("prev-id=3").then_some(()) };
    eventually(PATIENCE, third).await;
    let told = serde_json::json!({"status": "in_progress", "current": 3, "total": 4, "percentage": 75,
        "remaining": 1, "message": "75 % envoyés"});
    backend.send("g1", "progress", told).await;

    for (name, request) in [
        ("grip-01-open", alice.get(&url)),
        ("grip-02-replay-percent-doubled", alice.get(format!("{url}&lastEventId=progress-g1:0"))),
        ("grip-04-stream-reset", alice.get(&url).header("Last-Event-ID", "progress-g1:77")),
        ("grip-05-forbidden", alice.get(url.replace("g1", "nobody"))),
    ] {
        let (seen, wanted) = (without_ticket(whole(request).await), without_ticket(recorded(name)));
        if name == "grip-02-replay-percent-doubled" {
            // JSON of this test and of the recording write their keys in different orders.
            assert_eq!(seen.body.len(), wanted.body.len());
            assert!(seen.body.contains("75 %% envoy") && wanted.body.contains("75 %% envoy"));
            assert_eq!(seen.headers, wanted.headers);
        } else {
            assert_eq!(seen, wanted, "{name}");
        }
    }
}

#[tokio::test]
async fn with_current_versions_the_same_middleware_leaves_a_stream() {
    let backend = DjangoBackend::start(Options { grip: true, ..Options::default() }).await;
    let alice = backend.signed_in("alice").await;
    backend.job(Job::new("n1").total(8)).await;
    let wanted = recorded("06-replay-from-zero");
    let url = format!("{}/core/events/?channel=progress-n1&lastEventId=progress-n1:0", backend.url);
    // Asked while the job still runs, a replay repeats events.
    let ended =
        || async { (streamed_until(alice.get(&url), "event: complete").await == wanted).then_some(()) };
    eventually(PATIENCE, ended).await;
}
