use std::time::Duration;

use vigie_demo::{Builder, Cut, Demo, Dialect, Pace, Refused, Scenario, Soniquebay, Trouble};

use crate::capture::{Capture, assert_stream, assert_whole, blanked};
use crate::wire::{End, Exchange};

const EVENTS: &str = "/soniquebay/api/events";
const CONNECTED: &str = "data: {\"type\": \"connected\"}\n\n";
const TICK: Duration = Duration::from_millis(100);

fn builder() -> Builder {
    Demo::builder().scenario(Scenario::Empty).pace(Pace::Manual)
}

async fn listening(demo: &Demo) -> Exchange {
    let mut stream = Exchange::get(demo.port, EVENTS, &[]).await;
    stream.until_text(CONNECTED).await;
    stream
}

#[tokio::test]
async fn it_connects_and_is_silent_as_captured() {
    let demo = builder().start().await.unwrap();
    assert_stream(&mut listening(&demo).await, "soniquebay/01-idle").await;
}

#[tokio::test]
async fn a_scan_is_told_as_captured() {
    let demo = builder().start().await.unwrap();
    let mut stream = listening(&demo).await;
    demo.soniquebay().scan("scan-1", 10, TICK);
    demo.step(Duration::from_secs(2)).await;
    assert_stream(&mut stream, "soniquebay/04-scan").await;
}

#[tokio::test]
async fn twenty_scans_at_once_begin_and_end_as_captured() {
    let demo = builder().start().await.unwrap();
    let mut stream = listening(&demo).await;
    (0..20).for_each(|number| demo.soniquebay().scan(&format!("{number:036}"), 10, TICK));
    demo.step(Duration::from_secs(2)).await;
    let captured = Capture::read("soniquebay/07-burst-20-tasks").body;
    let (first, last) = captured.split_once("[...").unwrap();
    // As long as what was recorded, for every id is a UUID's length.
    let said = stream.until(|body| body.len() >= 38_229).await;
    let said = String::from_utf8(said).unwrap();
    assert_eq!(said.len(), 38_229);
    let anonymous = |text: &str| blanked(text, &["task_id\": \""], &['"']);
    assert!(anonymous(&said).starts_with(&anonymous(first)));
    let end = anonymous(last.split_once("]\n").unwrap().1);
    assert!(anonymous(&said).ends_with(&end));
}

#[tokio::test]
async fn who_joins_in_the_middle_hears_the_rest_alone() {
    let demo = builder().start().await.unwrap();
    demo.soniquebay().scan("scan-2", 20, TICK);
    demo.step(9 * TICK).await;
    let mut stream = Exchange::get(demo.port, EVENTS, &["Last-Event-ID: 1"]).await;
    stream.until_text(CONNECTED).await;
    demo.step(Duration::from_secs(2)).await;
    assert_stream(&mut stream, "soniquebay/05-joined-in-the-middle").await;
}

#[tokio::test]
async fn notifications_are_told_as_captured() {
    let demo = builder().start().await.unwrap();
    let mut stream = listening(&demo).await;
    let library = demo.soniquebay();
    library.notify("Nouvel artiste ajouté : Björk");
    library.notify("Nouvel artiste ajouté : Björk");
    library.artist_added("Björk");
    assert_stream(&mut stream, "soniquebay/08-notifications").await;
}

#[tokio::test]
async fn a_lost_redis_breaks_what_was_said_until_then() {
    let demo = builder().start().await.unwrap();
    let mut stream = listening(&demo).await;
    demo.soniquebay().notify("Nouvel artiste ajouté : Björk");
    demo.cut(Dialect::Soniquebay, Cut::Broken);
    assert_eq!(stream.whole().await.1, End::Broken);
    assert_stream(&mut stream, "soniquebay/11-redis-lost").await;
    demo.set_trouble(Dialect::Soniquebay, Trouble { broken_streams: true, ..Trouble::default() });
    let mut down = Exchange::get(demo.port, EVENTS, &[]).await;
    assert_eq!((down.status(), down.whole().await), (200, (vec![], End::Broken)));
}

#[tokio::test]
async fn anything_published_comes_through_hardly_framed() {
    let demo = builder().start().await.unwrap();
    let mut stream = listening(&demo).await;
    let mut expected = CONNECTED.to_owned();
    for odd in Soniquebay::oddities() {
        demo.soniquebay().publish(odd.clone());
        expected.push_str(&format!("data: {odd}\n\n"));
    }
    demo.soniquebay().send_raw(&b": \xff\n"[..]);
    let expected = [expected.as_bytes(), b": \xff\n"].concat();
    assert!(expected.len() > 64 * 1024);
    let body = stream.until(|body| body.len() >= expected.len()).await;
    assert!(body == expected);
    // What Python cannot decode takes the stream with it.
    demo.soniquebay().publish(&b"\xff"[..]);
    assert_eq!(stream.whole().await.1, End::Broken);
}

#[tokio::test]
async fn it_looks_like_fastapi_elsewhere() {
    let demo = builder().start().await.unwrap();
    for (request, status, body) in [
        ("GET /soniquebay/", 404, r#"{"detail":"Not Found"}"#),
        ("GET /soniquebay", 404, r#"{"detail":"Not Found"}"#),
        ("GET /soniquebay/core/events/", 404, r#"{"detail":"Not Found"}"#),
        ("POST /soniquebay/api/events", 405, r#"{"detail":"Method Not Allowed"}"#),
    ] {
        let mut answer = Exchange::begin(demo.port, request, &[], "").await;
        assert_eq!((answer.status(), answer.whole().await.0), (status, body.into()), "{request}");
        assert!(answer.head.contains("\r\nserver: uvicorn\r\n"), "{}", answer.head);
    }
    let slash = Exchange::get(demo.port, "/soniquebay/api/events/", &[]).await;
    let there = format!("{}/soniquebay/api/events", demo.url);
    assert_eq!((slash.status(), slash.header("location")), (307, Some(there.as_str())));
}

#[tokio::test]
async fn it_can_refuse_and_pretend_to_be_of_another_type() {
    let demo = builder().start().await.unwrap();
    let refused = Some(Refused::streams(403).times(1));
    let content_type = Some("text/html".into());
    demo.set_trouble(Dialect::Soniquebay, Trouble { refused, content_type, ..Trouble::default() });
    assert_eq!(Exchange::get(demo.port, EVENTS, &[]).await.status(), 403);
    assert_eq!(listening(&demo).await.header("content-type"), Some("text/html"));
    demo.set_trouble(Dialect::Soniquebay, Trouble::default());
    assert_whole_is_plain(&demo).await;
}

async fn assert_whole_is_plain(demo: &Demo) {
    let mut stream = listening(demo).await;
    demo.cut(Dialect::Soniquebay, Cut::Clean);
    assert_eq!(stream.whole().await.1, End::Proper);
    assert_whole(stream, "soniquebay/01-idle").await;
}
