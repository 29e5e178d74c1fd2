//! The life of a link: connect, watch, wait, and again.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::time::Duration;

use futures_util::StreamExt;
use futures_util::future::BoxFuture;
use futures_util::stream::FuturesUnordered;
use reqwest::Method;
use tokio::sync::mpsc;
use tokio::time::{Instant, MissedTickBehavior, interval, sleep_until};
use url::Url;
use vigie_contract::{Failure, FailureCode, LinkState, Millis, Reason, ReasonCode};

use super::catch_up::{CatchUp, Sifted};
use super::session::{Answer, Obstacle, Session, body};
use super::sign_in::with_origin;
use super::streams::{StreamId, Streams};
use super::track::Track;
use super::{LinkCommand, LinkOptions, News, Report, Vitals};
use crate::dialect::sse_progress::{
    ACTIVE_PATH, Attributed, CHANNELS_A_REQUEST, Channel, LIST_PATH, Listing, Said, decode, job, listing,
};
use crate::secrets::SecretKind;
use crate::store::Cursor;
use crate::transport::backoff::{Backoff, Pace};
use crate::transport::{BackoffOptions, End, Incident, SseEvent};
use crate::update::{JobUpdate, Phase, Update};

/// Streams open to one server at most; jobs beyond `10 ×` this are polled.
const MAX_STREAMS: usize = 16;
/// A channel's name in a request at most; jobs with longer ids are polled.
const MAX_CHANNEL_NAME: usize = 512;
/// Requests under way at once beside the streams.
const MAX_REQUESTS: usize = 6;
/// More jobs missing from a list than this, and the whole list is asked for instead of each job.
const ASK_EACH: usize = 10;
/// The whole list (with what is over, so also jobs too short for the list of active ones) is asked
/// for this often, by its size in bytes: the larger, the greater the burden for the server.
const FULL_LIST_EVERY: [(usize, Duration); 3] = [
    (64 << 10, Duration::from_secs(15)),
    (1 << 20, Duration::from_secs(60)),
    (usize::MAX, Duration::from_secs(600)),
];
/// A server without that list is asked for it again after this.
const NO_FULL_LIST: Duration = Duration::from_secs(600);
/// So many lists in a row in which a job advanced and its open stream said nothing.
const DEAF_AFTER: u32 = 3;
/// A stream is given up, and polling begins, after so many losses in a row.
const GIVE_UP_AFTER: u32 = 3;
/// While polling, a stream is tried again this often.
const TRY_STREAMS_EVERY: Duration = Duration::from_secs(300);
/// A job that a list leaves out is asked for again at most this often (milliseconds).
const ASK_AGAIN: Millis = 30_000;
/// A refused channel is tried again after this (milliseconds).
const REFUSED_FOR: Millis = 60_000;
/// An end waits so long for its details before it is told without them.
const DETAILS_WITHIN: Duration = Duration::from_secs(3);
/// A session that expires again within this is not signed in to again for a stream's sake.
const RENEW_EVERY: Duration = Duration::from_secs(60);
/// What is over is remembered so long (milliseconds).
const REMEMBER_OVER: Millis = 600_000;
/// Incidents looked at before the engine is told.
const BATCH: usize = 256;

/// What a plain request brought.
enum Brought {
    Active { asked_at: Millis, answer: Result<Answer, Obstacle> },
    All { asked_at: Millis, answer: Result<Answer, Obstacle> },
    Detail { id: String, asked_at: Millis, answer: Result<Answer, Obstacle> },
}

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

