//! Stories with real backends.

mod accounts;
mod backends;
mod buffering;
mod connection;
mod custom;
mod document;
mod estimates;
mod found;
mod jobs;
mod mishaps;
mod postes;
mod recorded;
mod solilms;
mod soniquebay;
mod story;
mod terminal;
mod together;
mod wire;
