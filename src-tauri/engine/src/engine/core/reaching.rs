//! One cause, one alert: a server that is not reached for a while, and is again.

use super::Core;
use crate::engine::reach::Told;
use crate::notices::{reach_restored, unreachable};

impl Core {
    /// Looks whether each server is reached; called each second and at each change of a connection.
    pub(super) fn look_at_reach(&mut self) {
        let now = self.clock.now();
        let mut drafts = Vec::new();
        for entry in &mut self.roster {
            let reason = entry.view.reason.as_ref().map(|reason| reason.code);
            let Some(told) = entry.reach.look(entry.view.link, reason, now) else { continue };
            let (server, name) = (&entry.view.id, &entry.view.name);
            let open = self.board.open_ids(server).count() as u64;
            drafts.push(match told {
                Told::Unreachable { since } => unreachable(server, name, since, open, now),
                Told::Restored { since } => reach_restored(server, name, since, open, now),
            });
        }
        if !drafts.is_empty() {
            drafts.into_iter().for_each(|draft| self.draft(draft));
            self.plan_write();
        }
    }
}
