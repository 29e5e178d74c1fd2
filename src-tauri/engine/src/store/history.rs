//! The history: what ended, found again.
//!
//! A search goes through the rows in the order of their ends, a batch at a time, with what an index can do in
//! SQL (server, time) and the words in Rust, where letters outside ASCII are letters too. A page takes up the
//! search where the page before left it: what was passed over is not read again, and how many fit in all is
//! counted once, with the first page.

use std::collections::HashMap;

use rusqlite::types::Value;
use rusqlite::{Connection, Row, params, params_from_iter};
use vigie_contract::{HistoryOutcome, HistoryPage, HistoryQuery, HistoryRow, JobUnit};

use super::bounds::{HISTORY_BATCH, HISTORY_ROWS};
use super::column::{count, json, small, time, whole};
use super::db::Db;
use super::recall::finished_job;
use super::words::Words;
use super::{Outcome, StoreError};
use crate::usual::{Habit, Habits, KINDS, RUNS, Ran};

/// Whether to go on when the page is full, to count the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    Counted,
    RowsOnly,
}

/// A place between two rows: when the one before it ended, and its number.
type Place = (i64, i64);

/// A search under way.
pub(super) struct Search {
    query: HistoryQuery,
    words: Words,
    limit: usize,
    /// The last row that was looked at.
    place: Option<Place>,
    rows: Vec<HistoryRow>,
    /// Where the next page goes on, once this one is full and there is one more row.
    next: Option<Place>,
    /// Where the row stands that was taken last.
    taken: Option<Place>,
    /// Rows that fit in all, as the first page counted them.
    known: Option<u32>,
    /// Rows that fitted so far.
    fitted: u32,
    extent: Extent,
    over: bool,
}

impl Search {
    /// A page that takes up where `after` says: `<end>.<row>.<fit in all>`. What is no such place is the end.
    pub fn new(query: HistoryQuery, after: Option<&str>, limit: u32, extent: Extent) -> Self {
        let place = after.map(place);
        Self {
            words: Words::of(&query.text),
            limit: usize::try_from(limit.clamp(1, HISTORY_ROWS)).unwrap_or(1),
            place: place.flatten().map(|(place, _)| place),
            rows: Vec::new(),
            next: None,
            taken: None,
            known: place.flatten().map(|(_, total)| total),
            fitted: 0,
            extent,
            over: place == Some(None),
            query,
        }
    }

    pub fn is_over(&self) -> bool {
        self.over
    }

    /// Nothing is left but to count what SQL can count by itself.
    fn only_counts(&self) -> bool {
        let counts = self.extent == Extent::Counted && self.known.is_none();
        counts && self.next.is_some() && self.words.is_empty()
    }

    fn total(&self) -> u32 {
        self.known.unwrap_or(self.fitted)
    }

    /// Takes in a row that fits.
    fn take(
        &mut self,
        place: Place,
        row: impl FnOnce() -> rusqlite::Result<HistoryRow>,
    ) -> rusqlite::Result<()> {
        self.fitted = self.fitted.saturating_add(1);
        if self.rows.len() < self.limit {
            self.rows.push(row()?);
            self.taken = Some(place);
        } else if self.next.is_none() {
            self.next = self.taken;
            self.over |= self.known.is_some() || self.extent == Extent::RowsOnly;
        }
        Ok(())
    }
}

/// A place and how many fit in all; `None` for what was never given out.
fn place(text: &str) -> Option<(Place, u32)> {
    let mut parts = text.split('.').map(str::parse::<i64>);
    let (end, row, total) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
    parts.next().is_none().then_some(((end, row), small(total)))
}

impl Db {
    /// Goes on with a search for one batch.
    pub(super) fn search_on(&self, mut search: Search) -> Result<Search, StoreError> {
        let (sql, values) = statement(&search.query, search.place);
        let mut batch = self.conn.prepare_cached(&sql)?;
        let mut rows = batch.query(params_from_iter(values))?;
        let mut looked_at = 0;
        while let Some(row) = rows.next()? {
            looked_at += 1;
            let place = (row.get("finished_at")?, row.get("seq")?);
            search.place = Some(place);
            if search.words.are_in(row)? {
                search.take(place, || history_row(row))?;
            }
            if search.over || search.only_counts() {
                break;
            }
        }
        search.over |= looked_at < HISTORY_BATCH;
        if search.only_counts() {
            search.known = Some(self.count(&search.query)?);
            search.over = true;
        }
        Ok(search)
    }

