//! What all dialects have in common, and that none disturbs another.

use std::time::Duration;

use serde_json::json;
use vigie_demo::{Demo, Dialect, Faults, Refused, Scenario, Scope, Trouble, Unavailable};

use crate::wire::Exchange;

const STREAMS: [(Dialect, &str); 3] = [
    (Dialect::SseProgress, "/core/events/?channel=progress-j"),
    (Dialect::Soniquebay, "/soniquebay/api/events"),
    (Dialect::Estimates, "/estimates/api/v1/sse/events/?token=manager1-token"),
];

async fn empty() -> Demo {
    Demo::builder().scenario(Scenario::Empty).control(true).start().await.unwrap()
}

#[tokio::test]
async fn every_dialect_refuses_in_its_own_manner_and_the_others_go_on() {
    let demo = empty().await;
    for (dialect, path) in STREAMS {
        for status in [401, 403, 503, 302] {
            let refused = Some(Refused { scope: Scope::All, status, times: Some(1), location: None });
            demo.set_trouble(dialect, Trouble { refused, ..Trouble::default() });
            for (other, path) in STREAMS.into_iter().filter(|(other, _)| *other != dialect) {
                assert_eq!(Exchange::get(demo.port, path, &[]).await.status(), 200, "{other}");
            }
            let answer = Exchange::get(demo.port, path, &[]).await;
            assert_eq!(answer.status(), status, "{dialect}");
            assert_eq!(answer.header("location").is_some(), status == 302, "{dialect}");
        }
        assert_eq!(demo.trouble(dialect), Trouble::default());
        assert_eq!(demo.counters().of(dialect).refused, 4);
    }
}

#[tokio::test]
async fn faults_of_sse_progress_are_its_own() {
    let demo = empty().await;
    let unavailable = Some(Unavailable { scope: Scope::All, retry_after_s: None });
    demo.set_faults(Faults { unavailable, ..Faults::default() });
    assert_eq!(Exchange::get(demo.port, STREAMS[0].1, &[]).await.status(), 503);
    assert_eq!(Exchange::get(demo.port, STREAMS[1].1, &[]).await.status(), 200);
}

#[tokio::test]
async fn a_redirect_leads_where_it_is_told() {
    let demo = empty().await;
    let location = Some("http://elsewhere.example/login".to_owned());
    let refused = Some(Refused { location, ..Refused::streams(302) });
    demo.set_trouble(Dialect::Estimates, Trouble { refused, ..Trouble::default() });
    let answer = Exchange::get(demo.port, STREAMS[2].1, &[]).await;
    assert_eq!(answer.header("location"), Some("http://elsewhere.example/login"));
}

#[tokio::test]
async fn a_restart_breaks_the_streams_of_every_dialect() {
    let demo = empty().await;
    let mut open = Vec::new();
    for (_, path) in &STREAMS[1..] {
        let mut stream = Exchange::get(demo.port, path, &[]).await;
        stream.until_text("connected").await;
        open.push(stream);
    }
    demo.restart(Duration::from_millis(20)).await;
    for stream in &mut open {
        assert_eq!(stream.whole().await.1, crate::wire::End::Broken);
    }
    assert_eq!(Exchange::get(demo.port, STREAMS[1].1, &[]).await.status(), 200);
}

#[tokio::test]
async fn trouble_can_be_ordered_over_http() {
    let demo = empty().await;
    let mut stream = Exchange::get(demo.port, STREAMS[1].1, &[]).await;
    stream.until_text("connected").await;
    let order = json!({
        "set": {"refused": {"status": 401, "scope": "streams"}},
        "cut": "clean",
        "sign_out": true,
    });
    let kind = ["Content-Type: application/json"];
    let path = "POST /_demo/dialects/soniquebay";
    let answer = Exchange::begin(demo.port, path, &kind, &order.to_string()).await;
    assert_eq!(answer.status(), 200);
    assert_eq!(stream.whole().await.1, crate::wire::End::Proper);
    assert_eq!(Exchange::get(demo.port, STREAMS[1].1, &[]).await.status(), 401);
    let mut counters = Exchange::get(demo.port, "/_demo/counters", &[]).await;
    let counters: serde_json::Value = serde_json::from_slice(&counters.whole().await.0).unwrap();
    assert_eq!(counters["dialects"]["soniquebay"]["refused"], 1);
}
