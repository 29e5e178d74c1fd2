//! What the whole-product tests stand on: real backends, a private desktop, a line that can be cut.
//!
//! Everything started here ends with the value that holds it, and never touches the real desktop, keyring or
//! settings of the person who runs the tests.

mod alerts;
mod backends;
mod console;
mod desktop;
mod journal;
mod keyring;
pub mod odd;
mod processes;
mod program;
mod relay;
pub mod secure;
mod supervisor;
mod tray;
mod wait;
mod watched;
mod window;

pub use alerts::Alert;
pub use backends::{
    DjangoBackend, EstimatesBackend, EstimatesOptions, Job, Nginx, Options, Passing, PostesBackend,
    PostesOptions, Redis, Scan, Server, SoliLmsBackend, SoliLmsOptions, SoniqueBayBackend,
};
pub use desktop::Desktop;
pub use journal::Journal;
pub use keyring::Secret;
pub use program::Program;
pub use relay::Relay;
pub use tray::{TrayHost, TrayItem};
pub use wait::{PATIENCE, eventually};
pub use watched::{Watched, draft, write_settings};
pub use window::{VigieOptions, Window};

use std::path::{Path, PathBuf};

/// The repository's top folder.
pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ lies in the repository")
}

/// Where programs built by this workspace lie: beside the running test.
pub fn built(program: &str) -> PathBuf {
    let test = std::env::current_exe().expect("a running test has a path");
    let deps = test.parent().expect("a test lies in deps/");
    deps.parent().expect("deps/ lies in the profile's folder").join(program)
}
