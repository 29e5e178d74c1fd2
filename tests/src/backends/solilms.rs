//! The real Laravel on PHP's own server, as a test holds it.

use std::time::Duration;

use reqwest::Client;
use serde_json::{Value, json};

use super::server::{Server, client, form_token};

pub struct SoliLmsOptions {
    /// Between two looks of a stream at what is new; three seconds on the real system.
    pub turn: Duration,
    /// Each stream holds one, and goes on holding it after its reader has left, until it has something to say.
    pub workers: u32,
    /// PHP's output buffering: headers and all wait for the first event.
    pub buffered: bool,
}

impl Default for SoliLmsOptions {
    fn default() -> Self {
        Self { turn: Duration::from_millis(200), workers: 12, buffered: false }
    }
}

/// A running school with `admin`, `formateur` and `apprenant` (ids 1 to 3): e-mail `NAME@solilms.local`, password
/// `NAME-pass`.
pub struct SoliLmsBackend {
    /// `http://127.0.0.1:PORT`, the same after a restart.
    pub url: String,
    pub server: Server,
}

impl SoliLmsBackend {
    pub async fn start(options: SoliLmsOptions) -> Self {
        let turn = format!("--turn={}", options.turn.as_secs_f64());
        let mut arguments = vec![turn, format!("--workers={}", options.workers)];
        arguments.extend(options.buffered.then(|| "--buffered".to_owned()));
        let server = Server::start("solilms", &arguments).await;
        Self { url: server.url.clone(), server }
    }

    /// The address of the stream.
    pub fn events(&self, last_id: u64) -> String {
        format!("{}/stream/app?last_id={last_id}", self.url)
    }

    /// A browser-like client, signed in through the form.
    pub async fn signed_in(&self, name: &str) -> Client {
        let login = format!("{}/login", self.url);
        let client = client();
        let page = client.get(&login).send().await.expect("the login page").text().await.expect("text");
        let (email, password) = (format!("{name}@solilms.local"), format!("{name}-pass"));
        let form = [("_token", form_token(&page, "_token")), ("email", &email), ("password", &password)];
        let answer = client.post(&login).form(&form).send().await.expect("an answer to the form");
        let target = answer.headers()["location"].to_str().expect("text");
        assert!(!target.ends_with("/login"), "{name} was not let in");
        client
    }

    /// So many new notifications of a person, unread.
    pub async fn notify(&self, name: &str, count: u32) {
        self.notify_with(name, count, json!({})).await;
    }

    /// The same with other fields: `{"is_read": true, "title": …, "message": …, "type": …, "data": …}`.
    pub async fn notify_with(&self, name: &str, count: u32, fields: Value) {
        self.control(json!({"what": "notify", "user": name, "count": count, "fields": fields})).await;
    }

    /// A change of a record, for the first stream of this person that looks; two minutes later nobody hears of it.
    /// The event is `crud.create`, `crud.update` or `crud.delete`; the payload is a JSON text, whose fields keep their
    /// order: `{"model": …, "id": …, "action": "updated", "fields": {…}}`.
    pub async fn crud(&self, name: &str, event: &str, payload: &str) {
        self.control(json!({"what": "crud", "user": name, "event": event, "payload": payload})).await;
    }

    /// Everybody is signed out; streams that are open stay open.
    pub async fn expire_sessions(&self) {
        self.control(json!({"what": "expire_sessions"})).await;
    }

    /// Switches PHP's output buffering and starts the server anew.
    pub async fn buffer(&self, on: bool) {
        self.server.order(json!({"do": "buffer", "on": on})).await;
        self.server.restart().await;
    }

    async fn control(&self, mut order: Value) {
        order["do"] = "control".into();
        self.server.order(order).await;
    }
}
