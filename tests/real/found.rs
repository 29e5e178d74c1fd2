//! An address is enough: what a server speaks is found out, and nothing is given away meanwhile.

use std::path::Path;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::Request;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::any;
use vigie_contract::{FailureCode, LinkState, ReasonCode, ServerDraft, ServerKind, SignIn};
use vigie_tests::{
    DjangoBackend, EstimatesBackend, EstimatesOptions, Nginx, Options, Passing, PostesBackend, PostesOptions,
    SoliLmsBackend, SoliLmsOptions, SoniqueBayBackend, Watched, draft,
};

/// An address and, where there is one, a person; not what it speaks.
fn unknown(url: &str, user: Option<(&str, &str)>) -> ServerDraft {
    ServerDraft { kind: None, ..draft(url, user) }
}

fn settings(home: &Path) -> String {
    std::fs::read_to_string(home.join("settings.toml")).expect("settings")
}

/// Looks, then adds and waits until it is live as what it is.
async fn found(url: &str, draft: ServerDraft, kind: ServerKind, sign_in: SignIn) {
    let home = tempfile::tempdir().expect("a folder");
    let mut vigie = Watched::at(home.path()).await;
    let detection = vigie.engine.detect_server(url).await.expect("an address");
    assert_eq!((detection.kind, detection.sign_in), (Some(kind), Some(sign_in)), "{detection:#?}");
    assert!(detection.candidates.is_empty() && detection.reason.is_none(), "{detection:#?}");
    assert!(detection.saw.iter().any(|sight| sight.speaks_for == Some(kind)), "{detection:#?}");
    let server = vigie.engine.add_server(draft).await.expect("a server");
    assert_eq!(server.kind, kind);
    vigie.until("live", |v| v.link(LinkState::Live) || v.link(LinkState::Polling)).await;
    assert!(vigie.link(LinkState::Live), "{:?}", vigie.servers);
    assert!(
        settings(home.path()).contains(&format!("kind = {:?}", kind.as_str())),
        "{}",
        settings(home.path())
    );
}

#[tokio::test]
async fn jobs_and_scans_are_found() {
    let (django, library) =
        tokio::join!(DjangoBackend::start(Options::default()), SoniqueBayBackend::start());
    let alice = unknown(&django.url, Some(("alice", "alice-pass")));
    found(&django.url, alice, ServerKind::SseProgress, SignIn::Session).await;
    found(&library.url, unknown(&library.url, None), ServerKind::SoniqueBay, SignIn::None).await;
    // Where the stream is, as it is copied from the document.
    let stream = format!("{}/api/events", library.url);
    found(&stream, unknown(&stream, None), ServerKind::SoniqueBay, SignIn::None).await;
    // Below a path of a host that has nothing else.
    let nginx = Nginx::below("/app1/", &library.url, Passing::AtOnce).await;
    found(&nginx.url, unknown(&nginx.url, None), ServerKind::SoniqueBay, SignIn::None).await;
}

#[tokio::test]
async fn an_office_is_found_with_and_without_its_token() {
    let office = EstimatesBackend::start(EstimatesOptions::default()).await;
    let token = ServerDraft { token: Some("manager1-token".into()), ..unknown(&office.url, None) };
    found(&office.url, token, ServerKind::Estimates, SignIn::UrlToken).await;
    let stream = office.events("manager1-token");
    found(&stream, unknown(&stream, None), ServerKind::Estimates, SignIn::UrlToken).await;
}

#[tokio::test]
async fn a_hall_and_a_school_are_found() {
    let (hall, school) = tokio::join!(
        PostesBackend::start(PostesOptions::default()),
        SoliLmsBackend::start(SoliLmsOptions::default())
    );
    let admin = unknown(&hall.url, Some(("admin", "admin123")));
    found(&hall.url, admin, ServerKind::Postes, SignIn::Session).await;
    let pupil = unknown(&school.url, Some(("apprenant@solilms.local", "apprenant-pass")));
    found(&school.url, pupil, ServerKind::SoliLms, SignIn::Session).await;
}

#[tokio::test]
async fn one_that_is_not_there_yet_is_found_when_it_is() {
    let library = SoniqueBayBackend::start().await;
    library.server.stop().await;
    let home = tempfile::tempdir().unwrap();
    let mut vigie = Watched::at(home.path()).await;
    let seen = vigie.engine.detect_server(&library.url).await.unwrap();
    assert_eq!((seen.kind, seen.reason.map(|r| r.code)), (None, Some(ReasonCode::ConnectionRefused)));
    let server = vigie.engine.add_server(unknown(&library.url, None)).await.unwrap();
    assert_eq!(server.kind, ServerKind::Auto);
    vigie.until("waits", |v| v.link_because(LinkState::Waiting, ReasonCode::ConnectionRefused)).await;
    library.server.start_again().await;
    vigie.engine.connect_now(None).await;
    vigie.until("found", |v| v.link(LinkState::Live) && v.servers[0].kind == ServerKind::SoniqueBay).await;
    vigie.engine.shutdown().await;
    drop(vigie);
    // It was written down.
    library.server.stop().await;
    let mut vigie = Watched::at(home.path()).await;
    vigie.until("known", |v| v.servers.first().is_some_and(|s| s.kind == ServerKind::SoniqueBay)).await;
}

