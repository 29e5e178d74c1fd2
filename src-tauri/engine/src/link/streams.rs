//! The streams open to one server, and the hand-over when their set changes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use reqwest::{Method, header};
use tokio::sync::mpsc;
use tokio::time::Instant;
use tokio_util::task::AbortOnDropHandle;
use url::Url;

use super::session::{HEADERS_WITHIN, Session};
use crate::dialect::sse_progress::{Channel, KEEP_ALIVE_SECONDS, Positions, Step, is_event_id, plan};
use crate::transport::{Incident, Knock, Subscription, SubscriptionOptions};

/// Incidents waiting to be looked at; a server that floods waits here, on its own connection.
const QUEUE: usize = 256;
/// Nothing at all for so long, keep-alives included, and the connection counts as dead.
const SILENCE: Duration = Duration::from_millis(KEEP_ALIVE_SECONDS * 2_500);
/// A stream that ends in an orderly way so soon was none: nobody holds it.
const FINITE: Duration = Duration::from_secs(3);

/// Names a stream of this link.
pub type StreamId = u64;

/// One stream.
pub struct Stream {
    /// What it carries.
    pub channels: BTreeSet<Channel>,
    /// How far it has come; tells which job an event is about.
    pub positions: Positions,
    /// Whether the server accepted it and it has not broken since.
    pub stands: bool,
    /// How often in a row it was lost without having stood for long.
    pub losses: u32,
    /// How often in a row it ended at once, in an orderly way.
    pub finite: u32,
    opened_at: Instant,
    kept_alive: bool,
    replaces: Vec<StreamId>,
    knock: Knock,
    _task: AbortOnDropHandle<()>,
}

/// All streams of a link.
pub struct Streams {
    all: BTreeMap<StreamId, Stream>,
    next: StreamId,
    queue: mpsc::Sender<(StreamId, Incident)>,
    incidents: mpsc::Receiver<(StreamId, Incident)>,
}

impl Streams {
    /// None yet.
    pub fn new() -> Self {
        let (queue, incidents) = mpsc::channel(QUEUE);
        Self { all: BTreeMap::new(), next: 0, queue, incidents }
    }

    /// What happens next on any stream. Waits for ever while there is none.
    pub async fn next(&mut self) -> (StreamId, Incident) {
        loop {
            // The sender's other end is kept here: there is always a next one to wait for.
            if let Some((id, incident)) = self.incidents.recv().await
                && self.all.contains_key(&id)
            {
                return (id, incident);
            }
        }
    }

    /// Like [`next`](Self::next), without waiting.
    pub fn at_hand(&mut self) -> Option<(StreamId, Incident)> {
        loop {
            let (id, incident) = self.incidents.try_recv().ok()?;
            if self.all.contains_key(&id) {
                return Some((id, incident));
            }
        }
    }

    /// A stream.
    pub fn get(&mut self, id: StreamId) -> Option<&mut Stream> {
        self.all.get_mut(&id)
    }

