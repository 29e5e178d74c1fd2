//! The handle: commands in, a picture and its changes out, an orderly end.

mod alerting;
mod core;
mod diagnostics;
mod draft;
mod errands;
mod exchange;
mod export;
mod following;
mod given;
mod memory;
mod pages;
mod past;
mod pending;
mod reach;
mod returning;
mod roster;
mod servers;
mod subscription;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::sync::{mpsc, oneshot, watch};
use tokio_util::task::AbortOnDropHandle;
use vigie_contract::{
    Failure, FailureCode, JobEvent, JobRef, NoticePage, Preferences, Record, StatSeries, StatSpan, Trouble,
    TroubleCode,
};

pub(crate) use returning::Return;
pub use servers::Passing;
pub use subscription::Subscription;

use self::core::{Core, REQUESTS, Request};
use crate::clock::Clock;
use crate::home::Home;
use crate::secrets::Secrets;
use crate::settings::SettingsFile;
use crate::store::{Alert, Limits, Store, StoreError};
use crate::transport::wake;

/// How often the settings file is looked at for changes made elsewhere.
const LOOK_AT_SETTINGS_EVERY: Duration = Duration::from_secs(2);
/// Alerts handed out at once.
const ALERTS: u32 = 200;

/// How much of a run outlives it.
#[derive(Debug, Clone)]
pub enum Keep {
    /// Settings, bell and history.
    Everything(Home),
    /// Settings only: bell and history of this run stay in memory and take nothing from others.
    Settings(Home),
    /// Nothing: no file and no keyring is touched.
    Nothing,
}

/// What to choose about an engine.
#[derive(Debug, Clone)]
pub struct EngineOptions {
    /// How much outlives this run.
    pub keep: Keep,
    /// The time of day.
    pub clock: Clock,
}

impl EngineOptions {
    /// With the machine's clock.
    #[must_use]
    pub fn new(keep: Keep) -> Self {
        Self { keep, clock: Clock::system() }
    }
}

/// A handle to the engine. Clones are handles to the same one.
#[derive(Clone)]
pub struct Engine {
    inner: Arc<Inner>,
}

struct Inner {
    requests: mpsc::Sender<Request>,
    clock: Clock,
    store: Store,
    secrets: Secrets,
    /// Passwords of passing servers, which no keyring is to keep.
    passing: Secrets,
    /// Held only while a file is read or written, on a thread that may block.
    settings: Option<Arc<Mutex<SettingsFile>>>,
    home: Option<Home>,
    alerts: watch::Receiver<u64>,
    _tasks: Vec<AbortOnDropHandle<()>>,
}

impl Engine {
    /// Starts watching whatever is configured.
    ///
    /// Damaged or unwritable files are no reason not to start: what is wrong is in the snapshot's troubles.
    pub async fn start(options: EngineOptions) -> Self {
        let EngineOptions { keep, clock } = options;
        let now = clock.now();
        let (home, secrets) = match &keep {
            Keep::Everything(home) | Keep::Settings(home) => (Some(home.clone()), Secrets::open().await),
            Keep::Nothing => (None, Secrets::in_memory()),
        };
        let mut read = None;
        if let Some(home) = home.clone() {
            read = blocking(move || SettingsFile::open(&home)).await;
        }
        let limits = read.as_ref().map_or_else(Limits::default, |(_, settings, _)| Limits {
            history_age: settings.history.age(),
            history_rows: settings.history.rows,
            ..Limits::default()
        });
        let (store, store_troubles) = match &keep {
            Keep::Everything(home) => {
                let file = home.store_file();
                blocking(move || Store::open(&file, limits, now))
                    .await
                    .unwrap_or_else(|| (Store::in_memory(limits), vec![]))
            }
            Keep::Settings(_) | Keep::Nothing => (Store::in_memory(limits), vec![]),
        };
        let (requests, inbox) = mpsc::channel(REQUESTS);
        let (alerted, alerts) = watch::channel(0);
        let passing = Secrets::in_memory();
        // Bounded by the number of servers: each is found out about once.
        let (finds, found) = mpsc::unbounded_channel();
        let secrets_of_both = (secrets.clone(), passing.clone());
        let core = Core::new(clock.clone(), store.clone(), secrets_of_both, inbox, alerted, finds);
        tokio::spawn(core.run());
        let mut tasks = vec![wake_up(requests.clone()), keyring_troubles(&secrets, requests.clone())];
        let settings = read.map(|(file, settings, troubles)| {
            let file = Arc::new(Mutex::new(file));
            tasks.push(following::follow_settings(
                file.clone(),
                secrets.clone(),
                requests.clone(),
                (settings, troubles),
                found,
            ));
            file
        });
        let inner = Inner { requests, clock, store, secrets, passing, settings, home, alerts, _tasks: tasks };
        let engine = Self { inner: Arc::new(inner) };
        engine.tell(Request::Troubles { from: "store", troubles: store_troubles }).await;
        engine
    }

