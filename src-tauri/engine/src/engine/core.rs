//! The one owner of the board: everything that changes it passes here, in order.

use std::collections::{BTreeMap, HashSet};
use std::time::Duration;

use tokio::sync::{mpsc, oneshot, watch};
use tokio::time::{Instant, MissedTickBehavior, interval, sleep_until, timeout};
use vigie_contract::{
    Failure, FailureCode, Job, JobEvent, JobRef, JobState, LinkState, Millis, NoticeKind, Preferences,
    SecretPlace, Server, Snapshot, Trouble,
};

use super::pending::{Identity, Pending, identity};
use super::roster::{Config, Entry};
use super::subscription::{Change, Subscribers, Subscription};
use crate::board::{self, Board, Bounds, Happening, Rules};
use crate::clock::Clock;
use crate::dialect::sse_progress::{EVENTS_PATH, LOGIN_PATH};
use crate::link::{Link, LinkCommand, LinkOptions, News, Report};
use crate::notices::{NoticeDraft, notices_for, signed_out};
use crate::secrets::Secrets;
use crate::settings::Settings;
use crate::store::{
    Alert, Commit, Committed, FinishedJob, Memory, NewNotice, OpenJob, Outcome, Store, StoreError,
};
use crate::update::Update;

/// Reports of all links that may wait; a link that has more waits itself.
const REPORTS: usize = 1_024;
/// Requests that may wait.
pub(super) const REQUESTS: usize = 256;
/// Positions that brought no notice are written at most this often.
const WRITE_EVERY: Duration = Duration::from_secs(1);
/// A commit that failed is tried again after this.
const WRITE_AGAIN: Duration = Duration::from_secs(15);
/// The store is pruned this often.
const PRUNE_EVERY: Duration = Duration::from_secs(3_600);
/// Alerts that could not be stored and wait in memory.
const UNSAVED_ALERTS: usize = 200;
/// All links together have so long to end.
const LINKS_END_WITHIN: Duration = Duration::from_millis(700);
/// The last commit has so long.
const LAST_COMMIT_WITHIN: Duration = Duration::from_millis(800);

/// What the core is asked for.
pub(super) enum Request {
    Subscribe(oneshot::Sender<Subscription>),
    Configure {
        settings: Box<Settings>,
        secrets: BTreeMap<String, SecretPlace>,
        troubles: Vec<Trouble>,
    },
    AddPassing {
        config: Box<Config>,
        secret: SecretPlace,
        reply: oneshot::Sender<Server>,
    },
    RemovePassing {
        id: String,
        reply: oneshot::Sender<bool>,
    },
    /// The password changed: connect anew.
    Renew {
        id: String,
        secret: SecretPlace,
    },
    ConnectNow(Option<String>),
    Delete {
        job: JobRef,
        reply: oneshot::Sender<Result<(), Failure>>,
    },
    JobEvents {
        job: JobRef,
        reply: oneshot::Sender<Vec<JobEvent>>,
    },
    Unread(u32),
    PauseAlerts(Option<Millis>),
    TakeUnsavedAlerts(oneshot::Sender<TakenAlerts>),
    Troubles {
        from: &'static str,
        troubles: Vec<Trouble>,
    },
    Shutdown(oneshot::Sender<()>),
}

/// What the notifier is to do with the alerts that wait.
pub(super) struct TakenAlerts {
    /// Alerts that are only in memory.
    pub unsaved: Vec<Alert>,
    /// The person wants none now.
    pub paused: bool,
}

enum Done {
    Recalled { server: String, generation: u64, memory: Box<Result<Memory, StoreError>> },
    Committed { commit: Box<Commit>, result: Result<Committed, StoreError> },
    Unread(u32),
}

