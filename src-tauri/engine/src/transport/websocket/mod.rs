//! A WebSocket: it connects, tells what comes, sends, and connects again until it is refused or
//! dropped, in the manner of [`super::sse`]. Dropping it closes the connection.

pub mod closing;
mod connection;
mod handshake;
pub mod incident;
pub mod options;

use std::collections::VecDeque;
use std::future::Future;
use std::pin::Pin;

use tokio::sync::watch;
use tokio::time::{Instant, sleep_until};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use vigie_contract::{Reason, ReasonCode};

use self::closing::Loss;
use self::connection::{Connection, Heard};
use self::handshake::{Answer, shake};
use super::backoff::Backoff;
use super::bounds::{SEND_LIMIT, SEND_QUEUE};
use super::http::SocketClient;
use super::reason;
use super::sse::Knock;

pub use incident::{NotSent, SocketEnd, SocketIncident};
pub use options::{SocketOptions, SocketRequest};

type Request = Box<dyn FnMut() -> Result<SocketRequest, Reason> + Send>;

/// See the module.
pub struct Socket {
    client: SocketClient,
    request: Request,
    options: SocketOptions,
    backoff: Backoff,
    knock: Knock,
    knocked: watch::Receiver<()>,
    /// Incidents that are not told yet: what is too large is one, and the loss it leads to another.
    untold: VecDeque<SocketIncident>,
    state: State,
}

/// Every future that is waited for lives here, so that a `next` dropped halfway loses nothing.
enum State {
    Idle,
    Dialing(Pin<Box<dyn Future<Output = Answer> + Send>>),
    Open(Box<Connection>),
    Pausing { until: Instant },
    Over,
}

impl Socket {
    /// A socket. `request` makes the request of each attempt; where it cannot, its reason is told and
    /// it is asked again after the pause. Nothing is sent before [`Self::next`] is awaited.
    pub fn new(
        client: SocketClient,
        request: impl FnMut() -> Result<SocketRequest, Reason> + Send + 'static,
        options: SocketOptions,
    ) -> Self {
        let (knock, knocked) = Knock::new();
        Self {
            client,
            request: Box::new(request),
            backoff: Backoff::new(options.backoff.clone()),
            options,
            knock,
            knocked,
            untold: VecDeque::new(),
            state: State::Idle,
        }
    }

    /// A handle to end pauses with.
    #[must_use]
    pub fn knock(&self) -> Knock {
        self.knock.clone()
    }

    /// Whether it is open now, so that [`Self::send`] may work.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self.state, State::Open(_))
    }

    /// Closes the connection, if there is one, and connects anew at the next [`Self::next`]. What had
    /// not been sent is dropped.
    pub fn restart(&mut self) {
        if !matches!(self.state, State::Over) {
            self.untold.clear();
            self.state = State::Idle;
        }
    }

    /// Queues a text. It goes out while [`Self::next`] is awaited, and is dropped where the connection
    /// is lost before: who needs an answer waits for it.
    ///
    /// # Errors
    /// Where it is not open, the queue is full, or the text is longer than [`SEND_LIMIT`].
    pub fn send(&mut self, text: impl Into<String>) -> Result<(), NotSent> {
        let State::Open(connection) = &mut self.state else { return Err(NotSent::NotOpen) };
        let text = text.into();
        if text.len() > SEND_LIMIT {
            return Err(NotSent::TooLong);
        }
        if connection.waiting() >= SEND_QUEUE {
            return Err(NotSent::QueueFull);
        }
        connection.queue(Message::text(text));
        Ok(())
    }

    /// The next incident; `None` after [`SocketIncident::Ended`]. Cancel-safe.
    pub async fn next(&mut self) -> Option<SocketIncident> {
        loop {
            if let Some(incident) = self.untold.pop_front() {
                return Some(incident);
            }
            match &mut self.state {
                State::Idle => self.dial(),
                State::Dialing(answer) => {
                    let answer = answer.await;
                    self.answered(answer);
                }
                State::Open(connection) => {
                    let heard = connection.hear(&self.options).await;
                    self.heard(heard);
                }
                State::Pausing { until } => {
                    let knocked = &mut self.knocked;
                    tokio::select! {
                        () = sleep_until(*until) => {}
                        // The sender lives in `self`: this is always a knock.
                        _ = knocked.changed() => {}
                    }
                    self.state = State::Idle;
                }
                State::Over => return None,
            }
        }
    }

    fn dial(&mut self) {
        match (self.request)() {
            Ok(request) => {
                let (limit, within) = (self.options.limit(), self.options.handshake_within);
                self.state = State::Dialing(Box::pin(shake(self.client.clone(), request, limit, within)));
            }
            Err(reason) => self.lost(Loss::of(reason)),
        }
    }

    fn answered(&mut self, answer: Answer) {
        match answer {
            Answer::Open { stream, subprotocol } => {
                self.state = State::Open(Box::new(Connection::new(*stream, &self.options)));
                self.untold.push_back(SocketIncident::Opened { subprotocol });
            }
            Answer::Refused(end) => {
                self.state = State::Over;
                self.untold.push_back(SocketIncident::Ended(end));
            }
            Answer::Failed(loss) => self.lost(loss),
        }
    }

    fn heard(&mut self, heard: Heard) {
        match heard {
            Heard::Message(Message::Text(text)) => {
                self.untold.push_back(SocketIncident::Text(text.as_str().to_owned()));
            }
            Heard::Message(Message::Binary(bytes)) => {
                self.untold.push_back(SocketIncident::Binary(bytes.len()));
            }
            Heard::Message(Message::Ping(_) | Message::Pong(_)) => {
                self.untold.push_back(SocketIncident::Beat);
            }
            Heard::Message(Message::Close(frame)) => self.lost(closing::told(frame.as_ref())),
            // Only ever written.
            Heard::Message(Message::Frame(_)) => {}
            Heard::Oversized => {
                let limit = self.options.limit();
                self.untold.push_back(SocketIncident::Oversized { limit });
                self.leave(CloseCode::Size);
                self.lost(Loss::of(Reason::new(ReasonCode::TooLarge).with("limit", limit)));
            }
            Heard::Broken(error) => {
                self.leave(closing::code_for(&error));
                self.lost(closing::broken(&error));
            }
            Heard::Ended => self.lost(closing::without_a_word()),
            Heard::Silent(limit) => self.lost(Loss::of(reason::silent(limit))),
        }
    }

    fn leave(&mut self, code: CloseCode) {
        if let State::Open(connection) = &mut self.state {
            connection.leave(code);
        }
    }

    fn lost(&mut self, loss: Loss) {
        let held_for = match &self.state {
            State::Open(connection) => Some(connection.since().elapsed()),
            _ => None,
        };
        let retry_in = self.backoff.lost(held_for, loss.pace);
        // Knocks from before the pause were answered by the attempt that has just failed.
        self.knocked.mark_unchanged();
        self.state = State::Pausing { until: Instant::now() + retry_in };
        self.untold.push_back(SocketIncident::Lost {
            reason: loss.reason,
            retry_in,
            after_open: held_for.is_some(),
            clean: loss.clean,
            close_code: loss.close_code,
            handshake_status: loss.handshake_status,
        });
    }
}
