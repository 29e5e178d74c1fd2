//! Everything that this process logs, and a search for what must not be anywhere.

use std::fmt::Debug;
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::{Layer, SubscriberExt};
use tracing_subscriber::util::SubscriberInitExt;

/// What was logged since it was begun, at the finest level that Vigie would write to its files.
#[derive(Clone, Default)]
pub struct Journal(Arc<Mutex<Vec<u8>>>);

impl Journal {
    /// The one of this process.
    pub fn begin() -> Self {
        static JOURNAL: OnceLock<Journal> = OnceLock::new();
        let begin = || {
            let journal = Self::default();
            let lines = journal.clone();
            let levels =
                Targets::new().with_default(LevelFilter::WARN).with_target("vigie", LevelFilter::TRACE);
            let layer = tracing_subscriber::fmt::layer().with_ansi(false).with_writer(move || lines.clone());
            tracing_subscriber::registry().with(layer.with_filter(levels)).init();
            journal
        };
        JOURNAL.get_or_init(begin).clone()
    }

    /// All of it.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap_or_else(PoisonError::into_inner)).into_owned()
    }

    /// Sees that none of these texts is in what was logged, in any file below this folder, or in what is shown.
    ///
    /// # Panics
    /// When one is.
    pub fn nowhere(&self, folder: &Path, shown: &impl Debug, secrets: &[&str]) {
        let (logged, shown) = (self.text(), format!("{shown:?}"));
        assert!(!logged.is_empty(), "something is logged");
        for secret in secrets {
            assert!(!logged.contains(secret), "{secret:?} is in the log: {logged}");
            assert!(!shown.contains(secret), "{secret:?} is shown: {shown}");
            not_below(folder, secret.as_bytes());
        }
    }
}

impl io::Write for Journal {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(line);
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn not_below(folder: &Path, secret: &[u8]) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            not_below(&path, secret);
        } else if let Ok(bytes) = std::fs::read(&path) {
            let found = bytes.windows(secret.len()).any(|piece| piece == secret);
            assert!(!found, "{:?} is in {}", String::from_utf8_lossy(secret), path.display());
        }
    }
}
