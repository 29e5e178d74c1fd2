//! `/api/v1/sse/stats/`: how many streams each user has.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::Response;

use super::{refused_method, reply, said};
use crate::http::House;
use crate::http::reply::JSON;
use crate::json::{Style, object};

pub(super) async fn stats(State(house): State<House>, method: Method, headers: HeaderMap) -> Response {
    if let Some(refused) = refused_method(&house, &method) {
        return refused;
    }
    let bearer = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.strip_prefix("Bearer "));
    let Some(token) = bearer else {
        let text = "Authentication credentials were not provided.";
        return said(&house, StatusCode::UNAUTHORIZED, "detail", text);
    };
    if house.rooms.estimates.revoked.person(token).is_none() {
        return said(&house, StatusCode::UNAUTHORIZED, "detail", "Invalid token.");
    }
    let mut users = BTreeMap::<i64, i64>::new();
    for id in house.rooms.estimates.audience.each(|person| person.id) {
        *users.entry(id).or_default() += 1;
    }
    let body = object(Style::Python, |body| {
        body.integer("total_users", users.len() as i64)
            .integer("total_connections", users.values().sum())
            .object("users", |each| {
                for (id, streams) in &users {
                    each.integer(&id.to_string(), *streams);
                }
            });
    });
    reply(&house, StatusCode::OK).content(JSON).length(body.len()).body(body)
}
