//! The whole pipe over loopback: what the engine costs beside a client that only counts bytes, and what it holds.
//!
//! This process is the server and the clock; each client is this program again, alone in its process, so that its
//! time and memory are its own.
#![allow(clippy::unwrap_used, reason = "a measurement that cannot be made ends")]

#[path = "../shared/backend.rs"]
mod backend;
mod client;
mod flood;
#[path = "../shared/goal.rs"]
mod goal;
mod memory;
mod process;
mod server;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["count", url, bytes] => client::count(url, bytes.parse().unwrap()),
        ["watch", url, jobs, last] => client::watch(url, jobs.parse().unwrap(), last.parse().unwrap()),
        // `cargo bench` says `--bench`; `cargo test` does not, and there is nothing to test here.
        _ if words.contains(&"--bench") => {
            flood::measure();
            memory::measure();
        }
        _ => {}
    }
}
