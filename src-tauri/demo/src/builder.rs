//! How a demo is set up and started.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{mpsc, watch};
use tokio_util::task::TaskTracker;

use crate::accounts::{Accounts, Users};
use crate::clock::{Clock, Micros, Pace};
use crate::demo::Demo;
use crate::dialect::Dialect;
use crate::door::{self, Door};
use crate::faults::Faults;
use crate::http;
use crate::rhythm::Rhythm;
use crate::rooms::{Furnishing, Rooms};
use crate::scenario::Scenario;
use crate::servers::Server;
use crate::shared::{Settings, Shared};
use crate::world::{Limits, World};

/// The library's own interval.
const KEEP_ALIVE: Duration = Duration::from_secs(20);
/// Orders the door has yet to follow.
const ORDERS: usize = 16;

/// Why a demo did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The port cannot be had.
    #[error("cannot listen on 127.0.0.1:{port}: {source}")]
    Port {
        /// The port asked for; 0: any.
        port: u16,
        /// What the system said.
        source: io::Error,
    },
}

impl StartError {
    /// A stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Port { .. } => "demo_port",
        }
    }
}

/// A demo to be. [`Demo::builder`] makes one.
#[derive(Clone, Debug)]
pub struct Builder {
    scenario: Scenario,
    seed: u64,
    port: u16,
    users: Users,
    faults: Faults,
    keep_alive: Option<Duration>,
    pace: Pace,
    origin: Option<Micros>,
    limits: Option<Limits>,
    control: bool,
    dialects: Vec<Dialect>,
    rhythm: Rhythm,
}

impl Default for Builder {
    fn default() -> Self {
        Self {
            scenario: Scenario::Lifelike,
            seed: 1,
            port: 0,
            users: Users::Open,
            faults: Faults::default(),
            keep_alive: Some(KEEP_ALIVE),
            pace: Pace::Real,
            origin: None,
            limits: None,
            control: false,
            dialects: Dialect::ALL.to_vec(),
            rhythm: Rhythm::default(),
        }
    }
}

impl Builder {
    /// What happens by itself.
    #[must_use]
    pub fn scenario(mut self, scenario: Scenario) -> Self {
        self.scenario = scenario;
        self
    }

    /// The same seed gives the same jobs at the same times.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// The port on 127.0.0.1; 0: any that is free.
    #[must_use]
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Who may see what.
    #[must_use]
    pub fn users(mut self, users: Users) -> Self {
        self.users = users;
        self
    }

    /// What is wrong from the start.
    #[must_use]
    pub fn faults(mut self, faults: Faults) -> Self {
        self.faults = faults;
        self
    }

    /// After how much silence a stream says that it lives; `None`: never. 20 s as captured.
    #[must_use]
    pub fn keep_alive(mut self, interval: impl Into<Option<Duration>>) -> Self {
        self.keep_alive = interval.into();
        self
    }

    /// How time passes.
    #[must_use]
    pub fn pace(mut self, pace: Pace) -> Self {
        self.pace = pace;
        self
    }

    /// The time at the start, in milliseconds since 1970; the wall's when not set.
    #[must_use]
    pub fn starting_at_ms(mut self, at: i64) -> Self {
        self.origin = Some(at.saturating_mul(1_000));
        self
    }

    /// How much is remembered; by the scenario when not set.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = Some(limits);
        self
    }

    /// Offers `/_demo/…` over HTTP too: for tests, not for people.
    #[must_use]
    pub fn control(mut self, offered: bool) -> Self {
        self.control = offered;
        self
    }

    /// Which dialects are spoken: all of them when not set.
    #[must_use]
    pub fn dialects(mut self, dialects: impl IntoIterator<Item = Dialect>) -> Self {
        let mut dialects: Vec<Dialect> = dialects.into_iter().collect();
        dialects.sort();
        dialects.dedup();
        self.dialects = dialects;
        self
    }

    /// How often the dialects beside sse-progress do what they do by themselves.
    #[must_use]
    pub fn rhythm(mut self, rhythm: Rhythm) -> Self {
        self.rhythm = rhythm;
        self
    }

    /// Starts it.
    ///
    /// # Errors
    /// When the port cannot be had.
    pub async fn start(self) -> Result<Demo, StartError> {
        let refused = |source| StartError::Port { port: self.port, source };
        let listener = door::hold(self.port).and_then(door::open).map_err(refused)?;
        let address = listener.local_addr().map_err(refused)?;
        let clock = Clock::new(self.pace, self.origin);
        let limits = self.limits.unwrap_or_else(|| self.scenario.limits());
        let mut world = World::new(self.seed, limits, self.users.first());
        let begun = clock.now() - self.scenario.already_running();
        world.direct(self.scenario.director(), begun);
        let counted = watch::Sender::new(0);
        let rooms = Rooms::new(&Furnishing {
            seed: self.seed,
            now: clock.now(),
            lively: self.scenario.is_lively(),
            rhythm: self.rhythm,
            counted: &counted,
        });
        let origin = format!("http://{address}");
        let servers =
            self.dialects.iter().map(|dialect| Server::of(*dialect, &origin, &self.users)).collect();
        let (door, orders) = mpsc::channel(ORDERS);
        let shared = Arc::new(Shared::new(Settings {
            world,
            clock,
            accounts: Accounts::new(self.users),
            rooms,
            counted,
            rhythm: self.rhythm,
            faults: self.faults,
            keep_alive: self.keep_alive,
            control: self.control,
            seed: self.seed,
            door,
        }));
        // Whoever connects first finds the jobs that should be there.
        shared.catch_up().await;
        let tasks = TaskTracker::new();
        let router = http::router(&shared, &self.dialects);
        tasks.spawn(Door { shared: Arc::clone(&shared), router, address, orders }.serve(listener));
        let living = Arc::clone(&shared);
        tasks.spawn(async move { living.live().await });
        tasks.close();
        Ok(Demo::new(address, servers, shared, tasks))
    }
}
