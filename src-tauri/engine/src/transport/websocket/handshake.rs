//! From an address to an open WebSocket: an HTTP request that both sides agree to leave (RFC 6455, 4).
//!
//! The request is an ordinary one of the server's HTTP client, so that certificates, proxies, cookies,
//! names and errors are those of every other request; tungstenite has what comes after it.

use std::time::Duration;

use reqwest::header::{
    CONNECTION, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, SEC_WEBSOCKET_ACCEPT,
    SEC_WEBSOCKET_EXTENSIONS, SEC_WEBSOCKET_KEY, SEC_WEBSOCKET_PROTOCOL, SEC_WEBSOCKET_VERSION, UPGRADE,
};
use reqwest::{Response, Upgraded};
use tokio::time::{Instant, timeout_at};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::handshake::client::generate_key;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;
use tokio_tungstenite::tungstenite::protocol::{Role, WebSocketConfig};
use vigie_contract::{Reason, ReasonCode};

use super::closing::Loss;
use super::incident::SocketEnd;
use super::options::SocketRequest;
use crate::transport::answer::{Verdict, judge};
use crate::transport::backoff::Pace;
use crate::transport::bounds::{BODY_START_LIMIT, BODY_START_WITHIN, SEND_LIMIT, SOCKET_READ};
use crate::transport::http::SocketClient;
use crate::transport::reason;

const SWITCHED: u16 = 101;

/// What came of a handshake.
pub(super) enum Answer {
    Open { stream: Box<WebSocketStream<Upgraded>>, subprotocol: Option<String> },
    Refused(SocketEnd),
    Failed(Loss),
}

/// Asks for a WebSocket with messages of at most `limit` bytes.
pub(super) async fn shake(
    client: SocketClient,
    request: SocketRequest,
    limit: usize,
    within: Duration,
) -> Answer {
    let until = Instant::now() + within;
    let late = || Answer::Failed(Loss::of(reason::no_answer(within)));
    let key = generate_key();
    let url = request.http_url();
    let headers = asking(request.headers, &key);
    let offered = headers.get(SEC_WEBSOCKET_PROTOCOL).cloned();
    let response = match timeout_at(until, client.0.get(url).headers(headers).send()).await {
        Err(_) => return late(),
        Ok(Err(error)) => return failed(&error, within),
        Ok(Ok(response)) => response,
    };
    if response.status().as_u16() != SWITCHED {
        return declined(response).await;
    }
    let subprotocol = match agreed(response.headers(), &key, offered.as_ref()) {
        Ok(subprotocol) => subprotocol,
        Err(detail) => {
            let reason = Reason::new(ReasonCode::ConnectionLost).with("detail", detail);
            return Answer::Failed(Loss { handshake_status: Some(SWITCHED), ..Loss::of(reason) });
        }
    };
    let upgraded = match timeout_at(until, response.upgrade()).await {
        Err(_) => return late(),
        Ok(Err(error)) => return failed(&error, within),
        Ok(Ok(upgraded)) => upgraded,
    };
    let config = WebSocketConfig::default()
        .read_buffer_size(SOCKET_READ)
        .write_buffer_size(0)
        .max_write_buffer_size(2 * SEND_LIMIT)
        .max_message_size(Some(limit))
        .max_frame_size(Some(limit));
    let stream = WebSocketStream::from_raw_socket(upgraded, Role::Client, Some(config)).await;
    Answer::Open { stream: Box::new(stream), subprotocol }
}

fn asking(mut headers: HeaderMap, key: &str) -> HeaderMap {
    headers.insert(CONNECTION, HeaderValue::from_static("Upgrade"));
    headers.insert(UPGRADE, HeaderValue::from_static("websocket"));
    headers.insert(SEC_WEBSOCKET_VERSION, HeaderValue::from_static("13"));
    if let Ok(key) = HeaderValue::from_str(key) {
        headers.insert(SEC_WEBSOCKET_KEY, key);
    }
    headers.remove(SEC_WEBSOCKET_EXTENSIONS);
    headers
}

/// Whether a 101 is the answer to this request; the subprotocol, or what is wrong.
fn agreed(
    headers: &HeaderMap,
    key: &str,
    offered: Option<&HeaderValue>,
) -> Result<Option<String>, &'static str> {
    if !has(headers, &UPGRADE, "websocket") || !has(headers, &CONNECTION, "upgrade") {
        return Err("switched to another protocol than WebSocket");
    }
    let accepted = headers.get(SEC_WEBSOCKET_ACCEPT).map(HeaderValue::as_bytes);
    if accepted != Some(derive_accept_key(key.as_bytes()).as_bytes()) {
        return Err("the answer to another handshake");
    }
    if headers.contains_key(SEC_WEBSOCKET_EXTENSIONS) {
        return Err("an extension that was not asked for");
    }
    let Some(chosen) = headers.get(SEC_WEBSOCKET_PROTOCOL) else { return Ok(None) };
    let chosen = chosen.to_str().unwrap_or_default().trim();
    let offered = offered.and_then(|offered| offered.to_str().ok()).unwrap_or_default();
    if !offered.split(',').any(|offered| offered.trim() == chosen) {
        return Err("a subprotocol that was not offered");
    }
    Ok(Some(chosen.to_owned()))
}

fn has(headers: &HeaderMap, name: &HeaderName, token: &str) -> bool {
    let values = headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).any(|found| found.trim().eq_ignore_ascii_case(token))
}

fn failed(error: &reqwest::Error, within: Duration) -> Answer {
    let pace = if reason::is_offline(error) { Pace::Offline } else { Pace::Usual };
    Answer::Failed(Loss { pace, ..Loss::of(reason::of(error, within)) })
}

/// An answer that is no handshake.
async fn declined(response: Response) -> Answer {
    let status = response.status().as_u16();
    let loss =
        |reason, pace| Answer::Failed(Loss { pace, handshake_status: Some(status), ..Loss::of(reason) });
    match judge(status, response.headers(), &[], &[], jiff::Timestamp::now()) {
        Verdict::Again(reason, pace) => loss(reason, pace),
        Verdict::Refused { location, retry_after } => {
            let body_start = start_of(response).await;
            Answer::Refused(SocketEnd::Refused { status, location, retry_after, body_start })
        }
        // A success, but of something else.
        Verdict::Open { .. } | Verdict::Stop | Verdict::NotEventStream { .. } => {
            let reason = Reason::new(ReasonCode::NotThisBackend)
                .with("found", found(response.headers()))
                .with("status", status);
            loss(reason, Pace::Slow)
        }
    }
}

/// In the words of [`ReasonCode::NotThisBackend`].
fn found(headers: &HeaderMap) -> &'static str {
    let sent = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    match sent.split(';').next().unwrap_or_default().trim() {
        "text/html" => "html",
        "application/json" => "json",
        _ => "other",
    }
}

/// The first bytes of a body, as far as they come soon.
async fn start_of(mut response: Response) -> String {
    let until = Instant::now() + BODY_START_WITHIN;
    let mut start = Vec::new();
    while start.len() < BODY_START_LIMIT {
        let Ok(Ok(Some(chunk))) = timeout_at(until, response.chunk()).await else { break };
        let room = BODY_START_LIMIT - start.len();
        start.extend_from_slice(&chunk[..chunk.len().min(room)]);
    }
    String::from_utf8_lossy(&start).into_owned()
}
