//! What goes wrong, on demand.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::world::Fate;

/// Which requests a fault hits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Every request (but those of the demo's own control).
    #[default]
    All,
    /// What stays open: `/core/events/` and its like.
    Streams,
    /// Everything but the streams.
    Rest,
}

impl Scope {
    pub(crate) fn hits(self, stream: bool) -> bool {
        match self {
            Self::All => true,
            Self::Streams => stream,
            Self::Rest => !stream,
        }
    }
}

/// 503 instead of an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Unavailable {
    /// Which requests.
    pub scope: Scope,
    /// `Retry-After`, in seconds.
    pub retry_after_s: Option<u64>,
}

/// What is wrong until it is set right again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Faults {
    /// Streams that are open, or opened meanwhile, get keep-alives and no events: for good, as when the
    /// backend's Redis has been away. REST goes on.
    pub deaf: bool,
    /// 503.
    pub unavailable: Option<Unavailable>,
    /// Connections are accepted and requests never answered.
    pub silent: Option<Scope>,
    /// Streams answer with what there is and end, as a GRIP set-up without its proxy.
    pub finite: bool,
    /// REST answers come so much later.
    pub rest_delay_ms: u64,
    /// Jobs that the lists leave out.
    pub omitted: Vec<String>,
    /// A replay is sent twice over, stepping back, as when events come in while the backend reads.
    pub repeat_replay: bool,
    /// An unknown job is an HTML page, not JSON.
    pub not_found_page: bool,
}

impl Faults {
    pub(crate) fn unavailable(&self, stream: bool) -> Option<&Unavailable> {
        self.unavailable.as_ref().filter(|fault| fault.scope.hits(stream))
    }

    pub(crate) fn is_silent(&self, stream: bool) -> bool {
        self.silent.is_some_and(|scope| scope.hits(stream))
    }

    pub(crate) fn rest_delay(&self) -> Duration {
        Duration::from_millis(self.rest_delay_ms)
    }
}

/// How a stream is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cut {
    /// A proper end.
    Clean,
    /// The chunked body breaks off.
    Broken,
}

impl From<Cut> for Fate {
    fn from(cut: Cut) -> Self {
        match cut {
            Cut::Clean => Self::Ended,
            Cut::Broken => Self::Broken,
        }
    }
}

/// Body of `POST /_demo/faults`: what to set for good, and what to do once.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct FaultOrder {
    pub(crate) set: Option<Faults>,
    pub(crate) cut: Option<Cut>,
    pub(crate) refuse_ms: Option<u64>,
    pub(crate) restart_ms: Option<u64>,
    pub(crate) drop_sessions: bool,
    pub(crate) trim_history: bool,
}
