//! A line between Vigie and a server that a test can cut, or hold so that nothing passes.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

#[derive(Clone, Copy, PartialEq)]
enum Line {
    /// The number changes with each cut: connections made under an older one end.
    Open(u64),
    Held(u64),
    Refusing,
}

pub struct Relay {
    /// What to use instead of the server's own address.
    pub url: String,
    line: Arc<watch::Sender<Line>>,
    accepted: Arc<AtomicUsize>,
    accepting: tokio::task::JoinHandle<()>,
}

impl Relay {
    /// A relay in front of `http://host:port`.
    pub async fn to(server: &str) -> Self {
        let target = server.trim_start_matches("http://").trim_end_matches('/').to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("a bound socket has an address"));
        let line = Arc::new(watch::Sender::new(Line::Open(0)));
        let watched = Arc::clone(&line);
        let accepted = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&accepted);
        let accepting = tokio::spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                counted.fetch_add(1, Ordering::Relaxed);
                let state = watched.subscribe();
                if *state.borrow() != Line::Refusing {
                    tokio::spawn(pass(near, target.clone(), state));
                }
            }
        });
        Self { url, line, accepted, accepting }
    }

    /// How many connections there have been, also of those that were refused.
    pub fn connections(&self) -> usize {
        self.accepted.load(Ordering::Relaxed)
    }

    /// Ends every connection now; new ones pass.
    pub fn cut(&self) {
        self.line.send_modify(|line| *line = Line::Open(line.age() + 1));
    }

    /// Keeps connections open and passes nothing on, until `release`.
    pub fn hold(&self) {
        self.line.send_modify(|line| *line = Line::Held(line.age()));
    }

    /// Passes on again what was held.
    pub fn release(&self) {
        self.line.send_modify(|line| *line = Line::Open(line.age()));
    }

    /// Ends every connection and every new one, until `cut`.
    pub fn refuse(&self) {
        self.line.send_replace(Line::Refusing);
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        self.accepting.abort();
        self.line.send_replace(Line::Refusing);
    }
}

impl Line {
    fn age(self) -> u64 {
        match self {
            Self::Open(age) | Self::Held(age) => age,
            Self::Refusing => u64::MAX / 2,
        }
    }
}

async fn pass(near: TcpStream, target: String, mut state: watch::Receiver<Line>) {
    let born = state.borrow().age();
    let Ok(far) = TcpStream::connect(target).await else { return };
    let (near_in, near_out) = near.into_split();
    let (far_in, far_out) = far.into_split();
    let there = tokio::spawn(copy(near_in, far_out, state.clone()));
    let back = tokio::spawn(copy(far_in, near_out, state.clone()));
    let ends = (there.abort_handle(), back.abort_handle());
    tokio::select! {
        _ = state.wait_for(|line| line.age() != born) => {}
        _ = async { tokio::join!(there, back) } => {}
    }
    ends.0.abort();
    ends.1.abort();
}

async fn copy(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, mut state: watch::Receiver<Line>) {
    let mut piece = vec![0; 16 * 1024];
    while let Ok(read @ 1..) = from.read(&mut piece).await {
        let open = state.wait_for(|line| matches!(line, Line::Open(_))).await.is_ok();
        if !open || to.write_all(&piece[..read]).await.is_err() {
            return;
        }
    }
}
