//! What is told of, how loudly, and when it is quiet.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

use crate::NoticeKind;

/// What a rule is about. The nearest wins, setting by setting: everything, server, kind of job on every server,
/// kind of job on one server, job.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(tag = "of", rename_all = "snake_case")]
pub enum RuleScope {
    /// Everything.
    Everything,
    /// All of one server.
    Server {
        /// The server's id in Vigie.
        server: String,
    },
    /// A kind of job.
    Kind {
        /// On this server; `None`: on every one.
        server: Option<String>,
        /// As the server names it.
        kind: String,
    },
    /// One job, in all of its runs.
    Job {
        /// The server's id in Vigie.
        server: String,
        /// The job's id.
        id: String,
    },
}

/// Where a kind of event is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
pub struct Telling {
    /// In the bell.
    pub bell: bool,
    /// On the desktop.
    pub desktop: bool,
    /// With a sound, where sounds are on.
    pub sound: bool,
}

impl Telling {
    /// What holds where no rule says anything: all in the bell and on the desktop, but for what is slow; a sound
    /// for ends and warnings.
    #[must_use]
    pub fn of(kind: NoticeKind) -> Self {
        use NoticeKind as Is;
        Self {
            bell: kind != Is::Longer,
            desktop: kind != Is::Longer,
            sound: matches!(kind, Is::Completed | Is::Failed | Is::Warning | Is::Unreachable),
        }
    }
}

/// Which warnings of a run are told.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "when", rename_all = "snake_case")]
pub enum WarningRule {
    /// The 1st, 10th, 100th …
    #[default]
    Milestones,
    /// The first only.
    First,
    /// Every nth, from 1.
    Every {
        /// Which.
        nth: u32,
    },
    /// Once, when more than so many percent of what was done failed.
    Above {
        /// 0–100.
        percent: f64,
    },
}

/// What the person settled for one scope. `None` and what is not in `events` is left to the scope around it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Rule {
    /// What it is about.
    pub scope: RuleScope,
    /// By kind of event.
    #[serde(default)]
    pub events: BTreeMap<NoticeKind, Telling>,
    /// Neither desktop nor sound, whatever `events` say; the bell has it, as read.
    #[serde(default)]
    pub muted: Option<bool>,
    /// Every end is told on the desktop, whatever muting, duration and quiet hours say.
    #[serde(default)]
    pub watched: Option<bool>,
    /// Only jobs whose owner is who is signed in there, where the server tells owners.
    #[serde(default)]
    pub only_mine: Option<bool>,
    /// A good end of a shorter job is neither shown on the desktop nor heard.
    #[serde(default)]
    pub at_least_seconds: Option<u32>,
    /// Which warnings.
    #[serde(default)]
    pub warnings: Option<WarningRule>,
}

impl Rule {
    /// One that settles nothing yet.
    #[must_use]
    pub fn of(scope: RuleScope) -> Self {
        Self {
            scope,
            events: BTreeMap::new(),
            muted: None,
            watched: None,
            only_mine: None,
            at_least_seconds: None,
            warnings: None,
        }
    }

    /// True when it settles nothing: it need not be kept.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::of(self.scope.clone())
    }
}

/// A time of quiet that comes every week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct QuietSpan {
    /// The days it begins on, Monday is 1 and Sunday 7.
    pub days: Vec<u8>,
    /// Minute of the day it begins at, local time, 0–1439.
    pub from: u16,
    /// Minute it ends at; one that is not later than `from` is of the next day.
    pub to: u16,
}

/// When it is quiet: no desktop alerts and no sounds. The bell goes on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct QuietHours {
    /// Whether they hold.
    pub on: bool,
    /// When, at most [`QuietHours::SPANS`].
    pub spans: Vec<QuietSpan>,
    /// Failures and servers that are not reached are told all the same.
    pub failures_come_through: bool,
}

impl QuietHours {
    /// How many spans there may be.
    pub const SPANS: usize = 14;
}

/// Everything settled about alerts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct AlertRules {
    /// At most one of each scope.
    pub rules: Vec<Rule>,
    /// When it is quiet.
    pub quiet: QuietHours,
    /// While the desktop says "do not disturb", Vigie is quiet as well.
    pub respect_do_not_disturb: bool,
    /// Whether sounds are heard at all.
    pub sounds: bool,
}

impl AlertRules {
    /// How many rules there may be.
    pub const MOST: usize = 2_000;
}

impl Default for AlertRules {
    fn default() -> Self {
        Self { rules: Vec::new(), quiet: QuietHours::default(), respect_do_not_disturb: true, sounds: false }
    }
}

/// What rules would have done with what the bell holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DryRun {
    /// So many days were looked at.
    pub days: u32,
    /// Notices in them.
    pub considered: u32,
    /// Would be in the bell.
    pub bell: u32,
    /// Would have been shown on the desktop.
    pub desktop: u32,
    /// Would have been heard.
    pub sound: u32,
    /// Held back by quiet hours, of those that the rules would show.
    pub quiet: u32,
    /// Shown on the desktop, by kind.
    pub by_kind: BTreeMap<NoticeKind, u32>,
}

/// The sounds there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Sound {
    /// Something ended well.
    Done,
    /// Something failed.
    Failed,
    /// Something wants attention.
    Attention,
}

impl Sound {
    /// All of them.
    pub const ALL: &[Self] = &[Self::Done, Self::Failed, Self::Attention];

    /// The one for a notice.
    #[must_use]
    pub fn of(kind: NoticeKind) -> Self {
        match kind {
            NoticeKind::Completed | NoticeKind::Restored => Self::Done,
            NoticeKind::Failed | NoticeKind::Vanished | NoticeKind::Unreachable => Self::Failed,
            NoticeKind::Warning
            | NoticeKind::Stalled
            | NoticeKind::SignedOut
            | NoticeKind::Message
            | NoticeKind::Record
            | NoticeKind::Backlog
            | NoticeKind::Longer => Self::Attention,
        }
    }
}
