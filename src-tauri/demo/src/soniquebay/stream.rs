//! `/api/events`: every message as it comes, hardly framed, and nothing else.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::header::HeaderName;
use axum::http::{Method, StatusCode, header};
use axum::response::Response;
use bytes::Bytes;

use super::library::Said;
use super::{refused_method, reply};
use crate::audience::{Ear, Heard};
use crate::dialect::Dialect;
use crate::http::House;
use crate::http::cut::{broken_body, broken_off};

const CONNECTED: &[u8] = b"data: {\"type\": \"connected\"}\n\n";
const PLAIN: &str = "text/plain; charset=utf-8";

pub(super) async fn events(State(house): State<House>, method: Method) -> Response {
    if let Some(refused) = refused_method(&house, &method) {
        return refused;
    }
    let trouble = house.gates.of(Dialect::Soniquebay).trouble();
    let reply = reply(&house, StatusCode::OK)
        .header(header::CACHE_CONTROL, "no-cache")
        .header(header::CONNECTION, "keep-alive")
        .header(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*")
        .header(HeaderName::from_static("access-control-allow-headers"), "Cache-Control")
        .content(trouble.content_type.as_deref().unwrap_or(PLAIN));
    if trouble.broken_streams {
        return reply.streaming(broken_body());
    }
    let ear = Arc::clone(&house.rooms.soniquebay.audience).join(());
    let first = Some(Bytes::from_static(CONNECTED));
    let body = futures_util::stream::unfold((first, Some(ear)), |(first, ear)| async move {
        let mut ear = ear?;
        if let Some(first) = first {
            return Some((Ok(first), (None, Some(ear))));
        }
        match next(&mut ear).await {
            Some(Ok(bytes)) => Some((Ok(bytes), (None, Some(ear)))),
            Some(Err(error)) => Some((Err(error), (None, None))),
            None => None,
        }
    });
    reply.streaming(Body::from_stream(body))
}

async fn next(ear: &mut Ear<(), Said>) -> Option<std::io::Result<Bytes>> {
    match ear.next().await {
        Heard::Message(Said::Raw(bytes)) => Some(Ok(bytes)),
        // `data.decode("utf-8")` raises, and takes the stream with it.
        Heard::Message(Said::Published(message)) if std::str::from_utf8(&message).is_err() => {
            Some(Err(broken_off().await))
        }
        Heard::Message(Said::Published(message)) => {
            Some(Ok([b"data: ", message.as_ref(), b"\n\n"].concat().into()))
        }
        Heard::Ended => None,
        Heard::Broken => Some(Err(broken_off().await)),
    }
}
