//! Signing in by the form, or refusing to.

use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::Response;
use bytes::Bytes;
use url::form_urlencoded;

use super::{EMAIL, HOME, LOGIN, PASSWORD, address, expects_json, pages, redirect, said, visit};
use crate::dialect::Dialect;
use crate::http::House;

pub(super) async fn login(house: State<House>, method: Method, headers: HeaderMap, body: Bytes) -> Response {
    let id = visit(&house, &headers);
    let visits = &house.rooms.solilms.visits;
    let held = visits.get(&id);
    if method == Method::POST {
        let token = field(&body, "_token").or_else(|| token_header(&house, &headers));
        if token.as_deref() != Some(held.token.as_str()) {
            return pages::expired(&house, &headers);
        }
    } else if method != Method::GET && method != Method::HEAD {
        return pages::error(&house, &headers, StatusCode::METHOD_NOT_ALLOWED);
    }
    if held.signed_in {
        return redirect(&house, &headers, &address(&headers, HOME), Some(&id));
    }
    if method != Method::POST {
        return pages::form(&house, &headers, &id);
    }
    let email = field(&body, "email").unwrap_or_default();
    if email != EMAIL || field(&body, "password").as_deref() != Some(PASSWORD) {
        if expects_json(&headers) {
            let text = "The given data was invalid.";
            return said(&house, &headers, StatusCode::UNPROCESSABLE_ENTITY, text, Some(&id));
        }
        visits.change(&id, |visit| visit.email = Some(email));
        return redirect(&house, &headers, &address(&headers, LOGIN), Some(&id));
    }
    house.gates.of(Dialect::Solilms).signed_in();
    let (id, intended) = visits.sign_in(&id);
    let to = intended.unwrap_or_else(|| address(&headers, HOME));
    redirect(&house, &headers, &to, Some(&id))
}

fn field(form: &[u8], name: &str) -> Option<String> {
    form_urlencoded::parse(form).find_map(|(key, value)| (key == name).then(|| value.into_owned()))
}

/// The token as a header: as it is, or as the cookie's value.
fn token_header(house: &House, headers: &HeaderMap) -> Option<String> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    text("x-csrf-token")
        .map(str::to_owned)
        .or_else(|| text("x-xsrf-token").and_then(|sealed| house.rooms.solilms.visits.opened(sealed)))
}
