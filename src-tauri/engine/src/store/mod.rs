//! What Vigie remembers: notices, finished jobs, where each stream was left,
//! and the desktop alerts still to be sent.
//!
//! One SQLite file, one connection, one thread that owns both. Callers put an
//! errand into a bounded queue and await its answer, so nothing here ever
//! blocks the runtime, and a full queue makes callers wait instead of growing.
//!
//! What holds:
//! - A [`Commit`] is one transaction: a notice, the finished job it tells of
//!   and the cursor behind it are all there or all absent.
//! - A notice has an identity (server, job, run, kind, occurrence). The second
//!   one with the same identity is not stored and not alerted, whether it comes
//!   from a replay, a reconnect or after a crash.
//! - What speaks to the person (notice, finished job, alert sent) is synced to
//!   the disk before the answer; a mere position may be lost with the power, and
//!   is then simply replayed.
//! - A file that cannot be used never stops Vigie: it is set aside (damaged) or
//!   left alone (newer), and the person is told.
//!
//! Where the limits are: [`Limits`] for what may be chosen, [`bounds`] for the rest.

mod bell;
pub mod bounds;
mod column;
mod commit;
mod db;
mod digest;
mod error;
mod history;
mod kinds;
mod limits;
mod opening;
mod prune;
mod recall;
mod records;
mod schema;
mod set_aside;
mod tables;
mod thread;
mod words;

#[cfg(test)]
mod tests;

pub use error::StoreError;
pub use limits::Limits;
pub use records::{
    Alert, Commit, Committed, Cursor, FinishedJob, Memory, NewNotice, OpenJob, Outcome, Outgoing, PastNotice,
    Pruned, StatPoint,
};

use std::path::Path;

use vigie_contract::{Digest, HistoryPage, HistoryQuery, HistoryRow, Millis, NoticePage, Trouble};

/// Handle to the store; clones speak to the same thread.
///
/// Dropping an answer's future does not undo an errand that was already queued.
#[derive(Clone, Debug)]
pub struct Store {
    desk: thread::Desk,
}

impl Store {
    /// Opens the file, making it and its folder where needed. Blocking: call it before
    /// the runtime matters, or from `spawn_blocking`.
    ///
    /// Never fails: what went wrong comes back as troubles. A damaged file is set aside
    /// and a new one begun; in every other trouble the store lives in memory for this run.
    /// `now` names the file that is set aside.
    #[must_use]
    pub fn open(path: &Path, limits: Limits, now: Millis) -> (Self, Vec<Trouble>) {
        let (db, mut troubles) = opening::open(path, limits, now);
        let (desk, started) = thread::Desk::start(db);
        if let Err(error) = started {
            troubles.push(error.trouble());
        }
        (Self { desk }, troubles)
    }

    /// A store that is gone with the last handle.
    #[must_use]
    pub fn in_memory(limits: Limits) -> Self {
        let (desk, started) = thread::Desk::start(db::Db::in_memory(limits));
        if let Err(error) = started {
            tracing::error!(%error, "the store's thread did not start");
        }
        Self { desk }
    }

    /// Writes everything of the commit in one transaction, or nothing of it.
    ///
    /// # Errors
    /// Any [`StoreError`]; what was stored before is untouched, and the same commit may be
    /// tried again later.
    pub async fn commit(&self, commit: Commit) -> Result<Committed, StoreError> {
        self.desk.ask(move |db| db.commit(&commit)).await
    }

    /// What was known of this server: to seed its board after a start. `now` tells which
    /// finished jobs are recent ([`bounds::RECALL_AGE`], [`bounds::RECALL_ROWS`]).
    ///
    /// # Errors
    /// Any [`StoreError`].
    pub async fn recall(&self, server: &str, now: Millis) -> Result<Memory, StoreError> {
        let server = server.to_owned();
        self.desk.ask(move |db| db.recall(&server, now)).await
    }

    /// Notes the first contact with a server. True when this is it.
    ///
    /// # Errors
    /// Any [`StoreError`].
    pub async fn first_contact(&self, server: &str, at: Millis) -> Result<bool, StoreError> {
        let server = server.to_owned();
        self.desk.ask(move |db| db.first_contact(&server, at)).await
    }

