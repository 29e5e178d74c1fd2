//! What a subscription tells.

use std::time::Duration;

use vigie_contract::Reason;

use super::decoder::SseEvent;

/// One thing that happened to a subscription, in the order it happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Incident {
    /// The headers of an event stream have come.
    Opened {
        /// HTTP status, 200.
        status: u16,
        /// `Content-Type` as it was sent.
        content_type: String,
    },
    /// An event.
    Event(SseEvent),
    /// Life without news: a comment (`None`), or a block without data, with its event's name where
    /// it has one. What counts as "without data" is [`super::options::EmptyData`].
    Beat(Option<String>),
    /// The text of a comment, in place of its beat, where comments were asked for.
    Comment(String),
    /// A block was larger than the limit and is skipped; the stream goes on.
    Oversized {
        /// The limit, in bytes.
        limit: usize,
    },
    /// The connection is lost, or was not to be had. The subscription connects again by itself.
    Lost {
        /// Why.
        reason: Reason,
        /// The pause until it does, counted from now.
        retry_in: Duration,
        /// True where the stream had been open.
        after_open: bool,
        /// True where the server ended the stream in an orderly way.
        clean: bool,
    },
    /// Over: the subscription will not connect again.
    Ended(End),
}

/// Why a subscription does not connect again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// The server refused: a redirect, 401, 403, or a status the caller called final.
    Refused {
        /// HTTP status.
        status: u16,
        /// Where a redirect leads, as it was sent: it may be relative, and may hold secrets.
        location: Option<String>,
        /// `Retry-After`.
        retry_after: Option<Duration>,
        /// The first bytes of the body, bounded.
        body_start: String,
    },
    /// The server asked not to be called again (204).
    ToldToStop,
    /// A success, but of something that is no event stream.
    NotEventStream {
        /// HTTP status.
        status: u16,
        /// `Content-Type` as it was sent.
        content_type: Option<String>,
        /// The first bytes of the body, bounded.
        body_start: String,
    },
}
