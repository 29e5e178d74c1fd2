//! What the lines together amount to: the state that is told, and the times in which something was missed.

use vigie_contract::{LinkState, Millis, Reason, ReasonCode};

use super::{Conversation, HEARD};
use crate::update::Update;

impl Conversation {
    pub(super) async fn tell_state(&mut self) {
        let (state, reason, retry_at) = self.state();
        self.voice.tell(state, reason, retry_at).await;
    }

    fn state(&self) -> (LinkState, Option<Reason>, Option<Millis>) {
        let mut worst = None;
        for (place, held) in self.lines.iter().enumerate() {
            if held.standing || held.line.optional {
                continue;
            }
            if self.is_replaced(place) {
                worst.get_or_insert((LinkState::Polling, held.loss.clone(), None));
                continue;
            }
            let pausing = held.retry_at.filter(|at| *at > self.options.clock.now());
            return match (&held.held_back, pausing) {
                (Some(reason), _) => (LinkState::Connecting, Some(reason.clone()), None),
                (None, Some(at)) => (LinkState::Waiting, held.loss.clone(), Some(at)),
                (None, None) => (LinkState::Connecting, held.loss.clone(), None),
            };
        }
        let held_back = || self.lines.iter().find_map(|held| held.held_back.clone());
        worst.unwrap_or_else(|| (LinkState::Live, held_back(), None))
    }

    pub(super) fn count_streams(&mut self) {
        let standing = self.lines.iter().filter(|held| held.standing).count();
        self.voice.vitals.streams = u32::try_from(standing).unwrap_or(u32::MAX);
    }

    /// A line is lost: from the last word on, what is not said again is missed. Written down at once: whoever is
    /// signed in again, or started again, before it stands is to say so, too.
    pub(super) fn begin_missing(&mut self) {
        let forgets =
            self.lines.iter().any(|held| held.standing && !held.line.resumes && !held.line.optional);
        if forgets && self.missing_since.is_none() {
            self.missing_since = self.voice.vitals.heard_at;
            self.keep_heard(self.missing_since);
        }
    }

    /// Once everything stands again. Told and written down together: it is not told a second time.
    pub(super) fn end_missing(&mut self) {
        if self.lines.iter().any(|held| !held.standing && !held.line.optional) {
            return;
        }
        self.stood = true;
        let now = self.options.clock.now();
        self.keep_heard(Some(now));
        if let Some(from) = self.missing_since.take()
            && self.lines.iter().any(|held| !held.line.resumes)
            && from < now
        {
            self.voice.updates.push(Update::Gap { from, to: now });
        }
    }

    /// Writes down when the server was last heard, if that is older than `every`: after a restart it tells
    /// since when something may have been missed.
    pub(super) fn write_heard(&mut self, every: Millis) {
        if !self.stood || self.missing_since.is_some() {
            return;
        }
        // While it stands, it is heard: a silence is no loss.
        let now = self.options.clock.now();
        let at = if self.lines.iter().all(|h| h.standing || h.line.optional) { now } else { return };
        if self.heard_written.is_none_or(|written| at >= written.saturating_add(every)) {
            self.keep_heard(Some(at));
        }
    }

    fn keep_heard(&mut self, at: Option<Millis>) {
        self.heard_written = at;
        self.cursors.extend(at.map(|at| (HEARD.to_owned(), Some(at.to_string()))));
    }

    /// Everything there is to say about a wait for a first word.
    pub(super) fn nothing_yet() -> Reason {
        Reason::new(ReasonCode::NothingYet)
    }
}
