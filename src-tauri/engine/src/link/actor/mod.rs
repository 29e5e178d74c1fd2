//! The life of a link: connect, watch, wait, and again.

mod asking;
mod connecting;
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
use tokio::time::Instant;
use url::Url;
use vigie_contract::{LinkState, Millis, Reason, ReasonCode};

use self::asking::Brought;
pub use self::asking::understood;
use super::account::Account;
use super::broken::{Break, Pause, millis, usual_pace};
use super::desk::{Called, Desk, Paused, not_offered};
use super::session::{Obstacle, Session};
use super::streams::Streams;
use super::track::Track;
use super::voice::Voice;
use super::{LinkOptions, Report};
use crate::dialect::sse_progress::{CHANNELS_A_REQUEST, Channel, EVENTS_PATH};
use crate::transport::BackoffOptions;
use crate::transport::backoff::{Backoff, Pace};

/// A session that expires again within this is not signed in to again.
const RENEW_EVERY: Duration = Duration::from_secs(60);

/// The session expired; the page to sign in at, where the server named one.
struct Expired(Option<Url>);

pub(in crate::link) struct Actor {
    options: LinkOptions,
    voice: Voice,
    session: Session,
    account: Account,
    events: Url,
    streams: Streams,
    requests: FuturesUnordered<BoxFuture<'static, Brought>>,
    tracks: HashMap<String, Track>,
    /// The furthest position told of each channel, whichever stream brought it.
    reached: BTreeMap<Channel, u64>,
    limit: usize,
    /// Details being asked for, and whether once more.
    asking: BTreeMap<String, bool>,
    /// Streams are of no use until then.
    no_streams: Option<(Reason, Instant)>,
    /// Why a stream was last lost.
    stream_loss: Option<Reason>,
    /// A deaf stream was reopened once already.
    reopened_deaf: bool,
    /// Streams end as soon as they have said what there is: asked again from time to time.
    finite: bool,
    /// How often in a row streams were refused without a reason that could be met.
    refusals: u32,
    capped: Option<usize>,
    /// No list of all jobs was ever taken in: what is over in the first one is the past.
    first_contact: bool,
    known_since: Option<Millis>,
    /// The server's clock minus ours, milliseconds.
    skew: i64,
    list_pending: bool,
    all_pending: bool,
    /// Lists of active jobs that failed in a row.
    rest_failures: u32,
    next_full_list: Instant,
    /// The session expired: sign in first.
    expired: Option<Expired>,
    renewed_at: Option<Instant>,
    cursors: BTreeMap<Channel, Option<u64>>,
    /// Ends that wait for their details, and until when.
    endings: Vec<(Instant, String)>,
}

impl Actor {
    pub(in crate::link) fn new(
        options: LinkOptions,
        session: Session,
        reports: mpsc::Sender<Report>,
    ) -> Self {
        let events = session.at(options.settings.events_path.as_deref().unwrap_or(EVENTS_PATH));
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
        Self {
            known_since: options.memory.first_contact,
            voice: Voice::new(&options, reports),
            session,
            account: options.account(),
            events,
            streams: Streams::new(),
            requests: FuturesUnordered::new(),
            tracks,
            reached,
            limit: CHANNELS_A_REQUEST,
            asking: BTreeMap::new(),
            no_streams: None,
            stream_loss: None,
            reopened_deaf: false,
            finite: false,
            refusals: 0,
            capped: None,
            first_contact: false,
            skew: 0,
            list_pending: false,
            all_pending: false,
            rest_failures: 0,
            next_full_list: Instant::now(),
            expired: None,
            renewed_at: None,
            cursors: BTreeMap::new(),
            endings: Vec::new(),
            options,
        }
    }

    pub(in crate::link) async fn run(&mut self, desk: &mut Desk) {
        let mut backoff = Backoff::new(BackoffOptions::default());
        let mut connected_before = false;
        loop {
            self.voice.tell(LinkState::Connecting, None, None).await;
            let mut held = None;
            let ended = match self.dial(desk).await {
                None => return,
                Some(Ok(())) => {
                    self.voice.vitals.reconnects += u32::from(std::mem::replace(&mut connected_before, true));
                    let since = Instant::now();
                    let ended = self.watch(desk).await;
                    held = Some(since.elapsed());
                    ended
                }
                Some(Err(obstacle)) => Break::from(obstacle),
            };
            self.hang_up();
            self.flush().await;
            self.tell_vitals().await;
            let (reason, pace) = match ended {
                Break::Over => return,
                Break::SignIn(page) if !self.renewed_lately() => {
                    self.expired = Some(Expired(page));
                    continue;
                }
                // Signing in does not help; not signed in to again at once.
                Break::SignIn(_) => (Reason::new(ReasonCode::Forbidden), Pace::AtLeast(RENEW_EVERY)),
                Break::ToldToStop => (Reason::new(ReasonCode::ToldToStop), Pace::Slow),
                Break::Lost { reason, retry_after } => {
                    // What comes back may be another: a restarted server streams again.
                    self.try_streams_again();
                    let pace = retry_after.map_or_else(|| usual_pace(reason.code), Pace::AtLeast);
                    (reason, pace)
                }
            };
            let pause = Pause::after(&reason, || backoff.lost(held, pace));
            if !self.pause(desk, reason, pause).await {
                return;
            }
        }
    }

    /// Connects, serving the desk first: what hangs in a network that is gone is not waited for, and
    /// whoever deletes a job is answered. `None` when the engine is gone.
    async fn dial(&mut self, desk: &mut Desk) -> Option<Result<(), Obstacle>> {
        loop {
            let called = tokio::select! {
                dialed = self.connect() => return Some(dialed),
                called = desk.next() => called,
            };
            match called {
                Called::Over => return None,
                Called::Connect | Called::Woke => {}
                Called::Act(_, reply) => not_offered(reply),
                Called::Deleted(job) => self.deleted(job).await,
            }
        }
    }

    /// Closes all connections; what hung on them is settled.
    fn hang_up(&mut self) {
        self.streams.clear();
        self.requests.clear();
        self.asking.clear();
        self.list_pending = false;
        self.all_pending = false;
        self.tell_held_endings();
    }

    /// Ended from outside: what was learned and not yet told is, where there is room.
    pub(in crate::link) fn leave(&mut self) {
        self.hang_up();
        let cursors = self.positions();
        self.voice.flush_now(cursors);
    }

    fn renewed_lately(&self) -> bool {
        self.renewed_at.is_some_and(|at| at.elapsed() < RENEW_EVERY)
    }

    /// Pauses, serving the desk meanwhile. False when the engine is gone.
    async fn pause(&mut self, desk: &mut Desk, reason: Reason, pause: Pause) -> bool {
        let until = pause.begin(&mut self.voice, &self.options.clock, reason).await;
        loop {
            match desk.pause(until).await {
                Paused::Over => return false,
                Paused::Enough => return true,
                Paused::Called(Called::Deleted(job)) => self.deleted(job).await,
                Paused::Called(Called::Act(_, reply)) => not_offered(reply),
                Paused::Called(_) => {}
            }
        }
    }
}

/// A time of the server's clock on ours.
fn local(theirs: Millis, skew: i64) -> Millis {
    theirs.saturating_add_signed(-skew)
}
