//! What is asked of an address to find out what it speaks: one question each, and nothing that changes anything.

use vigie_contract::ServerKind;

/// One question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    /// The jobs of sse-progress.
    Jobs,
    /// Its stream, which says itself what it refuses.
    Events,
    /// The stream of soniquebay.
    Scans,
    /// The stream of estimates.
    Estimates,
    /// The WebSocket of postes.
    Dashboard,
    /// The statistics of postes.
    Stats,
    /// The stream of solilms.
    Stream,
    /// The address itself.
    Front,
}

impl Question {
    /// All of them, in the order of being shown.
    pub const ALL: [Self; 8] = [
        Self::Front,
        Self::Jobs,
        Self::Events,
        Self::Scans,
        Self::Estimates,
        Self::Dashboard,
        Self::Stats,
        Self::Stream,
    ];

    /// The kind of server that has this.
    #[must_use]
    pub fn kind(self) -> Option<ServerKind> {
        match self {
            Self::Jobs | Self::Events => Some(ServerKind::SseProgress),
            Self::Scans => Some(ServerKind::SoniqueBay),
            Self::Estimates => Some(ServerKind::Estimates),
            Self::Dashboard | Self::Stats => Some(ServerKind::Postes),
            Self::Stream => Some(ServerKind::SoliLms),
            Self::Front => None,
        }
    }

    /// Its path below the base, without a leading slash.
    #[must_use]
    pub fn path(self) -> &'static str {
        match self {
            Self::Jobs => "core/sse-progress/active/",
            Self::Events => "core/events/",
            Self::Scans => "api/events",
            Self::Estimates => "api/v1/sse/events/",
            Self::Dashboard => "ws/dashboard/",
            Self::Stats => "api/dashboard/stats/",
            Self::Stream => "stream/app",
            Self::Front => "",
        }
    }

    /// Its query.
    #[must_use]
    pub fn query(self) -> Option<&'static str> {
        match self {
            // One that no job has.
            Self::Events => Some("channel=progress-0"),
            // Nothing of the backlog.
            Self::Stream => Some("last_id=9007199254740991"),
            _ => None,
        }
    }

    /// What is said to be wanted.
    #[must_use]
    pub fn accept(self) -> &'static str {
        match self {
            Self::Jobs | Self::Stats => "application/json",
            Self::Events | Self::Scans | Self::Estimates | Self::Stream => "text/event-stream",
            Self::Dashboard => "*/*",
            Self::Front => "text/html,*/*;q=0.5",
        }
    }
}
