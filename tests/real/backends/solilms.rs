//! Laravel on PHP's own server.

use reqwest::Client;
use reqwest::redirect::Policy;
use serde_json::{Value, json};
use vigie_tests::{SoliLmsBackend, SoliLmsOptions};

use super::stream::{End, MOMENT, Stream};
use crate::recorded::{Answer, recorded_of, whole};

const APPRENANT: &str = "apprenant";

fn recorded(name: &str) -> Answer {
    recorded_of("solilms", name)
}

fn stranger() -> Client {
    Client::builder().cookie_store(true).redirect(Policy::none()).build().expect("a client")
}

async fn started() -> SoliLmsBackend {
    SoliLmsBackend::start(SoliLmsOptions::default()).await
}

/// What the form wants back.
async fn form_token(client: &Client, login: &str) -> String {
    let page = client.get(login).send().await.expect("the form").text().await.expect("text");
    let token = page.split("_token\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    token.expect("a token").to_owned()
}

/// A stream that has begun.
async fn open(backend: &SoliLmsBackend, client: &Client, last_id: u64) -> Stream {
    let mut stream = Stream::open(client.get(backend.events(last_id))).await;
    stream.until("retry: 5000\n").await;
    stream
}

/// The notifications of each `notif` so far.
fn batches(stream: &Stream) -> Vec<Vec<Value>> {
    let data = stream.data().into_iter().map(|data| serde_json::from_str::<Value>(&data).expect("JSON"));
    data.filter_map(|data| data["items"].as_array().cloned()).collect()
}

#[tokio::test]
async fn sign_in_and_refusals_are_told_as_recorded() {
    let backend = started().await;
    let login = format!("{}/login", backend.url);
    let client = stranger();
    assert_eq!(whole(client.get(&login)).await, recorded("01-login-page"));
    let token = form_token(&client, &login).await;
    let form = |client: &Client, token: &str, password: &str| {
        let email = "apprenant@solilms.local";
        client.post(&login).form(&[("_token", token), ("email", email), ("password", password)])
    };
    assert_eq!(whole(form(&client, &token, "no")).await, recorded("03-login-wrong"));
    assert_eq!(whole(form(&client, "", "apprenant-pass")).await.status, 419);
    assert_eq!(whole(form(&stranger(), &token, "apprenant-pass")).await.status, 419);
    assert_eq!(whole(form(&client, &token, "apprenant-pass")).await, recorded("02-login-ok"));

    let refused = |accept: &str| stranger().get(backend.events(0)).header("Accept", accept);
    assert_eq!(whole(refused("*/*")).await, recorded("07-stream-not-logged-in"));
    assert_eq!(whole(refused("text/event-stream")).await, recorded("08-stream-not-logged-in-event-stream"));
    assert_eq!(whole(refused("application/json")).await, recorded("09-stream-not-logged-in-json"));
    let script = refused("*/*").header("X-Requested-With", "XMLHttpRequest");
    assert_eq!(whole(script).await.status, 401);
}

#[tokio::test]
async fn notifications_and_changes_are_told_as_recorded() {
    let backend = started().await;
    let client = backend.signed_in(APPRENANT).await;
    let wanted = recorded("21-notif");
    let mut stream = open(&backend, &client, 0).await;
    backend.notify(APPRENANT, 2).await;
    stream.until("\"last_id\":2}").await;
    backend.notify(APPRENANT, 1).await;
    stream.until_long(wanted.body.len()).await;
    assert_eq!(stream.so_far(), wanted);

    // A stream that was left does not know it yet, and would take changes for itself.
    drop(stream);
    backend.server.restart().await;
    let wanted = recorded("22-crud");
    let mut stream = open(&backend, &client, 3).await;
    for (event, payload) in [
        ("crud.update", r#"{"model":"RealisationTache","id":1,"action":"updated","fields":{"etat":2}}"#),
        ("crud.update", r#"{"model":"RealisationTache","id":1,"action":"updated","fields":{"etat":3}}"#),
        ("crud.create", r#"{"model":"RealisationTache","id":4,"action":"created","fields":{"etat":1}}"#),
        ("crud.delete", r#"{"model":"RealisationTache","id":4,"action":"deleted"}"#),
    ] {
        backend.crud(APPRENANT, event, payload).await;
    }
    stream.until_long(wanted.body.len()).await;
    assert_eq!(stream.so_far(), wanted);
    drop(stream);
    backend.server.restart().await;

    let wanted = recorded("23-notif-and-crud-in-one-turn");
    backend.notify(APPRENANT, 1).await;
    let payload = r#"{"model":"RealisationTache","id":1,"action":"updated","fields":{"etat":4}}"#;
    backend.crud(APPRENANT, "crud.update", payload).await;
    let mut stream = open(&backend, &client, 3).await;
    stream.until_long(wanted.body.len()).await;
    assert_eq!(stream.so_far(), wanted);

    let wanted = recorded("24-reconnect-last-id");
    backend.notify(APPRENANT, 3).await;
    let resumed = client.get(backend.events(5)).header("Last-Event-ID", "1");
    let mut stream = Stream::open(resumed).await;
    stream.until_long(wanted.body.len()).await;
    assert_eq!(stream.so_far(), wanted);
}

#[tokio::test]
async fn a_backlog_comes_in_batches_of_fifty_with_what_was_read() {
    let backend = started().await;
    let client = backend.signed_in(APPRENANT).await;
    backend.notify(APPRENANT, 100).await;
    backend.notify("formateur", 5).await;
    let read = json!({"is_read": true, "title": "<b>Rappel</b>", "data": null});
    backend.notify_with(APPRENANT, 20, read).await;
    let mut stream = open(&backend, &client, 0).await;
    stream.until("\"last_id\":125}").await;
    let batches = batches(&stream);
    assert_eq!(batches.iter().map(Vec::len).collect::<Vec<_>>(), [50, 50, 20]);
    assert_eq!(batches[1][49]["is_read"], false);
    assert_eq!((&batches[2][0]["is_read"], &batches[2][0]["title"]), (&true.into(), &"<b>Rappel</b>".into()));
}

#[tokio::test]
async fn an_expired_session_leaves_the_stream_open_and_sends_the_next_one_to_the_form() {
    let backend = started().await;
    let client = backend.signed_in(APPRENANT).await;
    let mut stream = open(&backend, &client, 0).await;
    backend.expire_sessions().await;
    backend.notify(APPRENANT, 1).await;
    stream.until("\"last_id\":1}").await;
    assert_eq!(whole(client.get(backend.events(1))).await, recorded("07-stream-not-logged-in"));

    // Who was refused at the stream is sent to the stream after the form.
    let login = format!("{}/login", backend.url);
    let token = form_token(&client, &login).await;
    let form =
        [("_token", token.as_str()), ("email", "apprenant@solilms.local"), ("password", "apprenant-pass")];
    let answer = client.post(&login).form(&form).send().await.expect("an answer");
    let target = answer.headers()["location"].to_str().expect("text");
    assert_eq!((answer.status().as_u16(), target), (302, backend.events(1).as_str()));
}

#[tokio::test]
async fn with_output_buffering_not_even_headers_come_before_the_first_event() {
    let backend = SoliLmsBackend::start(SoliLmsOptions { buffered: true, ..SoliLmsOptions::default() }).await;
    let client = backend.signed_in(APPRENANT).await;
    let mut stream = std::pin::pin!(Stream::open(client.get(backend.events(0))));
    assert!(tokio::time::timeout(MOMENT, &mut stream).await.is_err(), "nothing comes");
    backend.notify(APPRENANT, 2).await;
    let mut stream = stream.await;
    stream.until("\"last_id\":2}\n\n").await;
    backend.notify(APPRENANT, 1).await;
    let wanted = recorded("21-notif");
    stream.until_long(wanted.body.len()).await;
    assert_eq!(stream.so_far(), wanted);
    backend.buffer(false).await;
    open(&backend, &client, 0).await;
}

#[tokio::test]
async fn a_stop_looks_like_a_clean_end_and_what_came_meanwhile_is_told_after_it() {
    let backend = started().await;
    let client = backend.signed_in(APPRENANT).await;
    let mut stream = open(&backend, &client, 0).await;
    backend.notify(APPRENANT, 1).await;
    stream.until("\"last_id\":1}").await;
    backend.server.stop().await;
    assert_eq!(stream.end().await, End::Clean);
    backend.notify(APPRENANT, 2).await;
    backend.crud(APPRENANT, "crud.delete", r#"{"model":"Tache","id":9,"action":"deleted"}"#).await;
    backend.server.start_again().await;
    let mut stream = open(&backend, &client, 1).await;
    stream.until("crud.delete").await;
    let ids: Vec<_> = batches(&stream).concat().iter().map(|item| item["id"].clone()).collect();
    assert_eq!(ids, [2, 3]);
    backend.server.kill().await;
    assert_eq!(stream.end().await, End::Clean);
}

#[tokio::test]
async fn each_change_reaches_one_of_twenty_streams_and_each_notification_all() {
    let backend = SoliLmsBackend::start(SoliLmsOptions { workers: 24, ..SoliLmsOptions::default() }).await;
    let client = backend.signed_in(APPRENANT).await;
    let mut streams = Vec::new();
    for _ in 0..20 {
        streams.push(open(&backend, &client, 0).await);
    }
    for id in 0..20 {
        let payload = format!(r#"{{"model":"Tache","id":{id},"action":"updated"}}"#);
        backend.crud(APPRENANT, "crud.update", &payload).await;
    }
    backend.notify(APPRENANT, 20).await;
    let all_told =
        |streams: &[Stream]| streams.iter().all(|stream| stream.text().contains("\"last_id\":20}"));
    let changes = |streams: &[Stream]| -> usize {
        streams.iter().map(|stream| stream.text().matches("crud.update").count()).sum()
    };
    while !all_told(&streams) || changes(&streams) < 20 {
        futures_util::future::join_all(streams.iter_mut().map(|stream| stream.heard_within(MOMENT))).await;
    }
    assert_eq!(changes(&streams), 20);
    assert!(streams.iter().all(|stream| batches(stream).concat().len() == 20));
}
