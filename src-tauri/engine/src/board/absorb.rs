//! How an update changes a job.

use vigie_contract::{JobEventKind, JobUnit};

use super::Happening;
use super::entry::{Around, Entry, News, set};
use super::outlook::Outlook;
use super::pace::Pace;
use super::run::Verdict;
use super::sane::{fits, is_page};
use crate::update::{JobUpdate, Phase, Source};

/// What of an update may replace what is known.
#[derive(Clone, Copy)]
struct Weight {
    /// Nothing newer is known: words may be replaced.
    newer: bool,
    /// And it does not trail behind the counts: numbers and messages too.
    fresh: bool,
    /// It names another step whose counts begin afresh.
    steps: bool,
}

impl Entry {
    /// True when the update's counts are those of another step than the known one.
    pub fn steps(&self, update: &JobUpdate) -> bool {
        let other = self.job.step.as_deref().zip(update.step.as_deref()).is_some_and(|(a, b)| a != b);
        other && self.job.done.zip(update.done).is_some_and(|(known, new)| new < known)
    }

    /// Takes in an update. `born` is true when it made this entry.
    pub fn absorb(
        &mut self,
        mut update: JobUpdate,
        verdict: Verdict,
        born: bool,
        around: &mut Around<'_>,
    ) -> News {
        let now = around.now;
        let mut news = News { changed: born, happened: Vec::new() };
        if verdict == Verdict::Next {
            self.begin_again(now);
            news.changed = true;
            news.happened.push(Happening::Restarted);
            self.note(JobEventKind::Started, None, around);
        }
        let newer = self.run.is_news(update.source) && verdict != Verdict::Earlier;
        let steps = newer && self.steps(&update);
        let lags = update.source != Source::Stream
            && !steps
            && update.unit != Some(JobUnit::Seconds)
            && self.job.done.zip(update.done).is_some_and(|(known, new)| new < known);
        let weight = Weight { newer, fresh: newer && !lags, steps };
        self.job.heard_at = now;
        self.restored = false;
        if self.take_words(&mut update, weight, around) {
            self.habit.doubt();
            news.changed = true;
        }
        if verdict == Verdict::Earlier {
            news.changed |= self.show(around);
            return news;
        }
        self.take_times(&update);
        self.run.told(&update, steps, now);
        if let Source::Rest { asked_at } = update.source {
            self.run.asked = Some(self.run.asked.map_or(asked_at, |known| known.max(asked_at)));
        }
        match verdict {
            Verdict::Odd => around.oddities.count("over, yet running in the list", &self.job.id, now),
            Verdict::Late
                if update.phase.is_some_and(Phase::is_over) && update.phase != Some(self.run.phase) =>
            {
                around.oddities.count("a second, different end", &self.job.id, now);
            }
            _ => {}
        }
        let (mut moved, total) = (false, self.job.total);
        if matches!(verdict, Verdict::This | Verdict::Next) {
            moved |= self.take_numbers(&update, weight);
            moved |= self.take_phase(&update, born, &mut news, around);
            moved |= self.take_saying(&mut update, weight, around);
            moved |= self.take_time_given(&mut update, weight, around);
        }
        self.take_warning(&mut update, &mut news, around);
        self.take_end(&update, &mut news, around);
        let alive = update.source == Source::Stream || born || verdict == Verdict::Next;
        if alive || moved || !news.happened.is_empty() {
            self.stir(&mut news, around);
        }
        if weight.fresh && steps {
            // Being late for the end of one step is not being late for that of the next.
            self.outlook = Outlook::default();
            self.habit.stepped = true;
        }
        news.changed |= self.look_up_usual(around);
        self.estimate(&update, moved, total != self.job.total, around);
        news.changed |= self.show(around);
        if !update.past {
            news.happened.extend(self.grow_longer(now));
        }
        news.changed |= moved | !news.happened.is_empty();
        news
    }

