//! A subscription to an event stream: it connects, reads, and connects again until it is told to
//! stop, refused, or dropped. Dropping it closes the connection.

use std::future::Future;
use std::pin::Pin;

use bytes::{Buf, Bytes};
use reqwest::header::{ACCEPT, CACHE_CONTROL, HeaderName, HeaderValue};
use reqwest::{RequestBuilder, Response};
use tokio::sync::watch;
use tokio::time::{Instant, sleep_until, timeout_at};
use vigie_contract::{Reason, ReasonCode};

use super::answer::{Verdict, judge};
use super::backoff::{Backoff, Pace};
use super::bounds::{self, BODY_START_LIMIT, BODY_START_WITHIN, LAST_EVENT_ID_LIMIT};
use super::decoder::{Decoder, Said};
use super::guard::Guard;
use super::incident::{End, Incident};
use super::options::{EmptyData, SubscriptionOptions};
use super::reason;

const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

/// Ends the pause of a subscription or a socket: "connect now". Without effect while it is not pausing.
#[derive(Debug, Clone)]
pub struct Knock(watch::Sender<()>);

impl Knock {
    pub(super) fn new() -> (Self, watch::Receiver<()>) {
        let (sender, knocked) = watch::channel(());
        (Self(sender), knocked)
    }

    /// Connect now.
    pub fn now(&self) {
        self.0.send_replace(());
    }
}

type Request = Box<dyn FnMut(Option<&str>) -> RequestBuilder + Send>;
type Answer = Pin<Box<dyn Future<Output = reqwest::Result<Response>> + Send>>;

/// See the module.
pub struct Subscription {
    request: Request,
    options: SubscriptionOptions,
    backoff: Backoff,
    last_id: String,
    knock: Knock,
    knocked: watch::Receiver<()>,
    state: State,
}

/// Every future that is waited for lives here, so that a `next` dropped halfway loses nothing.
enum State {
    Idle,
    Dialing {
        answer: Answer,
        until: Option<Instant>,
    },
    Open(Box<Stream>),
    /// Reads the beginning of a body that is no stream.
    Leaving {
        response: Box<Response>,
        start: Vec<u8>,
        until: Instant,
        end: End,
    },
    Pausing {
        until: Instant,
    },
    Over,
}

struct Stream {
    response: Response,
    decoder: Decoder,
    chunk: Bytes,
    since: Instant,
    /// When the last byte was read and dealt with.
    silent_since: Instant,
}

impl Subscription {
    /// A subscription. `request` makes the request of each attempt; it is given the last event id
    /// (for servers that want it in the URL). `Accept`, `Cache-Control` and `Last-Event-ID` are
    /// added where it has not set them. Nothing is sent before [`Self::next`] is awaited.
    pub fn new(
        request: impl FnMut(Option<&str>) -> RequestBuilder + Send + 'static,
        options: SubscriptionOptions,
    ) -> Self {
        let (knock, knocked) = Knock::new();
        Self {
            request: Box::new(request),
            backoff: Backoff::new(options.backoff.clone()),
            last_id: options.initial_id.clone().unwrap_or_default(),
            options,
            knock,
            knocked,
            state: State::Idle,
        }
    }

    /// A handle to end pauses with.
    #[must_use]
    pub fn knock(&self) -> Knock {
        self.knock.clone()
    }

    /// The id the next connection will resume from; `None` when empty or not kept.
    #[must_use]
    pub fn last_id(&self) -> Option<&str> {
        Some(self.last_id.as_str()).filter(|id| self.options.keep_id && !id.is_empty())
    }

    /// Drops the connection, if there is one, and connects anew at the next [`Self::next`].
    pub fn restart(&mut self) {
        if !matches!(self.state, State::Over) {
            self.note();
            self.state = State::Idle;
        }
    }

