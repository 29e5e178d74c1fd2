//! What is due when.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::clock::Micros;

/// Something that happens by itself.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Action {
    /// A pending job begins.
    Start { job: String, run: u32 },
    /// A job reaches its next stop.
    Walk { job: String, run: u32 },
    /// The scenario asked to be called.
    Cue(u64),
}

pub(crate) struct Agenda<A> {
    due: BinaryHeap<Reverse<(Micros, u64, A)>>,
    added: u64,
}

impl<A: Ord> Default for Agenda<A> {
    fn default() -> Self {
        Self { due: BinaryHeap::new(), added: 0 }
    }
}

impl<A: Ord> Agenda<A> {
    pub(crate) fn add(&mut self, at: Micros, action: A) {
        self.added += 1;
        self.due.push(Reverse((at, self.added, action)));
    }

    pub(crate) fn next(&self) -> Option<Micros> {
        self.due.peek().map(|Reverse((at, ..))| *at)
    }

    /// The first action that is due, with the time it was planned for.
    pub(crate) fn pop(&mut self, now: Micros) -> Option<(Micros, A)> {
        if self.next()? > now {
            return None;
        }
        self.due.pop().map(|Reverse((at, _, action))| (at, action))
    }
}
