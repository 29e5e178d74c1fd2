//! Django + django-eventstream: one channel a job, the job named only by
//! which position of the event id moved.
//!
//! Facts and captures: `docs/protocols.md`, `tests/fixtures/sse-progress/`.

mod channel;
mod decode;
mod plan;
mod positions;
mod rest;

pub use channel::{Channel, event_id, is_event_id, parse_event_id};
pub use decode::{Said, decode};
pub use plan::{Plan, Step, plan};
pub use positions::{Attributed, Positions};
pub use rest::{Listing, job, listing};

/// Channels that one request may name (the library's own limit).
pub const CHANNELS_A_REQUEST: usize = 10;
/// The server says `keep-alive` after this many seconds of silence.
pub const KEEP_ALIVE_SECONDS: u64 = 20;
/// Path of the stream, below the base address.
pub const EVENTS_PATH: &str = "core/events/";
/// Path of the list of all jobs, below the base address.
pub const LIST_PATH: &str = "core/sse-progress/";
/// Path of the list of jobs that are not over.
pub const ACTIVE_PATH: &str = "core/sse-progress/active/";
/// Where the sign-in form is, when no redirect says so.
pub const LOGIN_PATH: &str = "accounts/login/";
