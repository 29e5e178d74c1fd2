//! What happens by itself.

mod burst;
mod calm;
mod huge;
mod kinds;
mod lifelike;
mod storm;
mod weird;

use std::str::FromStr;

use crate::clock::Micros;
use crate::clock::SECOND;
use crate::world::{Limits, World};

/// What happens by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Scenario {
    /// Six to eight jobs at any time, for ever; within a minute each kind of thing happens. The only scenario in
    /// which things happen by themselves in the other dialects too.
    #[default]
    Lifelike,
    /// One slow job after another.
    Calm,
    /// 25 jobs at once that all end within a second, again every half minute.
    Burst,
    /// So many jobs, each with so many events a second, without end.
    Storm {
        /// Jobs.
        jobs: u32,
        /// Events a second, for each.
        events_per_second: f64,
    },
    /// Nothing.
    Empty,
    /// Everything a server should not send.
    Weird,
    /// A list of so many jobs, of which so many are active.
    Huge {
        /// Jobs in the list.
        jobs: u32,
        /// Of these, still running.
        active: u32,
    },
}

/// There is no scenario of that name.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("no scenario is called {0:?}; there are lifelike, calm, burst, storm, empty, weird and huge")]
pub struct UnknownScenario(String);

impl FromStr for Scenario {
    type Err = UnknownScenario;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Ok(match name {
            "lifelike" => Self::Lifelike,
            "calm" => Self::Calm,
            "burst" => Self::Burst,
            "storm" => Self::Storm { jobs: 10, events_per_second: 100.0 },
            "empty" => Self::Empty,
            "weird" => Self::Weird,
            "huge" => Self::Huge { jobs: 100_000, active: 50 },
            _ => return Err(UnknownScenario(name.to_owned())),
        })
    }
}

impl Scenario {
    /// Every name [`Scenario::from_str`] knows.
    pub const NAMES: [&'static str; 7] = ["lifelike", "calm", "burst", "storm", "empty", "weird", "huge"];

    pub(crate) fn director(self) -> Box<dyn Director> {
        match self {
            Self::Lifelike => Box::new(lifelike::Lifelike),
            Self::Calm => Box::new(calm::Calm::default()),
            Self::Burst => Box::new(burst::Burst::default()),
            Self::Storm { jobs, events_per_second } => Box::new(storm::Storm { jobs, events_per_second }),
            Self::Empty => Box::new(Empty),
            Self::Weird => Box::new(weird::Weird),
            Self::Huge { jobs, active } => Box::new(huge::Huge { jobs, active }),
        }
    }

    /// How long it has been going on when the demo starts.
    pub(crate) fn already_running(self) -> Micros {
        match self {
            Self::Lifelike => lifelike::BEFORE,
            _ => 0,
        }
    }

    /// Whether things happen by themselves in the other dialects too. The rest are about jobs alone.
    pub(crate) fn is_lively(self) -> bool {
        self == Self::Lifelike
    }

    pub(crate) fn limits(self) -> Limits {
        match self {
            // Tests of a list want it whole.
            Self::Empty | Self::Weird => Limits { finished_jobs: 1_000, ..Limits::default() },
            Self::Storm { .. } => Limits { events: 10_000, ..Limits::default() },
            Self::Huge { jobs, .. } => {
                Limits { finished_jobs: jobs as usize, finished_ms: u64::MAX, ..Limits::default() }
            }
            Self::Lifelike | Self::Calm | Self::Burst => Limits::default(),
        }
    }
}

/// Who makes things happen. Called with the time at which each thing was due.
pub(crate) trait Director: Send {
    /// The demo begins.
    fn begin(&mut self, world: &mut World, now: Micros);

    /// A job has ended.
    fn ended(&mut self, _world: &mut World, _job: &str, _now: Micros) {}

    /// A cue that was asked for is due.
    fn cue(&mut self, _world: &mut World, _cue: u64, _now: Micros) {}
}

struct Empty;

impl Director for Empty {
    fn begin(&mut self, _world: &mut World, _now: Micros) {}
}
