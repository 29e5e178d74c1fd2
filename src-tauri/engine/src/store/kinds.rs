//! Which kinds of jobs the history knows, without going through all of it for each page.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, params};

use super::StoreError;

/// The kinds of each server, as of the newest row that was looked at.
#[derive(Debug, Default)]
pub(super) struct Kinds {
    servers: BTreeMap<String, BTreeSet<String>>,
    /// Numbers of the first and the last row that were looked at.
    rows: Option<(i64, i64)>,
}

impl Kinds {
    /// The kinds of one server, or of all, in order. Only rows that are new since the last time are read, unless
    /// old ones were let go.
    pub fn of(&mut self, conn: &Connection, server: Option<&str>) -> Result<Vec<String>, StoreError> {
        self.look(conn)?;
        let servers = self.servers.iter().filter(|(id, _)| server.is_none_or(|server| server == id.as_str()));
        let kinds: BTreeSet<&String> = servers.flat_map(|(_, kinds)| kinds).collect();
        Ok(kinds.into_iter().cloned().collect())
    }

    fn look(&mut self, conn: &Connection) -> Result<(), StoreError> {
        let end = |which: &str| -> Result<Option<i64>, StoreError> {
            let mut end = conn.prepare_cached(&format!("SELECT {which}(seq) FROM finished_job"))?;
            Ok(end.query_row([], |row| row.get(0))?)
        };
        let rows = end("min")?.zip(end("max")?);
        let Some((first, last)) = rows else {
            *self = Self::default();
            return Ok(());
        };
        let known = self.rows.filter(|(known, seen)| *known == first && *seen <= last);
        if known.is_none() {
            *self = Self::default();
        }
        let seen = known.map_or(i64::MIN, |(_, seen)| seen);
        if seen < last {
            let mut fresh = conn.prepare_cached(
                "SELECT DISTINCT server, kind FROM finished_job WHERE seq > ?1 AND kind IS NOT NULL",
            )?;
            let mut pairs = fresh.query(params![seen])?;
            while let Some(row) = pairs.next()? {
                self.servers.entry(row.get(0)?).or_default().insert(row.get(1)?);
            }
        }
        self.rows = rows;
        Ok(())
    }
}