    /// Kind, owner, title, metadata, page: an old answer may fill them in, a new one replaces them.
    fn take_words(&mut self, update: &mut JobUpdate, weight: Weight, around: &mut Around<'_>) -> bool {
        let mut changed = false;
        let mut word = |slot: &mut Option<String>, text: Option<String>| {
            if let Some(text) = text.filter(|_| weight.newer || slot.is_none()) {
                changed |= set(slot, Some(text));
            }
        };
        word(&mut self.job.kind, update.kind.take());
        word(&mut self.job.owner, update.owner.take());
        let page = update.page.take().filter(|page| self.job.page.as_ref() != Some(page));
        word(&mut self.job.page, page.filter(|page| is_page(page, around)));
        if let Some(title) = update.title.take()
            && (weight.newer || !self.titled)
        {
            self.titled = true;
            changed |= set(&mut self.job.title, title);
        }
        if let Some(metadata) = update.metadata.take()
            && (weight.newer || self.job.metadata.is_null())
            && metadata != self.job.metadata
        {
            if fits(&metadata, around.bounds.metadata_bytes) {
                self.job.metadata = metadata;
                changed = true;
            } else {
                around.oddities.count("metadata too large", &self.job.id, around.now);
            }
        }
        self.deletable |= update.deletable;
        changed
    }

    fn take_times(&mut self, update: &JobUpdate) {
        self.run.created_at = self.run.created_at.or(update.created_at);
        if update.started_at.is_some() && (self.run.remembered || self.run.started_at.is_none()) {
            self.run.started_at = update.started_at;
            self.run.remembered = false;
        }
        if self.finished_at.is_none()
            && (self.run.ended.is_some() || update.phase.is_some_and(Phase::is_over))
        {
            self.finished_at = update.finished_at;
        }
    }

    /// Counts never fall within a run and a step. True when one changed.
    fn take_numbers(&mut self, update: &JobUpdate, weight: Weight) -> bool {
        let job = &mut self.job;
        if weight.steps {
            (job.done, job.total, self.percent) = (None, None, None);
            self.pace = Pace::default();
        }
        let mut changed = update.unit.is_some_and(|unit| set(&mut job.unit, unit));
        // Time used up goes back where more is given.
        let clock = job.unit == JobUnit::Seconds;
        let (done, failed) = (job.done.max(update.done), job.failed.max(update.failed));
        let done = if clock && weight.fresh { update.done.or(job.done) } else { done };
        let advanced = set(&mut job.done, done);
        changed |= advanced;
        changed |= set(&mut job.failed, failed);
        if update.total.is_some() && (weight.fresh || job.total.is_none()) {
            changed |= set(&mut job.total, update.total);
        }
        let counted = job.done.is_some() && job.total.is_some();
        match update.percent {
            // Beside counts it is shown as said of just these counts.
            Some(percent) if counted && weight.fresh => changed |= set(&mut self.percent, Some(percent)),
            None if counted && advanced => changed |= set(&mut self.percent, None),
            Some(percent) if !counted && (weight.fresh || self.percent.is_none()) => {
                let percent = self.percent.unwrap_or(0.0).max(percent);
                changed |= set(&mut self.percent, Some(percent));
            }
            _ => {}
        }
        changed
    }

    /// Step, message and error.
    fn take_saying(&mut self, update: &mut JobUpdate, weight: Weight, around: &Around<'_>) -> bool {
        let mut changed = false;
        if let Some(step) = update.step.take()
            && (weight.fresh || self.job.step.is_none())
        {
            changed |= set(&mut self.job.step, Some(step));
        }
        if let Some(stage) = update.stage.take()
            && (weight.fresh || self.stage.is_none())
            && self.stage.as_ref() != Some(&stage)
        {
            self.timeline.note(around.now, JobEventKind::Stage, Some(&stage), around.bounds);
            self.stage = Some(stage);
            changed = true;
        }
        if let Some(message) = update.message.take()
            && (weight.fresh || self.job.message.is_none())
            && self.job.message.as_ref() != Some(&message)
        {
            self.timeline.note(around.now, JobEventKind::Message, Some(&message), around.bounds);
            self.job.message = Some(message);
            changed = true;
        }
        if let Some(error) = update.error.take()
            && (weight.fresh || self.job.error.is_none())
        {
            changed |= set(&mut self.job.error, Some(error));
        }
        changed
    }

