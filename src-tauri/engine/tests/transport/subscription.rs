//! A subscription against a server that behaves in every way servers do.

use std::time::Duration;

use tokio::net::TcpListener;
use url::Url;
use vigie_contract::ReasonCode;
use vigie_engine::transport::{
    BackoffOptions, ClientOptions, End, Incident, Subscription, SubscriptionOptions, client,
};

use crate::server::{Script, Server, StoppedClock, ended_by, subscribe};

/// Pauses too short to wait for, so that stories run quickly.
fn quick() -> SubscriptionOptions {
    let backoff = BackoffOptions { first: Duration::from_millis(1), seed: Some(1), ..Default::default() };
    SubscriptionOptions { backoff, ..Default::default() }
}

async fn next(subscription: &mut Subscription) -> Option<Incident> {
    ended_by(subscription.next()).await
}

async fn opened(subscription: &mut Subscription) {
    let incident = next(subscription).await;
    assert!(matches!(incident, Some(Incident::Opened { status: 200, .. })), "{incident:?}");
}

/// The data of the next event.
async fn event(subscription: &mut Subscription) -> String {
    match next(subscription).await {
        Some(Incident::Event(event)) => event.data,
        other => panic!("no event but {other:?}"),
    }
}

#[derive(Debug, PartialEq)]
struct Lost {
    code: ReasonCode,
    retry_in: Duration,
    after_open: bool,
    clean: bool,
}

async fn lost(subscription: &mut Subscription) -> Lost {
    match next(subscription).await {
        Some(Incident::Lost { reason, retry_in, after_open, clean }) => {
            for text in reason.args.values() {
                assert!(!text.contains("geheim"), "a query in {reason:?}");
            }
            Lost { code: reason.code, retry_in, after_open, clean }
        }
        other => panic!("not lost but {other:?}"),
    }
}

/// Over, and it stays over.
async fn ended(subscription: &mut Subscription) -> End {
    let Some(Incident::Ended(end)) = next(subscription).await else { panic!("not ended") };
    assert_eq!(next(subscription).await, None);
    end
}

#[tokio::test]
async fn a_clean_end_is_a_reconnect_that_resumes_after_the_last_id() {
    let server = Server::play(vec![
        Script::event_stream(b"id: a:1,b:0\ndata: one\n\n"),
        Script::event_stream(b"data: two\n\n").holding(),
    ])
    .await;
    let mut subscription = subscribe(&server, quick());
    opened(&mut subscription).await;
    assert_eq!(event(&mut subscription).await, "one");
    let end = lost(&mut subscription).await;
    assert!(end.code == ReasonCode::StreamEnded && end.clean && end.after_open, "{end:?}");
    opened(&mut subscription).await;
    let Some(Incident::Event(two)) = next(&mut subscription).await else { panic!("no event") };
    assert_eq!((two.data.as_str(), two.id.as_deref()), ("two", Some("a:1,b:0")));

    let heads = server.heads();
    assert!(!heads[0].contains("last-event-id"), "{}", heads[0]);
    assert!(heads[1].contains("\r\nlast-event-id: a:1,b:0\r\n"), "{}", heads[1]);
    for line in
        ["\r\naccept: text/event-stream\r\n", "\r\ncache-control: no-cache\r\n", "\r\nuser-agent: vigie/"]
    {
        assert!(heads[0].contains(line), "{line} in {}", heads[0]);
    }
    assert!(!heads[1].contains("referer"), "{}", heads[1]);
}

