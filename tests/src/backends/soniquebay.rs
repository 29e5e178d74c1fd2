//! The real FastAPI with redis.asyncio and uvicorn, as a test holds it.

use serde_json::json;

use super::redis::Redis;
use super::server::Server;

/// A scan. It begins at once and runs as fast as it can, unless told otherwise.
pub struct Scan {
    id: String,
    files: u32,
    rate: f64,
    stepped: bool,
}

impl Scan {
    /// A scan of ten files: twelve messages, the first with 0 of 10, the last two with 10 of 10.
    pub fn new(id: &str) -> Self {
        Self { id: id.to_owned(), files: 10, rate: 0.0, stepped: false }
    }

    pub fn files(mut self, files: u32) -> Self {
        self.files = files;
        self
    }

    /// Messages a second.
    pub fn rate(mut self, messages: f64) -> Self {
        self.rate = messages;
        self
    }

    /// Publishes only by `SoniqueBayBackend::step`.
    pub fn stepped(mut self) -> Self {
        self.stepped = true;
        self
    }
}

/// A running library: `GET /api/events`, for everybody.
pub struct SoniqueBayBackend {
    /// `http://127.0.0.1:PORT`, the same after a restart.
    pub url: String,
    pub server: Server,
    /// Channels: `progress`, `notifications`.
    pub redis: Redis,
}

impl SoniqueBayBackend {
    pub async fn start() -> Self {
        let server = Server::start("soniquebay", &[]).await;
        Self { url: server.url.clone(), redis: Redis::of(&server), server }
    }

    /// Starts a scan in a worker, which outlives the server and its Redis. What it publishes meanwhile is lost.
    pub async fn scan(&self, scan: Scan) {
        let Scan { id, files, rate, stepped } = scan;
        let order = json!({"do": "worker", "scan": id, "files": files, "rate": rate, "stepped": stepped});
        self.server.order(order).await;
    }

    /// Lets a stepped scan publish so many messages. A scan that is not stepped on has silently died.
    pub async fn step(&self, scan: &str, messages: u32) {
        self.server.order(json!({"do": "worker", "step": scan, "steps": messages})).await;
    }

    /// Publishes a notification of any shape: a JSON text, whose fields keep their order.
    pub async fn notify(&self, notification: &str) {
        self.server.order(json!({"do": "worker", "notify": notification})).await;
    }

    /// Publishes a text as it is: broken JSON, several lines, anything.
    pub async fn publish(&self, text: &str) {
        self.redis.publish("progress", text.as_bytes()).await;
    }

    /// Waits until exactly so many streams are open and hear what is published: `connected` may come a moment before,
    /// and a stream that was left goes a moment later.
    pub async fn streaming(&self, streams: u64) {
        self.redis.heard_by("progress", streams).await;
    }
}
