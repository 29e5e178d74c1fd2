//! Estimates: Django behind gunicorn, one thread for each stream.

mod handle;
mod lifelike;
mod message;
mod office;
mod staff;
mod stats;
mod stream;

use axum::Router;
use axum::extract::{OriginalUri, State};
use axum::http::{Method, StatusCode, header};
use axum::response::Response;
use axum::routing::any;

use crate::casing::Hand;
use crate::http::House;
use crate::http::reply::{HTML, JSON, Reply};
use crate::json::{Style, object};
use crate::shared::Shared;

pub use handle::Estimates;
pub use message::{Estimate, Project};
pub(crate) use office::Office;
pub(crate) use staff::MANAGER;

const EVENTS: &str = "/api/v1/sse/events/";
const STATS: &str = "/api/v1/sse/stats/";
const NOT_FOUND: &str = include_str!("../http/not_found.html");

pub(crate) fn routes() -> Router<House> {
    Router::new().route(EVENTS, any(stream::events)).route(STATS, any(stats::stats)).fallback(elsewhere)
}

fn reply(house: &Shared, status: StatusCode) -> Reply {
    Reply::by(Hand::Title, status)
        .header(header::SERVER, "gunicorn")
        .dated(house)
        .header(header::CONNECTION, "keep-alive")
}

/// `{"<name>": "<text>"}`.
fn said(house: &Shared, status: StatusCode, name: &str, text: &str) -> Response {
    let body = object(Style::Unescaped, |body| {
        body.text(name, text);
    });
    let mut reply = reply(house, status).content(JSON);
    if name == "detail" && status == StatusCode::UNAUTHORIZED {
        reply = reply.header(header::WWW_AUTHENTICATE, "Bearer");
    }
    reply.length(body.len()).body(body)
}

fn refused_method(house: &Shared, method: &Method) -> Option<Response> {
    (method != Method::GET).then(|| {
        reply(house, StatusCode::METHOD_NOT_ALLOWED)
            .content(HTML)
            .header(header::ALLOW, "GET, HEAD, OPTIONS")
            .length(0)
            .empty()
    })
}

/// Any other address: with a slash at the end if that leads somewhere, else Django's 404.
async fn elsewhere(State(house): State<House>, uri: OriginalUri) -> Response {
    let slashed = format!("{}/", uri.path());
    if slashed.ends_with(EVENTS) || slashed.ends_with(STATS) {
        let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
        let location = format!("{slashed}{query}");
        return refusal(&house, StatusCode::MOVED_PERMANENTLY, Some(&location));
    }
    reply(&house, StatusCode::NOT_FOUND).content(HTML).length(NOT_FOUND.len()).body(NOT_FOUND)
}

/// A refusal on demand.
pub(crate) fn refusal(house: &Shared, status: StatusCode, location: Option<&str>) -> Response {
    match (status, location) {
        (StatusCode::UNAUTHORIZED, _) => said(house, status, "error", "Invalid token"),
        (_, Some(_)) => reply(house, status).content(HTML).leading(location).length(0).empty(),
        _ => said(house, status, "error", status.canonical_reason().unwrap_or_default()),
    }
}