#[tokio::test]
async fn an_id_that_is_empty_or_cannot_be_a_header_is_left_out() {
    let unsendable = format!("id: {}\ndata: x\n\n", "9".repeat(8 * 1024));
    let server = Server::play(vec![
        Script::event_stream(b"id: 1\ndata: x\n\nid\ndata: x\n\n"),
        Script::event_stream(b"id: a\x01b\ndata: x\n\n"),
        Script::event_stream(unsendable.as_bytes()),
        Script::event_stream("id: é\ndata: x\n\n".as_bytes()),
        Script::silence(),
    ])
    .await;
    let mut subscription = subscribe(&server, quick());
    for _ in 0..4 {
        while !matches!(next(&mut subscription).await, Some(Incident::Lost { .. })) {}
    }
    let waiting = tokio::spawn(async move { subscription.next().await });
    ended_by(async {
        while server.heads().len() < 5 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    })
    .await;
    waiting.abort();
    let heads = server.heads();
    for head in &heads[..4] {
        assert!(!head.contains("last-event-id"), "{head}");
    }
    assert!(heads[4].contains("last-event-id: é"), "{}", heads[4]);
}

#[tokio::test]
async fn ids_are_only_reported_where_the_caller_keeps_them() {
    let server = Server::start(Script::event_stream(b"id: error\ndata: x\n\n")).await;
    let options = SubscriptionOptions { keep_id: false, initial_id: Some("7".into()), ..quick() };
    let mut subscription = subscribe(&server, options);
    for _ in 0..2 {
        opened(&mut subscription).await;
        let Some(Incident::Event(event)) = next(&mut subscription).await else { panic!("no event") };
        assert_eq!(event.id.as_deref(), Some("error"));
        lost(&mut subscription).await;
    }
    assert!(server.heads().iter().all(|head| !head.contains("last-event-id")));
}

#[tokio::test]
async fn the_request_is_made_anew_for_each_attempt_with_the_last_id() {
    let server = Server::start(Script::event_stream(b"id: 5\ndata: x\n\n")).await;
    let client = client(&ClientOptions::new(&server.address)).unwrap();
    let address = server.address.clone();
    let request = move |id: Option<&str>| {
        let mut address = address.clone();
        address.query_pairs_mut().append_pair("last_id", id.unwrap_or("none"));
        client.get(address).header("Last-Event-ID", "mine")
    };
    let options = SubscriptionOptions { initial_id: Some("4".into()), ..quick() };
    let mut subscription = Subscription::new(request, options);
    for _ in 0..2 {
        while !matches!(next(&mut subscription).await, Some(Incident::Lost { .. })) {}
    }
    let heads = server.heads();
    assert!(heads[0].contains("last_id=4") && heads[1].contains("last_id=5"), "{heads:?}");
    assert_eq!(heads[0].matches("last-event-id: mine").count(), 1);
}

#[tokio::test]
async fn a_cut_body_is_a_loss_and_its_unfinished_event_is_dropped() {
    let server = Server::start(Script::event_stream(b"data: whole\n\ndata: ha").cutting()).await;
    let mut subscription = subscribe(&server, quick());
    opened(&mut subscription).await;
    assert_eq!(event(&mut subscription).await, "whole");
    let cut = lost(&mut subscription).await;
    assert!(cut.code == ReasonCode::ConnectionLost && !cut.clean && cut.after_open, "{cut:?}");
}

#[tokio::test]
async fn refusals_end_with_what_the_server_said() {
    let server =
        Server::start(Script::answer("302 Found", &["Location: /login?next=/events"]).chunk(b"go there"))
            .await;
    let redirected = ended(&mut subscribe(&server, quick())).await;
    let End::Refused { status: 302, location, body_start, .. } = redirected else { panic!("{redirected:?}") };
    assert_eq!((location.as_deref(), body_start.as_str()), (Some("/login?next=/events"), "go there"));
    assert_eq!(server.heads().len(), 1);

    for status in [401, 403] {
        let server = Server::start(Script::answer(&format!("{status} No"), &["Retry-After: 9"])).await;
        let refused = ended(&mut subscribe(&server, quick())).await;
        let retry_after = Some(Duration::from_secs(9));
        assert_eq!(refused, End::Refused { status, location: None, retry_after, body_start: String::new() });
    }
}

#[tokio::test]
async fn no_content_means_stop() {
    let server = Server::start(Script::answer("204 No Content", &[])).await;
    assert_eq!(ended(&mut subscribe(&server, quick())).await, End::ToldToStop);
}

