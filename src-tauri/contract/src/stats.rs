//! Numbers that a server publishes about itself.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

use crate::Millis;

/// The newest numbers of one server.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Stats {
    /// The server's id in Vigie.
    pub server: String,
    /// When they were so: by the server's clock where it says so, else when they were heard.
    #[ts(type = "number")]
    pub at: Millis,
    /// By name; groups are joined with a dot: `sessions.actives`.
    pub values: BTreeMap<String, f64>,
}

/// How far back a curve goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum StatSpan {
    /// The last hour, a point every 5 s.
    Hour,
    /// The last 7 days, a point every 5 min.
    Week,
}

/// The curve of one number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct StatSeries {
    /// Its name.
    pub name: String,
    /// `[time, value]`, oldest first; a time in which nothing was heard has no points.
    #[ts(type = "[number, number][]")]
    pub points: Vec<(Millis, f64)>,
}
