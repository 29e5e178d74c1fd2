//! What the demo has seen, for tests that count connections.

use std::collections::BTreeMap;

use serde::Serialize;

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
    /// Requests since the start.
    pub requests: BTreeMap<Route, u64>,
}

impl Counters {
    /// Streams open now.
    pub fn streams_open(&self) -> usize {
        self.streams.len()
    }

    /// Requests of a route since the start.
    pub fn requests_of(&self, route: Route) -> u64 {
        self.requests.get(&route).copied().unwrap_or(0)
    }
}
