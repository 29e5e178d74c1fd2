//! What an address turned out to be.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Reason, ServerKind, SignIn};

/// What was found at an address, and what was seen on the way.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Detection {
    /// The base address of what was found: ends with `/`, holds no user, password or query.
    pub url: String,
    /// What it speaks; `None`: none of those known, or not sure (then `candidates` has those possible).
    pub kind: Option<ServerKind>,
    /// How it wants to be signed in to, where that was seen.
    pub sign_in: Option<SignIn>,
    /// Those that what was seen allows, likeliest first.
    pub candidates: Vec<ServerKind>,
    /// What was asked and what came back, in order.
    pub saw: Vec<Sight>,
    /// True where a password or token would cross a network in clear text.
    pub cleartext: bool,
    /// Why nothing could be asked at all.
    pub reason: Option<Reason>,
}

/// One request of a detection and its answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Sight {
    /// The path that was asked for, without query.
    pub path: String,
    /// HTTP status; `None` where there was no answer.
    pub status: Option<u16>,
    /// Content type of the answer.
    pub content_type: Option<String>,
    /// Where a redirect led, without query.
    pub location: Option<String>,
    /// The dialect that this speaks for.
    pub speaks_for: Option<ServerKind>,
}
