//! The log files: what happened, without secrets and within bounds.
//!
//! One file a day, the last [`FILES`] of them, each at most [`DAY_BYTES`], in
//! the home's log folder. `VIGIE_LOG` sets how much Vigie itself says
//! (`debug`, or `vigie_engine::link=trace,info`; default `info`). Libraries
//! speak from `warn` up, whatever `VIGIE_LOG` says: at `trace`, some of them
//! print headers and cookies.

use std::io::{self, Write};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tracing::level_filters::LevelFilter;
use tracing::{Level, Metadata, Subscriber};
use tracing_appender::non_blocking::{NonBlocking, WorkerGuard};
use tracing_appender::rolling::{RollingFileAppender, Rotation};
use tracing_subscriber::filter::{EnvFilter, FilterExt, filter_fn};
use tracing_subscriber::layer::{Layer, SubscriberExt};
use tracing_subscriber::util::SubscriberInitExt;
use url::Url;

use crate::home::Home;

/// Sets how much is logged.
pub const LOG_VARIABLE: &str = "VIGIE_LOG";

/// Log files kept of each program.
pub const FILES: usize = 7;

/// Bytes logged in one day; what comes after is dropped, and the file says so.
pub const DAY_BYTES: u64 = 16 * 1024 * 1024;

/// Lines that wait for a slow disk; further ones are dropped rather than slow Vigie down.
const LINES_WAITING: usize = 8192;

/// Whose log it is: window and terminal may run at the same time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogName {
    /// The desktop application: `vigie.<date>.log`.
    Window,
    /// The command line: `terminal.<date>.log`.
    Terminal,
}

impl LogName {
    pub(crate) fn prefix(self) -> &'static str {
        // Neither is the beginning of the other: old files are found by it.
        match self {
            Self::Window => "vigie",
            Self::Terminal => "terminal",
        }
    }
}

/// Why there is no log.
#[derive(Debug, thiserror::Error)]
pub enum LogError {
    /// The file cannot be made.
    #[error("the log file cannot be made: {0}")]
    File(#[from] tracing_appender::rolling::InitError),
    /// Something logs in this process already.
    #[error("something logs in this process already")]
    Already,
}

/// Writes what is still waiting when dropped: keep it until the end of `main`.
#[must_use = "nothing is logged once it is dropped"]
pub struct LogGuard {
    /// Flushes when dropped.
    _worker: WorkerGuard,
}

impl std::fmt::Debug for LogGuard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LogGuard").finish_non_exhaustive()
    }
}

/// Logs to the home's files from now on, panics included.
///
/// # Errors
/// The file cannot be made, or something logs already. Vigie works without a log.
pub fn start(home: &Home, name: LogName) -> Result<LogGuard, LogError> {
    let said = std::env::var(LOG_VARIABLE).unwrap_or_default();
    let (subscriber, guard) = subscriber(home, name, &said)?;
    subscriber.try_init().map_err(|_| LogError::Already)?;
    log_panics();
    tracing::info!(version = env!("CARGO_PKG_VERSION"), "Vigie starts");
    Ok(guard)
}

fn subscriber(
    home: &Home,
    name: LogName,
    said: &str,
) -> Result<(impl Subscriber + Send + Sync + use<>, LogGuard), LogError> {
    let files = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix(name.prefix())
        .filename_suffix("log")
        .max_log_files(FILES)
        .build(home.log_dir())?;
    let (writer, guard) = waiting(Budgeted::new(files, DAY_BYTES));
    let chosen = EnvFilter::builder().with_default_directive(LevelFilter::INFO.into());
    let filter = chosen.parse_lossy(said).and(filter_fn(may_be_logged));
    let lines = tracing_subscriber::fmt::layer().with_ansi(false).with_writer(writer).with_filter(filter);
    Ok((tracing_subscriber::registry().with(lines), LogGuard { _worker: guard }))
}

fn waiting(to: impl Write + Send + 'static) -> (NonBlocking, WorkerGuard) {
    tracing_appender::non_blocking::NonBlockingBuilder::default()
        .buffered_lines_limit(LINES_WAITING)
        .lossy(true)
        .finish(to)
}

fn may_be_logged(metadata: &Metadata<'_>) -> bool {
    metadata.target().starts_with("vigie") || *metadata.level() <= Level::WARN
}

fn log_panics() {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let place = panic.location().map(ToString::to_string);
        let thread = std::thread::current();
        tracing::error!(
            place,
            thread = thread.name(),
            what = panic.payload_as_str().unwrap_or("no text"),
            "panic"
        );
        before(panic);
    }));
}

/// A writer that stops for the day when the day's bytes are used up.
struct Budgeted<W> {
    to: W,
    limit: u64,
    day: u64,
    used: u64,
    full: bool,
}

impl<W: Write> Budgeted<W> {
    fn new(to: W, limit: u64) -> Self {
        Self { to, limit, day: 0, used: 0, full: false }
    }

    fn write_on(&mut self, day: u64, line: &[u8]) -> io::Result<()> {
        if day != self.day {
            (self.day, self.used, self.full) = (day, 0, false);
        }
        if self.full {
            return Ok(());
        }
        self.used = self.used.saturating_add(line.len() as u64);
        if self.used > self.limit {
            self.full = true;
            return self
                .to
                .write_all(b"The log of this day is full: nothing more is written until tomorrow.\n");
        }
        self.to.write_all(line)
    }
}

