//! The system's own document configures GRIP without a proxy: the stream is a finite answer.

use vigie_contract::{JobState, LinkState, NoticeKind, ReasonCode};
use vigie_tests::{DjangoBackend, Job, Options, PATIENCE, Watched, draft, eventually};

use crate::recorded::{Answer, recorded, streamed_until, whole};
use crate::story::{ALICE, after_one_more_job, all_told, never_went_back, running_at};

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

#[tokio::test]
async fn where_no_stream_can_be_held_vigie_polls_and_says_so() {
    let backend = DjangoBackend::start(Options { document: true, ..Options::default() }).await;
    backend.job(Job::new("g1").total(6).title("Envoi").stepped()).await;
    backend.step("g1", 2).await;
    let mut vigie = Watched::passing().await;
    let report = vigie.engine.test_server(draft(&backend.url, Some(ALICE)), None).await;
    assert!(report.ok, "{report:?}");
    assert_eq!((report.running, report.stream), (Some(1), Some(false)));
    vigie.watch(&backend.url, Some(ALICE)).await;
    vigie.until("polling", |v| v.link(LinkState::Polling)).await;
    assert_eq!(vigie.reason(), Some(ReasonCode::FiniteStream));
    backend.step("g1", 3).await;
    vigie.until("by the list", |v| running_at(v, "g1", 4)).await;
    backend.job(Job::new("g2").fail_at(2).stepped()).await;
    vigie.until("pending", |v| v.is("g2", JobState::Pending)).await;
    backend.step("g1", 3).await;
    backend.step("g2", 3).await;
    let both = |v: &Watched| (v.told(NoticeKind::Completed, "g1"), v.told(NoticeKind::Failed, "g2"));
    vigie.until("both are told", |v| both(v) == (1, 1)).await;
    after_one_more_job(&mut vigie, &backend).await;
    assert_eq!((all_told(&vigie, "g1"), all_told(&vigie, "g2")), (1, 1), "{:?}", vigie.notices);
    assert_eq!(vigie.job("g1").unwrap().percent, Some(100.0));
    never_went_back(&vigie, "g1");
}
