//! One connection, on a task of its own: a server that floods waits there, in its own queue.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use reqwest::{Method, header};
use tokio::sync::mpsc;
use tokio_util::task::AbortOnDropHandle;
use url::Url;
use vigie_contract::Reason;

use crate::dialect::{Carrier, Line};
use crate::link::broken::as_found;
use crate::link::session::{HEADERS_WITHIN, Session};
use crate::transport::websocket::SocketEnd;
use crate::transport::{
    End, Incident, Knock, Socket, SocketIncident, SocketOptions, Subscription, SubscriptionOptions,
};

/// Words waiting to be looked at.
pub const QUEUE: usize = 256;
/// Orders waiting for a wire; more are let go of. A dialect may ask dozens of things in one turn.
const ORDERS: usize = 128;

/// What happened on a wire.
#[derive(Debug)]
pub enum Word {
    /// It was accepted.
    Opened,
    /// A message.
    Message {
        /// The event's name; `message` where it has none.
        name: String,
        /// Its data.
        data: String,
        /// The last event id of an event stream, where there is one.
        id: Option<String>,
    },
    /// Life without news: what it is called, where it has a name.
    Alive(Option<String>),
    /// Something that no dialect takes, an excerpt, and its size as far as it is known.
    Odd(&'static str, String, usize),
    /// It is lost, and will connect again by itself.
    Lost {
        /// Why.
        reason: Reason,
        /// The pause before it does.
        retry_in: Duration,
    },
    /// It is over, and will not.
    Ended(End),
}

enum Order {
    WaitLonger,
    Send(String),
}

/// A wire. Dropping it closes the connection.
pub struct Wire {
    orders: mpsc::Sender<Order>,
    knock: Knock,
    _task: AbortOnDropHandle<()>,
}

/// The query of a line's address, as of the next attempt.
pub type Query = Arc<Mutex<Vec<(String, String)>>>;

/// Words, with the line and the number of the wire they are of.
pub type Words = (mpsc::Sender<(usize, u64, Word)>, mpsc::Receiver<(usize, u64, Word)>);

/// Where a line begins.
pub struct At {
    /// Its address, without the query.
    pub url: Url,
    /// The query, as of each attempt.
    pub query: Query,
    /// `Last-Event-ID` of the first attempt.
    pub first_id: Option<String>,
}

/// Where words go, and under which name.
pub struct Ear {
    /// The line.
    pub line: usize,
    /// Which wire of it: words of an earlier one are not listened to.
    pub number: u64,
    /// The queue.
    pub queue: mpsc::Sender<(usize, u64, Word)>,
}

impl Ear {
    async fn hears(&self, word: Word) -> bool {
        self.queue.send((self.line, self.number, word)).await.is_ok()
    }
}

impl Wire {
    /// Opens a line.
    pub fn open(session: &Session, line: &Line, at: At, headers_within: Option<Duration>, ear: Ear) -> Self {
        match line.carrier {
            Carrier::EventStream { types } => Self::stream(session, line, types, at, headers_within, ear),
            Carrier::WebSocket { .. } => Self::socket(session, line, at, ear),
        }
    }

    fn stream(
        session: &Session,
        line: &Line,
        types: &[&str],
        at: At,
        headers_within: Option<Duration>,
        ear: Ear,
    ) -> Self {
        let (orders, inbox) = mpsc::channel(ORDERS);
        let first_id = at.first_id.clone();
        let request = {
            let session = session.clone();
            move |_: Option<&str>| {
                let url = with_query(&at.url, &at.query);
                session.request(Method::GET, url).header(header::ACCEPT, "text/event-stream")
            }
        };
        let options = SubscriptionOptions {
            headers_within: headers_within.or((!line.patient).then_some(HEADERS_WITHIN)),
            silence_limit: line.silence_limit,
            initial_id: first_id,
            accept_types: types.iter().map(|t| (*t).to_owned()).collect(),
            ..SubscriptionOptions::default()
        };
        let subscription = Subscription::new(request, options);
        let knock = subscription.knock();
        let task = tokio::spawn(stream(subscription, inbox, ear));
        Self { orders, knock, _task: AbortOnDropHandle::new(task) }
    }