impl<W: Write> Write for Budgeted<W> {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        // Days in UTC, as the file names have them.
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO);
        self.write_on(since.as_secs() / 86_400, line)?;
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

/// A URL as it may be logged or shown in an error: without user and fragment, and of the query the keys only.
#[must_use]
pub fn redact_url(url: &Url) -> String {
    let mut shown = url.clone();
    // Addresses without a host have no user either.
    let _ = shown.set_username("");
    let _ = shown.set_password(None);
    shown.set_fragment(None);
    shown.set_query(None);
    let mut text = shown.to_string();
    for (at, pair) in url.query().into_iter().flat_map(|query| query.split('&')).enumerate() {
        text.push(if at == 0 { '?' } else { '&' });
        // Without a `=` it may be a bare token: it is a value.
        if let Some((key, _)) = pair.split_once('=') {
            text.push_str(key);
            text.push('=');
        }
        text.push('•');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_are_logged_without_what_signs_in() {
        for (url, shown) in [
            ("https://heron.example/a/", "https://heron.example/a/"),
            ("https://ana:geheim@heron.example:81/a", "https://heron.example:81/a"),
            ("https://heron.example/?token=geheim&channel=x", "https://heron.example/?token=•&channel=•"),
            ("https://heron.example/?geheim", "https://heron.example/?•"),
            ("https://heron.example/?a=ge=heim#geheim", "https://heron.example/?a=•"),
            ("mailto:x@heron.example", "mailto:x@heron.example"),
        ] {
            assert_eq!(redact_url(&Url::parse(url).unwrap()), shown);
        }
    }

    fn log_of(home: &Home, name: LogName) -> String {
        let files = std::fs::read_dir(home.log_dir()).unwrap().map(|e| e.unwrap().path());
        let ours = files.filter(|f| f.file_name().unwrap().to_str().unwrap().starts_with(name.prefix()));
        ours.map(|f| std::fs::read_to_string(f).unwrap()).collect()
    }

    #[test]
    fn vigie_is_heard_at_its_level_and_libraries_only_when_they_warn() {
        let place = tempfile::tempdir().unwrap();
        let home = Home::at(place.path()).unwrap();
        let (subscriber, guard) = subscriber(&home, LogName::Window, "trace").unwrap();
        tracing::subscriber::with_default(subscriber, || {
            tracing::trace!("a heron was seen");
            tracing::trace!(target: "h2::frame", "cookie: sessionid=geheim");
            tracing::warn!(target: "h2::frame", "the connection is odd");
        });
        drop(guard);
        let log = log_of(&home, LogName::Window);
        assert!(log.contains("a heron was seen") && log.contains("the connection is odd"), "{log}");
        assert!(!log.contains("geheim"), "{log}");
        assert!(!log.contains('\u{1b}'), "no colours in a file");
    }

    #[test]
    fn by_default_and_with_a_setting_that_makes_no_sense_it_is_info() {
        for said in ["", "=nonsense="] {
            let place = tempfile::tempdir().unwrap();
            let home = Home::at(place.path()).unwrap();
            let (subscriber, guard) = subscriber(&home, LogName::Terminal, said).unwrap();
            tracing::subscriber::with_default(subscriber, || {
                tracing::info!("landed");
                tracing::debug!("wing beat");
            });
            drop(guard);
            let log = log_of(&home, LogName::Terminal);
            assert!(log.contains("landed") && !log.contains("wing beat"), "{said:?}: {log}");
        }
    }

    #[test]
    fn a_panic_leaves_its_place_in_the_log() {
        let place = tempfile::tempdir().unwrap();
        let home = Home::at(place.path()).unwrap();
        let guard = start(&home, LogName::Window).unwrap();
        std::thread::Builder::new().name("heron".into()).spawn(|| panic!("ice")).unwrap().join().unwrap_err();
        drop(guard);
        let log = log_of(&home, LogName::Window);
        assert!(log.contains("Vigie starts") && log.contains("ice"), "{log}");
        assert!(log.contains("heron") && log.contains("logs.rs:"), "{log}");
    }

    #[test]
    fn old_files_go_and_those_of_the_other_program_stay() {
        let place = tempfile::tempdir().unwrap();
        let home = Home::at(place.path()).unwrap();
        for day in 1..=20 {
            std::fs::write(home.log_dir().join(format!("vigie.2020-01-{day:02}.log")), "old").unwrap();
        }
        std::fs::write(home.log_dir().join("terminal.2020-01-01.log"), "other").unwrap();
        drop(subscriber(&home, LogName::Window, "").unwrap());
        assert_eq!(std::fs::read_dir(home.log_dir()).unwrap().count(), FILES + 1);
        assert_eq!(log_of(&home, LogName::Terminal), "other");
    }

    #[test]
    fn a_flood_stops_at_the_days_budget_and_the_next_day_begins_anew() {
        let mut writer = Budgeted::new(Vec::new(), 10);
        for line in ["aaaaaa\n", "bbbbbb\n", "cccccc\n"] {
            writer.write_on(1, line.as_bytes()).unwrap();
        }
        writer.write_on(2, b"dddddd\n").unwrap();
        let text = String::from_utf8(writer.to).unwrap();
        assert!(text.starts_with("aaaaaa\nThe log of this day is full"), "{text}");
        assert_eq!(text.matches("full").count(), 1, "said once: {text}");
        assert!(text.ends_with("\ndddddd\n") && !text.contains('b'), "{text}");
    }
}