    /// The next incident; `None` after [`Incident::Ended`]. Cancel-safe.
    pub async fn next(&mut self) -> Option<Incident> {
        loop {
            let incident = match &mut self.state {
                State::Idle => {
                    self.dial();
                    None
                }
                State::Dialing { answer, until } => match before(*until, answer.as_mut()).await {
                    Some(Ok(response)) => self.answered(response),
                    Some(Err(error)) => Some(self.failed(&error, None)),
                    None => {
                        let within = self.options.headers_within.unwrap_or_default();
                        Some(self.lost(reason::no_answer(within), None, Pace::Usual, false))
                    }
                },
                State::Open(stream) => {
                    if let Some(said) = stream.read() {
                        Some(self.told(said))
                    } else {
                        let limit = self.options.silence_limit;
                        let until = limit.and_then(|limit| stream.silent_since.checked_add(limit));
                        let (read, since) = (before(until, stream.response.chunk()).await, stream.since);
                        match read {
                            Some(Ok(Some(chunk))) => {
                                stream.chunk = chunk;
                                None
                            }
                            Some(Ok(None)) => {
                                let ended = Reason::new(ReasonCode::StreamEnded);
                                Some(self.lost(ended, Some(since), Pace::Usual, true))
                            }
                            Some(Err(error)) => Some(self.failed(&error, Some(since))),
                            None => {
                                let silent = reason::silent(limit.unwrap_or_default());
                                Some(self.lost(silent, Some(since), Pace::Usual, false))
                            }
                        }
                    }
                }
                State::Leaving { response, start, until, .. } => {
                    match before(Some(*until), response.chunk()).await {
                        Some(Ok(Some(chunk))) if start.len() < BODY_START_LIMIT => {
                            let room = BODY_START_LIMIT - start.len();
                            start.extend_from_slice(&chunk[..chunk.len().min(room)]);
                            None
                        }
                        // Full, at its end, broken, or too slow: what came is enough.
                        _ => self.leave(),
                    }
                }
                State::Pausing { until } => {
                    let knocked = &mut self.knocked;
                    tokio::select! {
                        () = sleep_until(*until) => {}
                        // The sender lives in `self`: this is always a knock.
                        _ = knocked.changed() => {}
                    }
                    self.state = State::Idle;
                    None
                }
                State::Over => return None,
            };
            if incident.is_some() {
                return incident;
            }
        }
    }

    fn dial(&mut self) {
        let id = Some(self.last_id.clone()).filter(|id| self.options.keep_id && !id.is_empty());
        let (client, request) = (self.request)(id.as_deref()).build_split();
        let answer: Answer = match request {
            Err(error) => Box::pin(std::future::ready(Err(error))),
            Ok(mut request) => {
                let headers = request.headers_mut();
                headers.entry(ACCEPT).or_insert(HeaderValue::from_static("text/event-stream"));
                headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-cache"));
                if let Some(id) = id.as_deref().and_then(id_header) {
                    headers.entry(LAST_EVENT_ID).or_insert(id);
                }
                Box::pin(async move { client.execute(request).await })
            }
        };
        let until = self.options.headers_within.and_then(|within| Instant::now().checked_add(within));
        self.state = State::Dialing { answer, until };
    }

    fn answered(&mut self, response: Response) -> Option<Incident> {
        let status = response.status().as_u16();
        let (accept, finals) = (&self.options.accept_types, &self.options.final_statuses);
        let body_start = String::new();
        let end = match judge(status, response.headers(), accept, finals, jiff::Timestamp::now()) {
            Verdict::Open { content_type } => {
                self.open(response);
                return Some(Incident::Opened { status, content_type });
            }
            Verdict::Again(reason, pace) => return Some(self.lost(reason, None, pace, false)),
            Verdict::Stop => {
                self.state = State::Over;
                return Some(Incident::Ended(End::ToldToStop));
            }
            Verdict::Refused { location, retry_after } => {
                End::Refused { status, location, retry_after, body_start }
            }
            Verdict::NotEventStream { content_type } => {
                End::NotEventStream { status, content_type, body_start }
            }
        };
        let until = Instant::now() + BODY_START_WITHIN;
        self.state = State::Leaving { response: Box::new(response), start: Vec::new(), until, end };
        None
    }

