//! From a path to a store that works, whatever is found there.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read};
use std::path::Path;

use rusqlite::{Connection, OpenFlags, config::DbConfig, ffi};
use vigie_contract::{Millis, Trouble, TroubleCode};

use super::set_aside::set_aside;
#[cfg(unix)]
use super::set_aside::with_suffix;
use super::{Limits, StoreError, bounds::JOURNAL_BYTES, db::Db, schema};

/// Why a file is not used.
enum Refusal {
    /// Written by a newer Vigie.
    Newer { found: i32 },
    /// Not a store, or not whole.
    Damaged,
    /// It may be fine; it cannot be used now.
    Unusable(StoreError),
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Damaged => Self::Damaged,
            other => Self::Unusable(other),
        }
    }
}

impl From<rusqlite::Error> for Refusal {
    fn from(error: rusqlite::Error) -> Self {
        StoreError::from(error).into()
    }
}

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Self {
        StoreError::from(error).into()
    }
}

/// Opens, sets aside or falls back to memory; see [`super::Store::open`].
pub(super) fn open(path: &Path, limits: Limits, now: Millis) -> (Db, Vec<Trouble>) {
    let mut troubles = Vec::new();
    let mut opened = open_file(path, limits, Sharing::Allowed);
    if matches!(opened, Err(Refusal::Damaged)) {
        opened = set_aside(path, now).map_err(Refusal::from).and_then(|aside| {
            tracing::warn!(file = %aside.display(), "a damaged store was set aside");
            troubles.push(Trouble::new(TroubleCode::StoreSetAside).with("file", aside.display()));
            open_file(path, limits, Sharing::Allowed)
        });
    }
    if let Err(Refusal::Unusable(error)) = opened
        && for_want_of_an_index(error)
    {
        // What is there can still be read, and written again once there is room.
        opened = open_file(path, limits, Sharing::Refused);
        if opened.is_ok() && error == StoreError::Full {
            troubles.push(error.trouble());
        }
    }
    let refusal = match opened {
        Ok(db) => return (db, troubles),
        Err(refusal) => refusal,
    };
    troubles.push(match refusal {
        Refusal::Newer { found } => Trouble::new(TroubleCode::StoreNewer)
            .with("file", path.display())
            .with("found", found)
            .with("known", schema::known()),
        Refusal::Damaged => StoreError::Damaged.trouble(),
        Refusal::Unusable(error) => error.trouble(),
    });
    (Db::in_memory(limits), troubles)
}

/// True where the file that holds the journal's index could not be made.
fn for_want_of_an_index(error: StoreError) -> bool {
    const INDEX: [i32; 3] = [ffi::SQLITE_IOERR_SHMOPEN, ffi::SQLITE_IOERR_SHMSIZE, ffi::SQLITE_IOERR_SHMMAP];
    error == StoreError::Full || matches!(error, StoreError::Disk(code) if INDEX.contains(&code))
}

/// Whether other processes may use the file at the same time.
#[derive(Clone, Copy, PartialEq)]
enum Sharing {
    /// Through an index of the journal in a file of its own.
    Allowed,
    /// The index is in memory: the only way where the disk has no room for that file.
    Refused,
}

fn open_file(path: &Path, limits: Limits, sharing: Sharing) -> Result<Db, Refusal> {
    prepare(path)?;
    if let Some(found) = newer_by_header(path)? {
        return Err(Refusal::Newer { found });
    }
    // No URI flag: a path is a path, whatever it looks like. One thread owns it: no mutex.
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut conn = Connection::open_with_flags(path, flags)?;
    conn.busy_timeout(limits.busy_wait)?;
    // Until the file is known to be ours, closing must not fold its journal into it.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    if sharing == Sharing::Refused {
        conn.pragma_update_and_check(None, "locking_mode", "EXCLUSIVE", |_| Ok(()))?;
    }
    inspect(&conn)?;
    conn.pragma_update_and_check(None, "journal_mode", "WAL", |row| {
        let mode: String = row.get(0)?;
        if !mode.eq_ignore_ascii_case("wal") {
            // A file system without shared memory: slower, and as safe.
            tracing::warn!(mode, "the store cannot use a write-ahead journal here");
        }
        Ok(())
    })?;
    conn.pragma_update(None, "checkpoint_fullfsync", true)?;
    conn.pragma_update_and_check(None, "journal_size_limit", JOURNAL_BYTES, |_| Ok(()))?;
    schema::migrate(&mut conn, schema::MIGRATIONS)?;
    has_tables(&conn)?;
    conn.pragma_update(None, "foreign_keys", true)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    Ok(Db::new(conn, limits))
}

/// Makes the folder and the file, for this user only: titles and messages of jobs are nobody else's.
/// SQLite gives the journal the permissions of the file.
fn prepare(path: &Path) -> io::Result<()> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(folder)?;
    }
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    drop(options.open(path)?);
    #[cfg(unix)]
    for suffix in ["", "-wal", "-shm"] {
        narrow(&with_suffix(path, suffix));
    }
    Ok(())
}

/// For files made by something else. Not every file system has permissions (a memory stick), so
/// failing here is only logged.
#[cfg(unix)]
fn narrow(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let Ok(found) = fs::metadata(path) else { return };
    if found.permissions().mode() & 0o077 != 0
        && let Err(error) = fs::set_permissions(path, fs::Permissions::from_mode(0o600))
    {
        tracing::warn!(%error, "others may read the store");
    }
}

/// Reads the version from the file's own header (bytes 60–63, and the application id at 68–71), so
/// that a newer Vigie's file is not even opened. The newest header may still be in the journal:
/// [`inspect`] asks again.
fn newer_by_header(path: &Path) -> io::Result<Option<i32>> {
    let mut header = Vec::with_capacity(72);
    File::open(path)?.take(72).read_to_end(&mut header)?;
    let number = |at: usize| {
        header.get(at..at + 4).and_then(|bytes| bytes.try_into().ok()).map_or(0, i32::from_be_bytes)
    };
    let ours = header.starts_with(b"SQLite format 3\0") && number(68) == schema::APPLICATION_ID;
    Ok(Some(number(60)).filter(|found| ours && *found > schema::known()))
}

/// Whose file it is, which version, and whether it is whole.
fn inspect(conn: &Connection) -> Result<(), Refusal> {
    let application: i32 = conn.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let found = schema::version(conn)?;
    let objects: i64 = conn.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if application == schema::APPLICATION_ID {
        if found > schema::known() {
            return Err(Refusal::Newer { found });
        }
        if found < 1 {
            return Err(Refusal::Damaged);
        }
    } else if application != 0 || found != 0 || objects != 0 {
        // Neither ours nor new.
        return Err(Refusal::Damaged);
    }
    let verdict: String = conn.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if verdict == "ok" {
        Ok(())
    } else {
        tracing::warn!(verdict, "the store is damaged");
        Err(Refusal::Damaged)
    }
}

fn has_tables(conn: &Connection) -> Result<(), Refusal> {
    for table in schema::TABLES {
        if !conn.table_exists(None, *table)? {
            tracing::warn!(table, "the store lacks a table");
            return Err(Refusal::Damaged);
        }
    }
    Ok(())
}
