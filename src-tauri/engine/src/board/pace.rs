//! How fast a job moves, and how sure that is.
//!
//! A time-weighted exponential average of the rates between two counts, half of its weight in the last
//! [`HALF_LIFE`] seconds, divided by the weight there is (so that it is not pulled to zero at first).

use vigie_contract::Millis;

/// Seconds after which a sample counts half.
const HALF_LIFE: f64 = 15.0;
/// Counts closer together than this are one sample.
const INSTANT: Millis = 100;
/// Samples and observation before a rate is shown.
const WARM_SAMPLES: u32 = 3;
const WARM_AFTER: Millis = 3_000;
/// Weight of a rate that was told, not observed: what the first seconds observe soon outweighs it.
const SEED_WEIGHT: f64 = 0.1;
/// Beyond this a rate is a mistake.
const FASTEST: f64 = 1e15;
/// The range around an estimate: at least this on each side, at most that.
const NARROWEST: f64 = 0.05;
const WIDEST: f64 = 1.0;
/// More than this many seconds left is not known.
const FARTHEST: f64 = 100.0 * 24.0 * 3600.0;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Items,
    Percent,
}

/// What is left to do, in seconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Left {
    pub low: f64,
    pub high: f64,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Pace {
    /// Where and when the last sample ended.
    last: Option<(Unit, Millis, f64)>,
    since: Millis,
    samples: u32,
    seeded: bool,
    weight: f64,
    weighted: f64,
    squares: f64,
    /// Sum of the squared weights, for the number of samples that really count.
    concentration: f64,
    /// Usual time between two samples, seconds.
    gap: f64,
}

impl Pace {
    /// The job has done so much by now. True when that is a sample that moved.
    pub fn record(&mut self, unit: Unit, amount: f64, now: Millis) -> bool {
        let Some((known, at, before)) = self.last else {
            self.rebase(unit, amount, now);
            return false;
        };
        if known != unit || amount < before || now < at {
            self.rebase(unit, amount, now);
            return false;
        }
        if now - at < INSTANT {
            return false;
        }
        let seconds = seconds(now - at);
        let rate = ((amount - before) / seconds).min(FASTEST);
        let keep = decay(seconds);
        let fresh = 1.0 - keep;
        self.weight = self.weight * keep + fresh;
        self.weighted = self.weighted * keep + rate * fresh;
        self.squares = self.squares * keep + rate * rate * fresh;
        self.concentration = self.concentration * keep * keep + fresh * fresh;
        self.gap = if self.samples == 0 { seconds } else { self.gap * 0.7 + seconds * 0.3 };
        self.samples = self.samples.saturating_add(1);
        self.last = Some((unit, now, amount));
        amount > before
    }

    /// The count is this by now, and how it came there says nothing about its speed.
    pub fn rebase(&mut self, unit: Unit, amount: f64, now: Millis) {
        if self.last.is_some_and(|(known, ..)| known != unit) {
            *self = Self::default();
        }
        if self.last.is_none() {
            self.since = now;
        }
        self.last = Some((unit, now, amount));
    }

    /// A rate that the server computed or that follows from its start: a first estimate, soon outweighed.
    pub fn seed(&mut self, rate: f64) {
        if self.seeded || self.samples > 0 || !(rate > 0.0 && rate < FASTEST) {
            return;
        }
        self.seeded = true;
        self.weight = SEED_WEIGHT;
        self.weighted = rate * SEED_WEIGHT;
        self.squares = rate * rate * SEED_WEIGHT;
        self.concentration = SEED_WEIGHT * SEED_WEIGHT;
    }

    fn is_warm(&self, now: Millis) -> bool {
        let observed = self.samples >= WARM_SAMPLES && now.saturating_sub(self.since) >= WARM_AFTER;
        observed || (self.seeded && self.samples > 0)
    }

