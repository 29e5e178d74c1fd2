//! The HTTP side of the service: streams are made, told to restart, and ended.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use axum::extract::{Path, State};
use axum::http::{StatusCode, header::LOCATION};
use axum::response::IntoResponse;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::{Notify, mpsc};
use tokio::task::AbortHandle;

use crate::relay::{self, Wanted};

/// What of the optional features the transport has.
const CAPABILITIES: [&str; 9] = [
    "bom",
    "comments",
    "headers",
    "last-event-id",
    "post",
    "read-timeout",
    "report",
    "restart",
    "server-directed-shutdown-request",
];

#[derive(Clone, Default)]
struct Service {
    streams: Arc<Mutex<Streams>>,
    stop: Arc<Notify>,
}

#[derive(Default)]
struct Streams {
    made: u64,
    running: HashMap<u64, Running>,
}

struct Running {
    restart: mpsc::UnboundedSender<()>,
    task: AbortHandle,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.task.abort();
    }
}

#[derive(Deserialize)]
struct Command {
    command: String,
}

/// Serves until it is told to end.
pub async fn serve(listener: TcpListener) -> std::io::Result<()> {
    let service = Service::default();
    let stop = Arc::clone(&service.stop);
    let router = Router::new()
        .route("/", get(status).post(make).delete(end))
        .route("/streams/{id}", post(command).delete(close))
        .with_state(service);
    axum::serve(listener, router).with_graceful_shutdown(async move { stop.notified().await }).await
}

async fn status() -> Json<Value> {
    Json(json!({ "capabilities": CAPABILITIES }))
}

async fn make(State(service): State<Service>, Json(wanted): Json<Wanted>) -> impl IntoResponse {
    let (restart, restarts) = mpsc::unbounded_channel();
    let Ok(relay) = relay::relay(wanted, restarts) else { return Err(StatusCode::BAD_REQUEST) };
    let task = tokio::spawn(relay).abort_handle();
    let mut streams = service.streams.lock().expect("nothing panics while it holds this lock");
    streams.made += 1;
    let id = streams.made;
    streams.running.insert(id, Running { restart, task });
    Ok((StatusCode::CREATED, [(LOCATION, format!("/streams/{id}"))]))
}

async fn command(
    State(service): State<Service>,
    Path(id): Path<u64>,
    Json(command): Json<Command>,
) -> StatusCode {
    let streams = service.streams.lock().expect("nothing panics while it holds this lock");
    let Some(running) = streams.running.get(&id) else { return StatusCode::NOT_FOUND };
    match command.command.as_str() {
        // All events are told, whatever their type.
        "listen" => StatusCode::ACCEPTED,
        "restart" if running.restart.send(()).is_ok() => StatusCode::ACCEPTED,
        "restart" => StatusCode::NOT_FOUND,
        _ => StatusCode::BAD_REQUEST,
    }
}

async fn close(State(service): State<Service>, Path(id): Path<u64>) -> StatusCode {
    let mut streams = service.streams.lock().expect("nothing panics while it holds this lock");
    match streams.running.remove(&id) {
        Some(_) => StatusCode::NO_CONTENT,
        None => StatusCode::NOT_FOUND,
    }
}

async fn end(State(service): State<Service>) -> StatusCode {
    service.stop.notify_one();
    StatusCode::NO_CONTENT
}
