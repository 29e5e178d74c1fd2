//! What the lines together amount to: the state that is told, and the times in which something was missed.

use vigie_contract::{LinkState, Millis, Reason, ReasonCode};

use super::held::Held;
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
        worst.unwrap_or_else(|| (LinkState::Live, self.lacking(), None))
    }

    /// What is wrong though the server is heard: something holds back, or a line is lost that the rest works
    /// without.
    fn lacking(&self) -> Option<Reason> {
        let held_back = self.lines.iter().find_map(|held| held.held_back.clone());
        let lost = |held: &&Held| held.stood && !held.standing && held.wire.is_some();
        held_back.or_else(|| self.lines.iter().find(lost)?.loss.clone())
    }

    pub(super) fn count_streams(&mut self) {
        let standing = self.lines.iter().filter(|held| held.standing).count();
        self.voice.vitals.streams = u32::try_from(standing).unwrap_or(u32::MAX);
    }

    /// A line is lost: from its last word on, what is not said again is missed. Written down at once: whoever is
    /// signed in again, or started again, before it stands is to say so, too.
    pub(super) fn begin_missing(&mut self, line: usize) {
        let held = &self.lines[line];
        let Some(heard) = held.heard_at.filter(|_| !held.line.resumes) else { return };
        let since = self.missing_since.map_or(heard, |since| since.min(heard));
        if self.missing_since.replace(since) != Some(since) {
            self.keep_heard(since);
        }
    }

    /// Once everything stands again: an optional line too, if it was lost and is still tried. Told and written
    /// down together: it is not told a second time.
    pub(super) fn end_missing(&mut self) {
        let waits =
            |held: &Held| !held.standing && (!held.line.optional || (held.stood && held.wire.is_some()));
        if self.lines.iter().any(waits) {
            return;
        }
        self.stood = true;
        let now = self.options.clock.now();
        self.keep_heard(now);
        if let Some(from) = self.missing_since.take()
            && self.lines.iter().any(|held| !held.line.resumes)
            && from < now
        {
            self.voice.updates.push(Update::Gap { from, to: now });
            // What was missed until now is told: the next gap begins no earlier.
            self.lines.iter_mut().for_each(|held| held.heard_at = held.heard_at.max(Some(now)));
        }
    }

    /// Writes down when the server was last heard, if that is older than `every`: after a restart it tells
    /// since when something may have been missed.
    pub(super) fn write_heard(&mut self, every: Millis) {
        if !self.stood {
            return;
        }
        let at = match self.missing_since {
            // A line that stood may have been dead for long: what was written was too good.
            Some(since) => since,
            // While it stands, it is heard: a silence is no loss.
            None if self.lines.iter().all(|h| h.standing || h.line.optional) => self.options.clock.now(),
            None => return,
        };
        let differs = |written: Millis| at < written || at >= written.saturating_add(every);
        if self.heard_written.is_none_or(differs) {
            self.keep_heard(at);
        }
    }

    fn keep_heard(&mut self, at: Millis) {
        self.heard_written = Some(at);
        self.cursors.push((HEARD.to_owned(), Some(at.to_string())));
    }

    /// Everything there is to say about a wait for a first word.
    pub(super) fn nothing_yet() -> Reason {
        Reason::new(ReasonCode::NothingYet)
    }
}