    /// How many rows fit, where no words are looked for.
    fn count(&self, query: &HistoryQuery) -> Result<u32, StoreError> {
        let (clauses, values) = clauses(query, None);
        let mut counted =
            self.conn.prepare_cached(&format!("SELECT count(*) FROM finished_job {clauses}"))?;
        Ok(small(counted.query_row(params_from_iter(values), |row| row.get(0))?))
    }

    /// The page that a search found.
    pub(super) fn history_page(&mut self, search: Search) -> Result<HistoryPage, StoreError> {
        let kinds = self.kinds.of(&self.conn, search.query.server.as_deref())?;
        let total = search.total();
        let (rows, next) = self.history_rows(search)?;
        Ok(HistoryPage { rows, next, total, kinds })
    }

    /// Its rows, each with what is usual of its kind, and where the next page goes on.
    pub(super) fn history_rows(
        &self,
        search: Search,
    ) -> Result<(Vec<HistoryRow>, Option<String>), StoreError> {
        let next = search.next.map(|(end, row)| format!("{end}.{row}.{}", search.total()));
        let mut rows = search.rows;
        let mut habits: HashMap<(String, String), Habit> = HashMap::new();
        for row in rows.iter_mut().filter(|row| row.unit == JobUnit::Items) {
            let Some(kind) = row.kind.clone() else { continue };
            let named = (row.server.clone(), kind);
            if !habits.contains_key(&named) {
                let habit = Habit::of(runs(&self.conn, &named.0, &named.1)?);
                habits.insert(named.clone(), habit);
            }
            row.usual = habits.get(&named).and_then(|habit| habit.usual(row.total));
        }
        Ok((rows, next))
    }
}

/// One batch, in the order of the ends.
fn statement(query: &HistoryQuery, place: Option<Place>) -> (String, Vec<Value>) {
    let (clauses, values) = clauses(query, place);
    let order = "ORDER BY finished_at DESC, seq DESC LIMIT";
    (format!("SELECT * FROM finished_job {clauses} {order} {HISTORY_BATCH}"), values)
}

/// What rows fit, but for words. A clause is there only where it is needed, so that each form goes through an
/// index that has the order of the ends.
fn clauses(query: &HistoryQuery, place: Option<Place>) -> (String, Vec<Value>) {
    let mut sql = String::from("WHERE outcome IN ('completed', 'failed', 'vanished')");
    let mut values = Vec::new();
    let mut and = |clause: &str, given: Vec<Value>| {
        sql.push_str(" AND ");
        sql.push_str(clause);
        values.extend(given);
    };
    if let Some(server) = &query.server {
        and("server = ?", vec![server.clone().into()]);
    }
    if let Some(kind) = &query.kind {
        and("kind = ?", vec![kind.clone().into()]);
    }
    if let Some(outcome) = query.outcome {
        and("outcome = ?", vec![outcome_of(outcome).as_str().to_owned().into()]);
    }
    if let Some(from) = query.from {
        and("finished_at >= ?", vec![whole(from).into()]);
    }
    if let Some(to) = query.to {
        and("finished_at < ?", vec![whole(to).into()]);
    }
    if let Some((end, row)) = place {
        and("(finished_at, seq) < (?, ?)", vec![end.into(), row.into()]);
    }
    (sql, values)
}

fn outcome_of(outcome: HistoryOutcome) -> Outcome {
    match outcome {
        HistoryOutcome::Completed => Outcome::Completed,
        HistoryOutcome::Failed => Outcome::Failed,
        HistoryOutcome::Vanished => Outcome::Vanished,
    }
}

/// A row whose outcome is known, as the statement sees to it; one that is not gives an error, no guess.
fn history_row(row: &Row<'_>) -> rusqlite::Result<HistoryRow> {
    let job = finished_job(row)?.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
    Ok(HistoryRow {
        row: row.get::<_, i64>("seq")?.to_string(),
        server: job.server,
        server_name: job.server_name,
        id: job.id,
        run: job.run,
        kind: job.kind,
        title: job.title,
        owner: job.owner,
        outcome: match job.outcome {
            Outcome::Completed => HistoryOutcome::Completed,
            Outcome::Failed => HistoryOutcome::Failed,
            Outcome::Vanished => HistoryOutcome::Vanished,
        },
        inferred: job.inferred,
        unit: job.unit,
        done: job.done,
        failed: job.failed,
        total: job.total,
        warnings: job.warnings,
        started_at: job.started_at,
        finished_at: job.finished_at,
        duration_ms: job.duration_ms,
        message: job.message,
        error: job.error,
        metadata: json(job.metadata.as_deref()),
        usual: None,
    })
}

