//! The connection, as the store's thread holds it.

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::{Limits, StoreError, bounds::CLOSING_WAIT, kinds::Kinds, schema};

/// Statements kept prepared.
const STATEMENTS: usize = 48;

/// An open store.
pub(super) struct Db {
    pub(super) conn: Connection,
    pub(super) limits: Limits,
    pub(super) kinds: Kinds,
}

/// How sure a transaction must be before it is answered for.
#[derive(Clone, Copy)]
pub(super) enum Surety {
    /// On the disk: it survives a power cut.
    Disk,
    /// In order, but the newest may be lost with the power.
    Order,
}

impl Db {
    /// Takes a connection whose schema is up to date.
    pub(super) fn new(conn: Connection, limits: Limits) -> Self {
        conn.set_prepared_statement_cache_capacity(STATEMENTS);
        Self { conn, limits, kinds: Kinds::default() }
    }

    /// A store without a file.
    pub(super) fn in_memory(limits: Limits) -> Self {
        let conn = Self::memory_connection().expect(
            "an empty database in memory takes the same migrations as every test; nothing else can fail",
        );
        Self::new(conn, limits)
    }

    fn memory_connection() -> rusqlite::Result<Connection> {
        let mut conn = Connection::open_in_memory()?;
        schema::migrate(&mut conn, schema::MIGRATIONS)?;
        conn.pragma_update(None, "foreign_keys", true)?;
        Ok(conn)
    }

    /// A transaction for writing. It takes the lock at once: waiting happens here and nowhere later.
    pub(super) fn write(&mut self, surety: Surety) -> Result<Transaction<'_>, StoreError> {
        let level = match surety {
            Surety::Disk => "FULL",
            Surety::Order => "NORMAL",
        };
        self.conn.pragma_update(None, "synchronous", level)?;
        Ok(self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?)
    }

    /// Folds the journal into the file and closes it. Nothing is lost when that fails: the
    /// journal stays and is read at the next start.
    pub(super) fn finish(self) {
        let folded = self
            .conn
            .busy_timeout(CLOSING_WAIT)
            .and_then(|()| self.conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())));
        if let Err(error) = folded {
            tracing::info!(%error, "the store's journal is left for the next start");
        }
        if let Err((_, error)) = self.conn.close() {
            tracing::warn!(%error, "the store did not close well");
        }
    }
}
