//! What crosses between the engine and whoever shows it (window, tray,
//! terminal): plain data, no I/O.
//!
//! Conventions, held by the types and by `bindings.rs`'s test:
//! ids are strings; a time is a number of milliseconds since the Unix epoch;
//! a duration is a number of milliseconds; **unknown is `None`, never zero**;
//! text that came from a server is plain text, shown as such.
#![warn(missing_docs)]

mod action;
mod command;
mod detection;
mod failure;
mod feed;
mod history;
mod inspector;
mod job;
mod notice;
mod preferences;
mod reason;
mod record;
mod rules;
mod server;
mod stats;

pub use action::{ActionAnswer, ServerAction};
pub use command::COMMANDS;
pub use detection::{Detection, Sight};
pub use failure::{Failure, FailureCode};
pub use feed::{Frame, JobRef, Snapshot, Trouble, TroubleCode};
pub use history::{Digest, ExportFormat, HistoryOutcome, HistoryPage, HistoryQuery, HistoryRow, Usual};
pub use inspector::{
    DiagnosticsFile, Exchange, ImportReport, LinkMoment, Offer, SavedFile, ServerPage, WireFrame,
};
pub use job::{Job, JobEvent, JobEventKind, JobState, JobUnit};
pub use notice::{Notice, NoticeKind, NoticePage};
pub use preferences::{Closing, Density, Grouping, Language, Preferences, Theme, TimeFormat};
pub use reason::{Reason, ReasonCode};
pub use record::{Gap, Record, RecordAction, RecordRef, RecordTable};
pub use rules::{AlertRules, DryRun, QuietHours, QuietSpan, Rule, RuleScope, Sound, Telling, WarningRule};
pub use server::{LinkState, SecretPlace, Server, ServerDraft, ServerKind, SignIn, TestReport};
pub use stats::{StatSeries, StatSpan, Stats};

/// Milliseconds since the Unix epoch (a time) or a number of milliseconds (a duration).
pub type Millis = u64;

pub mod bindings;
