//! What criterion measured, read back from where it keeps it.

use std::path::PathBuf;
use std::sync::OnceLock;
use std::time::SystemTime;

static BEGUN: OnceLock<SystemTime> = OnceLock::new();

/// What was measured before now is of another run, and not to be compared with this one.
pub fn begin() {
    BEGUN.get_or_init(SystemTime::now);
}

/// Median time of one iteration; `None` for what this run did not measure.
pub fn nanoseconds(group: &str, name: &str) -> Option<f64> {
    let file = home().join(group).join(name).join("new/estimates.json");
    if std::fs::metadata(&file).ok()?.modified().ok()? < *BEGUN.get()? {
        return None;
    }
    let text = std::fs::read(file).ok()?;
    serde_json::from_slice::<serde_json::Value>(&text).ok()?["median"]["point_estimate"].as_f64()
}

/// Where criterion keeps what it measured.
pub fn home() -> PathBuf {
    // target/release/deps/stages-…
    let program = std::env::current_exe().expect("a running program has a path");
    program.ancestors().nth(3).expect("cargo builds in target/release/deps").join("criterion")
}