pub(super) struct Core {
    clock: Clock,
    store: Store,
    /// Passwords: of the servers in the settings, and of passing ones.
    secrets: (Secrets, Secrets),
    board: Board,
    roster: Vec<Entry>,
    preferences: Preferences,
    subscribers: Subscribers,
    requests: mpsc::Receiver<Request>,
    reports: (mpsc::Sender<Report>, mpsc::Receiver<Report>),
    done: (mpsc::UnboundedSender<Done>, mpsc::UnboundedReceiver<Done>),
    pending: Pending,
    committing: bool,
    write_at: Option<Instant>,
    /// Notices that were told though they could not be stored.
    told_unsaved: HashSet<Identity>,
    unsaved_alerts: Vec<Alert>,
    next_unsaved: i64,
    unread: u32,
    troubles: BTreeMap<&'static str, Vec<Trouble>>,
    alerts_paused_until: Option<Millis>,
    alerts: watch::Sender<u64>,
    servers_changed: bool,
    vitals_changed: bool,
}

impl Core {
    pub fn new(
        clock: Clock,
        store: Store,
        secrets: (Secrets, Secrets),
        requests: mpsc::Receiver<Request>,
        alerts: watch::Sender<u64>,
    ) -> Self {
        Self {
            clock,
            store,
            secrets,
            board: Board::new(Bounds::default()),
            roster: Vec::new(),
            preferences: Preferences::default(),
            subscribers: Subscribers::default(),
            requests,
            reports: mpsc::channel(REPORTS),
            // Bounded by what it answers: one commit, one recall a server.
            done: mpsc::unbounded_channel(),
            pending: Pending::default(),
            committing: false,
            write_at: None,
            told_unsaved: HashSet::new(),
            unsaved_alerts: Vec::new(),
            next_unsaved: -1,
            unread: 0,
            troubles: BTreeMap::new(),
            alerts_paused_until: None,
            alerts,
            servers_changed: false,
            vitals_changed: false,
        }
    }

    pub async fn run(mut self) {
        let mut second = interval(Duration::from_secs(1));
        second.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut prune = interval(PRUNE_EVERY);
        prune.set_missed_tick_behavior(MissedTickBehavior::Delay);
        self.count_unread();
        loop {
            let write = async {
                match self.write_at {
                    Some(at) if !self.committing => sleep_until(at).await,
                    _ => std::future::pending().await,
                }
            };
            tokio::select! {
                request = self.requests.recv() => match request {
                    None => return self.end(None).await,
                    Some(Request::Shutdown(reply)) => return self.end(Some(reply)).await,
                    Some(request) => self.serve(request),
                },
                Some(report) = self.reports.1.recv() => self.take_report(report),
                Some(done) = self.done.1.recv() => self.take_done(done),
                () = write => self.write(),
                _ = second.tick() => self.tick(),
                _ = prune.tick() => self.prune(),
            }
            if std::mem::take(&mut self.servers_changed) {
                self.publish_servers();
            }
        }
    }

    // ---- requests ----

    fn serve(&mut self, request: Request) {
        match request {
            Request::Subscribe(reply) => {
                let snapshot = self.snapshot();
                let _ = reply.send(self.subscribers.add(snapshot));
            }
            Request::Configure { settings, secrets, troubles } => {
                self.configure(*settings, &secrets, troubles);
            }
            Request::AddPassing { config, secret, reply } => {
                let entry = self.add(*config, secret);
                let _ = reply.send(entry);
            }
            Request::RemovePassing { id, reply } => {
                let there = self.roster.iter().any(|e| e.view.id == id && e.config.passing);
                if there {
                    self.remove(&id);
                }
                let _ = reply.send(there);
            }
            Request::Renew { id, secret } => {
                if let Some(place) = self.place(&id) {
                    self.roster[place].view.secret = secret;
                    self.connect(place);
                }
            }
            Request::ConnectNow(id) => {
                for entry in self.roster.iter().filter(|e| id.as_ref().is_none_or(|id| *id == e.view.id)) {
                    if let Some(link) = &entry.link {
                        link.ask(LinkCommand::ConnectNow);
                    }
                }
            }
            Request::Delete { job, reply } => self.delete(&job, reply),
            Request::JobEvents { job, reply } => {
                let _ = reply.send(self.board.events(&job));
            }
            Request::Unread(unread) => self.set_unread(unread),
            Request::PauseAlerts(until) => {
                self.alerts_paused_until = until;
                self.publish(&Change::AlertsPaused(until));
            }
            Request::TakeUnsavedAlerts(reply) => {
                let paused = self.alerts_paused_until.is_some_and(|until| self.clock.now() < until);
                let unsaved = std::mem::take(&mut self.unsaved_alerts);
                let _ = reply.send(TakenAlerts { unsaved, paused });
            }
            Request::Troubles { from, troubles } => self.set_troubles(from, troubles),
            Request::Shutdown(_) => {}
        }
    }

