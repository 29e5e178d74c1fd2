//! How often the servers do what they do by themselves.

use std::time::Duration;

/// Intervals of the dialects beside sse-progress (for that one see [`crate::Builder::keep_alive`]). All as captured
/// unless told otherwise; `None`: never.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rhythm {
    /// estimates: silence after which a stream says `keepalive`. 30 s.
    pub estimates_keepalive: Option<Duration>,
    /// postes: between two PINGs of a WebSocket. 20 s.
    pub postes_ping: Option<Duration>,
    /// postes: between two `time_update`s of an active session, in the demo's time. 5 s.
    pub postes_tick: Duration,
    /// solilms: between two looks into the database. 3 s.
    pub solilms_turn: Duration,
}

impl Default for Rhythm {
    fn default() -> Self {
        Self {
            estimates_keepalive: Some(Duration::from_secs(30)),
            postes_ping: Some(Duration::from_secs(20)),
            postes_tick: Duration::from_secs(5),
            solilms_turn: Duration::from_secs(3),
        }
    }
}
