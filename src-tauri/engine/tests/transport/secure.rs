//! A server with TLS that gives an event stream or a WebSocket, whichever is asked for.

use std::sync::{Arc, Mutex};

use futures_util::SinkExt;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio_rustls::TlsAcceptor;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;
use tokio_tungstenite::tungstenite::protocol::Role;
use url::Url;
use vigie_engine::transport::Fingerprint;

use crate::authority::Shown;
use crate::peers::Listening;

/// See the module.
pub struct Secure {
    pub url: Url,
    pub fingerprint: Fingerprint,
    heads: Arc<Mutex<Vec<String>>>,
    _server: Listening,
}

impl Secure {
    pub async fn start(shown: Shown) -> Self {
        Self::at("127.0.0.1:0", shown).await
    }

    pub async fn at(address: &str, shown: Shown) -> Self {
        let heads = Arc::new(Mutex::new(Vec::new()));
        let (acceptor, seen) = (TlsAcceptor::from(Arc::new(shown.config())), Arc::clone(&heads));
        let server = Listening::at(address, move |_, stream| {
            let (acceptor, heads) = (acceptor.clone(), Arc::clone(&seen));
            async move {
                // Clients that do not trust it go.
                if let Ok(stream) = acceptor.accept(stream).await {
                    let _gone = answer(stream, &heads).await;
                }
            }
        })
        .await;
        let url = format!("https://{}/app1/events", server.address).parse().unwrap();
        Self { url, fingerprint: shown.fingerprint(), heads, _server: server }
    }

    /// Request heads so far; names and values in lower case but for the key of a handshake.
    pub fn heads(&self) -> Vec<String> {
        self.heads.lock().unwrap().iter().map(|head| head.to_lowercase()).collect()
    }

    /// Address and port.
    pub fn host(&self) -> String {
        format!("{}:{}", self.url.host_str().unwrap(), self.url.port().unwrap())
    }
}

async fn answer<S>(mut stream: S, heads: &Mutex<Vec<String>>) -> std::io::Result<()>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let head = head(&mut stream).await?;
    let key = head.lines().find_map(|line| {
        let (name, value) = line.split_once(": ")?;
        name.eq_ignore_ascii_case("sec-websocket-key").then(|| value.to_owned())
    });
    heads.lock().unwrap().push(head);
    let Some(key) = key else {
        let answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: hello\n\n";
        stream.write_all(answer).await?;
        while stream.read(&mut [0; 256]).await? > 0 {}
        return Ok(());
    };
    let agreed = derive_accept_key(key.as_bytes());
    let answer = format!(
        "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
         Sec-WebSocket-Accept: {agreed}\r\n\r\n"
    );
    stream.write_all(answer.as_bytes()).await?;
    let mut peer = WebSocketStream::from_raw_socket(stream, Role::Server, None).await;
    peer.send(Message::text("hello")).await.map_err(std::io::Error::other)?;
    while peer.get_mut().read(&mut [0; 256]).await? > 0 {}
    Ok(())
}

/// Everything up to the blank line.
pub async fn head(stream: &mut (impl AsyncRead + Unpin)) -> std::io::Result<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await?);
    }
    Ok(String::from_utf8(head).unwrap())
}
