//! The way into a WebSocket: the origin, the session, the upgrade.

use std::collections::BTreeSet;

use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use hyper::ext::ReasonPhrase;
use hyper::upgrade::OnUpgrade;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;

use super::consumer::Consumer;
use super::frame::Place;
use super::{not_found, socket, visitor};
use crate::accounts::Visitor;
use crate::casing::Hand;
use crate::dialect::Dialect;
use crate::http::House;
use crate::http::reply::Reply;

pub(super) async fn dashboard(State(house): State<House>, request: Request) -> Response {
    upgraded(&house, request, |_| (Consumer::Dashboard, Place::Dashboard))
}

pub(super) async fn sessions(State(house): State<House>, request: Request) -> Response {
    let nobody = |user| (Consumer::Sessions { current: None, user }, Place::Sessions(BTreeSet::new()));
    upgraded(&house, request, nobody)
}

pub(super) async fn session(
    State(house): State<House>,
    Path(id): Path<String>,
    request: Request,
) -> Response {
    // The route takes digits only.
    let Ok(id) = id.parse::<i64>() else { return denied(StatusCode::INTERNAL_SERVER_ERROR) };
    let one = |user| (Consumer::Sessions { current: Some(id), user }, Place::Sessions(BTreeSet::from([id])));
    upgraded(&house, request, one)
}

/// Daphne refuses without saying more.
pub(super) fn denied(status: StatusCode) -> Response {
    // The header keeps hyper from using the connection again; the hand leaves it out.
    let mut response = Reply::by(Hand::Bare, status).header(header::CONNECTION, "close").empty();
    let words: &'static [u8] = match status {
        StatusCode::FORBIDDEN => b"Access denied",
        StatusCode::INTERNAL_SERVER_ERROR => b"Internal server error",
        _ => return response,
    };
    if let Ok(words) = ReasonPhrase::try_from(words) {
        response.extensions_mut().insert(words);
    }
    response
}

/// Missing, foreign and not signed in are all the same to a client.
fn may_enter(house: &House, headers: &HeaderMap) -> Option<String> {
    let text = |name: header::HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let origin = url::Url::parse(text(header::ORIGIN)?).ok()?;
    // As Channels' validator: the name counts, the port does not.
    let host = url::Url::parse(&format!("http://{}", text(header::HOST)?)).ok()?;
    if origin.host_str()? != host.host_str()? {
        return None;
    }
    match visitor(house, headers) {
        Visitor::User(name) => Some(name),
        Visitor::Welcome | Visitor::Anonymous => None,
    }
}

fn upgraded(
    house: &House,
    mut request: Request,
    consumer: impl FnOnce(String) -> (Consumer, Place),
) -> Response {
    let headers = request.headers();
    let asked = headers.get(header::UPGRADE).and_then(|value| value.to_str().ok());
    if !asked.is_some_and(|asked| asked.eq_ignore_ascii_case("websocket")) {
        return not_found();
    }
    let Some(key) = headers.get(header::SEC_WEBSOCKET_KEY).map(|key| derive_accept_key(key.as_bytes()))
    else {
        return denied(StatusCode::BAD_REQUEST);
    };
    let Some(user) = may_enter(house, headers) else { return denied(StatusCode::FORBIDDEN) };
    let Some(upgrade) = request.extensions_mut().remove::<OnUpgrade>() else {
        return denied(StatusCode::BAD_REQUEST);
    };
    let (consumer, place) = consumer(user);
    let dropped = house.gates.of(Dialect::Postes).trouble().broken_streams;
    let ear = house.rooms.postes.audience.join(place);
    house.sockets.spawn(socket::run(std::sync::Arc::clone(house), upgrade, ear, consumer, dropped));
    Reply::by(Hand::Title, StatusCode::SWITCHING_PROTOCOLS)
        .header(header::SERVER, "daphne")
        .header(header::UPGRADE, "WebSocket")
        .header(header::CONNECTION, "Upgrade")
        .header(header::SEC_WEBSOCKET_ACCEPT, &key)
        .empty()
}
