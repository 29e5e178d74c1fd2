//! A server of a few lines that answers each connection by a script, byte by byte as told.

use std::future::Future;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use url::Url;
use vigie_engine::transport::{ClientOptions, Subscription, SubscriptionOptions, client};

/// Longer than anything here takes on the slowest machine: only a test that fails waits for it.
const GENEROUS: Duration = Duration::from_secs(60);

/// What the future gives, or a failed test.
pub async fn ended_by<T>(future: impl Future<Output = T>) -> T {
    tokio::time::timeout(GENEROUS, future).await.expect("this should have ended long ago")
}

/// Tokio's clock at a stand: only `tokio::time::advance` moves it. A merely paused clock runs ahead
/// while sockets are waited for; it does not while a blocking task runs, and this is one.
pub struct StoppedClock {
    _let_go: std::sync::mpsc::Sender<()>,
}

impl StoppedClock {
    pub fn new() -> Self {
        tokio::time::pause();
        let (sender, receiver) = std::sync::mpsc::channel::<()>();
        // After that long the clock runs again, so that a test that fails ends.
        tokio::task::spawn_blocking(move || receiver.recv_timeout(GENEROUS));
        Self { _let_go: sender }
    }
}

#[derive(Debug, Clone, Copy)]
enum Ending {
    /// The body ends as it should.
    Close,
    /// The connection is closed in the middle of the body.
    Cut,
    /// Nothing more is sent until the client goes.
    Hold,
}

/// How one connection is answered.
#[derive(Debug, Clone)]
pub struct Script {
    head: String,
    chunks: Vec<Vec<u8>>,
    pause: Duration,
    ending: Ending,
}

impl Script {
    /// An event stream of these bytes, chunked.
    pub fn event_stream(body: &[u8]) -> Self {
        Self::answer("200 OK", &["Content-Type: text/event-stream"]).chunk(body)
    }

    /// Any answer, chunked.
    pub fn answer(status: &str, headers: &[&str]) -> Self {
        let headers: String = headers.iter().map(|line| format!("{line}\r\n")).collect();
        let head =
            format!("HTTP/1.1 {status}\r\n{headers}Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n");
        Self { head, chunks: Vec::new(), pause: Duration::ZERO, ending: Ending::Close }
    }

    /// Says nothing at all.
    pub fn silence() -> Self {
        Self { head: String::new(), chunks: Vec::new(), pause: Duration::ZERO, ending: Ending::Hold }
    }

    pub fn chunk(mut self, body: &[u8]) -> Self {
        if !body.is_empty() {
            self.chunks.push([format!("{:x}\r\n", body.len()).as_bytes(), body, b"\r\n"].concat());
        }
        self
    }

    /// Waits so long before every chunk.
    pub fn pausing(mut self, pause: Duration) -> Self {
        self.pause = pause;
        self
    }

    pub fn closing(mut self) -> Self {
        self.ending = Ending::Close;
        self
    }

    pub fn cutting(mut self) -> Self {
        self.ending = Ending::Cut;
        self
    }

    pub fn holding(mut self) -> Self {
        self.ending = Ending::Hold;
        self
    }

    async fn play(self, socket: &mut TcpStream) -> std::io::Result<()> {
        socket.write_all(self.head.as_bytes()).await?;
        for chunk in self.chunks {
            tokio::time::sleep(self.pause).await;
            socket.write_all(&chunk).await?;
        }
        match self.ending {
            Ending::Close => {
                socket.write_all(b"0\r\n\r\n").await?;
                socket.shutdown().await
            }
            Ending::Cut => socket.shutdown().await,
            Ending::Hold => {
                while socket.read(&mut [0; 256]).await? > 0 {}
                Ok(())
            }
        }
    }
}

/// A listening server.
pub struct Server {
    pub address: Url,
    heads: Arc<Mutex<Vec<String>>>,
    left: watch::Receiver<usize>,
    task: JoinHandle<()>,
}

impl Server {
    /// A server that answers every connection so.
    pub async fn start(script: Script) -> Self {
        Self::play(vec![script]).await
    }

    /// A server that answers its first connection by the first script and so on; the last script
    /// serves all further connections.
    pub async fn play(scripts: Vec<Script>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address =
            format!("http://{}/events?token=geheim", listener.local_addr().unwrap()).parse().unwrap();
        let heads = Arc::new(Mutex::new(Vec::new()));
        let (leaving, left) = watch::channel(0);
        let task = tokio::spawn(serve(listener, scripts, Arc::clone(&heads), leaving));
        Self { address, heads, left, task }
    }

    /// Request heads so far, in lower case.
    pub fn heads(&self) -> Vec<String> {
        self.heads.lock().unwrap().clone()
    }

    /// Waits until so many connections are over.
    pub async fn left(&mut self, connections: usize) {
        ended_by(self.left.wait_for(|left| *left >= connections)).await.unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(
    listener: TcpListener,
    scripts: Vec<Script>,
    heads: Arc<Mutex<Vec<String>>>,
    leaving: watch::Sender<usize>,
) {
    let mut connections = tokio::task::JoinSet::new();
    let mut scripts = scripts.into_iter().peekable();
    let mut script = Script::silence();
    while let Ok((mut socket, _)) = listener.accept().await {
        if let Some(next) = scripts.next() {
            script = next;
        }
        let (script, heads, leaving) = (script.clone(), Arc::clone(&heads), leaving.clone());
        connections.spawn(async move {
            let mut head = Vec::new();
            while !head.ends_with(b"\r\n\r\n") {
                match socket.read_u8().await {
                    Ok(byte) => head.push(byte),
                    Err(_) => break,
                }
            }
            heads.lock().unwrap().push(String::from_utf8(head).unwrap().to_lowercase());
            // A client that goes in the middle of a script is no fault of the script's.
            let _gone = script.play(&mut socket).await;
            drop(socket);
            leaving.send_modify(|left| *left += 1);
        });
    }
}

/// A subscription to it.
pub fn subscribe(server: &Server, options: SubscriptionOptions) -> Subscription {
    let client = client(&ClientOptions::new(&server.address)).unwrap();
    let address = server.address.clone();
    Subscription::new(move |_| client.get(address.clone()), options)
}
