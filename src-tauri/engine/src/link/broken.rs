//! Why a connection ended, and what is waited for before the next.

use std::time::Duration;

use tokio::time::Instant;
use url::Url;
use vigie_contract::{LinkState, Millis, Reason, ReasonCode};

use super::session::Obstacle;
use super::voice::Voice;
use crate::clock::Clock;
use crate::transport::backoff::Pace;

/// Why watching ended.
pub enum Break {
    /// The connection failed.
    Lost {
        /// Why.
        reason: Reason,
        /// How long the server asked to wait.
        retry_after: Option<Duration>,
    },
    /// The session expired; the page to sign in at, where the server named one.
    SignIn(Option<Url>),
    /// The server asked not to be called again.
    ToldToStop,
    /// The engine is gone.
    Over,
}

impl Break {
    /// The connection failed, and the server said nothing of when to come back.
    pub fn lost(reason: Reason) -> Self {
        Self::Lost { reason, retry_after: None }
    }
}

impl From<Obstacle> for Break {
    fn from(obstacle: Obstacle) -> Self {
        match obstacle {
            Obstacle::SignIn(page) => Self::SignIn(page),
            Obstacle::NotFound => Self::lost(Obstacle::NotFound.reason()),
            Obstacle::Other { reason, retry_after } => Self::Lost { reason, retry_after },
        }
    }
}

/// What to wait for before the next attempt.
pub enum Pause {
    /// A time.
    For(Duration),
    /// The person, in this state.
    ForThePerson(LinkState),
}

impl Pause {
    /// What mends this; `delay` where time may.
    pub fn after(reason: &Reason, delay: impl FnOnce() -> Duration) -> Self {
        match reason.code {
            ReasonCode::ToldToStop | ReasonCode::MappingMissing | ReasonCode::FileUnreadable => {
                Self::ForThePerson(LinkState::Stopped)
            }
            // No retry mends these, and a wrong password tried often locks the account.
            ReasonCode::SignInNeeded
            | ReasonCode::SignInRefused
            | ReasonCode::SignInFormUnknown
            | ReasonCode::SignInFormRefused
            | ReasonCode::CleartextRefused => Self::ForThePerson(LinkState::SignedOut),
            _ => Self::For(delay()),
        }
    }

    /// Tells the state and gives when the pause is over; `None`: when the person says so.
    pub async fn begin(self, voice: &mut Voice, clock: &Clock, reason: Reason) -> Option<Instant> {
        match self {
            Self::ForThePerson(state) => {
                voice.tell(state, Some(reason), None).await;
                None
            }
            Self::For(delay) => {
                voice.tell(LinkState::Waiting, Some(reason), Some(clock.now() + millis(delay))).await;
                Some(Instant::now() + delay)
            }
        }
    }
}

/// What was answered well is no event stream.
pub fn no_event_stream(status: u16, content_type: Option<&str>) -> Reason {
    let is = |what: &str| content_type.is_some_and(|said| said.contains(what));
    let found = ["html", "json"].into_iter().find(|what| is(what)).unwrap_or("other");
    Reason::new(ReasonCode::NotThisBackend).with("found", found).with("status", status)
}

/// A server that does not know what it was asked for is another than it was taken for, whoever asked.
pub fn as_found(reason: Reason) -> Reason {
    match reason.args.get("status").map(String::as_str) {
        Some("404" | "410") if reason.code == ReasonCode::HttpStatus => {
            Reason { code: ReasonCode::NotThisBackend, ..reason }.with("found", "not-found")
        }
        _ => reason,
    }
}

/// Whole milliseconds.
pub fn millis(duration: Duration) -> Millis {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

/// How soon a connection that failed so is tried again.
pub fn usual_pace(code: ReasonCode) -> Pace {
    match code {
        ReasonCode::NotThisBackend
        | ReasonCode::Forbidden
        | ReasonCode::RedirectedElsewhere
        | ReasonCode::RedirectLoop
        | ReasonCode::TooLarge
        | ReasonCode::KindUnknown => Pace::Slow,
        _ => Pace::Usual,
    }
}
