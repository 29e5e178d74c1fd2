//! Addresses that are no such backend, and backends that send nonsense.

mod answers;
mod bodies;
mod certificates;
mod floods;
mod kinds;
mod secrets;
mod signing_in;
mod sockets;

use axum::Router;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect};
use axum::routing::any;
use vigie_contract::{FailureCode, LinkState, ReasonCode};
use vigie_demo::{Demo, Scenario};
use vigie_tests::{Watched, draft};

async fn serving<R: IntoResponse + Send + 'static>(answer: fn() -> R) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("a free port"));
    let app = Router::new().fallback(any(move || async move { answer() }));
    tokio::spawn(async move { axum::serve(listener, app).await });
    url
}

async fn found(url: &str) -> (Option<ReasonCode>, Option<String>) {
    let vigie = Watched::passing().await;
    let failure = vigie.engine.test_server(draft(url, None), None).await.failure.expect("it is no backend");
    let found = failure.reason.as_ref().and_then(|r| r.args.get("found").cloned());
    (failure.reason_code(), found)
}

#[tokio::test]
async fn what_is_no_such_backend_is_told_apart() {
    let page = serving(|| Html("<html><body>Welcome")).await;
    assert_eq!(found(&page).await, (Some(ReasonCode::NotThisBackend), Some("html".into())));
    let json = serving(|| "{\"hello\": 1}").await;
    assert_eq!(found(&json).await, (Some(ReasonCode::NotThisBackend), Some("json".into())));
    let nothing = serving(|| StatusCode::NOT_FOUND).await;
    assert_eq!(found(&nothing).await, (Some(ReasonCode::NotThisBackend), Some("not-found".into())));
    let broken = serving(|| StatusCode::INTERNAL_SERVER_ERROR).await;
    assert_eq!(found(&broken).await.0, Some(ReasonCode::HttpStatus));
    let elsewhere = serving(|| Redirect::temporary("https://other.example/")).await;
    assert_eq!(found(&elsewhere).await.0, Some(ReasonCode::RedirectedElsewhere));
    let round = serving(|| Redirect::temporary("/round/")).await;
    assert_eq!(found(&round).await.0, Some(ReasonCode::RedirectLoop));
    let shut = serving(|| StatusCode::FORBIDDEN).await;
    assert_eq!(found(&shut).await.0, Some(ReasonCode::Forbidden));
    let form = serving(|| Redirect::temporary("/accounts/login/?next=/")).await;
    assert_eq!(found(&form).await.0, Some(ReasonCode::SignInNeeded));
    assert_eq!(found("http://vigie-test.invalid").await.0, Some(ReasonCode::HostUnknown));
    // A port that was free a moment ago.
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    assert_eq!(found(&format!("http://{port}")).await.0, Some(ReasonCode::ConnectionRefused));
    let plain = page.replace("http://", "https://");
    assert_eq!(found(&plain).await.0, Some(ReasonCode::TlsFailed));
}

#[tokio::test]
async fn one_that_accepts_and_never_answers_is_told_apart_too() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    assert_eq!(found(&url).await.0, Some(ReasonCode::NoAnswer));
}

#[tokio::test]
async fn addresses_are_understood_as_people_type_them() {
    let demo = Demo::builder().scenario(Scenario::Calm).start().await.unwrap();
    let host = demo.url.trim_start_matches("http://");
    let vigie = Watched::passing().await;
    for address in [
        format!("  {host}  "),
        format!("{}/", demo.url),
        format!("{}/core/events/?channel=progress-x", demo.url),
        format!("{}/core/sse-progress/active/?token=geheim", demo.url),
    ] {
        let report = vigie.engine.test_server(draft(&address, None), None).await;
        assert!(report.ok, "{address}: {report:?}");
        assert_eq!(report.url, format!("{}/", demo.url), "no token is kept");
    }
    for (address, code) in [
        ("", FailureCode::AddressEmpty),
        ("ftp://x", FailureCode::AddressScheme),
        ("http://", FailureCode::AddressInvalid),
    ] {
        let report = vigie.engine.test_server(draft(address, None), None).await;
        assert_eq!(report.failure.unwrap().code, code, "{address}");
    }
}

#[tokio::test]
async fn nonsense_in_every_field_is_survived_counted_and_cleaned() {
    let demo = Demo::builder().scenario(Scenario::Weird).start().await.unwrap();
    let mut vigie = Watched::passing().await;
    vigie.watch(&demo.url, None).await;
    vigie.until("odd things are counted", |v| v.servers.first().is_some_and(|s| s.oddities > 3)).await;
    vigie.until("jobs with odd ids move", |v| v.job("été 1:2,3").is_some() || v.jobs.len() > 5).await;
    for job in vigie.jobs.values() {
        assert!(job.title.chars().count() <= 400 && !job.title.is_empty());
        assert!(job.percent.is_none_or(|p| (0.0..=100.0).contains(&p)), "{:?}", job.percent);
        assert!(job.total != Some(0));
        assert!(job.page.as_deref().is_none_or(|p| p.starts_with("http")));
    }
    assert!(vigie.link(LinkState::Live) || vigie.link(LinkState::Polling));
}

#[tokio::test]
async fn a_hundred_thousand_jobs_are_listed_and_those_beyond_the_streams_polled() {
    let demo = Demo::builder().scenario(Scenario::Huge { jobs: 100_000, active: 500 }).start().await.unwrap();
    let mut vigie = Watched::passing().await;
    vigie.watch(&demo.url, None).await;
    vigie.until("capped", |v| v.reason() == Some(ReasonCode::TooManyJobs)).await;
    vigie.until("the active ones are there", |v| v.jobs.len() >= 500).await;
    assert!(demo.counters().streams_max <= 16 + 1);
    assert!(vigie.notices.is_empty(), "the past is not told");
}
