//! `/core/events/`: which channels, from where, and who may.

use std::collections::HashMap;

use axum::body::Body;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::Response;
use percent_encoding::percent_decode_str;
use url::form_urlencoded;

use super::reply::{HTML, Reply, STREAM};
use super::tail::Tail;
use super::{House, grip, refused_method, visitor};
use crate::json::{self, Object};
use crate::shared::Shared;
use crate::world::CHANNEL;

/// The library's own limit.
const CHANNELS: usize = 10;

/// A channel a stream asks for.
pub(super) struct Wanted {
    pub(super) channel: String,
    /// The position after which to replay, as it was written.
    pub(super) after: Option<String>,
}

pub(super) async fn events(
    State(house): State<House>,
    method: Method,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    if let Some(refused) = refused_method(&house, &method, &[Method::GET]) {
        return refused;
    }
    let query = query.unwrap_or_default();
    let wanted = match wanted(&query, &headers, house.seed) {
        Ok(wanted) => wanted,
        Err(Refusal::Resume) => return cannot_resume(&house),
        Err(Refusal::Request(why)) => {
            let block = stream_error("bad-request", &format!("Invalid request: {why}."), &[]);
            return Reply::new(&house, StatusCode::OK)
                .content(STREAM)
                .unbuffered()
                .length(block.len())
                .varies()
                .secured()
                .body(block);
        }
    };
    let visitor = visitor(&house, &headers);
    let forbidden: Vec<&str> = {
        let world = house.world();
        let may = |channel: &str| {
            let job = channel.strip_prefix(CHANNEL).and_then(|id| world.job(id));
            job.is_some_and(|job| visitor.may_see(job.owner.as_deref()))
        };
        wanted.iter().map(|wanted| wanted.channel.as_str()).filter(|channel| !may(channel)).collect()
    };
    let reply = Reply::new(&house, StatusCode::OK).content(STREAM).unbuffered();
    let finite = house.faults.borrow().finite;
    if !forbidden.is_empty() {
        let text = format!("Permission denied to channels: {}", forbidden.join(", "));
        let block = stream_error("forbidden", &text, &forbidden);
        if finite {
            return reply.length(block.len()).varies().secured_of_old().body(block);
        }
        let whole = futures_util::stream::once(std::future::ready(Ok::<_, std::io::Error>(block)));
        return reply.varies().secured().streaming(Body::from_stream(whole));
    }
    let user = house.accounts.number(&visitor);
    let tail = Tail::open(house, wanted);
    if finite {
        return grip::answer(reply, tail, &query, &user);
    }
    reply.varies().secured().streaming(Body::from_stream(tail.into_stream()))
}

enum Refusal {
    /// An answer of its own: 400.
    Resume,
    Request(&'static str),
}

fn wanted(query: &str, headers: &HeaderMap, seed: u64) -> Result<Vec<Wanted>, Refusal> {
    let of = |name: &'static str| {
        let pairs = form_urlencoded::parse(query.as_bytes());
        pairs.filter_map(move |(key, value)| (key == name).then(|| value.into_owned()))
    };
    let mut channels: Vec<String> = of("channel").collect();
    // The order of a Python set: arbitrary, but the same for the life of the process.
    channels.sort_by_cached_key(|channel| (scattered(channel, seed), channel.clone()));
    channels.dedup();
    if channels.is_empty() {
        return Err(Refusal::Request("No channels specified"));
    }
    if channels.len() > CHANNELS {
        return Err(Refusal::Request("Channel limit exceeded"));
    }
    let header =
        headers.get("last-event-id").map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
    let last_id =
        header.filter(|id| !id.is_empty()).or_else(|| of("lastEventId").filter(|id| !id.is_empty()).last());
    if last_id.as_deref() == Some("error") {
        return Err(Refusal::Resume);
    }
    let mut positions = match last_id {
        Some(id) => positions(&id).ok_or(Refusal::Request("Failed to parse Last-Event-ID or lastEventId"))?,
        None => HashMap::new(),
    };
    let wanted = channels.into_iter().map(|channel| Wanted { after: positions.remove(&channel), channel });
    Ok(wanted.collect())
}

/// `name:position,…`, names percent-encoded.
fn positions(id: &str) -> Option<HashMap<String, String>> {
    id.split(',')
        .map(|part| {
            let (channel, position) = part.split_once(':').filter(|(_, position)| !position.contains(':'))?;
            let channel = percent_decode_str(channel).decode_utf8_lossy().into_owned();
            Some((channel, position.to_owned()))
        })
        .collect()
}

/// FNV-1a: the same order on every machine and with every compiler.
fn scattered(name: &str, seed: u64) -> u64 {
    seed.to_le_bytes()
        .iter()
        .chain(name.as_bytes())
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Errors come as an event of a stream that then ends.
fn stream_error(condition: &str, text: &str, channels: &[&str]) -> bytes::Bytes {
    let mut block = String::from("event: stream-error\nid: error\ndata: ");
    let mut data = Object::open(&mut block);
    data.text("condition", condition).text("text", text);
    if !channels.is_empty() {
        names(data.name("channels"), channels.iter().copied());
    }
    data.close();
    block.push_str("\n\n");
    block.into()
}

/// A JSON list of names.
pub(super) fn names<'a>(out: &mut String, names: impl Iterator<Item = &'a str>) {
    out.push('[');
    for (position, name) in names.enumerate() {
        if position > 0 {
            out.push_str(", ");
        }
        json::text(out, name);
    }
    out.push(']');
}

fn cannot_resume(house: &Shared) -> Response {
    let body = "Invalid request: Can't resume session after stream-error.\n";
    Reply::new(house, StatusCode::BAD_REQUEST)
        .content(HTML)
        .unbuffered()
        .length(body.len())
        .varies()
        .secured()
        .body(body)
}