    fn open(&mut self, response: Response) {
        let last_id = if self.options.keep_id { self.last_id.clone() } else { String::new() };
        let limit = self.options.block_limit.min(bounds::BLOCK_LIMIT_MOST);
        let guard = Guard::new(limit, last_id).keeping_comments(self.options.comments);
        let (decoder, now) = (Decoder::new(guard), Instant::now());
        let stream = Stream { response, decoder, chunk: Bytes::new(), since: now, silent_since: now };
        self.state = State::Open(Box::new(stream));
    }

    fn told(&mut self, said: Said) -> Incident {
        self.note();
        match said {
            Said::Event(event) if event.data.is_empty() && self.options.empty_data == EmptyData::Beat => {
                Incident::Beat(Some(event.name))
            }
            Said::Event(event) => Incident::Event(event),
            Said::Nothing(name) => Incident::Beat(name),
            Said::Comment(text) if self.options.comments => Incident::Comment(text),
            Said::Comment(_) => Incident::Beat(None),
            Said::Oversized => {
                Incident::Oversized { limit: self.options.block_limit.min(bounds::BLOCK_LIMIT_MOST) }
            }
        }
    }

    /// Takes over what the stream said about itself: outside the decoder, which lives no longer
    /// than its connection.
    fn note(&mut self) {
        let State::Open(stream) = &mut self.state else { return };
        if self.options.keep_id && self.last_id != stream.decoder.last_id() {
            stream.decoder.last_id().clone_into(&mut self.last_id);
        }
        if let Some(retry) = stream.decoder.take_retry() {
            self.backoff.asked(retry);
        }
    }

    fn failed(&mut self, error: &reqwest::Error, since: Option<Instant>) -> Incident {
        let pace = if reason::is_offline(error) { Pace::Offline } else { Pace::Usual };
        let within = self.options.headers_within.unwrap_or_default();
        self.lost(reason::of(error, within), since, pace, false)
    }

    fn lost(&mut self, reason: Reason, since: Option<Instant>, pace: Pace, clean: bool) -> Incident {
        // An unfinished block may have held a `retry:`, which counts at once, and the end of an
        // oversized one an id.
        self.note();
        let retry_in = self.backoff.lost(since.map(|since| since.elapsed()), pace);
        // Knocks from before the pause were answered by the attempt that has just failed.
        self.knocked.mark_unchanged();
        self.state = State::Pausing { until: Instant::now() + retry_in };
        Incident::Lost { reason, retry_in, after_open: since.is_some(), clean }
    }

    fn leave(&mut self) -> Option<Incident> {
        let State::Leaving { start, mut end, .. } = std::mem::replace(&mut self.state, State::Over) else {
            return None;
        };
        if let End::Refused { body_start, .. } | End::NotEventStream { body_start, .. } = &mut end {
            *body_start = String::from_utf8_lossy(&start).into_owned();
        }
        Some(Incident::Ended(end))
    }
}

impl Stream {
    fn read(&mut self) -> Option<Said> {
        if self.chunk.is_empty() {
            return None;
        }
        let mut rest = &self.chunk[..];
        let said = self.decoder.read(&mut rest);
        let read = self.chunk.len() - rest.len();
        self.chunk.advance(read);
        if self.chunk.is_empty() {
            self.silent_since = Instant::now();
        }
        said
    }
}

/// The id as a header; `None` where it cannot be one.
fn id_header(id: &str) -> Option<HeaderValue> {
    if id.len() > LAST_EVENT_ID_LIMIT {
        return None;
    }
    HeaderValue::from_bytes(id.as_bytes()).ok()
}

/// What the future gives before `until`; `None` where it gave nothing.
async fn before<T>(until: Option<Instant>, future: impl Future<Output = T>) -> Option<T> {
    match until {
        Some(until) => timeout_at(until, future).await.ok(),
        None => Some(future.await),
    }
}
