//! A company's afternoon: six to eight jobs at any time, for ever.

use rand::RngExt as _;

use super::kinds::{KINDS, Kind, job_of};
use super::{Director, SECOND};
use crate::clock::Micros;
use crate::spec::JobSpec;
use crate::world::{Action, World};

/// What had been going on before anyone looked.
pub(super) const BEFORE: Micros = 25 * SECOND;

const FEWEST: usize = 6;
const MOST: usize = 8;
/// The cue for one more job.
const ANOTHER: u64 = 0;

pub(super) struct Lifelike;

impl Director for Lifelike {
    fn begin(&mut self, world: &mut World, now: Micros) {
        for spec in first_minute(world) {
            world.create(&spec, now);
        }
    }

    fn ended(&mut self, world: &mut World, _job: &str, now: Micros) {
        let pause = if world.active() < FEWEST { 0 } else { world.rng.random_range(1..5) * SECOND };
        world.agenda.add(now + pause, Action::Cue(ANOTHER));
    }

    fn cue(&mut self, world: &mut World, _cue: u64, now: Micros) {
        if world.active() < MOST {
            let spec = any_job(world);
            world.create(&spec, now);
        }
    }
}

/// The first jobs. Seconds are counted from when someone looks, which is [`BEFORE`] after they were created:
/// one completes at about 8 s, one stalls at 10 s for 26 s, one warns often, one fails at 30 s, two complete
/// within the minute, one has no total.
fn first_minute(world: &mut World) -> Vec<JobSpec> {
    let rng = &mut world.rng;
    let mut of = |kind, items_per_second: f64, total: i64| JobSpec {
        total,
        items_per_second: Some(items_per_second),
        jitter: 0.2,
        ..job_of(kind, rng)
    };
    let before = BEFORE as f64 / SECOND as f64;
    let at = |speed: f64, second: f64| (speed * (before + second)) as i64;
    let mut campaign = of(Kind::Campaign, 12.0, at(12.0, 70.0));
    campaign.warn_at = (0..8).map(|nth| at(12.0, 4.0 + 9.0 * f64::from(nth))).collect();
    let mut export = of(Kind::Accounting, 150.0, at(150.0, 30.0));
    export.hang_at = Some(at(150.0, 10.0));
    export.hang_ms = Some(26_000);
    let mut invoices = of(Kind::Invoices, 60.0, at(60.0, 50.0));
    invoices.warn_at = vec![at(60.0, 12.0), at(60.0, 21.0)];
    invoices.fail_at = Some(at(60.0, 30.0));
    let mut library = of(Kind::Library, 22.0, 0);
    library.hidden_total = Some(at(22.0, 40.0));
    vec![
        of(Kind::Orders, 900.0, 50_000),
        campaign,
        of(Kind::Report, 0.9, at(0.9, 45.0)),
        export,
        library,
        invoices,
        of(Kind::Campaign, 9.0, at(9.0, 8.0)),
    ]
}

/// A job like any other: most go well, some warn, some stall, some fail.
fn any_job(world: &mut World) -> JobSpec {
    let kind = KINDS[world.rng.random_range(0..KINDS.len())];
    let mut spec = job_of(kind, &mut world.rng);
    let rng = &mut world.rng;
    let speed = spec.items_per_second.unwrap_or(1.0) * rng.random_range(0.7..1.4);
    spec.items_per_second = Some(speed);
    // Long enough to be looked at, and not a desktop alert every few seconds.
    let lasting = |items: i64| (items as f64 / speed * 6.0).clamp(120.0, 420.0);
    let end = spec.hidden_total.unwrap_or(spec.total);
    let end = (lasting(end) * speed).max(4.0) as i64;
    match &mut spec.hidden_total {
        Some(hidden) => *hidden = end,
        None => spec.total = end,
    }
    if rng.random_bool(0.3) {
        spec.start_after_ms = rng.random_range(2_000..6_000);
    }
    if rng.random_bool(0.3) {
        let warnings = rng.random_range(1..7);
        spec.warn_at = (0..warnings).map(|_| rng.random_range(1..=end)).collect();
    }
    if rng.random_bool(0.14) {
        spec.fail_at = Some(rng.random_range(end / 3..=end * 9 / 10).max(1));
    } else if rng.random_bool(0.16) {
        spec.hang_at = Some(rng.random_range(end / 4..=end * 3 / 4).max(1));
        spec.hang_ms = Some(rng.random_range(20_000..35_000));
    }
    spec
}
