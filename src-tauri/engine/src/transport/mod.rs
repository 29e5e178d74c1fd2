//! Connections to frames. Knows HTTP, not what the JSON in it means.
//!
//! The bytes of an event stream pass [`guard`] (clean whole blocks), [`parse`] (events) and
//! [`decoder`] (both together); [`sse`] holds the connection, judges answers ([`answer`]), waits
//! ([`backoff`]) and connects again, at once where somebody or [`wake`] knocks. A [`websocket`] does the
//! same with messages. Both go through a client of [`http`], which knows the server's [`network`].

pub mod answer;
pub mod backoff;
pub mod bounds;
pub mod decoder;
pub mod dial;
pub mod field;
pub mod guard;
pub mod http;
pub mod incident;
pub mod network;
pub mod options;
pub mod parse;
pub mod reason;
pub mod sse;
pub mod wake;
pub mod websocket;

pub use backoff::BackoffOptions;
pub use decoder::SseEvent;
pub use http::{ClientOptions, SocketClient, client, socket_client};
pub use incident::{End, Incident};
pub use network::{Fingerprint, Network, Proxy, ProxyUrl};
pub use options::{EmptyData, SubscriptionOptions};
pub use sse::{Knock, Subscription};
pub use websocket::{NotSent, Socket, SocketEnd, SocketIncident, SocketOptions, SocketRequest};
