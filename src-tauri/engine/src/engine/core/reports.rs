//! What links report, and what the board makes of it.

use vigie_contract::{LinkState, Millis, NoticeKind};

use super::Core;
use crate::board::{self, Happening};
use crate::engine::memory;
use crate::engine::subscription::Change;
use crate::link::{News, Report};
use crate::notices::signed_out;
use crate::store::Outgoing;
use crate::update::{Source, Update};

impl Core {
    pub(super) fn take_report(&mut self, report: Report) {
        let Some(place) = self.place(&report.server) else { return };
        let entry = &mut self.roster[place];
        if entry.generation != report.generation {
            return;
        }
        match report.news {
            News::State { link, reason, retry_at } => {
                let newly_out = link == LinkState::SignedOut && entry.view.link != LinkState::SignedOut;
                entry.view.link = link;
                entry.view.reason = reason;
                entry.view.retry_at = retry_at;
                let name = entry.view.name.clone();
                let now = self.clock.now();
                self.board.link(&report.server, link.hears(), now);
                self.servers_changed = true;
                if newly_out {
                    self.draft(signed_out(&report.server, &name, now));
                }
                self.look_at_reach();
            }
            News::Found(detection) => self.found(place, &detection),
            News::Broke(reason) => self.link_broke(place, reason),
            News::Vitals(vitals) => {
                entry.vitals(&vitals);
                self.vitals_changed = true;
            }
            News::Updates { updates, cursors, frames } => {
                let inspector = entry.inspector.clone();
                let mut frames = frames.into_iter().peekable();
                for (place, update) in updates.into_iter().enumerate() {
                    let before = self.board.oddities(&report.server);
                    self.take_update(&report.server, update);
                    while frames.next_if(|(led_to, _)| led_to.end <= place).is_some() {}
                    if let Some((_, number)) = frames.peek().filter(|(led_to, _)| led_to.contains(&place))
                        && self.board.oddities(&report.server) > before
                    {
                        inspector.mark_odd(*number);
                    }
                }
                for cursor in cursors {
                    self.pending.cursor(cursor);
                }
                self.plan_write();
            }
        }
    }

    fn take_update(&mut self, server: &str, update: Update) {
        match update {
            Update::Oddity { what, excerpt } => {
                let entry = self.place(server).map(|place| &self.roster[place]);
                let excerpt =
                    entry.map(|entry| entry.inspector.mask().cut_text(&excerpt)).unwrap_or_default();
                tracing::debug!(server, what, excerpt, "not understood");
                self.board.apply(server, Update::Oddity { what, excerpt }, self.clock.now());
            }
            Update::Record(update) => self.take_record(server, *update),
            Update::Stats { values, at } => self.take_stats(server, values, at),
            Update::Tidings(told) => {
                let name =
                    self.place(server).map_or_else(String::new, |place| self.roster[place].view.name.clone());
                self.take_tidings(server, &name, *told);
            }
            update => {
                if let Update::Job(job) = &update
                    && let Source::Rest { asked_at } = job.source
                {
                    self.answered(server, asked_at);
                }
                let gap = match &update {
                    Update::Gap { from, to } => Some((*from, *to)),
                    _ => None,
                };
                let changes = self.board.apply(server, update, self.clock.now());
                self.take_changes(server, changes);
                if let Some((from, to)) = gap {
                    self.take_gap(server, from, to);
                }
            }
        }
    }

    /// Whether it is told with the return of the server, and needs no alert of its own.
    fn told_with_return(&mut self, server: &str, kind: NoticeKind, now: Millis) -> bool {
        self.place(server).is_some_and(|place| self.roster[place].ended_meanwhile(kind, now))
    }

    /// The return of the server goes out as this alert would have.
    fn stand_for(&mut self, server: &str, alert: Outgoing) {
        if let Some(place) = self.place(server)
            && alert.is_any()
        {
            self.roster[place].returning.stands_for(alert);
        }
    }

    fn answered(&mut self, server: &str, asked_at: Millis) {
        let now = self.clock.now();
        if let Some(place) = self.place(server) {
            self.roster[place].answered(asked_at, now);
        }
    }

    pub(super) fn take_changes(&mut self, server: &str, changes: impl IntoIterator<Item = board::Change>) {
        let name = self.place(server).map_or_else(String::new, |place| self.roster[place].view.name.clone());
        for change in changes {
            self.take_change(&name, change);
        }
    }

    pub(super) fn take_change(&mut self, server_name: &str, change: board::Change) {
        let now = self.clock.now();
        for mut draft in self.deserving(&change, server_name) {
            // Its return tells of it; but what is watched, whatever else is told.
            if self.told_with_return(&change.job.server, draft.kind, now) && !self.is_watched(&draft) {
                let alert = self.verdict(&draft).outgoing();
                self.stand_for(&change.job.server, alert);
                draft.alert = false;
            }
            self.draft(draft);
        }
        let Some(job) = change.now else {
            self.failing.remove(&change.job);
            self.pending.closed(change.job.clone());
            self.publish(&Change::Gone(change.job));
            return;
        };
        if job.state.is_over() {
            let ended = change.happened.iter().any(|h| {
                matches!(
                    h,
                    Happening::Completed | Happening::Failed | Happening::Confirmed | Happening::Vanished
                )
            });
            if ended {
                self.pending.finished(memory::finished(&job, server_name, change.took, now));
                self.pending.closed(change.job);
            }
        } else {
            self.pending.touched(change.job);
        }
        if !self.subscribers.is_empty() {
            self.publish(&Change::Job(Box::new(job)));
        }
    }
}
