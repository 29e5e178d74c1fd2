//! Whether a server is reached: told once it has not been for a while, and once it is again.

use vigie_contract::{LinkState, Millis, ReasonCode};

/// Shorter than this it is a blip, and no alert.
pub(super) const BLIP: Millis = 30_000;
/// A look this late means that the machine slept.
const ASLEEP: Millis = 10_000;

/// What is known of one server.
#[derive(Debug, Clone, Default)]
pub(super) struct Reach {
    /// It was reached at least once since it was added.
    known: bool,
    /// Since when it has not been.
    lost_since: Option<Millis>,
    /// From when on the blip is counted: later than that where the machine slept or its network changed.
    counts_from: Millis,
    /// Since when it has not been, as was told.
    told: Option<Millis>,
    looked_at: Millis,
}

/// What deserves a notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    /// It has not been reached since then.
    Unreachable { since: Millis },
    /// It is reached again.
    Restored { since: Millis },
}

impl Reach {
    /// What an earlier run of Vigie knew.
    pub fn recall(&mut self, known: bool, told: Option<Millis>) {
        self.known |= known;
        if self.told.is_none() && self.lost_since.is_none_or(|since| told.is_some_and(|told| told <= since)) {
            self.told = told;
        }
    }

    /// The person switched it off, or chose another address: what was is over.
    pub fn forget(&mut self) {
        (self.lost_since, self.told) = (None, None);
    }

    /// Whether it was told not to be reached, and is not yet.
    pub fn is_told(&self) -> bool {
        self.told.is_some()
    }

    /// The machine woke up or is on another network: there is a moment to connect in.
    pub fn woke(&mut self, now: Millis) {
        self.counts_from = now;
    }

