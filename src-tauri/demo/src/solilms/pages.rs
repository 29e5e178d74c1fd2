//! Pages for people.

use axum::extract::{OriginalUri, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::{address, reply, unauthenticated, uncached};
use crate::http::House;
use crate::shared::Shared;

const FORM: &str = include_str!("login_form.html");
const REDIRECTING: &str = include_str!("redirecting.html");
const HOME: &str = include_str!("home.html");
const ERROR: &str = include_str!("error.html");
const HTML: &str = "text/html; charset=UTF-8";

/// As PHP's `htmlspecialchars`.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#039;")
}

pub(super) fn redirecting(to: &str) -> String {
    REDIRECTING.replace("{to}", &escaped(to))
}

/// A page of a visit.
fn page(house: &Shared, headers: &HeaderMap, visit: &str, body: String) -> Response {
    let reply = uncached(reply(headers, StatusCode::OK).content(HTML)).dated(house);
    house.rooms.solilms.visits.stamped(reply, house, visit).unmeasured(body)
}

pub(super) fn form(house: &Shared, headers: &HeaderMap, visit: &str) -> Response {
    let held = house.rooms.solilms.visits.get(visit);
    house.rooms.solilms.visits.change(visit, |visit| visit.email = None);
    let action = format!("{}{}", super::PREFIX, super::LOGIN);
    // What a person wrote comes last, so that it cannot pass for one of our places.
    let body = FORM
        .replace("{action}", &action)
        .replace("{token}", &held.token)
        .replace("{email}", &escaped(&held.email.unwrap_or_default()));
    page(house, headers, visit, body)
}

/// The first page of someone who is signed in.
pub(super) async fn home(State(house): State<House>, uri: OriginalUri, headers: HeaderMap) -> Response {
    let visits = &house.rooms.solilms.visits;
    let visit = visits.of(&headers);
    let held = visits.get(&visit);
    if held.signed_in {
        return page(&house, &headers, &visit, HOME.replace("{token}", &held.token));
    }
    let path = uri.path().strip_prefix(super::PREFIX).unwrap_or_default();
    unauthenticated(&house, &headers, &visit, &address(&headers, path))
}

/// An error outside of any visit.
pub(super) fn error(house: &Shared, headers: &HeaderMap, status: StatusCode) -> Response {
    let words = match status.as_u16() {
        419 => "Page Expired",
        _ => status.canonical_reason().unwrap_or_default(),
    };
    let body = ERROR.replace("{code}", status.as_str()).replace("{words}", words);
    uncached(reply(headers, status).content(HTML)).dated(house).unmeasured(body)
}

/// The token was missing or wrong.
pub(super) fn expired(house: &Shared, headers: &HeaderMap) -> Response {
    error(house, headers, StatusCode::from_u16(419).unwrap_or(StatusCode::FORBIDDEN))
}

pub(super) async fn not_found(State(house): State<House>, headers: HeaderMap) -> Response {
    error(&house, &headers, StatusCode::NOT_FOUND)
}
