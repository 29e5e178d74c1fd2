//! The library: who listens, which scans run.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;

use super::lifelike::Lifelike;
use super::message;
use super::scan::Scan;
use crate::audience::{Audience, Slow};
use crate::clock::Micros;
use crate::rooms::{Furnishing, Room};
use crate::world::{Agenda, Fate};

/// Messages that wait for a slow reader.
const WAITING: usize = 1_000;

/// What a stream passes on.
#[derive(Clone, Debug)]
pub(super) enum Said {
    /// A message of Redis, to be framed as the backend frames it.
    Published(Bytes),
    /// Bytes as they are.
    Raw(Bytes),
}

/// What is due.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Due {
    /// A scan says its next message.
    Scan(usize),
    /// The scenario asked to be called.
    Cue,
}

/// A scan and how long it waits between two messages.
struct Running {
    scan: Scan,
    pause: Micros,
}

pub(super) struct Shelves {
    pub(super) agenda: Agenda<Due>,
    running: Vec<Option<Running>>,
    lifelike: Option<Lifelike>,
    notified: i64,
    outbox: Vec<String>,
}

pub(crate) struct Library {
    shelves: Mutex<Shelves>,
    pub(super) audience: Arc<Audience<(), Said>>,
}

impl Library {
    pub(crate) fn new(furnishing: &Furnishing<'_>) -> Self {
        let mut shelves = Shelves {
            agenda: Agenda::default(),
            running: Vec::new(),
            lifelike: furnishing.lively.then(|| Lifelike::new(furnishing.seed, furnishing.now)),
            notified: 0,
            outbox: Vec::new(),
        };
        if furnishing.lively {
            shelves.agenda.add(furnishing.now, Due::Cue);
        }
        let audience = Audience::new(WAITING, Slow::IsCut, furnishing.counted.clone());
        Self { shelves: Mutex::new(shelves), audience }
    }

    fn shelves(&self) -> MutexGuard<'_, Shelves> {
        self.shelves.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes what is on the shelves, and tells everyone what that made workers say.
    pub(super) fn change<T>(&self, change: impl FnOnce(&mut Shelves) -> T) -> T {
        let mut shelves = self.shelves();
        let outcome = change(&mut shelves);
        for message in std::mem::take(&mut shelves.outbox) {
            self.audience.tell(&Said::Published(message.into()), |()| true);
        }
        outcome
    }
}

impl Shelves {
    pub(super) fn publish(&mut self, message: String) {
        self.outbox.push(message);
    }

    pub(super) fn notify(&mut self, text: &str) {
        self.notified += 1;
        self.outbox.push(message::notification(text, self.notified));
    }

    /// A scan that speaks now and then every `pause`.
    pub(super) fn begin(&mut self, scan: Scan, pause: Micros, now: Micros) {
        let free = self.running.iter().position(Option::is_none).unwrap_or(self.running.len());
        if free == self.running.len() {
            self.running.push(None);
        }
        self.running[free] = Some(Running { scan, pause });
        self.agenda.add(now, Due::Scan(free));
    }

    pub(super) fn scans(&self) -> usize {
        self.running.iter().flatten().count()
    }

    fn walk(&mut self, place: usize, at: Micros) {
        let Some(running) = self.running.get_mut(place).and_then(Option::as_mut) else { return };
        let Some(message) = running.scan.next() else {
            self.running[place] = None;
            return;
        };
        let (pause, inserting) = (running.pause, running.scan.is_inserting());
        self.outbox.push(message);
        let pause = match self.lifelike.take() {
            Some(mut lifelike) => {
                let pause = lifelike.walked(self, inserting, pause, at);
                self.lifelike = Some(lifelike);
                pause
            }
            None => pause,
        };
        self.agenda.add(at + pause, Due::Scan(place));
    }

    fn cue(&mut self, at: Micros) {
        if let Some(mut lifelike) = self.lifelike.take() {
            lifelike.cue(self, at);
            self.lifelike = Some(lifelike);
        }
    }
}

impl Room for Library {
    fn next(&self) -> Option<Micros> {
        self.shelves().agenda.next()
    }

    fn advance(&self, now: Micros, limit: usize) -> bool {
        self.change(|shelves| {
            for _ in 0..limit {
                match shelves.agenda.pop(now) {
                    Some((at, Due::Scan(place))) => shelves.walk(place, at),
                    Some((at, Due::Cue)) => shelves.cue(at),
                    None => return true,
                }
            }
            false
        })
    }

    fn mute(&self, muted: bool) {
        self.audience.mute(muted);
    }

    fn cut(&self, fate: Fate) {
        self.audience.cut(fate, |()| true);
    }

    /// Nobody signs in here.
    fn sign_out(&self) {}

    fn streams(&self) -> (usize, u64, usize) {
        self.audience.counts()
    }
}
