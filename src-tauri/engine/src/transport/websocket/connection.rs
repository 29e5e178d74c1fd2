//! One open connection: what is said over it, what waits to be said, and whether it is alive.

use std::collections::VecDeque;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use futures_util::{FutureExt, Sink, SinkExt, Stream};
use reqwest::Upgraded;
use tokio::time::{Instant, sleep_until};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::tungstenite::{Bytes, Error, Message};

use super::options::SocketOptions;

/// What came of listening.
pub(super) enum Heard {
    Message(Message),
    /// A message over the limit.
    Oversized,
    Broken(Error),
    /// The other side is gone.
    Ended,
    /// Nothing came for so long.
    Silent(Duration),
}

pub(super) struct Connection {
    stream: WebSocketStream<Upgraded>,
    queue: VecDeque<Message>,
    since: Instant,
    heard: Instant,
    next_ping: Option<Instant>,
    /// The time for silence is over, and what the machine may have got meanwhile was asked for.
    asked_again: bool,
}

impl Connection {
    pub fn new(stream: WebSocketStream<Upgraded>, options: &SocketOptions) -> Self {
        let now = Instant::now();
        let next_ping = options.ping_every.and_then(|every| now.checked_add(every));
        Self { stream, queue: VecDeque::new(), since: now, heard: now, next_ping, asked_again: false }
    }

    pub fn since(&self) -> Instant {
        self.since
    }

    pub fn waiting(&self) -> usize {
        self.queue.len()
    }

    pub fn queue(&mut self, message: Message) {
        self.queue.push_back(message);
    }

    /// Says goodbye, as far as it can be said without waiting.
    pub fn leave(&mut self, code: CloseCode) {
        let _said = self.stream.close(Some(CloseFrame { code, reason: "".into() })).now_or_never();
        // Where the server said it first, its own goodbye waits to be returned.
        let _returned = self.stream.flush().now_or_never();
    }

    /// What comes next. Sends what waits meanwhile. Cancel-safe.
    pub async fn hear(&mut self, options: &SocketOptions) -> Heard {
        loop {
            let limit = options.silence();
            let silent_at = limit.and_then(|limit| self.heard.checked_add(limit));
            let until = [silent_at, self.next_ping].into_iter().flatten().min();
            tokio::select! {
                biased;
                heard = poll_fn(|cx| self.poll(cx)) => {
                    (self.heard, self.asked_again) = (Instant::now(), false);
                    return heard;
                }
                () = at(until) => {}
            }
            let now = Instant::now();
            if silent_at.is_some_and(|at| at <= now) {
                if self.asked_again {
                    return Heard::Silent(limit.unwrap_or_default());
                }
                // Nobody may have listened for long: what has come meanwhile is looked at first.
                self.asked_again = true;
                tokio::task::yield_now().await;
            } else if self.next_ping.is_some_and(|at| at <= now) {
                self.queue.push_front(Message::Ping(Bytes::new()));
                self.next_ping = options.ping_every.and_then(|every| now.checked_add(every));
            }
        }
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Heard> {
        let written = self.poll_write(cx);
        match Pin::new(&mut self.stream).poll_next(cx) {
            Poll::Ready(Some(Ok(message))) => Poll::Ready(Heard::Message(message)),
            Poll::Ready(Some(Err(Error::Capacity(_)))) => Poll::Ready(Heard::Oversized),
            Poll::Ready(Some(Err(error))) => Poll::Ready(Heard::Broken(error)),
            Poll::Ready(None) => Poll::Ready(Heard::Ended),
            // Only now: the last words of who does not listen any more come first.
            Poll::Pending => {
                written.map_or_else(|error| Poll::Ready(Heard::Broken(error)), |()| Poll::Pending)
            }
        }
    }

    /// Writes as much as goes; answers to pings are among it.
    fn poll_write(&mut self, cx: &mut Context<'_>) -> Result<(), Error> {
        let mut stream = Pin::new(&mut self.stream);
        while !self.queue.is_empty() {
            match stream.as_mut().poll_ready(cx) {
                Poll::Ready(ready) => ready?,
                Poll::Pending => return Ok(()),
            }
            if let Some(message) = self.queue.pop_front() {
                stream.as_mut().start_send(message)?;
            }
        }
        match stream.poll_flush(cx) {
            Poll::Ready(flushed) => flushed,
            Poll::Pending => Ok(()),
        }
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.leave(CloseCode::Normal);
    }
}

/// Never, without a time.
async fn at(until: Option<Instant>) {
    match until {
        Some(until) => sleep_until(until).await,
        None => std::future::pending().await,
    }
}
