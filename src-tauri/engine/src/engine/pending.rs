//! What is to be written, gathered until it is.

use std::collections::{HashMap, HashSet, VecDeque};

use vigie_contract::{JobRef, Notice};

use crate::store::{Commit, Cursor, FinishedJob, NewNotice};

/// Notices kept in memory while they cannot be stored.
pub(super) const UNSAVED: usize = 1_000;

/// Finished jobs kept in memory while they cannot be stored.
const UNSAVED_FINISHED: usize = 100_000;

/// What is to be written with the next commit.
///
/// Positions and the open jobs they led to go into one transaction with the
/// notices: a crash leaves either all of it or none.
#[derive(Debug, Default)]
pub(super) struct Pending {
    notices: VecDeque<NewNotice>,
    finished: VecDeque<FinishedJob>,
    closed: HashSet<JobRef>,
    touched: HashSet<JobRef>,
    cursors: HashMap<(String, String), Option<String>>,
    /// Positions being written just now.
    writing: HashMap<(String, String), Option<String>>,
}

/// What makes a notice the same as another.
pub(super) type Identity = (String, Option<String>, Option<u32>, &'static str, String);

/// The identity of a notice to be stored.
pub(super) fn identity(new: &NewNotice) -> Identity {
    let notice: &Notice = &new.notice;
    (notice.server.clone(), notice.job.clone(), notice.run, notice.kind.as_str(), new.occurrence.clone())
}

impl Pending {
    pub fn is_empty(&self) -> bool {
        self.notices.is_empty() && self.finished.is_empty() && !self.has_positions()
    }

    /// Whether somebody waits to be told.
    pub fn speaks(&self) -> bool {
        !self.notices.is_empty() || !self.finished.is_empty()
    }

    fn has_positions(&self) -> bool {
        !(self.closed.is_empty() && self.touched.is_empty() && self.cursors.is_empty())
    }

    pub fn notice(&mut self, notice: NewNotice) {
        if self.notices.len() >= UNSAVED {
            self.notices.pop_front();
        }
        self.notices.push_back(notice);
    }

    /// Notices that wait to be stored.
    pub fn waiting(&mut self) -> impl Iterator<Item = &mut NewNotice> {
        self.notices.iter_mut()
    }

    pub fn finished(&mut self, job: FinishedJob) {
        if self.finished.len() >= UNSAVED_FINISHED {
            self.finished.pop_front();
        }
        self.finished.push_back(job);
    }

    /// An open job changed.
    pub fn touched(&mut self, job: JobRef) {
        self.closed.remove(&job);
        self.touched.insert(job);
    }

    /// A job is open no longer.
    pub fn closed(&mut self, job: JobRef) {
        self.touched.remove(&job);
        self.closed.insert(job);
    }

    pub fn cursor(&mut self, cursor: Cursor) {
        self.cursors.insert((cursor.server, cursor.name), cursor.value);
    }

    /// Nothing of this server is to be written any more, its notices excepted.
    pub fn forget(&mut self, server: &str) {
        self.closed.retain(|job| job.server != server);
        self.touched.retain(|job| job.server != server);
        self.cursors.retain(|(of, _), _| of != server);
    }

    /// Takes it all; `open` gives an open job as it is now.
    pub fn take(&mut self, open: impl Fn(&JobRef) -> Option<crate::store::OpenJob>) -> Commit {
        let this = std::mem::take(self);
        self.writing.clone_from(&this.cursors);
        Commit {
            notices: this.notices.into(),
            finished: this.finished.into(),
            open: this.touched.iter().filter_map(open).collect(),
            closed: this.closed.into_iter().map(|job| (job.server, job.id)).collect(),
            cursors: this
                .cursors
                .into_iter()
                .map(|((server, name), value)| Cursor { server, name, value })
                .collect(),
        }
    }

    /// What was taken is written.
    pub fn written(&mut self) {
        self.writing.clear();
    }

    /// Positions of a server that are not known to be written replace those that are.
    pub fn overlay(&self, server: &str, written: &mut Vec<(String, String)>) {
        let mut all: HashMap<String, String> = std::mem::take(written).into_iter().collect();
        for ((of, name), value) in self.writing.iter().chain(&self.cursors) {
            match value {
                _ if of != server => {}
                Some(value) => drop(all.insert(name.clone(), value.clone())),
                None => drop(all.remove(name)),
            }
        }
        written.extend(all);
    }

    /// Puts back what could not be written, before what came since. Of servers that are watched no
    /// longer, only what the bell and the history tell.
    pub fn put_back(&mut self, commit: Commit, watched: impl Fn(&str) -> bool) {
        self.writing.clear();
        for notice in commit.notices.into_iter().rev() {
            if self.notices.len() < UNSAVED {
                self.notices.push_front(notice);
            }
        }
        for job in commit.finished.into_iter().rev() {
            if self.finished.len() < UNSAVED_FINISHED {
                self.finished.push_front(job);
            }
        }
        for job in commit.open.into_iter().filter(|job| watched(&job.server)) {
            let job = JobRef { server: job.server, id: job.id };
            if !self.closed.contains(&job) {
                self.touched.insert(job);
            }
        }
        for (server, id) in commit.closed.into_iter().filter(|(server, _)| watched(server)) {
            let job = JobRef { server, id };
            if !self.touched.contains(&job) {
                self.closed.insert(job);
            }
        }
        for cursor in commit.cursors.into_iter().filter(|cursor| watched(&cursor.server)) {
            self.cursors.entry((cursor.server, cursor.name)).or_insert(cursor.value);
        }
    }
}
