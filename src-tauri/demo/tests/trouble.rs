//! What goes wrong on demand, and what the demo counts.

#![allow(clippy::unwrap_used, reason = "in a test, a surprise is a failure")]

#[allow(dead_code, reason = "each test file uses its part of it")]
mod wire;

use std::time::Duration;

use tokio::net::TcpStream;
use vigie_demo::{Builder, Cut, Demo, Faults, JobSpec, Pace, Route, Scenario, Scope, Unavailable, Users};
use wire::{End, Exchange, sign_in};

const OPENED: &str = "stream-open\ndata:\n\n";
const SOON: Duration = Duration::from_millis(20);

fn builder() -> Builder {
    Demo::builder().scenario(Scenario::Empty).pace(Pace::Manual)
}

async fn empty() -> Demo {
    builder().start().await.unwrap()
}

async fn listen(demo: &Demo, query: &str) -> Exchange {
    Exchange::get(demo.port, &format!("/core/events/?{query}"), &[]).await
}

/// A stream of job `j` that is open.
async fn listening(demo: &Demo) -> Exchange {
    let mut stream = listen(demo, "channel=progress-j").await;
    stream.until_text(OPENED).await;
    stream
}

#[tokio::test]
async fn streams_end_or_break_on_demand() {
    let demo = empty().await;
    demo.job(&JobSpec::new("j", 10));
    for (cut, end) in [(Cut::Clean, End::Proper), (Cut::Broken, End::Broken)] {
        let mut stream = listening(&demo).await;
        demo.cut_streams(cut);
        assert_eq!(stream.whole().await.1, end, "{cut:?}");
    }
}

#[tokio::test]
async fn a_restart_breaks_streams_and_keeps_port_jobs_and_ids() {
    let demo = empty().await;
    let job = demo.job(&JobSpec::new("j", 10));
    job.start();
    let mut stream = listening(&demo).await;
    job.progress(1);
    stream.until_text("progress-j:2").await;
    demo.restart(SOON).await;
    assert_eq!(stream.whole().await.1, End::Broken);
    job.progress(2);
    let mut stream = listen(&demo, "channel=progress-j&lastEventId=progress-j:2").await;
    stream.until_text("id: progress-j:3\n").await;
}

#[tokio::test]
async fn connections_are_refused_for_a_while_and_open_ones_stay() {
    let demo = empty().await;
    let job = demo.job(&JobSpec::new("j", 10));
    let mut stream = listening(&demo).await;
    let refused = async {
        while TcpStream::connect(("127.0.0.1", demo.port)).await.is_ok() {
            tokio::task::yield_now().await;
        }
        job.start();
        stream.until_text("id: progress-j:1\n").await;
    };
    tokio::join!(demo.refuse_for(Duration::from_millis(300)), refused);
    assert_eq!(Exchange::get(demo.port, "/core/sse-progress/", &[]).await.status(), 200);
}

