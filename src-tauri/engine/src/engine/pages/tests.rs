use std::time::Duration;

use axum::response::Response;
use vigie_contract::{LinkState, Offer, ServerDraft, ServerKind, WireFrame};

use super::*;
use crate::engine::{EngineOptions, Keep, Passing};
use crate::link::little::{Asked, Little, held, html, json, status, to, with_cookie};

const GENEROUS: Duration = Duration::from_secs(60);

async fn engine() -> Engine {
    Engine::start(EngineOptions::new(Keep::Nothing)).await
}

fn passing(draft: ServerDraft) -> Passing {
    Passing { draft, ..Passing::default() }
}

/// The page once it is as wanted.
async fn page(engine: &Engine, id: &str, wanted: impl Fn(&ServerPage) -> bool) -> ServerPage {
    let found = async {
        loop {
            let page = engine.server_page(id, None).await.unwrap();
            if wanted(&page) {
                return page;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    match tokio::time::timeout(GENEROUS, found).await {
        Ok(page) => page,
        Err(_) => panic!("never: {:?}", engine.server_page(id, None).await),
    }
}

fn frame<'a>(page: &'a ServerPage, data: &str) -> Option<&'a WireFrame> {
    page.frames.iter().find(|frame| frame.data.contains(data))
}

fn estimates(asked: &Asked) -> Response {
    match asked.path.as_str() {
        "/api/v1/sse/events/" => held(
            "text/event-stream",
            "data: {\"event\": \"connected\"}\n\n: still here\n\n\
             data: {\"event\":\"ping ge heim\",\"token\":\"other\"}\n\ndata: no json ge%20heim\n\n",
        ),
        "/api/v1/sse/stats/" => json(200, "{\"total_users\":1,\"total_connections\":1,\"users\":{}}"),
        _ => status(404),
    }
}

#[tokio::test]
async fn messages_and_answers_are_shown_as_they_came_without_secrets() {
    let server = Little::serve(estimates).await;
    let engine = engine().await;
    let address = format!("{}?token=ge%20heim", server.base);
    let draft = ServerDraft { address, ..ServerDraft::default() };
    let id = engine.add_passing(passing(draft)).await.unwrap().id;
    let seen = |page: &ServerPage| {
        let told = page.moments.len() >= 2 && !page.oddities.is_empty();
        told && frame(page, "no json").is_some() && frame(page, "total_users").is_some()
    };
    let page = page(&engine, &id, seen).await;
    let greeting = frame(&page, "connected").unwrap();
    assert_eq!((greeting.line.as_str(), greeting.name.as_deref()), ("/api/v1/sse/events/", None));
    assert_eq!((greeting.bytes, greeting.odd), (22, false));
    let broken = frame(&page, "no json").unwrap();
    assert_eq!((broken.data.as_str(), broken.odd), ("no json •••", true), "{page:?}");
    assert_eq!(frame(&page, "ping").unwrap().data, r#"{"event":"ping •••","token":"•••"}"#);
    assert_eq!(frame(&page, "total_users").unwrap().line, "GET /api/v1/sse/stats/");
    assert!(page.frames.iter().any(|frame| frame.data == ":"), "the comment: {page:?}");
    assert!(!format!("{page:?}").contains("heim"), "{page:?}");
    assert!(page.oddities.iter().all(|oddity| oddity.contains('×')), "{:?}", page.oddities);
    assert_eq!(page.offers, [Offer::Records, Offer::Stats]);
    let states: Vec<LinkState> = page.moments.iter().map(|moment| moment.link).collect();
    assert_eq!(states[..2], [LinkState::Connecting, LinkState::Live], "{:?}", page.moments);
    assert!(page.events_per_second.is_some());
    let last = page.frames.iter().map(|frame| frame.number).max();
    let later = engine.server_page(&id, last).await.unwrap();
    assert!(later.frames.iter().all(|frame| Some(frame.number) > last));
    engine.shutdown().await;
    assert_eq!(engine.server_page(&id, None).await.unwrap_err().code, FailureCode::Stopping);
}

#[tokio::test]
async fn streams_of_jobs_and_their_lists_are_shown_and_what_the_board_finds_odd_is_marked() {
    let server = Little::serve(|asked| match (asked.what().as_str(), asked.header("cookie")) {
        ("GET /core/events/", "sessionid=s3ssionsecret") => held(
            "text/event-stream",
            "event: stream-open\ndata:\n\nid: progress-j:1\nevent: progress\n\
             data: {\"percentage\": 12, \"current\": 3, \"message\": \"s3ssionsecret\"}\n\n",
        ),
        ("GET /core/sse-progress/active/" | "GET /core/sse-progress/", "sessionid=s3ssionsecret") => json(
            200,
            "{\"jobs\":[{\"job_id\":\"j\",\"status\":\"in_progress\",\"processed_items\":1,\"total_items\":9,\
             \"progress_percentage\":1200,\"current_message\":\"geheim\"}]}",
        ),
        ("GET /accounts/login/", _) => {
            html("<form method=post><input name=username><input type=password name=password></form>")
        }
        ("POST /accounts/login/", _) => with_cookie(to("/"), "sessionid=s3ssionsecret; Path=/"),
        _ => to("/accounts/login/?next=/core/"),
    })
    .await;
    let engine = engine().await;
    let draft = ServerDraft {
        address: server.base.to_string(),
        kind: Some(ServerKind::SseProgress),
        user: Some("ana".into()),
        password: Some("geheim".into()),
        ..ServerDraft::default()
    };
    let id = engine.add_passing(passing(draft)).await.unwrap().id;
    let seen = |page: &ServerPage| {
        frame(page, "1200").is_some_and(|frame| frame.odd) && frame(page, "\"current\"").is_some()
    };
    let page = page(&engine, &id, seen).await;
    assert!(!format!("{page:?}").contains("geheim") && !format!("{page:?}").contains("s3ss"), "{page:?}");
    let opened = page.frames.iter().find(|frame| frame.name.as_deref() == Some("stream-open")).unwrap();
    assert_eq!(opened.line, "/core/events/");
    for line in ["GET /core/sse-progress/active/", "GET /core/sse-progress/"] {
        assert!(page.frames.iter().any(|frame| frame.line == line && frame.data.contains("•••")), "{page:?}");
    }
    assert_eq!(page.offers, [Offer::Resume, Offer::Discovery, Offer::Ends, Offer::Delete]);
    engine.shutdown().await;
}

#[tokio::test]
async fn what_became_of_a_connection_is_told_in_order_and_nothing_is_known_of_a_stranger() {
    let server = Little::serve(|_| status(404)).await;
    let engine = engine().await;
    let address = server.base.to_string();
    let draft = ServerDraft { address, kind: Some(ServerKind::SoniqueBay), ..ServerDraft::default() };
    let id = engine.add_passing(passing(draft)).await.unwrap().id;
    let page = page(&engine, &id, |page| page.moments.iter().any(|m| m.link == LinkState::Waiting)).await;
    let waits = page.moments.iter().find(|moment| moment.link == LinkState::Waiting).unwrap();
    assert!(waits.reason.is_some() && page.events_per_second.is_none(), "{page:?}");
    assert!(page.moments.is_sorted_by_key(|moment| moment.at));
    assert_eq!(engine.server_page("nobody", None).await.unwrap_err().code, FailureCode::ServerUnknown);
    engine.shutdown().await;
}
