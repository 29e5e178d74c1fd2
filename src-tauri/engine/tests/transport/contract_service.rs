//! The contract-test service, driven the way a suite drives it.

use axum::extract::{Path, State};
use axum::routing::post;
use axum::{Json, Router};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::mpsc;
use vigie_engine::transport::{ClientOptions, client};

use crate::server::{Script, Server, ended_by};
use crate::service;

type Callbacks = mpsc::UnboundedReceiver<(u64, Value)>;

/// Where the service calls back: address and what came.
async fn callbacks() -> (String, Callbacks) {
    let (sender, receiver) = mpsc::unbounded_channel();
    let router = Router::new().route("/back/{count}", post(called)).with_state(sender);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}/back", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await });
    (address, receiver)
}

async fn called(
    State(sender): State<mpsc::UnboundedSender<(u64, Value)>>,
    Path(count): Path<u64>,
    Json(message): Json<Value>,
) {
    sender.send((count, message)).unwrap();
}

#[tokio::test]
async fn a_suite_makes_restarts_and_closes_streams() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let serving = tokio::spawn(service::serve(listener));
    let http = client(&ClientOptions::new(&base.parse().unwrap())).unwrap();
    let (callback, mut called) = callbacks().await;
    let mut server = Server::play(vec![
        Script::answer("307 Temporary Redirect", &["Location: /stream"]),
        Script::event_stream(b":hello\nevent: greet\nid: 1\ndata: x\n\n").holding(),
        Script::event_stream(b"data:\n\ndata: ha").cutting(),
        Script::answer("204 No Content", &[]),
    ])
    .await;

    let status: Value = http.get(&base).send().await.unwrap().json().await.unwrap();
    assert!(status["capabilities"].as_array().unwrap().contains(&json!("restart")));

    let wanted = json!({
        "streamUrl": server.address, "callbackUrl": callback, "initialDelayMs": 0, "lastEventId": "0",
        "method": "REPORT", "body": "{}", "headers": { "x-test": "yes" },
    });
    let made = http.post(&base).json(&wanted).send().await.unwrap();
    assert_eq!(made.status(), 201);
    let stream = format!("{base}{}", made.headers()["location"].to_str().unwrap());

    let mut heard = async |count: u64| {
        let (counted, message) = ended_by(called.recv()).await.unwrap();
        assert_eq!(counted, count);
        message
    };
    assert_eq!(heard(1).await, json!({ "kind": "comment", "comment": "hello" }));
    let greeting = json!({ "type": "greet", "data": "x", "id": "1" });
    assert_eq!(heard(2).await, json!({ "kind": "event", "event": greeting }));

    for (command, status) in [("listen", 202), ("dance", 400), ("restart", 202)] {
        let answer = http.post(&stream).json(&json!({ "command": command })).send().await.unwrap();
        assert_eq!(answer.status(), status, "{command}");
    }
    server.left(2).await;
    assert_eq!(heard(3).await["event"], json!({ "type": "message", "data": "", "id": "1" }));
    assert_eq!(heard(4).await, json!({ "kind": "error", "error": "connection-lost" }));
    assert_eq!(heard(5).await, json!({ "kind": "error", "error": "ToldToStop" }));

    let heads = server.heads();
    assert!(
        heads.iter().all(|head| head.starts_with("report /") && head.contains("x-test: yes")),
        "{heads:?}"
    );
    assert!(heads[1].contains("last-event-id: 0") && heads[2].contains("last-event-id: 1"), "{heads:?}");

    for status in [204, 404] {
        assert_eq!(http.delete(&stream).send().await.unwrap().status(), status);
    }
    let unreadable = http.post(&base).json(&json!({ "streamUrl": "no address" })).send().await.unwrap();
    assert!(unreadable.status().is_client_error());
    assert_eq!(http.delete(&base).send().await.unwrap().status(), 204);
    drop(http);
    ended_by(serving).await.unwrap().unwrap();
}
