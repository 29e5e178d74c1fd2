//! `/stream/app`: a loop that looks into the database every three seconds.

use axum::body::Body;
use axum::extract::{OriginalUri, RawQuery, State};
use axum::http::header::HeaderName;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use bytes::Bytes;
use tokio::time::{Instant, sleep_until};
use url::form_urlencoded;

use super::{address, reply, unauthenticated, uncached, visit};
use crate::audience::{Ear, Heard};
use crate::dialect::Dialect;
use crate::http::House;
use crate::http::cut::{broken_body, broken_off};

/// Without an empty line after it: it joins the first block.
const RETRY: &[u8] = b"retry: 5000\n";
const EVENTS: &str = "text/event-stream; charset=UTF-8";

pub(super) async fn stream(
    house: State<House>,
    uri: OriginalUri,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let id = visit(&house, &headers);
    let query = query.unwrap_or_default();
    if !house.rooms.solilms.visits.get(&id).signed_in {
        let path = uri.path().strip_prefix(super::PREFIX).unwrap_or_default();
        let asked = if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") };
        return unauthenticated(&house, &headers, &id, &address(&headers, &asked));
    }
    let State(house) = house;
    let trouble = house.gates.of(Dialect::Solilms).trouble();
    let ear = house.rooms.solilms.audience.join(());
    let mut tail = Tail {
        ear,
        cursor: cursor(&query),
        turn: Instant::now(),
        waiting: Some(Bytes::from_static(RETRY)),
        house,
        over: false,
    };
    if trouble.buffered {
        tail.fill().await;
    }
    let reply = reply(&headers, StatusCode::OK).content(trouble.content_type.as_deref().unwrap_or(EVENTS));
    let reply = uncached(reply).header(HeaderName::from_static("x-accel-buffering"), "no").dated(&tail.house);
    let reply = tail.house.rooms.solilms.visits.stamped(reply, &tail.house, &id);
    if trouble.broken_streams {
        return reply.streaming(broken_body());
    }
    let body = futures_util::stream::unfold(tail, |mut tail| async move {
        let chunk = tail.next().await?;
        tail.over = chunk.is_err();
        Some((chunk, tail))
    });
    reply.streaming(Body::from_stream(body))
}

/// PHP's `(int)`: what is no number is 0.
fn cursor(query: &str) -> i64 {
    let value = form_urlencoded::parse(query.as_bytes())
        .filter_map(|(name, value)| (name == "last_id").then(|| value.into_owned()))
        .last()
        .unwrap_or_default();
    let digits: String = value.trim_start().chars().take_while(char::is_ascii_digit).collect();
    digits.parse().unwrap_or(0)
}

struct Tail {
    house: House,
    ear: Ear<(), Bytes>,
    cursor: i64,
    /// When it looks next.
    turn: Instant,
    /// What is said before anything else.
    waiting: Option<Bytes>,
    over: bool,
}

impl Tail {
    /// Waits for the first event, as a full buffer does, and keeps it to be said together with what is before it.
    async fn fill(&mut self) {
        let before = self.waiting.take().unwrap_or_default();
        if let Some(Ok(first)) = self.next().await {
            self.waiting = Some([before, first].concat().into());
        } else {
            self.over = true;
        }
    }

    async fn next(&mut self) -> Option<std::io::Result<Bytes>> {
        if self.over {
            return None;
        }
        if let Some(waiting) = self.waiting.take() {
            return Some(Ok(waiting));
        }
        loop {
            tokio::select! {
                biased;
                heard = self.ear.next() => return match heard {
                    Heard::Message(bytes) => Some(Ok(bytes)),
                    // One looks like the other: the body ends with the connection.
                    Heard::Ended => None,
                    Heard::Broken => Some(Err(broken_off().await)),
                },
                () = sleep_until(self.turn) => {}
            }
            self.turn = Instant::now() + self.house.rhythm.solilms_turn;
            if self.house.gates.of(Dialect::Solilms).is_deaf() {
                continue;
            }
            let now = self.house.clock.now();
            let cursor = &mut self.cursor;
            let said = self.house.rooms.solilms.change(|tables| tables.turn(cursor, now));
            if !said.is_empty() {
                return Some(Ok(said.into()));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_as_php_reads_numbers() {
        for (query, read) in
            [("last_id=12", 12), ("last_id=7abc", 7), ("last_id=x", 0), ("", 0), ("last_id=1&last_id=2", 2)]
        {
            assert_eq!(cursor(query), read, "{query}");
        }
    }
}
