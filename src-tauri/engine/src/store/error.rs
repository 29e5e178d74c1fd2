//! Why the store could not do it.

use rusqlite::{ErrorCode, ffi};
use vigie_contract::{Failure, FailureCode, Trouble, TroubleCode};

/// A failure of the store. The words hold no SQL and no path; SQLite's own go to the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// No room left.
    #[error("the disk is full")]
    Full,
    /// Another process held the file for longer than Vigie waits.
    #[error("another program is using the file")]
    Busy,
    /// The file or its folder may not be written.
    #[error("the file may not be written")]
    NotWritable,
    /// The file is damaged; the next start sets it aside.
    #[error("the file is damaged")]
    Damaged,
    /// The disk answered with an error (SQLite's extended code, 0 when it is not SQLite's).
    #[error("the disk gave an error ({0})")]
    Disk(i32),
    /// The store was closed, or its thread never started.
    #[error("it is closed")]
    Closed,
    /// Something that should not happen (SQLite's extended code, 0 when there is none).
    #[error("something unexpected happened ({0})")]
    Internal(i32),
}

impl StoreError {
    /// The stable word to match on.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Full => "store-full",
            Self::Busy => "store-busy",
            Self::NotWritable => "store-not-writable",
            Self::Damaged => "store-damaged",
            Self::Disk(_) => "store-disk",
            Self::Closed => "store-closed",
            Self::Internal(_) => "store-internal",
        }
    }

    /// True where the same commit may well succeed later without anybody's doing.
    #[must_use]
    pub fn may_pass(self) -> bool {
        matches!(self, Self::Full | Self::Busy | Self::Disk(_))
    }

    /// What the person is told while it lasts.
    #[must_use]
    pub fn trouble(self) -> Trouble {
        Trouble::new(TroubleCode::StoreNotSaving).with("detail", self)
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Closed => Self::new(FailureCode::Stopping),
            other => Self::new(FailureCode::StoreTrouble).with("detail", other),
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        let kind = match error.sqlite_error() {
            Some(inner) => from_sqlite(*inner),
            // A value of the wrong type in a column: rows are typed (STRICT), so the file is not as written.
            None if matches!(
                error,
                rusqlite::Error::InvalidColumnType(..) | rusqlite::Error::FromSqlConversionFailure(..)
            ) =>
            {
                Self::Damaged
            }
            None => Self::Internal(0),
        };
        tracing::warn!(code = kind.code(), %error, "store");
        kind
    }
}

fn from_sqlite(error: ffi::Error) -> StoreError {
    match error.code {
        ErrorCode::DiskFull => StoreError::Full,
        // The shared-memory file beside the journal could not grow: there is no room for it.
        _ if error.extended_code == ffi::SQLITE_IOERR_SHMSIZE => StoreError::Full,
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => StoreError::Busy,
        ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied => StoreError::NotWritable,
        ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => StoreError::Damaged,
        ErrorCode::SystemIoFailure => StoreError::Disk(error.extended_code),
        _ => StoreError::Internal(error.extended_code),
    }
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        use std::io::ErrorKind;
        let kind = match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::Full,
            ErrorKind::PermissionDenied
            | ErrorKind::ReadOnlyFilesystem
            | ErrorKind::NotADirectory
            | ErrorKind::IsADirectory
            | ErrorKind::AlreadyExists
            | ErrorKind::NotFound => Self::NotWritable,
            ErrorKind::ResourceBusy => Self::Busy,
            _ => Self::Disk(0),
        };
        tracing::warn!(code = kind.code(), %error, "store");
        kind
    }
}
