//! The time the demo lives in: real, faster than real, or moved by hand.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use jiff::Timestamp;
use jiff::tz::Offset;
use tokio::time::Instant;

/// Microseconds since 1970, as the backend's timestamps count.
pub(crate) type Micros = i64;

pub(crate) const MILLISECOND: Micros = 1_000;
pub(crate) const SECOND: Micros = 1_000_000;

/// How the demo's time passes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Pace {
    /// As on the wall (as tokio's clock, so a paused one works too).
    Real,
    /// So many times faster than on the wall; at least a thousandth, at most 1000.
    Accelerated(f64),
    /// Only by [`crate::Demo::step`].
    Manual,
}

const SLOWEST: f64 = 0.001;
const FASTEST: f64 = 1000.0;

pub(crate) struct Clock {
    pace: Pace,
    origin: Micros,
    started: Instant,
    by_hand: AtomicI64,
}

impl Clock {
    /// A clock that shows `origin` now; the wall's time when `None`.
    pub(crate) fn new(pace: Pace, origin: Option<Micros>) -> Self {
        let origin = origin.unwrap_or_else(|| {
            let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
            micros(since)
        });
        let pace = match pace {
            Pace::Accelerated(factor) if factor.is_finite() => {
                Pace::Accelerated(factor.clamp(SLOWEST, FASTEST))
            }
            Pace::Accelerated(_) => Pace::Real,
            other => other,
        };
        Self { pace, origin, started: Instant::now(), by_hand: AtomicI64::new(0) }
    }

    pub(crate) fn now(&self) -> Micros {
        self.origin
            + match self.pace {
                Pace::Real => micros(self.started.elapsed()),
                Pace::Accelerated(factor) => micros(self.started.elapsed().mul_f64(factor)),
                Pace::Manual => self.by_hand.load(Ordering::SeqCst),
            }
    }

    /// Moves a clock that is moved by hand; others go their own way.
    pub(crate) fn step(&self, by: Duration) {
        self.by_hand.fetch_add(micros(by), Ordering::SeqCst);
    }

    /// When the demo's time will be `at`; `None` when only a hand can bring it there.
    pub(crate) fn instant(&self, at: Micros) -> Option<Instant> {
        let after = Duration::from_micros(u64::try_from(at - self.origin).unwrap_or(0));
        match self.pace {
            Pace::Real => self.started.checked_add(after),
            Pace::Accelerated(factor) => self.started.checked_add(after.div_f64(factor)),
            Pace::Manual => None,
        }
    }
}

pub(crate) fn micros(duration: Duration) -> Micros {
    Micros::try_from(duration.as_micros()).unwrap_or(Micros::MAX / 4)
}

/// `2026-11-21T06:36:25.074878+00:00`; like Python, without a fraction when it is zero.
pub(crate) fn iso(at: Micros) -> String {
    let time = Offset::UTC.to_datetime(timestamp(at));
    let (year, month, day) = (time.year(), time.month(), time.day());
    let (hour, minute, second) = (time.hour(), time.minute(), time.second());
    let whole = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}");
    match at.rem_euclid(1_000_000) {
        0 => whole + "+00:00",
        fraction => format!("{whole}.{fraction:06}+00:00"),
    }
}

/// `2026-11-21T06:40:24Z`.
pub(crate) fn iso_z(at: Micros) -> String {
    timestamp(at).strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// `Sat, 21 Nov 2026 06:35:24 GMT`.
pub(crate) fn http_date(at: Micros) -> String {
    timestamp(at).strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

/// `Sat, 21-Nov-2026 08:43:36 GMT`, as PHP dates its cookies.
pub(crate) fn cookie_date(at: Micros) -> String {
    timestamp(at).strftime("%a, %d-%b-%Y %H:%M:%S GMT").to_string()
}

/// `2026-11-21T06:43:58.000000Z`, as Laravel dates its rows.
pub(crate) fn iso_row(at: Micros) -> String {
    timestamp(at).strftime("%Y-%m-%dT%H:%M:%S.000000Z").to_string()
}

fn timestamp(at: Micros) -> Timestamp {
    Timestamp::from_microsecond(at).unwrap_or(Timestamp::UNIX_EPOCH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_printed_as_the_backend_prints_them() {
        let at = 1_795_242_985_074_878;
        assert_eq!(iso(at), "2026-11-21T06:36:25.074878+00:00");
        assert_eq!(iso(at - 74_878), "2026-11-21T06:36:25+00:00");
        assert_eq!(http_date(at), "Sat, 21 Nov 2026 06:36:25 GMT");
    }

    #[tokio::test(start_paused = true)]
    async fn an_accelerated_clock_runs_ahead() {
        let clock = Clock::new(Pace::Accelerated(60.0), Some(0));
        tokio::time::advance(Duration::from_secs(2)).await;
        assert_eq!(clock.now(), 120_000_000);
    }

    #[test]
    fn a_clock_moved_by_hand_waits_for_the_hand() {
        let clock = Clock::new(Pace::Manual, Some(5));
        assert_eq!(clock.now(), 5);
        clock.step(Duration::from_micros(7));
        assert_eq!(clock.now(), 12);
        assert!(clock.instant(1_000).is_none());
    }
}
