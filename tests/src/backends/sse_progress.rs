//! The real Django with django-eventstream, as a test holds it.

use std::path::PathBuf;

use reqwest::Client;
use serde::Serialize;
use serde_json::{Value, json};

use super::server::{Server, client, form_token};
use crate::wait::{PATIENCE, eventually};

/// How the backend is set up. The default: current versions, events from the web process only, with replay.
#[derive(Default)]
pub struct Options {
    /// A Redis of its own, so that events may come from worker processes.
    pub redis: bool,
    /// `GripMiddleware` without a GRIP proxy, current versions: the stream stays a stream.
    pub grip: bool,
    /// The versions and the set-up of the system's own document: a finite answer instead of a stream.
    pub document: bool,
    /// No stored events: no ids, no replay.
    pub without_storage: bool,
    /// Folder of the database, kept afterwards. Without: a temporary one.
    pub data: Option<PathBuf>,
}

/// What a job is to do. It begins at once and runs as fast as it can, unless told otherwise.
#[derive(Clone, Serialize)]
pub struct Job {
    job: String,
    user: String,
    total: u32,
    rate: f64,
    warn_at: Vec<u32>,
    fail_at: Option<u32>,
    die_at: Option<u32>,
    task_type: String,
    title: Option<String>,
    stepped: bool,
    idle: bool,
}

impl Job {
    /// A job of alice's with ten items.
    pub fn new(id: &str) -> Self {
        Self {
            job: id.to_owned(),
            user: "alice".to_owned(),
            total: 10,
            rate: 0.0,
            warn_at: Vec::new(),
            fail_at: None,
            die_at: None,
            task_type: "email_sending".to_owned(),
            title: None,
            stepped: false,
            idle: false,
        }
    }

    pub fn of(mut self, user: &str) -> Self {
        user.clone_into(&mut self.user);
        self
    }

    pub fn total(mut self, items: u32) -> Self {
        self.total = items;
        self
    }

    pub fn kind(mut self, task_type: &str) -> Self {
        task_type.clone_into(&mut self.task_type);
        self
    }

    pub fn title(mut self, title: &str) -> Self {
        self.title = Some(title.to_owned());
        self
    }

    /// Items a second.
    pub fn rate(mut self, items: f64) -> Self {
        self.rate = items;
        self
    }

    pub fn warn_at(mut self, items: &[u32]) -> Self {
        self.warn_at = items.to_vec();
        self
    }

    pub fn fail_at(mut self, item: u32) -> Self {
        self.fail_at = Some(item);
        self
    }

    /// The worker vanishes at this item; the row says `in_progress` for ever.
    pub fn die_at(mut self, item: u32) -> Self {
        self.die_at = Some(item);
        self
    }

    /// Moves only by `DjangoBackend::step`: one step each for the start, every item and the end.
    pub fn stepped(mut self) -> Self {
        self.stepped = true;
        self
    }

    /// Only the row (pending), no work.
    pub fn idle(mut self) -> Self {
        self.idle = true;
        self
    }

    fn arguments(&self) -> Vec<String> {
        let mut arguments = vec![
            format!("--user={}", self.user),
            format!("--total={}", self.total),
            format!("--rate={}", self.rate),
            format!("--task-type={}", self.task_type),
        ];
        if !self.warn_at.is_empty() {
            let items: Vec<_> = self.warn_at.iter().map(u32::to_string).collect();
            arguments.push(format!("--warn-at={}", items.join(",")));
        }
        arguments.extend(self.fail_at.map(|item| format!("--fail-at={item}")));
        arguments.extend(self.die_at.map(|item| format!("--die-at={item}")));
        arguments.extend(self.title.as_ref().map(|title| format!("--title={title}")));
        arguments.extend(self.stepped.then(|| "--stepped".to_owned()));
        arguments
    }
}

/// A running backend with the people `alice` and `bob` (password: `alice-pass`, `bob-pass`).
pub struct DjangoBackend {
    /// `http://127.0.0.1:PORT`, the same after a restart.
    pub url: String,
    server: Server,
}

impl DjangoBackend {
    pub async fn start(options: Options) -> Self {
        let flags = [
            (options.redis, "--redis"),
            (options.grip, "--grip"),
            (options.document, "--document"),
            (options.without_storage, "--no-storage"),
        ];
        let flags = flags.iter().filter(|(wanted, _)| *wanted).map(|(_, flag)| (*flag).to_owned());
        let data = options.data.map(|data| format!("--data={}", data.display()));
        let server = Server::start("sse_progress", &flags.chain(data).collect::<Vec<_>>()).await;
        Self { url: server.url.clone(), server }
    }

