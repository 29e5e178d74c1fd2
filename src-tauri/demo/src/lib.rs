//! An embedded server that speaks like the watched backends, byte for byte as captured (`tests/fixtures`), with
//! things that happen by themselves and with faults on demand.
//!
//! One listener speaks five dialects, each under its own path ([`Dialect`], [`Demo::servers`]). It uses nothing of
//! the engine, so that engine and demo cannot agree on the same mistake.

mod accounts;
mod audience;
mod builder;
mod casing;
mod clock;
mod counters;
mod demo;
mod dialect;
mod door;
mod estimates;
mod faults;
mod gate;
mod handle;
mod http;
mod json;
mod postes;
mod rhythm;
mod rooms;
mod scenario;
mod servers;
mod shared;
mod solilms;
mod soniquebay;
mod spec;
mod trouble;
mod world;

pub use accounts::{Account, Users};
pub use builder::{Builder, StartError};
pub use clock::Pace;
pub use counters::{Counters, DialectCounters, Route};
pub use demo::Demo;
pub use dialect::{Dialect, UnknownDialect};
pub use estimates::{Estimate, Estimates, Project};
pub use faults::{Cut, Faults, Scope, Unavailable};
pub use handle::JobHandle;
pub use postes::{Postes, SessionSpec, SessionStatus, SocketFrame, Sockets};
pub use rhythm::Rhythm;
pub use scenario::{Scenario, UnknownScenario};
pub use servers::{Entrance, Server};
pub use solilms::{Notification, Solilms};
pub use soniquebay::Soniquebay;
pub use spec::{JobSpec, Texts};
pub use trouble::{Refused, Trouble};
pub use world::{Limits, Status};
