//! Which servers are watched, and a link for each.

use std::collections::BTreeMap;
use std::time::Duration;

use tokio::time::Instant;

use vigie_contract::{
    Detection, LinkState, Millis, Reason, SecretPlace, Server, ServerKind, SignIn, Trouble,
};

use super::Core;
use crate::board::Rules;
use crate::engine::errands::{Done, Errand};
use crate::engine::memory;
use crate::engine::roster::{Config, Entry};
use crate::engine::subscription::Change;
use crate::link::{Link, LinkOptions};
use crate::settings::{HistorySettings, Settings};
use crate::store::{Memory, StoreError};
use crate::transport::backoff::Pace;

impl Core {
    pub(super) fn configure(
        &mut self,
        settings: Settings,
        secrets: &BTreeMap<String, SecretPlace>,
        troubles: Vec<Trouble>,
    ) {
        self.set_troubles("settings", troubles);
        if self.pause_in_settings != settings.alerts_paused_until {
            self.pause_in_settings = settings.alerts_paused_until;
            self.pause_alerts(settings.alerts_paused_until);
        }
        self.keep_history(&settings.history);
        if self.preferences != settings.preferences {
            self.preferences = settings.preferences.clone();
            self.publish(&Change::Preferences(settings.preferences));
        }
        self.settle_rules(settings.alerts.clone());
        let gone: Vec<String> = self
            .roster
            .iter()
            .filter(|e| !e.config.passing && !settings.servers.iter().any(|s| s.id == e.view.id))
            .map(|e| e.view.id.clone())
            .collect();
        gone.iter().for_each(|id| self.remove(id));
        for settings in settings.servers.iter().cloned() {
            let id = settings.id.clone();
            let config = Config { settings, passing: false, demo: false };
            let secret = secrets.get(&id).copied().unwrap_or(SecretPlace::None);
            let Some(place) = self.place(&id) else {
                self.add(config, secret);
                continue;
            };
            let entry = &mut self.roster[place];
            entry.view.secret = secret;
            if entry.config == config {
                continue;
            }
            if config.is_another_than(&entry.config) {
                // Another server, or another person's view of it: nothing of what was known holds.
                self.remove(&id);
                self.add(config, secret);
                continue;
            }
            let before = std::mem::replace(&mut entry.config, config);
            entry.configured();
            let rules = rules(&entry.config);
            if entry.config.connects_differently(&before) {
                self.connect(place);
            }
            self.board.add_server(&id, rules);
        }
        // The person's order, passing ones last.
        let order = |id: &str| settings.servers.iter().position(|s| s.id == id).unwrap_or(usize::MAX);
        self.roster.sort_by_key(|entry| order(&entry.view.id));
        self.servers_changed = true;
    }

    /// What is beyond new bounds goes at once, a little at a time.
    fn keep_history(&mut self, history: &HistorySettings) {
        let before = self.history.replace(history.clone());
        if before.is_some_and(|before| before != *history) {
            let (store, now, history) = (self.store.clone(), self.clock.now(), history.clone());
            tokio::spawn(async move {
                if let Err(error) = store.keep_history(history.age(), history.rows).await {
                    tracing::warn!(%error, "the history is kept as before");
                } else if let Err(error) = store.prune(now).await {
                    tracing::warn!(%error, "not pruned");
                }
            });
        }
    }

    pub(super) fn add(&mut self, config: Config, secret: SecretPlace) -> Server {
        let id = config.settings.id.clone();
        if let Some(place) = self.place(&id) {
            return self.roster[place].view.clone();
        }
        self.board.add_server(&id, rules(&config));
        self.roster.push(Entry::new(config, secret));
        let place = self.roster.len() - 1;
        self.connect(place);
        self.servers_changed = true;
        self.roster[place].view.clone()
    }

    pub(super) fn remove(&mut self, id: &str) {
        let Some(place) = self.place(id) else { return };
        let entry = self.roster.remove(place);
        drop(entry.link);
        let changes = self.board.remove_server(id);
        self.take_changes(id, changes);
        let records = self.tables.remove_server(id);
        self.let_records_go(records);
        self.numbers.remove_server(id);
        self.stats_changed.remove(id);
        self.pending.forget(id);
        self.errand(Errand::Forget { server: id.to_owned() });
        self.servers_changed = true;
    }

    pub(super) fn errand(&self, errand: Errand) {
        // Its task ends only after the core.
        let _ = self.errands.send(errand);
    }

    /// No alerts until then; a time that is over is no pause.
    pub(super) fn pause_alerts(&mut self, until: Option<Millis>) {
        let until = until.filter(|until| self.clock.now() < *until);
        if self.alerts_paused_until != until {
            self.alerts_paused_until = until;
            self.publish(&Change::AlertsPaused(until));
        }
    }

    /// A link that broke has paused: the next one.
    pub(super) fn paused(&mut self, server: &str, generation: u64) {
        if let Some(place) = self.place(server)
            && self.roster[place].generation == generation
        {
            self.connect(place);
        }
    }

    pub(super) fn place(&self, id: &str) -> Option<usize> {
        self.roster.iter().position(|entry| entry.view.id == id)
    }

