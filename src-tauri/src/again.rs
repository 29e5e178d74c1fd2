//! A start that met another Vigie at its very end: that one could no longer be told, and is gone in a moment.

use std::time::Duration;

use tauri::Error;

/// So long the other is given to be gone.
const PAUSE: Duration = Duration::from_millis(300);
/// So many starts follow each other: more than the two seconds that an end takes.
const STARTS: u32 = 10;
/// Tells a start how many were before it.
const BEFORE: &str = "VIGIE_STARTS_BEFORE";

/// Whether this start failed because the Vigie that runs did not take its command line.
#[must_use]
pub fn met_an_end(error: &Error) -> bool {
    matches!(error, Error::PluginInitialization(plugin, _) if plugin == "single-instance")
}

/// Starts this program once more in its own place; only returns when it cannot, or did so too often.
#[cfg(unix)]
pub fn start_again() {
    use std::os::unix::process::CommandExt;
    let before = std::env::var(BEFORE).ok().and_then(|count| count.parse().ok()).unwrap_or(0_u32);
    let Some(program) = std::env::current_exe().ok().filter(|_| before < STARTS) else { return };
    std::thread::sleep(PAUSE);
    let error = std::process::Command::new(program)
        .args(std::env::args_os().skip(1))
        .env(BEFORE, (before + 1).to_string())
        .exec();
    eprintln!("vigie: {error}");
}

/// Elsewhere the plugin waits for the other by itself.
#[cfg(not(unix))]
pub fn start_again() {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_plugin_that_speaks_to_the_other_means_another_start() {
        let failed = |plugin: &str| Error::PluginInitialization(plugin.into(), "no reply".into());
        assert!(met_an_end(&failed("single-instance")));
        assert!(!met_an_end(&failed("store")));
        assert!(!met_an_end(&Error::WindowNotFound));
    }
}
