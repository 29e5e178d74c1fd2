//! The arithmetic of a time that runs out.

use vigie_contract::Millis;

use crate::update::JobUpdate;

/// Seconds by which two tellings of the same clock may differ: rounding, and the way to us.
const SLACK: u64 = 5;
/// Seconds by which a pushed time may trail behind what it should be.
const LATE: u64 = 15;

/// What is known of one session's time, in seconds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Countdown {
    /// Given in all: at the beginning, and added since.
    total: Option<u64>,
    left: Option<u64>,
    /// When `left` was so.
    at: Millis,
}

impl Countdown {
    /// One that was known before.
    pub fn remembered(total: Option<u64>, used: Option<u64>) -> Self {
        let left = total.zip(used).and_then(|(total, used)| total.checked_sub(used));
        Self { total, left, at: 0 }
    }

    /// The time given in all, where it is known and not contradicted by the time left.
    pub fn total(&self) -> Option<u64> {
        self.total.filter(|total| self.left.is_none_or(|left| left <= *total))
    }

    /// The time used up.
    pub fn used(&self) -> Option<u64> {
        self.total?.checked_sub(self.left?)
    }

    /// The time that should be left now, if it ran all the while.
    pub fn expected(&self, now: Millis) -> Option<u64> {
        Some(self.left?.saturating_sub(now.saturating_sub(self.at) / 1000))
    }

    /// The server said how much was given at the beginning. What was added since counts too.
    pub fn given(&mut self, seconds: u64) {
        self.total = Some(self.total.map_or(seconds, |known| known.max(seconds)));
    }

    /// The server said how much is left. Time that was used stays used: where it would grow less, time
    /// was added and we did not hear of it.
    pub fn told(&mut self, left: u64, now: Millis) {
        if let (Some(total), Some(used)) = (self.total, self.used())
            && used.saturating_add(left) > total.saturating_add(SLACK)
        {
            self.total = Some(used.saturating_add(left));
        }
        (self.left, self.at) = (Some(left), now);
    }

    /// The server said that time was added, and perhaps how much is left with it.
    pub fn added(&mut self, seconds: u64, left: Option<u64>, now: Millis) {
        if let Some(total) = self.total {
            // The new time left may have been told before its reason: then it is in the total already.
            let counted = left.zip(self.used()).is_some_and(|(left, used)| {
                total.checked_sub(left).is_some_and(|now_used| now_used.saturating_add(SLACK) >= used)
            });
            if !counted {
                self.total = Some(total.saturating_add(seconds));
            }
        }
        if let Some(left) = left.or_else(|| Some(self.left?.saturating_add(seconds))) {
            (self.left, self.at) = (Some(left), now);
        }
    }

    /// Whether so much may be left of this one now, `added` seconds of it new. `None` where nothing is
    /// known to compare with.
    pub fn fits(&self, left: u64, added: u64, now: Millis) -> Option<bool> {
        let most = self.left?.saturating_add(added).saturating_add(SLACK);
        let least = self.expected(now)?.saturating_sub(LATE).saturating_add(added);
        Some((least..=most).contains(&left))
    }

    /// Puts the counts into an update that told of the time.
    pub fn tell(&self, update: &mut JobUpdate) {
        update.seconds_left = self.left;
        update.total = self.total();
        update.done = self.used();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(total: u64, left: u64) -> Countdown {
        let mut clock = Countdown::default();
        clock.given(total);
        clock.told(left, 0);
        clock
    }

    #[test]
    fn used_is_what_is_no_longer_left() {
        let clock = known(7200, 5400);
        assert_eq!(
            (clock.used(), clock.total(), clock.expected(60_999)),
            (Some(1800), Some(7200), Some(5340))
        );
        assert_eq!(Countdown::remembered(Some(70), Some(30)).expected(5_000), Some(35));
        assert_eq!(Countdown::remembered(Some(70), None).used(), None);
    }

    #[test]
    fn added_time_makes_the_whole_longer_and_is_counted_once() {
        let mut clock = known(7200, 5390);
        clock.added(600, Some(5990), 0);
        assert_eq!((clock.used(), clock.total()), (Some(1810), Some(7800)));
        clock.added(600, Some(5990), 0);
        assert_eq!(clock.total(), Some(7800));
        clock.added(60, None, 0);
        assert_eq!((clock.total(), clock.left), (Some(7860), Some(6050)));
        // The beginning is said again: what was added remains.
        clock.given(7200);
        assert_eq!(clock.total(), Some(7860));
    }

    #[test]
    fn time_added_unheard_shows_in_what_is_left() {
        let mut clock = known(3600, 600);
        clock.told(1500, 10_000);
        assert_eq!((clock.used(), clock.total()), (Some(3000), Some(4500)));
        // Its reason comes late: it is counted already.
        clock.added(900, Some(1499), 11_000);
        assert_eq!(clock.total(), Some(4500));
    }

    #[test]
    fn a_whole_that_cannot_be_is_unknown() {
        let clock = known(3600, 5400);
        assert_eq!((clock.used(), clock.total()), (None, None));
    }

    #[test]
    fn a_time_fits_the_clock_it_is_read_from() {
        let clock = known(7200, 5400);
        assert_eq!(clock.fits(5395, 0, 600), Some(true));
        assert_eq!(clock.fits(5340, 0, 60_000), Some(true));
        assert_eq!(clock.fits(5340, 0, 600), Some(false));
        assert_eq!(clock.fits(5990, 600, 10_000), Some(true));
        assert_eq!(clock.fits(5990, 0, 10_000), Some(false));
        assert_eq!(Countdown::default().fits(1, 0, 0), None);
    }
}