pub(super) struct Actor {
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
    pub(super) fn new(
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

    pub(super) async fn run(mut self) {
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

    // ---- connecting ----

    async fn connect(&mut self) -> Result<(), Obstacle> {
        let asked_at = self.options.clock.now();
        let active = self.signed_in_get(ACTIVE_PATH).await?;
        let active_jobs = understood(&active, asked_at)?;
        if self.known_since.is_none() {
            let now = self.options.clock.now();
            self.first_contact =
                self.options.store.first_contact(&self.options.server, now).await.unwrap_or(true);
            self.known_since = Some(now);
        }
        self.heard(&active);
        let asked_all = self.options.clock.now();
        let all = self.session.get(self.session.at(LIST_PATH), JSON).await;
        self.take_active(asked_at, active_jobs).await;
        self.take_all(asked_all, all).await?;
        self.first_contact = false;
        self.flush().await;
        Ok(())
    }

    async fn signed_in_get(&mut self, path: &str) -> Result<Answer, Obstacle> {
        let url = self.session.at(path);
        match self.session.get(url.clone(), JSON).await {
            Err(Obstacle::SignIn(page)) => {
                self.sign_in(page).await.map_err(Obstacle::because)?;
                // Signed in, and still sent to the form: this account may not see it.
                self.session.get(url, JSON).await.map_err(|obstacle| match obstacle {
                    Obstacle::SignIn(_) => Obstacle::because(Reason::new(ReasonCode::Forbidden)),
                    other => other,
                })
            }
            other => other,
        }
    }

    async fn sign_in(&mut self, page: Option<Url>) -> Result<(), Reason> {
        let needed = || Reason::new(ReasonCode::SignInNeeded);
        let user = self.options.user.clone().ok_or_else(needed)?;
        let password = match self.options.secrets.get(&self.options.server, SecretKind::Password).await {
            Ok(Some(password)) => password,
            Ok(None) => return Err(needed()),
            Err(error) => {
                tracing::warn!(%error, "the keyring gave no password");
                return Err(needed());
            }
        };
        let page = page.unwrap_or_else(|| self.session.at(&self.options.login_path));
        self.session.sign_in(page, &user, &password).await
    }

    fn heard(&mut self, answer: &Answer) {
        let now = self.options.clock.now();
        self.vitals.heard_at = Some(now);
        self.vitals.latency_ms = Some(millis(answer.took));
        if let Some(date) = answer.date {
            self.skew = i64::try_from(date).unwrap_or(0) - i64::try_from(now).unwrap_or(0);
        }
    }

    // ---- watching ----

    async fn watch(&mut self) -> Break {
        let mut poll = interval(self.options.poll);
        poll.set_missed_tick_behavior(MissedTickBehavior::Delay);
        poll.reset();
        let mut second = interval(Duration::from_secs(1));
        second.set_missed_tick_behavior(MissedTickBehavior::Delay);
        self.arrange();
        loop {
            let (state, reason) = self.state();
            self.tell(state, reason, None).await;
            let outcome = tokio::select! {
                (id, incident) = self.streams.next() => self.take_incidents(id, incident),
                Some(brought) = self.requests.next(), if !self.requests.is_empty() => self.take(brought).await,
                _ = poll.tick() => {
                    self.ask_active();
                    Ok(())
                }
                _ = second.tick() => {
                    self.tell_overdue_endings();
                    self.tell_vitals().await;
                    self.revive_streams();
                    Ok(())
                }
                command = self.inbox.recv() => match command {
                    None => Err(Break::Over),
                    Some(LinkCommand::ConnectNow) => {
                        self.no_streams = None;
                        self.next_full_list = Instant::now();
                        self.streams.knock();
                        self.ask_active();
                        Ok(())
                    }
                    Some(LinkCommand::Delete { id, reply }) => {
                        let _ = reply.send(self.delete(&id).await);
                        Ok(())
                    }
                },
            };
            self.flush().await;
            if let Err(ended) = outcome {
                return ended;
            }
        }
    }

    fn state(&self) -> (LinkState, Option<Reason>) {
        if let Some((reason, _)) = &self.no_streams {
            return (LinkState::Polling, Some(reason.clone()));
        }
        let capped = || {
            self.capped.map(|jobs| {
                Reason::new(ReasonCode::TooManyJobs)
                    .with("streamed", MAX_STREAMS * self.limit)
                    .with("jobs", jobs)
            })
        };
        let losses = self.streams.iter().map(|stream| stream.losses).max().unwrap_or(0);
        if self.streams.standing() > 0 || self.streams.iter().next().is_none() {
            return (LinkState::Live, capped());
        }
        match losses {
            0 => match &self.told_state {
                Some((LinkState::Live, reason)) => (LinkState::Live, reason.clone()),
                _ => (LinkState::Connecting, None),
            },
            GIVE_UP_AFTER.. => (LinkState::Polling, self.stream_loss.clone()),
            _ => (LinkState::Connecting, self.stream_loss.clone()),
        }
    }

    /// Opens and closes streams for the jobs that are open now.
    fn arrange(&mut self) {
        if self.no_streams.is_some() || !self.streams.settled() {
            return;
        }
        let now = self.options.clock.now();
        let mut wanted: BTreeSet<Channel> = self
            .tracks
            .iter()
            .filter(|(id, track)| {
                track.is_open()
                    && id.len() <= MAX_CHANNEL_NAME
                    && track.refused_until.is_none_or(|until| until <= now)
            })
            .map(|(id, _)| Channel::of_job(id))
            .collect();
        let most = MAX_STREAMS * self.limit;
        self.capped = (wanted.len() > most).then_some(wanted.len());
        if self.capped.is_some() {
            // Those that are carried already stay, so that the choice does not flicker.
            let carried: BTreeSet<Channel> = self
                .streams
                .iter()
                .flat_map(|s| &s.channels)
                .filter(|c| wanted.contains(c))
                .cloned()
                .collect();
            let rest: Vec<Channel> = wanted.difference(&carried).cloned().collect();
            wanted = carried.into_iter().chain(rest).take(most).collect();
        }
        let reached = &self.reached;
        let position = |channel: &Channel| reached.get(channel).copied().unwrap_or(0);
        let opened = self.streams.arrange(&self.session, &self.events, &wanted, self.limit, position);
        let at = Instant::now();
        for channel in opened {
            if let Some(track) = self.tracks.get_mut(channel.job())
                && track.running
            {
                let past = self.known_since.is_some_and(|since| {
                    track.started_at.is_some_and(|started| local(started, self.skew) < since)
                }) && !self.reached.contains_key(&channel);
                track.catch_up = Some(CatchUp::to(track.rest_done.unwrap_or(0), past, at));
                track.unheard = 0;
            }
        }
    }

    /// Streams that were given up get another chance from time to time.
    fn revive_streams(&mut self) {
        if self.no_streams.as_ref().is_some_and(|(_, until)| Instant::now() >= *until) {
            self.no_streams = None;
            self.reopened_deaf = false;
            self.arrange();
        }
    }

    fn give_up_streams(&mut self, reason: Reason) {
        tracing::info!(server = %self.options.server, reason = reason.code.as_str(), "polling instead of streams");
        self.streams.clear();
        self.no_streams = Some((reason, Instant::now() + TRY_STREAMS_EVERY));
    }

    // ---- what streams bring ----

    fn take_incidents(&mut self, id: StreamId, incident: Incident) -> Result<(), Break> {
        self.take_incident(id, incident)?;
        for _ in 0..BATCH {
            let Some((id, incident)) = self.streams.at_hand() else { break };
            self.take_incident(id, incident)?;
        }
        Ok(())
    }

    fn take_incident(&mut self, id: StreamId, incident: Incident) -> Result<(), Break> {
        let now = self.options.clock.now();
        match incident {
            Incident::Opened { .. } => {
                self.vitals.heard_at = Some(now);
                if let Some(stream) = self.streams.get(id) {
                    stream.opened();
                }
            }
            Incident::Comment(_) => self.vitals.heard_at = Some(now),
            Incident::Beat(name) => {
                self.vitals.heard_at = Some(now);
                match name.as_deref() {
                    // The proof that we are in: headers alone are none, refusals come as 200 too.
                    Some("stream-open") => self.stood_up(id),
                    Some("keep-alive") => {
                        self.stood_up(id);
                        if let Some(stream) = self.streams.get(id) {
                            stream.kept_alive();
                        }
                    }
                    _ => {}
                }
            }
            Incident::Event(event) => {
                self.vitals.heard_at = Some(now);
                self.vitals.events += 1;
                return self.take_event(id, &event);
            }
            Incident::Oversized { limit } => {
                self.odd("event larger than the bound", &limit.to_string());
            }
            Incident::Lost { reason, after_open, clean, .. } => {
                self.stream_loss = Some(reason);
                let Some(stream) = self.streams.get(id) else { return Ok(()) };
                stream.lost(after_open, clean);
                if stream.finite >= GIVE_UP_AFTER {
                    self.give_up_streams(Reason::new(ReasonCode::FiniteStream));
                } else {
                    self.vitals.reconnects += 1;
                }
                self.ask_active();
            }
            Incident::Ended(end) => {
                self.streams.close(id);
                return self.take_end(end);
            }
        }
        Ok(())
    }

    fn stood_up(&mut self, id: StreamId) {
        if self.streams.stood_up(id) && self.streams.settled() {
            self.arrange();
        }
    }

    fn take_end(&mut self, end: End) -> Result<(), Break> {
        match end {
            End::ToldToStop => return Err(Break::ToldToStop),
            // Signed in anew only a moment ago: it is not the session that is refused.
            End::Refused { status: 401 | 300..=399, .. }
                if self.renewed_at.is_some_and(|at| at.elapsed() < RENEW_EVERY) =>
            {
                self.give_up_streams(Reason::new(ReasonCode::Forbidden));
            }
            End::Refused { status: 401 | 300..=399, location, .. } => {
                let page = location.and_then(|to| self.session.base().join(&to).ok());
                return Err(Break::SignIn(page));
            }
            End::Refused { status: 403, .. } => self.give_up_streams(Reason::new(ReasonCode::Forbidden)),
            End::Refused { status, .. } => {
                self.give_up_streams(Reason::new(ReasonCode::HttpStatus).with("status", status));
            }
            End::NotEventStream { status, content_type, .. } => {
                let found = if content_type.is_some_and(|t| t.contains("html")) { "html" } else { "other" };
                let reason =
                    Reason::new(ReasonCode::NotThisBackend).with("found", found).with("status", status);
                self.give_up_streams(reason);
            }
        }
        Ok(())
    }

    fn take_event(&mut self, id: StreamId, event: &SseEvent) -> Result<(), Break> {
        if event.name == "stream-error" {
            self.take_refusal(id, event);
            return Ok(());
        }
        self.stood_up(id);
        let Some(stream) = self.streams.get(id) else { return Ok(()) };
        stream.losses = 0;
        let event_id = event.id.as_deref().unwrap_or_default();
        if event.name == "stream-reset" {
            stream.positions.reset(event_id);
            let moved: Vec<_> = stream.channels.iter().map(|c| (c.clone(), stream.positions.of(c))).collect();
            let named = reset_channels(&event.data);
            for (channel, position) in moved {
                if named.as_ref().is_none_or(|named| named.contains(channel.name())) {
                    self.reach(&channel, position.unwrap_or(0));
                    self.ask_detail(channel.job().to_owned());
                }
            }
            return Ok(());
        }
        match stream.positions.attribute(event_id) {
            Attributed::To(channel, position) => {
                if self.reached.get(&channel).is_some_and(|reached| *reached >= position) {
                    return Ok(());
                }
                self.reach(&channel, position);
                self.take_job_event(&channel, event);
            }
            Attributed::Nothing => {}
            Attributed::Several(channels) => {
                self.odd("event that could be of several jobs", event_id);
                for channel in channels {
                    let position = self.streams.get(id).and_then(|s| s.positions.of(&channel));
                    self.reach(&channel, position.unwrap_or(0));
                    self.ask_detail(channel.job().to_owned());
                }
            }
            Attributed::NotPositions => self.odd("event id without positions", event_id),
        }
        Ok(())
    }

    fn reach(&mut self, channel: &Channel, position: u64) {
        self.reached.insert(channel.clone(), position);
        self.cursors.insert(channel.clone(), Some(position));
    }

    fn take_job_event(&mut self, channel: &Channel, event: &SseEvent) {
        let update = match decode(&event.name, &event.data, Some(channel.job())) {
            Ok((Said::News(update), odd)) => {
                self.updates.extend(odd);
                *update
            }
            Ok(_) => return,
            Err(odd) => return self.updates.push(odd),
        };
        let track = self.tracks.entry(channel.job().to_owned()).or_default();
        track.heard = true;
        track.unheard = 0;
        let update = match track.catch_up.take() {
            None => update,
            Some(replay) => {
                let (sifted, replay) = replay.sift(update, Instant::now());
                track.catch_up = replay;
                match sifted {
                    Sifted::News(update) => *update,
                    Sifted::Known => return,
                    Sifted::Ask => return self.ask_detail(channel.job().to_owned()),
                }
            }
        };
        if let Some(ending) = track.ending.take() {
            self.updates.push(Update::Job(ending));
        }
        if update.phase.is_some_and(Phase::is_over) {
            // The stream tells neither failed items nor times: the details do, in a moment.
            track.over_at = Some(self.options.clock.now());
            track.ending = Some(Box::new(update));
            self.endings.push((Instant::now() + DETAILS_WITHIN, channel.job().to_owned()));
            self.ask_detail(channel.job().to_owned());
        } else {
            if update.begins || update.phase == Some(Phase::Running) {
                track.over_at = None;
                track.running = true;
            }
            self.updates.push(Update::Job(Box::new(update)));
        }
    }

    fn take_refusal(&mut self, id: StreamId, event: &SseEvent) {
        let (condition, text, channels) = match decode(&event.name, &event.data, None) {
            Ok((Said::Refused { condition, text, channels }, _)) => (condition, text, channels),
            _ => (String::new(), String::new(), Vec::new()),
        };
        tracing::info!(server = %self.options.server, %condition, "stream refused");
        let Some(stream) = self.streams.get(id) else { return };
        let carried = stream.channels.clone();
        self.streams.close(id);
        let refused: Vec<Channel> =
            channels.iter().filter_map(|name| Channel::named(name)).filter(|c| carried.contains(c)).collect();
        if condition == "forbidden" {
            let until = self.options.clock.now() + REFUSED_FOR;
            // Which one is not always said; then all of them are polled for a while.
            let all: Vec<Channel> = carried.into_iter().collect();
            for channel in if refused.is_empty() { all } else { refused } {
                if let Some(track) = self.tracks.get_mut(channel.job()) {
                    track.refused_until = Some(until);
                }
            }
        } else if text.to_ascii_lowercase().contains("limit") && carried.len() > 1 {
            self.limit = (carried.len() / 2).max(1);
        } else {
            // Not told what is wrong with it: the positions are the likeliest, then the stream itself.
            let had = carried.iter().filter(|channel| self.reached.remove(*channel).is_some()).count();
            if had == 0 {
                return self.give_up_streams(Reason::new(ReasonCode::HttpStatus).with("status", condition));
            }
        }
        self.arrange();
    }

    // ---- what requests bring ----

    fn ask_active(&mut self) {
        if self.list_pending || self.requests.len() >= MAX_REQUESTS {
            return;
        }
        self.list_pending = true;
        let (session, clock) = (self.session.clone(), self.options.clock.clone());
        self.requests.push(Box::pin(async move {
            let asked_at = clock.now();
            let answer = session.get(session.at(ACTIVE_PATH), JSON).await;
            Brought::Active { asked_at, answer }
        }));
    }

    fn ask_all(&mut self) {
        if self.all_pending {
            return;
        }
        self.all_pending = true;
        let (session, clock) = (self.session.clone(), self.options.clock.clone());
        self.requests.push(Box::pin(async move {
            let asked_at = clock.now();
            let answer = session.get(session.at(LIST_PATH), JSON).await;
            Brought::All { asked_at, answer }
        }));
    }

    fn ask_detail(&mut self, id: String) {
        if self.requests.len() >= MAX_REQUESTS * 4 {
            return self.ask_all();
        }
        let (session, clock) = (self.session.clone(), self.options.clock.clone());
        self.requests.push(Box::pin(async move {
            let asked_at = clock.now();
            let answer = session.get(job_url(&session, &id, ""), JSON).await;
            Brought::Detail { id, asked_at, answer }
        }));
    }

    async fn take(&mut self, brought: Brought) -> Result<(), Break> {
        match brought {
            Brought::Active { asked_at, answer } => {
                self.list_pending = false;
                let answer = match answer.and_then(|answer| Ok((understood(&answer, asked_at)?, answer))) {
                    Ok((jobs, answer)) => {
                        self.rest_failures = 0;
                        self.heard(&answer);
                        jobs
                    }
                    Err(obstacle) => return self.rest_failed(obstacle),
                };
                self.take_active(asked_at, answer).await;
                self.arrange();
                if Instant::now() >= self.next_full_list {
                    self.ask_all();
                }
                Ok(())
            }
            Brought::All { asked_at, answer } => {
                self.all_pending = false;
                match self.take_all(asked_at, answer).await {
                    Ok(()) => {
                        self.arrange();
                        Ok(())
                    }
                    Err(obstacle) => self.rest_failed(obstacle),
                }
            }
            Brought::Detail { id, asked_at, answer } => {
                self.take_detail(&id, asked_at, answer);
                Ok(())
            }
        }
    }

    /// While streams carry on, a list that fails is no loss of the connection.
    fn rest_failed(&mut self, obstacle: Obstacle) -> Result<(), Break> {
        self.rest_failures += 1;
        match obstacle {
            Obstacle::SignIn(page) => Err(Break::SignIn(page)),
            other if self.streams.standing() == 0 => Err(Break::from(other)),
            _ => Ok(()),
        }
    }

    async fn take_active(&mut self, asked_at: Millis, listing: Listing) {
        self.updates.extend(listing.odd);
        let mut listed = BTreeSet::new();
        let mut deaf = BTreeSet::new();
        for update in listing.jobs {
            listed.insert(update.id.clone());
            let channel = Channel::of_job(&update.id);
            let carried_by = self.streams.carrying(&channel);
            let track = self.tracks.entry(update.id.clone()).or_default();
            if track.listed(&update, asked_at) && carried_by.is_some() {
                track.unheard += 1;
            } else {
                track.unheard = 0;
            }
            if track.unheard >= DEAF_AFTER
                && let Some(stream) = carried_by
            {
                track.unheard = 0;
                deaf.insert(stream);
            }
            self.updates.push(Update::Job(Box::new(update)));
        }
        if !deaf.is_empty() {
            self.found_deaf(&deaf);
        }
        let now = self.options.clock.now();
        let missing: Vec<String> = self
            .tracks
            .iter()
            .filter(|(id, track)| {
                track.is_open()
                    && !listed.contains(*id)
                    && track.asked_at.is_none_or(|asked| now >= asked + ASK_AGAIN)
            })
            .map(|(id, _)| id.clone())
            .collect();
        for id in &missing {
            if let Some(track) = self.tracks.get_mut(id) {
                track.asked_at = Some(now);
            }
        }
        if missing.len() > ASK_EACH {
            self.ask_all();
        } else {
            missing.into_iter().for_each(|id| self.ask_detail(id));
        }
        self.tracks.retain(|_, track| track.over_at.is_none_or(|over| now < over + REMEMBER_OVER));
        let tracks = &self.tracks;
        self.reached.retain(|channel, _| tracks.contains_key(channel.job()));
    }

    /// Streams that say nothing while the list advances are opened anew once, then given up.
    fn found_deaf(&mut self, deaf: &BTreeSet<StreamId>) {
        if self.reopened_deaf {
            self.give_up_streams(Reason::new(ReasonCode::StreamDeaf));
            return;
        }
        self.reopened_deaf = true;
        self.stream_loss = Some(Reason::new(ReasonCode::StreamDeaf));
        for id in deaf {
            self.streams.close(*id);
        }
    }

    /// The whole list: what ended since we last looked is news, the rest is history.
    async fn take_all(&mut self, asked_at: Millis, answer: Result<Answer, Obstacle>) -> Result<(), Obstacle> {
        let answer = match answer {
            Ok(answer) => answer,
            // Only the list of active jobs is a must.
            Err(Obstacle::NotFound) => {
                self.next_full_list = Instant::now() + NO_FULL_LIST;
                return Ok(());
            }
            Err(obstacle) => return Err(obstacle),
        };
        self.heard(&answer);
        let size = answer.body.len();
        let every = FULL_LIST_EVERY
            .iter()
            .find(|(up_to, _)| size <= *up_to)
            .map_or(NO_FULL_LIST, |(_, every)| *every);
        self.next_full_list = Instant::now() + every;
        let listing = understood(&answer, asked_at)?;
        drop(answer);
        self.updates.extend(listing.odd);
        let mut listed = BTreeSet::new();
        let mut strangers = Vec::new();
        for mut update in listing.jobs {
            listed.insert(update.id.clone());
            let over = update.phase.is_some_and(Phase::is_over);
            let before_us = self.ended_before_us(&update);
            match self.tracks.get_mut(&update.id) {
                Some(track) => {
                    let before = track.is_open();
                    track.listed(&update, asked_at);
                    if before || !over {
                        self.end_if_over(&update);
                        self.updates.push(Update::Job(Box::new(update)));
                    }
                }
                None if !over => {
                    self.tracks.entry(update.id.clone()).or_default().listed(&update, asked_at);
                    self.updates.push(Update::Job(Box::new(update)));
                }
                None if self.first_contact || before_us => {
                    update.past = true;
                    if self.first_contact {
                        self.updates.push(Update::Job(Box::new(update)));
                    }
                }
                None => strangers.push(update),
            }
        }
        // Open when we last looked, and not even in the whole list: forgotten.
        let gone: Vec<String> = self
            .tracks
            .iter()
            .filter(|(id, track)| track.is_open() && !listed.contains(*id) && !track.heard)
            .map(|(id, _)| id.clone())
            .collect();
        if gone.len() > ASK_EACH {
            for id in gone {
                self.forgotten(&id);
            }
        } else {
            gone.into_iter().for_each(|id| self.ask_detail(id));
        }
        self.take_strangers(strangers).await;
        Ok(())
    }

    /// Ended jobs that no stream told of: news, unless the store knows them.
    async fn take_strangers(&mut self, strangers: Vec<JobUpdate>) {
        if strangers.is_empty() {
            return;
        }
        let keys = strangers.iter().map(|update| (update.id.clone(), update.started_at)).collect();
        // A store that cannot tell: no alert by guess.
        let unknown = self.options.store.unknown_of(&self.options.server, keys).await.unwrap_or_default();
        for (place, mut update) in strangers.into_iter().enumerate() {
            match unknown.get(place) {
                Some(true) => {}
                Some(false) => continue,
                None => update.past = true,
            }
            self.updates.push(Update::Job(Box::new(update)));
        }
    }

    fn ended_before_us(&self, update: &JobUpdate) -> bool {
        match (self.known_since, update.finished_at) {
            (Some(since), Some(finished)) => local(finished, self.skew) + 2_000 < since,
            _ => false,
        }
    }

    fn take_detail(&mut self, id: &str, asked_at: Millis, answer: Result<Answer, Obstacle>) {
        match answer {
            Ok(answer) => match job(&answer.body, asked_at) {
                Ok((update, odd)) if update.id == id => {
                    self.updates.extend(odd);
                    let track = self.tracks.entry(id.to_owned()).or_default();
                    let ending = track.ending.take();
                    if ending.is_none() {
                        track.listed(&update, asked_at);
                    }
                    self.end_if_over(&update);
                    self.updates.push(Update::Job(Box::new(update)));
                    self.updates.extend(ending.map(Update::Job));
                }
                Ok(_) => self.odd("details of another job", id),
                Err(odd) => self.updates.push(odd),
            },
            Err(Obstacle::NotFound) => {
                let ending = self.tracks.get_mut(id).and_then(|track| track.ending.take());
                match ending {
                    Some(ending) => self.updates.push(Update::Job(ending)),
                    None => self.forgotten(id),
                }
            }
            Err(obstacle) => {
                tracing::debug!(server = %self.options.server, reason = ?obstacle.reason().code, "no details");
                // Asked again with the next list.
                if let Some(track) = self.tracks.get_mut(id) {
                    track.asked_at = None;
                    self.updates.extend(track.ending.take().map(Update::Job));
                }
            }
        }
    }

    fn end_if_over(&mut self, update: &JobUpdate) {
        if update.phase.is_some_and(Phase::is_over) {
            let channel = Channel::of_job(&update.id);
            self.cursors.insert(channel, None);
        }
    }

    fn forgotten(&mut self, id: &str) {
        self.tracks.remove(id);
        let channel = Channel::of_job(id);
        self.reached.remove(&channel);
        self.cursors.insert(channel, None);
        self.updates.push(Update::JobUnknown { id: id.to_owned() });
    }

    /// Ends whose details did not come in time are told as the stream told them.
    fn tell_overdue_endings(&mut self) {
        let now = Instant::now();
        let (due, later) = std::mem::take(&mut self.endings).into_iter().partition(|(at, _)| *at <= now);
        self.endings = later;
        let due: Vec<(Instant, String)> = due;
        for (_, id) in due {
            if let Some(ending) = self.tracks.get_mut(&id).and_then(|track| track.ending.take()) {
                self.updates.push(Update::Job(ending));
            }
        }
    }

    async fn delete(&mut self, id: &str) -> Result<(), Failure> {
        let refused = |obstacle: Obstacle| Failure::connection(obstacle.reason());
        if self.session.cookie("csrftoken").is_none() {
            let page = self.session.at(&self.options.login_path);
            // Only for its cookie; a server without a form needs none.
            let _ = self.session.get(page, "text/html").await;
        }
        let url = job_url(&self.session, id, "delete");
        let mut request = with_origin(self.session.request(Method::DELETE, url), self.session.base());
        if let Some(token) = self.session.cookie("csrftoken") {
            request = request.header("X-CSRFToken", token);
        }
        let response = self.session.send(request).await.map_err(refused)?;
        match response.status().as_u16() {
            200..=299 => {
                self.tracks.remove(id);
                self.updates.push(Update::JobDeleted { id: id.to_owned() });
                self.flush().await;
                Ok(())
            }
            404 => Err(Failure::new(FailureCode::JobUnknown)),
            300..=399 | 401 => Err(refused(Obstacle::SignIn(None))),
            403 => Err(refused(Obstacle::because(Reason::new(ReasonCode::Forbidden)))),
            status => {
                let text = body(response).await.unwrap_or_default();
                let said: Option<serde_json::Value> = serde_json::from_slice(&text).ok();
                let said = said.as_ref().and_then(|v| v.get("error")?.as_str()).map(str::to_owned);
                Err(match said {
                    Some(said) => Failure::new(FailureCode::ServerSaid).with("detail", said),
                    None => Failure::connection(Reason::new(ReasonCode::HttpStatus).with("status", status)),
                })
            }
        }
    }

    // ---- telling ----

    fn odd(&mut self, what: &'static str, excerpt: &str) {
        self.updates.push(Update::Oddity { what, excerpt: excerpt.chars().take(200).collect() });
    }

    async fn tell(&mut self, link: LinkState, reason: Option<Reason>, retry_at: Option<Millis>) {
        let state = (link, reason);
        if retry_at.is_none() && self.told_state.as_ref() == Some(&state) {
            return;
        }
        let (link, reason) = state.clone();
        self.told_state = Some(state);
        self.report(News::State { link, reason, retry_at }).await;
    }

    async fn tell_vitals(&mut self) {
        self.vitals.streams = u32::try_from(self.streams.standing()).unwrap_or(u32::MAX);
        if self.vitals != self.told_vitals {
            self.told_vitals = self.vitals.clone();
            self.report(News::Vitals(self.vitals.clone())).await;
        }
    }

    async fn flush(&mut self) {
        if self.updates.is_empty() && self.cursors.is_empty() {
            return;
        }
        let updates = std::mem::take(&mut self.updates);
        let server = self.options.server.clone();
        let cursors = std::mem::take(&mut self.cursors)
            .into_iter()
            .map(|(channel, position)| Cursor {
                server: server.clone(),
                name: channel.name().to_owned(),
                value: position.map(|p| p.to_string()),
            })
            .collect();
        self.report(News::Updates { updates, cursors }).await;
    }

    async fn report(&mut self, news: News) {
        let report =
            Report { server: self.options.server.clone(), generation: self.options.generation, news };
        // The engine is gone only when the link is about to be stopped too.
        let _ = self.reports.send(report).await;
    }
}

const JSON: &str = "application/json";

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

/// A list, or why the answer is none.
pub(super) fn understood(answer: &Answer, asked_at: Millis) -> Result<Listing, Obstacle> {
    listing(&answer.body, asked_at).map_err(|_| {
        let json = serde_json::from_slice::<serde::de::IgnoredAny>(&answer.body).is_ok();
        let found = if answer.html {
            "html"
        } else if json {
            "json"
        } else {
            "other"
        };
        Obstacle::because(
            Reason::new(ReasonCode::NotThisBackend).with("found", found).with("status", answer.status),
        )
    })
}

fn job_url(session: &Session, id: &str, action: &str) -> Url {
    let mut url = session.at(LIST_PATH);
    if let Ok(mut path) = url.path_segments_mut() {
        path.pop_if_empty().push(id);
        if !action.is_empty() {
            path.push(action);
        }
        path.push("");
    }
    url
}

/// The channels a `stream-reset` names; `None` when it names none.
fn reset_channels(data: &str) -> Option<BTreeSet<String>> {
    let value: serde_json::Value = serde_json::from_str(data).ok()?;
    let names = value.get("channels")?.as_array()?;
    Some(names.iter().filter_map(|name| Some(name.as_str()?.to_owned())).collect())
}
