//! `vigiectl` as a process, against the embedded demo server.

mod alone;
mod ctl;
mod servers;
mod watch;
