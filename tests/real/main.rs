//! Stories with real backends.

mod accounts;
mod connection;
mod document;
mod jobs;
mod mishaps;
mod recorded;
mod story;
mod terminal;
mod wire;
