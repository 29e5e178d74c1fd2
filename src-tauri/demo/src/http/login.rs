//! Signing in by the form.

use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::Response;
use bytes::Bytes;
use url::form_urlencoded;

use super::reply::{HTML, Reply};
use super::{House, LIST, cookie, csrf_holds, pages, refused_method};
use crate::accounts::{csrf_secret, is_csrf_secret, masked};
use crate::clock::http_date;
use crate::dialect::Dialect;
use crate::shared::Shared;

const FORM: &str = include_str!("login_form.html");
const REFUSED: &str = include_str!("login_refused.html");
const YEAR_OF_WEEKS: i64 = 31_449_600;
const FORTNIGHT: i64 = 1_209_600;

pub(super) async fn login(
    State(house): State<House>,
    method: Method,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    if let Some(refused) = refused_method(&house, &method, &[Method::GET, Method::HEAD, Method::POST]) {
        return refused;
    }
    let asked = query.map(|query| field(query.as_bytes(), "next").unwrap_or_default()).unwrap_or_default();
    if method != Method::POST {
        return form(&house, &headers, FORM, &asked, "");
    }
    if !csrf_holds(&headers, field(&body, "csrfmiddlewaretoken").as_deref()) {
        return pages::csrf_refused(&house);
    }
    let name = field(&body, "username").unwrap_or_default();
    let password = field(&body, "password").unwrap_or_default();
    let next = field(&body, "next").filter(|next| !next.is_empty()).unwrap_or(asked);
    match house.accounts.sign_in(&name, &password) {
        Some(session) => {
            house.gates.of(Dialect::SseProgress).signed_in();
            welcome(&house, &session, &next)
        }
        None => form(&house, &headers, REFUSED, &next, &name),
    }
}

fn field(form: &[u8], name: &str) -> Option<String> {
    form_urlencoded::parse(form).find_map(|(key, value)| (key == name).then(|| value.into_owned()))
}

/// The page again and again renews the cookie it came with.
fn form(house: &Shared, headers: &HeaderMap, page: &str, next: &str, username: &str) -> Response {
    let secret = cookie(headers, "csrftoken")
        .filter(|held| is_csrf_secret(held))
        .map_or_else(csrf_secret, str::to_owned);
    // What a person wrote comes last, so that it cannot pass for one of our places.
    let body = page
        .replace("{csrf}", &masked(&secret))
        .replace("{next}", &escaped(next))
        .replace("{username}", &escaped(username));
    Reply::new(house, StatusCode::OK)
        .content(HTML)
        .never_cached(house)
        .varies()
        .length(body.len())
        .secured()
        .cookie(&csrf_cookie(house, &secret))
        .body(body)
}

fn welcome(house: &Shared, session: &str, next: &str) -> Response {
    let local = next.starts_with('/') && !next.starts_with("//") && !next.contains(['\\', '\r', '\n']);
    Reply::new(house, StatusCode::FOUND)
        .content(HTML)
        .header(header::LOCATION, if local { next } else { LIST })
        .never_cached(house)
        .varies()
        .length(0)
        .secured()
        .cookie(&csrf_cookie(house, &csrf_secret()))
        .cookie(&format!(
            "sessionid={session}; expires={}; HttpOnly; Max-Age={FORTNIGHT}; Path=/; SameSite=Lax",
            expiry(house, FORTNIGHT)
        ))
        .empty()
}

fn csrf_cookie(house: &Shared, secret: &str) -> String {
    let expires = expiry(house, YEAR_OF_WEEKS);
    format!("csrftoken={secret}; expires={expires}; Max-Age={YEAR_OF_WEEKS}; Path=/; SameSite=Lax")
}

fn expiry(house: &Shared, seconds: i64) -> String {
    http_date(house.clock.now() + seconds * 1_000_000)
}

/// As Django escapes text in a page.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#x27;")
}
