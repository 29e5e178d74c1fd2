//! One job on the board: what is shown of it, and what it takes to keep that true.

use std::sync::Arc;

use vigie_contract::{Job, JobEventKind, JobRef, JobState, JobUnit, Millis};

use super::bounds::{LINK_GRACE, REFRESH};
use super::countdown::Countdown;
use super::habit::Habit;
use super::oddities::Oddities;
use super::outlook::Outlook;
use super::pace::{Pace, Unit};
use super::queue::Place;
use super::rates::Rates;
use super::run::Run;
use super::silence::Silence;
use super::text::made_title;
use super::timeline::Timeline;
use super::{Bounds, Change, Happening, Rules};
use crate::update::Phase;
use crate::usual::Habits;

pub(super) struct Entry {
    /// The id, shared with the shelf's map and queues.
    pub key: Arc<str>,
    /// Tells entries of one server apart where moments do not.
    pub number: u64,
    /// As shown. Only [`Entry::show`] writes what follows from the rest.
    pub job: Job,
    pub run: Run,
    pub titled: bool,
    /// The server's percentage, 0–100.
    pub percent: Option<f64>,
    /// When Vigie saw it begin (Vigie's clock); `None` when it did not.
    pub start_seen: Option<Millis>,
    /// When Vigie saw it end (Vigie's clock); `None` for what was over before.
    pub end_seen: Option<Millis>,
    /// When it ended (server's clock).
    pub finished_at: Option<Millis>,
    pub deletable: bool,
    pub silence: Silence,
    pub pace: Pace,
    pub rates: Rates,
    pub habit: Habit,
    pub outlook: Outlook,
    pub countdown: Countdown,
    /// The part of its step that lasts.
    pub stage: Option<String>,
    pub timeline: Timeline,
    /// When rate and time left were last looked at.
    pub looked_at: Millis,
    /// Restored from before Vigie's start and not heard of since.
    pub restored: bool,
    /// Where it stands in the shelf's queue of deadlines.
    pub queued: Option<Place>,
    /// Where it stands among the shelf's finished jobs.
    pub shelved: Option<Place>,
}

/// What an entry needs to know of its server and the board.
pub(super) struct Around<'a> {
    pub now: Millis,
    pub bounds: &'a Bounds,
    pub rules: Rules,
    pub oddities: &'a mut Oddities,
    /// What is usual on the server.
    pub habits: &'a Habits,
    /// Since when the connection has been gone, once that is worth showing.
    pub stale_since: Option<Millis>,
    /// Whether the connection is heard.
    pub hears: bool,
    /// Since when the server has been listened to without a break.
    pub heard_since: Millis,
}

/// What became of an entry.
#[derive(Default)]
pub(super) struct News {
    pub changed: bool,
    pub happened: Vec<Happening>,
}

impl Entry {
    pub fn new(server: &str, key: Arc<str>, number: u64, run: Run, now: Millis) -> Self {
        let job = Job {
            server: server.to_owned(),
            id: key.as_ref().to_owned(),
            run: run.number,
            kind: None,
            title: String::new(),
            state: JobState::Pending,
            inferred: false,
            unit: JobUnit::Items,
            ends_at: None,
            done: None,
            failed: None,
            total: None,
            percent: None,
            server_percent: None,
            step: None,
            message: None,
            error: None,
            warnings: 0,
            last_warning: None,
            rate: None,
            eta_ms: None,
            overdue: false,
            usual: None,
            longer: false,
            owner: None,
            created_at: None,
            started_at: None,
            finished_at: None,
            heard_at: now,
            silent_since: None,
            metadata: serde_json::Value::Null,
            page: None,
            can_delete: false,
        };
        Self {
            key,
            number,
            job,
            run,
            titled: false,
            percent: None,
            start_seen: None,
            end_seen: None,
            finished_at: None,
            deletable: false,
            silence: Silence::new(now),
            pace: Pace::default(),
            rates: Rates::default(),
            habit: Habit::default(),
            outlook: Outlook::default(),
            countdown: Countdown::default(),
            stage: None,
            timeline: Timeline::default(),
            looked_at: now,
            restored: false,
            queued: None,
            shelved: None,
        }
    }