    /// For each job (id, when it started): true when the store has never heard of it.
    ///
    /// Known is a job that is open, one in the history with the same start, and one that
    /// started no later than what the history of its server has already let go: a server
    /// that lists jobs for longer than Vigie keeps them must not make them news again.
    /// Where one of the two starts is unknown, a job is taken for the same if it can be.
    ///
    /// # Errors
    /// Any [`StoreError`].
    pub async fn unknown_of(
        &self,
        server: &str,
        jobs: Vec<(String, Option<Millis>)>,
    ) -> Result<Vec<bool>, StoreError> {
        let mut unknown = Vec::with_capacity(jobs.len());
        for some in jobs.chunks(bounds::LOOKUPS) {
            let (server, some) = (server.to_owned(), some.to_vec());
            unknown.extend(self.desk.ask(move |db| db.unknown_of(&server, &some)).await?);
        }
        Ok(unknown)
    }

    /// The highest run number stored for each of these job ids, open or finished.
    ///
    /// # Errors
    /// Any [`StoreError`].
    pub async fn last_runs(&self, server: &str, jobs: Vec<String>) -> Result<Vec<Option<u32>>, StoreError> {
        let mut runs = Vec::with_capacity(jobs.len());
        for some in jobs.chunks(bounds::LOOKUPS) {
            let (server, some) = (server.to_owned(), some.to_vec());
            runs.extend(self.desk.ask(move |db| db.last_runs(&server, &some)).await?);
        }
        Ok(runs)
    }

    /// One page of the bell, newest first: entries older than `before` (exclusive), at most
    /// `limit` of them ([`bounds::PAGE_ROWS`] at the most).
    ///
    /// # Errors
    /// Any [`StoreError`].
    pub async fn notices(&self, before: Option<i64>, limit: u32) -> Result<NoticePage, StoreError> {
        self.desk.ask(move |db| db.notices(before, limit)).await
    }

    /// How many notices are unread.
    ///
    /// # Errors
    /// Any [`StoreError`].
    pub async fn unread(&self) -> Result<u32, StoreError> {
        self.desk.ask(|db| db.unread()).await
    }

    /// Marks these as read; ids that are no longer there are ignored. Gives the unread left.
    ///
    /// # Errors
    /// Any [`StoreError`].
    pub async fn mark_read(&self, ids: Vec<i64>) -> Result<u32, StoreError> {
        self.desk.ask(move |db| db.mark_read(&ids)).await
    }

    /// Marks all as read. Gives the unread left: 0.
    ///
    /// # Errors
    /// Any [`StoreError`].
    pub async fn mark_all_read(&self) -> Result<u32, StoreError> {
        self.desk.ask(db::Db::mark_all_read).await
    }

    /// Takes these out of the bell, or all that are read; they are kept for their identity. Gives the unread
    /// left.
    ///
    /// # Errors
    /// Any [`StoreError`].
    pub async fn clear_notices(&self, ids: Option<Vec<i64>>) -> Result<u32, StoreError> {
        self.desk.ask(move |db| db.clear_notices(ids.as_deref())).await
    }

    /// What rules look at of the notices since then, hidden ones too, in the order they were stored: those after
    /// the row `after`, at most [`bounds::PAST_ROWS`] of them. None: there are no more.
    ///
    /// # Errors
    /// Any [`StoreError`].
    pub async fn past_notices(&self, after: i64, since: Millis) -> Result<Vec<PastNotice>, StoreError> {
        self.desk.ask(move |db| db.past_notices(after, since)).await
    }

    /// One page of the history, the one that ended last first; `after` is the `next` of the page before. At most
    /// `limit` rows ([`bounds::HISTORY_ROWS`] at the most). The rows are looked at in batches
    /// ([`bounds::HISTORY_BATCH`]), between which other errands are served.
    ///
    /// # Errors
    /// Any [`StoreError`].
    pub async fn history(
        &self,
        query: HistoryQuery,
        after: Option<&str>,
        limit: u32,
    ) -> Result<HistoryPage, StoreError> {
        let mut search = history::Search::new(query, after, limit, history::Extent::Counted);
        while !search.is_over() {
            search = self.desk.ask(move |db| db.search_on(search)).await?;
        }
        self.desk.ask(move |db| db.history_page(search)).await
    }

