//! What the server's tasks, the handle and the tests share.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{Notify, mpsc, watch};
use tokio_util::sync::CancellationToken;

use crate::accounts::Accounts;
use crate::clock::Clock;
use crate::counters::{Counters, Route};
use crate::door::Order;
use crate::faults::Faults;
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
            faults: watch::Sender::new(settings.faults),
            keep_alive: settings.keep_alive,
            control: settings.control,
            seed: settings.seed,
            replan: Notify::new(),
            counted: watch::Sender::new(0),
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
        counters
    }

    /// Does all that is due by now.
    pub(crate) async fn catch_up(&self) {
        while !self.world().advance(self.clock.now(), SLICE) {
            tokio::task::yield_now().await;
        }
    }

    /// Lets time pass in the world, until the demo is over.
    pub(crate) async fn live(&self) {
        loop {
            self.catch_up().await;
            let next = self.world().agenda.next().and_then(|at| self.clock.instant(at));
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
