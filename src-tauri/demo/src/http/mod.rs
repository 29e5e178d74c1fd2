//! The HTTP face of the backend.

mod control;
pub(crate) mod cut;
mod events;
mod grip;
mod login;
mod pages;
pub(crate) mod reply;
mod rest;
mod tail;

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use axum::routing::{any, get, post};

use crate::accounts::{Visitor, csrf_matches};
use crate::counters::Route;
use crate::dialect::Dialect;
use crate::shared::Shared;
use crate::{estimates, gate, postes, solilms, soniquebay};
use reply::{HTML, Reply};

pub(crate) type House = Arc<Shared>;

const LIST: &str = "/core/sse-progress/";
const LOGIN: &str = "/accounts/login/";
const EVENTS: &str = "/core/events/";

/// Everything that is served: each dialect behind its gate.
pub(crate) fn router(shared: &House, dialects: &[Dialect]) -> Router {
    let mut router = Router::new();
    for dialect in dialects.iter().copied() {
        let rooms = match dialect {
            Dialect::SseProgress => root(shared),
            Dialect::Soniquebay => soniquebay::routes(),
            Dialect::Estimates => estimates::routes(),
            Dialect::Postes => postes::routes(),
            Dialect::Solilms => solilms::routes(),
        };
        let rooms = rooms.layer(from_fn_with_state((Arc::clone(shared), dialect), gate::pass));
        router = match dialect.prefix() {
            "" => router.merge(rooms),
            // As a service the dialect also answers for its base, with and without the slash.
            prefix => router.nest_service(prefix, rooms.with_state(Arc::clone(shared))),
        };
    }
    if shared.control {
        router = router
            .route("/_demo/faults", post(control::faults))
            .route("/_demo/jobs", post(control::create))
            .route("/_demo/jobs/{job}", post(control::drive))
            .route("/_demo/dialects/{dialect}", post(control::dialect))
            .route("/_demo/step", post(control::step))
            .route("/_demo/counters", get(control::counters));
    }
    router.with_state(Arc::clone(shared))
}

/// The sse-progress backend.
fn root(shared: &House) -> Router<House> {
    Router::new()
        .route(EVENTS, any(events::events))
        .route(LIST, any(rest::list))
        .route("/core/sse-progress/active/", any(rest::active))
        .route("/core/sse-progress/{job}/", any(rest::detail))
        .route("/core/sse-progress/{job}/delete/", any(rest::delete))
        .route(LOGIN, any(login::login))
        .fallback(pages::elsewhere)
        .layer(from_fn_with_state(Arc::clone(shared), trouble))
}

/// A refusal on demand.
pub(crate) fn refusal(house: &Shared, status: StatusCode, location: Option<&str>) -> Response {
    Reply::new(house, status).content(HTML).leading(location).length(0).varies().secured().empty()
}

/// Counts the request, then lets go wrong what shall go wrong.
async fn trouble(State(house): State<House>, request: Request, next: Next) -> Response {
    let route = route_of(request.uri().path());
    house.count(|traffic| *traffic.requests.entry(route).or_default() += 1);
    let stream = route == Route::Events;
    // The sender lives as long as the house, so this ends only when the fault is set right.
    let _ = house.faults.subscribe().wait_for(|faults| !faults.is_silent(stream)).await;
    let faults = house.faults.borrow().clone();
    if !stream && faults.rest_delay_ms > 0 {
        tokio::time::sleep(faults.rest_delay()).await;
    }
    match faults.unavailable(stream) {
        Some(fault) => pages::unavailable(&house, fault.retry_after_s),
        None => next.run(request).await,
    }
}

fn route_of(path: &str) -> Route {
    match path {
        EVENTS => Route::Events,
        LIST => Route::List,
        LOGIN => Route::Login,
        _ => match path.strip_prefix(LIST) {
            Some("active/") => Route::Active,
            Some(rest) if rest.ends_with("/delete/") => Route::Delete,
            Some(rest) if rest.ends_with('/') => Route::Detail,
            _ => Route::Other,
        },
    }
}

/// The value of a cookie that came with a request.
pub(crate) fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))
}

fn visitor(house: &Shared, headers: &HeaderMap) -> Visitor {
    house.accounts.visitor(cookie(headers, "sessionid"))
}

/// Django's check of requests that change something: the cookie, the token, and the origin if there is one.
fn csrf_holds(headers: &HeaderMap, token: Option<&str>) -> bool {
    let text = |name: header::HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(origin) = text(header::ORIGIN) {
        let host = text(header::HOST).unwrap_or_default();
        if origin.strip_prefix("http://") != Some(host) {
            return false;
        }
    }
    let header = headers.get("x-csrftoken").and_then(|value| value.to_str().ok());
    match (cookie(headers, "csrftoken"), token.or(header)) {
        (Some(secret), Some(token)) => csrf_matches(token, secret),
        _ => false,
    }
}

/// 405, when the method is none of these.
fn refused_method(house: &Shared, method: &Method, allowed: &[Method]) -> Option<Response> {
    if allowed.contains(method) {
        return None;
    }
    let names: Vec<&str> = allowed.iter().map(Method::as_str).collect();
    let reply = Reply::new(house, StatusCode::METHOD_NOT_ALLOWED)
        .header(header::CONTENT_TYPE, "text/html; charset=utf-8")
        .header(header::ALLOW, &names.join(", "));
    Some(reply.length(0).secured().empty())
}
