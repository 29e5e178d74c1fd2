//! The files themselves: read whole, replaced whole, locked while edited.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::path::Path;
use std::time::{Duration, Instant, SystemTime};

use super::SettingsError;
use super::read::{Broken, line_at};

/// Bytes of a settings file that is read.
const MAX_BYTES: u64 = 1024 * 1024;

/// How long another program may hold the lock: an edit takes milliseconds.
pub(super) const LOCK_PATIENCE: Duration = Duration::from_secs(5);

/// Between two tries to get the lock.
const LOCK_RETRY: Duration = Duration::from_millis(20);

/// Files changed more recently may be changed again without a new time of change.
const SETTLED: Duration = Duration::from_secs(2);

/// The text; `None` where there is no file.
pub(super) fn read_text(file: &Path) -> Result<Option<String>, Broken> {
    let broken = |detail: String| Broken { line: None, detail };
    let open = match File::open(file) {
        Ok(open) => open,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(broken(error.to_string())),
    };
    let mut bytes = Vec::new();
    open.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(|error| broken(error.to_string()))?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(broken(format!("it is larger than {MAX_BYTES} bytes")));
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Some(text)),
        Err(error) => {
            let good = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(&error.as_bytes()[..good]).into_owned();
            Err(Broken { line: Some(line_at(&text, good)), detail: "this is not UTF-8 text".to_owned() })
        }
    }
}

/// Puts the text in the place of the file: whoever reads sees the old one or the new one, also after a crash.
/// Nobody else may read it.
pub(super) fn write_atomically(file: &Path, text: &str) -> Result<(), SettingsError> {
    // A link (settings kept elsewhere) stays one: what it points to is replaced.
    let target = fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
    let written = || -> io::Result<()> {
        let folder = target.parent().unwrap_or_else(|| Path::new("."));
        // Made with permissions 0600 on Unix, and stays so.
        let mut new = tempfile::Builder::new().prefix(".settings-").suffix(".tmp").tempfile_in(folder)?;
        new.write_all(text.as_bytes())?;
        new.as_file().sync_all()?;
        new.persist(&target).map_err(|error| error.error)?;
        // The new name is on the disk once the folder is; elsewhere than on Unix there is no such call.
        #[cfg(unix)]
        File::open(folder)?.sync_all()?;
        Ok(())
    };
    written().map_err(|source| SettingsError::NotWritten { file: file.to_owned(), source })
}

/// Holds the lock until dropped. Blocks for a limited time.
pub(super) fn lock(file: &Path, patience: Duration) -> Result<File, SettingsError> {
    let not_written = |source| SettingsError::NotWritten { file: file.to_owned(), source };
    let held = OpenOptions::new().create(true).truncate(false).write(true).open(file).map_err(not_written)?;
    let begun = Instant::now();
    loop {
        match held.try_lock() {
            Ok(()) => return Ok(held),
            Err(TryLockError::WouldBlock) if begun.elapsed() < patience => std::thread::sleep(LOCK_RETRY),
            Err(TryLockError::WouldBlock) => return Err(SettingsError::Busy { file: file.to_owned() }),
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {
                tracing::warn!(file = %file.display(), "this file system has no locks: editing without");
                return Ok(held);
            }
            Err(TryLockError::Error(error)) => return Err(not_written(error)),
        }
    }
}

/// What tells without reading that a file is still the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stamp {
    changed: SystemTime,
    len: u64,
    settled: bool,
}

impl Stamp {
    pub(super) fn of(file: &Path) -> Option<Self> {
        let metadata = fs::metadata(file).ok()?;
        let changed = metadata.modified().ok()?;
        let settled = changed.elapsed().is_ok_and(|age| age > SETTLED);
        Some(Self { changed, len: metadata.len(), settled })
    }

    /// Whether the file, seen with this stamp before, need not be read again.
    pub(super) fn vouches_for(&self, now: &Self) -> bool {
        self.settled && self == now
    }
}
