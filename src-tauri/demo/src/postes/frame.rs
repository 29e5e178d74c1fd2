//! What goes over a WebSocket, and to whom.

use std::collections::BTreeSet;

use bytes::Bytes;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::protocol::frame::Frame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::{Data, OpCode};

/// Something to send over a WebSocket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SocketFrame {
    /// A text message.
    Text(String),
    /// A binary message.
    Binary(Bytes),
    /// A frame that claims to be text, whatever its bytes are.
    RawText(Bytes),
    /// A text message in several frames.
    Fragments(Vec<Bytes>),
    /// A close frame; the server then waits for its answer and hangs up.
    Close {
        /// Any code, proper or not.
        code: u16,
        /// At most 123 bytes.
        reason: String,
    },
}

impl SocketFrame {
    /// The messages that make it up.
    pub(super) fn messages(self) -> Vec<Message> {
        match self {
            Self::Text(text) => vec![Message::text(text)],
            Self::Binary(bytes) => vec![Message::Binary(bytes)],
            Self::RawText(bytes) => vec![piece(bytes, Data::Text, true)],
            Self::Fragments(pieces) => {
                let last = pieces.len().saturating_sub(1);
                let kind = |place| if place == 0 { Data::Text } else { Data::Continue };
                pieces
                    .into_iter()
                    .enumerate()
                    .map(|(place, bytes)| piece(bytes, kind(place), place == last))
                    .collect()
            }
            Self::Close { code, reason } => {
                vec![Message::Close(Some(CloseFrame { code: code.into(), reason: reason.into() }))]
            }
        }
    }
}

fn piece(bytes: Bytes, kind: Data, last: bool) -> Message {
    Message::Frame(Frame::message(bytes, OpCode::Data(kind), last))
}

/// Which open WebSockets are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sockets {
    /// All of them.
    All,
    /// `/ws/dashboard/`
    Dashboard,
    /// `/ws/sessions/` and `/ws/sessions/<id>/`
    Sessions,
    /// Those that hear of this session.
    Session(i64),
}

/// What a WebSocket is.
#[derive(Debug)]
pub(super) enum Place {
    Dashboard,
    /// The sessions it hears of.
    Sessions(BTreeSet<i64>),
}

impl Sockets {
    pub(super) fn mean(self, place: &Place) -> bool {
        match (self, place) {
            (Self::All, _) | (Self::Dashboard, Place::Dashboard) | (Self::Sessions, Place::Sessions(_)) => {
                true
            }
            (Self::Session(id), Place::Sessions(followed)) => followed.contains(&id),
            _ => false,
        }
    }
}