    /// Looks at the state of the connection, at each change and each second.
    pub fn look(&mut self, link: LinkState, reason: Option<ReasonCode>, now: Millis) -> Option<Told> {
        if self.looked_at.saturating_add(ASLEEP) < now || now < self.looked_at {
            self.counts_from = now;
        }
        self.looked_at = now;
        if link.hears() {
            self.known = true;
            self.lost_since = None;
            return self.told.take().map(|since| Told::Restored { since: since.min(now) });
        }
        // It took the connection and holds its answer back: not heard yet, and not gone either.
        let held_back = link == LinkState::Connecting && reason == Some(ReasonCode::NothingYet);
        if matches!(link, LinkState::SignedOut | LinkState::Stopped) || held_back || !self.known {
            self.lost_since = None;
            return None;
        }
        let since = *self.lost_since.get_or_insert_with(|| {
            self.counts_from = now;
            now
        });
        if self.told.is_some() || now < self.counts_from.saturating_add(BLIP) {
            return None;
        }
        self.told = Some(since);
        Some(Told::Unreachable { since: since.min(now) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use LinkState::{Connecting, Live, Polling, SignedOut, Stopped, Waiting};

    /// Lets each second pass in this state; gives what was told, and when.
    fn pass(reach: &mut Reach, link: LinkState, from: Millis, until: Millis) -> Vec<(Millis, Told)> {
        let seconds = (from..=until).step_by(1_000);
        seconds.filter_map(|now| Some((now, reach.look(link, None, now)?))).collect()
    }

    fn reached() -> Reach {
        let mut reach = Reach::default();
        assert_eq!(reach.look(Live, None, 0), None);
        reach
    }

    #[test]
    fn a_blip_is_no_alert() {
        let mut reach = reached();
        assert_eq!(pass(&mut reach, Waiting, 1_000, 30_000), []);
        assert_eq!(pass(&mut reach, Live, 30_500, 31_000), []);
        assert_eq!(pass(&mut reach, Connecting, 32_000, 61_000), [], "another one");
    }

    #[test]
    fn one_cause_is_one_alert_and_one_when_it_is_over() {
        let mut reach = reached();
        let told = pass(&mut reach, Waiting, 1_000, 600_000);
        assert_eq!(told, [(31_000, Told::Unreachable { since: 1_000 })]);
        assert_eq!(pass(&mut reach, Connecting, 601_000, 602_000), []);
        let told = pass(&mut reach, Polling, 603_000, 700_000);
        assert_eq!(told, [(603_000, Told::Restored { since: 1_000 })]);
        let told = pass(&mut reach, Waiting, 701_000, 800_000);
        assert_eq!(told, [(731_000, Told::Unreachable { since: 701_000 })], "the next cause");
    }

    #[test]
    fn who_was_never_reached_is_signed_out_or_stopped_is_not_unreachable() {
        assert_eq!(pass(&mut Reach::default(), Waiting, 0, 100_000), []);
        for excused in [SignedOut, Stopped] {
            assert_eq!(pass(&mut reached(), excused, 1_000, 100_000), []);
        }
        let mut reach = reached();
        pass(&mut reach, Waiting, 1_000, 20_000);
        pass(&mut reach, SignedOut, 21_000, 22_000);
        assert_eq!(pass(&mut reach, Waiting, 23_000, 52_000), [], "it had answered in between");
    }

    #[test]
    fn a_server_that_holds_its_answer_back_is_neither_gone_nor_back() {
        let mut reach = reached();
        for now in (1_000..100_000).step_by(1_000) {
            assert_eq!(reach.look(Connecting, Some(ReasonCode::NothingYet), now), None);
        }
        let told = pass(&mut reach, Waiting, 100_000, 200_000);
        assert_eq!(told, [(130_000, Told::Unreachable { since: 100_000 })]);
        assert_eq!(reach.look(Connecting, Some(ReasonCode::NothingYet), 201_000), None);
        assert_eq!(reach.look(Live, None, 202_000), Some(Told::Restored { since: 100_000 }));
    }

    #[test]
    fn a_machine_that_slept_has_a_moment_to_connect_in() {
        let mut reach = reached();
        pass(&mut reach, Waiting, 1_000, 10_000);
        let told = pass(&mut reach, Waiting, 8_000_000, 8_030_000);
        assert_eq!(told, [(8_030_000, Told::Unreachable { since: 1_000 })]);
        let mut reach = reached();
        pass(&mut reach, Waiting, 1_000, 30_000);
        reach.woke(30_500);
        assert_eq!(pass(&mut reach, Waiting, 31_000, 60_000), [], "another network");
    }

    #[test]
    fn a_restart_of_vigie_repeats_nothing() {
        let mut reach = Reach::default();
        reach.look(Connecting, None, 500_000);
        reach.recall(true, Some(1_000));
        assert_eq!(pass(&mut reach, Waiting, 500_000, 600_000), []);
        assert_eq!(reach.look(Live, None, 601_000), Some(Told::Restored { since: 1_000 }));
        let mut reach = Reach::default();
        reach.recall(true, None);
        let told = pass(&mut reach, Waiting, 500_000, 600_000);
        assert_eq!(told, [(530_000, Told::Unreachable { since: 500_000 })]);
    }

    #[test]
    fn what_the_person_switched_off_is_not_told_to_be_back() {
        let mut reach = reached();
        pass(&mut reach, Waiting, 1_000, 60_000);
        reach.forget();
        assert_eq!(reach.look(Stopped, None, 61_000), None);
        assert_eq!(pass(&mut reach, Live, 62_000, 63_000), []);
    }

    #[test]
    fn a_clock_that_goes_back_tells_nothing_early() {
        let mut reach = reached();
        pass(&mut reach, Waiting, 100_000, 110_000);
        assert_eq!(pass(&mut reach, Waiting, 50_000, 79_000), []);
        assert_eq!(
            pass(&mut reach, Waiting, 80_000, 80_000),
            [(80_000, Told::Unreachable { since: 80_000 })]
        );
    }
}
