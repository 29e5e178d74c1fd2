//! SoniqueBay: FastAPI behind uvicorn, which passes on what workers publish in Redis.

mod handle;
mod library;
mod lifelike;
mod message;
mod scan;
mod stream;

use axum::Router;
use axum::extract::{OriginalUri, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::Response;
use axum::routing::any;

use crate::casing::Hand;
use crate::http::House;
use crate::http::reply::{JSON, Reply};
use crate::json::{Style, object};
use crate::shared::Shared;

pub use handle::Soniquebay;
pub(crate) use library::Library;

const EVENTS: &str = "/api/events";

pub(crate) fn routes() -> Router<House> {
    Router::new().route(EVENTS, any(stream::events)).fallback(elsewhere)
}

fn reply(house: &Shared, status: StatusCode) -> Reply {
    Reply::by(Hand::Lower, status).dated(house).header(header::SERVER, "uvicorn")
}

/// FastAPI's way to say no.
fn detail(house: &Shared, status: StatusCode, allow: Option<&str>) -> Response {
    let body = object(Style::Compact, |body| {
        body.text("detail", status.canonical_reason().unwrap_or_default());
    });
    let mut reply = reply(house, status);
    if let Some(methods) = allow {
        reply = reply.header(header::ALLOW, methods);
    }
    reply.length(body.len()).content(JSON).body(body)
}

/// Any other address. One slash too many leads to where there is something.
async fn elsewhere(State(house): State<House>, uri: OriginalUri, headers: HeaderMap) -> Response {
    let Some(path) = uri.path().strip_suffix('/').filter(|path| path.ends_with(EVENTS)) else {
        return detail(&house, StatusCode::NOT_FOUND, None);
    };
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    reply(&house, StatusCode::TEMPORARY_REDIRECT)
        .length(0)
        .header(header::LOCATION, &format!("http://{host}{path}"))
        .empty()
}

fn refused_method(house: &Shared, method: &Method) -> Option<Response> {
    (method != Method::GET).then(|| detail(house, StatusCode::METHOD_NOT_ALLOWED, Some("GET")))
}

/// A refusal on demand.
pub(crate) fn refusal(house: &Shared, status: StatusCode, location: Option<&str>) -> Response {
    match location {
        Some(location) => reply(house, status).length(0).header(header::LOCATION, location).empty(),
        None => detail(house, status, None),
    }
}
