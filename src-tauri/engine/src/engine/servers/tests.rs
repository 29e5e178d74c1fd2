use axum::response::Response;
use vigie_contract::{LinkState, ReasonCode, SecretPlace, SignIn};

use super::*;
use crate::engine::{EngineOptions, Keep};
use crate::link::little::{Asked, Little, held, html, json, status, to, with_cookie};

const TOKEN: &str = "token=ge%20heim";

fn estimates(asked: &Asked) -> Response {
    match (asked.path.as_str(), asked.query.as_str(), asked.header("authorization")) {
        ("/api/v1/sse/events/", TOKEN, _) => {
            held("text/event-stream", "data: {\"event\": \"connected\"}\n\n")
        }
        ("/api/v1/sse/events/", ..) => json(401, "{\"error\": \"Invalid token\"}"),
        ("/api/v1/sse/stats/", "", "Bearer ge heim") => {
            json(200, "{\"total_users\":1,\"total_connections\":1,\"users\":{}}")
        }
        ("/api/v1/sse/stats/", ..) => json(401, "{}"),
        _ => status(404),
    }
}

async fn engine() -> Engine {
    Engine::start(EngineOptions::new(Keep::Nothing)).await
}

fn at(address: impl Into<String>) -> ServerDraft {
    ServerDraft { address: address.into(), ..ServerDraft::default() }
}

#[tokio::test]
async fn an_address_is_enough_to_know_what_it_speaks() {
    let server = Little::serve(estimates).await;
    let found = engine().await.detect_server(server.base.as_str()).await.unwrap();
    assert_eq!((found.kind, found.sign_in), (Some(ServerKind::Estimates), Some(SignIn::UrlToken)));
    let failure = engine().await.detect_server("gopher://heron").await.unwrap_err();
    assert_eq!(failure.code, FailureCode::AddressScheme);
}

#[tokio::test]
async fn a_test_says_what_was_found_and_whether_it_can_be_held() {
    let server = Little::serve(estimates).await;
    let report = engine().await.test_server(at(format!("{}?{TOKEN}", server.base)), None).await;
    assert_eq!(
        (report.ok, report.kind, report.stream),
        (true, Some(ServerKind::Estimates), Some(true)),
        "{report:?}"
    );
    assert!(report.latency_ms.is_some() && report.detection.is_some() && report.running.is_none());
    assert!(!format!("{report:?}").contains("heim"), "{report:?}");
    // Without a token, and with a wrong one.
    let needed = engine().await.test_server(at(server.base.as_str()), None).await;
    assert_eq!(needed.failure.and_then(|f| f.reason_code()), Some(ReasonCode::SignInNeeded));
    let wrong = ServerDraft { token: Some("other".into()), ..at(server.base.as_str()) };
    let refused = engine().await.test_server(wrong, None).await;
    assert_eq!(refused.failure.and_then(|f| f.reason_code()), Some(ReasonCode::SignInRefused));
}

#[tokio::test]
async fn a_test_of_what_is_not_known_says_why() {
    let shop = Little::serve(|_| html("<h1>Shop</h1>")).await;
    let report = engine().await.test_server(at(shop.base.as_str()), None).await;
    assert_eq!(report.failure.and_then(|f| f.reason_code()), Some(ReasonCode::NotThisBackend));
    assert_eq!(report.detection.map(|detection| detection.saw.len()), Some(8));
    let guarded = Little::serve(|_| to("/login")).await;
    let report = engine().await.test_server(at(guarded.base.as_str()), None).await;
    assert_eq!(report.failure.and_then(|f| f.reason_code()), Some(ReasonCode::KindUnknown));
}

#[tokio::test]
async fn a_stream_that_ends_at_once_is_not_held() {
    let server = Little::serve(|asked| match asked.path.as_str() {
        "/api/events" => {
            let mut response = html("data: {\"type\": \"connected\"}\n\n");
            response.headers_mut().insert("content-type", "text/plain".parse().unwrap());
            response
        }
        _ => status(404),
    })
    .await;
    let report = engine().await.test_server(at(server.base.as_str()), None).await;
    assert_eq!(
        (report.ok, report.kind, report.stream),
        (true, Some(ServerKind::SoniqueBay), Some(false)),
        "{report:?}"
    );
}

