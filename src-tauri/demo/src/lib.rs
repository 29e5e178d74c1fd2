//! An embedded server that speaks like a watched backend, byte for byte as captured
//! (`tests/fixtures/sse-progress`), with scripted jobs and with faults on demand.
//!
//! It uses nothing of the engine, so that engine and demo cannot agree on the same mistake.

mod accounts;
mod builder;
mod casing;
mod clock;
mod counters;
mod demo;
mod door;
mod faults;
mod handle;
mod http;
mod json;
mod scenario;
mod shared;
mod spec;
mod world;

pub use accounts::{Account, Users};
pub use builder::{Builder, StartError};
pub use clock::Pace;
pub use counters::{Counters, Route};
pub use demo::Demo;
pub use faults::{Cut, Faults, Scope, Unavailable};
pub use handle::JobHandle;
pub use scenario::{Scenario, UnknownScenario};
pub use spec::{JobSpec, Texts};
pub use world::{Limits, Status};
