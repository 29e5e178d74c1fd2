//! The time left as it is shown: a range of clock times that moves slowly, so that what a person reads
//! counts down instead of jumping at each event.

use vigie_contract::Millis;

use super::pace::Left;

/// Milliseconds after which half of a new estimate has been taken over.
const HALF_LIFE: f64 = 8_000.0;
/// Movements after which a job past its estimate gets a new one.
const MOVES_AFTER_OVERDUE: u32 = 3;

#[derive(Debug, Clone, Default)]
pub(super) struct Outlook {
    /// Earliest and latest end, in Vigie's clock.
    range: Option<(f64, f64)>,
    at: Millis,
    /// The latest end ever shown in this run.
    highest: Option<f64>,
    overdue: bool,
    moves: u32,
}

impl Outlook {
    /// An event told something. `left` is the new estimate; without one the old counts down.
    /// `afresh` when the measure itself has changed: what was said of the old one is void.
    pub fn observe(&mut self, left: Option<Left>, moved: bool, afresh: bool, now: Millis) {
        self.pass(now);
        if moved {
            self.moves = self.moves.saturating_add(1);
        }
        if self.overdue && self.moves < MOVES_AFTER_OVERDUE {
            return;
        }
        if afresh {
            self.range = None;
        }
        let Some(left) = left else { return };
        let clock = now as f64;
        let (low, high) = (clock + left.low * 1000.0, clock + left.high * 1000.0);
        let range = match self.range {
            None => (low, high),
            Some((old_low, old_high)) => {
                let share = 1.0 - (-(now.saturating_sub(self.at) as f64) / HALF_LIFE).exp2();
                (old_low + (low - old_low) * share, old_high + (high - old_high) * share)
            }
        };
        self.range = Some(range);
        self.at = now;
        self.highest = Some(self.highest.map_or(range.1, |highest| highest.max(range.1)));
        self.overdue = false;
    }

    /// Nothing is left to count down to (all is done and the end not told), or all is unknown.
    pub fn clear(&mut self) {
        self.range = None;
    }

    /// Time goes by. A job past every estimate gets no other until it has moved again.
    pub fn pass(&mut self, now: Millis) {
        if !self.overdue && self.highest.is_some_and(|highest| now as f64 > highest) {
            self.overdue = true;
            self.range = None;
            self.moves = 0;
        }
    }

    /// `[low, high]` in whole seconds, as milliseconds.
    pub fn shown(&self, now: Millis) -> Option<[Millis; 2]> {
        let (low, high) = self.range?;
        let left = |end: f64| ((end - now as f64) / 1000.0).max(0.0);
        // `as` saturates.
        let (low, high) = ((left(low).floor() * 1000.0) as Millis, (left(high).ceil() * 1000.0) as Millis);
        Some([low.min(high), high])
    }

    pub fn is_overdue(&self) -> bool {
        self.overdue
    }

    /// The clock went back: what was said in its times is void.
    pub fn rewind(&mut self) {
        *self = Self { overdue: self.overdue, moves: self.moves, ..Self::default() };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(low: f64, high: f64) -> Option<Left> {
        Some(Left { low, high })
    }

    #[test]
    fn it_counts_down_between_events() {
        let mut outlook = Outlook::default();
        outlook.observe(left(90.0, 110.0), true, false, 0);
        assert_eq!(outlook.shown(0), Some([90_000, 110_000]));
        assert_eq!(outlook.shown(30_500), Some([59_000, 80_000]));
        assert_eq!(outlook.shown(100_000), Some([0, 10_000]));
    }

    #[test]
    fn a_jumpy_estimate_does_not_jump_on_screen() {
        let mut outlook = Outlook::default();
        let mut highest = Vec::new();
        for event in 0..200_u32 {
            let now = u64::from(event) * 250;
            // The true end is at 100 s; the estimates swing by 30 %.
            let truth = 100.0 - f64::from(event) * 0.25;
            let swing = if event % 2 == 0 { 1.3 } else { 0.7 };
            outlook.observe(left(truth * swing * 0.9, truth * swing * 1.1), true, false, now);
            highest.push(outlook.shown(now).unwrap()[1]);
        }
        let jumps: Vec<u64> = highest.windows(2).map(|w| w[1].saturating_sub(w[0])).collect();
        assert!(jumps.iter().max().unwrap() <= &2_000, "{jumps:?}");
    }

    #[test]
    fn past_every_estimate_it_is_overdue_until_it_moves_again() {
        let mut outlook = Outlook::default();
        outlook.observe(left(5.0, 10.0), true, false, 0);
        outlook.pass(10_000);
        assert!(!outlook.is_overdue());
        outlook.pass(10_001);
        assert!(outlook.is_overdue());
        assert_eq!(outlook.shown(10_001), None);
        for now in [11_000, 12_000] {
            outlook.observe(left(5.0, 10.0), true, false, now);
            assert!(outlook.is_overdue() && outlook.shown(now).is_none());
        }
        outlook.observe(left(5.0, 10.0), false, false, 12_500);
        assert!(outlook.is_overdue(), "a sign of life is not a movement");
        outlook.observe(left(5.0, 10.0), true, false, 13_000);
        assert!(!outlook.is_overdue());
        assert_eq!(outlook.shown(13_000), Some([5_000, 10_000]));
    }
}
