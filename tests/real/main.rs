//! Stories with real backends.

mod accounts;
mod backends;
mod connection;
mod document;
mod jobs;
mod mishaps;
mod recorded;
mod story;
mod terminal;
mod wire;
