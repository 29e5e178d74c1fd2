//! The one owner of the board: everything that changes it passes here, in order.

mod ending;
mod judging;
mod pages;
mod publishing;
mod reaching;
mod reports;
mod requests;
mod servers;
mod telling;
#[cfg(test)]
mod tests;
mod writing;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::time::Duration;

use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, MissedTickBehavior, interval, sleep_until};
use vigie_contract::{JobRef, Millis, Preferences, Trouble};

pub(super) use self::pages::Looked;
pub(super) use self::requests::Request;
use super::errands::{self, Done, Errand};
use super::following::Found;
use super::pending::{Identity, Pending};
use super::roster::Entry;
use super::subscription::{Change, Subscribers};
use crate::board::{Board, Bounds};
use crate::clock::Clock;
use crate::link::Report;
use crate::records::Tables;
use crate::rules::Rulebook;
use crate::secrets::Secrets;
use crate::settings::HistorySettings;
use crate::stats::Numbers;
use crate::store::{Alert, Store};

/// Reports of all links that may wait; a link that has more waits itself.
const REPORTS: usize = 1_024;
/// Requests that may wait.
pub(in crate::engine) const REQUESTS: usize = 256;
/// The store is pruned this often.
const PRUNE_EVERY: Duration = Duration::from_secs(3_600);

pub(in crate::engine) struct Core {
    clock: Clock,
    store: Store,
    /// Passwords: of the servers in the settings, and of passing ones.
    secrets: (Secrets, Secrets),
    /// What servers of the settings turned out to speak, to be written down.
    finds: mpsc::UnboundedSender<Found>,
    board: Board,
    tables: Tables,
    numbers: Numbers,
    /// Servers whose newest numbers were not told yet.
    stats_changed: BTreeSet<String>,
    roster: Vec<Entry>,
    preferences: Preferences,
    subscribers: Subscribers,
    requests: mpsc::Receiver<Request>,
    reports: (mpsc::Sender<Report>, mpsc::Receiver<Report>),
    errands: mpsc::UnboundedSender<Errand>,
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
    rules: Rulebook,
    /// Runs in which more failed than the rules bear, with that percentage: it is told once.
    failing: HashMap<JobRef, (u32, f64)>,
    alerts_paused_until: Option<Millis>,
    /// The same as the settings said last.
    pause_in_settings: Option<Millis>,
    /// How much of the past is kept, as the settings said last.
    history: Option<HistorySettings>,
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
        finds: mpsc::UnboundedSender<Found>,
    ) -> Self {
        // Bounded by what it answers: errands, and one pause a server.
        let done = mpsc::unbounded_channel();
        Self {
            clock,
            errands: errands::run(store.clone(), done.0.clone()),
            store,
            secrets,
            finds,
            board: Board::new(Bounds::default()),
            tables: Tables::default(),
            numbers: Numbers::default(),
            stats_changed: BTreeSet::new(),
            roster: Vec::new(),
            preferences: Preferences::default(),
            subscribers: Subscribers::default(),
            requests,
            reports: mpsc::channel(REPORTS),
            done,
            pending: Pending::default(),
            committing: false,
            write_at: None,
            told_unsaved: HashSet::new(),
            unsaved_alerts: Vec::new(),
            next_unsaved: -1,
            unread: 0,
            troubles: BTreeMap::new(),
            rules: Rulebook::default(),
            failing: HashMap::new(),
            alerts_paused_until: None,
            pause_in_settings: None,
            history: None,
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
                Some(report) = self.reports.1.recv(), if self.has_room() => self.take_report(report),
                Some(done) = self.done.1.recv() => self.take_done(done),
                () = write => self.write(),
                _ = second.tick() => self.tick(),
                _ = prune.tick() => self.prune(),
            }
            if std::mem::take(&mut self.servers_changed) {
                self.note_moments();
                self.publish_servers();
            }
        }
    }

    /// While the store is written to, links wait rather than push out notices whose positions would be
    /// written all the same. A store that takes nothing holds nobody up.
    fn has_room(&self) -> bool {
        !self.pending.is_crowded() || self.troubles.contains_key("saving")
    }

    fn tick(&mut self) {
        let now = self.clock.now();
        let changes = self.board.tick(now);
        for change in changes {
            let name = self
                .place(&change.job.server)
                .map_or_else(String::new, |place| self.roster[place].view.name.clone());
            self.take_change(&name, change);
        }
        self.look_at_reach();
        self.publish_stats();
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
}
