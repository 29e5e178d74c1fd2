//! The engine against the demo server: what a person sees when a server does this or that.

mod address;
mod connection;
mod jobs;
mod restart;
mod strangers;