#[tokio::test]
async fn a_deaf_stream_lives_and_hears_nothing_for_good_while_rest_goes_on() {
    let demo = builder().keep_alive(Duration::from_millis(10)).start().await.unwrap();
    let job = demo.job(&JobSpec::new("j", 10));
    let mut stream = listening(&demo).await;
    demo.set_faults(Faults { deaf: true, ..Faults::default() });
    job.start();
    job.progress(4);
    demo.set_faults(Faults::default());
    job.progress(5);
    let body = stream.until_text("event: keep-alive\ndata:\n\nevent: keep-alive\ndata:\n\n").await;
    assert!(!body.contains("progress-j"));
    let mut detail = Exchange::get(demo.port, "/core/sse-progress/j/", &[]).await;
    detail.until_text(r#""processed_items": 5"#).await;
    // Whoever connects anew hears everything.
    listen(&demo, "channel=progress-j&lastEventId=progress-j:0").await.until_text("progress-j:3\n").await;
}

#[tokio::test]
async fn a_server_that_is_busy_says_when_to_come_back() {
    let busy = Unavailable { scope: Scope::Streams, retry_after_s: Some(7) };
    let faults = Faults { unavailable: Some(busy), ..Faults::default() };
    let demo = builder().faults(faults).start().await.unwrap();
    demo.job(&JobSpec::new("j", 10));
    let stream = listen(&demo, "channel=progress-j").await;
    assert_eq!((stream.status(), stream.header("retry-after")), (503, Some("7")));
    assert_eq!(Exchange::get(demo.port, "/core/sse-progress/", &[]).await.status(), 200);
}

#[tokio::test]
async fn a_silent_server_takes_requests_and_does_not_answer() {
    let demo = empty().await;
    demo.set_faults(Faults { silent: Some(Scope::All), ..Faults::default() });
    let asked = Exchange::get(demo.port, "/core/sse-progress/", &[]);
    let freed = async {
        demo.until(|counters| counters.requests_of(Route::List) == 1).await;
        demo.set_faults(Faults::default());
    };
    let (answer, ()) = tokio::join!(asked, freed);
    assert_eq!(answer.status(), 200);
    assert_eq!(demo.counters().connections_total, 1);
}

#[tokio::test]
async fn a_server_that_never_answers_can_still_be_stopped() {
    let demo = empty().await;
    demo.set_faults(Faults { silent: Some(Scope::All), ..Faults::default() });
    let mut stream = TcpStream::connect(("127.0.0.1", demo.port)).await.unwrap();
    tokio::io::AsyncWriteExt::write_all(&mut stream, b"GET / HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
    demo.until(|counters| counters.requests_of(Route::Other) == 1).await;
    let port = demo.port;
    demo.shutdown().await;
    assert!(TcpStream::connect(("127.0.0.1", port)).await.is_err());
}

#[tokio::test]
async fn without_its_proxy_a_grip_server_answers_and_ends() {
    let demo = builder().faults(Faults { finite: true, ..Faults::default() }).start().await.unwrap();
    let job = demo.job(&JobSpec::new("j", 10));
    job.start();
    job.progress(3);
    let (body, end) = listen(&demo, "channel=progress-j&lastEventId=progress-j:1").await.whole().await;
    assert_eq!(end, End::Proper);
    assert!(String::from_utf8(body).unwrap().contains("id: progress-j:2\n"));
    assert_eq!(demo.counters().streams_open(), 0);
}

#[tokio::test]
async fn sessions_can_be_dropped() {
    let demo = builder().users(Users::alice_and_bob()).start().await.unwrap();
    let (cookie, _) = sign_in(demo.port, "alice").await;
    assert_eq!(Exchange::get(demo.port, "/core/sse-progress/", &[&cookie]).await.status(), 200);
    demo.drop_sessions();
    let answer = Exchange::get(demo.port, "/core/sse-progress/", &[&cookie]).await;
    assert_eq!(answer.header("location"), Some("/accounts/login/?next=/core/sse-progress/"));
}

#[tokio::test]
async fn a_list_can_leave_jobs_out() {
    let demo = empty().await;
    demo.job(&JobSpec::new("seen", 10));
    demo.job(&JobSpec::new("hidden", 10));
    demo.set_faults(Faults { omitted: vec!["hidden".into()], ..Faults::default() });
    let mut list = Exchange::get(demo.port, "/core/sse-progress/active/", &[]).await;
    let body = String::from_utf8(list.whole().await.0).unwrap();
    assert!(body.contains("\"seen\"") && !body.contains("\"hidden\""));
    assert_eq!(Exchange::get(demo.port, "/core/sse-progress/hidden/", &[]).await.status(), 200);
}

#[tokio::test]
async fn a_replay_can_repeat_itself() {
    let demo = builder().faults(Faults { repeat_replay: true, ..Faults::default() }).start().await.unwrap();
    let job = demo.job(&JobSpec::new("j", 10));
    job.start();
    job.progress(1);
    let mut stream = listen(&demo, "channel=progress-j&lastEventId=progress-j:0").await;
    let twice = |body: &[u8]| String::from_utf8_lossy(body).matches("id: progress-j:2\n").count() == 2;
    let body = stream.until(twice).await;
    let ids: Vec<u8> = String::from_utf8(body)
        .unwrap()
        .lines()
        .filter_map(|line| line.strip_prefix("id: progress-j:"))
        .map(|position| position.parse().unwrap())
        .collect();
    assert_eq!(ids, [1, 2, 1, 2]);
}

#[tokio::test]
async fn a_long_replay_comes_in_pages_and_steps_back_for_the_other_channels() {
    let demo = empty().await;
    let long = demo.job(&JobSpec::new("long", 1_000));
    let short = demo.job(&JobSpec::new("short", 10));
    long.start();
    (1..120).for_each(|done| long.progress(done));
    short.start();
    let both = "channel=progress-long&channel=progress-short";
    let mut stream = listen(&demo, &format!("{both}&lastEventId=progress-long:0,progress-short:0")).await;
    let body = stream.until_text("progress-long:120").await;
    assert_eq!(body.matches("event: start\n").count(), 1 + 3, "the short one is told on each of three pages");
    assert_eq!(body.matches("event: progress\n").count(), 119);
    assert_eq!(body.matches(OPENED).count(), 1);
    short.progress(1);
    stream.until_text("progress-short:2").await;
}

#[tokio::test]
async fn ids_that_make_no_sense() {
    let demo = empty().await;
    demo.job(&JobSpec::new("j", 10)).start();
    let path = "/core/events/?channel=progress-j";
    let mut refused = Exchange::get(demo.port, path, &["Last-Event-ID: error"]).await;
    assert_eq!(refused.status(), 400);
    refused.until_text("Can't resume session after stream-error").await;
    let mut unparsed = Exchange::get(demo.port, path, &["Last-Event-ID: a:b:c"]).await;
    unparsed.until_text("Invalid request: Failed to parse Last-Event-ID or lastEventId.").await;
    let (body, end) = Exchange::get(demo.port, path, &["Last-Event-ID: progress-j:x"]).await.whole().await;
    assert_eq!((body.len(), end), (0, End::Broken));
    let mut future = Exchange::get(demo.port, path, &["Last-Event-ID: progress-j:99"]).await;
    future
        .until_text("event: stream-reset\nid: progress-j:1\ndata: {\"channels\": [\"progress-j\"]}\n\n")
        .await;
    let mut other = Exchange::get(demo.port, path, &["Last-Event-ID: progress-k:7"]).await;
    assert!(!other.until_text(OPENED).await.contains("stream-reset"));
    Exchange::get(demo.port, "/core/events/", &[]).await.until_text("No channels specified").await;
}

#[tokio::test]
async fn odd_names_are_encoded_in_ids_and_readable_in_addresses() {
    let demo = empty().await;
    let job = demo.job(&JobSpec::new("été 1:2,3", 10));
    let channel = "progress-%C3%A9t%C3%A9%201%3A2%2C3";
    let mut stream = listen(&demo, &format!("channel={channel}")).await;
    stream.until_text(OPENED).await;
    job.start();
    stream.until_text(&format!("id: {channel}:1\n")).await;
    let last = format!("Last-Event-ID: {channel}:0");
    let mut again = Exchange::get(demo.port, &format!("/core/events/?channel={channel}"), &[&last]).await;
    again.until_text("event: start").await;
    let detail = Exchange::get(demo.port, "/core/sse-progress/%C3%A9t%C3%A9%201:2,3/", &[]).await;
    assert_eq!(detail.status(), 200);
}

#[tokio::test]
async fn everyone_sees_their_own_jobs_only() {
    let demo = builder().users(Users::alice_and_bob()).start().await.unwrap();
    demo.job(&JobSpec::new("hers", 10));
    demo.job(&JobSpec::new("his", 10).owned_by("bob"));
    let (alice, token) = sign_in(demo.port, "alice").await;
    let mut list = Exchange::get(demo.port, "/core/sse-progress/", &[&alice]).await;
    let body = String::from_utf8(list.whole().await.0).unwrap();
    assert!(body.contains("\"hers\"") && !body.contains("\"his\""));
    let mut stream = Exchange::get(demo.port, "/core/events/?channel=progress-his", &[&alice]).await;
    stream.until_text("Permission denied to channels: progress-his").await;
    assert_eq!(Exchange::get(demo.port, "/core/sse-progress/his/", &[&alice]).await.status(), 404);
    let token = format!("X-CSRFToken: {token}");
    let delete = "DELETE /core/sse-progress/his/delete/";
    assert_eq!(Exchange::begin(demo.port, delete, &[&alice, &token], "").await.status(), 404);
}

#[tokio::test]
async fn a_foreign_origin_is_refused_whatever_its_token() {
    let demo = builder().users(Users::alice_and_bob()).start().await.unwrap();
    let (alice, token) = sign_in(demo.port, "alice").await;
    let token = format!("X-CSRFToken: {token}");
    let delete = "DELETE /core/sse-progress/x/delete/";
    let own = format!("Origin: {}", demo.url);
    for (origin, status) in [("Origin: http://evil.example", 403), (own.as_str(), 404)] {
        assert_eq!(Exchange::begin(demo.port, delete, &[&alice, &token, origin], "").await.status(), status);
    }
}

#[tokio::test]
async fn streams_and_their_channels_are_counted() {
    let demo = empty().await;
    for id in ["a", "b", "c"] {
        demo.job(&JobSpec::new(id, 10));
    }
    let mut first = listen(&demo, "channel=progress-a&channel=progress-b").await;
    let mut second = listen(&demo, "channel=progress-c").await;
    first.until_text(OPENED).await;
    second.until_text(OPENED).await;
    let counters = demo.counters();
    assert_eq!((counters.streams_open(), counters.channels_max), (2, 2));
    drop(first);
    let counters = demo.until(|counters| counters.streams_open() == 1).await;
    assert_eq!(counters.streams, [["c"]]);
    assert_eq!((counters.streams_max, counters.streams_total), (2, 2));
    assert_eq!(counters.requests_of(Route::Events), 2);
    demo.until(|counters| counters.connections_open == 1).await;
}

#[tokio::test]
async fn a_job_can_be_moved_by_hand() {
    let demo = empty().await;
    let job = demo.job(&JobSpec::new("j", 10).paused().at_rate(1.0));
    let mut stream = listening(&demo).await;
    job.start();
    job.warn("Ligne 1 illisible");
    job.update_rest_only(7);
    job.fail("Disque plein");
    job.complete();
    let body = stream.until_text("event: error").await;
    assert_eq!(body.matches("\nid: ").count(), 3, "neither the quiet update nor a second end is told");
    assert!(body.contains(r#""message": "Attention: Ligne 1 illisible""#));
    let mut detail = Exchange::get(demo.port, "/core/sse-progress/j/", &[]).await;
    detail.until_text(r#""processed_items": 7, "failed_items": 1, "success_count": 6"#).await;
    job.forget();
    assert_eq!(Exchange::get(demo.port, "/core/sse-progress/j/", &[]).await.status(), 404);
    // A new run under the old id goes on where the channel was.
    let again = demo.job(&JobSpec::new("j", 5));
    again.start();
    stream.until_text("id: progress-j:4\n").await;
}

async fn post(demo: &Demo, path: &str, body: &str) -> Exchange {
    Exchange::begin(demo.port, &format!("POST {path}"), &["Content-Type: application/json"], body).await
}

#[tokio::test]
async fn the_control_is_there_only_when_asked_for() {
    let hidden = empty().await;
    assert_eq!(post(&hidden, "/_demo/faults", "{}").await.status(), 404);

    let demo = builder().control(true).start().await.unwrap();
    let spec = r#"{"id": "j", "type": "edi_import", "total": 4, "items_per_second": 2, "fail_at": 3}"#;
    post(&demo, "/_demo/jobs", spec).await.until_text("\"channel\":\"progress-j\"").await;
    let mut stream = listening(&demo).await;
    assert_eq!(post(&demo, "/_demo/step", r#"{"ms": 2000}"#).await.status(), 204);
    stream.until_text("event: error\nid: progress-j:4").await;
    post(&demo, "/_demo/jobs", r#"{"id": "k"}"#).await;
    assert_eq!(post(&demo, "/_demo/jobs/k", r#""start""#).await.status(), 204);
    assert_eq!(post(&demo, "/_demo/jobs/k", r#"{"progress": 3}"#).await.status(), 204);
    assert_eq!(post(&demo, "/_demo/jobs/nobody", r#""start""#).await.status(), 404);
    assert_eq!(demo.find("k").unwrap().position(), 2);
    assert!(post(&demo, "/_demo/faults", r#"{"typo": 1}"#).await.status() >= 400);
    let order = r#"{"set": {"rest_delay_ms": 1}, "cut": "broken", "trim_history": true, "restart_ms": 1}"#;
    assert_eq!(post(&demo, "/_demo/faults", order).await.status(), 200);
    assert_eq!(stream.whole().await.1, End::Broken);
    assert_eq!(demo.faults().rest_delay_ms, 1);
}

#[tokio::test]
async fn addresses_beside_the_known_ones() {
    let demo = empty().await;
    let slashless = Exchange::get(demo.port, "/core/sse-progress?x=1", &[]).await;
    assert_eq!((slashless.status(), slashless.header("location")), (301, Some("/core/sse-progress/?x=1")));
    let mut nothing = Exchange::get(demo.port, "/", &[]).await;
    assert_eq!(nothing.status(), 404);
    nothing.until_text("<h1>Not Found</h1>").await;
    let post = Exchange::begin(demo.port, "POST /core/sse-progress/", &[], "").await;
    assert_eq!((post.status(), post.header("allow")), (405, Some("GET, HEAD")));
    demo.set_faults(Faults { not_found_page: true, ..Faults::default() });
    let page = Exchange::get(demo.port, "/core/sse-progress/nobody/", &[]).await;
    assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
}