    fn delete(&self, job: &JobRef, reply: oneshot::Sender<Result<(), Failure>>) {
        let entry = self.roster.iter().find(|entry| entry.view.id == job.server);
        let failure = match (entry, self.board.job(job)) {
            (None, _) => FailureCode::ServerUnknown,
            (_, None) => FailureCode::JobUnknown,
            (Some(Entry { link: Some(link), .. }), Some(_)) => {
                return link.ask(LinkCommand::Delete { id: job.id.clone(), reply });
            }
            _ => FailureCode::Connection,
        };
        let _ = reply.send(Err(Failure::new(failure)));
    }

    // ---- the roster ----

    fn configure(
        &mut self,
        settings: Settings,
        secrets: &BTreeMap<String, SecretPlace>,
        troubles: Vec<Trouble>,
    ) {
        self.set_troubles("settings", troubles);
        if self.preferences != settings.preferences {
            self.preferences = settings.preferences.clone();
            self.publish(&Change::Preferences(settings.preferences));
        }
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

    fn add(&mut self, config: Config, secret: SecretPlace) -> Server {
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

    fn remove(&mut self, id: &str) {
        let Some(place) = self.place(id) else { return };
        let entry = self.roster.remove(place);
        drop(entry.link);
        let changes = self.board.remove_server(id);
        self.take_changes(id, changes);
        self.pending.forget(id);
        let (store, id) = (self.store.clone(), id.to_owned());
        tokio::spawn(async move {
            if let Err(error) = store.forget_server(&id).await {
                tracing::warn!(%error, "a removed server is still in the store");
            }
        });
        self.servers_changed = true;
    }

    fn place(&self, id: &str) -> Option<usize> {
        self.roster.iter().position(|entry| entry.view.id == id)
    }

    /// Makes a new link for a server, in place of the one it has; none when it is switched off.
    fn connect(&mut self, place: usize) {
        let entry = &mut self.roster[place];
        drop(entry.link.take());
        let generation = entry.next_generation();
        let server = entry.view.id.clone();
        self.servers_changed = true;
        if !entry.config.settings.enabled {
            let now = self.clock.now();
            self.board.link(&server, false, now);
            return;
        }
        entry.view.link = LinkState::Connecting;
        entry.view.reason = None;
        entry.view.retry_at = None;
        let (store, done, now) = (self.store.clone(), self.done.0.clone(), self.clock.now());
        // The demo begins anew with each run: what an earlier one left open has not vanished.
        let anew = entry.config.demo;
        tokio::spawn(async move {
            if anew && let Err(error) = store.forget_server(&server).await {
                tracing::warn!(%error, "the demo of an earlier run is still in the store");
            }
            let memory = Box::new(store.recall(&server, now).await);
            let _ = done.send(Done::Recalled { server, generation, memory });
        });
    }

    fn recalled(&mut self, server: &str, generation: u64, memory: Result<Memory, StoreError>) {
        let Some(place) = self.place(server) else { return };
        if self.roster[place].generation != generation {
            return;
        }
        let memory = memory.unwrap_or_else(|error| {
            tracing::warn!(%error, "nothing could be recalled of a server");
            Memory::default()
        });
        let now = self.clock.now();
        let mut changes = Vec::new();
        // The board keeps the latest run of each job, and what it has heard since.
        for job in memory.finished.iter().rev() {
            changes.extend(self.board.restore(server, super::memory::finished(job), now));
        }
        for job in &memory.open {
            changes.extend(self.board.restore(server, super::memory::open(job), now));
        }
        self.take_changes(server, changes);
        let entry = &mut self.roster[place];
        let settings = &entry.config.settings;
        entry.link = Some(Link::start(
            LinkOptions {
                server: server.to_owned(),
                generation,
                base: entry.config.base().clone(),
                events_path: settings.events_path.clone().unwrap_or_else(|| EVENTS_PATH.to_owned()),
                login_path: settings.login_path.clone().unwrap_or_else(|| LOGIN_PATH.to_owned()),
                user: settings.user.clone(),
                secrets: if entry.config.passing { self.secrets.1.clone() } else { self.secrets.0.clone() },
                store: self.store.clone(),
                memory,
                poll: Duration::from_secs(u64::from(settings.poll_seconds.max(1))),
                clock: self.clock.clone(),
            },
            self.reports.0.clone(),
        ));
    }

    // ---- what links report ----

    fn take_report(&mut self, report: Report) {
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
            }
            News::Vitals(vitals) => {
                entry.vitals(&vitals);
                self.vitals_changed = true;
            }
            News::Updates { updates, cursors } => {
                for update in updates {
                    self.take_update(&report.server, update);
                }
                for cursor in cursors {
                    self.pending.cursor(cursor);
                }
                self.plan_write();
            }
        }
    }

