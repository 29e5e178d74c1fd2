//! The backend that the other stories rely on sends what was recorded from the real system, byte for byte.

use reqwest::Client;
use serde_json::Value;
use vigie_tests::{DjangoBackend, Job, Options, PATIENCE, eventually};

use crate::recorded::{recorded, streamed, streamed_once_open, whole};

fn events(backend: &DjangoBackend, channels: &str) -> String {
    format!("{}/core/events/?channel=progress-{}", backend.url, channels.replace('&', "&channel=progress-"))
}

/// Opens the job's stream before the job begins, then lets it run: the recorded way.
async fn watched(backend: &DjangoBackend, alice: &Client, job: Job, id: &str, name: &str) {
    let wanted = recorded(name);
    backend.job(job.stepped()).await;
    let stream = alice.get(events(backend, id));
    let seen = streamed_once_open(stream, wanted.body.len(), backend.step(id, 100)).await;
    assert_eq!(seen, wanted, "{name}");
}

async fn finished(backend: &DjangoBackend, alice: &Client, id: &str) {
    let ended = || async { backend.row(alice, id).await["completed_at"].is_string().then_some(()) };
    eventually(PATIENCE, ended).await;
}

#[tokio::test]
async fn jobs_are_told_as_recorded() {
    let backend = DjangoBackend::start(Options::default()).await;
    let alice = backend.signed_in("alice").await;
    watched(&backend, &alice, Job::new("n1").total(8), "n1", "01-normal-job").await;
    watched(&backend, &alice, Job::new("w1").total(6).warn_at(&[2, 4]), "w1", "02-warning").await;
    watched(&backend, &alice, Job::new("f1").fail_at(5), "f1", "03-failure").await;

    let wanted = recorded("05-reconnect-last-event-id");
    let resumed = alice.get(events(&backend, "n1")).header("Last-Event-ID", "progress-n1:6");
    assert_eq!(streamed(resumed, wanted.body.len()).await, wanted);
    let wanted = recorded("06-replay-from-zero");
    let replayed = alice.get(events(&backend, "n1") + "&lastEventId=progress-n1:0");
    assert_eq!(streamed(replayed, wanted.body.len()).await, wanted);
}

#[tokio::test]
async fn refusals_and_a_lost_past_are_told_as_recorded() {
    let backend = DjangoBackend::start(Options::default()).await;
    let alice = backend.signed_in("alice").await;
    backend.job(Job::new("n1").total(1)).await;
    backend.job(Job::new("r1").total(5)).await;
    finished(&backend, &alice, "n1").await;
    finished(&backend, &alice, "r1").await;

    let anonymous = Client::new().get(events(&backend, "n1"));
    assert_eq!(whole(anonymous).await, recorded("21-forbidden-anonymous"));
    let one_of_two = alice.get(events(&backend, "n1&nobody"));
    assert_eq!(whole(one_of_two).await, recorded("22-forbidden-one-of-two"));
    let eleven: Vec<_> = (1..=11).map(|n| format!("n1{n}")).collect();
    assert_eq!(whole(alice.get(events(&backend, &eleven.join("&")))).await, recorded("26-eleven-channels"));

    // The last event of a job is stored a moment after its row has ended.
    let last = || async {
        let seen = streamed(alice.get(events(&backend, "r1") + "&lastEventId=progress-r1:0"), 0).await;
        seen.body.contains("progress-r1:7").then_some(())
    };
    eventually(PATIENCE, last).await;
    backend.forget_events("r1").await;
    let wanted = recorded("11-stream-reset");
    let resumed = alice.get(events(&backend, "r1")).header("Last-Event-ID", "progress-r1:2");
    assert_eq!(streamed(resumed, wanted.body.len()).await, wanted);
}