#[tokio::test]
async fn a_page_is_no_event_stream_and_its_beginning_is_kept_within_bounds() {
    let page = "<!doctype html>".to_owned() + &"é".repeat(50_000);
    let html = Script::answer("200 OK", &["Content-Type: text/html; charset=utf-8"]).chunk(page.as_bytes());
    let server = Server::start(html.holding()).await;
    let found = ended(&mut subscribe(&server, quick())).await;
    let End::NotEventStream { status: 200, content_type, body_start } = found else { panic!("{found:?}") };
    assert_eq!(content_type.as_deref(), Some("text/html; charset=utf-8"));
    assert!(body_start.starts_with("<!doctype html>é") && body_start.len() <= 4 * 1024 + 3);
}

#[tokio::test]
async fn a_type_the_caller_accepts_is_an_event_stream() {
    let plain = Script::answer("200 OK", &["Content-Type: text/plain; charset=utf-8"]).chunk(b"data: x\n\n");
    let server = Server::start(plain.holding()).await;
    let options = SubscriptionOptions { accept_types: vec!["text/plain".into()], ..quick() };
    let mut subscription = subscribe(&server, options);
    opened(&mut subscription).await;
    assert_eq!(event(&mut subscription).await, "x");
}

#[tokio::test]
async fn a_busy_server_is_left_alone_for_as_long_as_it_asks() {
    for status in ["429 Too Many Requests", "503 Service Unavailable"] {
        let server = Server::start(Script::answer(status, &["Retry-After: 90"])).await;
        let busy = lost(&mut subscribe(&server, quick())).await;
        let expected = Lost {
            code: ReasonCode::ServerBusy,
            retry_in: Duration::from_secs(90),
            after_open: false,
            clean: false,
        };
        assert_eq!(busy, expected, "{status}");
    }
}

#[tokio::test]
async fn errors_of_the_server_are_tried_again_soon_and_errors_of_ours_slowly() {
    for (status, slow) in
        [("500 Oops", false), ("502 Oops", false), ("404 Not Found", true), ("400 Bad", true)]
    {
        let server = Server::start(Script::answer(status, &[])).await;
        let failed = lost(&mut subscribe(&server, quick())).await;
        assert_eq!(failed.code, ReasonCode::HttpStatus);
        assert_eq!(failed.retry_in == Duration::from_secs(300), slow, "{status}: {failed:?}");
    }
    let server = Server::start(Script::answer("404 Not Found", &[]).chunk(b"no such page")).await;
    let options = SubscriptionOptions { final_statuses: vec![404], ..quick() };
    let end = ended(&mut subscribe(&server, options)).await;
    assert!(matches!(end, End::Refused { status: 404, body_start, .. } if body_start == "no such page"));
}

#[tokio::test]
async fn a_server_that_accepts_and_never_answers_is_given_up() {
    let _clock = StoppedClock::new();
    let mut server = Server::start(Script::silence()).await;
    let options = SubscriptionOptions { headers_within: Some(Duration::from_secs(40)), ..quick() };
    let mut subscription = subscribe(&server, options);
    let patience = async {
        while server.heads().is_empty() {
            tokio::task::yield_now().await;
        }
        tokio::time::advance(Duration::from_secs(41)).await;
    };
    let (silent, ()) = tokio::join!(lost(&mut subscription), patience);
    assert!(silent.code == ReasonCode::NoAnswer && !silent.after_open, "{silent:?}");
    server.left(1).await;
}

#[tokio::test]
async fn silence_is_a_loss_and_comments_are_no_silence() {
    let _clock = StoppedClock::new();
    // Timers go by whole milliseconds: each is passed by a second.
    let (gap, limit, second) = (Duration::from_secs(40), Duration::from_secs(50), Duration::from_secs(1));
    let beats = (0..5).fold(Script::event_stream(b""), |script, _| script.chunk(b":\n"));
    let mut server = Server::start(beats.pausing(gap).holding()).await;
    let mut subscription = subscribe(&server, SubscriptionOptions { silence_limit: Some(limit), ..quick() });
    opened(&mut subscription).await;
    for _ in 0..5 {
        tokio::time::advance(gap + second).await;
        assert_eq!(next(&mut subscription).await, Some(Incident::Beat(None)));
    }
    tokio::time::advance(limit + second).await;
    let silent = lost(&mut subscription).await;
    assert!(silent.code == ReasonCode::Silent && silent.after_open && !silent.clean, "{silent:?}");
    server.left(1).await;
}

