//! Sign-in pages that changed.

use axum::response::Response;
use vigie_contract::{LinkState, ReasonCode, ServerDraft, ServerKind};
use vigie_tests::odd::{Asked, Odd, answer, to};

use super::kinds::{code, draft, tried, watched};

async fn comes_to(sign_in: fn(&Asked) -> Response, wanted: ReasonCode) {
    let server = Odd::answering(move |asked| {
        Some(if asked.path.contains("login") { sign_in(asked) } else { to("/login?next=/") })
    })
    .await;
    for kind in [ServerKind::SseProgress, ServerKind::Postes, ServerKind::SoliLms] {
        let draft = ServerDraft {
            user: Some("ana".into()),
            password: Some("geheim".into()),
            ..draft(kind, &server.url)
        };
        let reason = tried(draft.clone()).await;
        assert_eq!(code(&reason), wanted, "{kind:?}: {reason:?}");
        let before = server.asked().len();
        let (link, reason) = watched(draft).await;
        assert_eq!((link, code(&reason)), (LinkState::SignedOut, wanted), "{kind:?}: {reason:?}");
        // A password that is refused again and again locks an account.
        let sent = server.asked()[before..].iter().filter(|asked| asked.body.contains("geheim")).count();
        assert!(sent <= 2, "{kind:?} sent it {sent} times");
    }
}

#[tokio::test]
async fn a_page_without_a_form_for_passwords_is_not_understood() {
    let changed = |asked: &Asked| match asked.method.as_str() {
        "POST" => answer(405, "text/html", ""),
        _ => answer(200, "text/html", "<h1>Sign in with your phone</h1><form><input name=phone></form>"),
    };
    comes_to(changed, ReasonCode::SignInFormUnknown).await;
}

#[tokio::test]
async fn a_form_that_expired_for_good_is_told_from_a_wrong_password() {
    let expired = |asked: &Asked| match asked.method.as_str() {
        "POST" => answer(419, "text/html", "<h1>Page expired</h1>"),
        _ => answer(200, "text/html", "<form method=post><input name=u><input type=password name=p></form>"),
    };
    comes_to(expired, ReasonCode::SignInFormRefused).await;
}

#[tokio::test]
async fn a_form_of_another_host_is_sent_no_password() {
    let server = Odd::answering(|asked| {
        Some(match (asked.path.contains("login"), asked.method.as_str()) {
            (true, "GET") => answer(
                200,
                "text/html",
                "<form method=post action='https://other.example/in'><input name=u><input type=password name=p></form>",
            ),
            (true, _) => answer(404, "text/plain", ""),
            _ => to("/login?next=/"),
        })
    })
    .await;
    for kind in [ServerKind::SseProgress, ServerKind::Postes, ServerKind::SoliLms] {
        let draft = ServerDraft {
            user: Some("ana".into()),
            password: Some("geheim".into()),
            ..draft(kind, &server.url)
        };
        assert_eq!(code(&tried(draft).await), ReasonCode::RedirectedElsewhere, "{kind:?}");
    }
}
