//! Django's StreamingHttpResponse on gunicorn's threads.

use std::time::Duration;

use reqwest::Client;
use serde_json::{Value, json};
use vigie_tests::{EstimatesBackend, EstimatesOptions, PATIENCE, eventually};

use super::stream::{End, MOMENT, Stream};
use crate::recorded::{Answer, recorded_of, whole};

/// Soon enough to be waited for.
const KEEPALIVE: Duration = Duration::from_millis(200);

fn recorded(name: &str) -> Answer {
    recorded_of("estimates", name)
}

async fn quick() -> EstimatesBackend {
    EstimatesBackend::start(EstimatesOptions { keepalive: KEEPALIVE, ..EstimatesOptions::default() }).await
}

async fn connected(backend: &EstimatesBackend, token: &str) -> Stream {
    let mut stream = Stream::at(backend.events(token)).await;
    stream.until("connected").await;
    stream
}

#[tokio::test]
async fn only_a_known_token_in_the_address_lets_in() {
    let backend = EstimatesBackend::start(EstimatesOptions::default()).await;
    let client = Client::new();
    let bare = format!("{}/api/v1/sse/events/", backend.url);
    assert_eq!(whole(client.get(&bare)).await, recorded("02-no-token"));
    assert_eq!(whole(client.get(&bare).bearer_auth("manager1-token")).await, recorded("02-no-token"));
    assert_eq!(whole(client.get(backend.events("nonsense"))).await, recorded("03-bad-token"));
    backend.grant_token("manager1", "a b&c").await;
    connected(&backend, "a%20b%26c").await;
}

#[tokio::test]
async fn statistics_are_told_to_a_bearer() {
    let backend = EstimatesBackend::start(EstimatesOptions::default()).await;
    let _held = connected(&backend, "manager2-token").await;
    let stats = Client::new().get(format!("{}/api/v1/sse/stats/", backend.url));
    let asked = |token: &str| stats.try_clone().expect("a request without a body").bearer_auth(token);
    assert_eq!(whole(asked("manager1-token")).await, recorded("06-stats"));
    assert_eq!(whole(asked("nonsense")).await.status, 401);
    assert_eq!(whole(stats).await, recorded("07-stats-no-auth"));
}

#[tokio::test]
async fn a_manager_hears_of_estimates_and_projects_as_recorded() {
    let backend = EstimatesBackend::start(EstimatesOptions::default()).await;
    let mut estimates = connected(&backend, "manager1-token").await;
    for number in [1, 2] {
        backend.create_estimate(&format!("Смета_2025-01-01_Объект_{number}"), "foreman1").await;
    }
    backend.update_estimate(1, "foreman1", json!({"status": "Отправлена"})).await;
    backend.update_estimate(2, "manager2", json!({"status": "Утверждена"})).await;
    backend.delete_estimate(2, "foreman1").await;
    let wanted = recorded("20-manager-sees-foreman");
    estimates.until_long(wanted.body.len()).await;
    assert_eq!(estimates.so_far(), wanted);

    let mut projects = connected(&backend, "manager1-token").await;
    backend.create_project("ЖК «Южный»").await;
    backend.update_project(1, json!({"name": "ЖК «Северный» III"})).await;
    let wanted = recorded("25-projects-to-manager");
    projects.until_long(wanted.body.len()).await;
    assert_eq!(projects.so_far(), wanted);
}

#[tokio::test]
async fn a_foreman_hears_what_others_do_to_his_estimates() {
    let backend = EstimatesBackend::start(EstimatesOptions::default()).await;
    let mut his = connected(&backend, "foreman1-token").await;
    let mut other = connected(&backend, "foreman2-token").await;
    let id = backend.create_estimate("Смета_1", "foreman1").await;
    backend.update_estimate(id, "manager1", json!({"status": "Утверждена"})).await;
    for login in ["foreman1", "foreman2"] {
        backend.tell(login, "anything.at_all", Value::Null).await;
    }
    for stream in [&mut his, &mut other] {
        stream.until("anything.at_all").await;
    }
    let events = |stream: &Stream| -> Vec<Value> {
        let data = stream.data().into_iter().map(|data| serde_json::from_str(&data).expect("JSON"));
        data.map(|message: Value| message["event"].clone()).collect()
    };
    assert_eq!(events(&his), ["connected", "estimate.updated", "anything.at_all"]);
    assert_eq!(events(&other), ["connected", "anything.at_all"]);
}

#[tokio::test]
async fn a_revoked_token_ends_its_stream_cleanly_at_the_next_keepalive() {
    let backend = quick().await;
    let mut stream = connected(&backend, "manager1-token").await;
    let wanted = recorded("01-connect-keepalive");
    stream.until_long(wanted.body.len()).await;
    assert!(stream.so_far().body.starts_with(&wanted.body), "{}", stream.text());
    backend.revoke_token("manager1-token").await;
    assert_eq!(stream.end().await, End::Clean);
    assert_eq!(whole(Client::new().get(backend.events("manager1-token"))).await, recorded("03-bad-token"));
}

#[tokio::test]
async fn with_all_threads_held_the_server_accepts_and_never_answers() {
    let backend = EstimatesBackend::start(EstimatesOptions { threads: 2, keepalive: KEEPALIVE }).await;
    let held = (connected(&backend, "manager1-token").await, connected(&backend, "manager1-token").await);
    assert_eq!(backend.held().await, 2);
    let stats = Client::new().get(format!("{}/api/v1/sse/stats/", backend.url)).bearer_auth("manager1-token");
    let mut answer = std::pin::pin!(whole(stats));
    assert!(tokio::time::timeout(MOMENT, &mut answer).await.is_err(), "no thread is left to answer");
    drop(held);
    assert_eq!(answer.await.status, 200, "a thread is free once its reader has left");
}

#[tokio::test]
async fn a_stopping_server_breaks_the_stream_and_knows_its_tokens_afterwards() {
    let backend = EstimatesBackend::start(EstimatesOptions::default()).await;
    let mut stream = connected(&backend, "manager1-token").await;
    backend.server.stop().await;
    assert_eq!((stream.end().await, stream.so_far()), (End::Broken, recorded("29-server-stopped")));
    backend.server.start_again().await;
    let mut stream = connected(&backend, "manager1-token").await;
    backend.create_estimate("Смета_1", "foreman1").await;
    stream.until("estimate.created").await;
    backend.server.kill().await;
    assert_eq!(stream.end().await, End::Broken);
}

#[tokio::test]
async fn twenty_estimates_reach_twenty_streams() {
    let backend = EstimatesBackend::start(EstimatesOptions::default()).await;
    let mut streams = Vec::new();
    for _ in 0..20 {
        streams.push(connected(&backend, "manager1-token").await);
    }
    let all_there = || async { (backend.held().await == 20).then_some(()) };
    eventually(PATIENCE, all_there).await;
    let numbers: Vec<_> = (1..=20).map(|number| format!("Смета_{number:02}")).collect();
    futures_util::future::join_all(numbers.iter().map(|number| backend.create_estimate(number, "foreman1")))
        .await;
    for stream in &mut streams {
        for number in &numbers {
            stream.until(number).await;
        }
        assert_eq!(stream.data().len(), 21, "each once");
    }
}