    /// How much is left of the time that was given, and more of it.
    fn take_time_given(&mut self, update: &mut JobUpdate, weight: Weight, around: &Around<'_>) -> bool {
        let extended = update.extended.take();
        if let Some(extended) = &extended {
            let by = extended.by.as_deref();
            self.timeline.extended(around.now, extended.seconds, by, around.bounds);
        }
        if self.job.unit == JobUnit::Seconds && weight.fresh && !update.past {
            let told = update.done.is_some() || update.total.is_some();
            let counted = self.job.total.zip(self.job.done).filter(|_| told);
            let left = update.seconds_left.or(counted.map(|(total, done)| total.saturating_sub(done)));
            if let Some(left) = left {
                self.countdown.observe(left, around.now);
            }
        }
        extended.is_some()
    }

    /// Pending to running, never back; and back from having vanished.
    fn take_phase(&mut self, update: &JobUpdate, born: bool, news: &mut News, around: &Around<'_>) -> bool {
        let back = self.run.vanished.take().is_some();
        let again = news.happened.contains(&Happening::Restarted);
        // A job that is spoken of without a phase is running, unless it is known to be waiting.
        let moves = update.begins
            || match update.phase {
                Some(phase) => phase == Phase::Running,
                None => born || again || (update.source == Source::Stream && update.done.is_some()),
            };
        if self.run.phase != Phase::Pending || !moves {
            return back;
        }
        self.run.phase = Phase::Running;
        let witnessed = update.begins || !(born || again);
        self.start_seen = Some(around.now).filter(|_| witnessed && !update.past);
        if !again {
            let known = born && self.run.number > 1;
            news.happened.push(if known { Happening::Restarted } else { Happening::Started });
            self.note(JobEventKind::Started, None, around);
        }
        true
    }

    fn take_warning(&mut self, update: &mut JobUpdate, news: &mut News, around: &Around<'_>) {
        let Some(text) = update.warning.take() else { return };
        self.note(JobEventKind::Warning, Some(&text), around);
        self.job.warnings = self.job.warnings.saturating_add(1);
        self.job.last_warning = Some(text.clone());
        news.happened.push(Happening::Warned { nth: self.job.warnings, text });
    }

    /// The end, once. A list that later names the other end is believed in silence.
    fn take_end(&mut self, update: &JobUpdate, news: &mut News, around: &mut Around<'_>) {
        let Some(outcome) = update.phase.filter(|phase| phase.is_over()) else { return };
        if self.run.inferred {
            return self.settle(outcome, update, news, around);
        }
        let (kind, happening) = match outcome {
            Phase::Failed => (JobEventKind::Failed, Happening::Failed),
            _ => (JobEventKind::Completed, Happening::Completed),
        };
        let text = match outcome {
            Phase::Failed => self.job.error.clone().or_else(|| self.job.message.clone()),
            _ => None,
        };
        if let Some(ended) = self.run.ended {
            let later = matches!(update.source, Source::Rest { asked_at } if asked_at > ended);
            if later && self.run.phase != outcome {
                around.oddities.count("the end was corrected", &self.job.id, around.now);
                self.run.phase = outcome;
                if outcome == Phase::Completed {
                    self.job.error = None;
                }
                self.note(kind, text.as_deref(), around);
            }
            return;
        }
        self.run.phase = outcome;
        self.run.ended = Some(around.now);
        self.run.inferred = update.inferred;
        self.run.vanished = None;
        self.end_seen = Some(around.now).filter(|_| !update.past);
        self.silence.stalled = false;
        self.pace = Pace::default();
        self.outlook = Outlook::default();
        self.note(kind, text.as_deref(), around);
        news.happened.push(happening);
    }

    /// A sign of life: an end or a new run says more than that it resumed.
    fn stir(&mut self, news: &mut News, around: &Around<'_>) {
        self.silence.moved(around.heard_since, around.now);
        if std::mem::take(&mut self.silence.stalled) && !self.run.is_over() {
            news.happened.insert(0, Happening::Resumed);
            self.note(JobEventKind::Resumed, None, around);
        }
    }
}
