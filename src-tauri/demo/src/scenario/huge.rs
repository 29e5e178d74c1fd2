//! A list longer than any screen.

use super::kinds::{KINDS, job_of};
use super::{Director, SECOND};
use crate::clock::Micros;
use crate::spec::JobSpec;
use crate::world::{Status, World};

/// What runs lasts longer than anyone looks.
const LASTING_SECONDS: f64 = 400_000.0;

pub(super) struct Huge {
    pub(super) jobs: u32,
    pub(super) active: u32,
}

impl Director for Huge {
    fn begin(&mut self, world: &mut World, now: Micros) {
        let patterns: Vec<JobSpec> = KINDS
            .iter()
            .map(|kind| JobSpec { hidden_total: None, ..job_of(*kind, &mut world.rng) })
            .map(|spec| JobSpec { total: spec.total.max(1_000), ..spec })
            .collect();
        for (number, pattern) in (0..self.jobs).zip(patterns.iter().cycle()) {
            let mut spec = pattern.clone();
            let running = number >= self.jobs.saturating_sub(self.active);
            let born = now - Micros::from(self.jobs - number) * SECOND;
            if running {
                spec.items_per_second = Some(spec.total as f64 / LASTING_SECONDS);
                spec.every = 1;
                world.create(&spec, born);
                continue;
            }
            spec.items_per_second = None;
            let id = world.create(&spec, born);
            // Rows alone: nobody was there to hear their events.
            if let Some(job) = world.job_mut(&id) {
                job.status = Status::Completed;
                job.processed = job.total;
                job.started_at = Some(born);
                job.completed_at = Some(born + SECOND / 2);
                job.script.forget_words();
            }
        }
    }
}
