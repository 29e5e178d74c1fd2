//! A link against servers of a few lines that no decent demo would play.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{Method, Request, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::any;
use tokio::sync::{mpsc, oneshot};
use vigie_contract::{LinkState, ReasonCode, ServerKind};

use super::{Link, LinkCommand, LinkOptions, News, Report};
use crate::address::Address;
use crate::clock::Clock;
use crate::inspector::Inspector;
use crate::secrets::{Secret, SecretKind, Secrets};
use crate::settings::ServerSettings;
use crate::store::{Limits, Memory, Store};
use crate::update::{Phase, Update};

/// Longer than anything here takes: only a test that fails waits for it.
const GENEROUS: Duration = Duration::from_secs(60);

const ACTIVE: &str = "GET /core/sse-progress/active/";
const ALL: &str = "GET /core/sse-progress/";
const DETAIL: &str = "GET /core/sse-progress/j/";
const DELETE: &str = "DELETE /core/sse-progress/j/delete/";
const EVENTS: &str = "GET /core/events/";
const SIGN_IN: &str = "POST /accounts/login/";

/// How often each thing was asked for.
#[derive(Clone, Default)]
struct Asked(Arc<Mutex<HashMap<String, usize>>>);

impl Asked {
    fn of(&self, what: &str) -> usize {
        self.0.lock().unwrap().get(what).copied().unwrap_or(0)
    }

