//! 25 jobs at once that all end within a second, and again.

use super::kinds::{Kind, job_of};
use super::{Director, SECOND};
use crate::clock::Micros;
use crate::world::{Action, World};

const JOBS: i64 = 25;
const EVERY: Micros = 30 * SECOND;
/// Time to find them before they run.
const WARNING_MS: u64 = 6_000;
/// Items a second: slow enough to be seen, and the last of them ends within a second of the first.
const ITEMS: i64 = 20;

#[derive(Default)]
pub(super) struct Burst {
    bursts: u64,
}

impl Director for Burst {
    fn begin(&mut self, world: &mut World, now: Micros) {
        self.cue(world, 0, now);
    }

    fn cue(&mut self, world: &mut World, _cue: u64, now: Micros) {
        for number in 0..JOBS {
            let mut spec = job_of(Kind::Campaign, &mut world.rng);
            spec.total = ITEMS;
            spec.every = 1;
            spec.jitter = 0.0;
            spec.start_after_ms = WARNING_MS;
            spec.warn_at.clear();
            spec.fail_at = (number % 10 == 7).then_some(ITEMS);
            spec.hang_at = None;
            // All at about 0.6 to 0.95 s after their start.
            spec.items_per_second = Some(ITEMS as f64 / (0.6 + 0.35 * number as f64 / JOBS as f64));
            world.create(&spec, now);
        }
        self.bursts += 1;
        world.agenda.add(now + EVERY, Action::Cue(self.bursts));
    }
}