    /// The stream that carries a channel and stands.
    pub fn carrying(&self, channel: &Channel) -> Option<StreamId> {
        self.all.iter().find(|(_, s)| s.stands && s.channels.contains(channel)).map(|(id, _)| *id)
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Stream> {
        self.all.values()
    }

    /// How many stand.
    pub fn standing(&self) -> usize {
        self.all.values().filter(|stream| stream.stands).count()
    }

    /// True while no stream waits to take over from another.
    pub fn settled(&self) -> bool {
        self.all.values().all(|stream| stream.replaces.is_empty())
    }

    /// Closes a stream.
    pub fn close(&mut self, id: StreamId) {
        self.all.remove(&id);
    }

    /// Closes all.
    pub fn clear(&mut self) {
        self.all.clear();
    }

    /// All that wait to reconnect do so now.
    pub fn knock(&self) {
        for stream in self.all.values() {
            stream.knock.now();
        }
    }

    /// Opens and closes what it takes to carry `wanted`, each channel from `position` on.
    /// Returns the channels of newly opened streams.
    pub fn arrange(
        &mut self,
        session: &Session,
        events: &Url,
        wanted: &BTreeSet<Channel>,
        limit: usize,
        position: impl Fn(&Channel) -> u64,
    ) -> Vec<Channel> {
        let ids: Vec<StreamId> = self.all.keys().copied().collect();
        let sets: Vec<_> = self.all.values().map(|stream| stream.channels.clone()).collect();
        let mut opened = Vec::new();
        for step in plan(&sets, wanted, limit) {
            match step {
                Step::Close(place) => self.close(ids[place]),
                Step::Open { channels, replaces } => {
                    opened.extend(channels.iter().cloned());
                    let at: Vec<_> = channels.into_iter().map(|c| (position(&c), c)).collect();
                    let positions = Positions::starting(at.into_iter().map(|(p, c)| (c, p)));
                    self.open(
                        session,
                        events,
                        positions,
                        replaces.into_iter().map(|place| ids[place]).collect(),
                    );
                }
            }
        }
        opened
    }

    fn open(&mut self, session: &Session, events: &Url, positions: Positions, replaces: Vec<StreamId>) {
        let channels: BTreeSet<Channel> = positions.channels().cloned().collect();
        let mut url = events.clone();
        url.query_pairs_mut().extend_pairs(channels.iter().map(|channel| ("channel", channel.name())));
        // The id to resume from is kept here, not in the parser: `error` must never be sent back.
        let resume = Arc::new(Mutex::new(positions.event_id()));
        let request = {
            let (session, resume) = (session.clone(), Arc::clone(&resume));
            move |_: Option<&str>| {
                let id = resume.lock().unwrap_or_else(PoisonError::into_inner).clone();
                session
                    .request(Method::GET, url.clone())
                    .header(header::ACCEPT, "text/event-stream")
                    .header("Last-Event-ID", id)
            }
        };
        let options = SubscriptionOptions {
            headers_within: Some(HEADERS_WITHIN),
            silence_limit: Some(SILENCE),
            keep_id: false,
            ..SubscriptionOptions::default()
        };
        let mut subscription = Subscription::new(request, options);
        let knock = subscription.knock();
        let id = self.next;
        self.next += 1;
        let queue = self.queue.clone();
        let task = tokio::spawn(async move {
            while let Some(incident) = subscription.next().await {
                if let Incident::Event(event) = &incident
                    && let Some(id) = event.id.as_deref()
                    && is_event_id(id)
                {
                    id.clone_into(&mut resume.lock().unwrap_or_else(PoisonError::into_inner));
                }
                if queue.send((id, incident)).await.is_err() {
                    break;
                }
            }
        });
        let stream = Stream {
            channels,
            positions,
            stands: false,
            losses: 0,
            finite: 0,
            opened_at: Instant::now(),
            kept_alive: false,
            replaces,
            knock,
            _task: AbortOnDropHandle::new(task),
        };
        self.all.insert(id, stream);
    }

    /// The server accepted a stream: those it replaces are closed when all their heirs stand.
    /// True when it did not stand before.
    pub fn stood_up(&mut self, id: StreamId) -> bool {
        let Some(stream) = self.all.get_mut(&id) else { return false };
        if std::mem::replace(&mut stream.stands, true) {
            return false;
        }
        let replaced = stream.replaces.clone();
        for old in replaced {
            let waited_for = self.all.values().any(|s| !s.stands && s.replaces.contains(&old));
            if !waited_for {
                self.all.remove(&old);
                for stream in self.all.values_mut() {
                    stream.replaces.retain(|id| *id != old);
                }
            }
        }
        true
    }
}

impl Stream {
    /// A keep-alive came: it is held by somebody.
    pub fn kept_alive(&mut self) {
        self.kept_alive = true;
        self.losses = 0;
        self.finite = 0;
    }

    /// Headers of a new attempt arrived.
    pub fn opened(&mut self) {
        self.opened_at = Instant::now();
        self.kept_alive = false;
    }

    /// It broke or ended; `after_open` and `clean` as the transport says.
    pub fn lost(&mut self, after_open: bool, clean: bool) {
        self.stands = false;
        self.losses += 1;
        if clean && after_open && !self.kept_alive && self.opened_at.elapsed() < FINITE {
            self.finite += 1;
        } else {
            self.finite = 0;
        }
    }
}