    /// Makes a new link for a server, in place of the one it has; none when it is switched off.
    pub(super) fn connect(&mut self, place: usize) {
        if !self.roster[place].config.settings.enabled {
            // What ended there is told now, or never.
            self.tell_return_of(place);
        }
        let entry = &mut self.roster[place];
        drop(entry.link.take());
        let generation = entry.next_generation();
        let server = entry.view.id.clone();
        self.servers_changed = true;
        if !entry.config.settings.enabled {
            entry.reach.forget();
            entry.returning.forget();
            let now = self.clock.now();
            self.board.link(&server, false, now);
            return;
        }
        // The demo begins anew with each run: what an earlier one left open has not vanished.
        let anew = entry.config.demo && generation == 1;
        entry.view.link = LinkState::Connecting;
        entry.view.reason = None;
        entry.view.retry_at = None;
        if anew {
            self.errand(Errand::ForgetAll { server: server.clone() });
        }
        // What the link before this one reached is to be recalled too.
        self.write();
        self.errand(Errand::Recall { server, generation, now: self.clock.now() });
    }

    /// A server that was not known is: it is spoken to in its own way from now on.
    pub(super) fn found(&mut self, place: usize, detection: &Detection) {
        let entry = &mut self.roster[place];
        let settings = &mut entry.config.settings;
        let Some(kind) = detection.kind.filter(|_| settings.kind == ServerKind::Auto) else { return };
        settings.settle(kind);
        if settings.sign_in == SignIn::Auto && detection.sign_in == Some(SignIn::Basic) {
            settings.sign_in = SignIn::Basic;
        }
        if !entry.config.passing {
            let settings = &entry.config.settings;
            // Nobody keeps settings in this run: then it holds for this run.
            let _ = self.finds.send((settings.id.clone(), kind, settings.sign_in));
        }
        self.roster[place].configured();
        self.connect(place);
    }

    /// A link ended that never should: another is made, after a pause that grows.
    pub(super) fn link_broke(&mut self, place: usize, reason: Reason) {
        let entry = &mut self.roster[place];
        let lasted = entry.linked_at.elapsed();
        let pause = entry.broke.lost(Some(lasted), Pace::Usual);
        let (server, generation, now) = (entry.view.id.clone(), entry.generation, self.clock.now());
        entry.link = None;
        entry.view.link = LinkState::Waiting;
        entry.view.reason = Some(reason);
        entry.view.retry_at = Some(now + u64::try_from(pause.as_millis()).unwrap_or(u64::MAX));
        entry.view.streams = 0;
        self.servers_changed = true;
        self.board.link(&server, false, now);
        let done = self.done.0.clone();
        tokio::spawn(async move {
            tokio::time::sleep(pause).await;
            let _ = done.send(Done::Paused { server, generation });
        });
    }

    pub(super) fn recalled(&mut self, server: &str, generation: u64, memory: Result<Memory, StoreError>) {
        let Some(place) = self.place(server) else { return };
        if self.roster[place].generation != generation {
            return;
        }
        let mut memory = memory.unwrap_or_else(|error| {
            tracing::warn!(%error, "nothing could be recalled of a server");
            Memory::default()
        });
        let now = self.clock.now();
        let habits = std::mem::take(&mut memory.habits);
        if !habits.is_empty() {
            self.board.recall_habits(server, habits);
        }
        let mut changes = Vec::new();
        // The board keeps the latest run of each job, and what it has heard since.
        for job in memory.finished.iter().rev() {
            changes.extend(self.board.restore(server, memory::restored_finished(job), now));
        }
        for job in &memory.open {
            changes.extend(self.board.restore(server, memory::restored_open(job), now));
        }
        self.take_changes(server, changes);
        // Whoever has said anything has been reached.
        let reached =
            memory.first_contact.is_some() || !(memory.cursors.is_empty() && memory.records.is_empty());
        self.roster[place].reach.recall(reached, memory.unreachable_since);
        self.restore_publishing(server, &mut memory);
        // What could not be written is newer than what was.
        self.pending.overlay(server, &mut memory.cursors);
        let jobs = self.board.jobs().filter(|job| job.server == server);
        memory.open = jobs.filter_map(|job| memory::open(job, now)).collect();
        let entry = &mut self.roster[place];
        entry.linked_at = Instant::now();
        let settings = &entry.config.settings;
        entry.inspector.begin(settings.kind == ServerKind::Postes, now);
        entry.link = Some(Link::start(
            LinkOptions {
                server: server.to_owned(),
                generation,
                settings: settings.clone(),
                poll: Duration::from_secs(u64::from(settings.poll_seconds.max(1))),
                secrets: if entry.config.passing { self.secrets.1.clone() } else { self.secrets.0.clone() },
                store: self.store.clone(),
                memory,
                inspector: entry.inspector.clone(),
                clock: self.clock.clone(),
            },
            self.reports.0.clone(),
        ));
    }
}

fn rules(config: &Config) -> Rules {
    Rules { stalled_after: config.settings.stalled_seconds.map(|s| Duration::from_secs(u64::from(s))) }
}