    /// Starts a job in the web process.
    pub async fn job(&self, job: Job) {
        self.control("start", &json!(job)).await;
    }

    /// Lets a stepped job take so many steps.
    pub async fn step(&self, job: &str, steps: u32) {
        self.control("step", &json!({"job": job, "steps": steps})).await;
    }

    /// Starts a job in a process of its own (needs `Options::redis`); returns when its row exists.
    pub async fn work(&self, job: &Job) {
        self.server.order(json!({"do": "work", "job": job.job, "arguments": job.arguments()})).await;
    }

    /// Lets a stepped worker process take so many steps.
    pub async fn work_step(&self, job: &str, steps: u32) {
        self.server.order(json!({"do": "work_step", "job": job, "steps": steps})).await;
    }

    /// Kills a worker process: its row says `in_progress` for ever.
    pub async fn work_kill(&self, job: &str) {
        self.server.order(json!({"do": "work_kill", "job": job})).await;
    }

    /// Sends any event on the job's channel.
    pub async fn send(&self, job: &str, event: &str, data: Value) {
        let channel = format!("progress-{job}");
        self.control("send", &json!({"channel": channel, "event": event, "data": data})).await;
    }

    /// Drops the job's stored events: a resume is answered by `stream-reset`.
    pub async fn forget_events(&self, job: &str) {
        self.control("forget", &json!({"job": job})).await;
    }

    /// Sets fields of the job's row (`{"processed_items": 7}`) without an event.
    pub async fn change(&self, job: &str, mut fields: Value) {
        fields["job"] = job.into();
        self.control("change", &fields).await;
    }

    /// Removes the job's row, whatever its state.
    pub async fn remove(&self, job: &str) {
        self.control("remove", &json!({"job": job})).await;
    }

    /// Ends every session; streams that are open stay open.
    pub async fn expire_sessions(&self) {
        self.control("expire", &json!({})).await;
    }

    /// The channels of each stream that is open now, as the server sees it.
    pub async fn streams(&self) -> Vec<Vec<String>> {
        let answer = self.control("streams", &json!({})).await;
        serde_json::from_value(answer["streams"].clone()).expect("lists of channels")
    }

    /// Waits until somebody holds a stream, and events of all processes reach it.
    pub async fn streaming(&self) {
        let carried = || async {
            let answer = self.control("streams", &json!({})).await;
            let open = answer["streams"].as_array().is_some_and(|streams| !streams.is_empty());
            (open && answer["subscribed"] == true).then_some(())
        };
        eventually(PATIENCE, carried).await;
    }

    /// As an operator stops it: streams get a second, then are cut in the middle of the body.
    pub async fn stop(&self) {
        self.server.stop().await;
    }

    /// As the kernel stops it. Jobs of the web process die with it.
    pub async fn kill(&self) {
        self.server.kill().await;
    }

    /// Starts it again: same address, same data.
    pub async fn start_again(&self) {
        self.server.start_again().await;
    }

    /// `stop`, then `start_again`.
    pub async fn restart(&self) {
        self.server.restart().await;
    }

    /// Connections are accepted and nothing is answered, until `wake`.
    pub async fn hang(&self) {
        self.server.hang().await;
    }

    pub async fn wake(&self) {
        self.server.wake().await;
    }

    pub async fn redis_down(&self) {
        self.server.order(json!({"do": "redis_down"})).await;
    }

    pub async fn redis_up(&self) {
        self.server.order(json!({"do": "redis_up"})).await;
    }

    /// A browser-like client, signed in through the form.
    pub async fn signed_in(&self, user: &str) -> Client {
        let login = format!("{}/accounts/login/", self.url);
        let client = client();
        let page = client.get(&login).send().await.expect("the login page").text().await.expect("text");
        let token = form_token(&page, "csrfmiddlewaretoken");
        let password = format!("{user}-pass");
        let form = [("csrfmiddlewaretoken", token), ("username", user), ("password", &password)];
        let answer = client.post(&login).form(&form).send().await.expect("an answer to the form");
        assert_eq!(answer.status(), 302, "{user} was not let in");
        client
    }

    /// The server's own truth about a job.
    pub async fn row(&self, client: &Client, job: &str) -> Value {
        let answer = client.get(format!("{}/core/sse-progress/{job}/", self.url)).send().await;
        answer.expect("the detail page").json().await.expect("JSON")
    }

    async fn control(&self, door: &str, body: &Value) -> Value {
        self.server.enter(&format!("{}/control/{door}/", self.url), body).await
    }
}
