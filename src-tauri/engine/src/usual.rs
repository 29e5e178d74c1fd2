//! How long jobs of a kind usually take on a server, from the runs that ended well.
//!
//! What is usual is a median and a 90th percentile of the newest [`RUNS`] runs; fewer than [`AT_LEAST`] say
//! nothing. Where the size of a job is known and the sizes of those runs differ widely, the runs nearest in
//! size speak, each stretched or shrunk to the size of the job. See `docs/history.md`.

use std::collections::{BTreeMap, VecDeque};

use vigie_contract::{Millis, Usual};

/// Runs of a kind that are remembered, the newest.
pub const RUNS: usize = 200;
/// Kinds of a server that are remembered; runs of further ones say nothing.
pub const KINDS: usize = 1_000;
/// Fewer runs say nothing.
pub const AT_LEAST: usize = 5;
/// Sizes differ widely where one in ten is more than so many times the size of another one in ten.
const SPREAD: f64 = 2.0;
/// So many runs nearest in size speak: a third of those there are, within this range.
const NEAREST: (usize, usize) = (AT_LEAST, 40);
/// Longer than this (a hundred years) nothing takes.
const LONGEST: f64 = 3.2e12;

/// One run that ended well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ran {
    /// How long it took, milliseconds.
    pub took: Millis,
    /// Items in all, where they were known.
    pub total: Option<u64>,
}

/// What is usual of one kind.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Habit {
    /// The newest runs, oldest first.
    runs: VecDeque<Ran>,
    plain: Option<Usual>,
    /// Runs of known size, the smallest first: the logarithm of the size, and milliseconds an item. Empty
    /// where the sizes do not differ enough to matter.
    sized: Vec<(f64, f64)>,
}

impl Habit {
    /// Of these runs, oldest first.
    #[must_use]
    pub fn of(runs: impl IntoIterator<Item = Ran>) -> Self {
        let mut habit = Self::default();
        for run in runs {
            habit.put(run);
        }
        habit.settle();
        habit
    }

    fn put(&mut self, run: Ran) {
        if self.runs.len() >= RUNS {
            self.runs.pop_front();
        }
        self.runs.push_back(run);
    }

    /// One more run ended well.
    pub fn learn(&mut self, run: Ran) {
        self.put(run);
        self.settle();
    }

    fn settle(&mut self) {
        self.plain = usual(self.runs.iter().map(|run| run.took as f64).collect());
        let sized = self.runs.iter().filter_map(|run| {
            let size = run.total.filter(|total| *total > 0)? as f64;
            Some((size.ln(), run.took as f64 / size))
        });
        self.sized = sized.collect();
        self.sized.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
        let count = self.sized.len();
        let spread = (count >= AT_LEAST)
            .then(|| self.sized[percentile(count, 90)].0 - self.sized[percentile(count, 10)].0);
        if spread.is_none_or(|spread| spread <= SPREAD.ln()) {
            self.sized.clear();
        }
    }

    /// How long one of so many items usually takes; `None` where too few ended.
    #[must_use]
    pub fn usual(&self, total: Option<u64>) -> Option<Usual> {
        let size = total.filter(|total| *total > 0 && !self.sized.is_empty());
        let Some(size) = size.map(|total| total as f64) else { return self.plain };
        usual(self.nearest(size.ln()).iter().map(|(_, each)| (each * size).min(LONGEST)).collect())
    }

    /// The runs nearest in size: a window over those in order of size.
    fn nearest(&self, size: f64) -> &[(f64, f64)] {
        let count = (self.sized.len() / 3).clamp(NEAREST.0, NEAREST.1).min(self.sized.len());
        let mut from = self.sized.partition_point(|(known, _)| *known < size).saturating_sub(count);
        while let Some((next, _)) = self.sized.get(from + count)
            && (next - size).abs() < (size - self.sized[from].0).abs()
        {
            from += 1;
        }
        &self.sized[from..from + count]
    }
}

/// What is usual on one server, by kind.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Habits {
    kinds: BTreeMap<String, Habit>,
    /// Grows with each run that is learned.
    version: u64,
}

impl Habits {
    /// What is usual of each kind; each by the runs that ended well, oldest first.
    #[must_use]
    pub fn of(kinds: impl IntoIterator<Item = (String, Vec<Ran>)>) -> Self {
        let kinds = kinds.into_iter().take(KINDS).map(|(kind, runs)| (kind, Habit::of(runs)));
        Self { kinds: kinds.collect(), version: 0 }
    }