/// What a stranger was asked: method, path and query, headers and body, as one text each.
type Asked = Arc<Mutex<Vec<String>>>;

/// A server of nobody's that answers everything like this.
async fn stranger(answer: impl Fn() -> Response + Clone + Send + Sync + 'static) -> (String, Asked) {
    let asked = Asked::default();
    let told = Arc::clone(&asked);
    let app = Router::new().fallback(any(move |request: Request| {
        let (told, answer) = (Arc::clone(&told), answer.clone());
        async move {
            let (head, body) = request.into_parts();
            let body = axum::body::to_bytes(body, 1 << 20).await.expect("a body");
            let line = format!("{} {} {:?} {body:?}", head.method, head.uri, head.headers);
            told.lock().expect("nobody panicked").push(line);
            answer()
        }
    }));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    tokio::spawn(async move { axum::serve(listener, app).await });
    (url, asked)
}

/// All that was asked is looks, and none carries what only the right server is to see.
fn gave_nothing_away(asked: &Asked) {
    let asked = asked.lock().expect("nobody panicked");
    assert!(!asked.is_empty());
    for question in &*asked {
        assert!(question.starts_with("GET "), "{question}");
        let lower = question.to_lowercase();
        for secret in ["geheim", "alice", "authorization", "cookie"] {
            assert!(!lower.contains(secret), "{secret} in {question}");
        }
    }
}

#[tokio::test]
async fn a_page_of_the_web_is_no_server_of_ours_and_learns_no_password() {
    let page = || Html("<html><form><input name='password' type='password'></form></html>").into_response();
    let (url, asked) = stranger(page).await;
    let home = tempfile::tempdir().unwrap();
    let mut vigie = Watched::at(home.path()).await;
    let seen = vigie.engine.detect_server(&url).await.unwrap();
    assert!(seen.kind.is_none() && seen.candidates.is_empty(), "{seen:#?}");
    let looks = asked.lock().unwrap().len();
    assert_eq!(looks, seen.saw.len(), "one look each");
    let report = vigie.engine.test_server(unknown(&url, Some(("alice", "geheim"))), None).await;
    let failure = report.failure.unwrap();
    assert_eq!(
        (failure.code, failure.reason_code()),
        (FailureCode::Connection, Some(ReasonCode::NotThisBackend))
    );
    assert_eq!(failure.reason.unwrap().args["found"], "html");
    vigie.engine.add_server(unknown(&url, Some(("alice", "geheim")))).await.unwrap();
    vigie.until("said to be none", |v| v.reason() == Some(ReasonCode::NotThisBackend)).await;
    assert!(!vigie.link(LinkState::Live) && vigie.servers[0].kind == ServerKind::Auto);
    gave_nothing_away(&asked);
    assert!(asked.lock().unwrap().len() <= 5 * looks, "few questions: {}", asked.lock().unwrap().len());
}

#[tokio::test]
async fn who_sends_everything_elsewhere_is_not_followed() {
    let (other, asked_of_other) = stranger(|| "here".into_response()).await;
    let to = other.clone();
    let (url, asked) = stranger(move || Redirect::temporary(&format!("{to}/login")).into_response()).await;
    let home = tempfile::tempdir().unwrap();
    let mut vigie = Watched::at(home.path()).await;
    let seen = vigie.engine.detect_server(&url).await.unwrap();
    assert_eq!(seen.reason.map(|reason| reason.code), Some(ReasonCode::RedirectedElsewhere));
    vigie.engine.add_server(unknown(&url, Some(("alice", "geheim")))).await.unwrap();
    vigie.until("said", |v| v.reason() == Some(ReasonCode::RedirectedElsewhere)).await;
    gave_nothing_away(&asked);
    // Also where it is said what it speaks: the password is for the host that was named.
    for kind in [ServerKind::SoniqueBay, ServerKind::SseProgress, ServerKind::SoliLms] {
        let named = ServerDraft { kind: Some(kind), ..draft(&url, Some(("alice", "geheim"))) };
        let report = vigie.engine.test_server(named, None).await;
        let code = report.failure.unwrap().reason_code();
        assert_eq!(code, Some(ReasonCode::RedirectedElsewhere), "{kind:?}");
    }
    assert!(asked_of_other.lock().unwrap().is_empty(), "{:?}", asked_of_other.lock().unwrap());
}