#[tokio::test]
async fn greetings_and_keep_alives_without_data_are_beats_with_a_name() {
    let padding = format!(":{}\n\n", " ".repeat(2048));
    let body =
        padding + "event: stream-open\ndata:\n\nevent: keep-alive\n\nid: 3\n\nevent: start\ndata: {}\n\n";
    let server = Server::start(Script::event_stream(body.as_bytes()).holding()).await;
    let mut subscription = subscribe(&server, quick());
    opened(&mut subscription).await;
    for name in [None, Some("stream-open"), Some("keep-alive"), None] {
        assert_eq!(next(&mut subscription).await, Some(Incident::Beat(name.map(str::to_owned))));
    }
    assert_eq!(event(&mut subscription).await, "{}");
    assert_eq!(subscription.last_id(), Some("3"));
}

#[tokio::test]
async fn a_retry_of_zero_is_half_a_second_and_one_of_a_day_five_minutes() {
    for (retry, pause) in [("0", Duration::from_millis(500)), ("86400000", Duration::from_secs(300))] {
        // In an unfinished block, too: `retry` counts where it stands.
        let server = Server::start(Script::event_stream(format!("retry: {retry}\n").as_bytes())).await;
        let mut subscription = subscribe(&server, quick());
        opened(&mut subscription).await;
        assert_eq!(lost(&mut subscription).await.retry_in, pause);
    }
}

#[tokio::test]
async fn an_oversized_block_is_told_and_the_stream_goes_on() {
    let body = format!("data: {}\n\ndata: after\n\n", "x".repeat(300_000));
    let server = Server::start(Script::event_stream(body.as_bytes()).holding()).await;
    let mut subscription = subscribe(&server, SubscriptionOptions { block_limit: 100_000, ..quick() });
    opened(&mut subscription).await;
    assert_eq!(next(&mut subscription).await, Some(Incident::Oversized { limit: 100_000 }));
    assert_eq!(event(&mut subscription).await, "after");
}

#[tokio::test]
async fn the_pause_told_is_the_pause_slept() {
    let server = Server::start(Script::answer("503 Busy", &["Retry-After: 3000"])).await;
    let mut subscription = subscribe(&server, quick());
    // Before there is a pause: without effect on it.
    subscription.knock().now();
    let pause = lost(&mut subscription).await.retry_in;
    assert_eq!(pause, Duration::from_secs(3000));
    tokio::time::pause();
    let begun = tokio::time::Instant::now();
    let early = tokio::time::timeout(pause - Duration::from_millis(100), subscription.next()).await;
    assert!(early.is_err() && begun.elapsed() < pause, "{early:?}");
    tokio::time::resume();
    lost(&mut subscription).await;
    assert_eq!(server.heads().len(), 2);
}

#[tokio::test]
async fn a_knock_ends_the_pause() {
    let server = Server::start(Script::answer("503 Busy", &["Retry-After: 3000"])).await;
    let mut subscription = subscribe(&server, quick());
    let knock = subscription.knock();
    lost(&mut subscription).await;
    // While nobody waits, and while somebody does.
    knock.now();
    lost(&mut subscription).await;
    let (_, ()) = tokio::join!(lost(&mut subscription), async { knock.now() });
    assert_eq!(server.heads().len(), 3);
}

