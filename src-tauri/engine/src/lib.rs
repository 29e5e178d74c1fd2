//! Everything of Vigie that watches; no display, no Tauri.
//!
//! Bytes come in from each server ([`transport`]), become frames, become
//! updates ([`dialect`]), change the [`board`], and the changes go out to
//! whoever subscribed ([`engine`]) and through [`notices`] into the [`store`].
#![warn(missing_docs)]

pub mod address;
pub mod board;
pub mod clock;
pub mod dialect;
pub mod engine;
pub mod home;
pub mod inspector;
pub mod link;
pub mod logs;
pub mod mask;
pub mod notices;
pub mod records;
pub mod rules;
pub mod secrets;
pub mod settings;
pub mod stats;
pub mod store;
pub mod transport;
pub mod update;
pub mod usual;

pub use engine::Engine;
