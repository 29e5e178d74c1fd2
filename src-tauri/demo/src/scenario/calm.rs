//! One slow job after another.

use super::kinds::{Kind, job_of};
use super::{Director, SECOND};
use crate::clock::Micros;
use crate::world::{Action, World};

#[derive(Default)]
pub(super) struct Calm {
    jobs: u64,
}

const BETWEEN: Micros = 5 * SECOND;

impl Director for Calm {
    fn begin(&mut self, world: &mut World, now: Micros) {
        self.cue(world, 0, now);
    }

    fn ended(&mut self, world: &mut World, _job: &str, now: Micros) {
        self.jobs += 1;
        world.agenda.add(now + BETWEEN, Action::Cue(self.jobs));
    }

    fn cue(&mut self, world: &mut World, _cue: u64, now: Micros) {
        let mut spec = job_of(Kind::Report, &mut world.rng);
        spec.total = 120;
        spec.items_per_second = Some(1.0);
        world.create(&spec, now);
    }
}
