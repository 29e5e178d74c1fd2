//! `/api/v1/sse/events/`: what concerns the owner of the token, and a keep-alive when nothing does.

use axum::body::Body;
use axum::extract::{RawQuery, State};
use axum::http::{Method, StatusCode, header};
use axum::response::Response;
use bytes::Bytes;
use tokio::time::{Instant, sleep_until};
use url::form_urlencoded;

use super::staff::Person;
use super::{message, refused_method, reply, said};
use crate::audience::{Ear, Heard};
use crate::dialect::Dialect;
use crate::http::House;
use crate::http::cut::{broken_body, broken_off};
use crate::http::reply::STREAM;

pub(super) async fn events(
    State(house): State<House>,
    method: Method,
    RawQuery(query): RawQuery,
) -> Response {
    if let Some(refused) = refused_method(&house, &method) {
        return refused;
    }
    let query = query.unwrap_or_default();
    let token = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "token");
    let Some((_, token)) = token.filter(|(_, token)| !token.is_empty()) else {
        return said(&house, StatusCode::UNAUTHORIZED, "error", "Token required");
    };
    let Some(person) = house.rooms.estimates.revoked.person(&token) else {
        return said(&house, StatusCode::UNAUTHORIZED, "error", "Invalid token");
    };
    let trouble = house.gates.of(Dialect::Estimates).trouble();
    let reply = reply(&house, StatusCode::OK)
        .header(header::TRANSFER_ENCODING, "chunked")
        .content(trouble.content_type.as_deref().unwrap_or(STREAM))
        .header(header::CACHE_CONTROL, "no-cache");
    if trouble.broken_streams {
        return reply.streaming(broken_body());
    }
    let ear = house.rooms.estimates.audience.join(person.clone());
    let tail = Tail { ear, person, spoken: Instant::now(), house, phase: Phase::Opening };
    let body = futures_util::stream::unfold(tail, |mut tail| async move {
        let chunk = tail.next().await?;
        if chunk.is_err() {
            tail.phase = Phase::Over;
        }
        Some((chunk, tail))
    });
    reply.streaming(Body::from_stream(body))
}

enum Phase {
    Opening,
    Live,
    Over,
}

struct Tail {
    house: House,
    ear: Ear<Person, Bytes>,
    person: Person,
    spoken: Instant,
    phase: Phase,
}

impl Tail {
    async fn next(&mut self) -> Option<std::io::Result<Bytes>> {
        match self.phase {
            Phase::Over => return None,
            Phase::Opening => {
                self.phase = Phase::Live;
                return Some(Ok(message::connected().into()));
            }
            Phase::Live => {}
        }
        let idle = self.house.rhythm.estimates_keepalive.and_then(|idle| self.spoken.checked_add(idle));
        let idle = async {
            match idle {
                Some(at) => sleep_until(at).await,
                None => std::future::pending().await,
            }
        };
        let heard = tokio::select! {
            biased;
            heard = self.ear.next() => Some(heard),
            () = idle => None,
        };
        self.spoken = Instant::now();
        match heard {
            Some(Heard::Message(bytes)) => Some(Ok(bytes)),
            Some(Heard::Ended) => None,
            Some(Heard::Broken) => Some(Err(broken_off().await)),
            // Only now does the backend look whether the token still counts.
            None => self
                .house
                .rooms
                .estimates
                .revoked
                .person(self.person.token)
                .map(|_| Ok(message::keepalive(self.house.clock.now()).into())),
        }
    }
}
