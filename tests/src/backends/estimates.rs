//! The real Django with gunicorn's threads, as a test holds it.

use std::time::Duration;

use serde_json::{Value, json};

use super::server::Server;

pub struct EstimatesOptions {
    /// Each stream holds one; with all held, the server accepts connections and never answers.
    pub threads: u32,
    pub keepalive: Duration,
}

impl Default for EstimatesOptions {
    fn default() -> Self {
        Self { threads: 40, keepalive: Duration::from_secs(30) }
    }
}

/// A running office with `manager1`, `manager2`, `foreman1`, `foreman2`, whose tokens are `LOGIN-token`, and the
/// projects 1 and 2. Managers hear of everything, a foreman of what others do to his estimates.
pub struct EstimatesBackend {
    /// `http://127.0.0.1:PORT`, the same after a restart.
    pub url: String,
    pub server: Server,
}

impl EstimatesBackend {
    pub async fn start(options: EstimatesOptions) -> Self {
        let threads = format!("--threads={}", options.threads);
        let keepalive = format!("--keepalive={}", options.keepalive.as_secs_f64());
        let server = Server::start("estimates", &[threads, keepalive]).await;
        Self { url: server.url.clone(), server }
    }

    /// The address of the stream; the token goes into it as it is.
    pub fn events(&self, token: &str) -> String {
        format!("{}/api/v1/sse/events/?token={token}", self.url)
    }

    /// A foreman makes an estimate (a draft) in project 1; returns its id.
    pub async fn create_estimate(&self, number: &str, foreman: &str) -> u64 {
        let made = self.control("create_estimate", json!({"number": number, "foreman": foreman})).await;
        made["id"].as_u64().expect("an id")
    }

    /// Somebody changes fields of an estimate: `{"status": "Утверждена"}`.
    pub async fn update_estimate(&self, id: u64, by: &str, mut fields: Value) {
        fields["id"] = id.into();
        fields["by"] = by.into();
        self.control("update_estimate", fields).await;
    }

    pub async fn delete_estimate(&self, id: u64, by: &str) {
        self.control("delete_estimate", json!({"id": id, "by": by})).await;
    }

    /// Returns its id.
    pub async fn create_project(&self, name: &str) -> u64 {
        let made = self.control("create_project", json!({"name": name})).await;
        made["id"].as_u64().expect("an id")
    }

    /// Changes fields of a project: `{"name": …, "address": …}`.
    pub async fn update_project(&self, id: u64, mut fields: Value) {
        fields["id"] = id.into();
        self.control("update_project", fields).await;
    }

    /// Sends any event to one person's streams.
    pub async fn tell(&self, login: &str, event: &str, data: Value) {
        self.control("tell", json!({"login": login, "event": event, "data": data})).await;
    }

    /// One more token of a person: any text.
    pub async fn grant_token(&self, login: &str, token: &str) {
        self.control("grant_token", json!({"login": login, "key": token})).await;
    }

    /// Streams opened with it end at their next keep-alive, cleanly; whoever asks with it next gets 401.
    pub async fn revoke_token(&self, token: &str) {
        self.control("revoke_token", json!({"key": token})).await;
    }

    /// How many streams hold a thread of the server now, also those whose reader has left unnoticed.
    pub async fn held(&self) -> u64 {
        self.control("held", json!({})).await["streams"].as_u64().expect("a count")
    }

    async fn control(&self, door: &str, body: Value) -> Value {
        self.server.enter(&format!("{}/{door}", self.server.fact("control")), &body).await
    }
}
