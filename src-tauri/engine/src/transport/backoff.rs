//! How long to wait before connecting again.
//!
//! Pure: time comes in, the random numbers can be seeded. Pauses have full jitter (anything
//! between nothing and a window that doubles), so that many clients of a server that fell over do
//! not come back in step. A server's `retry:` is the least it gets, the jitter comes on top.

use std::time::Duration;

use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use super::bounds;

/// What to choose about pauses.
#[derive(Debug, Clone)]
pub struct BackoffOptions {
    /// Window of the first pause.
    pub first: Duration,
    /// What windows grow to.
    pub most: Duration,
    /// What windows grow to while the machine has no network.
    pub most_offline: Duration,
    /// A connection that held this long makes the next pause a first one again.
    pub healthy_after: Duration,
    /// Pause where a retry will hardly help.
    pub slow: Duration,
    /// Seed of the jitter, for tests; otherwise it is random.
    pub seed: Option<u64>,
}

impl Default for BackoffOptions {
    fn default() -> Self {
        Self {
            first: bounds::BACKOFF_FIRST,
            most: bounds::BACKOFF_MOST,
            most_offline: bounds::BACKOFF_MOST_OFFLINE,
            healthy_after: bounds::HEALTHY_AFTER,
            slow: bounds::SLOW_RETRY,
            seed: None,
        }
    }
}

/// What kind of pause a loss calls for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    /// Growing, with jitter.
    Usual,
    /// The same up to a larger window: the machine has no network.
    Offline,
    /// The server asked for at least so much.
    AtLeast(Duration),
    /// A retry will hardly help.
    Slow,
}

/// Counts losses and tells pauses.
#[derive(Debug)]
pub struct Backoff {
    options: BackoffOptions,
    losses: u32,
    retry: Option<Duration>,
    random: StdRng,
}

impl Backoff {
    /// Nothing lost yet.
    #[must_use]
    pub fn new(options: BackoffOptions) -> Self {
        let random = options.seed.map_or_else(rand::make_rng, StdRng::seed_from_u64);
        Self { options, losses: 0, retry: None, random }
    }

    /// The server said `retry:`.
    pub fn asked(&mut self, retry: Duration) {
        self.retry = Some(retry.clamp(bounds::RETRY_LEAST, bounds::RETRY_MOST));
    }

    /// The pause after a loss. `held_for`: how long the connection was open, `None` when it never was.
    pub fn lost(&mut self, held_for: Option<Duration>, pace: Pace) -> Duration {
        if held_for.is_some_and(|held| held >= self.options.healthy_after) {
            self.losses = 0;
        }
        let most = if pace == Pace::Offline { self.options.most_offline } else { self.options.most };
        let usual = self.usual(most);
        self.losses = self.losses.saturating_add(1);
        match pace {
            Pace::Usual | Pace::Offline => usual,
            Pace::AtLeast(asked) => usual.max(asked.min(bounds::RETRY_AFTER_MOST)),
            Pace::Slow => usual.max(self.options.slow),
        }
    }

    fn usual(&mut self, most: Duration) -> Duration {
        let doubled = 2u32.saturating_pow(self.losses);
        let (least, window) = match self.retry {
            Some(retry) => (retry, retry.saturating_mul(doubled).min(most).saturating_sub(retry)),
            None => (Duration::ZERO, self.options.first.saturating_mul(doubled).min(most)),
        };
        let nanos = u64::try_from(window.as_nanos()).unwrap_or(u64::MAX);
        least + Duration::from_nanos(self.random.random_range(0..=nanos))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const S: fn(u64) -> Duration = Duration::from_secs;

    fn backoff(seed: u64) -> Backoff {
        Backoff::new(BackoffOptions { seed: Some(seed), ..BackoffOptions::default() })
    }

    /// The longest of many first-to-nth pauses, to see a window through its jitter.
    fn windows(pace: Pace, losses: usize) -> Vec<Duration> {
        let mut longest = vec![Duration::ZERO; losses];
        for seed in 0..500 {
            let mut backoff = backoff(seed);
            for window in &mut longest {
                *window = backoff.lost(None, pace).max(*window);
            }
        }
        longest
    }

    #[test]
    fn windows_double_up_to_thirty_seconds() {
        let seen = windows(Pace::Usual, 8);
        for (seen, window) in seen.iter().zip([1, 2, 4, 8, 16, 30, 30, 30].map(S)) {
            assert!(*seen <= window && *seen > window * 9 / 10, "{seen:?} of {window:?}");
        }
    }

    #[test]
    fn without_a_network_they_double_up_to_five_minutes() {
        let seen = windows(Pace::Offline, 12);
        assert!(*seen.last().unwrap() <= S(300) && *seen.last().unwrap() > S(270), "{seen:?}");
    }

    #[test]
    fn jitter_reaches_down_to_nothing() {
        let shortest = (0..500).map(|seed| backoff(seed).lost(None, Pace::Usual)).min().unwrap();
        assert!(shortest < Duration::from_millis(50), "{shortest:?}");
    }

    #[test]
    fn the_same_seed_gives_the_same_pauses() {
        let pauses = |seed| {
            let mut backoff = backoff(seed);
            (0..9).map(|_| backoff.lost(None, Pace::Usual)).collect::<Vec<_>>()
        };
        assert_eq!(pauses(7), pauses(7));
        assert_ne!(pauses(7), pauses(8));
    }

    #[test]
    fn only_a_healthy_minute_makes_pauses_short_again() {
        for (held, short) in [(None, false), (Some(S(59)), false), (Some(S(60)), true)] {
            let longest = (0..500)
                .map(|seed| {
                    let mut backoff = backoff(seed);
                    for _ in 0..6 {
                        backoff.lost(None, Pace::Usual);
                    }
                    backoff.lost(held, Pace::Usual)
                })
                .max()
                .unwrap();
            assert_eq!(longest <= S(1), short, "{held:?}: {longest:?}");
        }
    }

    #[test]
    fn a_servers_retry_is_the_least_and_is_held_within_bounds() {
        for (asked, first) in
            [(S(0), Duration::from_millis(500)), (S(5), S(5)), (S(86_400), S(300)), (Duration::MAX, S(300))]
        {
            let mut backoff = backoff(1);
            backoff.asked(asked);
            assert_eq!(backoff.lost(None, Pace::Usual), first);
            for _ in 0..40 {
                let pause = backoff.lost(None, Pace::Usual);
                assert!(pause >= first && pause <= first.max(S(30)), "{pause:?}");
            }
        }
    }

    #[test]
    fn retry_after_is_the_least_and_has_a_bound() {
        assert_eq!(backoff(1).lost(None, Pace::AtLeast(S(120))), S(120));
        assert_eq!(backoff(1).lost(None, Pace::AtLeast(Duration::MAX)), bounds::RETRY_AFTER_MOST);
    }

    #[test]
    fn what_a_retry_hardly_helps_is_tried_slowly() {
        assert_eq!(backoff(1).lost(None, Pace::Slow), S(300));
    }

    #[test]
    fn losses_without_end_stay_within_the_window() {
        let mut backoff = backoff(3);
        for _ in 0..10_000 {
            assert!(backoff.lost(None, Pace::Usual) <= S(30));
        }
    }
}
