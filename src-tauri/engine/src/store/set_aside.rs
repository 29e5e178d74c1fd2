//! Where a damaged file goes.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use vigie_contract::Millis;

use super::bounds::ASIDE_NAMES;

/// Renames `<name>` to `<name>.damaged-YYYY-MM-DDTHHMMSS` (UTC), its journal with it, so that
/// the set can still be opened and repaired by hand. Gives the new path.
pub(super) fn set_aside(path: &Path, now: Millis) -> io::Result<PathBuf> {
    let aside = free_name(path, now)?;
    // The journal first: were we to die in between, a database without its journal is still
    // found damaged at the next start, but a journal without its database would be dropped.
    for suffix in ["-wal", "-shm", ""] {
        match fs::rename(with_suffix(path, suffix), with_suffix(&aside, suffix)) {
            Err(error) if suffix.is_empty() || error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(aside)
}

/// The path with something put behind its last component.
pub(super) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

fn free_name(path: &Path, now: Millis) -> io::Result<PathBuf> {
    let first = with_suffix(path, &format!(".damaged-{}", stamp(now)));
    (1..=ASIDE_NAMES)
        .map(|n| if n == 1 { first.clone() } else { with_suffix(&first, &format!("-{n}")) })
        .find(|name| ["", "-wal", "-shm"].iter().all(|end| !with_suffix(name, end).exists()))
        .ok_or_else(|| io::Error::from(io::ErrorKind::AlreadyExists))
}

fn stamp(now: Millis) -> String {
    let time = i64::try_from(now).ok().and_then(|ms| jiff::Timestamp::from_millisecond(ms).ok());
    time.unwrap_or_default().strftime("%Y-%m-%dT%H%M%S").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_tells_the_time() {
        assert_eq!(stamp(1_767_323_045_678), "2026-01-02T030405");
        assert_eq!(stamp(u64::MAX), "1970-01-01T000000");
    }
}
