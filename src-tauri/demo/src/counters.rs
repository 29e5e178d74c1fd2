//! What the demo has seen, for tests that count connections.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::dialect::Dialect;

/// What a request asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Route {
    /// `/core/events/`
    Events,
    /// `/core/sse-progress/`
    List,
    /// `/core/sse-progress/active/`
    Active,
    /// `/core/sse-progress/<job>/`
    Detail,
    /// `/core/sse-progress/<job>/delete/`
    Delete,
    /// `/accounts/login/`
    Login,
    /// Anything else.
    Other,
}

/// A count of everything, at one moment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counters {
    /// Connections open now.
    pub connections_open: usize,
    /// Connections since the start.
    pub connections_total: u64,
    /// The jobs that each stream open now follows.
    pub streams: Vec<Vec<String>>,
    /// Most streams that were open at once.
    pub streams_max: usize,
    /// Streams since the start.
    pub streams_total: u64,
    /// Most channels one stream ever had.
    pub channels_max: usize,
    /// Requests since the start, of sse-progress.
    pub requests: BTreeMap<Route, u64>,
    /// What each dialect has seen.
    pub dialects: BTreeMap<Dialect, DialectCounters>,
}

/// A count of one dialect, at one moment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct DialectCounters {
    /// Requests since the start, refused ones too.
    pub requests: u64,
    /// Of these, for a stream or a WebSocket.
    pub stream_requests: u64,
    /// Of these, attempts to sign in.
    pub logins: u64,
    /// Attempts that succeeded.
    pub sign_ins: u64,
    /// Requests refused on demand.
    pub refused: u64,
    /// Streams and WebSockets open now.
    pub streams_open: usize,
    /// Streams and WebSockets since the start.
    pub streams_total: u64,
    /// Most of them that were open at once.
    pub streams_max: usize,
    /// What WebSockets were sent, by the `type` of the message.
    pub received: BTreeMap<String, u64>,
}

impl DialectCounters {
    /// Messages of a type that WebSockets were sent.
    pub fn received_of(&self, kind: &str) -> u64 {
        self.received.get(kind).copied().unwrap_or(0)
    }
}

impl Counters {
    /// Streams open now.
    pub fn streams_open(&self) -> usize {
        self.streams.len()
    }

    /// What a dialect has seen.
    pub fn of(&self, dialect: Dialect) -> DialectCounters {
        self.dialects.get(&dialect).cloned().unwrap_or_default()
    }

    /// Requests of a route since the start.
    pub fn requests_of(&self, route: Route) -> u64 {
        self.requests.get(&route).copied().unwrap_or(0)
    }
}
