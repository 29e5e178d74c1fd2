//! The life of a link: connect, watch, wait, and again.

mod asking;
mod connecting;
mod deleting;
mod endings;
mod hearing;
mod listening;
mod lists;
mod streaming;
mod telling;
mod watching;

use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

use futures_util::future::BoxFuture;
use futures_util::stream::FuturesUnordered;
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until};
use url::Url;
use vigie_contract::{LinkState, Millis, Reason, ReasonCode};

use self::asking::Brought;
pub use self::asking::understood;
use super::session::{Obstacle, Session};
use super::streams::Streams;
use super::track::Track;
use super::{LinkCommand, LinkOptions, Report, Vitals};
use crate::dialect::sse_progress::{CHANNELS_A_REQUEST, Channel};
use crate::transport::BackoffOptions;
use crate::transport::backoff::{Backoff, Pace};
use crate::update::Update;

/// Why watching ended.
enum Break {
    /// The connection failed.
    Lost { reason: Reason, retry_after: Option<Duration> },
    /// The session expired.
    SignIn(Option<Url>),
    /// The server asked not to be called again.
    ToldToStop,
    /// The engine is gone.
    Over,
}

impl From<Obstacle> for Break {
    fn from(obstacle: Obstacle) -> Self {
        match obstacle {
            Obstacle::SignIn(page) => Self::SignIn(page),
            Obstacle::NotFound => Self::Lost { reason: Obstacle::NotFound.reason(), retry_after: None },
            Obstacle::Other { reason, retry_after } => Self::Lost { reason, retry_after },
        }
    }
}

pub(in crate::link) struct Actor {
    options: LinkOptions,
    inbox: mpsc::Receiver<LinkCommand>,
    reports: mpsc::Sender<Report>,
    session: Session,
    events: Url,
    streams: Streams,
    requests: FuturesUnordered<BoxFuture<'static, Brought>>,
    tracks: HashMap<String, Track>,
    /// The furthest position told of each channel, whichever stream brought it.
    reached: BTreeMap<Channel, u64>,
    limit: usize,
    /// Streams are of no use until then.
    no_streams: Option<(Reason, Instant)>,
    /// Why a stream was last lost.
    stream_loss: Option<Reason>,
    /// A deaf stream was reopened once already.
    reopened_deaf: bool,
    capped: Option<usize>,
    first_contact: bool,
    known_since: Option<Millis>,
    /// The server's clock minus ours, milliseconds.
    skew: i64,
    list_pending: bool,
    all_pending: bool,
    rest_failures: u32,
    next_full_list: Instant,
    renewed_at: Option<Instant>,
    updates: Vec<Update>,
    cursors: BTreeMap<Channel, Option<u64>>,
    endings: Vec<(Instant, String)>,
    vitals: Vitals,
    told_vitals: Vitals,
    told_state: Option<(LinkState, Option<Reason>)>,
}

impl Actor {
    pub(in crate::link) fn new(
        options: LinkOptions,
        inbox: mpsc::Receiver<LinkCommand>,
        reports: mpsc::Sender<Report>,
    ) -> Result<Self, Reason> {
        let session = Session::new(options.base.clone())?;
        let events = session.at(&options.events_path);
        let mut reached = BTreeMap::new();
        for (name, position) in &options.memory.cursors {
            if let (Some(channel), Ok(position)) = (Channel::named(name), position.parse()) {
                reached.insert(channel, position);
            }
        }
        let tracks = options
            .memory
            .open
            .iter()
            .map(|job| {
                let track = Track { rest_done: job.done, started_at: job.started_at, ..Track::default() };
                (job.id.clone(), track)
            })
            .collect();
        Ok(Self {
            known_since: options.memory.first_contact,
            inbox,
            reports,
            session,
            events,
            streams: Streams::new(),
            requests: FuturesUnordered::new(),
            tracks,
            reached,
            limit: CHANNELS_A_REQUEST,
            no_streams: None,
            stream_loss: None,
            reopened_deaf: false,
            capped: None,
            first_contact: false,
            skew: 0,
            list_pending: false,
            all_pending: false,
            rest_failures: 0,
            next_full_list: Instant::now(),
            renewed_at: None,
            updates: Vec::new(),
            cursors: BTreeMap::new(),
            endings: Vec::new(),
            vitals: Vitals::default(),
            told_vitals: Vitals::default(),
            told_state: None,
            options,
        })
    }

    pub(in crate::link) async fn run(mut self) {
        let mut backoff = Backoff::new(BackoffOptions::default());
        loop {
            self.tell(LinkState::Connecting, None, None).await;
            let mut held = None;
            let ended = match self.connect().await {
                Ok(()) => {
                    let since = Instant::now();
                    let ended = self.watch().await;
                    held = Some(since.elapsed());
                    ended
                }
                Err(obstacle) => Break::from(obstacle),
            };
            self.streams.clear();
            self.requests.clear();
            self.list_pending = false;
            self.all_pending = false;
            self.tell_vitals().await;
            let (reason, retry_after) = match ended {
                Break::Over => return,
                Break::SignIn(page) => {
                    self.renewed_at = Some(Instant::now());
                    match self.sign_in(page).await {
                        Ok(()) => continue,
                        Err(reason) => (reason, None),
                    }
                }
                Break::ToldToStop => (Reason::new(ReasonCode::ToldToStop), None),
                Break::Lost { reason, retry_after } => (reason, retry_after),
            };
            let again = match reason.code {
                ReasonCode::ToldToStop => self.rest(LinkState::Stopped, reason).await,
                // No retry mends these, and a wrong password tried often locks the account.
                ReasonCode::SignInNeeded | ReasonCode::SignInRefused | ReasonCode::SignInFormUnknown => {
                    self.rest(LinkState::SignedOut, reason).await
                }
                code => {
                    let delay = backoff.lost(held, retry_after.map_or(pace(code), Pace::AtLeast));
                    self.wait(reason, delay).await
                }
            };
            if !again {
                return;
            }
            self.vitals.reconnects += 1;
        }
    }

    async fn rest(&mut self, state: LinkState, reason: Reason) -> bool {
        self.tell(state, Some(reason), None).await;
        self.rest_until(None).await
    }

    async fn wait(&mut self, reason: Reason, delay: Duration) -> bool {
        let retry_at = self.options.clock.now() + millis(delay);
        self.tell(LinkState::Waiting, Some(reason), Some(retry_at)).await;
        self.rest_until(Some(Instant::now() + delay)).await
    }

    /// Sleeps, answering commands. False when the engine is gone.
    async fn rest_until(&mut self, until: Option<Instant>) -> bool {
        loop {
            let sleep = async {
                match until {
                    Some(until) => sleep_until(until).await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                () = sleep => return true,
                command = self.inbox.recv() => match command {
                    None => return false,
                    Some(LinkCommand::ConnectNow) => return true,
                    Some(LinkCommand::Delete { id, reply }) => {
                        let _ = reply.send(self.delete(&id).await);
                    }
                },
            }
        }
    }
}

fn millis(duration: Duration) -> Millis {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

/// A time of the server's clock on ours.
fn local(theirs: Millis, skew: i64) -> Millis {
    theirs.saturating_add_signed(-skew)
}

/// How soon a connection that failed so is tried again.
fn pace(code: ReasonCode) -> Pace {
    match code {
        ReasonCode::NotThisBackend | ReasonCode::Forbidden | ReasonCode::TooLarge => Pace::Slow,
        _ => Pace::Usual,
    }
}
