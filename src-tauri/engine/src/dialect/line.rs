//! The connections and questions that a dialect wants.

use std::time::Duration;

/// One connection to hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Path below the server's base, with a leading slash.
    pub path: String,
    /// What it is carried by.
    pub carrier: Carrier,
    /// What proves that we are in.
    pub stands: Stands,
    /// True where the server says again what was missed while the line was down.
    pub resumes: bool,
    /// A line without a single byte (or frame) for so long is lost; `None`: silence means nothing.
    pub silence_limit: Option<Duration>,
    /// True where the rest works without it: its loss is no loss of the server.
    pub optional: bool,
    /// True where the first answer may take as long as it likes: headers come with the first message.
    pub patient: bool,
}

/// What carries a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Carrier {
    /// Server-Sent Events.
    EventStream {
        /// Content types that are read as an event stream.
        types: &'static [&'static str],
    },
    /// A WebSocket, with the server's own `Origin`.
    WebSocket {
        /// A text to send so often, where the server wants a heartbeat of its own.
        beat: Option<(Duration, &'static str)>,
    },
}

/// What proves that a line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stands {
    /// That it was accepted.
    WhenOpened,
    /// Its first message, which the server sends at once.
    WhenGreeted,
}

/// A question to ask again and again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Poll {
    /// Path below the server's base, with a leading slash.
    pub path: String,
    /// How often.
    pub every: Duration,
    /// When at all.
    pub when: PollWhen,
    /// Whose query it takes along: that of this line.
    pub query_of: Option<usize>,
    /// An answer that may not end is taken as far as it came after so long; `None`: it ends.
    pub endless: Option<Duration>,
    /// True for a question that some accounts may not ask: a refusal (401, 403, 404) then ends the asking
    /// until the next connection, and says nothing of the sign-in.
    pub optional: bool,
}

/// When a poll is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PollWhen {
    /// Always, and once at the beginning.
    Always,
    /// While this line cannot be had: in its place.
    InPlaceOf(usize),
}
