//! The front door: takes connections, refuses them for a while, shuts and opens again on the same port.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::{mpsc, oneshot};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::casing::Casing;
use crate::shared::Shared;
use crate::world::Fate;

/// Connections waiting to be taken.
const BACKLOG: u32 = 1_024;
/// How long answers under way may take when the server stops.
const GRACE: Duration = Duration::from_millis(300);
/// Between two tries to take the port again.
const RETRY: Duration = Duration::from_millis(20);

/// What the door is told.
pub(crate) enum Order {
    /// No new connections for a while; those that are open stay.
    Refuse { lasting: Duration, done: oneshot::Sender<()> },
    /// All connections break, and the server is away for a while.
    Restart { away: Duration, done: oneshot::Sender<()> },
}

pub(crate) struct Door {
    pub(crate) shared: Arc<Shared>,
    pub(crate) router: Router,
    pub(crate) address: SocketAddr,
    pub(crate) orders: mpsc::Receiver<Order>,
}

enum Woken {
    Taken(io::Result<(TcpStream, SocketAddr)>),
    Told(Option<Order>),
}

/// Takes a port without listening on it yet; connections to it are refused.
pub(crate) fn hold(port: u16) -> io::Result<TcpSocket> {
    let socket = TcpSocket::new_v4()?;
    // Where it matters (Unix) this allows to take the port again at once. On Windows it would allow to share it.
    #[cfg(not(windows))]
    socket.set_reuseaddr(true)?;
    socket.bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))?;
    Ok(socket)
}

pub(crate) fn open(socket: TcpSocket) -> io::Result<TcpListener> {
    socket.listen(BACKLOG)
}

impl Door {
    /// Serves until the demo is over.
    pub(crate) async fn serve(mut self, mut listener: TcpListener) {
        let tasks = TaskTracker::new();
        let mut stop = CancellationToken::new();
        loop {
            let woken = tokio::select! {
                taken = listener.accept() => Woken::Taken(taken),
                order = self.orders.recv() => Woken::Told(order),
                () = self.shared.over.cancelled() => break,
            };
            let (away, done) = match woken {
                Woken::Taken(Ok((stream, _))) => {
                    tasks.spawn(self.connection(stream, stop.clone()));
                    continue;
                }
                // Out of file descriptors or the peer is gone already: a breath, then on.
                Woken::Taken(Err(_)) => {
                    tokio::time::sleep(RETRY).await;
                    continue;
                }
                Woken::Told(None) => break,
                Woken::Told(Some(Order::Refuse { lasting, done })) => {
                    drop(listener);
                    (lasting, done)
                }
                Woken::Told(Some(Order::Restart { away, done })) => {
                    drop(listener);
                    self.close(&tasks, &stop).await;
                    stop = CancellationToken::new();
                    (away, done)
                }
            };
            match self.reopen(away).await {
                Some(opened) => listener = opened,
                None => break,
            }
            // Nobody may be waiting.
            let _ = done.send(());
        }
        self.close(&tasks, &stop).await;
    }

    /// Streams break off, answers under way get a moment.
    async fn close(&self, tasks: &TaskTracker, stop: &CancellationToken) {
        self.shared.cut(Fate::Broken);
        self.shared.cut_rooms(Fate::Broken);
        stop.cancel();
        tasks.close();
        tasks.wait().await;
        tasks.reopen();
        // Whoever came in between.
        self.shared.cut_rooms(Fate::Broken);
        self.shared.sockets.close();
        self.shared.sockets.wait().await;
        self.shared.sockets.reopen();
    }

    async fn reopen(&self, away: Duration) -> Option<TcpListener> {
        let until = tokio::time::Instant::now() + away;
        let taken = loop {
            match hold(self.address.port()) {
                Ok(socket) => break socket,
                Err(_) if self.shared.over.is_cancelled() => return None,
                Err(_) => tokio::time::sleep(RETRY).await,
            }
        };
        tokio::select! {
            () = tokio::time::sleep_until(until) => {}
            () = self.shared.over.cancelled() => return None,
        }
        open(taken).ok()
    }

    fn connection(&self, stream: TcpStream, stop: CancellationToken) -> impl Future<Output = ()> + use<> {
        let service = TowerToHyperService::new(self.router.clone());
        let taken = Taken::new(Arc::clone(&self.shared));
        async move {
            // Only a delay is at stake.
            let _ = stream.set_nodelay(true);
            let mut connection = std::pin::pin!(
                http1::Builder::new()
                    .timer(TokioTimer::new())
                    .title_case_headers(true)
                    // Not every server that is spoken for writes one; those that do write it themselves.
                    .auto_date_header(false)
                    .serve_connection(TokioIo::new(Casing::new(stream, taken)), service)
                    .with_upgrades()
            );
            tokio::select! {
                // Whether it ended well is the client's affair.
                _ = connection.as_mut() => {}
                () = stop.cancelled() => {
                    connection.as_mut().graceful_shutdown();
                    let _ = tokio::time::timeout(GRACE, connection.as_mut()).await;
                }
            }
        }
    }
}

/// A connection in the counters, for as long as its socket is open: a WebSocket outlives the HTTP it began as.
pub(crate) struct Taken(Arc<Shared>);

impl Taken {
    fn new(shared: Arc<Shared>) -> Self {
        shared.count(|traffic| {
            traffic.open += 1;
            traffic.total += 1;
        });
        Self(shared)
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        self.0.count(|traffic| traffic.open -= 1);
    }
}
