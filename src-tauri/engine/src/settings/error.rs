//! Why the settings were not changed.

use std::io;
use std::path::PathBuf;

use vigie_contract::{Failure, FailureCode};

/// Why the settings were not changed. The file is then as it was.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// The file is broken and would be overwritten.
    #[error("{}{} cannot be read: {detail}. Correct it, then try again", file.display(), at(*line))]
    Broken {
        /// Which file.
        file: PathBuf,
        /// The line, counted from 1, where it is known.
        line: Option<usize>,
        /// What is wrong there.
        detail: String,
    },
    /// The file was written by a newer Vigie.
    #[error(
        "{} was written by a newer Vigie (version {found}, this one writes {}). Use the newer one, \
         or move the file away to begin anew", file.display(), super::VERSION
    )]
    Newer {
        /// Which file.
        file: PathBuf,
        /// Its version.
        found: i64,
    },
    /// A server with this address and user is there already.
    #[error("there is a server with this address and user already: {name}")]
    ServerExists {
        /// What it is called.
        name: String,
    },
    /// No such server (any more).
    #[error("there is no such server any more")]
    ServerUnknown,
    /// As many servers as there may be.
    #[error("there may be {} servers at most", super::MAX_SERVERS)]
    TooManyServers,
    /// A value that the file cannot hold.
    #[error("{detail}")]
    Refused {
        /// Which and why.
        detail: String,
    },
    /// A rule, or quiet hours, will not do.
    #[error("{detail}")]
    RuleRefused {
        /// What is expected.
        detail: String,
    },
    /// Another program holds the lock for longer than an edit takes.
    #[error("another program is changing {} just now. Try again", file.display())]
    Busy {
        /// The lock file.
        file: PathBuf,
    },
    /// The file could not be written.
    #[error("{}: {source}", file.display())]
    NotWritten {
        /// Which file.
        file: PathBuf,
        /// Why.
        source: io::Error,
    },
}

fn at(line: Option<usize>) -> String {
    line.map_or_else(String::new, |line| format!(", line {line},"))
}

impl SettingsError {
    /// The stable word to match on.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Broken { .. } => "settings-broken",
            Self::Newer { .. } => "settings-newer",
            Self::ServerExists { .. } => "server-exists",
            Self::ServerUnknown => "server-unknown",
            Self::TooManyServers => "too-many-servers",
            Self::Refused { .. } => "settings-refused",
            Self::RuleRefused { .. } => "rule-refused",
            Self::Busy { .. } => "settings-busy",
            Self::NotWritten { .. } => "settings-not-written",
        }
    }
}

impl From<SettingsError> for Failure {
    fn from(error: SettingsError) -> Self {
        match error {
            SettingsError::ServerExists { name } => {
                Failure::new(FailureCode::ServerExists).with("name", name)
            }
            SettingsError::ServerUnknown => Failure::new(FailureCode::ServerUnknown),
            SettingsError::RuleRefused { detail } => {
                Failure::new(FailureCode::RuleRefused).with("detail", detail)
            }
            SettingsError::NotWritten { .. } => {
                Failure::new(FailureCode::SettingsNotWritten).with("detail", error)
            }
            other => Failure::new(FailureCode::SettingsRefused).with("detail", other),
        }
    }
}
