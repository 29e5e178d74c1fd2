//! The stream view of a server set up for a GRIP proxy, seen without that proxy: an answer that ends.

use axum::http::header::HeaderName;
use axum::response::Response;
use url::form_urlencoded;

use super::EVENTS;
use super::reply::Reply;
use super::tail::Tail;
use crate::accounts::random_token;

/// What there is, with the proxy's instructions that nobody follows. `user` is the backend's number of who asks.
pub(super) fn answer(reply: Reply, mut tail: Tail, query: &str, user: &str) -> Response {
    let body = tail.finite();
    let mut channels = String::new();
    let mut format = Vec::new();
    for (name, position) in tail.standing() {
        channels
            .push_str(&format!("events-{name}; prev-id={position}; filter=build-id; filter=skip-users, "));
        format.push(format!("{}:%(events-{name})s", name.replace('%', "%%")));
    }
    channels.push_str(&format!("user-{user}; filter=require-sub"));
    let meta = format!("id_format=\"{}\", user=\"{user}\"", format.join(","));
    let mut reply = reply.length(body.len()).varies().secured_of_old();
    if !tail.has_more() {
        reply = reply.header(HeaderName::from_static("grip-hold"), "stream");
    }
    reply
        .header(HeaderName::from_static("grip-channel"), &channels)
        .header(
            HeaderName::from_static("grip-keep-alive"),
            r"event: keep-alive\ndata:\n\n; format=cstring; timeout=20",
        )
        .header(HeaderName::from_static("grip-set-meta"), &meta)
        .header(
            HeaderName::from_static("grip-link"),
            &format!("<{EVENTS}?{}>; rel=next", next_query(query, &tail)),
        )
        .body(body)
}

/// The query with which the proxy would ask for what comes next.
fn next_query(query: &str, tail: &Tail) -> String {
    let rest = if tail.has_more() { ("lastEventId", tail.id()) } else { ("recover", "true".to_owned()) };
    let asked = form_urlencoded::parse(query.as_bytes())
        .filter(|(name, _)| !["lastEventId", "link", "recover", "es-meta"].contains(&name.as_ref()));
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(asked)
        .append_pair("link", "next")
        .append_pair(rest.0, &rest.1)
        .append_pair("es-meta", &random_token())
        .finish()
}
