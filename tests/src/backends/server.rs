//! What every real system is: a server at an address that can be stopped in several ways, and its supervisor.

use std::collections::HashMap;
use std::sync::Arc;

use reqwest::Client;
use serde_json::{Value, json};
use tokio::process::Command;

use crate::repository;
use crate::supervisor::Supervisor;

/// A running system; what it started ends with it.
pub struct Server {
    /// `http://127.0.0.1:PORT`, the same after a restart.
    pub url: String,
    facts: HashMap<String, String>,
    pub(super) supervisor: Arc<Supervisor>,
    client: Client,
}

impl Server {
    /// Starts tests/backends/SYSTEM with arguments of its own.
    pub(super) async fn start(system: &str, arguments: &[String]) -> Self {
        let mut command = Command::new("python3");
        command.arg(repository().join("tests/backends/supervise.py")).arg(system).args(arguments);
        let (supervisor, first) = Supervisor::start(command).await;
        let told = first.strip_prefix("READY ").unwrap_or_else(|| panic!("unexpected: {first}"));
        let (url, facts) = told.split_once(' ').unwrap_or((told, ""));
        let facts = facts.split_whitespace().filter_map(|fact| fact.split_once('='));
        Self {
            url: url.to_owned(),
            facts: facts.map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
            supervisor: Arc::new(supervisor),
            client: client(),
        }
    }

    /// As an operator stops it.
    pub async fn stop(&self) {
        self.order(json!({"do": "stop"})).await;
    }

    /// As the kernel stops it. What only the process knew is lost.
    pub async fn kill(&self) {
        self.order(json!({"do": "kill"})).await;
    }

    /// Starts it again: same address, same data.
    pub async fn start_again(&self) {
        self.order(json!({"do": "start"})).await;
    }

    /// `stop`, then `start_again`.
    pub async fn restart(&self) {
        self.order(json!({"do": "restart"})).await;
    }

    /// Connections are accepted and nothing is answered, until `wake`.
    pub async fn hang(&self) {
        self.order(json!({"do": "hang"})).await;
    }

    pub async fn wake(&self) {
        self.order(json!({"do": "wake"})).await;
    }

    /// What the supervisor said of the system beside its address.
    pub(super) fn fact(&self, name: &str) -> &str {
        self.facts.get(name).unwrap_or_else(|| panic!("the supervisor does not say: {name}"))
    }

    pub(super) async fn order(&self, order: Value) {
        self.supervisor.order(&order).await;
    }

    /// Enters the system's test door.
    pub(super) async fn enter(&self, door: &str, body: &Value) -> Value {
        let answer = self.client.post(door).json(body).send().await;
        let answer = answer.unwrap_or_else(|error| panic!("the test door answers: {error}"));
        let status = answer.status();
        let text = answer.text().await.expect("the test door answers to the end");
        assert!(status.is_success(), "{door} {body}: {status} {text}");
        serde_json::from_str(&text).expect("the test door answers in JSON")
    }
}

/// A browser-like client: keeps cookies, shows redirects instead of following them.
pub(super) fn client() -> Client {
    Client::builder()
        .cookie_store(true)
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        // Servers end idle connections after some seconds: what is sent at that moment would be lost.
        .pool_max_idle_per_host(0)
        .build()
        .expect("a plain client can be built")
}

/// The value of a field of a form: what follows `name="NAME" value="`.
pub(super) fn form_token<'page>(page: &'page str, name: &str) -> &'page str {
    let mark = format!("name=\"{name}\" value=\"");
    let value = page.split_once(&mark).and_then(|(_, rest)| rest.split('"').next());
    value.unwrap_or_else(|| panic!("the form has no {name}: {page}"))
}
