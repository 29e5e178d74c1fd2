//! The five ways to speak, each at its own address.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A kind of backend that the demo speaks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Dialect {
    /// Django with django-eventstream: jobs. At the root.
    SseProgress,
    /// FastAPI and Redis: scans of a music library, under `/soniquebay`.
    Soniquebay,
    /// Django behind gunicorn: estimates and projects, under `/estimates`.
    Estimates,
    /// Django Channels behind Daphne: workstations and their sessions, under `/postes`.
    Postes,
    /// Laravel: notifications and records of a school, under `/solilms`.
    Solilms,
}

/// There is no dialect of that name.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("no dialect is called {0:?}; there are sse-progress, soniquebay, estimates, postes and solilms")]
pub struct UnknownDialect(String);

impl Dialect {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::SseProgress, Self::Soniquebay, Self::Estimates, Self::Postes, Self::Solilms];

    /// Its name in lists and arguments.
    pub fn word(self) -> &'static str {
        match self {
            Self::SseProgress => "sse-progress",
            Self::Soniquebay => "soniquebay",
            Self::Estimates => "estimates",
            Self::Postes => "postes",
            Self::Solilms => "solilms",
        }
    }

    /// Where it begins, without a slash at the end; empty for the one at the root.
    pub fn prefix(self) -> &'static str {
        match self {
            Self::SseProgress => "",
            Self::Soniquebay => "/soniquebay",
            Self::Estimates => "/estimates",
            Self::Postes => "/postes",
            Self::Solilms => "/solilms",
        }
    }

    /// Whether a path (with or without the prefix) is one that stays open.
    pub(crate) fn is_stream(self, path: &str) -> bool {
        let path = path.strip_prefix(self.prefix()).unwrap_or(path);
        match self {
            Self::SseProgress => path == "/core/events/",
            Self::Soniquebay => path == "/api/events",
            Self::Estimates => path == "/api/v1/sse/events/",
            Self::Postes => path.starts_with("/ws/"),
            Self::Solilms => path == "/stream/app",
        }
    }

    /// Whether a path is where one signs in.
    pub(crate) fn is_login(self, path: &str) -> bool {
        let path = path.strip_prefix(self.prefix()).unwrap_or(path);
        match self {
            Self::SseProgress => path == "/accounts/login/",
            Self::Postes => path == "/api/auth/login/",
            Self::Solilms => path == "/login",
            Self::Soniquebay | Self::Estimates => false,
        }
    }
}

impl fmt::Display for Dialect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for Dialect {
    type Err = UnknownDialect;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|dialect| dialect.word() == word)
            .ok_or_else(|| UnknownDialect(word.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_read_back() {
        for dialect in Dialect::ALL {
            assert_eq!(dialect.word().parse(), Ok(dialect));
            assert_eq!(serde_json::to_value(dialect).unwrap(), dialect.word());
        }
        assert!("sse".parse::<Dialect>().is_err());
    }
}
