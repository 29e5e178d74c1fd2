//! Signing in with a JSON request.

use axum::extract::State;
use axum::http::{Method, StatusCode};
use axum::response::Response;
use bytes::Bytes;
use serde::Deserialize;

use super::{answer, refused_method, said};
use crate::clock::{SECOND, http_date};
use crate::dialect::Dialect;
use crate::http::House;
use crate::json::{Style, object};

const FORTNIGHT: i64 = 1_209_600;

#[derive(Deserialize)]
struct Credentials {
    username: String,
    password: String,
}

pub(super) async fn login(State(house): State<House>, method: Method, body: Bytes) -> Response {
    if method != Method::POST {
        return refused_method("POST");
    }
    let Ok(who) = serde_json::from_slice::<Credentials>(&body) else {
        return said(StatusCode::BAD_REQUEST, "error", "Requête invalide");
    };
    let Some(session) = house.rooms.postes.accounts.sign_in(&who.username, &who.password) else {
        return said(StatusCode::UNAUTHORIZED, "error", "Identifiants invalides");
    };
    house.gates.of(Dialect::Postes).signed_in();
    let body = object(Style::Python, |body| {
        body.object("user", |user| {
            user.integer("id", 1).text("username", &who.username);
        });
    });
    let expires = http_date(house.clock.now() + FORTNIGHT * SECOND);
    let cookie = format!(
        "sessionid={session}; expires={expires}; HttpOnly; Max-Age={FORTNIGHT}; Path=/; SameSite=Lax"
    );
    answer(StatusCode::OK, &[cookie], body)
}