    fn take_update(&mut self, server: &str, update: Update) {
        if let Update::Oddity { what, excerpt } = &update {
            tracing::debug!(server, what, excerpt, "not understood");
        }
        let changes = self.board.apply(server, update, self.clock.now());
        self.take_changes(server, changes);
    }

    fn take_changes(&mut self, server: &str, changes: impl IntoIterator<Item = board::Change>) {
        let name = self.place(server).map_or_else(String::new, |place| self.roster[place].view.name.clone());
        for change in changes {
            self.take_change(&name, change);
        }
    }

    fn take_change(&mut self, server_name: &str, change: board::Change) {
        let now = self.clock.now();
        for draft in notices_for(&change, server_name, now) {
            self.draft(draft);
        }
        let Some(job) = change.now else {
            self.pending.closed(change.job.clone());
            self.publish(&Change::Gone(change.job));
            return;
        };
        if job.state.is_over() {
            let ended = change
                .happened
                .iter()
                .any(|h| matches!(h, Happening::Completed | Happening::Failed | Happening::Vanished));
            if ended {
                self.pending.finished(finished(&job, server_name, change.took, now));
                self.pending.closed(change.job);
            }
        } else {
            self.pending.touched(change.job);
        }
        if !self.subscribers.is_empty() {
            self.publish(&Change::Job(Box::new(job)));
        }
    }

    // ---- notices and the store ----

    fn draft(&mut self, draft: NoticeDraft) {
        let NoticeDraft { notice, occurrence, alert, .. } = draft;
        self.pending.notice(NewNotice { notice, occurrence, alert, quiet: false });
    }

    fn plan_write(&mut self) {
        if self.pending.is_empty() {
            return;
        }
        let at = Instant::now() + if self.pending.speaks() { Duration::ZERO } else { WRITE_EVERY };
        if self.write_at.is_none_or(|planned| at < planned) && !self.troubles.contains_key("saving") {
            self.write_at = Some(at);
        } else if self.pending.speaks() && self.troubles.contains_key("saving") {
            // The disk is full: those who wait are told at once, and the writing is tried again later.
            self.tell_unsaved();
        }
    }

    fn write(&mut self) {
        self.write_at = None;
        if self.pending.is_empty() || self.committing {
            return;
        }
        let board = &self.board;
        let now = self.clock.now();
        let commit = self.pending.take(|job| open(&board.job(job)?, now));
        self.committing = true;
        let (store, done) = (self.store.clone(), self.done.0.clone());
        tokio::spawn(async move {
            let result = store.commit(commit.clone()).await;
            let _ = done.send(Done::Committed { commit: Box::new(commit), result });
        });
    }

