//! The demo against what a real Django with django-eventstream sent: whole responses, byte for byte, with only
//! what must differ (dates, tokens, durations) blanked on both sides.

#![allow(clippy::unwrap_used, reason = "in a test, a surprise is a failure")]

#[allow(dead_code, reason = "each test file uses its part of it")]
mod wire;

use std::time::Duration;

use vigie_demo::{Builder, Demo, Faults, JobSpec, Pace, Scenario, Users};
use wire::{End, Exchange, find, sign_in};

/// Under this seed the demo names m2 before m1, as the captured server did.
const SEED: u64 = 2;

/// And under this one g2 before g1.
const GRIP_SEED: u64 = 1;

struct Capture {
    head: String,
    body: Vec<u8>,
}

fn capture(name: &str) -> Capture {
    let path = format!("{}/../../tests/fixtures/sse-progress/{name}.txt", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read(&path).unwrap();
    let start = find(&text, b"\n\n").unwrap() + 2;
    let end = text.len() - text.iter().rev().skip(1).position(|byte| *byte == b'\n').unwrap() - 2;
    let response = &text[start..end];
    let split = find(response, b"\r\n\r\n").unwrap();
    Capture {
        head: String::from_utf8(response[..split + 2].to_vec()).unwrap(),
        body: response[split + 4..].to_vec(),
    }
}

/// Replaces what follows each `key`, up to one of `stops`.
fn blanked(text: &str, keys: &[&str], stops: &[char]) -> String {
    let mut text = text.to_owned();
    for key in keys {
        let mut out = String::new();
        let mut rest = text.as_str();
        while let Some(at) = rest.find(key) {
            out.push_str(&rest[..at + key.len()]);
            out.push('…');
            let value = &rest[at + key.len()..];
            rest = &value[value.find(stops).unwrap_or(value.len())..];
        }
        out.push_str(rest);
        text = out;
    }
    text
}

fn head(text: &str) -> String {
    let text = blanked(text, &["date: ", "Expires: "], &['\r']);
    let text = blanked(&text, &["es-meta="], &['>']);
    blanked(&text, &["csrftoken=", "sessionid=", "expires="], &[';'])
}

fn page(text: &[u8]) -> String {
    blanked(std::str::from_utf8(text).unwrap(), &["csrfmiddlewaretoken\" value=\""], &['"'])
}

fn row(text: &[u8]) -> String {
    let keys =
        ["created_at\": ", "started_at\": ", "completed_at\": ", "duration\": ", "items_per_second\": "];
    blanked(std::str::from_utf8(text).unwrap(), &keys, &[',', '}'])
}

fn lengthless(head: &str) -> String {
    blanked(head, &["Content-Length: "], &['\r'])
}

fn builder() -> Builder {
    Demo::builder().scenario(Scenario::Empty).users(Users::alice_and_bob()).seed(SEED).pace(Pace::Manual)
}

async fn empty() -> Demo {
    builder().start().await.unwrap()
}

fn invoices(id: &str, total: i64) -> JobSpec {
    JobSpec { start_after_ms: 1_500, ..JobSpec::new(id, total).at_rate(4.0) }
}

/// Plays time in small steps while someone listens, so that each event is told when it happens.
async fn play(demo: &Demo, listener: &mut Exchange, jobs: &[&vigie_demo::JobHandle], seconds: u32) {
    for _ in 0..seconds * 20 {
        demo.step(Duration::from_millis(50)).await;
        let events: i64 = jobs.iter().map(|job| job.position()).sum();
        let told = |body: &[u8]| body.windows(6).filter(|line| line == b"\ndata:").count() as i64;
        // The first of them belongs to stream-open.
        listener.until(|body| told(body) > events).await;
    }
}

/// Opens a stream as alice.
async fn listen(demo: &Demo, channels: &str, headers: &[&str]) -> Exchange {
    let (cookie, _) = sign_in(demo.port, "alice").await;
    let headers: Vec<&str> = headers.iter().copied().chain([cookie.as_str()]).collect();
    Exchange::get(demo.port, &format!("/core/events/?{channels}"), &headers).await
}

async fn assert_stream(mut got: Exchange, name: &str) {
    let expected = capture(name);
    let length = expected.body.len();
    let body = got.until(|body| body.len() >= length).await;
    assert_eq!(String::from_utf8_lossy(&body), String::from_utf8_lossy(&expected.body), "{name}");
    assert_eq!(head(&got.head), head(&expected.head), "{name}");
}

/// A stream that is open while a job goes its way.
async fn assert_played(spec: JobSpec, name: &str) {
    let demo = empty().await;
    let channel = format!("channel=progress-{}", spec.id.as_deref().unwrap());
    let job = demo.job(&spec);
    let mut stream = listen(&demo, &channel, &[]).await;
    stream.until_text("stream-open\ndata:\n\n").await;
    play(&demo, &mut stream, &[&job], 5).await;
    assert_eq!(stream.body().1, End::Open, "the server never ends a stream by itself");
    assert_stream(stream, name).await;
}

#[tokio::test]
async fn c01_a_normal_job() {
    assert_played(invoices("n1", 8), "01-normal-job").await;
}

#[tokio::test]
async fn c02_a_job_with_warnings() {
    assert_played(invoices("w1", 6).warning_at([2, 4]), "02-warning").await;
}

#[tokio::test]
async fn c03_a_job_that_fails() {
    assert_played(invoices("f1", 10).failing_at(5), "03-failure").await;
}

#[tokio::test]
async fn c04_silence_is_filled_with_keep_alives() {
    let demo = builder().keep_alive(Duration::from_millis(30)).start().await.unwrap();
    demo.job(&JobSpec::new("n1", 8));
    assert_stream(listen(&demo, "channel=progress-n1", &[]).await, "04-idle-keepalive").await;
}

async fn with_n1_done() -> Demo {
    let demo = empty().await;
    demo.job(&invoices("n1", 8));
    demo.step(Duration::from_secs(5)).await;
    demo
}

#[tokio::test]
async fn c05_a_reconnect_resumes_after_the_last_id() {
    let demo = with_n1_done().await;
    let stream = listen(&demo, "channel=progress-n1", &["Last-Event-ID: progress-n1:6"]).await;
    assert_stream(stream, "05-reconnect-last-event-id").await;
}

#[tokio::test]
async fn c06_a_replay_from_zero_tells_everything() {
    let demo = with_n1_done().await;
    let stream = listen(&demo, "channel=progress-n1&lastEventId=progress-n1:0", &[]).await;
    assert_stream(stream, "06-replay-from-zero").await;
}

fn m1_and_m2(demo: &Demo) -> [vigie_demo::JobHandle; 2] {
    let slower = JobSpec { start_after_ms: 1_560, ..invoices("m2", 4).at_rate(3.5) };
    [demo.job(&slower), demo.job(&invoices("m1", 4))]
}

#[tokio::test]
async fn c08_and_c09_two_channels_in_one_stream() {
    let demo = empty().await;
    let [m2, m1] = m1_and_m2(&demo);
    let both = "channel=progress-m1&channel=progress-m2";
    let mut stream = listen(&demo, both, &[]).await;
    stream.until_text("stream-open\ndata:\n\n").await;
    play(&demo, &mut stream, &[&m1, &m2], 5).await;
    assert_stream(stream, "08-two-channels").await;

    let stream = listen(&demo, both, &["Last-Event-ID: progress-m1:3,progress-m2:5"]).await;
    assert_stream(stream, "09-replay-two-channels").await;
}

#[tokio::test]
async fn c11_a_trimmed_id_resets_the_stream() {
    let demo = empty().await;
    let job = demo.job(&invoices("r1", 5));
    demo.step(Duration::from_secs(5)).await;
    job.trim_history();
    let stream = listen(&demo, "channel=progress-r1", &["Last-Event-ID: progress-r1:2"]).await;
    assert_stream(stream, "11-stream-reset").await;
}

async fn assert_ended(mut got: Exchange, name: &str) {
    let (_, end) = got.whole().await;
    assert_eq!(end, End::Proper, "{name}");
    assert_stream(got, name).await;
}

#[tokio::test]
async fn c21_anonymous_listeners_are_told_no() {
    let demo = with_n1_done().await;
    assert_ended(
        Exchange::get(demo.port, "/core/events/?channel=progress-n1", &[]).await,
        "21-forbidden-anonymous",
    )
    .await;
}

#[tokio::test]
async fn c22_one_forbidden_channel_spoils_all() {
    let demo = with_n1_done().await;
    let stream = listen(&demo, "channel=progress-n1&channel=progress-nobody", &[]).await;
    assert_ended(stream, "22-forbidden-one-of-two").await;
}

#[tokio::test]
async fn c26_eleven_channels_are_too_many() {
    let demo = with_n1_done().await;
    let query: String = (1..=11).map(|number| format!("channel=progress-n1{number}&")).collect();
    assert_ended(listen(&demo, &query, &[]).await, "26-eleven-channels").await;
}

async fn all_jobs() -> Demo {
    let demo = empty().await;
    let seconds = Duration::from_secs;
    demo.job(&invoices("n1", 8));
    demo.step(seconds(6)).await;
    demo.job(&invoices("w1", 6).warning_at([2, 4]));
    demo.step(seconds(6)).await;
    demo.job(&invoices("f1", 10).failing_at(5));
    demo.step(seconds(6)).await;
    m1_and_m2(&demo);
    for (id, total, rate) in
        [("r1", 5, 430.0), ("été 1:2,3", 2, 190.0), ("big", 500, 427.0), ("race", 800, 200.0)]
    {
        demo.step(seconds(6)).await;
        demo.job(&invoices(id, total).at_rate(rate));
    }
    demo.step(seconds(10)).await;
    demo
}

async fn rest(demo: &Demo, path: &str, name: &str) {
    let (cookie, _) = sign_in(demo.port, "alice").await;
    let mut got = Exchange::get(demo.port, path, &[&cookie]).await;
    let (body, _) = got.whole().await;
    let expected = capture(name);
    assert_eq!(row(&body), row(&expected.body), "{name}");
    // Durations differ in their number of digits, and so does the length.
    assert_eq!(lengthless(&head(&got.head)), lengthless(&head(&expected.head)), "{name}");
    assert_eq!(got.header("content-length").unwrap(), body.len().to_string());
}

#[tokio::test]
async fn c30_the_list() {
    let demo = all_jobs().await;
    rest(&demo, "/core/sse-progress/", "30-rest-list").await;
}

#[tokio::test]
async fn c31_and_c32_one_job() {
    let demo = all_jobs().await;
    rest(&demo, "/core/sse-progress/w1/", "31-rest-detail").await;
    rest(&demo, "/core/sse-progress/f1/", "32-rest-detail-failed").await;
}

async fn assert_page(mut got: Exchange, name: &str) {
    let (body, end) = got.whole().await;
    assert_eq!(end, End::Proper, "{name}");
    let expected = capture(name);
    assert_eq!(page(&body), page(&expected.body), "{name}");
    assert_eq!(head(&got.head), head(&expected.head), "{name}");
}

#[tokio::test]
async fn c33_not_signed_in() {
    let demo = empty().await;
    assert_page(Exchange::get(demo.port, "/core/sse-progress/active/", &[]).await, "33-rest-not-logged-in")
        .await;
}

#[tokio::test]
async fn c35_a_deletion_without_a_token() {
    let demo = with_n1_done().await;
    let (cookie, _) = sign_in(demo.port, "alice").await;
    let mut got = Exchange::begin(demo.port, "DELETE /core/sse-progress/n1/delete/", &[&cookie], "").await;
    let (body, _) = got.whole().await;
    let expected = capture("35-delete-without-csrf");
    assert_eq!(head(&got.head), head(&expected.head));
    // The capture leaves 24 lines out of the page.
    let (first, last) =
        std::str::from_utf8(&expected.body).unwrap().split_once("[... 24 lines left out ...]\n").unwrap();
    let body = String::from_utf8(body).unwrap();
    assert!(body.starts_with(first) && body.ends_with(last));
    assert_eq!(body.lines().count(), first.lines().count() + 24 + last.lines().count());
    assert!(demo.find("n1").is_some());
}

#[tokio::test]
async fn c36_and_c37_deletions() {
    let demo = empty().await;
    demo.job(&JobSpec::new("act", 10)).start();
    demo.job(&invoices("w1", 6));
    demo.step(Duration::from_secs(5)).await;
    let (cookie, token) = sign_in(demo.port, "alice").await;
    let token = format!("X-CSRFToken: {token}");
    let delete = async |job: &str, name: &str| {
        let request = format!("DELETE /core/sse-progress/{job}/delete/");
        assert_page(Exchange::begin(demo.port, &request, &[&cookie, &token], "").await, name).await;
    };
    delete("act", "36-delete-active").await;
    delete("w1", "37-delete-done").await;
    assert!(demo.find("act").is_some());
    assert!(demo.find("w1").is_none());
}

#[tokio::test]
async fn c40_the_login_page() {
    let demo = empty().await;
    assert_page(Exchange::get(demo.port, "/accounts/login/", &[]).await, "40-login-page").await;
}

#[tokio::test]
async fn c41_and_c42_signing_in() {
    let demo = empty().await;
    let secret = "wc14NU1OQ9qN7h3xMcdpdFYCRthY5kXn";
    let cookie = format!("Cookie: csrftoken={secret}");
    let try_with = async |password: &str| {
        let form = format!("csrfmiddlewaretoken={secret}&username=alice&password={password}");
        Exchange::begin(demo.port, "POST /accounts/login/", &[&cookie], &form).await
    };
    let wrong = try_with("no").await;
    assert_eq!(wrong.cookie("csrftoken").as_deref(), Some(secret), "the cookie is renewed");
    assert_page(wrong, "41-login-wrong-password").await;
    let right = try_with("alice-pass").await;
    assert_ne!(right.cookie("csrftoken").as_deref(), Some(secret), "the secret is changed");
    assert_page(right, "42-login-ok").await;
}

/// Two jobs of a server set up for a GRIP proxy, without that proxy: g1 under way, g2 not begun.
async fn without_its_proxy() -> Demo {
    let finite = Faults { finite: true, ..Faults::default() };
    let demo = builder().seed(GRIP_SEED).faults(finite).start().await.unwrap();
    let g1 = demo.job(&JobSpec::new("g1", 4));
    demo.job(&JobSpec::new("g2", 4));
    g1.start();
    g1.progress(1);
    g1.progress(2);
    g1.progress_saying(3, "75 % envoyés");
    demo
}

#[tokio::test]
async fn grip_answers_end() {
    let demo = without_its_proxy().await;
    let one = "channel=progress-g1";
    assert_ended(listen(&demo, one, &[]).await, "grip-01-open").await;
    let replay = format!("{one}&lastEventId=progress-g1:0");
    assert_ended(listen(&demo, &replay, &[]).await, "grip-02-replay-percent-doubled").await;
    let unknown = ["Last-Event-ID: progress-g1:77"];
    assert_ended(listen(&demo, one, &unknown).await, "grip-04-stream-reset").await;
    assert_ended(listen(&demo, "channel=progress-nobody", &[]).await, "grip-05-forbidden").await;
}

#[tokio::test]
async fn grip_answers_name_all_channels() {
    let demo = without_its_proxy().await;
    let both = "channel=progress-g1&channel=progress-g2";
    let last = ["Last-Event-ID: progress-g1:2,progress-g2:0"];
    assert_ended(listen(&demo, both, &last).await, "grip-03-resume-two-channels").await;
}