#[tokio::test]
async fn a_next_that_is_dropped_halfway_loses_nothing() {
    let events: Vec<String> = (0..40).map(|n| n.to_string()).collect();
    let script = events.iter().fold(Script::event_stream(b""), |script, n| {
        let (head, tail) = ("data: ", format!("{n}\n\n"));
        script.chunk(head.as_bytes()).chunk(tail.as_bytes())
    });
    let server = Server::start(script.pausing(Duration::from_millis(3)).holding()).await;
    let mut subscription = subscribe(&server, quick());
    let mut heard = Vec::new();
    ended_by(async {
        while heard.len() < events.len() {
            match tokio::time::timeout(Duration::from_millis(1), subscription.next()).await {
                Ok(Some(Incident::Event(event))) => heard.push(event.data),
                Ok(Some(Incident::Opened { .. })) | Err(_) => {}
                Ok(other) => panic!("{other:?}"),
            }
        }
    })
    .await;
    assert_eq!(heard, events);
    assert_eq!(server.heads().len(), 1);
}

#[tokio::test]
async fn dropping_or_restarting_closes_the_connection() {
    let mut server = Server::start(Script::event_stream(b"id: 1\ndata: x\n\n").holding()).await;
    let mut subscription = subscribe(&server, quick());
    opened(&mut subscription).await;
    event(&mut subscription).await;
    subscription.restart();
    server.left(1).await;
    opened(&mut subscription).await;
    assert!(server.heads()[1].contains("last-event-id: 1"));
    drop(subscription);
    server.left(2).await;
}

fn to(address: &str) -> Subscription {
    let address: Url = address.parse().unwrap();
    let client = client(&ClientOptions::new(&address)).unwrap();
    Subscription::new(move |_| client.get(address.clone()), quick())
}

async fn reason_at(address: &str) -> vigie_contract::Reason {
    match next(&mut to(address)).await {
        Some(Incident::Lost { reason, after_open: false, .. }) => reason,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_name_without_address_a_closed_port_and_a_server_without_tls_are_told_apart() {
    let unknown = reason_at("http://no-such-host.invalid/events?token=geheim").await;
    assert_eq!(unknown.code, ReasonCode::HostUnknown);
    assert_eq!(unknown.args["host"], "no-such-host.invalid");

    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let closed = listener.local_addr().unwrap();
    drop(listener);
    let refused = reason_at(&format!("http://{closed}/events?token=geheim")).await;
    assert_eq!(refused.code, ReasonCode::ConnectionRefused);
    assert_eq!(
        (refused.args["host"].as_str(), &refused.args["port"]),
        ("127.0.0.1", &closed.port().to_string())
    );

    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let speaks_first = listener.local_addr().unwrap();
    let task = tokio::spawn(async move {
        use tokio::io::AsyncWriteExt;
        while let Ok((mut socket, _)) = listener.accept().await {
            socket.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await.unwrap();
        }
    });
    let tls = reason_at(&format!("https://{speaks_first}/events?token=geheim")).await;
    assert_eq!(tls.code, ReasonCode::TlsFailed, "{tls:?}");
    assert!(!tls.args["detail"].contains("geheim"));
    task.abort();
}

#[tokio::test]
async fn a_server_that_hangs_up_before_it_answers_is_a_loss() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let task = tokio::spawn(async move { while listener.accept().await.is_ok() {} });
    let reason = reason_at(&format!("http://{address}/events?token=geheim")).await;
    assert_eq!(reason.code, ReasonCode::ConnectionLost);
    assert!(!reason.args["detail"].is_empty() && !reason.args["detail"].contains("geheim"), "{reason:?}");
    task.abort();
}

#[tokio::test]
async fn a_gzip_bomb_meets_the_limit_of_a_block() {
    // "data: ", 20 MB of "x", a blank line and an event "after", in 20 KB.
    let bomb = include_bytes!("bomb.sse.gz");
    let script = Script::answer("200 OK", &["Content-Type: text/event-stream", "Content-Encoding: gzip"]);
    let server = Server::start(script.chunk(bomb).holding()).await;
    let mut subscription = subscribe(&server, quick());
    opened(&mut subscription).await;
    assert!(matches!(next(&mut subscription).await, Some(Incident::Oversized { .. })));
    assert_eq!(event(&mut subscription).await, "after");
}
