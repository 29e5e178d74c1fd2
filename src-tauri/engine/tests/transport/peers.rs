//! The other side of a WebSocket: a listener that does with each connection what a test says.

use std::collections::VecDeque;
use std::future::Future;
use std::net::SocketAddr;
use std::time::Duration;

use futures_util::StreamExt;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::task::{JoinHandle, JoinSet};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{WebSocketStream, accept_async};
use url::Url;
use vigie_contract::ReasonCode;
use vigie_engine::transport::{
    BackoffOptions, ClientOptions, Socket, SocketIncident, SocketOptions, SocketRequest, socket_client,
};

use crate::server::ended_by;

pub type Peer = WebSocketStream<TcpStream>;

/// A listening server.
pub struct Listening {
    pub address: SocketAddr,
    task: JoinHandle<()>,
}

impl Listening {
    /// Gives each connection to `each`, with its number from 0.
    pub async fn start<F>(each: impl Fn(usize, TcpStream) -> F + Send + 'static) -> Self
    where
        F: Future<Output = ()> + Send + 'static,
    {
        Self::at("127.0.0.1:0", each).await
    }

    pub async fn at<F>(address: &str, each: impl Fn(usize, TcpStream) -> F + Send + 'static) -> Self
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let listener = TcpListener::bind(address).await.unwrap();
        let address = listener.local_addr().unwrap();
        let task = tokio::spawn(async move {
            let mut connections = JoinSet::new();
            for number in 0.. {
                let Ok((stream, _)) = listener.accept().await else { return };
                connections.spawn(each(number, stream));
            }
        });
        Self { address, task }
    }

    /// Says these bytes to everybody, whatever was asked, and holds the connection.
    pub async fn saying(bytes: &'static [u8]) -> Self {
        Self::start(move |_, mut stream| async move {
            assert!(stream.read(&mut [0; 4096]).await.unwrap() > 0);
            stream.write_all(bytes).await.unwrap();
            hold(stream).await;
        })
        .await
    }

    pub fn url(&self) -> Url {
        format!("ws://{}/app1/ws/dashboard/?token=geheim", self.address).parse().unwrap()
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Reads until the other side goes.
pub async fn hold(mut stream: TcpStream) {
    while stream.read(&mut [0; 4096]).await.is_ok_and(|read| read > 0) {}
}

/// The server's side of an agreed handshake.
pub async fn agree(stream: TcpStream) -> Peer {
    accept_async(stream).await.unwrap()
}

/// Bytes as they are.
pub async fn raw(peer: &mut Peer, bytes: &[u8]) {
    peer.get_mut().write_all(bytes).await.unwrap();
}

/// What the client says until it goes. Answers its pings and its goodbye.
pub async fn listen(mut peer: Peer, said: mpsc::UnboundedSender<Message>) {
    while let Some(Ok(message)) = peer.next().await {
        // A test that has seen enough is gone.
        let _seen = said.send(message);
    }
}

/// Pauses too short to wait for, so that stories run quickly.
pub fn quick() -> SocketOptions {
    let backoff = BackoffOptions { first: Duration::from_millis(1), seed: Some(1), ..Default::default() };
    SocketOptions { backoff, ping_every: None, ..Default::default() }
}

pub fn socket_to(url: &Url, options: SocketOptions) -> Socket {
    let client = socket_client(&ClientOptions::new(url)).unwrap();
    let url = url.clone();
    Socket::new(client, move || Ok(SocketRequest::new(url.clone())), options)
}

pub async fn next(socket: &mut Socket) -> Option<SocketIncident> {
    ended_by(socket.next()).await
}

pub async fn opened(socket: &mut Socket) {
    assert_eq!(next(socket).await, Some(SocketIncident::Opened { subprotocol: None }));
}

/// The next incidents are these.
pub async fn hears(socket: &mut Socket, expected: impl Into<VecDeque<SocketIncident>>) {
    for expected in expected.into() {
        assert_eq!(next(socket).await, Some(expected));
    }
}

pub fn text(text: &str) -> SocketIncident {
    SocketIncident::Text(text.to_owned())
}

/// A [`SocketIncident::Lost`].
#[derive(Debug, PartialEq)]
pub struct Lost {
    pub code: ReasonCode,
    pub detail: String,
    pub retry_in: Duration,
    pub after_open: bool,
    pub clean: bool,
    pub close_code: Option<u16>,
    pub status: Option<u16>,
}

pub async fn lost(socket: &mut Socket) -> Lost {
    match next(socket).await {
        Some(SocketIncident::Lost {
            reason,
            retry_in,
            after_open,
            clean,
            close_code,
            handshake_status: status,
        }) => {
            assert!(!format!("{reason:?}").contains("geheim"), "a query in {reason:?}");
            let detail = reason.args.get("detail").cloned().unwrap_or_default();
            Lost { code: reason.code, detail, retry_in, after_open, clean, close_code, status }
        }
        other => panic!("not lost but {other:?}"),
    }
}