    /// Units per second by now; a job that is quieter than usual slows down with every second.
    fn estimate(&self, now: Millis) -> Option<f64> {
        let (_, at, _) = self.last?;
        if !self.is_warm(now) || self.weight <= 0.0 {
            return None;
        }
        let idle = (seconds(now.saturating_sub(at)) - 2.0 * self.gap).max(0.0);
        let keep = decay(idle);
        Some(self.weighted * keep / (self.weight * keep + 1.0 - keep))
    }

    /// It has been quiet for so much longer than it usually is that half of its rate is gone: a time left that
    /// was told before is told no more.
    pub fn has_paused(&self, now: Millis) -> bool {
        let quiet = self.last.map_or(0.0, |(_, at, _)| seconds(now.saturating_sub(at)));
        self.samples > 0 && quiet - 2.0 * self.gap >= HALF_LIFE
    }

    /// Items per second, once warm; `None` where only percentages are known.
    pub fn rate(&self, now: Millis) -> Option<f64> {
        self.last.filter(|(unit, ..)| *unit == Unit::Items)?;
        self.estimate(now)
    }

    /// Time left for `remaining` more units, once warm; `None` where it does not move.
    pub fn left(&self, unit: Unit, remaining: f64, now: Millis) -> Option<Left> {
        self.last.filter(|(known, ..)| *known == unit)?;
        let rate = self.estimate(now)?;
        let seconds_left = remaining / rate;
        if !(seconds_left > 0.0 && seconds_left < FARTHEST) {
            return None;
        }
        let mean = self.weighted / self.weight;
        let variance = (self.squares / self.weight - mean * mean).max(0.0);
        let counted = (self.weight * self.weight / self.concentration).max(1.0);
        let unsteady = if mean > 0.0 { variance.sqrt() / mean / counted.sqrt() } else { WIDEST };
        // What lies far beyond what was observed is less sure.
        let observed = seconds(now.saturating_sub(self.since));
        let far = 0.5 * seconds_left / (seconds_left + 3.0 * observed);
        let spread = 1.0 + (NARROWEST + unsteady + far).clamp(NARROWEST, WIDEST);
        Some(Left { low: seconds_left / spread, high: (seconds_left * spread).min(FARTHEST) })
    }

    pub fn rewind(&mut self, now: Millis) {
        self.since = self.since.min(now);
        if let Some((_, at, _)) = &mut self.last {
            *at = (*at).min(now);
        }
    }
}

pub(super) fn seconds(ms: Millis) -> f64 {
    ms as f64 / 1000.0
}

