//! A whole server of another sort, for each kind that it was taken for: what a test says, and what watching says.

use axum::http::header;
use axum::response::Response;
use vigie_contract::LinkState::{self, Connecting, SignedOut, Stopped, Waiting};
use vigie_contract::ReasonCode::{
    self, Forbidden, HttpStatus, KindUnknown, NotThisBackend, RedirectLoop, RedirectedElsewhere, ServerBusy,
    SignInNeeded, SignInRefused, ToldToStop,
};
use vigie_contract::ServerKind;
use vigie_tests::odd::{Odd, answer, to, with};

use super::kinds::{code, draft, tried, watched};

type Answer = fn() -> Response;

/// What each kind makes of a server that answers everything so.
async fn each(what: Answer, expected: impl Fn(ServerKind) -> (ReasonCode, LinkState, &'static str)) {
    let server = Odd::answering(move |_| Some(what())).await;
    for &kind in ServerKind::ALL {
        let (wanted, state, found) = expected(kind);
        let reason = tried(draft(kind, &server.url)).await;
        assert_eq!(code(&reason), wanted, "{kind:?} tried: {reason:?}");
        let (link, reason) = watched(draft(kind, &server.url)).await;
        // One that has something to ask instead of its line says first that it is connecting.
        let falls_back = matches!(kind, ServerKind::SoliLms | ServerKind::Postes) && state == Waiting;
        assert!(link == state || falls_back && link == Connecting, "{kind:?} watched: {link:?} {reason:?}");
        assert_eq!(code(&reason), wanted, "{kind:?} watched: {reason:?}");
        assert_eq!(reason.args.get("found").map_or("", String::as_str), found, "{kind:?}: {reason:?}");
        assert!(!format!("{reason:?}").contains("geheim"), "{reason:?}");
    }
}

fn later(status: u16) -> Response {
    let mut response = answer(status, "text/plain", "later");
    with(&mut response, header::RETRY_AFTER, "77");
    response
}

#[tokio::test]
async fn pages_data_and_pictures_are_no_stream() {
    let html: Answer = || answer(200, "text/html; charset=utf-8", "<html><h1>Shop</h1><p>data: {}</p>");
    each(html, |_| (NotThisBackend, Waiting, "html")).await;
    let json: Answer = || answer(200, "application/json", "{\"hello\":1}");
    each(json, |_| (NotThisBackend, Waiting, "json")).await;
    let picture: Answer = || answer(200, "image/png", "\u{1}PNG");
    each(picture, |_| (NotThisBackend, Waiting, "other")).await;
    each(|| answer(404, "text/plain", ""), |_| (NotThisBackend, Waiting, "not-found")).await;
}

#[tokio::test]
async fn a_redirect_is_followed_within_the_server_and_not_for_ever() {
    each(|| to("/round/"), |_| (RedirectLoop, Waiting, "")).await;
    let elsewhere: Answer = || to("https://other.example/x?token=geheim&next=/");
    each(elsewhere, |_| (RedirectedElsewhere, Waiting, "")).await;
}

#[tokio::test]
async fn who_is_not_let_in_is_told_whether_signing_in_would_help() {
    each(
        || answer(401, "text/plain", ""),
        |kind| match kind {
            ServerKind::Auto => (KindUnknown, Waiting, ""),
            ServerKind::Estimates => (SignInRefused, SignedOut, ""),
            _ => (SignInNeeded, SignedOut, ""),
        },
    )
    .await;
    each(
        || answer(403, "text/plain", ""),
        |kind| match kind {
            ServerKind::Auto => (KindUnknown, Waiting, ""),
            // A WebSocket has one refusal for everything.
            ServerKind::Postes => (SignInNeeded, SignedOut, ""),
            _ => (Forbidden, Waiting, ""),
        },
    )
    .await;
}

#[tokio::test]
async fn a_server_in_trouble_is_no_wrong_address() {
    for what in [
        (|| answer(500, "text/html", "<h1>Oops")) as Answer,
        || answer(502, "text/html", "<h1>Bad gateway"),
        || answer(504, "text/html", ""),
    ] {
        each(what, |_| (HttpStatus, Waiting, "")).await;
    }
    each(|| later(503), |_| (ServerBusy, Waiting, "")).await;
    each(|| later(429), |_| (ServerBusy, Waiting, "")).await;
    each(
        || answer(419, "text/html", "<h1>Page expired"),
        |kind| match kind {
            ServerKind::Auto => (NotThisBackend, Waiting, "not-found"),
            _ => (HttpStatus, Waiting, ""),
        },
    )
    .await;
}

#[tokio::test]
async fn retry_after_is_waited_for() {
    let server = Odd::answering(|_| Some(later(503))).await;
    // Of unknown kind, eight things are asked at once, and what each says of patience is not kept.
    for &kind in ServerKind::ALL.iter().filter(|&&kind| kind != ServerKind::Auto) {
        let mut vigie = vigie_tests::Watched::passing().await;
        let passing = vigie_engine::engine::Passing { draft: draft(kind, &server.url), ..Default::default() };
        vigie.engine.add_passing(passing).await.expect("a server");
        let falls_back = kind == ServerKind::Postes || kind == ServerKind::SoliLms;
        vigie.until("it waits", |v| v.servers.first().is_some_and(|s| s.retry_at.is_some())).await;
        let wait = vigie.servers[0].retry_at.unwrap().saturating_sub(vigie.engine_now());
        // Where there is something to ask instead, whether that is needed is found out soon.
        assert!(wait > 60_000 || falls_back, "{kind:?} waits {wait} ms");
    }
}

#[tokio::test]
async fn no_content_is_a_word_to_stop() {
    each(
        || answer(204, "", ""),
        |kind| match kind {
            // Of a list and of a WebSocket it is nonsense.
            ServerKind::Auto | ServerKind::SseProgress | ServerKind::Postes => {
                (NotThisBackend, Waiting, "other")
            }
            _ => (ToldToStop, Stopped, ""),
        },
    )
    .await;
}
