//! A server that was told not to be reached is reached again: what ended meanwhile is told with its return.
//!
//! The return is told once what the server had to say of that time has come in, or a moment has passed. Until
//! then ends are counted here, and have no alert of their own: the cause was one.

use std::collections::BTreeMap;

use vigie_contract::{Millis, NoticeKind};

use crate::store::Outgoing;

/// Without any answer from the server its return is told after this.
const PATIENCE: Millis = 8_000;
/// After its first answer, and after each end, there may be more for so long.
const SETTLES: Millis = 3_000;
/// But no later than this.
const AT_LAST: Millis = 15_000;

/// What is known of one server's return.
#[derive(Debug, Clone, Default)]
pub(super) struct Returning {
    /// Ends learned since it was told not to be reached, by kind.
    ended: BTreeMap<NoticeKind, u32>,
    /// How the alerts would have gone out that its return stands for.
    alert: Outgoing,
    /// When the first answer came in that was asked for since.
    answered_at: Option<Millis>,
    back: Option<Back>,
}

#[derive(Debug, Clone, Copy)]
struct Back {
    since: Millis,
    at: Millis,
    tell_at: Millis,
}

/// A return to be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Return {
    /// Since when it had not been reached.
    pub since: Millis,
    /// When it was again.
    pub at: Millis,
    /// How many jobs ended meanwhile, by kind; none is 0.
    pub ended: BTreeMap<NoticeKind, u32>,
    /// How the alerts would have gone out that it stands for: it goes out so as well.
    pub alert: Outgoing,
}

impl Returning {
    /// It is reached again, after it had not been since `since`.
    pub fn begin(&mut self, since: Millis, now: Millis) {
        let lately = self.answered_at.is_some_and(|at| now.saturating_sub(at) <= PATIENCE);
        let wait = if lately { SETTLES } else { PATIENCE };
        self.back = Some(Back { since, at: now, tell_at: now.saturating_add(wait) });
    }

    /// Whether it is back and that was not told yet.
    pub fn is_under_way(&self) -> bool {
        self.back.is_some()
    }

    /// An answer came in that was asked for at that time.
    pub fn answered(&mut self, asked_at: Millis, now: Millis) {
        match &mut self.back {
            None => self.answered_at = Some(now),
            // Asked before it was lost, and late.
            Some(back) if asked_at < back.since || self.answered_at.is_some() => {}
            Some(back) => {
                self.answered_at = Some(now);
                back.tell_at = back.tell_at.min(now.saturating_add(SETTLES));
            }
        }
    }

    /// A job ended of which that was not known; true where the return tells it.
    pub fn ended(&mut self, kind: NoticeKind, now: Millis) -> bool {
        let tells = matches!(kind, NoticeKind::Completed | NoticeKind::Failed | NoticeKind::Vanished);
        if tells {
            *self.ended.entry(kind).or_default() += 1;
            if let Some(back) = &mut self.back {
                let (more, last) = (now.saturating_add(SETTLES), back.at.saturating_add(AT_LAST));
                back.tell_at = back.tell_at.max(more).min(last);
            }
        }
        tells
    }

    /// An end has no alert of its own, the return stands for it.
    pub fn stands_for(&mut self, alert: Outgoing) {
        self.alert = self.alert.and(alert);
    }

    /// The return, once it is to be told. It does not wait where the connection is gone again, nor for a clock
    /// that goes back.
    pub fn look(&mut self, hears: bool, now: Millis) -> Option<Return> {
        let Back { since, at, .. } =
            self.back.filter(|back| !hears || now >= back.tell_at || now < back.at)?;
        let Self { ended, alert, .. } = std::mem::take(self);
        Some(Return { since, at, ended, alert })
    }

    /// Nobody asks any more.
    pub fn forget(&mut self) {
        *self = Self::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use NoticeKind::{Completed, Failed, Stalled, Vanished};

    fn ended(returned: &Return) -> Vec<(NoticeKind, u32)> {
        returned.ended.iter().map(|(kind, count)| (*kind, *count)).collect()
    }

    #[test]
    fn it_waits_for_an_answer_and_what_follows_and_tells_it_all() {
        let mut returning = Returning::default();
        assert!(returning.ended(Completed, 90_000), "learned before the connection was called good");
        returning.begin(1_000, 100_000);
        assert!(returning.look(true, 104_000).is_none());
        returning.answered(100_500, 105_000);
        assert!(returning.ended(Failed, 105_000) && returning.ended(Vanished, 107_000));
        assert!(!returning.ended(Stalled, 107_000), "no end");
        assert!(returning.look(true, 109_999).is_none());
        let told = returning.look(true, 110_000).unwrap();
        assert_eq!((told.since, told.at), (1_000, 100_000));
        assert_eq!(ended(&told), [(Completed, 1), (Failed, 1), (Vanished, 1)]);
        assert!(returning.look(true, 200_000).is_none() && !returning.is_under_way());
    }

    #[test]
    fn it_does_not_wait_for_ever() {
        let mut silent = Returning::default();
        silent.begin(0, 100_000);
        assert!(silent.look(true, 107_999).is_none());
        assert_eq!(silent.look(true, 108_000).map(|told| ended(&told)), Some(vec![]));
        let mut busy = Returning::default();
        busy.begin(0, 100_000);
        assert!((100..130).all(|second| busy.ended(Completed, second * 1_000)));
        assert!(busy.look(true, 114_999).is_none());
        assert!(busy.look(true, 115_000).is_some());
    }

    #[test]
    fn one_that_goes_again_is_told_at_once() {
        let mut returning = Returning::default();
        returning.begin(0, 100_000);
        returning.ended(Failed, 101_000);
        assert_eq!(returning.look(false, 101_500).map(|told| ended(&told)), Some(vec![(Failed, 1)]));
        returning.begin(0, 100_000);
        assert!(returning.look(true, 50_000).is_some(), "a clock that went back");
    }
}