    fn socket(session: &Session, line: &Line, at: At, ear: Ear) -> Self {
        let (orders, inbox) = mpsc::channel(ORDERS);
        let request = {
            let session = session.clone();
            move || Ok(session.socket_request(with_query(&at.url, &at.query)))
        };
        let options = SocketOptions { silence_limit: line.silence_limit, ..SocketOptions::default() };
        let socket = Socket::new(session.sockets(), request, options);
        let knock = socket.knock();
        let task = tokio::spawn(talk(socket, inbox, ear));
        Self { orders, knock, _task: AbortOnDropHandle::new(task) }
    }

    /// Ends a pause.
    pub fn knock(&self) {
        self.knock.now();
    }

    /// Sends a text; false where that cannot be.
    pub fn send(&self, text: String) -> bool {
        self.orders.try_send(Order::Send(text)).is_ok()
    }

    /// The attempt under way may take as long as it likes.
    pub fn wait_longer(&self) {
        let _ = self.orders.try_send(Order::WaitLonger);
    }
}

async fn stream(mut subscription: Subscription, mut inbox: mpsc::Receiver<Order>, ear: Ear) {
    loop {
        let incident = tokio::select! {
            incident = subscription.next() => incident,
            Some(order) = inbox.recv() => {
                match order {
                    Order::WaitLonger => subscription.wait_longer(),
                    // An event stream goes one way.
                    Order::Send(_) => {}
                }
                continue;
            }
        };
        let word = match incident {
            None => return,
            Some(Incident::Opened { .. }) => Word::Opened,
            Some(Incident::Event(event)) => {
                Word::Message { name: event.name, data: event.data, id: event.id }
            }
            Some(Incident::Beat(name)) => Word::Alive(name),
            Some(Incident::Comment(_)) => Word::Alive(None),
            Some(Incident::Oversized { limit }) => {
                Word::Odd("message larger than the bound", limit.to_string(), limit)
            }
            Some(Incident::Lost { reason, retry_in, .. }) => {
                Word::Lost { reason: as_found(reason), retry_in }
            }
            Some(Incident::Ended(end)) => Word::Ended(end),
        };
        if !ear.hears(word).await {
            return;
        }
    }
}

async fn talk(mut socket: Socket, mut inbox: mpsc::Receiver<Order>, ear: Ear) {
    loop {
        let incident = tokio::select! {
            incident = socket.next() => incident,
            Some(order) = inbox.recv() => {
                if let Order::Send(text) = order
                    && let Err(error) = socket.send(text)
                {
                    tracing::debug!(%error, "not sent");
                }
                continue;
            }
        };
        let word = match incident {
            None => return,
            Some(SocketIncident::Opened { .. }) => Word::Opened,
            Some(SocketIncident::Text(data)) => Word::Message { name: "message".to_owned(), data, id: None },
            Some(SocketIncident::Binary(bytes)) => {
                Word::Odd("binary message", format!("{bytes} bytes"), bytes)
            }
            Some(SocketIncident::Beat) => Word::Alive(Some("ping".to_owned())),
            Some(SocketIncident::Oversized { limit }) => {
                Word::Odd("message larger than the bound", limit.to_string(), limit)
            }
            Some(SocketIncident::Lost { reason, retry_in, .. }) => {
                Word::Lost { reason: as_found(reason), retry_in }
            }
            Some(SocketIncident::Ended(SocketEnd::Refused { status, location, retry_after, body_start })) => {
                Word::Ended(End::Refused { status, location, retry_after, body_start })
            }
        };
        if !ear.hears(word).await {
            return;
        }
    }
}

fn with_query(url: &Url, query: &Query) -> Url {
    let mut url = url.clone();
    let query = query.lock().unwrap_or_else(PoisonError::into_inner);
    if !query.is_empty() {
        url.query_pairs_mut().extend_pairs(query.iter());
    }
    url
}
