use axum::response::Response;

use super::*;
use crate::link::little::{Asked, Little, html, json, status, to, with_cookie};
use crate::transport::Network;

const FORM: &str = r#"<form action="/login"><input type=hidden name=_token value="t1">
    <input type=email name=email><input type=password name=password></form>"#;
const BARE: &str = r#"<form action="/login"><input type=email name=email>
    <input type=password name=password></form>"#;

async fn by_form(server: &Little) -> (Session, Result<(), ReasonCode>) {
    let session = Session::new(server.base.clone(), Network::default()).unwrap();
    let went = session.sign_in(session.at("login"), "ana@heron.example", &Secret::new("ge&heim")).await;
    assert_eq!(session.is_signed_in(), went.is_ok());
    (session, went.map_err(|reason| reason.code))
}

async fn form_that_answers(
    page: &'static str,
    answer: fn(&Asked) -> Response,
) -> (Little, Result<(), ReasonCode>) {
    let server = Little::serve(move |asked| match asked.what().as_str() {
        "GET /login" => with_cookie(html(page), "XSRF-TOKEN=x%3D1; path=/"),
        _ => answer(asked),
    })
    .await;
    let (_, went) = by_form(&server).await;
    (server, went)
}

#[tokio::test]
async fn laravels_form_carries_its_token_and_no_redirect_is_followed() {
    let (server, went) =
        form_that_answers(FORM, |_| with_cookie(to("/stream/app"), "soli_lms_session=s; path=/")).await;
    assert_eq!(went, Ok(()));
    let posted = &server.asked_for("POST /login")[0];
    assert_eq!(posted.body, "_token=t1&email=ana%40heron.example&password=ge%26heim");
    assert_eq!(posted.header("x-xsrf-token"), "", "the hidden field is enough");
    assert_eq!(posted.header("origin"), server.base.origin().ascii_serialization());
    assert_eq!(server.asked().len(), 2, "the stream is not asked for: {:?}", server.asked());
}

#[tokio::test]
async fn without_a_hidden_field_the_cookie_is_the_token() {
    let (server, went) = form_that_answers(BARE, |_| to("/home")).await;
    assert_eq!(went, Ok(()));
    assert_eq!(server.asked_for("POST /login")[0].header("x-xsrf-token"), "x=1");
}

#[tokio::test]
async fn a_wrong_password_is_told_from_a_form_that_is_refused() {
    for (answer, expected) in [
        ((|_| to("/login")) as fn(&Asked) -> Response, ReasonCode::SignInRefused),
        (|_| html(FORM), ReasonCode::SignInRefused),
        (|_| status(401), ReasonCode::SignInRefused),
        (|_| json(422, "{\"message\":\"no\"}"), ReasonCode::SignInRefused),
        (|_| status(419), ReasonCode::SignInFormRefused),
        (|_| status(403), ReasonCode::SignInFormRefused),
        (|_| status(503), ReasonCode::ServerBusy),
        (|_| status(500), ReasonCode::HttpStatus),
    ] {
        let (server, went) = form_that_answers(FORM, answer).await;
        assert_eq!(went, Err(expected));
        let tries = if expected == ReasonCode::SignInFormRefused { 2 } else { 1 };
        assert_eq!(server.asked_for("POST /login").len(), tries, "{expected:?}");
        assert_eq!(server.asked_for("GET /login").len(), tries, "{expected:?}: the page is fetched anew");
    }
}

#[tokio::test]
async fn a_token_that_was_too_old_is_fetched_once_more() {
    let server = Little::serve(|asked| match asked.what().as_str() {
        "GET /login" => html(FORM),
        _ if asked.header("cookie").contains("tried") => to("/home"),
        _ => with_cookie(status(419), "tried=1; path=/"),
    })
    .await;
    assert_eq!(by_form(&server).await.1, Ok(()));
}

