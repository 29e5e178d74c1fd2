//! The real systems, as a test holds them: each with its own framework, in a private folder, on a free port.

mod estimates;
mod nginx;
mod postes;
mod redis;
mod server;
mod solilms;
mod soniquebay;
mod sse_progress;

pub use estimates::{EstimatesBackend, EstimatesOptions};
pub use nginx::{Nginx, Passing};
pub use postes::{PostesBackend, PostesOptions};
pub use redis::Redis;
pub use server::Server;
pub use solilms::{SoliLmsBackend, SoliLmsOptions};
pub use soniquebay::{Scan, SoniqueBayBackend};
pub use sse_progress::{DjangoBackend, Job, Options};
