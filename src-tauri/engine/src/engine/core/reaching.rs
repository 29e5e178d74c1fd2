//! One cause, one alert: a server that is not reached for a while, and is again.

use super::Core;
use crate::engine::reach::Told;
use crate::notices::{NoticeDraft, reach_restored, unreachable};

impl Core {
    /// Looks whether each server is reached; called each second and at each change of a connection.
    pub(super) fn look_at_reach(&mut self) {
        let now = self.clock.now();
        let mut drafts = Vec::new();
        for entry in &mut self.roster {
            let reason = entry.view.reason.as_ref().map(|reason| reason.code);
            match entry.reach.look(entry.view.link, reason, now) {
                Some(Told::Unreachable { since }) => {
                    let (server, name) = (&entry.view.id, &entry.view.name);
                    let open = self.board.open_ids(server).count() as u64;
                    drafts.push(unreachable(server, name, since, open, now));
                }
                Some(Told::Restored { since }) => entry.returning.begin(since, now),
                None => {}
            }
        }
        self.draft_all(drafts);
        self.tell_returns(false);
    }

    /// Tells which servers are back, and what ended there meanwhile, once that is known; `at_once` when there
    /// is no time left.
    pub(super) fn tell_returns(&mut self, at_once: bool) {
        for place in 0..self.roster.len() {
            let waits = self.roster[place].view.link.hears() && !at_once;
            self.tell_return(place, waits);
        }
    }

    /// Tells that one server is back, if that is still to be told: there is no time left.
    pub(super) fn tell_return_of(&mut self, place: usize) {
        self.tell_return(place, false);
    }

    fn tell_return(&mut self, place: usize, waits: bool) {
        let now = self.clock.now();
        let entry = &mut self.roster[place];
        let Some(told) = entry.returning.look(waits, now) else { return };
        let named = (entry.view.id.as_str(), entry.view.name.as_str());
        let open = self.board.open_ids(named.0).count() as u64;
        let draft = reach_restored(named, &told, open);
        self.draft_all(vec![draft]);
    }

    fn draft_all(&mut self, drafts: Vec<NoticeDraft>) {
        if !drafts.is_empty() {
            drafts.into_iter().for_each(|draft| self.draft(draft));
            self.plan_write();
        }
    }
}