    fn take_done(&mut self, done: Done) {
        match done {
            Done::Recalled { server, generation, memory } => self.recalled(&server, generation, *memory),
            Done::Unread(unread) => self.set_unread(unread),
            Done::Committed { commit, result } => {
                self.committing = false;
                match result {
                    Ok(committed) => self.committed(&commit, committed),
                    Err(error) => {
                        tracing::error!(%error, code = error.code(), "not saved");
                        self.pending.put_back(*commit);
                        self.set_troubles("saving", vec![error.trouble()]);
                        self.tell_unsaved();
                        self.write_at = Some(Instant::now() + WRITE_AGAIN);
                    }
                }
                self.plan_write();
            }
        }
    }

    fn committed(&mut self, commit: &Commit, committed: Committed) {
        self.set_troubles("saving", vec![]);
        // In the order given: a fresh one is the next of those that were new.
        let mut told: HashSet<(Option<String>, Option<u32>, NoticeKind, Millis)> = HashSet::new();
        for new in &commit.notices {
            if self.told_unsaved.remove(&identity(new)) {
                told.insert((new.notice.job.clone(), new.notice.run, new.notice.kind, new.notice.at));
            }
        }
        let mut alert = false;
        for notice in committed.fresh {
            alert = true;
            if !told.contains(&(notice.job.clone(), notice.run, notice.kind, notice.at)) {
                self.publish(&Change::Notice(Box::new(notice)));
            }
        }
        if alert {
            self.alerts.send_modify(|n| *n += 1);
        }
        self.set_unread(committed.unread);
    }

    /// The disk takes nothing: who waits is told all the same, once.
    fn tell_unsaved(&mut self) {
        let mut fresh = Vec::new();
        for new in self.pending.waiting() {
            if self.told_unsaved.insert(identity(new)) {
                fresh.push((new.notice.clone(), std::mem::take(&mut new.alert)));
            }
        }
        for (mut notice, alert) in fresh {
            let id = self.next_unsaved;
            self.next_unsaved -= 1;
            notice.id = id.to_string();
            if alert && self.unsaved_alerts.len() < UNSAVED_ALERTS {
                self.unsaved_alerts.push(Alert { id, notice: notice.clone() });
                self.alerts.send_modify(|n| *n += 1);
            }
            self.publish(&Change::Notice(Box::new(notice)));
            self.set_unread(self.unread + 1);
        }
    }

    fn set_unread(&mut self, unread: u32) {
        if self.unread != unread {
            self.unread = unread;
            self.publish(&Change::Unread(unread));
        }
    }

    fn count_unread(&self) {
        let (store, done) = (self.store.clone(), self.done.0.clone());
        tokio::spawn(async move {
            if let Ok(unread) = store.unread().await {
                let _ = done.send(Done::Unread(unread));
            }
        });
    }

    fn prune(&self) {
        let (store, now) = (self.store.clone(), self.clock.now());
        tokio::spawn(async move {
            match store.prune(now).await {
                Ok(pruned) => tracing::debug!(?pruned, "pruned"),
                Err(error) => tracing::warn!(%error, "not pruned"),
            }
        });
    }

    // ---- time ----

    fn tick(&mut self) {
        let now = self.clock.now();
        let changes = self.board.tick(now);
        for change in changes {
            let name = self
                .place(&change.job.server)
                .map_or_else(String::new, |place| self.roster[place].view.name.clone());
            self.take_change(&name, change);
        }
        self.plan_write();
        if self.alerts_paused_until.is_some_and(|until| now >= until) {
            self.alerts_paused_until = None;
            self.publish(&Change::AlertsPaused(None));
        }
        if std::mem::take(&mut self.vitals_changed) {
            for entry in &mut self.roster {
                entry.view.oddities = self.board.oddities(&entry.view.id);
            }
            self.servers_changed = true;
        }
    }

    // ---- telling ----

