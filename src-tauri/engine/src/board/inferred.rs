//! An end that nobody told: it follows from counts that are full and a silence after them.
//!
//! It is shown as such, and gives way to whatever the server says after all. The board itself infers
//! nothing: whether its server tells ends is for the dialect to know.

use vigie_contract::{JobEventKind, Millis};

use super::Happening;
use super::entry::{Around, Entry, News};
use super::run::Verdict;
use crate::update::{JobUpdate, Phase, Source};

impl Entry {
    /// Which run the update speaks of. A job that goes on after its end was inferred is in its next run: the
    /// same run is never un-ended.
    pub fn judge(&self, update: &JobUpdate, now: Millis) -> Verdict {
        let verdict = self.run.judge(update, self.steps(update), now);
        let ends = update.phase.is_some_and(Phase::is_over);
        let after = match update.source {
            Source::Stream => !update.past,
            Source::Rest { asked_at } => self.run.ended.is_some_and(|ended| asked_at > ended),
        };
        let goes_on = self.run.inferred && !ends && after && self.says_more(update);
        if goes_on && matches!(verdict, Verdict::Late | Verdict::Odd | Verdict::This) {
            return Verdict::Next;
        }
        verdict
    }

    /// True when the update's progress is not the one that is known.
    fn says_more(&self, update: &JobUpdate) -> bool {
        let differs = |new: Option<u64>, known: Option<u64>| new.is_some() && new != known;
        let counts = differs(update.done, self.job.done) || differs(update.total, self.job.total);
        let percent = update.done.is_none()
            && self.job.done.is_none()
            && update.percent.is_some_and(|percent| self.percent != Some(percent));
        counts || percent
    }

    /// An end after an inferred one: the server's own, or the same inferred once more.
    pub fn settle(&mut self, outcome: Phase, update: &JobUpdate, news: &mut News, around: &Around<'_>) {
        if update.inferred {
            return;
        }
        self.run.inferred = false;
        self.finished_at = self.finished_at.or(update.finished_at);
        if outcome == Phase::Completed {
            news.happened.push(Happening::Confirmed);
            return;
        }
        // What was taken for a success was none: that is told, although an end was told already.
        self.run.phase = outcome;
        if let Some(error) = &update.error {
            self.job.error = Some(error.clone());
        }
        let text = self.job.error.clone().or_else(|| self.job.message.clone());
        self.note(JobEventKind::Failed, text.as_deref(), around);
        news.happened.push(Happening::Failed);
    }
}
