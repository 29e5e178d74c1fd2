//! Soli-LMS: Laravel on PHP's own server, a school's notifications and records.

mod cookies;
mod handle;
mod lifelike;
mod login;
mod message;
mod pages;
mod school;
mod stream;
mod visits;

use axum::Router;
use axum::extract::State;
use axum::http::header::HeaderName;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use axum::routing::{any, get};

use crate::casing::Hand;
use crate::http::House;
use crate::http::reply::{JSON, Reply};
use crate::json::{Style, object};
use crate::shared::Shared;

pub use handle::Solilms;
pub use message::Notification;
pub(crate) use school::School;

/// Who may sign in.
pub(crate) const EMAIL: &str = "apprenant@solilms.local";
pub(crate) const PASSWORD: &str = "apprenant-pass";

const PREFIX: &str = "/solilms";
const LOGIN: &str = "/login";
const HOME: &str = "/realisation-taches";

pub(crate) fn routes() -> Router<House> {
    Router::new()
        .route("/", get(pages::home))
        .route(LOGIN, any(login::login))
        .route(HOME, get(pages::home))
        .route("/stream/app", get(stream::stream))
        .fallback(pages::not_found)
}

fn host(headers: &HeaderMap) -> &str {
    headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default()
}

/// An address of the school, absolute as Laravel writes them.
fn address(headers: &HeaderMap, path: &str) -> String {
    format!("http://{}{PREFIX}{path}", host(headers))
}

fn reply(headers: &HeaderMap, status: StatusCode) -> Reply {
    Reply::by(Hand::Php, status)
        .header(header::HOST, host(headers))
        .header(header::CONNECTION, "close")
        .header(HeaderName::from_static("x-powered-by"), "PHP/8.2.35")
}

fn uncached(reply: Reply) -> Reply {
    reply.header(header::CACHE_CONTROL, "no-cache, private")
}

/// As Symfony writes a redirect.
fn redirect(house: &Shared, headers: &HeaderMap, to: &str, visit: Option<&str>) -> Response {
    let reply = uncached(reply(headers, StatusCode::FOUND)).dated(house).header(header::LOCATION, to);
    let reply = reply.content("text/html; charset=utf-8");
    let reply = match visit {
        Some(visit) => house.rooms.solilms.visits.stamped(reply, house, visit),
        None => reply,
    };
    reply.unmeasured(pages::redirecting(to))
}

/// `{"message":"<text>"}`
fn said(
    house: &Shared,
    headers: &HeaderMap,
    status: StatusCode,
    text: &str,
    visit: Option<&str>,
) -> Response {
    let reply = uncached(reply(headers, status)).dated(house).content(JSON);
    let reply = match visit {
        Some(visit) => house.rooms.solilms.visits.stamped(reply, house, visit),
        None => reply,
    };
    reply.unmeasured(object(Style::Php, |body| {
        body.text("message", text);
    }))
}

/// Laravel's `expectsJson`: asked for, or a script that takes anything.
fn expects_json(headers: &HeaderMap) -> bool {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let accept = text(header::ACCEPT);
    let script = text(HeaderName::from_static("x-requested-with")) == "XMLHttpRequest";
    let anything = accept.is_empty() || accept.starts_with('*');
    accept.contains("/json") || accept.contains("+json") || (script && anything)
}

/// Nobody who is not signed in gets further: to the login page, or 401 for those who expect JSON.
fn unauthenticated(house: &Shared, headers: &HeaderMap, visit: &str, intended: &str) -> Response {
    if expects_json(headers) {
        return said(house, headers, StatusCode::UNAUTHORIZED, "Unauthenticated.", Some(visit));
    }
    house.rooms.solilms.visits.change(visit, |visit| visit.intended = Some(intended.to_owned()));
    redirect(house, headers, &address(headers, LOGIN), Some(visit))
}

/// A refusal on demand.
pub(crate) fn refusal(
    house: &House,
    status: StatusCode,
    location: Option<&str>,
    headers: &HeaderMap,
) -> Response {
    match (location, status.as_u16()) {
        (Some(to), _) if to.starts_with('/') => {
            redirect(house, headers, &format!("http://{}{to}", host(headers)), None)
        }
        (Some(to), _) => redirect(house, headers, to, None),
        (None, 419) => pages::expired(house, headers),
        (None, 401) => said(house, headers, status, "Unauthenticated.", None),
        (None, _) => pages::error(house, headers, status),
    }
}

/// The visit that a request belongs to; a new one if it brings none.
fn visit(State(house): &State<House>, headers: &HeaderMap) -> String {
    house.rooms.solilms.visits.of(headers)
}
