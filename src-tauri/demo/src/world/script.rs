//! How a job that moves by itself goes from item to item.

use std::sync::{Arc, LazyLock};

use rand::rngs::StdRng;
use rand::{Rng as _, RngExt as _};

use crate::clock::{Micros, micros};
use crate::spec::{JobSpec, Texts};
use crate::world::job::Job;

/// A speed that is no speed would make a job that never moves and never says so.
const SLOWEST: f64 = 1e-6;
const MOST_JITTER: f64 = 0.9;

pub(crate) struct Script {
    /// Items a second; `None` for a job moved by hand.
    rate: Option<f64>,
    every: i64,
    jitter: f64,
    warn_at: Vec<i64>,
    fail_at: Option<i64>,
    hang: Option<Hang>,
    /// The item at which it is complete.
    end: i64,
    texts: Arc<Texts>,
    /// Counts the runs, so that what was planned for an earlier one is dropped.
    pub(crate) run: u32,
}

#[derive(Clone, Copy)]
struct Hang {
    at: i64,
    lasting: Option<Micros>,
}

/// What happens at an item.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    Progress(i64),
    Warning(i64),
    Failure(i64),
}

impl Script {
    pub(crate) fn new(spec: &JobSpec, run: u32) -> Self {
        let mut warn_at = spec.warn_at.clone();
        warn_at.sort_unstable();
        Self {
            rate: spec.items_per_second.filter(|rate| rate.is_finite()).map(|rate| rate.max(SLOWEST)),
            every: spec.every.max(1),
            jitter: spec.jitter.clamp(0.0, MOST_JITTER),
            warn_at,
            fail_at: spec.fail_at,
            hang: spec.hang_at.map(|at| Hang {
                at,
                lasting: spec.hang_ms.map(|ms| micros(std::time::Duration::from_millis(ms))),
            }),
            end: spec.hidden_total.unwrap_or(spec.total).max(0),
            texts: Arc::new(spec.texts.clone()),
            run,
        }
    }

    /// What has ended says nothing more: its words need no room.
    pub(crate) fn forget_words(&mut self) {
        static NOTHING: LazyLock<Arc<Texts>> = LazyLock::new(Arc::default);
        self.texts = Arc::clone(&NOTHING);
        self.warn_at = Vec::new();
    }

    pub(crate) fn texts(&self) -> &Texts {
        &self.texts
    }

    /// Whether it moves by itself.
    pub(crate) fn is_scripted(&self) -> bool {
        self.rate.is_some()
    }

    pub(crate) fn end(&self) -> i64 {
        self.end
    }

    /// The next item, after `done`, at which there is something to say.
    pub(crate) fn stop_after(&self, done: i64) -> Stop {
        let multiple = (done / self.every + 1) * self.every;
        let mut next = Stop::Progress(multiple.min(self.end.max(done + 1)));
        let mut at = multiple.min(self.end.max(done + 1));
        if let Some(hang) = self.hang.filter(|hang| hang.at > done && hang.at < at) {
            at = hang.at;
            next = Stop::Progress(at);
        }
        let first_warning = self.warn_at.partition_point(|item| *item <= done);
        if let Some(&item) = self.warn_at.get(first_warning).filter(|item| **item <= at) {
            at = item;
            next = Stop::Warning(item);
        }
        match self.fail_at {
            Some(item) if item > done && item <= at => Stop::Failure(item),
            _ => next,
        }
    }

    /// When the next stop after `done` is reached; `None`: never by itself.
    pub(crate) fn due(&self, done: i64, now: Micros, rng: &mut StdRng) -> Option<Micros> {
        let rate = self.rate?;
        let pause = match self.hang {
            Some(hang) if hang.at == done => hang.lasting?,
            _ => 0,
        };
        let (Stop::Progress(to) | Stop::Warning(to) | Stop::Failure(to)) = self.stop_after(done);
        let uneven =
            if self.jitter > 0.0 { rng.random_range(1.0 - self.jitter..1.0 + self.jitter) } else { 1.0 };
        let walk = (to - done) as f64 / rate * uneven * 1e6;
        Some(now + pause + walk as Micros)
    }
}

impl Job {
    /// A message of the script with its numbers filled in.
    pub(crate) fn say(&self, template: &str, item: i64) -> String {
        if !template.contains('{') {
            return template.to_owned();
        }
        template
            .replace("{n}", &item.to_string())
            .replace("{total}", &self.total.to_string())
            .replace("{ok}", &(self.processed - self.failed).to_string())
            .replace("{failed}", &self.failed.to_string())
    }
}

/// A random (version 4) UUID from the scenario's own dice.
pub(crate) fn uuid(rng: &mut StdRng) -> String {
    let bits = (u128::from(rng.next_u64()) << 64) | u128::from(rng.next_u64());
    let bits = (bits & !(0xf << 76) & !(0x3 << 62)) | (0x4 << 76) | (0x2 << 62);
    let hex = format!("{bits:032x}");
    format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng as _;

    fn script(spec: &JobSpec) -> Script {
        Script::new(spec, 0)
    }

    #[test]
    fn a_script_stops_where_something_happens() {
        let script = script(
            &JobSpec { total: 100, every: 30, fail_at: Some(95), ..JobSpec::default() }
                .warning_at([40])
                .hanging_at(50, None),
        );
        let mut done = 0;
        let mut stops = Vec::new();
        loop {
            let stop = script.stop_after(done);
            let (Stop::Progress(at) | Stop::Warning(at) | Stop::Failure(at)) = stop;
            done = at;
            stops.push(stop);
            if matches!(stops.last(), Some(Stop::Failure(_))) {
                break;
            }
        }
        use Stop::{Failure, Progress, Warning};
        assert_eq!(stops, [Progress(30), Warning(40), Progress(50), Progress(60), Progress(90), Failure(95)]);
    }

    #[test]
    fn a_job_that_hangs_for_good_is_never_due() {
        let mut rng = StdRng::seed_from_u64(1);
        let script = script(&JobSpec::new("h", 10).at_rate(2.0).hanging_at(4, None));
        assert_eq!(script.due(3, 0, &mut rng), Some(500_000));
        assert_eq!(script.due(4, 0, &mut rng), None);
    }

    #[test]
    fn ids_are_uuids_of_version_four() {
        let id = uuid(&mut StdRng::seed_from_u64(7));
        assert_eq!(id.len(), 36);
        assert_eq!(&id[14..15], "4");
        assert!("89ab".contains(&id[19..20]));
    }
}
