//! What a person may ask a server to do, where its protocol offers it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A request to a server.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ServerAction {
    /// Whether an access code opens a session.
    ValidateCode {
        /// The code as it was given out; case is the server's matter.
        code: String,
        /// The station it is entered at, where that matters.
        ip_address: Option<String>,
    },
    /// Starts a session that waits.
    StartSession {
        /// The session's id.
        session: String,
    },
}

impl std::fmt::Debug for ServerAction {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // A code is as good as a key.
        match self {
            Self::ValidateCode { .. } => f.write_str("ValidateCode"),
            Self::StartSession { session } => write!(f, "StartSession({session})"),
        }
    }
}

/// What the server said to it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ActionAnswer {
    /// Whether it said yes.
    pub accepted: bool,
    /// Its own words, where it had some.
    pub message: Option<String>,
    /// The session it is about, as a job on the board.
    pub job: Option<String>,
    /// What it told of it, as it sent it.
    #[ts(type = "{ [key in string]?: unknown }")]
    pub fields: serde_json::Map<String, serde_json::Value>,
}
