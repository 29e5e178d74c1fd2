//! Answers that begin, and do not go on.

use axum::response::Response;
use futures_util::future::join_all;
use vigie_contract::{LinkState, ReasonCode, ServerKind};
use vigie_demo::{Demo, Scenario};
use vigie_engine::engine::Passing;
use vigie_tests::Watched;
use vigie_tests::odd::{Asked, Odd, answer, broken_off, held};

use super::kinds::{code, draft, tried};

#[tokio::test]
async fn headers_that_never_come_are_waited_for_but_not_for_ever() {
    let server = Odd::answering(|_| None).await;
    // A server of solilms may hold its headers back until there is something to say.
    let impatient = ServerKind::ALL.iter().filter(|&&kind| kind != ServerKind::SoliLms);
    let url = &server.url;
    join_all(impatient.map(|&kind| async move {
        let reason = tried(draft(kind, url)).await;
        assert_eq!(code(&reason), ReasonCode::NoAnswer, "{kind:?}: {reason:?}");
    }))
    .await;
    let vigie = Watched::passing().await;
    let report = vigie.engine.test_server(draft(ServerKind::SoliLms, url), None).await;
    assert!(report.ok && report.stream.is_none(), "it may yet speak: {report:?}");
}

/// What becomes of a server whose stream, or whose list, is this.
async fn spoilt(what: fn(&Asked) -> Response, codes: &[ReasonCode]) {
    let server = Odd::answering(move |asked| Some(what(asked))).await;
    let demo = Demo::builder().scenario(Scenario::Lifelike).start().await.expect("the demo starts");
    for &kind in ServerKind::ALL {
        let mut vigie = Watched::passing().await;
        let passing = Passing { draft: draft(kind, &server.url), ..Passing::default() };
        let id = vigie.engine.add_passing(passing).await.expect("a server").id;
        vigie.watch(&demo.url, None).await;
        let of = |v: &Watched| v.servers.iter().find(|server| server.id == id).cloned();
        vigie
            .until(&format!("{kind:?} says why"), |v| {
                of(v).and_then(|s| s.reason).is_some_and(|reason| codes.contains(&reason.code))
            })
            .await;
        code(&of(&vigie).and_then(|server| server.reason).expect("a reason"));
        vigie
            .until("the other is live", |v| {
                v.servers.iter().any(|s| s.id != id && s.link == LinkState::Live) && !v.jobs.is_empty()
            })
            .await;
    }
}

#[tokio::test]
async fn half_a_message_and_then_the_end_is_a_connection_that_broke() {
    let ends = [
        ReasonCode::ConnectionLost,
        ReasonCode::StreamEnded,
        ReasonCode::NotThisBackend,
        ReasonCode::KindUnknown,
    ];
    spoilt(
        |asked| match asked.path.as_str() {
            "/core/sse-progress/active/" | "/core/sse-progress/" | "/api/dashboard/stats/" => {
                broken_off("application/json", "{\"success\":true,\"jobs\":[{\"id")
            }
            _ => broken_off("text/event-stream", "data: {\"type\":\"prog"),
        },
        &ends,
    )
    .await;
    spoilt(
        |asked| match asked.path.as_str() {
            "/core/sse-progress/active/" | "/core/sse-progress/" | "/api/dashboard/stats/" => {
                answer(200, "application/json", "{\"success\":true,\"jobs\":[{\"id")
            }
            _ => answer(200, "text/event-stream", "data: {\"type\":\"prog"),
        },
        &ends,
    )
    .await;
}

#[tokio::test]
async fn a_stream_that_says_nothing_says_that_it_says_nothing() {
    let server = Odd::answering(|_| Some(held("text/event-stream", ""))).await;
    for kind in [ServerKind::Estimates, ServerKind::SoniqueBay] {
        let mut vigie = Watched::passing().await;
        let passing = Passing { draft: draft(kind, &server.url), ..Passing::default() };
        vigie.engine.add_passing(passing).await.expect("a server");
        vigie.until(&format!("{kind:?} is waited for"), |v| v.reason() == Some(ReasonCode::NothingYet)).await;
        code(vigie.servers[0].reason.as_ref().unwrap());
    }
}