    /// A new run: numbers, warnings and estimates start afresh; name, metadata and timeline stay.
    pub fn begin_again(&mut self, now: Millis) {
        self.run = self.run.next(now);
        let job = &mut self.job;
        job.run = self.run.number;
        job.done = None;
        job.failed = None;
        job.total = None;
        job.step = None;
        job.message = None;
        job.error = None;
        job.warnings = 0;
        job.last_warning = None;
        job.created_at = None;
        self.percent = None;
        self.start_seen = None;
        self.end_seen = None;
        self.finished_at = None;
        self.silence = Silence::new(now);
        self.pace = Pace::default();
        self.rates = Rates::default();
        self.habit = Habit::default();
        self.outlook = Outlook::default();
        self.countdown = Countdown::default();
        self.stage = None;
    }

    pub fn name(&self) -> JobRef {
        JobRef { server: self.job.server.clone(), id: self.job.id.clone() }
    }

    pub fn change(&self, happened: Vec<Happening>, past: bool) -> Change {
        let ended =
            |h: &Happening| matches!(h, Happening::Completed | Happening::Failed | Happening::Confirmed);
        let took = if happened.iter().any(ended) { self.took() } else { None };
        let server_started_at = self.run.started_at.filter(|_| !self.run.remembered);
        Change { job: self.name(), now: Some(self.job.clone()), happened, past, took, server_started_at }
    }

    /// How long the run took. The server's two times; else what Vigie saw; else from the server's start
    /// to what Vigie saw, if the clocks allow.
    pub fn took(&self) -> Option<Millis> {
        let span = |from: Option<Millis>, to: Option<Millis>| to?.checked_sub(from?);
        span(self.run.started_at, self.finished_at)
            .or_else(|| span(self.start_seen, self.end_seen))
            .or_else(|| span(self.run.started_at, self.end_seen))
    }

    pub fn note(&mut self, kind: JobEventKind, text: Option<&str>, around: &Around<'_>) {
        self.timeline.note(around.now, kind, text, around.bounds);
    }

    /// The measure of progress: unit, done, and what is left of the total where that is known.
    pub fn measure(&self) -> Option<(Unit, f64, Option<f64>)> {
        match (self.job.done, self.job.total, self.percent) {
            (Some(done), total, _) => {
                Some((Unit::Items, done as f64, total.map(|total| total.saturating_sub(done) as f64)))
            }
            (None, _, Some(percent)) => Some((Unit::Percent, percent, Some(100.0 - percent))),
            (None, ..) => None,
        }
    }

    /// The state as shown. Silences hide the phase, an end hides the silences.
    fn state(&self, around: &Around<'_>) -> (JobState, Option<Millis>) {
        match self.run.phase {
            Phase::Completed => (JobState::Completed, None),
            Phase::Failed => (JobState::Failed, None),
            _ if self.run.vanished.is_some() => (JobState::Vanished, self.run.vanished),
            _ if around.stale_since.is_some() => (JobState::Stale, around.stale_since),
            Phase::Running if self.silence.stalled => (JobState::Stalled, Some(self.silence.moved_at)),
            Phase::Running => (JobState::Running, None),
            Phase::Pending => (JobState::Pending, None),
        }
    }