#[tokio::test]
async fn progress_jobs_are_tried_as_ever() {
    let server = Little::serve(|asked| match (asked.what().as_str(), asked.header("cookie")) {
        ("GET /core/events/", _) => held("text/event-stream", "event: stream-open\ndata:\n\n"),
        ("GET /core/sse-progress/active/", "sessionid=s") => {
            json(200, "{\"jobs\":[{\"job_id\":\"j\",\"status\":\"in_progress\",\"processed_items\":1,\"total_items\":9}]}")
        }
        ("GET /core/sse-progress/active/", _) => to("/accounts/login/?next=/core/"),
        ("GET /accounts/login/", _) => {
            html("<form method=post><input name=username><input type=password name=password></form>")
        }
        ("POST /accounts/login/", _) => with_cookie(to("/"), "sessionid=s; Path=/"),
        _ => status(404),
    })
    .await;
    let draft =
        ServerDraft { user: Some("ana".into()), password: Some("geheim".into()), ..at(server.base.as_str()) };
    let report = engine().await.test_server(draft, None).await;
    assert_eq!((report.ok, report.kind), (true, Some(ServerKind::SseProgress)), "{report:?}");
    assert_eq!((report.running, report.stream), (Some(1), Some(true)));
    let found = report.detection.unwrap();
    assert_eq!(found.sign_in, Some(SignIn::Session));
}

#[tokio::test]
async fn a_passing_server_is_settled_and_watched_with_its_token() {
    let server = Little::serve(estimates).await;
    let engine = engine().await;
    let mut watched = engine.subscribe().await.unwrap();
    let draft = at(format!("{}api/v1/sse/events/?{TOKEN}", server.base));
    let view = engine.add_passing(Passing { draft, ..Passing::default() }).await.unwrap();
    assert_eq!((view.kind, view.sign_in), (ServerKind::Estimates, SignIn::UrlToken));
    assert_eq!((view.secret, view.url.as_str()), (SecretPlace::Memory, server.base.as_str()));
    let live = async {
        loop {
            let frame = watched.next().await.expect("the engine lives");
            if frame.servers.iter().flatten().any(|server| server.link == LinkState::Live) {
                break;
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(60), live).await.expect("live in time");
    assert!(server.asked().iter().all(|asked| asked.query.is_empty()
        || asked.query.contains(TOKEN)
        || asked.path != "/api/v1/sse/stats/"));
}

#[tokio::test]
async fn what_was_entered_for_one_host_goes_to_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let home = crate::home::Home::at(folder.path()).unwrap();
    let here = Little::serve(estimates).await;
    let engine = Engine::start(EngineOptions::new(Keep::Settings(home))).await;
    let added = engine.add_server(at(format!("{}?{TOKEN}", here.base))).await.unwrap();
    assert_ne!(added.secret, SecretPlace::None);
    // The same machine by another name.
    let there = here.base.as_str().replace("127.0.0.1", "localhost");
    let report = engine.test_server(at(there.as_str()), Some(added.id.clone())).await;
    assert_eq!(report.failure.and_then(|f| f.reason_code()), Some(ReasonCode::SignInNeeded));
    let moved = engine.update_server(&added.id, at(there.as_str())).await.unwrap();
    assert_eq!((moved.id, moved.secret), (added.id, SecretPlace::None));
    engine.shutdown().await;
}

#[tokio::test]
async fn a_certificate_that_was_accepted_can_be_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let home = crate::home::Home::at(folder.path()).unwrap();
    let engine = Engine::start(EngineOptions::new(Keep::Settings(home))).await;
    let kind = Some(ServerKind::SoniqueBay);
    let draft = |accept: Option<String>| ServerDraft {
        kind,
        accept_fingerprint: accept,
        ..at("https://127.0.0.1:1/")
    };
    let fingerprint = ["AB"; 32].join(":");
    let id = engine.add_server(draft(Some(fingerprint.to_lowercase()))).await.unwrap().id;
    let accepted = async || engine.stored(&id).await.unwrap().accept_fingerprint;
    assert_eq!(accepted().await, Some(fingerprint.clone()));
    engine.update_server(&id, draft(None)).await.unwrap();
    assert_eq!(accepted().await, Some(fingerprint), "not spoken of, it stays");
    engine.update_server(&id, draft(Some(String::new()))).await.unwrap();
    assert_eq!(accepted().await, None);
    let text = std::fs::read_to_string(folder.path().join("settings.toml")).unwrap();
    assert!(!text.contains("fingerprint"), "{text}");
    engine.shutdown().await;
}
