//! Which run of a job an update speaks of.
//!
//! Two sources tell of the same job, each late in its own way: a stream that may replay, and a database
//! that may lag. Start times are compared with start times (the server's clock), the order of events with
//! the order of events (Vigie's clock), never one with the other.

use vigie_contract::{JobUnit, Millis};

use super::bounds::{LAG, SAME_START, SAME_START_REMEMBERED};
use crate::update::{JobUpdate, Phase, Source};

/// How far a stream has told of a run.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Mark {
    Items(u64),
    Percent(f64),
}

impl Mark {
    pub fn of(update: &JobUpdate) -> Option<Self> {
        // Time that is used up goes back when more is given: it tells no run from the next.
        if update.unit == Some(JobUnit::Seconds) {
            return None;
        }
        let percent = || update.percent.filter(|p| p.is_finite()).map(Self::Percent);
        update.done.map(Self::Items).or_else(percent)
    }

    /// True when `next` is so far back that the job must have begun again. A little back is reordering.
    pub fn falls_to(self, next: Self) -> bool {
        match (self, next) {
            (Self::Items(old), Self::Items(new)) => new < old && (new <= 1 || new < old - new),
            (Self::Percent(old), Self::Percent(new)) => new < old / 2.0 && old >= 2.0,
            _ => false,
        }
    }

    fn is_start(self) -> bool {
        matches!(self, Self::Items(0)) || matches!(self, Self::Percent(p) if p <= 0.0)
    }
}

/// One run of a job, as far as it takes to tell it from the next.
#[derive(Debug, Clone)]
pub(super) struct Run {
    /// From 1.
    pub number: u32,
    /// When it came to the board (Vigie's clock).
    pub since: Millis,
    pub phase: Phase,
    /// When its server was found not to know it (Vigie's clock).
    pub vanished: Option<Millis>,
    /// When its end was learned (Vigie's clock).
    pub ended: Option<Millis>,
    /// Its end follows from its counts only: the server told none.
    pub inferred: bool,
    /// When it began (server's clock).
    pub started_at: Option<Millis>,
    /// Whether `started_at` is remembered from before Vigie's start.
    pub remembered: bool,
    /// When it was created (server's clock).
    pub created_at: Option<Millis>,
    /// When the run before it began (server's clock).
    pub started_before: Option<Millis>,
    /// When a stream last spoke of it (Vigie's clock).
    pub streamed: Option<Millis>,
    /// How far the stream has told; where no stream has spoken of this run, the answers.
    pub mark: Option<Mark>,
    /// When the newest answer taken in was asked for (Vigie's clock).
    pub asked: Option<Millis>,
}

/// What an update means for the run the board knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It speaks of this run.
    This,
    /// The job has begun again.
    Next,
    /// It speaks of this run and is out of date: it may fill in what is not known.
    Late,
    /// The same, and it contradicts the run's end in earnest.
    Odd,
    /// It speaks of an earlier run: only its words are of use.
    Earlier,
}

#[derive(PartialEq)]
enum Start {
    Same,
    Later,
    Earlier,
    Unknown,
}

impl Run {
    pub fn first(number: u32, now: Millis) -> Self {
        Self {
            number,
            since: now,
            phase: Phase::Pending,
            vanished: None,
            ended: None,
            inferred: false,
            started_at: None,
            remembered: false,
            created_at: None,
            started_before: None,
            streamed: None,
            mark: None,
            asked: None,
        }
    }

    pub fn next(&self, now: Millis) -> Self {
        let started_before = self.started_at.or(self.started_before);
        Self { started_before, ..Self::first(self.number.saturating_add(1), now) }
    }

    /// The update was taken in: remembers how far its source has told.
    pub fn told(&mut self, update: &JobUpdate, steps: bool, now: Millis) {
        let mark = Mark::of(update);
        let known = match update.source {
            Source::Stream => self.streamed.replace(now).and(self.mark),
            Source::Rest { .. } if self.streamed.is_some() => return,
            Source::Rest { .. } => self.mark,
        };
        self.mark = match (known.filter(|_| !steps), mark) {
            (Some(Mark::Items(old)), Some(Mark::Items(new))) => Some(Mark::Items(old.max(new))),
            (Some(Mark::Percent(old)), Some(Mark::Percent(new))) => Some(Mark::Percent(old.max(new))),
            (known, mark) => mark.or(known),
        };
    }

    /// Ended or vanished.
    pub fn is_over(&self) -> bool {
        self.phase.is_over() || self.vanished.is_some()
    }

    /// True when nothing newer than this answer is known. Always true of a stream.
    pub fn is_news(&self, source: Source) -> bool {
        match source {
            Source::Stream => true,
            Source::Rest { asked_at } => {
                self.streamed.is_none_or(|at| asked_at > at) && self.asked.is_none_or(|at| asked_at >= at)
            }
        }
    }