    /// Brings what is shown up to date with the rest; true when that changed anything.
    pub fn show(&mut self, around: &Around<'_>) -> bool {
        let now = around.now;
        self.looked_at = now;
        let mut changed = self.look_up_usual(around);
        let (state, silent_since) = self.state(around);
        let counted = match (self.job.done, self.job.total) {
            (Some(done), Some(total)) => Some((done as f64 / total as f64 * 100.0).clamp(0.0, 100.0)),
            _ => None,
        };
        let percent = counted.or(self.percent);
        let server_percent = self.percent.filter(|said| counted.is_some_and(|p| (said - p).abs() > 1.0));
        let (mut rate, mut eta_ms, mut overdue) = (None, None, false);
        if state == JobState::Running {
            self.outlook.pass(now);
            rate = self.pace.rate(now);
            eta_ms = self.outlook.shown(now).filter(|_| !self.pace.has_paused(now));
            overdue = self.outlook.is_overdue();
        }
        let counts_down = self.job.unit == JobUnit::Seconds && self.run.phase == Phase::Running;
        let ends_at = self.countdown.ends_at.filter(|_| counts_down && self.run.vanished.is_none());
        if state == JobState::Running && counts_down {
            (rate, eta_ms, overdue) = (None, self.countdown.left(now), self.countdown.is_overdue(now));
        }
        let longer = self.is_longer(state, now);
        let inferred = self.run.inferred && self.run.phase.is_over();
        let finished_at = self.finished_at.or(self.end_seen).filter(|_| self.run.phase.is_over());
        let can_delete = self.deletable && self.run.phase.is_over();
        let title = (!self.titled)
            .then(|| made_title(self.job.kind.as_deref(), &self.job.id, around.bounds.title_chars));
        let job = &mut self.job;
        changed |= set(&mut job.state, state);
        changed |= set(&mut job.silent_since, silent_since);
        changed |= set(&mut job.inferred, inferred);
        changed |= set(&mut job.ends_at, ends_at);
        changed |= set(&mut job.percent, percent);
        changed |= set(&mut job.server_percent, server_percent);
        changed |= set(&mut job.rate, rate);
        changed |= set(&mut job.eta_ms, eta_ms);
        changed |= set(&mut job.overdue, overdue);
        changed |= set(&mut job.longer, longer);
        changed |= set(&mut job.created_at, self.run.created_at);
        changed |= set(&mut job.started_at, self.run.started_at.or(self.start_seen));
        changed |= set(&mut job.finished_at, finished_at);
        changed |= set(&mut job.can_delete, can_delete);
        if let Some(title) = title {
            changed |= set(&mut job.title, title);
        }
        changed
    }

    /// When to look at it again if nothing is heard; `None`: there is nothing to wait for.
    pub fn due(&self, around: &Around<'_>) -> Option<Millis> {
        if self.run.is_over() || self.run.phase != Phase::Running || around.stale_since.is_some() {
            return None;
        }
        let stalls = (!self.silence.stalled).then(|| self.stalls_at(around));
        let moving = self.job.rate.is_some() || self.job.eta_ms.is_some();
        let looks = moving.then(|| self.looked_at.saturating_add(REFRESH));
        let soonest = if around.hears { 1 } else { LINK_GRACE };
        let due = stalls
            .into_iter()
            .chain(looks)
            .chain(self.longer_at())
            .min()?
            .max(around.now.saturating_add(soonest));
        // Only at the end of time is there no later moment.
        (due > around.now).then_some(due)
    }

    /// When its silence is a stall. Time that runs out says nothing while it does.
    fn stalls_at(&self, around: &Around<'_>) -> Millis {
        let silence = self.silence.stalls_at(around.rules, around.heard_since);
        let counts_down = self.job.unit == JobUnit::Seconds;
        silence.max(self.countdown.silent_until().filter(|_| counts_down).unwrap_or(0))
    }

    /// When it ended or vanished, for its place among the finished; not in the future.
    pub fn end(&self, now: Millis) -> Millis {
        let learned = self.run.ended.or(self.run.vanished).unwrap_or(now);
        self.finished_at.unwrap_or(learned).min(now)
    }

    /// Its deadline is reached (or an earlier one was).
    pub fn wake(&mut self, around: &Around<'_>) -> News {
        let mut happened = Vec::new();
        if self.run.phase == Phase::Running && !self.silence.stalled && self.stalls_at(around) <= around.now {
            self.silence.stalled = true;
            happened.push(Happening::Stalled { since: self.silence.moved_at });
            self.note(JobEventKind::Stalled, None, around);
        } else if self.looked_at.saturating_add(REFRESH) > around.now
            && self.longer_at().is_none_or(|at| at > around.now)
        {
            return News::default();
        }
        let changed = self.show(around);
        happened.extend(self.grow_longer(around.now));
        News { changed: changed || !happened.is_empty(), happened }
    }

    /// The clock went back.
    pub fn rewind(&mut self, now: Millis) {
        self.run.rewind(now);
        self.silence.moved_at = self.silence.moved_at.min(now);
        self.pace.rewind(now);
        self.rates.rewind(now);
        self.outlook.rewind();
        // An end in the times of a clock that was wrong.
        self.countdown = Countdown::default();
        self.looked_at = self.looked_at.min(now);
        for seen in [&mut self.start_seen, &mut self.end_seen] {
            *seen = seen.map(|at| at.min(now));
        }
    }
}

/// Writes a value; true when it differs from the old one.
pub(super) fn set<T: PartialEq>(slot: &mut T, value: T) -> bool {
    let differs = *slot != value;
    if differs {
        *slot = value;
    }
    differs
}
