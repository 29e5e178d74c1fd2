//! What the server's tasks, the handle and the tests share.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{Notify, mpsc, watch};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::accounts::Accounts;
use crate::clock::{Clock, Micros};
use crate::counters::{Counters, Route};
use crate::dialect::Dialect;
use crate::door::Order;
use crate::faults::Faults;
use crate::gate::Gates;
use crate::rhythm::Rhythm;
use crate::rooms::{Room, Rooms};
use crate::trouble::Trouble;
use crate::world::{Fate, World};

/// Actions done while the lock is held once: a demo that has slept for hours must not freeze its streams.
const SLICE: usize = 2_000;

#[derive(Default)]
pub(crate) struct Traffic {
    pub(crate) open: usize,
    pub(crate) total: u64,
    pub(crate) requests: BTreeMap<Route, u64>,
}

pub(crate) struct Shared {
    world: Mutex<World>,
    traffic: Mutex<Traffic>,
    pub(crate) clock: Clock,
    pub(crate) accounts: Accounts,
    /// The dialects beside sse-progress.
    pub(crate) rooms: Rooms,
    pub(crate) gates: Gates,
    pub(crate) rhythm: Rhythm,
    /// WebSockets, which outlive the requests they began as.
    pub(crate) sockets: TaskTracker,
    pub(crate) faults: watch::Sender<Faults>,
    pub(crate) keep_alive: Option<Duration>,
    pub(crate) control: bool,
    /// Mixed into the order in which a stream names its channels.
    pub(crate) seed: u64,
    /// The agenda has changed.
    pub(crate) replan: Notify,
    /// Something was counted.
    pub(crate) counted: watch::Sender<u64>,
    pub(crate) door: mpsc::Sender<Order>,
    pub(crate) over: CancellationToken,
}

pub(crate) struct Settings {
    pub(crate) world: World,
    pub(crate) clock: Clock,
    pub(crate) accounts: Accounts,
    pub(crate) rooms: Rooms,
    pub(crate) counted: watch::Sender<u64>,
    pub(crate) rhythm: Rhythm,
    pub(crate) faults: Faults,
    pub(crate) keep_alive: Option<Duration>,
    pub(crate) control: bool,
    pub(crate) seed: u64,
    pub(crate) door: mpsc::Sender<Order>,
}

impl Shared {
    pub(crate) fn new(settings: Settings) -> Self {
        Self {
            world: Mutex::new(settings.world),
            traffic: Mutex::default(),
            clock: settings.clock,
            accounts: settings.accounts,
            rooms: settings.rooms,
            gates: Gates::new(&settings.counted),
            rhythm: settings.rhythm,
            sockets: TaskTracker::new(),
            faults: watch::Sender::new(settings.faults),
            keep_alive: settings.keep_alive,
            control: settings.control,
            seed: settings.seed,
            replan: Notify::new(),
            counted: settings.counted,
            door: settings.door,
            over: CancellationToken::new(),
        }
    }

    /// Never held over an await. A panic under it leaves a demo that is odd but not dangerous.
    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the world, and lets the director's clock know.
    pub(crate) fn change<T>(&self, change: impl FnOnce(&mut World, i64) -> T) -> T {
        let outcome = change(&mut self.world(), self.clock.now());
        self.replan.notify_one();
        outcome
    }

    pub(crate) fn set_faults(&self, faults: Faults) {
        if faults.deaf {
            self.world().listeners.deafen();
        }
        self.faults.send_replace(faults);
    }

    pub(crate) fn cut(&self, fate: Fate) {
        self.world().listeners.cut(fate);
    }

    /// Ends or breaks every stream of every dialect beside sse-progress.
    pub(crate) fn cut_rooms(&self, fate: Fate) {
        self.rooms.each(|room| room.cut(fate));
    }

    pub(crate) fn cut_dialect(&self, dialect: Dialect, fate: Fate) {
        match self.rooms.of(dialect) {
            Some(room) => room.cut(fate),
            None => self.cut(fate),
        }
    }

    pub(crate) fn set_trouble(&self, dialect: Dialect, trouble: Trouble) {
        if let Some(room) = self.rooms.of(dialect) {
            room.mute(trouble.deaf);
        }
        self.gates.of(dialect).set_trouble(trouble);
    }

    /// Signs out everyone who has signed in there. Streams that are open stay open.
    pub(crate) fn sign_out(&self, dialect: Dialect) {
        match self.rooms.of(dialect) {
            Some(room) => room.sign_out(),
            None => self.accounts.drop_sessions(),
        }
    }

    pub(crate) fn traffic(&self) -> MutexGuard<'_, Traffic> {
        self.traffic.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn count(&self, what: impl FnOnce(&mut Traffic)) {
        what(&mut self.traffic());
        self.tell_counted();
    }

    pub(crate) fn tell_counted(&self) {
        self.counted.send_modify(|times| *times = times.wrapping_add(1));
    }

    pub(crate) fn counters(&self) -> Counters {
        let mut counters = Counters::default();
        {
            let traffic = self.traffic();
            counters.connections_open = traffic.open;
            counters.connections_total = traffic.total;
            counters.requests.clone_from(&traffic.requests);
        }
        let world = self.world();
        counters.streams = world.listeners.jobs();
        counters.streams_total = world.listeners.opened();
        counters.streams_max = world.listeners.most_open();
        counters.channels_max = world.listeners.most_channels();
        let own = (counters.streams.len(), counters.streams_total, counters.streams_max);
        drop(world);
        for dialect in Dialect::ALL {
            let streams = self.rooms.of(dialect).map_or(own, Room::streams);
            counters.dialects.insert(dialect, self.gates.of(dialect).counters(streams));
        }
        counters
    }

    /// Does all that is due by now.
    pub(crate) async fn catch_up(&self) {
        while !self.world().advance(self.clock.now(), SLICE) {
            tokio::task::yield_now().await;
        }
        for dialect in Dialect::ALL {
            let Some(room) = self.rooms.of(dialect) else { continue };
            while !room.advance(self.clock.now(), SLICE) {
                tokio::task::yield_now().await;
            }
        }
    }

    /// When something is due, anywhere.
    fn next(&self) -> Option<Micros> {
        let root = self.world().agenda.next();
        let rooms = Dialect::ALL.into_iter().filter_map(|dialect| self.rooms.of(dialect)?.next());
        root.into_iter().chain(rooms).min()
    }

    /// Lets time pass in the world, until the demo is over.
    pub(crate) async fn live(&self) {
        loop {
            self.catch_up().await;
            let next = self.next().and_then(|at| self.clock.instant(at));
            let due = async {
                match next {
                    Some(at) => tokio::time::sleep_until(at).await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                () = due => {}
                () = self.replan.notified() => {}
                () = self.over.cancelled() => return,
            }
        }
    }
}
