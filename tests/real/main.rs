//! Stories with real backends.

mod document;
mod mishaps;
mod recorded;
mod wire;