#[tokio::test]
async fn two_channels_share_a_stream_and_one_position_moves_at_a_time() {
    let backend = DjangoBackend::start(Options::default()).await;
    let alice = backend.signed_in("alice").await;
    let wanted = recorded("08-two-channels");
    for job in ["m1", "m2"] {
        backend.job(Job::new(job).total(4).stepped()).await;
    }
    let stream = alice.get(events(&backend, "m1&m2") + "&lastEventId=progress-m1:0,progress-m2:0");
    for job in ["m1", "m2"] {
        backend.step(job, 100).await;
    }
    // While events come, the library may begin its replay anew: asked for when all are there, it does not.
    let stored = || async {
        let seen = streamed(stream.try_clone().expect("a request without a body"), 0).await;
        (seen.body.contains("progress-m1:6") && seen.body.contains("progress-m2:6")).then_some(())
    };
    eventually(PATIENCE, stored).await;
    let seen = streamed(stream, wanted.body.len()).await;
    let mut before = 0;
    let ids: Vec<_> = seen.body.lines().filter_map(|line| line.strip_prefix("id: ")).collect();
    for id in &ids {
        let position = |channel: &str| -> u32 {
            let (_, rest) = id.split_once(channel).expect("every id names both channels");
            rest.split(',').next().expect("a position").parse().expect("a position is a number")
        };
        let sum = position("progress-m1:") + position("progress-m2:");
        assert_eq!(sum, before + 1, "{ids:?}");
        before = sum;
    }
    assert_eq!(ids.len(), 12);
    assert_eq!(seen.body.len(), wanted.body.len());
}

#[tokio::test]
async fn the_rest_side_answers_as_recorded() {
    let backend = DjangoBackend::start(Options::default()).await;
    let form = format!("{}/accounts/login/", backend.url);
    let alice = backend.signed_in("alice").await;
    backend.job(Job::new("w1").total(6).warn_at(&[2, 4])).await;
    backend.job(Job::new("act").idle()).await;
    finished(&backend, &alice, "w1").await;

    assert_eq!(shape(&backend.row(&alice, "w1").await), shape_of_fixture("31-rest-detail"));
    let stranger = Client::builder().redirect(reqwest::redirect::Policy::none()).build().expect("a client");
    let refused = stranger.get(format!("{}/core/sse-progress/active/", backend.url));
    assert_eq!(whole(refused).await, recorded("33-rest-not-logged-in"));

    let page = stranger.get(&form).send().await.expect("the login page");
    let cookie = page.headers()["set-cookie"].to_str().expect("text").to_owned();
    let token = cookie.split(['=', ';']).nth(1).expect("a token in the cookie").to_owned();
    let send = |password: &str| {
        let fields = [("csrfmiddlewaretoken", token.as_str()), ("username", "alice"), ("password", password)];
        stranger.post(&form).header("Cookie", format!("csrftoken={token}")).form(&fields)
    };
    assert_eq!(whole(stranger.get(&form)).await, recorded("40-login-page"));
    assert_eq!(whole(send("no")).await, recorded("41-login-wrong-password"));
    assert_eq!(whole(send("alice-pass")).await, recorded("42-login-ok"));

    let again = alice.get(&form).send().await.expect("the login page").text().await.expect("text");
    let token = again.split("value=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a token");
    let delete = |job: &str| {
        let url = format!("{}/core/sse-progress/{job}/delete/", backend.url);
        alice.delete(url).header("X-CSRFToken", token)
    };
    assert_eq!(whole(delete("act")).await, recorded("36-delete-active"));
    assert_eq!(whole(delete("w1")).await, recorded("37-delete-done"));
    let listed = alice.get(format!("{}/core/sse-progress/", backend.url)).send().await.expect("the list");
    let listed: Value = listed.json().await.expect("JSON");
    assert_eq!((&listed["count"], &listed["jobs"][0]["job_id"]), (&1.into(), &"act".into()));
}

fn shape_of_fixture(name: &str) -> Vec<(String, Value)> {
    shape(&serde_json::from_str(&recorded(name).body).expect("a recorded JSON"))
}

/// Every field with its value, times and speeds by their type only.
fn shape(row: &Value) -> Vec<(String, Value)> {
    let timed = ["_at", "duration", "per_second"];
    let kind = |value: &Value| if value.is_string() { "text" } else { "number" }.into();
    let fields = row.as_object().expect("an object").iter().map(|(name, value)| {
        let of_the_run = timed.iter().any(|end| name.ends_with(end));
        (name.clone(), if of_the_run { kind(value) } else { value.clone() })
    });
    fields.collect()
}