    /// True when nothing is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.kinds.is_empty()
    }

    /// Takes over what was recalled, as something new.
    pub(crate) fn replace(&mut self, recalled: Self) {
        let version = self.version + 1;
        *self = Self { version, ..recalled };
    }

    /// A job of this kind ended well.
    pub(crate) fn learn(&mut self, kind: &str, run: Ran) {
        self.version += 1;
        if let Some(habit) = self.kinds.get_mut(kind) {
            habit.learn(run);
        } else if self.kinds.len() < KINDS {
            self.kinds.insert(kind.to_owned(), Habit::of([run]));
        }
    }

    /// Tells what was looked up before from what is known now.
    pub(crate) fn version(&self) -> u64 {
        self.version
    }

    /// How long one of this kind and of so many items usually takes.
    #[must_use]
    pub fn usual(&self, kind: &str, total: Option<u64>) -> Option<Usual> {
        self.kinds.get(kind)?.usual(total)
    }
}

fn usual(mut took: Vec<f64>) -> Option<Usual> {
    if took.len() < AT_LEAST {
        return None;
    }
    took.sort_unstable_by(f64::total_cmp);
    let at = |percent| took[percentile(took.len(), percent)].round() as Millis;
    let runs = u32::try_from(took.len()).unwrap_or(u32::MAX);
    Some(Usual { median_ms: at(50), p90_ms: at(90), runs })
}

/// Where in so many, in order, the one stands that so many of a hundred do not go beyond.
fn percentile(count: usize, percent: usize) -> usize {
    (count * percent).div_ceil(100).clamp(1, count.max(1)) - 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ran(took: Millis, total: u64) -> Ran {
        Ran { took, total: (total > 0).then_some(total) }
    }

    #[test]
    fn five_runs_at_least_and_then_the_median_and_nine_of_ten() {
        let habit = |count| Habit::of((1..=count).map(|n| ran(n * 1_000, 0)));
        assert_eq!(habit(4).usual(None), None);
        assert_eq!(habit(5).usual(None), Some(Usual { median_ms: 3_000, p90_ms: 5_000, runs: 5 }));
        assert_eq!(habit(100).usual(Some(7)), Some(Usual { median_ms: 50_000, p90_ms: 90_000, runs: 100 }));
    }

    #[test]
    fn only_the_newest_count() {
        let mut habit = Habit::of((0..RUNS).map(|_| ran(1_000, 0)));
        for _ in 0..RUNS {
            habit.learn(ran(9_000, 0));
        }
        assert_eq!(habit.usual(None), Some(Usual { median_ms: 9_000, p90_ms: 9_000, runs: 200 }));
    }

    #[test]
    fn sizes_that_are_alike_change_nothing() {
        let habit = Habit::of((0..20).map(|n| ran(60_000, 1_000 + n * 40)));
        assert_eq!(habit.usual(Some(10)).map(|usual| usual.median_ms), Some(60_000));
    }

    #[test]
    fn where_sizes_differ_widely_those_nearest_in_size_speak() {
        // Small ones take 10 ms an item, large ones 2.
        let small = (0..30).map(|n| ran((100 + n) * 10, 100 + n));
        let large = (0..30).map(|n| ran((100_000 + n) * 2, 100_000 + n));
        let habit = Habit::of(small.chain(large));
        let median = |total| habit.usual(Some(total)).unwrap().median_ms;
        assert_eq!((median(50), median(120)), (500, 1_200));
        assert_eq!((median(100_010), median(1_000_000)), (200_020, 2_000_000));
        assert_eq!(habit.usual(None).map(|usual| usual.runs), Some(60), "all where its size is not known");
    }

    #[test]
    fn one_odd_run_does_not_make_sizes_matter() {
        let mut runs: Vec<Ran> = (0..30).map(|_| ran(60_000, 1_000)).collect();
        runs.push(ran(60_000, 1_000_000));
        assert_eq!(Habit::of(runs).usual(Some(1_000_000)).map(|usual| usual.median_ms), Some(60_000));
    }

    #[test]
    fn no_number_breaks_it() {
        let habit = Habit::of(
            (0..20).map(|n| Ran { took: u64::MAX, total: Some(if n % 2 == 0 { 1 } else { u64::MAX }) }),
        );
        for total in [None, Some(0), Some(1), Some(u64::MAX)] {
            let usual = habit.usual(total).unwrap();
            assert!(usual.median_ms <= usual.p90_ms);
        }
        assert!(Habit::default().usual(Some(1)).is_none());
    }

    #[test]
    fn each_kind_has_its_own_and_there_is_a_bound() {
        let mut habits = Habits::of([("a".to_owned(), (0..5).map(|_| ran(1_000, 0)).collect())]);
        let before = habits.version();
        (0..5).for_each(|_| habits.learn("b", ran(2_000, 0)));
        assert!(habits.version() > before);
        assert_eq!(habits.usual("a", None).map(|usual| usual.median_ms), Some(1_000));
        assert_eq!(habits.usual("b", None).map(|usual| usual.median_ms), Some(2_000));
        assert_eq!(habits.usual("c", None), None);
        (0..KINDS * 2).for_each(|n| habits.learn(&format!("k{n}"), ran(1, 0)));
        assert_eq!(habits.kinds.len(), KINDS);
    }
}
