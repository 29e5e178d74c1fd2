//! Many jobs, many events, without end: for measurements.

use super::Director;
use crate::clock::Micros;
use crate::spec::JobSpec;
use crate::world::World;

/// More than any run will count.
const ITEMS: i64 = 1_000_000_000;

pub(super) struct Storm {
    pub(super) jobs: u32,
    pub(super) events_per_second: f64,
}

impl Director for Storm {
    fn begin(&mut self, world: &mut World, now: Micros) {
        for number in 0..self.jobs {
            let spec = JobSpec {
                title: Some(format!("Tempête {number}")),
                ..JobSpec::new(format!("storm-{number}"), ITEMS).at_rate(self.events_per_second)
            };
            world.create(&spec, now);
        }
    }
}
