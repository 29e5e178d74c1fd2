//! How fast a job went: a curve of few points that covers the whole run.
//!
//! When there is no more room, two points become one and from then on points lie twice as far apart: a run of
//! any length costs the same, at most 96 points of 8 bytes.

use vigie_contract::Millis;

use super::pace::Unit;

/// Points of one job.
const POINTS: usize = 96;
/// Points lie at least so far apart at first, milliseconds.
const FIRST_APART: u32 = 1_000;
/// Room is made for so many points at a time.
const ROOM: usize = 16;
/// Times are kept in tenths of a second since the first: enough for thirteen years.
const TICK: Millis = 100;

/// A time since `base` in ticks, and the rate from the point before it until then.
type Point = (u32, f32);

#[derive(Debug, Clone, Default)]
pub(super) struct Rates {
    /// Where the newest point ends: what is measured, when, and how much was done.
    last: Option<(Unit, Millis, f64)>,
    /// When the first began.
    base: Millis,
    /// Points lie at least so far apart now; 0 before the first.
    apart: u32,
    points: Vec<Point>,
}

impl Rates {
    /// So much is done by now.
    pub fn record(&mut self, unit: Unit, amount: f64, now: Millis) {
        let Some((known, at, before)) = self.last else { return self.rebase(unit, amount, now) };
        if known != unit || amount < before || now < at {
            return self.rebase(unit, amount, now);
        }
        let apart = Millis::from(self.apart.max(FIRST_APART));
        if now - at < apart {
            return;
        }
        let rate = (amount - before) / ((now - at) as f64 / 1000.0);
        self.push((ticks(now.saturating_sub(self.base)), rate as f32));
        self.last = Some((unit, now, amount));
    }

    /// It is at this by now, and how it came there says nothing about its speed.
    pub fn rebase(&mut self, unit: Unit, amount: f64, now: Millis) {
        if self.last.is_some_and(|(known, ..)| known != unit) {
            *self = Self::default();
        }
        if self.points.is_empty() {
            self.base = now;
        }
        self.last = Some((unit, now, amount));
    }

    fn push(&mut self, point: Point) {
        if self.points.len() >= POINTS {
            self.halve();
        }
        if self.points.len() == self.points.capacity() {
            self.points.reserve_exact(ROOM);
        }
        self.points.push(point);
    }

    /// Each two points become one: the later time, and the mean over both times.
    fn halve(&mut self) {
        let mut from = 0;
        let mut kept = 0;
        for pair in 0..self.points.len() / 2 {
            let ((first, a), (second, b)) = (self.points[2 * pair], self.points[2 * pair + 1]);
            let (before, after) = (first.saturating_sub(from), second.saturating_sub(first));
            let whole = f64::from(before) + f64::from(after);
            let mean = if whole > 0.0 {
                (f64::from(a) * f64::from(before) + f64::from(b) * f64::from(after)) / whole
            } else {
                f64::from(b)
            };
            self.points[pair] = (second, mean as f32);
            (from, kept) = (second, pair + 1);
        }
        self.points.truncate(kept);
        self.apart = self.apart.max(FIRST_APART).saturating_mul(2);
    }

    /// When, and units a second; oldest first.
    pub fn curve(&self) -> Vec<(Millis, f64)> {
        let shown =
            |(at, rate): &Point| (self.base.saturating_add(Millis::from(*at) * TICK), f64::from(*rate));
        self.points.iter().map(shown).filter(|(_, rate)| rate.is_finite()).collect()
    }

    /// The clock went back: times from then on follow the newest point.
    pub fn rewind(&mut self, now: Millis) {
        if self.last.is_some_and(|(_, at, _)| now < at) {
            let (unit, amount) = self.last.map_or((Unit::Items, 0.0), |(unit, _, amount)| (unit, amount));
            *self = Self::default();
            self.rebase(unit, amount, now);
        }
    }
}

fn ticks(ms: Millis) -> u32 {
    u32::try_from(ms / TICK).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_each_second_at_first() {
        let mut rates = Rates::default();
        for quarter in 0..=20_u32 {
            rates.record(Unit::Items, f64::from(quarter) * 2.0, 1_000_000 + Millis::from(quarter) * 250);
        }
        let expected: Vec<_> = (1..=5).map(|second| (1_000_000 + second * 1_000, 8.0)).collect();
        assert_eq!(rates.curve(), expected);
    }

    #[test]
    fn a_long_run_costs_no_more_and_is_covered_from_the_beginning() {
        let mut rates = Rates::default();
        let hours = 10;
        for second in 0..=hours * 3_600_u32 {
            // 10 a second in the first half, 2 in the other.
            let done = second.min(hours * 1_800) * 10 + second.saturating_sub(hours * 1_800) * 2;
            rates.record(Unit::Items, f64::from(done), Millis::from(second) * 1_000);
        }
        let curve = rates.curve();
        assert!((POINTS / 2..=POINTS).contains(&curve.len()), "{}", curve.len());
        assert!(
            rates.points.capacity() * size_of::<Point>() + size_of::<Rates>() < 1_000,
            "10,000 jobs, 10 MB"
        );
        assert!(curve[0].0 <= 1_200_000 && curve[curve.len() - 1].0 >= 35_000_000);
        assert!(curve.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert!((curve[3].1 - 10.0).abs() < 0.01 && (curve[curve.len() - 2].1 - 2.0).abs() < 0.01);
    }

    #[test]
    fn what_says_nothing_about_speed_is_no_point() {
        let mut rates = Rates::default();
        rates.record(Unit::Percent, 10.0, 0);
        rates.rebase(Unit::Percent, 60.0, 5_000);
        rates.record(Unit::Percent, 61.0, 7_000);
        assert_eq!(rates.curve(), [(7_000, 0.5)], "a replay in between");
        rates.record(Unit::Percent, 5.0, 9_000);
        assert_eq!(rates.curve().len(), 1, "it fell back");
        rates.record(Unit::Items, 5.0, 10_000);
        assert!(rates.curve().is_empty(), "percents are no items");
        rates.record(Unit::Items, 7.0, 12_000);
        rates.rewind(3_000);
        assert!(rates.curve().is_empty(), "in the times of a clock that was wrong");
        rates.record(Unit::Items, 9.0, 4_000);
        assert_eq!(rates.curve(), [(4_000, 2.0)]);
    }

    #[test]
    fn no_number_breaks_it() {
        let mut rates = Rates::default();
        rates.record(Unit::Items, 0.0, 0);
        rates.record(Unit::Items, f64::MAX, 1_000);
        rates.record(Unit::Items, f64::MAX, u64::MAX);
        assert!(rates.curve().iter().all(|(_, rate)| rate.is_finite()));
    }
}