    /// The picture of now and every change after it, with no gap between the two.
    ///
    /// # Errors
    /// `Stopping` when the engine has ended.
    pub async fn subscribe(&self) -> Result<Subscription, Failure> {
        self.ask(Request::Subscribe).await
    }

    /// What happened to a job, oldest first; empty when it is not known.
    ///
    /// # Errors
    /// `Stopping` when the engine has ended.
    pub async fn job_events(&self, job: JobRef) -> Result<Vec<JobEvent>, Failure> {
        self.ask(|reply| Request::JobEvents { job, reply }).await
    }

    /// The records of one model of a server, the one that changed last first; empty when there are none.
    ///
    /// # Errors
    /// `Stopping` when the engine has ended.
    pub async fn list_records(&self, server: &str, model: &str) -> Result<Vec<Record>, Failure> {
        let (server, model) = (server.to_owned(), model.to_owned());
        self.ask(|reply| Request::Records { server, model, reply }).await
    }

    /// The curves of a server's numbers, in the order of their names; empty when it publishes none.
    ///
    /// # Errors
    /// `Stopping` when the engine has ended.
    pub async fn stat_history(&self, server: &str, span: StatSpan) -> Result<Vec<StatSeries>, Failure> {
        let server = server.to_owned();
        self.ask(|reply| Request::StatHistory { server, span, reply }).await
    }

    /// Deletes a finished job on its server.
    ///
    /// # Errors
    /// `ServerSaid` with the server's words when it refuses, else why it could not be asked.
    pub async fn delete_job(&self, job: JobRef) -> Result<(), Failure> {
        self.ask(|reply| Request::Delete { job, reply }).await?
    }

    /// Servers that wait are tried now; one of them, or all.
    pub async fn connect_now(&self, id: Option<String>) {
        self.tell(Request::ConnectNow(id)).await;
    }

    // ---- the bell ----

    /// A page of the bell, newest first.
    ///
    /// # Errors
    /// `StoreTrouble` when it cannot be read.
    pub async fn notices(&self, before: Option<&str>, limit: u32) -> Result<NoticePage, Failure> {
        let before = before.map(number).transpose()?;
        Ok(self.inner.store.notices(before, limit).await?)
    }

    /// Marks notices read; tells how many are unread now.
    ///
    /// # Errors
    /// `StoreTrouble` when it cannot be written.
    pub async fn mark_read(&self, ids: &[String]) -> Result<u32, Failure> {
        let ids = ids.iter().map(|id| number(id)).collect::<Result<Vec<_>, _>>()?;
        // Those that could not be stored have negative numbers and are not in the store.
        let stored = ids.into_iter().filter(|id| *id > 0).collect();
        self.unread(self.inner.store.mark_read(stored).await).await
    }

    /// Marks all notices read; tells how many are unread now.
    ///
    /// # Errors
    /// `StoreTrouble` when it cannot be written.
    pub async fn mark_all_read(&self) -> Result<u32, Failure> {
        self.unread(self.inner.store.mark_all_read().await).await
    }

    async fn unread(&self, unread: Result<u32, StoreError>) -> Result<u32, Failure> {
        let unread = unread?;
        self.tell(Request::Unread(unread)).await;
        Ok(unread)
    }

    // ---- desktop alerts ----

    /// Waits for alerts that are due and hands them out, oldest first. Each is handed out until
    /// [`alerts_sent`](Self::alerts_sent) says that it was shown or heard. While alerts are paused they are
    /// taken as shown, in quiet hours those that do not come through. Empty when the engine has ended.
    pub async fn alerts(&self) -> Vec<Alert> {
        let mut changed = self.inner.alerts.clone();
        changed.mark_changed();
        while changed.changed().await.is_ok() {
            let mut due = self.inner.store.pending_alerts(ALERTS).await.unwrap_or_default();
            let more = due.len() >= ALERTS as usize;
            // Last: these are in nobody else's hands once they are taken.
            let Ok(taken) = self.ask(Request::TakeUnsavedAlerts).await else { break };
            due.extend(taken.unsaved);
            let held = |alert: &mut Alert| taken.paused || taken.quiet && !alert.loud;
            let held: Vec<Alert> = due.extract_if(.., held).collect();
            if !held.is_empty() {
                // By itself: who waits here may leave off at any time, with alerts that nobody else has.
                let engine = self.clone();
                tokio::spawn(async move { engine.alerts_held(&held).await });
            }
            if !due.is_empty() {
                return due;
            }
            if more {
                changed.mark_changed();
            }
        }
        Vec::new()
    }

