//! Ends that no server tells: a job whose counts are full, and that says no more for a while, is over.
//!
//! Nothing is inferred from silence alone. A job that stops short of its total is the board's to call
//! stalled. So is one that was full before a time in which nobody listened: a step may have been all that was
//! full, and what came after it, a failure among it, was not heard.

use std::collections::HashMap;
use std::time::Duration;

use vigie_contract::Millis;

use super::PastJob;
use crate::update::{JobUpdate, Phase, Source, Update};

/// Jobs remembered. Beyond it those not heard the longest are let go of, those that are over first.
const JOBS: usize = 20_000;
/// A look this late means that the machine slept, or that nobody was listening.
const LATE: Millis = 10_000;

/// What is known of the jobs of one server, as far as their ends depend on it.
#[derive(Debug)]
pub struct Filling {
    quiet: Millis,
    jobs: HashMap<String, Known>,
    /// Since when the server has been listened to without a break; `None`: it is not.
    since: Option<Millis>,
    looked_at: Millis,
}

#[derive(Debug, Default)]
struct Known {
    done: Option<u64>,
    total: Option<u64>,
    percent: Option<f64>,
    stage: Option<String>,
    /// The stage it began in, where its beginning was seen.
    first: Option<Option<String>>,
    /// `None`: not since the link was made.
    heard_at: Option<Millis>,
    over: bool,
    /// And it was not its server that said so.
    inferred: bool,
}

impl Filling {
    /// `quiet`: how long a full job must be silent. `open`: jobs of before, whose next word is no beginning.
    #[must_use]
    pub fn new(quiet: Duration, open: &[PastJob]) -> Self {
        let known = |job: &PastJob| Known { done: job.done, total: job.total, ..Known::default() };
        Self {
            quiet: u64::try_from(quiet.as_millis()).unwrap_or(Millis::MAX),
            jobs: open.iter().take(JOBS).map(|job| (job.id.clone(), known(job))).collect(),
            since: None,
            looked_at: 0,
        }
    }

    /// The server is listened to from now on.
    pub fn opened(&mut self, now: Millis) {
        self.since = Some(now);
        self.looked_at = now;
    }

    /// It no longer is.
    pub fn lost(&mut self) {
        self.since = None;
    }

    /// A job said this. Adds what follows from what it said before: that it begins (again), or, where `last`
    /// says that there is nothing after it and its counts are full, that it is over.
    pub fn hear(&mut self, update: &mut JobUpdate, last: bool, now: Millis) {
        self.since.get_or_insert(now);
        let over = update.phase.is_some_and(Phase::is_over);
        if !self.jobs.contains_key(&update.id) {
            self.make_room();
        }
        let known = self.jobs.entry(update.id.clone()).or_insert_with(|| {
            update.begins |= !over && update.done == Some(0);
            Known::default()
        });
        if known.over && !over && known.is_repeated_by(update, last) {
            known.heard_at = Some(now);
            // Said as what it is, that the board does not take it for more.
            update.phase = known.inferred.then_some(Phase::Completed);
            update.inferred = known.inferred;
            return;
        }
        update.begins |= !over && (known.over || known.falls_back_to(update));
        if update.begins {
            let first = (update.done == Some(0)).then(|| update.stage.clone());
            *known = Known { first, ..Known::default() };
        }
        known.take(update);
        known.heard_at = Some(now);
        if over {
            (known.over, known.inferred) = (true, false);
        } else if last && known.is_full() {
            (known.over, known.inferred) = (true, true);
            update.phase = Some(Phase::Completed);
            update.inferred = true;
        } else {
            update.phase = Some(update.phase.unwrap_or(Phase::Running));
        }
    }

    /// The jobs that have been full and silent for long enough, told as over. Call it about each second.
    pub fn look(&mut self, now: Millis) -> Vec<Update> {
        let late = now > self.looked_at.saturating_add(LATE);
        let back = now < self.looked_at;
        self.looked_at = now;
        let Some(since) = &mut self.since else { return Vec::new() };
        if back {
            self.jobs.values_mut().for_each(|known| known.heard_at = known.heard_at.map(|at| at.min(now)));
        }
        if late {
            *since = now;
        } else if back {
            *since = (*since).min(now);
        }
        let (since, quiet) = (*since, self.quiet);
        let silent = |known: &Known| {
            known.heard_at.is_some_and(|heard| heard >= since && now.saturating_sub(heard) >= quiet)
        };
        let full = self.jobs.iter_mut().filter(|(_, known)| !known.over && known.is_full() && silent(known));
        let mut ended: Vec<Update> = Vec::new();
        for (id, known) in full {
            (known.over, known.inferred) = (true, true);
            let mut update = JobUpdate::new(id.clone(), Source::Stream);
            (update.phase, update.inferred) = (Some(Phase::Completed), true);
            ended.push(Update::Job(Box::new(update)));
        }
        ended
    }

