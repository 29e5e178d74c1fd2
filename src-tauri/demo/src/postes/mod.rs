//! Public workstations: Django Channels behind Daphne, spoken to over WebSockets.

mod consumer;
mod frame;
mod hall;
mod handle;
mod handshake;
mod lifelike;
mod login;
mod message;
mod rest;
mod session;
mod socket;
mod state;

use axum::Router;
use axum::extract::OriginalUri;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use axum::routing::any;

use crate::accounts::Visitor;
use crate::casing::Hand;
use crate::http::reply::{HTML, JSON, Reply};
use crate::http::{House, cookie};
use crate::json::{Style, object};
use crate::shared::Shared;

pub use frame::{SocketFrame, Sockets};
pub(crate) use hall::Hall;
pub use handle::Postes;
pub use session::{SessionSpec, SessionStatus};

/// Who may sign in.
pub(crate) const USER: &str = "admin";
pub(crate) const PASSWORD: &str = "admin123";

const LOGIN: &str = "/api/auth/login/";
const STATS: &str = "/api/dashboard/stats/";
const LIST: &str = "/api/sessions/";
const NOT_FOUND: &str = include_str!("../http/not_found.html");

pub(crate) fn routes() -> Router<House> {
    Router::new()
        .route(LOGIN, any(login::login))
        .route(STATS, any(rest::stats))
        .route(LIST, any(rest::sessions))
        .route("/ws/dashboard/", any(handshake::dashboard))
        .route("/ws/sessions/", any(handshake::sessions))
        .route("/ws/sessions/{id}/", any(handshake::session))
        .fallback(elsewhere)
}

/// Who sends a request, by the session cookie.
fn visitor(house: &Shared, headers: &HeaderMap) -> Visitor {
    house.rooms.postes.accounts.visitor(cookie(headers, "sessionid"))
}

/// A whole answer, as Daphne sends Django's. It writes its name last.
fn answer(status: StatusCode, cookies: &[String], body: String) -> Response {
    let mut reply = Reply::by(Hand::Title, status).content(JSON).length(body.len()).varies();
    for cookie in cookies {
        reply = reply.cookie(cookie);
    }
    reply.header(header::SERVER, "daphne").body(body)
}

/// `{"<name>": "<text>"}`.
fn said(status: StatusCode, name: &str, text: &str) -> Response {
    let body = object(Style::Python, |body| {
        body.text(name, text);
    });
    answer(status, &[], body)
}

fn page(status: StatusCode, location: Option<&str>, body: &'static str) -> Response {
    let reply = Reply::by(Hand::Title, status).content(HTML).leading(location).length(body.len());
    let reply = reply.header(header::SERVER, "daphne");
    if body.is_empty() { reply.empty() } else { reply.body(body) }
}

fn not_found() -> Response {
    page(StatusCode::NOT_FOUND, None, NOT_FOUND)
}

fn refused_method(allowed: &str) -> Response {
    Reply::by(Hand::Title, StatusCode::METHOD_NOT_ALLOWED)
        .content(HTML)
        .header(header::ALLOW, allowed)
        .length(0)
        .header(header::SERVER, "daphne")
        .empty()
}

/// Any other address: with a slash at the end if that leads somewhere, else Django's 404.
async fn elsewhere(uri: OriginalUri, headers: HeaderMap) -> Response {
    let slashed = format!("{}/", uri.path());
    if headers.contains_key(header::UPGRADE) {
        return handshake::denied(StatusCode::INTERNAL_SERVER_ERROR);
    }
    if [LOGIN, STATS, LIST].iter().any(|known| slashed.ends_with(known)) {
        return page(StatusCode::MOVED_PERMANENTLY, Some(&slashed), "");
    }
    not_found()
}

/// A refusal on demand.
pub(crate) fn refusal(status: StatusCode, location: Option<&str>, socket: bool) -> Response {
    match location {
        Some(_) => page(status, location, ""),
        None if socket => handshake::denied(status),
        None => said(status, "detail", status.canonical_reason().unwrap_or_default()),
    }
}
