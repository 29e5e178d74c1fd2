//! A backend's own Redis: taken away and given back, or spoken to past the backend.

use std::path::PathBuf;
use std::sync::Arc;

use serde_json::json;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::UnixStream;

use super::server::Server;
use crate::supervisor::Supervisor;
use crate::wait::{PATIENCE, eventually};

pub struct Redis {
    supervisor: Arc<Supervisor>,
    socket: PathBuf,
}

impl Redis {
    pub(super) fn of(server: &Server) -> Self {
        Self { supervisor: Arc::clone(&server.supervisor), socket: server.fact("redis").into() }
    }

    /// Gone as if its machine was lost.
    pub async fn down(&self) {
        self.supervisor.order(&json!({"do": "redis_down"})).await;
    }

    /// Back, with nothing in it.
    pub async fn up(&self) {
        self.supervisor.order(&json!({"do": "redis_up"})).await;
    }

    /// Publishes any bytes; returns how many subscribers received them.
    pub async fn publish(&self, channel: &str, message: &[u8]) -> u64 {
        let answer = self.ask(&[b"PUBLISH", channel.as_bytes(), message]).await;
        answer.strip_prefix(':').and_then(|count| count.parse().ok()).expect("Redis counts the receivers")
    }

    /// Waits until exactly so many subscribers listen to the channel.
    pub async fn heard_by(&self, channel: &str, subscribers: u64) {
        let listen = || async {
            let script = b"return redis.call('PUBSUB', 'NUMSUB', ARGV[1])[2]";
            let answer = self.ask(&[b"EVAL", script, b"0", channel.as_bytes()]).await;
            (answer == format!(":{subscribers}")).then_some(())
        };
        eventually(PATIENCE, listen).await;
    }

    /// The first line of the answer to one command.
    async fn ask(&self, words: &[&[u8]]) -> String {
        let mut line = BufReader::new(UnixStream::connect(&self.socket).await.expect("Redis listens"));
        let mut command = format!("*{}\r\n", words.len()).into_bytes();
        for word in words {
            command.extend_from_slice(format!("${}\r\n", word.len()).as_bytes());
            command.extend_from_slice(word);
            command.extend_from_slice(b"\r\n");
        }
        line.write_all(&command).await.expect("Redis takes a command");
        let mut answer = String::new();
        line.read_line(&mut answer).await.expect("Redis answers");
        answer.trim_end().to_owned()
    }
}
