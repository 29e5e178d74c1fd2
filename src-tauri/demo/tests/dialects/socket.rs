//! A WebSocket client.

use std::time::Duration;

use futures_util::{SinkExt as _, StreamExt as _};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{WebSocketStream, client_async_with_config};
use vigie_demo::{Demo, Postes};

use crate::wire::Exchange;

/// Generous: nothing here is about time.
const LONG: Duration = Duration::from_secs(30);

pub struct Socket(WebSocketStream<TcpStream>);

/// A `Cookie:` header of someone signed in.
pub async fn cookie(demo: &Demo) -> String {
    let body = format!(r#"{{"username":"{}","password":"{}"}}"#, Postes::USER, Postes::PASSWORD);
    let json = ["Content-Type: application/json"];
    let answer = Exchange::begin(demo.port, "POST /postes/api/auth/login/", &json, &body).await;
    assert_eq!(answer.status(), 200);
    format!("Cookie: sessionid={}", answer.cookie("sessionid").unwrap())
}

impl Socket {
    /// Signs in and opens `/ws/<place>/`.
    pub async fn open(demo: &Demo, place: &str) -> Self {
        Self::try_open(demo, place).await.unwrap()
    }

    pub async fn try_open(demo: &Demo, place: &str) -> Result<Self, Error> {
        let cookie = cookie(demo).await;
        let stream = TcpStream::connect(("127.0.0.1", demo.port)).await.unwrap();
        let address = format!("ws://127.0.0.1:{}/postes/ws/{place}/", demo.port);
        let mut request = address.into_client_request().unwrap();
        request.headers_mut().insert("Cookie", cookie["Cookie: ".len()..].parse().unwrap());
        request.headers_mut().insert("Origin", demo.url.parse().unwrap());
        let limits = WebSocketConfig::default().max_message_size(None).max_frame_size(None);
        client_async_with_config(request, stream, Some(limits)).await.map(|(socket, _)| Self(socket))
    }

    pub async fn send(&mut self, text: &str) {
        self.send_message(Message::text(text)).await;
    }

    pub async fn send_message(&mut self, message: Message) {
        self.0.send(message).await.unwrap();
    }

    /// The next thing that comes.
    pub async fn next(&mut self) -> Option<Result<Message, Error>> {
        tokio::time::timeout(LONG, self.0.next()).await.expect("the server is stuck")
    }

    /// The next text.
    pub async fn text(&mut self) -> String {
        loop {
            match self.next().await.unwrap().unwrap() {
                Message::Text(text) => return text.to_string(),
                Message::Ping(_) | Message::Pong(_) => {}
                other => panic!("{other:?}"),
            }
        }
    }

    /// The code it is closed with; `None` when it breaks off.
    pub async fn closed(&mut self) -> Option<u16> {
        loop {
            match self.next().await {
                Some(Ok(Message::Close(frame))) => return frame.map(|frame| frame.code.into()),
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return None,
            }
        }
    }
}
