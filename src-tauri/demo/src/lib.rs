//! An embedded server that speaks like the watched backends, byte for byte as captured (`tests/fixtures`), with
//! things that happen by themselves and with faults on demand.
//!
//! One listener speaks five dialects, each under its own path ([`Dialect`], [`Demo::servers`]). It uses nothing of
//! the engine, so that engine and demo cannot agree on the same mistake.
//!
//! | dialect | addresses | in hand | in |
//! | --- | --- | --- | --- |
//! | sse-progress | `/core/events/`, `/core/sse-progress/…`, `/accounts/login/` | [`JobHandle`], [`Faults`] | as [`Users`] say |
//! | soniquebay | `/soniquebay/api/events` | [`Soniquebay`] | anyone |
//! | estimates | `/estimates/api/v1/sse/events/?token=`, `…/stats/` | [`Estimates`] | [`Estimates::MANAGER_TOKEN`] |
//! | postes | `/postes/ws/dashboard/`, `/postes/ws/sessions/`, `…/<id>/`, `/postes/api/…` | [`Postes`] | [`Postes::USER`] |
//! | solilms | `/solilms/stream/app?last_id=`, `/solilms/login` | [`Solilms`] | [`Solilms::EMAIL`] |
//!
//! What can be wrong with any of them is a [`Trouble`]; what each has seen is in [`Counters::of`]; how often they
//! speak by themselves is a [`Rhythm`]. Things happen by themselves in [`Scenario::Lifelike`].
//!
//! Nothing was recorded of some answers, so these are chosen: of postes, 401 for a wrong password, 403 for REST
//! without a session and the envelope of `/postes/api/sessions/` (`count`, `next`, `previous`, `results`); of
//! solilms, the pages of errors and the first page; of all, what is not found.

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
