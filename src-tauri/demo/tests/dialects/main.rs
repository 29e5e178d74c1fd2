//! The dialects beside sse-progress, against what real servers sent and with everything that can go wrong.

#![allow(clippy::unwrap_used, reason = "in a test, a surprise is a failure")]

#[allow(dead_code, reason = "each test file uses its part of it")]
#[path = "../wire/mod.rs"]
mod wire;

mod capture;
mod estimates;
mod everyday;
mod postes;
mod postes_trouble;
mod servers;
mod socket;
mod solilms;
mod soniquebay;
mod trouble;
