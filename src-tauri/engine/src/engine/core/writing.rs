//! Notices and the store: what is written when, and what happens when it cannot be.

use std::collections::HashSet;
use std::time::Duration;

use tokio::time::Instant;
use vigie_contract::Notice;

use super::Core;
use crate::engine::errands::{Done, Errand};
use crate::engine::memory;
use crate::engine::pending::{self, identity};
use crate::engine::subscription::Change;
use crate::notices::NoticeDraft;
use crate::store::{Alert, Commit, Committed, NewNotice};

/// Positions that brought no notice are written at most this often.
const WRITE_EVERY: Duration = Duration::from_secs(1);
/// A commit that failed is tried again after this.
const WRITE_AGAIN: Duration = Duration::from_secs(15);
/// Alerts that could not be stored and wait in memory.
const UNSAVED_ALERTS: usize = 200;

impl Core {
    pub(super) fn draft(&mut self, draft: NoticeDraft) {
        let verdict = self.verdict(&draft);
        let NoticeDraft { notice, occurrence, job_kind, owner, at_least: draft_at_least, .. } = draft;
        let quiet = notice.read || verdict.read;
        let alert = verdict.outgoing().and(draft_at_least);
        let hidden = !verdict.bell;
        self.pending.notice(NewNotice { notice, occurrence, alert, quiet, hidden, job_kind, owner });
    }

    pub(super) fn plan_write(&mut self) {
        if self.pending.is_empty() {
            return;
        }
        let saving = !self.troubles.contains_key("saving");
        if !saving && self.pending.speaks() {
            // The disk is full: those who wait are told at once, and the writing is tried again later.
            self.tell_unsaved();
        }
        let pause = match (saving, self.pending.speaks()) {
            (false, _) => WRITE_AGAIN,
            (true, true) => Duration::ZERO,
            (true, false) => WRITE_EVERY,
        };
        let at = Instant::now() + pause;
        if self.write_at.is_none_or(|planned| at < planned) {
            self.write_at = Some(at);
        }
    }

    pub(super) fn write(&mut self) {
        self.write_at = None;
        if self.pending.is_empty() || self.committing {
            return;
        }
        let board = &self.board;
        let now = self.clock.now();
        let tables = &self.tables;
        let commit =
            self.pending.take(|job| memory::open(&board.job(job)?, now), |name| tables.record(name).cloned());
        self.committing = true;
        self.errand(Errand::Commit(commit));
    }

    pub(super) fn take_done(&mut self, done: Done) {
        match done {
            Done::Recalled { server, generation, memory } => self.recalled(&server, generation, *memory),
            Done::Paused { server, generation } => self.paused(&server, generation),
            Done::Unread(unread) => self.set_unread(unread),
            Done::Committed { commit, result } => {
                self.committing = false;
                match result {
                    Ok(committed) => self.committed(&commit, committed),
                    Err(error) => {
                        tracing::error!(%error, code = error.code(), "not saved");
                        let watched: HashSet<String> =
                            self.roster.iter().map(|e| e.view.id.clone()).collect();
                        self.pending.put_back(*commit, |server| watched.contains(server));
                        self.set_troubles("saving", vec![error.trouble()]);
                        self.tell_unsaved();
                        self.write_at = Some(Instant::now() + WRITE_AGAIN);
                    }
                }
                self.plan_write();
            }
        }
    }

    fn committed(&mut self, commit: &Commit, committed: Committed) {
        self.pending.written();
        self.set_troubles("saving", vec![]);
        // What was told while it could not be stored is not told again.
        let key = |n: &Notice| {
            (n.server.clone(), n.job.clone(), n.run, n.kind, n.at, n.title.clone(), n.text.clone())
        };
        let mut told = HashSet::new();
        for new in &commit.notices {
            if self.told_unsaved.remove(&identity(new)) {
                told.insert(key(&new.notice));
            }
        }
        for notice in committed.fresh {
            if !told.contains(&key(&notice)) {
                self.publish(&Change::Notice(Box::new(notice)));
            }
        }
        if committed.alerts > 0 {
            self.alerts.send_modify(|n| *n += 1);
        }
        self.set_unread(committed.unread);
    }

    /// The disk takes nothing: who waits is told all the same, once.
    fn tell_unsaved(&mut self) {
        let mut fresh = Vec::new();
        if self.told_unsaved.len() > pending::UNSAVED * 2 {
            // Those that wait no longer were let go of unsaved, and will not come again.
            let waiting: HashSet<_> = self.pending.waiting().map(|new| identity(new)).collect();
            self.told_unsaved.retain(|told| waiting.contains(told));
        }
        for new in self.pending.waiting() {
            if self.told_unsaved.insert(identity(new)) {
                let notice = Notice { read: new.quiet, ..new.notice.clone() };
                fresh.push((notice, new.hidden, std::mem::take(&mut new.alert)));
            }
        }
        for (mut notice, hidden, alert) in fresh {
            let id = self.next_unsaved;
            self.next_unsaved -= 1;
            notice.id = id.to_string();
            if alert.is_any() && self.unsaved_alerts.len() < UNSAVED_ALERTS {
                self.unsaved_alerts.push(Alert::new(id, notice.clone(), alert));
                self.alerts.send_modify(|n| *n += 1);
            }
            if hidden {
                continue;
            }
            let unread = self.unread + u32::from(!notice.read);
            self.publish(&Change::Notice(Box::new(notice)));
            self.set_unread(unread);
        }
    }

    pub(super) fn count_unread(&self) {
        let (store, done) = (self.store.clone(), self.done.0.clone());
        tokio::spawn(async move {
            if let Ok(unread) = store.unread().await {
                let _ = done.send(Done::Unread(unread));
            }
        });
    }

    pub(super) fn prune(&mut self) {
        let (store, now) = (self.store.clone(), self.clock.now());
        self.numbers.prune(now);
        tokio::spawn(async move {
            match store.prune(now).await {
                Ok(pruned) => tracing::debug!(?pruned, "pruned"),
                Err(error) => tracing::warn!(%error, "not pruned"),
            }
        });
    }
}
