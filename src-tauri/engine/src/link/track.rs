//! What the link remembers of each job that it follows.

use vigie_contract::Millis;

use super::catch_up::CatchUp;
use crate::update::{JobUpdate, Phase};

/// After an end, the database may lag and call the job running for this long (milliseconds).
const LAG: Millis = 30_000;

/// One job that the server lists or that was open when we last looked.
#[derive(Debug, Default)]
pub struct Track {
    /// Items done as the REST side said last.
    pub rest_done: Option<u64>,
    /// Start of the run as the REST side said last.
    pub started_at: Option<Millis>,
    /// Whether the REST side calls it running (not pending).
    pub running: bool,
    /// A replay going on.
    pub catch_up: Option<CatchUp>,
    /// How often the list advanced since the stream, though open, last said anything.
    pub unheard: u32,
    /// Whether the stream said anything since the last list.
    pub heard: bool,
    /// The server refuses its channel until then: it is polled.
    pub refused_until: Option<Millis>,
    /// When its details were last asked for because a list left it out.
    pub asked_at: Option<Millis>,
    /// When the list was asked for that named it last.
    pub listed_at: Millis,
    /// Its channel is to be opened at its beginning: the server refused where we were.
    pub from_start: bool,
    /// When it ended.
    pub over_at: Option<Millis>,
    /// The end as the stream told it, held until the details (failed items, times) are there.
    pub ending: Option<Box<JobUpdate>>,
}

impl Track {
    /// Whether its channel is wanted.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.over_at.is_none()
    }

    /// Whether the server refuses its channel for now.
    #[must_use]
    pub fn is_refused(&self, now: Millis) -> bool {
        self.refused_until.is_some_and(|until| now < until)
    }

    /// Takes in what the REST side says. True when the list advanced and the stream did not.
    pub fn listed(&mut self, update: &JobUpdate, asked_at: Millis) -> bool {
        let phase = update.phase;
        if phase.is_some_and(Phase::is_over) {
            self.over_at = self.over_at.or(Some(asked_at));
        } else if let Some(over_at) = self.over_at
            && (self.restarted(update) || asked_at > over_at + LAG)
        {
            self.over_at = None;
        }
        let advanced = matches!((self.rest_done, update.done), (Some(before), Some(now)) if now > before);
        let deaf = advanced && !self.heard && self.is_open();
        self.heard = false;
        self.listed_at = self.listed_at.max(asked_at);
        self.rest_done = update.done.or(self.rest_done);
        self.started_at = update.started_at.or(self.started_at);
        self.running = phase == Some(Phase::Running);
        deaf
    }

    /// How often the list has advanced since the stream that carries the job last said anything of it. Lists that
    /// did not advance do not begin the count anew: a job may move less often than the list is asked for.
    pub fn suspected(&mut self, advanced: bool, carried: bool) -> u32 {
        self.unheard = if carried { self.unheard + u32::from(advanced) } else { 0 };
        self.unheard
    }

    fn restarted(&self, update: &JobUpdate) -> bool {
        matches!((self.started_at, update.started_at), (Some(before), Some(now)) if before.abs_diff(now) > 2_000)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::update::Source;

    fn rest(done: u64, phase: Phase) -> JobUpdate {
        let mut update = JobUpdate::new("j", Source::Rest { asked_at: 0 });
        update.done = Some(done);
        update.phase = Some(phase);
        update.started_at = Some(1_000);
        update
    }

    #[test]
    fn a_list_that_advances_without_its_stream_is_noticed() {
        let mut track = Track::default();
        assert!(!track.listed(&rest(1, Phase::Running), 0), "the first list compares with nothing");
        assert!(track.listed(&rest(2, Phase::Running), 1));
        track.heard = true;
        assert!(!track.listed(&rest(3, Phase::Running), 2));
        assert!(!track.listed(&rest(3, Phase::Running), 3), "the job itself is silent");
    }

    #[test]
    fn a_job_slower_than_the_list_is_suspected_all_the_same() {
        let mut track = Track::default();
        let counted = [true, false, false, true, false, true].map(|advanced| track.suspected(advanced, true));
        assert_eq!(counted, [1, 1, 1, 2, 2, 3]);
        assert_eq!(track.suspected(true, false), 0, "polled, nothing is expected of a stream");
    }

    #[test]
    fn a_lagging_list_does_not_reopen_what_ended_and_a_restart_does() {
        let mut track = Track { over_at: Some(10_000), started_at: Some(1_000), ..Track::default() };
        track.listed(&rest(3, Phase::Running), 12_000);
        assert!(!track.is_open());
        let mut again = rest(0, Phase::Running);
        again.started_at = Some(11_000);
        track.listed(&again, 12_000);
        assert!(track.is_open());
    }
}