/// How long each kind of job of a server usually takes.
pub(super) fn habits(conn: &Connection, server: &str) -> Result<Habits, StoreError> {
    // From kind to kind over the index: however many runs there are, each kind is one step.
    let mut next = conn.prepare_cached(
        "SELECT min(kind) FROM finished_job
         WHERE server = ?1 AND kind > ?2 AND outcome = 'completed' AND duration_ms IS NOT NULL",
    )?;
    let mut kinds = Vec::new();
    let mut kind = String::new();
    while kinds.len() < KINDS
        && let Some(found) = next.query_row(params![server, kind], |row| row.get::<_, Option<String>>(0))?
    {
        kind.clone_from(&found);
        let runs = runs(conn, server, &found)?;
        kinds.push((found, runs));
    }
    Ok(Habits::of(kinds))
}

/// The newest runs of a kind that ended well, oldest first.
fn runs(conn: &Connection, server: &str, kind: &str) -> Result<Vec<Ran>, StoreError> {
    let mut runs: Vec<Ran> = conn
        .prepare_cached(
            "SELECT duration_ms, total FROM finished_job
             WHERE server = ?1 AND kind = ?2 AND outcome = 'completed' AND duration_ms IS NOT NULL
               AND unit = 'items'
             ORDER BY seq DESC LIMIT ?3",
        )?
        .query_map(params![server, kind, i64::try_from(RUNS).unwrap_or(i64::MAX)], |row| {
            Ok(Ran { took: time(row.get(0)?), total: count(row.get(1)?) })
        })?
        .collect::<Result<_, _>>()?;
    runs.reverse();
    Ok(runs)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Limits;

    fn plan(db: &Db, sql: &str, values: Vec<Value>) -> String {
        let mut explained = db.conn.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
        let lines =
            explained.query_map(params_from_iter(values), |row| row.get::<_, String>("detail")).unwrap();
        lines.collect::<Result<Vec<_>, _>>().unwrap().join("; ")
    }

    #[test]
    fn every_batch_goes_through_an_index_in_the_order_of_the_ends() {
        let db = Db::in_memory(Limits::default());
        let (everything, server) = (HistoryQuery::default(), Some("s1".to_owned()));
        let of_server = HistoryQuery { server, ..everything.clone() };
        let between = HistoryQuery { from: Some(1), to: Some(2), ..everything.clone() };
        for (query, index) in
            [(everything, "finished_job_"), (of_server, "finished_job_lately"), (between, "finished_job_")]
        {
            for place in [None, Some((5, 5))] {
                let (sql, values) = statement(&query, place);
                let plan = plan(&db, &sql, values);
                assert!(plan.contains(index), "{plan}");
                assert!(!plan.contains("TEMP B-TREE"), "sorted by hand: {plan}");
            }
        }
    }

    #[test]
    fn the_runs_of_a_kind_and_the_next_kind_are_found_by_index() {
        let db = Db::in_memory(Limits::default());
        for sql in [
            "SELECT duration_ms, total FROM finished_job WHERE server = ?1 AND kind = ?2
             AND outcome = 'completed' AND duration_ms IS NOT NULL AND unit = 'items' ORDER BY seq DESC LIMIT 200",
            "SELECT min(kind) FROM finished_job WHERE server = ?1 AND kind > ?2 AND outcome = 'completed'
             AND duration_ms IS NOT NULL",
        ] {
            let plan = plan(&db, sql, vec!["s1".to_owned().into(), "k".to_owned().into()]);
            assert!(plan.contains("finished_job_usual") && !plan.contains("TEMP B-TREE"), "{plan}");
        }
    }

    #[test]
    fn a_place_is_what_was_given_out_and_nothing_else() {
        assert_eq!(place("12.7.345"), Some(((12, 7), 345)));
        for none in ["", "12", "12.7", "12.7.3.4", "a.b.c", "12.7.x"] {
            assert_eq!(place(none), None, "{none}");
            assert!(Search::new(HistoryQuery::default(), Some(none), 1, Extent::Counted).is_over());
        }
    }
}