fn decay(seconds: f64) -> f64 {
    (-seconds / HALF_LIFE).exp2()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steady(pace: &mut Pace, from: Millis, until: Millis, every: Millis, each: f64, start: f64) -> f64 {
        let mut amount = start;
        for now in (from..=until).step_by(usize::try_from(every).unwrap()) {
            pace.record(Unit::Items, amount, now);
            amount += each;
        }
        amount
    }

    fn close(a: f64, b: f64) -> bool {
        (a - b).abs() <= b.abs() * 0.02
    }

    #[test]
    fn nothing_is_said_before_it_is_warm() {
        let mut pace = Pace::default();
        for (now, amount) in [(0, 0.0), (1000, 5.0), (2000, 10.0)] {
            pace.record(Unit::Items, amount, now);
            assert_eq!(pace.rate(now), None);
        }
        pace.record(Unit::Items, 15.0, 3000);
        assert!(close(pace.rate(3000).unwrap(), 5.0));
    }

    #[test]
    fn many_quick_samples_do_not_make_it_warm() {
        let mut pace = Pace::default();
        steady(&mut pace, 0, 2_900, 100, 1.0, 0.0);
        assert_eq!(pace.rate(2_900), None);
    }

    #[test]
    fn a_burst_in_one_instant_is_one_sample() {
        let mut bursts = Pace::default();
        let mut amount = 0.0;
        for second in 0..20 {
            for event in 0..10 {
                bursts.record(Unit::Items, amount, second * 1000 + event);
                amount += 1.0;
            }
        }
        assert!(close(bursts.rate(19_010).unwrap(), 10.0), "{:?}", bursts.rate(19_010));
    }

    #[test]
    fn it_follows_a_change_of_speed() {
        let mut pace = Pace::default();
        let amount = steady(&mut pace, 0, 60_000, 1000, 10.0, 0.0);
        steady(&mut pace, 61_000, 76_000, 1000, 2.0, amount - 8.0);
        let rate = pace.rate(76_000).unwrap();
        assert!((4.0..8.0).contains(&rate), "{rate}");
    }

    #[test]
    fn a_silent_job_slows_down() {
        let mut pace = Pace::default();
        steady(&mut pace, 0, 60_000, 1000, 10.0, 0.0);
        let rates: Vec<f64> =
            [60_000, 61_500, 70_000, 90_000, 600_000].map(|now| pace.rate(now).unwrap()).to_vec();
        assert!(close(rates[0], 10.0) && close(rates[1], 10.0), "between two events: {rates:?}");
        assert!(rates[2] < 8.0 && rates[3] < rates[2] / 2.0 && rates[4] < 0.01, "{rates:?}");
    }

    #[test]
    fn a_job_that_stopped_has_paused_and_one_that_is_slow_by_nature_has_not() {
        let mut pace = Pace::default();
        assert!(!pace.has_paused(1_000_000), "nothing is known of it");
        steady(&mut pace, 0, 60_000, 1_000, 10.0, 0.0);
        assert!(!pace.has_paused(65_000) && pace.has_paused(120_000));
        let mut slow = Pace::default();
        steady(&mut slow, 0, 600_000, 60_000, 10.0, 0.0);
        assert!(!slow.has_paused(690_000) && slow.has_paused(900_000));
    }

    #[test]
    fn a_seed_speaks_after_the_first_movement_and_is_soon_outweighed() {
        let mut pace = Pace::default();
        pace.rebase(Unit::Items, 100.0, 0);
        pace.seed(50.0);
        assert_eq!(pace.rate(0), None);
        pace.record(Unit::Items, 110.0, 1000);
        let first = pace.rate(1000).unwrap();
        assert!((10.0..50.0).contains(&first), "{first}");
        let amount = steady(&mut pace, 2000, 40_000, 1000, 10.0, 120.0);
        assert!(amount > 0.0 && (9.9..12.0).contains(&pace.rate(40_000).unwrap()));
    }

    #[test]
    fn the_range_narrows() {
        let width = |now| {
            let mut pace = Pace::default();
            steady(&mut pace, 0, now, 1000, 10.0, 0.0);
            let left = pace.left(Unit::Items, 1000.0, now).unwrap();
            assert!(left.low < 100.0 && left.high > 100.0);
            left.high - left.low
        };
        assert!(width(4_000) > width(30_000) && width(30_000) > width(300_000));
    }

    #[test]
    fn percentages_have_a_time_left_and_no_rate() {
        let mut pace = Pace::default();
        for second in 0..10_u32 {
            pace.record(Unit::Percent, f64::from(second), Millis::from(second) * 1000);
        }
        assert_eq!(pace.rate(9000), None);
        assert!(pace.left(Unit::Percent, 91.0, 9000).is_some());
        assert_eq!(pace.left(Unit::Items, 91.0, 9000), None);
    }

    #[test]
    fn no_number_breaks_it() {
        let mut pace = Pace::default();
        for (i, amount) in [0.0, f64::MAX, 0.0, u64::MAX as f64, u64::MAX as f64, 1.0].into_iter().enumerate()
        {
            pace.record(Unit::Items, amount, i as u64 * 10_000);
            assert!(pace.rate(i as u64 * 10_000).is_none_or(|rate| rate.is_finite() && rate >= 0.0));
        }
        pace.record(Unit::Items, 5.0, 0);
        pace.record(Unit::Items, 6.0, u64::MAX);
        assert!(pace.left(Unit::Items, f64::MAX, u64::MAX).is_none());
        for rate in [f64::NAN, f64::INFINITY, -1.0, 0.0, 1e300] {
            let mut pace = Pace::default();
            pace.seed(rate);
            assert_eq!(pace.weight, 0.0);
        }
    }
}