    /// The clock went back: nothing has happened later than now.
    pub fn rewind(&mut self, now: Millis) {
        self.since = self.since.min(now);
        for at in [&mut self.vanished, &mut self.ended, &mut self.streamed, &mut self.asked] {
            *at = at.map(|at| at.min(now));
        }
    }

    /// `steps` is true when the update names another step than the known one: a count that falls with it
    /// is the next step's.
    pub fn judge(&self, update: &JobUpdate, steps: bool, now: Millis) -> Verdict {
        match update.source {
            Source::Stream => self.judge_event(update, steps, now),
            Source::Rest { asked_at } => self.judge_answer(update, asked_at, steps),
        }
    }

    fn judge_event(&self, update: &JobUpdate, steps: bool, now: Millis) -> Verdict {
        let ends = update.phase.is_some_and(Phase::is_over);
        // Known from answers only: what the stream tells now may be what it had to tell all along.
        let catching_up = self.streamed.is_none()
            && (update.past || now < self.ended.unwrap_or(self.since).saturating_add(LAG));
        if update.begins {
            let begun = self.is_over() || self.phase == Phase::Running;
            let again = self.ended.is_none()
                && self.streamed.is_some_and(|at| now < at.saturating_add(LAG))
                && self.mark.is_some_and(Mark::is_start)
                && Mark::of(update).is_none_or(Mark::is_start);
            return match () {
                () if !begun || again => Verdict::This,
                () if catching_up && self.ended.is_some() => Verdict::Late,
                () if catching_up => Verdict::This,
                () => Verdict::Next,
            };
        }
        let next = Mark::of(update).filter(|_| !ends && !steps);
        let mark = self.mark.filter(|_| self.streamed.is_some());
        let fell = next.is_some_and(|next| mark.is_some_and(|mark| mark.falls_to(next)));
        if self.phase.is_over() {
            let unheard = self.streamed.is_none() && !catching_up && next.is_some();
            return if fell || unheard { Verdict::Next } else { Verdict::Late };
        }
        if fell { Verdict::Next } else { Verdict::This }
    }

    fn judge_answer(&self, update: &JobUpdate, asked_at: Millis, steps: bool) -> Verdict {
        let start = self.compare_start(update.started_at);
        let lagging = asked_at <= self.since.saturating_add(LAG);
        let before =
            near(self.started_before, update.started_at, SAME_START) && start != Start::Same && lagging;
        // Asked before this run was heard of, by which time the one before may still have been there.
        let too_early =
            self.number > 1 && asked_at <= self.since && !matches!(start, Start::Same | Start::Later);
        let over = update.phase.is_some_and(Phase::is_over);
        if before || too_early {
            return Verdict::Earlier;
        }
        match start {
            Start::Later => return Verdict::Next,
            Start::Earlier if self.phase.is_over() => {
                let ended = self.ended.unwrap_or(self.since);
                let believed = !over && asked_at > ended.saturating_add(LAG) && update.phase.is_some();
                return if believed { Verdict::Next } else { Verdict::Earlier };
            }
            Start::Earlier if lagging => return Verdict::Earlier,
            Start::Earlier | Start::Same | Start::Unknown => {}
        }
        // Where there are only answers, in order, and no start times, the counts tell.
        let fell = !over
            && !steps
            && start == Start::Unknown
            && self.streamed.is_none()
            && self.is_news(update.source)
            && self.mark.zip(Mark::of(update)).is_some_and(|(mark, next)| mark.falls_to(next));
        if let Some(ended) = self.ended {
            return match update.phase {
                None | Some(Phase::Completed | Phase::Failed) => Verdict::This,
                Some(_) if asked_at > ended && (fell || self.created_again(update)) => Verdict::Next,
                Some(_) if asked_at > ended.saturating_add(LAG) => Verdict::Odd,
                Some(_) => Verdict::Late,
            };
        }
        if self.vanished.is_some_and(|at| asked_at <= at) && !over {
            return Verdict::Late;
        }
        let again =
            self.is_news(update.source) && !over && start == Start::Unknown && self.created_again(update);
        if fell || again { Verdict::Next } else { Verdict::This }
    }

    fn created_again(&self, update: &JobUpdate) -> bool {
        self.created_at.zip(update.created_at).is_some_and(|(old, new)| new > old.saturating_add(SAME_START))
    }

    fn compare_start(&self, other: Option<Millis>) -> Start {
        let (Some(known), Some(other)) = (self.started_at, other) else { return Start::Unknown };
        let tolerance = if self.remembered { SAME_START_REMEMBERED } else { SAME_START };
        match other {
            _ if known.abs_diff(other) <= tolerance => Start::Same,
            _ if other > known => Start::Later,
            _ => Start::Earlier,
        }
    }
}

fn near(a: Option<Millis>, b: Option<Millis>, tolerance: Millis) -> bool {
    a.zip(b).is_some_and(|(a, b)| a.abs_diff(b) <= tolerance)
}