    async fn until(&self, what: &str, times: usize) {
        let enough = async {
            while self.of(what) < times {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        tokio::time::timeout(GENEROUS, enough).await.unwrap_or_else(|_| panic!("{what}: {:?}", self.0));
    }
}

/// A link and the server it watches; `answer` is given what is asked for and how often it was before.
struct Scene {
    asked: Asked,
    link: Link,
    reports: mpsc::Receiver<Report>,
}

impl Scene {
    async fn with(answer: fn(&str, usize) -> Option<Response>) -> Self {
        let asked = Asked::default();
        let counts = asked.clone();
        let serve = any(move |request: Request<Body>| {
            let what = format!("{} {}", request.method(), request.uri().path());
            let before = {
                let mut counts = counts.0.lock().unwrap();
                let count = counts.entry(what.clone()).or_default();
                *count += 1;
                *count - 1
            };
            let signs_in = request.method() == Method::GET && request.uri().path() == "/accounts/login/";
            async move {
                if signs_in {
                    return Html("<form method=post><input name=u><input type=password name=p></form>")
                        .into_response();
                }
                match answer(&what, before) {
                    Some(response) => response,
                    // It hangs.
                    None => std::future::pending().await,
                }
            }
        });
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}/", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, Router::new().fallback(serve)).await });
        let secrets = Secrets::in_memory();
        secrets.put("s", SecretKind::Password, Secret::new("p")).await;
        let (sender, reports) = mpsc::channel(64);
        let address = Address::parse(&base).unwrap();
        let settings = ServerSettings {
            user: Some("u".into()),
            ..ServerSettings::new(&address, ServerKind::SseProgress)
        };
        let options = LinkOptions {
            server: "s".into(),
            generation: 1,
            settings,
            secrets,
            store: Store::in_memory(Limits::default()),
            memory: Memory::default(),
            inspector: Inspector::default(),
            poll: Duration::from_millis(10),
            clock: Clock::system(),
        };
        Self { asked, link: Link::start(options, sender), reports }
    }

    /// Waits for a report of this kind.
    async fn told<T>(&mut self, wanted: impl Fn(&News) -> Option<T>) -> T {
        let told = async {
            loop {
                let report = self.reports.recv().await.expect("the link lives");
                if let Some(found) = wanted(&report.news) {
                    return found;
                }
            }
        };
        tokio::time::timeout(GENEROUS, told).await.expect("told in time")
    }

    async fn state(&mut self, state: LinkState) -> Option<ReasonCode> {
        self.told(|news| match news {
            News::State { link, reason, .. } if *link == state => Some(reason.as_ref().map(|r| r.code)),
            _ => None,
        })
        .await
    }

    /// Takes in whatever is told, so that the link is never held up.
    fn ignore(self) -> (Asked, Link) {
        let mut reports = self.reports;
        tokio::spawn(async move { while reports.recv().await.is_some() {} });
        (self.asked, self.link)
    }
}

fn json(text: &'static str) -> Option<Response> {
    Some(([(header::CONTENT_TYPE, "application/json")], text).into_response())
}

fn one_job() -> Option<Response> {
    json(r#"{"jobs":[{"job_id":"j","status":"in_progress","processed_items":1,"total_items":9}]}"#)
}

fn form() -> Option<Response> {
    Some(Redirect::to("/accounts/login/?next=/").into_response())
}

/// A stream that begins so and then stays open.
fn held(start: &'static str) -> Option<Response> {
    use futures_util::StreamExt;
    let start = futures_util::stream::iter([Ok::<_, std::io::Error>(Bytes::from(start))]);
    let body = Body::from_stream(start.chain(futures_util::stream::pending()));
    Some(([(header::CONTENT_TYPE, "text/event-stream")], body).into_response())
}

#[tokio::test]
async fn a_server_that_takes_back_every_stream_is_not_hammered() {
    let mut scene = Scene::with(|what, _| match what {
        EVENTS => held(concat!(
            "event: stream-open\ndata:\n\n",
            "event: progress\nid: progress-j:1\ndata: {\"current\":2}\n\n",
            "event: stream-error\nid: error\ndata: {\"condition\":\"internal-error\",\"text\":\"no\"}\n\n",
        )),
        _ => one_job(),
    })
    .await;
    assert_eq!(scene.state(LinkState::Polling).await, Some(ReasonCode::HttpStatus));
    let (asked, _link) = scene.ignore();
    asked.until(ACTIVE, 50).await;
    assert_eq!(asked.of(EVENTS), 1, "fifty lists later");
}

#[tokio::test]
async fn channels_that_are_refused_are_polled_and_that_is_said() {
    let mut scene = Scene::with(|what, _| match what {
        EVENTS => held("event: stream-error\nid: error\ndata: {\"condition\":\"forbidden\",\"channels\":[\"progress-j\"]}\n\n"),
        _ => one_job(),
    })
    .await;
    assert_eq!(scene.state(LinkState::Polling).await, Some(ReasonCode::Forbidden));
    let (asked, _link) = scene.ignore();
    asked.until(ACTIVE, 50).await;
    assert_eq!(asked.of(EVENTS), 1);
}

#[tokio::test]
async fn a_session_that_expires_at_once_is_not_signed_in_to_for_ever() {
    let mut scene = Scene::with(|what, before| match what {
        SIGN_IN => Some(Redirect::to("/").into_response()),
        // Only the answer right after the sign-in is a list.
        ACTIVE if before == 1 => one_job(),
        ACTIVE => form(),
        EVENTS => held(""),
        _ => one_job(),
    })
    .await;
    assert_eq!(scene.state(LinkState::Waiting).await, Some(ReasonCode::Forbidden));
    assert_eq!(scene.asked.of(SIGN_IN), 2, "to get in, and once to renew");
}

#[tokio::test]
async fn only_the_list_of_active_jobs_is_a_must() {
    let mut scene = Scene::with(|what, _| match what {
        ALL => form(),
        EVENTS => held("event: stream-open\ndata:\n\n"),
        _ => one_job(),
    })
    .await;
    assert_eq!(scene.state(LinkState::Live).await, None);
    let (asked, _link) = scene.ignore();
    asked.until(ACTIVE, 50).await;
    assert_eq!((asked.of(ALL), asked.of(SIGN_IN), asked.of(EVENTS)), (1, 0, 1));
}

#[tokio::test]
async fn an_end_that_waits_for_its_details_is_told_when_the_link_ends() {
    let scene = Scene::with(|what, _| match what {
        EVENTS => held(concat!(
            "event: stream-open\ndata:\n\n",
            "event: progress\nid: progress-j:1\ndata: {\"current\":2}\n\n",
            "event: complete\nid: progress-j:2\ndata: {\"current\":9,\"total\":9}\n\n",
        )),
        DETAIL => None,
        ALL => Some(StatusCode::NOT_FOUND.into_response()),
        _ => one_job(),
    })
    .await;
    scene.asked.until(DETAIL, 1).await;
    let Scene { link, mut reports, .. } = scene;
    link.stop().await;
    let mut ends = 0;
    while let Some(report) = reports.recv().await {
        let News::Updates { updates, .. } = report.news else { continue };
        let over =
            |update: &&Update| matches!(update, Update::Job(job) if job.phase == Some(Phase::Completed));
        ends += updates.iter().filter(over).count();
    }
    assert_eq!(ends, 1);
}

#[tokio::test]
async fn a_job_is_deleted_while_the_lists_hang_and_an_expired_session_is_renewed_for_it() {
    let scene = Scene::with(|what, before| match what {
        SIGN_IN => Some(Redirect::to("/").into_response()),
        DELETE if before == 0 => form(),
        DELETE => json("{\"success\":true}"),
        _ => None,
    })
    .await;
    scene.asked.until(ACTIVE, 1).await;
    let (reply, answer) = oneshot::channel();
    scene.link.ask(LinkCommand::Delete { id: "j".into(), reply });
    let (asked, _link) = scene.ignore();
    assert_eq!(tokio::time::timeout(GENEROUS, answer).await.unwrap().unwrap(), Ok(()));
    assert_eq!((asked.of(SIGN_IN), asked.of(DELETE)), (1, 2));
}
