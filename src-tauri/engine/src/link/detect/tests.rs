use axum::response::Response;
use vigie_contract::SignIn;

use super::*;
use crate::address::Address;
use crate::link::little::{Asked, Little, held, html, json, status, to, with_cookie};
use crate::secrets::{Secret, SecretKind};

/// Looks at `below` of the server, with a token in the address where it has one.
async fn detected(server: &Little, below: &str) -> Detection {
    let address = Address::parse(&format!("{}{below}", server.base)).unwrap();
    let settings = ServerSettings { hint: address.hint, ..ServerSettings::new(&address, ServerKind::Auto) };
    let secrets = Secrets::in_memory();
    if let Some(token) = address.token {
        secrets.put(&settings.id, SecretKind::Token, token).await;
    }
    secrets.put(&settings.id, SecretKind::Password, Secret::new("passwort")).await;
    let detection = detect_server(&settings, secrets).await;
    assert!(server.asked().len() <= 8 && server.asked().iter().all(|asked| asked.method == "GET"));
    let printed = format!("{:?} {detection:?}", server.asked());
    assert!(!printed.contains("passwort"), "{printed}");
    assert!(!format!("{detection:?}").contains("geheim"), "{detection:?}");
    detection
}

fn soniquebay(asked: &Asked) -> Response {
    match asked.path.as_str() {
        "/api/events" => held("text/plain; charset=utf-8", "data: {\"type\": \"connected\"}\n\n"),
        "/ws/dashboard/" => status(403),
        _ => json(404, "{\"detail\":\"Not Found\"}"),
    }
}

fn estimates(asked: &Asked) -> Response {
    match (asked.path.as_str(), asked.query.as_str()) {
        ("/app1/api/v1/sse/events/", "token=geheim") => {
            held("text/event-stream", "data: {\"event\": \"connected\"}\n\n")
        }
        ("/app1/api/v1/sse/events/", _) => json(401, "{\"error\": \"Token required\"}"),
        _ => status(404),
    }
}

fn solilms(asked: &Asked) -> Response {
    match asked.path.as_str() {
        "/stream/app" => with_cookie(to("/login"), "XSRF-TOKEN=x; path=/"),
        "/" => to("/login"),
        _ => status(404),
    }
}

#[tokio::test]
async fn a_host_a_base_or_a_stream_address_is_enough() {
    for below in ["", "api/events"] {
        let server = Little::serve(soniquebay).await;
        let found = detected(&server, below).await;
        assert_eq!((found.kind, found.sign_in), (Some(ServerKind::SoniqueBay), Some(SignIn::None)));
        assert_eq!((found.url.as_str(), found.cleartext, found.reason), (server.base.as_str(), false, None));
    }
    let server = Little::serve(estimates).await;
    let found = detected(&server, "app1/").await;
    assert_eq!((found.kind, found.sign_in), (Some(ServerKind::Estimates), Some(SignIn::UrlToken)));
    let spoke: Vec<_> = found.saw.iter().filter(|sight| sight.speaks_for.is_some()).collect();
    assert_eq!(
        (spoke.len(), spoke[0].path.as_str(), spoke[0].status),
        (1, "/app1/api/v1/sse/events/", Some(401))
    );
    let server = Little::serve(solilms).await;
    let found = detected(&server, "login").await;
    assert_eq!((found.kind, found.sign_in), (Some(ServerKind::SoliLms), Some(SignIn::Session)));
    let stream = found.saw.iter().find(|sight| sight.path == "/stream/app").unwrap();
    assert_eq!((stream.status, stream.location.as_deref()), (Some(302), Some("/login")));
}

#[tokio::test]
async fn a_token_of_the_address_is_tried_and_shown_nowhere() {
    let server = Little::serve(estimates).await;
    let found = detected(&server, "app1/api/v1/sse/events/?token=geheim").await;
    assert_eq!(found.kind, Some(ServerKind::Estimates));
    let stream = found.saw.iter().find(|sight| sight.speaks_for.is_some()).unwrap();
    assert_eq!((stream.status, stream.content_type.as_deref()), (Some(200), Some("text/event-stream")));
}

#[tokio::test]
async fn the_dashboard_is_asked_for_as_its_own_page_would() {
    let server = Little::serve(|asked| match asked.path.as_str() {
        "/ws/dashboard/" => status(403),
        "/api/dashboard/stats/" => json(403, "{\"detail\":\"no\"}"),
        _ => status(404),
    })
    .await;
    let found = detected(&server, "").await;
    assert_eq!((found.kind, found.sign_in), (Some(ServerKind::Postes), Some(SignIn::Session)));
    let asked = &server.asked_for("GET /ws/dashboard/")[0];
    assert_eq!(asked.header("origin"), server.base.origin().ascii_serialization());
    assert_eq!(asked.header("upgrade").to_ascii_lowercase(), "websocket");
}

#[tokio::test]
async fn what_is_not_known_says_what_was_seen_and_why() {
    let shop = Little::serve(|_| html("<h1>Shop</h1>")).await;
    let found = detected(&shop, "").await;
    assert_eq!((found.kind, found.candidates.len(), found.saw.len()), (None, 0, 8));
    let why = why_not(&found);
    assert_eq!((why.code, why.args["found"].as_str()), (ReasonCode::NotThisBackend, "html"));

    let everywhere = Little::serve(|_| to("/login?next=/")).await;
    let found = detected(&everywhere, "").await;
    assert_eq!((found.kind, found.candidates.len()), (None, 5));
    assert_eq!(why_not(&found).code, ReasonCode::KindUnknown);

    let nothing = Little::serve(|_| status(404)).await;
    let why = why_not(&detected(&nothing, "").await);
    assert_eq!((why.code, why.args["found"].as_str()), (ReasonCode::NotThisBackend, "not-found"));

    let moved = Little::serve(|asked| to(&format!("https://heron.example{}?token=geheim", asked.path))).await;
    let found = detected(&moved, "").await;
    assert_eq!(found.reason.as_ref().map(|reason| reason.code), Some(ReasonCode::RedirectedElsewhere));
    assert_eq!(found.saw[1].location.as_deref(), Some("https://heron.example/core/sse-progress/active/"));
}

#[tokio::test]
async fn nobody_there_is_a_reason_of_its_own() {
    let gone = Little::serve(|_| status(404)).await.base.clone();
    let settings = ServerSettings::new(&Address::parse(gone.as_str()).unwrap(), ServerKind::Auto);
    // The listener went with the server.
    tokio::task::yield_now().await;
    let found = detect_server(&settings, Secrets::in_memory()).await;
    assert_eq!(found.kind, None);
    assert!(found.reason.is_some() && found.saw.iter().all(|sight| sight.status.is_none()), "{found:?}");
}