#[tokio::test]
async fn a_page_that_changed_is_not_guessed_at() {
    for page in [
        "<div id=app></div><script src=/app.js></script>",
        "<form action=/login><input name=email><button>Send me a link</button></form>",
        "<form><input name=a><input type=password name=b></form><form><input name=c><input type=password name=d></form>",
        "<form><input type=password name=pin></form>",
    ] {
        let (server, went) = form_that_answers(page, |_| to("/home")).await;
        assert_eq!(went, Err(ReasonCode::SignInFormUnknown), "{page}");
        assert!(server.asked_for("POST /login").is_empty(), "{page}");
    }
}

#[tokio::test]
async fn a_password_goes_to_no_other_server() {
    let other = Little::serve(|_| to("/home")).await;
    let action: &'static str =
        format!("<form action={}login><input name=u><input type=password name=p></form>", other.base).leak();
    let server = Little::serve(move |_| html(action)).await;
    assert_eq!(by_form(&server).await.1, Err(ReasonCode::RedirectedElsewhere));
    let session = Session::new(server.base.clone(), Network::default()).unwrap();
    let (page, password) = (other.base.clone(), Secret::new("geheim"));
    let went = session.sign_in(page.clone(), "ana", &password).await.unwrap_err();
    assert_eq!(went.code, ReasonCode::RedirectedElsewhere);
    let went = session.sign_in_by_json(page, "ana", &password, None).await.unwrap_err();
    assert_eq!(went.code, ReasonCode::RedirectedElsewhere);
    assert!(other.asked().is_empty());
}

async fn by_json(answer: fn(&Asked) -> Response) -> (Little, Result<(), ReasonCode>) {
    let server = Little::serve(answer).await;
    let session = Session::new(server.base.clone(), Network::default()).unwrap();
    let to = session.at("api/auth/login/");
    let went = session.sign_in_by_json(to, "ana", &Secret::new("ge\"heim"), None).await;
    (server, went.map_err(|reason| reason.code))
}

#[tokio::test]
async fn with_json_a_good_answer_brings_a_cookie() {
    let (server, went) =
        by_json(|_| with_cookie(json(200, "{\"user\":{\"id\":1}}"), "sessionid=s; Path=/")).await;
    assert_eq!(went, Ok(()));
    let asked = &server.asked()[0];
    assert_eq!(asked.what(), "POST /api/auth/login/");
    assert_eq!(asked.header("content-type"), "application/json");
    let said: Value = serde_json::from_str(&asked.body).unwrap();
    assert_eq!(said, json!({ "username": "ana", "password": "ge\"heim" }));
}

#[tokio::test]
async fn with_json_each_refusal_has_its_reason() {
    for (answer, expected) in [
        ((|_| json(400, "{}")) as fn(&Asked) -> Response, ReasonCode::SignInRefused),
        (|_| json(401, "{}"), ReasonCode::SignInRefused),
        (|_| json(403, "{}"), ReasonCode::SignInRefused),
        (|_| json(200, "{\"success\":false}"), ReasonCode::SignInRefused),
        (|_| json(200, "{\"token\":\"geheim\"}"), ReasonCode::SignInFormUnknown),
        (|_| json(404, "{}"), ReasonCode::SignInFormUnknown),
        (|_| status(500), ReasonCode::HttpStatus),
    ] {
        assert_eq!(by_json(answer).await.1, Err(expected));
    }
}

#[tokio::test]
async fn with_json_a_missing_token_is_sent_once_it_is_known_and_a_form_will_do_too() {
    let (server, went) = by_json(|asked| match asked.header("x-csrftoken") {
        "c" => with_cookie(json(200, "{}"), "sessionid=s; Path=/"),
        _ => with_cookie(json(403, "{}"), "csrftoken=c; Path=/"),
    })
    .await;
    assert_eq!((went, server.asked().len()), (Ok(()), 2));
    let (server, went) = by_json(|asked| match asked.what().as_str() {
        "POST /api/auth/login/" => status(405),
        "GET /accounts/login/" => {
            html("<form><input name=username><input type=password name=password></form>")
        }
        _ => to("/"),
    })
    .await;
    assert_eq!(went, Ok(()));
    assert_eq!(server.asked_for("POST /accounts/login/")[0].body, "username=ana&password=ge%22heim");
}
