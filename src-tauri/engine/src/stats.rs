//! Numbers that servers publish about themselves, over time: a pure reducer.
//!
//! Of each number two curves are kept: the last hour at 5 s, the last 7 days at 5 min. A point is the last
//! value that was heard in its time, not a mean: three sessions were there, never 3.4 of them. Curves are by
//! Vigie's clock; when the server says that its numbers were so is shown beside the newest.
//!
//! The curve of 7 days is kept over a restart; the hour begins again with what that curve has of it.

use std::collections::{BTreeMap, VecDeque};

use vigie_contract::{Millis, StatSeries, StatSpan, Stats};

use crate::board::text::clean;

/// Numbers of one server; further ones are left out.
const NAMES: usize = 200;
/// Bytes of a name; a longer one is left out, for it cannot be cut.
const NAME_BYTES: usize = 128;
/// Length and step of the short curve.
const HOUR: Millis = 60 * 60 * 1000;
const HOUR_STEP: Millis = 5 * 1000;
/// Length and step of the long curve.
const WEEK: Millis = 7 * 24 * 60 * 60 * 1000;
const WEEK_STEP: Millis = 5 * 60 * 1000;
/// A time beyond this (the end of the year 9999) is no time.
const LATEST_TIME: Millis = 253_402_300_799_999;

/// The numbers of every server.
#[derive(Debug, Default)]
pub struct Numbers {
    servers: BTreeMap<String, Published>,
}

#[derive(Debug, Default)]
struct Published {
    newest: Option<Stats>,
    curves: BTreeMap<String, Curves>,
}

#[derive(Debug, Default)]
struct Curves {
    hour: VecDeque<(Millis, f64)>,
    week: VecDeque<(Millis, f64)>,
}

/// How much of what a server published was kept: no number that is none, and only so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// All of it.
    All,
    /// Some of it.
    Some,
    /// None of it: the newest numbers are those from before.
    None,
}

impl Numbers {
    /// Takes in what a server publishes; tells how much of it could be kept.
    pub fn apply(
        &mut self,
        server: &str,
        values: BTreeMap<String, f64>,
        at: Option<Millis>,
        now: Millis,
    ) -> Taken {
        let published = self.servers.entry(server.to_owned()).or_default();
        let offered = values.len();
        let mut kept = BTreeMap::new();
        for (name, value) in values {
            let fine = value.is_finite() && !name.is_empty() && name.len() <= NAME_BYTES;
            let name = clean(name, NAME_BYTES, false);
            if fine && (published.curves.contains_key(&name) || published.curves.len() < NAMES) {
                published.curves.entry(name.clone()).or_default().add(now, value);
                kept.insert(name, value);
            }
        }
        let taken = match kept.len() {
            0 if offered > 0 => return Taken::None,
            all if all == offered => Taken::All,
            _ => Taken::Some,
        };
        let at = at.filter(|at| *at <= LATEST_TIME).unwrap_or(now);
        published.newest = Some(Stats { server: server.to_owned(), at, values: kept });
        taken
    }

    /// Puts back what was kept over a restart: `(when heard, numbers)`, oldest first. What was heard since
    /// stays. True when there was anything to put back.
    pub fn restore(
        &mut self,
        server: &str,
        points: Vec<(Millis, BTreeMap<String, f64>)>,
        now: Millis,
    ) -> bool {
        if self.servers.get(server).is_some_and(|board| board.newest.is_some()) {
            return false;
        }
        let mut any = false;
        for (at, values) in points.into_iter().filter(|(at, _)| *at <= now) {
            any |= self.apply(server, values, None, at) != Taken::None;
        }
        any
    }

    /// The newest numbers of a server.
    #[must_use]
    pub fn newest(&self, server: &str) -> Option<&Stats> {
        self.servers.get(server)?.newest.as_ref()
    }

    /// The newest numbers of all servers.
    pub fn all(&self) -> impl Iterator<Item = &Stats> {
        self.servers.values().filter_map(|board| board.newest.as_ref())
    }

    /// The curves of a server's numbers, in the order of their names.
    #[must_use]
    pub fn series(&self, server: &str, span: StatSpan, now: Millis) -> Vec<StatSeries> {
        let Some(board) = self.servers.get(server) else { return Vec::new() };
        let series = board.curves.iter().map(|(name, curves)| {
            let (points, length) = match span {
                StatSpan::Hour => (&curves.hour, HOUR),
                StatSpan::Week => (&curves.week, WEEK),
            };
            let since = now.saturating_sub(length);
            let points = points.iter().copied().filter(|(at, _)| (since..=now).contains(at)).collect();
            StatSeries { name: name.clone(), points }
        });
        series.filter(|series: &StatSeries| !series.points.is_empty()).collect()
    }

    /// Forgets a server.
    pub fn remove_server(&mut self, server: &str) {
        self.servers.remove(server);
    }

    /// Lets go of numbers that have not been told for as long as the longest curve.
    pub fn prune(&mut self, now: Millis) {
        for board in self.servers.values_mut() {
            board
                .curves
                .retain(|_, curves| curves.week.back().is_some_and(|(at, _)| at.saturating_add(WEEK) >= now));
        }
    }
}

impl Curves {
    fn add(&mut self, now: Millis, value: f64) {
        add(&mut self.hour, now, value, HOUR_STEP, HOUR);
        add(&mut self.week, now, value, WEEK_STEP, WEEK);
    }
}

