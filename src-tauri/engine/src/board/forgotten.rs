//! Jobs that left the board: just enough to know them again, so that a list that still names them is no
//! news, and a run that begins after all gets its own number.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use vigie_contract::Millis;

use super::run::Run;
use crate::update::Phase;

struct Trace {
    number: u32,
    warnings: u32,
    /// When its end, or that it had vanished, was learned.
    ended: Millis,
    streamed: Option<Millis>,
    vanished: bool,
    started_at: Option<Millis>,
    remembered: bool,
    order: u64,
}

/// The traces of one server's jobs, the oldest given up first.
#[derive(Default)]
pub(super) struct Forgotten {
    traces: HashMap<Arc<str>, Trace>,
    order: BTreeMap<u64, Arc<str>>,
    next: u64,
}

impl Forgotten {
    pub fn remember(&mut self, key: Arc<str>, run: &Run, warnings: u32, keep: usize, now: Millis) {
        if self.has_run(&key, run.number.saturating_add(1)) {
            return;
        }
        let trace = Trace {
            number: run.number,
            warnings,
            ended: run.ended.or(run.vanished).unwrap_or(now),
            streamed: run.streamed,
            vanished: run.vanished.is_some(),
            started_at: run.started_at.or(run.started_before),
            remembered: run.remembered,
            order: self.next,
        };
        self.order.insert(self.next, Arc::clone(&key));
        self.next += 1;
        if let Some(old) = self.traces.insert(key, trace) {
            self.order.remove(&old.order);
        }
        while self.order.len() > keep
            && let Some((_, oldest)) = self.order.pop_first()
        {
            self.traces.remove(&oldest);
        }
    }

    /// The run that left the board, and how many warnings it had given.
    pub fn recall(&self, id: &str) -> Option<(Run, u32)> {
        let trace = self.traces.get(id)?;
        let mut run = Run::first(trace.number, trace.ended);
        run.started_at = trace.started_at;
        run.streamed = trace.streamed;
        run.remembered = trace.remembered;
        run.phase = if trace.vanished { Phase::Running } else { Phase::Completed };
        run.ended = (!trace.vanished).then_some(trace.ended);
        run.vanished = trace.vanished.then_some(trace.ended);
        Some((run, trace.warnings))
    }

    /// Whether this run or a later one left the board.
    pub fn has_run(&self, id: &str, number: u32) -> bool {
        self.traces.get(id).is_some_and(|trace| trace.number >= number)
    }

    /// The job is back on the board.
    pub fn forget(&mut self, id: &str) {
        if let Some(trace) = self.traces.remove(id) {
            self.order.remove(&trace.order);
        }
    }

    pub fn rewind(&mut self, now: Millis) {
        for trace in self.traces.values_mut() {
            trace.ended = trace.ended.min(now);
            trace.streamed = trace.streamed.map(|at| at.min(now));
        }
    }
}
