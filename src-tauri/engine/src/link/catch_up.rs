//! Telling a replay from news.
//!
//! A stream is opened at the last position that was seen, and the list is
//! asked for first. So the stream begins with events that are *older* than
//! the numbers of the list. Of these only the warnings are news: their counts
//! would turn the gauge back, their `start` would look like a new run, and
//! their end might be that of a run before.

use std::time::Duration;

use tokio::time::Instant;

use crate::update::{JobUpdate, Phase};

/// A replay takes no longer than this after its stream opened.
const REPLAY_WITHIN: Duration = Duration::from_secs(10);
/// What was stored comes in one go: after such a silence a warning is of now.
const IN_ONE_GO: Duration = Duration::from_millis(1_500);

/// What is left of an event when a replay has been taken off.
#[derive(Debug, PartialEq)]
pub enum Sifted {
    /// News as they are.
    News(Box<JobUpdate>),
    /// Known already.
    Known,
    /// An end: whether it is of this run is for the REST side to say.
    Ask,
}

/// The replay of one job's channel.
#[derive(Debug, Clone, Copy)]
pub struct CatchUp {
    /// Items done as the list said before the stream was opened.
    done: u64,
    /// Nothing that happened before this was known to the person: shown, not alerted. Until the replay has come
    /// to where the list was, or has fallen silent.
    past: bool,
    /// When it last said anything, or stood.
    heard: Option<Instant>,
    /// When it is over at the latest; not known before its stream stands.
    until: Option<Instant>,
}

impl CatchUp {
    /// A replay up to `done` items, on a stream that is about to be opened.
    #[must_use]
    pub fn to(done: u64, past: bool) -> Self {
        Self { done, past, heard: None, until: None }
    }

    /// Its stream stands (again): the replay begins or goes on. `None`: it is over already.
    #[must_use]
    pub fn standing(self, now: Instant) -> Option<Self> {
        let over = self.until.is_some_and(|until| now >= until);
        (!over).then_some(Self { until: Some(now + REPLAY_WITHIN), heard: Some(now), ..self })
    }

    /// Sifts one event; the second value is the replay that goes on, if it does.
    #[must_use]
    pub fn sift(mut self, mut update: JobUpdate, now: Instant) -> (Sifted, Option<Self>) {
        let silent = self.heard.replace(now).is_some_and(|heard| now.duration_since(heard) >= IN_ONE_GO);
        self.past &= !silent && update.done.is_none_or(|done| done < self.done);
        if self.until.is_some_and(|until| now >= until) {
            return (Sifted::News(Box::new(update)), None);
        }
        if update.phase.is_some_and(Phase::is_over) {
            return (Sifted::Ask, Some(self));
        }
        if update.done.is_some_and(|done| done > self.done) {
            return (Sifted::News(Box::new(update)), None);
        }
        let Some(warning) = update.warning.take() else { return (Sifted::Known, Some(self)) };
        let mut only = JobUpdate::new(update.id, update.source);
        only.warning = Some(warning);
        only.past = self.past;
        (Sifted::News(Box::new(only)), Some(self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::update::Source;

    fn event(done: Option<u64>, edit: impl FnOnce(&mut JobUpdate)) -> JobUpdate {
        let mut update = JobUpdate::new("j", Source::Stream);
        update.done = done;
        edit(&mut update);
        update
    }

    #[tokio::test(start_paused = true)]
    async fn a_replay_leaves_only_its_warnings_and_ends_where_news_begin() {
        let now = Instant::now();
        let replay = CatchUp::to(500, true).standing(now).unwrap();
        let (sifted, replay) = replay.sift(event(Some(0), |u| u.begins = true), now);
        assert_eq!(sifted, Sifted::Known);
        let (sifted, replay) = replay.unwrap().sift(event(None, |u| u.warning = Some("w".into())), now);
        let Sifted::News(warning) = sifted else { panic!() };
        assert!(warning.past && warning.done.is_none());
        let (sifted, replay) =
            replay.unwrap().sift(event(Some(10), |u| u.phase = Some(Phase::Completed)), now);
        assert_eq!(sifted, Sifted::Ask);
        let (sifted, replay) = replay.unwrap().sift(event(Some(500), |_| ()), now);
        assert_eq!(sifted, Sifted::Known);
        let (sifted, replay) = replay.unwrap().sift(event(Some(501), |_| ()), now);
        assert!(matches!(sifted, Sifted::News(_)) && replay.is_none());
    }

    /// Whether a warning in this replay is of the past.
    fn warns_of_the_past(replay: CatchUp, now: Instant) -> bool {
        let (sifted, _) = replay.sift(event(None, |u| u.warning = Some("w".into())), now);
        let Sifted::News(warning) = sifted else { panic!("a warning is never passed over") };
        warning.past
    }

    #[tokio::test(start_paused = true)]
    async fn a_warning_after_what_the_list_knew_or_after_a_silence_is_news() {
        let now = Instant::now();
        let replay = CatchUp::to(4, true).standing(now).unwrap();
        assert!(warns_of_the_past(replay, now));
        let (_, replay) = replay.sift(event(Some(3), |_| ()), now);
        assert!(warns_of_the_past(replay.unwrap(), now));
        let (_, replay) = replay.unwrap().sift(event(Some(4), |_| ()), now);
        assert!(!warns_of_the_past(replay.unwrap(), now));
        let quiet = CatchUp::to(4, true).standing(now).unwrap();
        assert!(!warns_of_the_past(quiet, now + IN_ONE_GO));
        let (_, going_on) = quiet.sift(event(Some(1), |_| ()), now + IN_ONE_GO / 2);
        assert!(warns_of_the_past(going_on.unwrap(), now + IN_ONE_GO));
    }

    #[tokio::test(start_paused = true)]
    async fn a_replay_does_not_last_for_ever() {
        let replay = CatchUp::to(500, false);
        tokio::time::advance(REPLAY_WITHIN).await;
        let replay = replay.standing(Instant::now()).expect("it waited for its stream");
        tokio::time::advance(REPLAY_WITHIN).await;
        assert!(replay.standing(Instant::now()).is_none(), "a stream that comes back does not begin it anew");
        let (sifted, replay) = replay.sift(event(Some(1), |u| u.begins = true), Instant::now());
        assert!(matches!(sifted, Sifted::News(update) if update.begins) && replay.is_none());
    }
}