    fn publish(&mut self, change: &Change) {
        self.subscribers.publish(change, self.clock.now());
    }

    fn servers(&self) -> Vec<Server> {
        self.roster.iter().map(|entry| entry.view.clone()).collect()
    }

    fn publish_servers(&mut self) {
        let servers = self.servers();
        self.publish(&Change::Servers(servers));
    }

    fn set_troubles(&mut self, from: &'static str, troubles: Vec<Trouble>) {
        let before = self.all_troubles();
        if troubles.is_empty() {
            self.troubles.remove(from);
        } else {
            self.troubles.insert(from, troubles);
        }
        let after = self.all_troubles();
        if before != after {
            self.publish(&Change::Troubles(after));
        }
    }

    fn all_troubles(&self) -> Vec<Trouble> {
        self.troubles.values().flatten().cloned().collect()
    }

    fn snapshot(&self) -> Snapshot {
        Snapshot {
            version: self.subscribers.version(),
            now: self.clock.now(),
            servers: self.servers(),
            jobs: self.board.jobs().cloned().collect(),
            unread: self.unread,
            troubles: self.all_troubles(),
            preferences: self.preferences.clone(),
            alerts_paused_until: self.alerts_paused_until,
        }
    }

    // ---- the end ----

    async fn end(mut self, reply: Option<oneshot::Sender<()>>) {
        let links: Vec<Link> = self.roster.iter_mut().filter_map(|entry| entry.link.take()).collect();
        let stopped = async {
            for link in links {
                link.stop().await;
            }
        };
        // Each is told to stop before any is waited for: `stop` of the first cancels only itself,
        // but dropping the rest on time-out cancels them too.
        let _ = timeout(LINKS_END_WITHIN, stopped).await;
        while let Ok(report) = self.reports.1.try_recv() {
            self.take_report(report);
        }
        let last = async {
            while self.committing || !self.pending.is_empty() {
                if !self.committing {
                    self.write();
                }
                match self.done.1.recv().await {
                    Some(Done::Committed { result: Err(_), .. }) | None => break,
                    Some(done) => self.take_done(done),
                }
            }
        };
        let _ = timeout(LAST_COMMIT_WITHIN, last).await;
        self.store.clone().close().await;
        drop(self);
        if let Some(reply) = reply {
            let _ = reply.send(());
        }
    }
}

fn rules(config: &Config) -> Rules {
    Rules { stalled_after: config.settings.stalled_seconds.map(|s| Duration::from_secs(u64::from(s))) }
}

fn open(job: &Job, now: Millis) -> Option<OpenJob> {
    let phase = match job.state {
        JobState::Completed | JobState::Failed | JobState::Vanished => return None,
        JobState::Pending => "pending",
        JobState::Stalled => "stalled",
        JobState::Running | JobState::Stale => "running",
    };
    Some(OpenJob {
        server: job.server.clone(),
        id: job.id.clone(),
        run: job.run,
        title: job.title.clone(),
        kind: job.kind.clone(),
        phase: phase.to_owned(),
        started_at: job.started_at,
        done: job.done,
        failed: job.failed,
        total: job.total,
        warnings: job.warnings,
        seen_at: now,
    })
}

fn finished(job: &Job, server_name: &str, took: Option<Millis>, now: Millis) -> FinishedJob {
    FinishedJob {
        server: job.server.clone(),
        server_name: server_name.to_owned(),
        id: job.id.clone(),
        run: job.run,
        kind: job.kind.clone(),
        title: job.title.clone(),
        outcome: match job.state {
            JobState::Completed => Outcome::Completed,
            JobState::Failed => Outcome::Failed,
            _ => Outcome::Vanished,
        },
        done: job.done,
        failed: job.failed,
        total: job.total,
        warnings: job.warnings,
        started_at: job.started_at,
        finished_at: job.finished_at.unwrap_or(now),
        duration_ms: took,
        message: job.message.clone(),
        error: job.error.clone(),
        metadata: (!job.metadata.is_null()).then(|| job.metadata.to_string()),
    }
}
