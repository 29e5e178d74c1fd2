//! The transport as its callers see it: the standard's cases, any bytes, and real sockets.

mod any_bytes;
mod cases;
mod reading;
mod server;
mod standard;
mod subscription;