/// The last value of each step; what lies after now was told by a clock that has gone back since.
fn add(points: &mut VecDeque<(Millis, f64)>, now: Millis, value: f64, step: Millis, length: Millis) {
    while points.back().is_some_and(|(at, _)| *at > now || at / step == now / step) {
        points.pop_back();
    }
    points.push_back((now, value));
    let most = usize::try_from(length / step).unwrap_or(usize::MAX);
    while points.len() > most || points.front().is_some_and(|(at, _)| at.saturating_add(length) < now) {
        points.pop_front();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(value: f64) -> BTreeMap<String, f64> {
        [("sessions.actives".to_owned(), value)].into()
    }

    fn points(numbers: &Numbers, span: StatSpan, now: Millis) -> Vec<(Millis, f64)> {
        numbers.series("s", span, now).into_iter().flat_map(|series| series.points).collect()
    }

    #[test]
    fn each_step_keeps_the_last_value_that_was_said() {
        let mut numbers = Numbers::default();
        for (now, value) in [(0, 1.0), (4_999, 3.0), (5_000, 2.0), (400_000, 7.0)] {
            numbers.apply("s", one(value), Some(77), now);
        }
        let now = 400_000;
        assert_eq!(points(&numbers, StatSpan::Hour, now), [(4_999, 3.0), (5_000, 2.0), (400_000, 7.0)]);
        assert_eq!(points(&numbers, StatSpan::Week, now), [(5_000, 2.0), (400_000, 7.0)]);
        assert_eq!(numbers.newest("s"), Some(&Stats { server: "s".into(), at: 77, values: one(7.0) }));
        assert!(numbers.series("t", StatSpan::Hour, now).is_empty());
    }

    #[test]
    fn curves_end_where_their_time_does() {
        let mut numbers = Numbers::default();
        for minute in 0..(9 * 24 * 60_u32) {
            numbers.apply("s", one(f64::from(minute)), None, u64::from(minute) * 60_000);
        }
        let now = 9 * 24 * HOUR - 60_000;
        let hour = points(&numbers, StatSpan::Hour, now);
        assert_eq!((hour.len(), hour[0].0), (61, now - HOUR));
        let week = points(&numbers, StatSpan::Week, now);
        assert_eq!(week.len(), 2_016);
        assert!(week[0].0 >= now - WEEK);
        numbers.prune(now + WEEK);
        assert_eq!(numbers.series("s", StatSpan::Week, now).len(), 1);
        numbers.prune(now + WEEK + 1);
        assert!(numbers.series("s", StatSpan::Week, now).is_empty());
    }

    #[test]
    fn what_is_no_number_and_what_is_too_much_is_refused() {
        let mut numbers = Numbers::default();
        assert_eq!(numbers.apply("s", one(f64::NAN), None, 0), Taken::None);
        assert!(numbers.newest("s").is_none());
        let many: BTreeMap<String, f64> = (0..1_000).map(|n| (format!("n{n:04}"), 1.0)).collect();
        let mut odd = many.clone();
        odd.extend([("x".repeat(300), 1.0), (String::new(), 1.0), ("inf".into(), f64::INFINITY)]);
        assert_eq!(numbers.apply("s", odd, Some(u64::MAX), 5), Taken::Some);
        let newest = numbers.newest("s").unwrap();
        assert_eq!((newest.values.len(), newest.at), (200, 5), "what fits is kept");
        assert_eq!(numbers.series("s", StatSpan::Hour, 5).len(), 200);
    }

    #[test]
    fn a_clock_that_goes_back_takes_the_future_with_it() {
        let mut numbers = Numbers::default();
        for now in [0, 10_000, 3_000_000] {
            assert_eq!(numbers.apply("s", one(1.0), None, now), Taken::All);
        }
        numbers.apply("s", one(2.0), None, 20_000);
        assert_eq!(points(&numbers, StatSpan::Hour, 20_000), [(0, 1.0), (10_000, 1.0), (20_000, 2.0)]);
    }

    #[test]
    fn the_week_comes_back_and_what_was_heard_since_stays() {
        let kept = vec![(0, one(1.0)), (HOUR * 2, one(2.0)), (HOUR * 100, one(9.0))];
        let mut numbers = Numbers::default();
        assert!(numbers.restore("s", kept.clone(), HOUR * 2 + 1));
        assert_eq!(points(&numbers, StatSpan::Week, HOUR * 2), [(0, 1.0), (HOUR * 2, 2.0)]);
        assert_eq!(points(&numbers, StatSpan::Hour, HOUR * 2), [(HOUR * 2, 2.0)]);
        numbers.apply("s", one(3.0), None, HOUR * 2 + 6_000);
        assert!(!numbers.restore("s", kept, HOUR * 3));
        assert_eq!(numbers.newest("s").unwrap().values, one(3.0));
    }

    proptest::proptest! {
        #[test]
        fn no_number_and_no_clock_breaks_it(
            told in proptest::collection::vec((".{0,3}", proptest::num::f64::ANY, 0..20_000_000_u64), 1..200),
        ) {
            let mut numbers = Numbers::default();
            for (name, value, now) in told {
                numbers.apply("s", [(name, value)].into(), None, now);
                for span in [StatSpan::Hour, StatSpan::Week] {
                    for series in numbers.series("s", span, now) {
                        assert!(series.points.is_sorted_by(|a, b| a.0 < b.0), "{series:?}");
                        assert!(series.points.iter().all(|(_, value)| value.is_finite()));
                        assert!(series.points.len() <= 2_016);
                    }
                }
            }
        }
    }
}
