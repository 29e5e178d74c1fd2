//! Time that was given and runs out: when it does, in Vigie's clock.

use vigie_contract::Millis;

use super::bounds::{COUNTDOWN_GRACE, COUNTDOWN_JITTER};

#[derive(Debug, Clone, Default)]
pub(super) struct Countdown {
    pub ends_at: Option<Millis>,
}

impl Countdown {
    /// So many seconds are left. What differs by rounding only leaves the end where it is shown.
    pub fn observe(&mut self, seconds_left: u64, now: Millis) {
        let ends_at = now.saturating_add(seconds_left.saturating_mul(1_000));
        if self.ends_at.is_none_or(|known| known.abs_diff(ends_at) > COUNTDOWN_JITTER) {
            self.ends_at = Some(ends_at);
        }
    }

    /// Time left, in whole seconds as milliseconds; `None` once it is over.
    pub fn left(&self, now: Millis) -> Option<[Millis; 2]> {
        let ends_at = self.ends_at.filter(|_| !self.is_overdue(now))?;
        let left = ends_at.saturating_sub(now).div_ceil(1_000).saturating_mul(1_000);
        Some([left, left])
    }

    /// It should have ended by now.
    pub fn is_overdue(&self, now: Millis) -> bool {
        self.ends_at.is_some_and(|ends_at| now > ends_at.saturating_add(COUNTDOWN_JITTER))
    }

    /// Until then its silence says nothing.
    pub fn silent_until(&self) -> Option<Millis> {
        self.ends_at.map(|ends_at| ends_at.saturating_add(COUNTDOWN_GRACE))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn its_end_stays_put_until_it_really_moves() {
        let mut countdown = Countdown::default();
        countdown.observe(60, 0);
        assert_eq!((countdown.ends_at, countdown.left(0)), (Some(60_000), Some([60_000, 60_000])));
        countdown.observe(29, 30_100);
        countdown.observe(28, 33_900);
        assert_eq!(countdown.ends_at, Some(60_000), "rounding and the way here");
        assert_eq!(countdown.left(33_900), Some([27_000, 27_000]));
        countdown.observe(326, 34_000);
        assert_eq!(countdown.ends_at, Some(360_000), "more time was given");
    }

    #[test]
    fn past_its_end_nothing_is_left() {
        let mut countdown = Countdown::default();
        countdown.observe(10, 0);
        assert_eq!((countdown.left(11_000), countdown.is_overdue(11_000)), (Some([0, 0]), false));
        assert_eq!((countdown.left(12_001), countdown.is_overdue(12_001)), (None, true));
        countdown.observe(u64::MAX, u64::MAX);
        assert_eq!(countdown.silent_until(), Some(u64::MAX));
    }
}
