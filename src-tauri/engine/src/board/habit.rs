//! What is usual for a job, whether it takes longer, and what that says of its end.

use vigie_contract::{JobState, JobUnit, Millis};

use super::Happening;
use super::entry::{Around, Entry, set};
use super::pace::{Left, seconds};
use crate::update::Phase;
use crate::usual::Ran;

/// The measured rate and what is usual count the same for the time left when so much of the job is done.
const EVEN_AT: f64 = 0.1;

/// What a job knows of its habit.
#[derive(Debug, Clone, Default)]
pub(super) struct Habit {
    /// Of which size and state of the history `Job::usual` is.
    looked_up: Option<(u64, Option<u64>)>,
    /// That it runs longer than usual has happened to this run.
    told: bool,
    /// Its counts began afresh with a step: they measure a step, not the run.
    pub stepped: bool,
}

impl Habit {
    /// Its kind may be another.
    pub fn doubt(&mut self) {
        self.looked_up = None;
    }
}

impl Entry {
    /// Looks up what is usual while it runs; what has ended keeps what was said of it. True when that changed.
    pub fn look_up_usual(&mut self, around: &Around<'_>) -> bool {
        if self.run.is_over() {
            return false;
        }
        let counts = self.run.phase == Phase::Running && self.job.unit == JobUnit::Items;
        let Some(kind) = self.job.kind.as_deref().filter(|_| counts) else {
            self.habit.doubt();
            return set(&mut self.job.usual, None);
        };
        let total = self.job.total.filter(|_| !self.habit.stepped);
        let asked = Some((around.habits.version(), total));
        if self.habit.looked_up == asked {
            return false;
        }
        self.habit.looked_up = asked;
        set(&mut self.job.usual, around.habits.usual(kind, total))
    }

    /// When it began: seen by Vigie, else as the server says.
    fn began(&self) -> Option<Millis> {
        self.start_seen.or(self.run.started_at)
    }

    /// How long it has been running.
    fn ran(&self, now: Millis) -> Option<Millis> {
        now.checked_sub(self.began()?)
    }

    /// Whether it runs longer than nine of ten of its kind, shown in this state.
    pub fn is_longer(&self, state: JobState, now: Millis) -> bool {
        let usual = self.job.usual.filter(|_| state == JobState::Running);
        usual.zip(self.ran(now)).is_some_and(|(usual, ran)| ran > usual.p90_ms)
    }

    /// When it will run longer than usual, unless that has happened already.
    pub fn longer_at(&self) -> Option<Millis> {
        let usual = self.job.usual.filter(|_| !self.habit.told && !self.restored && !self.silence.stalled)?;
        Some(self.began()?.saturating_add(usual.p90_ms).saturating_add(1))
    }

    /// It runs longer than usual: happens once a run, to a job that was heard in it.
    pub fn grow_longer(&mut self, now: Millis) -> Option<Happening> {
        if !self.job.longer || self.habit.told || self.restored {
            return None;
        }
        self.habit.told = true;
        Some(Happening::Longer { ran: self.ran(now)?, usual: self.job.usual? })
    }

    /// The run as the history tells it, once it ended well.
    pub fn ran_well(&self, happened: &[Happening]) -> Option<(&str, Ran)> {
        let well = happened.contains(&Happening::Completed) && self.job.unit == JobUnit::Items;
        let kind = self.job.kind.as_deref().filter(|_| well)?;
        Some((kind, Ran { took: self.took()?, total: self.job.total }))
    }

    /// Time left by what is usual: at first by the clock, then by how much is done. Nothing where the job has
    /// shown already that it is not usual.
    fn usually_left(&self, share: Option<f64>, now: Millis) -> Option<Left> {
        let usual = self.job.usual.filter(|usual| usual.median_ms > 0)?;
        let ran = self.ran(now);
        if ran.is_some_and(|ran| ran > usual.p90_ms) {
            return None;
        }
        let (median, high) = (seconds(usual.median_ms), seconds(usual.p90_ms));
        // As far below the median as nine of ten lie above it.
        let low = median * median / high;
        let left = |whole: f64| {
            let by_clock = ran.map(|ran| (whole - seconds(ran)).max(0.0));
            match (by_clock, share.map(|share| (whole * (1.0 - share), share))) {
                (Some(clock), Some((rest, share))) => Some(clock * (1.0 - share) + rest * share),
                (clock, rest) => clock.or(rest.map(|(rest, _)| rest)),
            }
        };
        Some(Left { low: left(low)?, high: left(high)? })
    }

    /// Time left by its own rate and by what is usual, where either is known. The more is done, the more its
    /// own rate counts.
    pub fn blended_left(&self, now: Millis) -> Option<Left> {
        let Some((unit, amount, remaining)) = self.measure() else {
            return self.usually_left(None, now);
        };
        let measured = remaining.and_then(|remaining| self.pace.left(unit, remaining, now));
        if self.habit.stepped {
            return measured;
        }
        let share = remaining.map(|remaining| (amount / (amount + remaining)).clamp(0.0, 1.0));
        match (measured, self.usually_left(share, now)) {
            (Some(own), Some(usual)) => {
                let share = share.unwrap_or(0.0);
                let weight = share / (share + EVEN_AT);
                let mix = |own: f64, usual: f64| own * weight + usual * (1.0 - weight);
                Some(Left { low: mix(own.low, usual.low), high: mix(own.high, usual.high) })
            }
            (own, usual) => own.or(usual),
        }
    }
}
