//! A WebSocket as a page of the system opens it, and recorded conversations.

use futures_util::{SinkExt, StreamExt};
use serde_json::Value;
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};
use vigie_tests::PATIENCE;

use crate::recorded::{fixture, timeless};

pub struct Socket(WebSocketStream<MaybeTlsStream<TcpStream>>);

/// How a socket ended: the code of the server's close frame, if there was one.
#[derive(Debug, PartialEq)]
pub enum Ended {
    Closed(u16),
    WithoutCloseFrame,
}

impl Socket {
    /// Opens `/ws/…` with the given headers; the status of a refusal otherwise.
    pub async fn open(url: &str, path: &str, headers: &[(&'static str, &str)]) -> Result<Self, u16> {
        let address = format!("{}{path}", url.replacen("http", "ws", 1));
        let mut request = address.into_client_request().expect("an address of ours");
        for (name, value) in headers {
            request.headers_mut().insert(*name, value.parse().expect("a header of ours"));
        }
        match connect_async(request).await {
            Ok((socket, _)) => Ok(Self(socket)),
            Err(Error::Http(answer)) => Err(answer.status().as_u16()),
            Err(error) => panic!("{path}: {error}"),
        }
    }

    pub async fn say(&mut self, text: &str) {
        self.0.send(Message::text(text)).await.expect("the server listens");
    }

    /// The next text, in comparable form.
    pub async fn hear(&mut self) -> String {
        loop {
            if let Message::Text(text) = self.next().await.expect("the socket stays open") {
                return timeless(&text);
            }
        }
    }

    /// The next text as JSON.
    pub async fn json(&mut self) -> Value {
        serde_json::from_str(&self.hear().await).expect("JSON")
    }

    /// Waits for the server's PING.
    pub async fn pinged(&mut self) {
        while !matches!(self.next().await.expect("the socket stays open"), Message::Ping(_)) {}
    }

    /// Waits until the server ends it.
    pub async fn ended(&mut self) -> Ended {
        loop {
            match self.next().await {
                Ok(Message::Close(frame)) => {
                    return Ended::Closed(frame.map_or(1005, |frame| frame.code.into()));
                }
                Ok(_) => {}
                Err(_) => return Ended::WithoutCloseFrame,
            }
        }
    }

    async fn next(&mut self) -> Result<Message, Error> {
        let next = tokio::time::timeout(PATIENCE, self.0.next()).await;
        next.expect("the server says something, sooner or later").unwrap_or(Err(Error::ConnectionClosed))
    }
}

/// A line of a recorded conversation.
#[derive(Debug)]
pub enum Line {
    Said(String),
    /// In comparable form.
    Heard(String),
}

/// The texts of a recorded conversation, without opening, pings and close.
pub fn conversation(name: &str) -> Vec<Line> {
    let text = fixture("postes", name);
    let lines = text.lines().skip(1).filter_map(|line| {
        let (_seconds, said) = line.trim_start().split_once(' ')?;
        let (direction, text) = said.trim_start().split_once(' ')?;
        let frame = ["PING", "PONG", "CLOSE", "101"].iter().any(|frame| text.starts_with(frame));
        match direction {
            _ if frame => None,
            ">" => Some(Line::Said(text.to_owned())),
            "<" => Some(Line::Heard(timeless(text))),
            _ => None,
        }
    });
    lines.collect()
}
