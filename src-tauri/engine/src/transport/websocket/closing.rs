//! What the end of a connection means. Pure.

use tokio_tungstenite::tungstenite::Error;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use vigie_contract::{Reason, ReasonCode};

use crate::transport::backoff::Pace;
use crate::transport::bounds::SOCKET_BUSY_LEAST;
use crate::transport::reason::{self, clean};

/// The code of a close frame that has none (RFC 6455, 7.4.1).
const NO_CODE: u16 = 1005;

/// A connection lost, or not to be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loss {
    /// Why.
    pub reason: Reason,
    /// What kind of pause follows.
    pub pace: Pace,
    /// See [`super::SocketIncident::Lost`].
    pub clean: bool,
    /// See [`super::SocketIncident::Lost`].
    pub close_code: Option<u16>,
    /// See [`super::SocketIncident::Lost`].
    pub handshake_status: Option<u16>,
}

impl Loss {
    /// For this reason, and nothing else is known.
    #[must_use]
    pub fn of(reason: Reason) -> Self {
        Self { reason, pace: Pace::Usual, clean: false, close_code: None, handshake_status: None }
    }
}

/// The server said goodbye.
#[must_use]
pub fn told(frame: Option<&CloseFrame>) -> Loss {
    let code = frame.map_or(NO_CODE, |frame| frame.code.into());
    let (reason, pace) = match code {
        1000 | 1001 | NO_CODE => (Reason::new(ReasonCode::StreamEnded), Pace::Usual),
        1012 | 1013 => {
            (Reason::new(ReasonCode::ServerBusy).with("status", code), Pace::AtLeast(SOCKET_BUSY_LEAST))
        }
        _ => {
            let words = frame.map(|frame| clean(&frame.reason)).unwrap_or_default();
            let colon = if words.is_empty() { "" } else { ": " };
            (lost(&format!("closed with code {code}{colon}{words}")), Pace::Usual)
        }
    };
    Loss { pace, clean: matches!(code, 1000 | 1001), close_code: Some(code), ..Loss::of(reason) }
}

/// The server went without saying so.
#[must_use]
pub fn without_a_word() -> Loss {
    Loss::of(lost("closed without a close frame"))
}

/// What came is no WebSocket's.
#[must_use]
pub fn broken(error: &Error) -> Loss {
    Loss::of(match error {
        Error::Utf8(_) => lost("a text that is not UTF-8"),
        _ => reason::broken(error),
    })
}

/// What to say goodbye with.
#[must_use]
pub fn code_for(error: &Error) -> CloseCode {
    match error {
        Error::Utf8(_) => CloseCode::Invalid,
        Error::Protocol(_) => CloseCode::Protocol,
        _ => CloseCode::Away,
    }
}

fn lost(detail: &str) -> Reason {
    Reason::new(ReasonCode::ConnectionLost).with("detail", clean(detail))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_code_has_its_reason() {
        for (code, reason, clean) in [
            (1000, ReasonCode::StreamEnded, true),
            (1001, ReasonCode::StreamEnded, true),
            (1002, ReasonCode::ConnectionLost, false),
            (1003, ReasonCode::ConnectionLost, false),
            (1006, ReasonCode::ConnectionLost, false),
            (1007, ReasonCode::ConnectionLost, false),
            (1008, ReasonCode::ConnectionLost, false),
            (1009, ReasonCode::ConnectionLost, false),
            (1011, ReasonCode::ConnectionLost, false),
            (1012, ReasonCode::ServerBusy, false),
            (1013, ReasonCode::ServerBusy, false),
            (4001, ReasonCode::ConnectionLost, false),
            (65535, ReasonCode::ConnectionLost, false),
        ] {
            let loss = told(Some(&CloseFrame { code: code.into(), reason: "".into() }));
            assert_eq!(
                (loss.reason.code, loss.clean, loss.close_code),
                (reason, clean, Some(code)),
                "{code}"
            );
            let busy = loss.pace == Pace::AtLeast(SOCKET_BUSY_LEAST);
            assert_eq!(busy, reason == ReasonCode::ServerBusy, "{code}");
        }
        let silent = told(None);
        assert_eq!((silent.reason.code, silent.close_code), (ReasonCode::StreamEnded, Some(1005)));
    }

    #[test]
    fn the_servers_words_are_one_bounded_line() {
        let frame = CloseFrame { code: 4001.into(), reason: format!("a\nb{}", "ä".repeat(50)).into() };
        let detail = &told(Some(&frame)).reason.args["detail"];
        assert!(detail.starts_with("closed with code 4001: a bä"), "{detail}");
    }
}
