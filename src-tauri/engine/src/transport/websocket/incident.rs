//! What a socket tells.

use std::time::Duration;

use vigie_contract::Reason;

/// One thing that happened to a socket, in the order it happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SocketIncident {
    /// The handshake was agreed on: texts may be sent.
    Opened {
        /// The one the server chose of those that were offered.
        subprotocol: Option<String>,
    },
    /// A text, its fragments joined.
    Text(String),
    /// A message that is no text, of so many bytes. An oddity to count: the connection goes on.
    Binary(usize),
    /// Life without news: a ping of the server's (answered already), or its answer to ours.
    Beat,
    /// A message was larger than the limit. The connection cannot go on after it:
    /// [`Self::Lost`] follows.
    Oversized {
        /// The limit, in bytes.
        limit: usize,
    },
    /// The connection is lost, or was not to be had. The socket connects again by itself.
    Lost {
        /// Why.
        reason: Reason,
        /// The pause until it does, counted from now.
        retry_in: Duration,
        /// True where it had been open.
        after_open: bool,
        /// True where the server said that it was done (1000) or going away (1001).
        clean: bool,
        /// The code of the server's close frame, 1005 for a frame without one; `None` where none came
        /// (what browsers call 1006).
        close_code: Option<u16>,
        /// The HTTP status of an answer that was no handshake.
        handshake_status: Option<u16>,
    },
    /// Over: the socket will not connect again.
    Ended(SocketEnd),
}

/// Why a socket does not connect again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SocketEnd {
    /// The handshake was answered by a redirect, 401 or 403. Django Channels gives one same 403 for an
    /// `Origin` that is missing or foreign and for who is not signed in.
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
}

/// Why a text was not queued.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotSent {
    /// There is no connection now.
    #[error("not open")]
    NotOpen,
    /// Too many texts wait already.
    #[error("too many texts wait to be sent")]
    QueueFull,
    /// Longer than may be sent.
    #[error("longer than may be sent")]
    TooLong,
}
