//! The real Django Channels with channels_redis and Daphne, as a test holds it.

use std::time::Duration;

use reqwest::Client;
use serde_json::{Value, json};

use super::redis::Redis;
use super::server::{Server, client};

pub struct PostesOptions {
    /// How often five seconds are taken from every active session. `None`: only by `PostesBackend::tick`.
    pub pace: Option<Duration>,
    /// Silence before the server's PING, in whole seconds.
    pub ping: Duration,
}

impl Default for PostesOptions {
    fn default() -> Self {
        Self { pace: None, ping: Duration::from_secs(20) }
    }
}

/// A running hall with the operator `admin` (password `admin123`), five people, the machines `Poste-01` to `Poste-06`
/// and three sessions: 1 active (3600 s of 7200 s left), 2 waiting (code `ABC123`, machine 192.168.1.101), 3 ended.
pub struct PostesBackend {
    /// `http://127.0.0.1:PORT`, the same after a restart. Also the `Origin` of its sockets.
    pub url: String,
    pub server: Server,
    /// Without it no socket opens and the open ones close; the pages answer.
    pub redis: Redis,
}

impl PostesBackend {
    pub async fn start(options: PostesOptions) -> Self {
        let pace = format!("--pace={}", options.pace.unwrap_or_default().as_secs_f64());
        let ping = format!("--ping={}", options.ping.as_secs());
        let server = Server::start("postes", &[pace, ping]).await;
        Self { url: server.url.clone(), redis: Redis::of(&server), server }
    }

    /// A browser-like client, signed in as admin.
    pub async fn signed_in(&self) -> Client {
        let client = client();
        self.sign_in(&client).await;
        client
    }

    /// The cookie of a new session of admin's, as a request carries it: `sessionid=…`.
    pub async fn cookie(&self) -> String {
        self.sign_in(&client()).await
    }

    async fn sign_in(&self, client: &Client) -> String {
        let person = json!({"username": "admin", "password": "admin123"});
        let answer = client.post(format!("{}/api/auth/login/", self.url)).json(&person).send().await;
        let answer = answer.expect("an answer to the sign-in");
        assert_eq!(answer.status(), 200, "admin was not let in");
        let cookie = answer.headers()["set-cookie"].to_str().expect("text");
        cookie.split(';').next().expect("a cookie").to_owned()
    }

    /// One more person: two numbers of the dashboard move.
    pub async fn new_user(&self) {
        self.control("new_user", json!({})).await;
    }

    /// A session that waits for its code, on `Poste-03`; returns its id.
    pub async fn create_session(&self, code: &str, seconds: u32) -> u64 {
        let made = self.control("create_session", json!({"code": code, "duree_initiale": seconds})).await;
        made["id"].as_u64().expect("an id")
    }

    /// As if somebody else had started it: nobody but the dashboards hears of that.
    pub async fn start_session(&self, id: u64) {
        self.control("start_session", json!({"id": id})).await;
    }

    /// `time_added`, by the operator admin.
    pub async fn add_time(&self, id: u64, seconds: u32) {
        self.control("add_time", json!({"id": id, "seconds": seconds})).await;
    }

    /// `warning`; the server itself warns at 300 s (`warning`) and at 60 s (`critical`).
    pub async fn warn(&self, id: u64, level: &str, message: &str) {
        self.control("warn", json!({"id": id, "level": level, "message": message})).await;
    }

    /// `session_terminated`; the server itself ends a session that has no time left, `temps_ecoule`.
    pub async fn terminate(&self, id: u64, reason: &str, message: &str) {
        self.control("terminate", json!({"id": id, "raison": reason, "message": message})).await;
    }

    /// A machine becomes `disponible`, `occupe`, `hors_ligne` or `maintenance`.
    pub async fn machine(&self, name: &str, state: &str) {
        self.control("poste", json!({"nom": name, "statut": state})).await;
    }

    /// Takes five seconds from every active session, so many times.
    pub async fn tick(&self, steps: u32) {
        self.control("tick", json!({"steps": steps})).await;
    }

    /// Sends anything to the sockets of a session.
    pub async fn push(&self, id: u64, message: Value) {
        self.control("push", json!({"id": id, "message": message})).await;
    }

    /// Everybody is signed out; sockets that are open stay open.
    pub async fn expire_cookies(&self) {
        self.control("expire_cookies", json!({})).await;
    }

    /// Open sockets break and every handshake is answered by 500, while the pages answer.
    pub async fn fail_sockets(&self, fail: bool) {
        self.control("fail_sockets", json!({"fail": fail})).await;
    }

    async fn control(&self, door: &str, body: Value) -> Value {
        self.server.enter(&format!("{}/control/{door}/", self.url), &body).await
    }
}
