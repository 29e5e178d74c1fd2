//! Why a command could not be carried out.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

use crate::{Reason, ReasonCode};

/// Codes of failures that are not reasons of a connection. Words: `failure-<code>` in the locale files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum FailureCode {
    /// The address is empty.
    AddressEmpty,
    /// The address cannot be read as one (`detail`).
    AddressInvalid,
    /// A scheme other than http or https (`scheme`).
    AddressScheme,
    /// A server with this address and user is there already (`name`).
    ServerExists,
    /// No such server (any more).
    ServerUnknown,
    /// No such job (any more).
    JobUnknown,
    /// The server said no, in its own words (`detail`).
    ServerSaid,
    /// The connection would not do it; see `reason`.
    Connection,
    /// The settings file could not be written (`detail`).
    SettingsNotWritten,
    /// The settings were left as they are: the file is broken or newer, or the value will not do (`detail`).
    SettingsRefused,
    /// The store could not be read or written (`detail`).
    StoreTrouble,
    /// Only http and https links are opened.
    LinkRefused,
    /// This kind of server does no such thing.
    NotOffered,
    /// A kind, sign-in or other word that Vigie does not know (`value`, `known`).
    ValueUnknown,
    /// A rule, or quiet hours, will not do (`detail`).
    RuleRefused,
    /// The file is none that Vigie exported, or of a newer Vigie (`detail`).
    ImportUnreadable,
    /// A file could not be written (`file`, `detail`).
    FileNotWritten,
    /// The desktop would not do it (`detail`).
    DesktopRefused,
    /// Vigie is shutting down.
    Stopping,
    /// Something that should not happen (`detail`); it is in the log.
    Internal,
}

impl FailureCode {
    /// All of them.
    pub const ALL: &[Self] = &[
        Self::AddressEmpty,
        Self::AddressInvalid,
        Self::AddressScheme,
        Self::ServerExists,
        Self::ServerUnknown,
        Self::JobUnknown,
        Self::ServerSaid,
        Self::Connection,
        Self::SettingsNotWritten,
        Self::SettingsRefused,
        Self::StoreTrouble,
        Self::LinkRefused,
        Self::NotOffered,
        Self::ValueUnknown,
        Self::RuleRefused,
        Self::ImportUnreadable,
        Self::FileNotWritten,
        Self::DesktopRefused,
        Self::Stopping,
        Self::Internal,
    ];

    /// The stable word, as in the locale files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AddressEmpty => "address-empty",
            Self::AddressInvalid => "address-invalid",
            Self::AddressScheme => "address-scheme",
            Self::ServerExists => "server-exists",
            Self::ServerUnknown => "server-unknown",
            Self::JobUnknown => "job-unknown",
            Self::ServerSaid => "server-said",
            Self::Connection => "connection",
            Self::SettingsNotWritten => "settings-not-written",
            Self::SettingsRefused => "settings-refused",
            Self::StoreTrouble => "store-trouble",
            Self::LinkRefused => "link-refused",
            Self::NotOffered => "not-offered",
            Self::ValueUnknown => "value-unknown",
            Self::RuleRefused => "rule-refused",
            Self::ImportUnreadable => "import-unreadable",
            Self::FileNotWritten => "file-not-written",
            Self::DesktopRefused => "desktop-refused",
            Self::Stopping => "stopping",
            Self::Internal => "internal",
        }
    }
}

/// A failure with a code to match on and what fills its sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Failure {
    /// Which sentence.
    pub code: FailureCode,
    /// For `connection`: why.
    pub reason: Option<Reason>,
    /// What fills the sentence's places; never a secret.
    pub args: BTreeMap<String, String>,
}

impl Failure {
    /// A failure without arguments.
    #[must_use]
    pub fn new(code: FailureCode) -> Self {
        Self { code, reason: None, args: BTreeMap::new() }
    }

    /// The same with one more argument.
    #[must_use]
    #[allow(clippy::needless_pass_by_value, reason = "numbers and texts read better without an `&`")]
    pub fn with(mut self, key: &str, value: impl ToString) -> Self {
        self.args.insert(key.to_owned(), value.to_string());
        self
    }

    /// A failure of the connection.
    #[must_use]
    pub fn connection(reason: Reason) -> Self {
        Self { code: FailureCode::Connection, reason: Some(reason), args: BTreeMap::new() }
    }

    /// The reason's code, for failures of the connection.
    #[must_use]
    pub fn reason_code(&self) -> Option<ReasonCode> {
        self.reason.as_ref().map(|r| r.code)
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.reason {
            Some(reason) => write!(f, "{} ({})", self.code.as_str(), reason.code.as_str()),
            None => f.write_str(self.code.as_str()),
        }
    }
}

impl std::error::Error for Failure {}