    /// These alerts were shown, or need not be any more.
    pub async fn alerts_sent(&self, alerts: &[Alert]) {
        let ids: Vec<i64> = alerts.iter().map(|alert| alert.id).filter(|id| *id > 0).collect();
        if let Err(error) = self.inner.store.alerts_sent(ids).await {
            tracing::warn!(%error, "alerts may be shown again after a restart");
        }
    }

    /// These alerts are not to be told now, nor later. What was to be told on the desktop only is put into the
    /// bell: told nowhere it would be lost.
    pub async fn alerts_held(&self, alerts: &[Alert]) {
        let hidden: Vec<&Alert> = alerts.iter().filter(|alert| alert.hidden && alert.id > 0).collect();
        if !hidden.is_empty() {
            match self.inner.store.unhide(hidden.iter().map(|alert| alert.id).collect()).await {
                Ok(unread) => {
                    let notices = hidden.iter().map(|alert| alert.notice.clone()).collect();
                    self.tell(Request::Shown { notices, unread }).await;
                }
                Err(error) => tracing::warn!(%error, "told nowhere"),
            }
        }
        self.alerts_sent(alerts).await;
    }

    /// No desktop alerts for so many minutes; 0 ends the pause. The bell goes on, and the pause outlives
    /// the run.
    pub async fn pause_alerts(&self, minutes: u32) {
        let until = (minutes > 0).then(|| self.inner.clock.now() + u64::from(minutes) * 60_000);
        self.tell(Request::PauseAlerts(until)).await;
        if self.inner.settings.is_some()
            && let Err(failure) = self.edit(move |file| file.pause_alerts_until(until)).await
        {
            tracing::warn!(code = ?failure.code, "the pause ends with this run");
        }
    }

    /// The desktop takes no notifications, and why; `None`: it does.
    pub async fn desktop_alerts_fail(&self, detail: Option<String>) {
        let trouble = detail.map(|detail| Trouble::new(TroubleCode::NoDesktopAlerts).with("detail", detail));
        self.tell(Request::Troubles { from: "desktop", troubles: trouble.into_iter().collect() }).await;
    }

    // ---- the person ----

    /// Stores the person's choices.
    ///
    /// # Errors
    /// `SettingsNotWritten` when the file cannot be written.
    pub async fn set_preferences(&self, preferences: Preferences) -> Result<(), Failure> {
        self.edit(move |file| file.set_preferences(&preferences)).await
    }

    /// Ends all watching: links closed, what was learned written. Takes less than 2 s.
    pub async fn shutdown(&self) {
        let _ = self.ask(Request::Shutdown).await;
    }

    async fn tell(&self, request: Request) {
        // Fails only when the engine has ended, and then there is nobody to tell.
        let _ = self.inner.requests.send(request).await;
    }

    async fn ask<T>(&self, request: impl FnOnce(oneshot::Sender<T>) -> Request) -> Result<T, Failure> {
        let (reply, answer) = oneshot::channel();
        self.tell(request(reply)).await;
        answer.await.map_err(|_| Failure::new(FailureCode::Stopping))
    }
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Engine")
    }
}

fn number(id: &str) -> Result<i64, Failure> {
    id.parse().map_err(|_| Failure::new(FailureCode::Internal).with("detail", "a notice id is a number"))
}

/// Runs what may block on a thread that may; `None` only when it panicked.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    tokio::task::spawn_blocking(work).await.ok()
}

/// After a sleep, or on another network, nobody waits out a pause.
fn wake_up(requests: mpsc::Sender<Request>) -> AbortOnDropHandle<()> {
    let changed = move |_| {
        let _ = requests.try_send(Request::Woke);
    };
    AbortOnDropHandle::new(tokio::spawn(wake::watch(wake::Look::now, changed)))
}

fn keyring_troubles(secrets: &Secrets, requests: mpsc::Sender<Request>) -> AbortOnDropHandle<()> {
    let mut troubles = secrets.troubles();
    troubles.mark_changed();
    AbortOnDropHandle::new(tokio::spawn(async move {
        while troubles.changed().await.is_ok() {
            let now = troubles.borrow_and_update().clone().into_iter().collect();
            if requests.send(Request::Troubles { from: "keyring", troubles: now }).await.is_err() {
                break;
            }
        }
    }))
}