    /// A tenth at a time, so that a flood of jobs does not sort them at each message.
    fn make_room(&mut self) {
        if self.jobs.len() < JOBS {
            return;
        }
        let mut order: Vec<(bool, Option<Millis>, String)> =
            self.jobs.iter().map(|(id, known)| (!known.over, known.heard_at, id.clone())).collect();
        order.select_nth_unstable(JOBS / 10);
        for (_, _, id) in order.drain(..JOBS / 10) {
            self.jobs.remove(&id);
        }
    }
}

impl Known {
    fn take(&mut self, update: &JobUpdate) {
        let falls = self.done.zip(update.done).is_some_and(|(known, new)| new < known);
        if falls {
            // Another step, with counts of its own.
            (self.total, self.percent) = (None, None);
        }
        self.done = update.done.or(self.done);
        self.total = update.total.or(self.total);
        self.percent = update.percent.or(self.percent);
        self.stage = update.stage.clone().or_else(|| self.stage.take());
    }

    /// Counts decide; only where there are none, the percentage does.
    fn is_full(&self) -> bool {
        match (self.done, self.total.filter(|total| *total > 0)) {
            (Some(done), Some(total)) => done >= total,
            _ => self.percent.is_some_and(|percent| percent >= 100.0),
        }
    }

    /// True for what a job that is over may well say once more: that it is full.
    fn is_repeated_by(&self, update: &JobUpdate, last: bool) -> bool {
        let mut then = Self { done: self.done, total: self.total, percent: self.percent, ..Self::default() };
        then.take(update);
        let silent = update.done.is_none() && update.percent.is_none();
        silent || (then.is_full() && (last || then.total == self.total))
    }

