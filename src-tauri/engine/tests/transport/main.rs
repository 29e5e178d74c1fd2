//! The transport as its callers see it: the standard's cases, any bytes, and real sockets.
#![allow(clippy::unwrap_used, reason = "a failed test")]

mod any_bytes;
mod authority;
mod cases;
mod contract_service;
mod networks;
mod peers;
mod proxies;
mod reading;
#[path = "../../examples/sse_contract_service/relay.rs"]
mod relay;
mod secure;
mod server;
#[path = "../../examples/sse_contract_service/service.rs"]
mod service;
mod standard;
mod subscription;
mod websocket;
mod websocket_ends;
