//! Answers that are no answers: refusals, ways to the login page, nothing there.

use axum::extract::{OriginalUri, State};
use axum::http::{StatusCode, header};
use axum::response::Response;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::reply::{HTML, Reply, json};
use super::rest::said;
use super::{EVENTS, House, LIST, LOGIN};
use crate::shared::Shared;

const CSRF_REFUSED: &str = include_str!("csrf_refused.html");
const NOT_FOUND: &str = include_str!("not_found.html");

/// What Python's `quote` leaves as it is.
pub(super) const QUOTED: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'_').remove(b'.').remove(b'-').remove(b'~').remove(b'/');

/// 302 to the login page, even for those who asked for JSON.
pub(super) fn to_login(house: &Shared, uri: &OriginalUri) -> Response {
    let asked = uri.path_and_query().map_or("/", |path| path.as_str());
    // A path arrives quoted; only what has a meaning in a query is quoted again.
    let location = format!("{LOGIN}?next={}", utf8_percent_encode(asked, QUOTED));
    Reply::new(house, StatusCode::FOUND)
        .content(HTML)
        .header(header::LOCATION, &location)
        .length(0)
        .varies()
        .secured()
        .empty()
}

/// 403 for a missing or wrong token. Made before anything looked at the session, hence no `Vary`.
pub(super) fn csrf_refused(house: &Shared) -> Response {
    Reply::new(house, StatusCode::FORBIDDEN)
        .content(HTML)
        .length(CSRF_REFUSED.len())
        .secured()
        .body(CSRF_REFUSED)
}

pub(super) fn no_such_job(house: &Shared) -> Response {
    if house.faults.borrow().not_found_page {
        return not_found(house);
    }
    json(house, StatusCode::NOT_FOUND, said(false, "error", "Job introuvable"))
}

fn not_found(house: &Shared) -> Response {
    Reply::new(house, StatusCode::NOT_FOUND)
        .content(HTML)
        .length(NOT_FOUND.len())
        .varies()
        .secured()
        .body(NOT_FOUND)
}

/// Any other address: with a slash at the end if that leads somewhere, else 404.
pub(super) async fn elsewhere(State(house): State<House>, uri: OriginalUri) -> Response {
    let slashed = format!("{}/", uri.path());
    let leads = [EVENTS, LOGIN].contains(&slashed.as_str()) || slashed.starts_with(LIST);
    if !leads || uri.path().ends_with('/') {
        return not_found(&house);
    }
    let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    Reply::new(&house, StatusCode::MOVED_PERMANENTLY)
        .content(HTML)
        .header(header::LOCATION, &format!("{slashed}{query}"))
        .length(0)
        .secured()
        .empty()
}

/// 503, as a server before the backend says it.
pub(super) fn unavailable(house: &Shared, retry_after: Option<u64>) -> Response {
    let body = "<html><head><title>503 Service Unavailable</title></head></html>\n";
    let mut reply = Reply::new(house, StatusCode::SERVICE_UNAVAILABLE).content("text/html");
    if let Some(seconds) = retry_after {
        reply = reply.header(header::RETRY_AFTER, &seconds.to_string());
    }
    reply.length(body.len()).body(body)
}