    /// True where it stands at nothing again, in the stage it once began in.
    fn falls_back_to(&self, update: &JobUpdate) -> bool {
        update.done == Some(0)
            && self.done.is_some_and(|done| done > 0)
            && self.first.as_ref() == Some(&update.stage)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const QUIET: Duration = Duration::from_secs(10);

    fn filling() -> Filling {
        let mut filling = Filling::new(QUIET, &[]);
        filling.opened(0);
        filling
    }

    fn said(filling: &mut Filling, now: Millis, stage: &str, done: u64, total: u64) -> JobUpdate {
        let mut update = JobUpdate::new("t", Source::Stream);
        (update.stage, update.done, update.total) = (Some(stage.to_owned()), Some(done), Some(total));
        filling.hear(&mut update, false, now);
        update
    }

    /// Looks each second, as the link does; tells when something ended.
    fn ends(filling: &mut Filling, from: Millis, to: Millis) -> Vec<Millis> {
        (from..=to).step_by(1_000).flat_map(|now| filling.look(now).into_iter().map(move |_| now)).collect()
    }

    #[test]
    fn full_and_quiet_is_over_once() {
        let mut filling = filling();
        assert!(said(&mut filling, 1_000, "scan", 0, 2).begins);
        assert_eq!(said(&mut filling, 2_000, "scan", 2, 2).phase, Some(Phase::Running));
        assert_eq!(ends(&mut filling, 2_000, 60_000), [12_000]);
    }

    #[test]
    fn a_further_step_reopens_the_waiting_and_a_repeat_prolongs_it() {
        let mut filling = filling();
        said(&mut filling, 0, "extraction", 9, 9);
        assert!(ends(&mut filling, 1_000, 9_000).is_empty());
        let next = said(&mut filling, 9_500, "insertion", 1, 40);
        assert_eq!((next.begins, next.phase), (false, Some(Phase::Running)));
        assert!(ends(&mut filling, 10_000, 60_000).is_empty());
        said(&mut filling, 60_000, "insertion", 40, 40);
        said(&mut filling, 65_000, "insertion", 40, 40);
        assert_eq!(ends(&mut filling, 66_000, 90_000), [75_000]);
        // The second 100 of a job whose end was told is that end once more.
        let repeat = said(&mut filling, 91_000, "insertion", 40, 40);
        assert_eq!((repeat.begins, repeat.phase, repeat.inferred), (false, Some(Phase::Completed), true));
        assert!(ends(&mut filling, 91_000, 120_000).is_empty());
    }

    #[test]
    fn a_new_step_without_a_total_is_not_full_by_the_old_one() {
        let mut filling = filling();
        said(&mut filling, 0, "extraction", 40, 40);
        let mut update = JobUpdate::new("t", Source::Stream);
        update.done = Some(3);
        filling.hear(&mut update, false, 1_000);
        assert!(ends(&mut filling, 1_000, 60_000).is_empty());
    }

    #[test]
    fn after_an_end_of_the_servers_own_a_repeat_says_nothing_of_it() {
        let mut filling = filling();
        let mut update = JobUpdate::new("t", Source::Stream);
        (update.phase, update.done, update.total) = (Some(Phase::Failed), Some(9), Some(9));
        filling.hear(&mut update, true, 0);
        assert_eq!((update.phase, update.inferred), (Some(Phase::Failed), false));
        let repeat = said(&mut filling, 1_000, "scan", 9, 9);
        assert_eq!((repeat.begins, repeat.phase), (false, None));
        assert!(ends(&mut filling, 2_000, 60_000).is_empty());
    }

    #[test]
    fn what_goes_on_after_its_told_end_is_a_new_run() {
        let mut filling = filling();
        said(&mut filling, 0, "scan", 5, 5);
        assert_eq!(ends(&mut filling, 1_000, 20_000), [10_000]);
        assert!(said(&mut filling, 21_000, "insertion", 1, 9).begins);
        assert!(!said(&mut filling, 22_000, "insertion", 9, 9).begins);
        assert_eq!(ends(&mut filling, 23_000, 40_000), [32_000]);
    }

    #[test]
    fn back_to_nothing_in_its_first_stage_is_a_new_run_and_in_another_a_step() {
        let mut filling = filling();
        assert!(said(&mut filling, 0, "start", 0, 9).begins);
        assert!(!said(&mut filling, 1, "start", 0, 9).begins);
        assert!(!said(&mut filling, 2, "discovery", 5, 9).begins);
        assert!(!said(&mut filling, 3, "insertion", 0, 9).begins);
        assert!(!said(&mut filling, 4, "insertion", 2, 9).begins);
        assert!(said(&mut filling, 5, "start", 0, 9).begins);
    }

    #[test]
    fn a_job_that_stops_short_never_ends_here() {
        let mut filling = filling();
        said(&mut filling, 0, "scan", 8, 9);
        assert!(ends(&mut filling, 1_000, 1_000_000).is_empty());
    }

    #[test]
    fn what_was_full_before_nobody_listened_is_not_over_until_it_says_so_again() {
        let mut filling = filling();
        said(&mut filling, 0, "scan", 9, 9);
        filling.lost();
        assert!(ends(&mut filling, 1_000, 60_000).is_empty());
        filling.opened(60_500);
        assert!(ends(&mut filling, 61_000, 90_000).is_empty());
        said(&mut filling, 91_000, "scan", 9, 9);
        assert_eq!(ends(&mut filling, 91_000, 120_000), [101_000]);
        // Asleep for an hour.
        said(&mut filling, 121_000, "scan", 1, 9);
        said(&mut filling, 122_000, "scan", 9, 9);
        assert!(ends(&mut filling, 3_700_000, 3_800_000).is_empty());
        said(&mut filling, 3_800_500, "scan", 9, 9);
        assert_eq!(ends(&mut filling, 3_801_000, 3_820_000), [3_811_000]);
    }

    #[test]
    fn a_clock_that_goes_back_delays_by_no_more_than_the_quiet() {
        let mut filling = filling();
        said(&mut filling, 1_000_000, "scan", 9, 9);
        filling.looked_at = 1_000_000;
        filling.look(1_000_500);
        assert_eq!(ends(&mut filling, 1_000, 30_000), [11_000]);
    }

    #[test]
    fn a_full_job_of_before_goes_on_and_ends_where_it_is_heard() {
        let full = PastJob { id: "t".into(), done: Some(9), total: Some(9) };
        let half = PastJob { id: "h".into(), done: Some(4), total: Some(9) };
        let mut filling = Filling::new(QUIET, &[full, half]);
        assert!(ends(&mut filling, 1_000, 60_000).is_empty());
        filling.opened(60_000);
        assert!(ends(&mut filling, 61_000, 99_000).is_empty(), "its end would be a guess");
        assert!(!said(&mut filling, 100_000, "scan", 9, 9).begins);
        assert_eq!(ends(&mut filling, 100_000, 120_000), [110_000]);
    }

    #[test]
    fn a_percentage_counts_where_there_are_no_counts() {
        let mut filling = filling();
        let mut update = JobUpdate::new("t", Source::Stream);
        update.percent = Some(100.0);
        filling.hear(&mut update, false, 0);
        assert_eq!(ends(&mut filling, 1_000, 20_000), [10_000]);
    }

    #[test]
    fn a_flood_of_jobs_stays_within_the_bound() {
        let mut filling = filling();
        for n in 0..JOBS as u64 + 5 {
            let mut update = JobUpdate::new(n.to_string(), Source::Stream);
            update.done = Some(1);
            filling.hear(&mut update, false, n);
        }
        assert!(filling.jobs.len() <= JOBS);
        assert!(filling.jobs.contains_key(&(JOBS + 4).to_string()) && !filling.jobs.contains_key("0"));
    }
}
