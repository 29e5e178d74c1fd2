//! What can be asked for without a WebSocket: the figures of the dashboard, and the sessions there are.

use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::Response;

use super::{answer, message, refused_method, said, visitor};
use crate::accounts::Visitor;
use crate::http::House;
use crate::json::{Style, object};

/// Django REST framework's refusal where sessions are the only way in.
fn refused(house: &House, method: &Method, headers: &HeaderMap) -> Option<Response> {
    if method != Method::GET {
        return Some(refused_method("GET, HEAD, OPTIONS"));
    }
    (visitor(house, headers) == Visitor::Anonymous)
        .then(|| said(StatusCode::FORBIDDEN, "detail", "Informations d'authentification non fournies."))
}

pub(super) async fn stats(State(house): State<House>, method: Method, headers: HeaderMap) -> Response {
    if let Some(refused) = refused(&house, &method, &headers) {
        return refused;
    }
    let figures = house.rooms.postes.state().figures();
    answer(StatusCode::OK, &[], figures.print(house.clock.now()))
}

pub(super) async fn sessions(State(house): State<House>, method: Method, headers: HeaderMap) -> Response {
    if let Some(refused) = refused(&house, &method, &headers) {
        return refused;
    }
    let rows: Vec<String> = house.rooms.postes.state().sessions.values().map(message::row).collect();
    let body = object(Style::Python, |body| {
        body.integer("count", rows.len() as i64)
            .raw("next", "null")
            .raw("previous", "null")
            .raw("results", &format!("[{}]", rows.join(", ")));
    });
    answer(StatusCode::OK, &[], body)
}