    /// The same, where nobody asks how many fit in all: rows only, and how to go on.
    ///
    /// # Errors
    /// Any [`StoreError`].
    pub async fn history_rows(
        &self,
        query: HistoryQuery,
        after: Option<&str>,
    ) -> Result<(Vec<HistoryRow>, Option<String>), StoreError> {
        let mut search = history::Search::new(query, after, bounds::HISTORY_ROWS, history::Extent::RowsOnly);
        while !search.is_over() {
            search = self.desk.ask(move |db| db.search_on(search)).await?;
        }
        self.desk.ask(move |db| db.history_rows(search)).await
    }

    /// What was told from then on, and what of it matters most.
    ///
    /// # Errors
    /// Any [`StoreError`].
    pub async fn digest(&self, from: Millis, now: Millis) -> Result<Digest, StoreError> {
        self.desk.ask(move |db| db.digest(from, now)).await
    }

    /// Desktop alerts still to be sent, oldest first.
    ///
    /// # Errors
    /// Any [`StoreError`].
    pub async fn pending_alerts(&self, limit: u32) -> Result<Vec<Alert>, StoreError> {
        self.desk.ask(move |db| db.pending_alerts(limit)).await
    }

    /// Puts notices into the bell that were to be told on the desktop only. Gives the unread then.
    ///
    /// # Errors
    /// Any [`StoreError`].
    pub async fn unhide(&self, ids: Vec<i64>) -> Result<u32, StoreError> {
        self.desk.ask(move |db| db.unhide(&ids)).await
    }

    /// Takes alerts out of the outbox: sent, or not wanted.
    ///
    /// # Errors
    /// Any [`StoreError`].
    pub async fn alerts_sent(&self, ids: Vec<i64>) -> Result<(), StoreError> {
        self.desk.ask(move |db| db.alerts_sent(&ids)).await
    }

    /// Forgets first contact, cursors, open jobs, records and numbers of a server; its notices and history stay.
    ///
    /// # Errors
    /// Any [`StoreError`].
    pub async fn forget_server(&self, server: &str) -> Result<(), StoreError> {
        let server = server.to_owned();
        self.desk.ask(move |db| db.forget_server(&server)).await
    }

    /// The same with its notices, its history and its alerts. Gives the unread left.
    ///
    /// # Errors
    /// Any [`StoreError`].
    pub async fn forget_all_of(&self, server: &str) -> Result<u32, StoreError> {
        let server = server.to_owned();
        self.desk.ask(move |db| db.forget_all_of(&server)).await
    }

    /// Other bounds for finished jobs from now on: age in milliseconds, and rows. They go with the next
    /// [`prune`](Self::prune).
    ///
    /// # Errors
    /// `Closed` when it has ended.
    pub async fn keep_history(&self, age: Millis, rows: u32) -> Result<(), StoreError> {
        self.desk
            .ask(move |db| {
                (db.limits.history_age, db.limits.history_rows) = (age, rows);
                Ok(())
            })
            .await
    }

    /// Lets go of what is beyond the [`Limits`], in batches of [`bounds::PRUNE_BATCH`] between
    /// which other errands are served.
    ///
    /// # Errors
    /// Any [`StoreError`]; the batches done so far stay done.
    pub async fn prune(&self, now: Millis) -> Result<Pruned, StoreError> {
        let mut all = Pruned::default();
        loop {
            let batch = self.desk.ask(move |db| db.prune_batch(now)).await?;
            if batch == Pruned::default() {
                return Ok(all);
            }
            all.add(batch);
        }
    }

    /// Finishes what is queued, folds the journal into the file and ends the thread. Other
    /// handles get [`StoreError::Closed`] from then on.
    pub async fn close(self) {
        self.desk.close().await;
    }
}
