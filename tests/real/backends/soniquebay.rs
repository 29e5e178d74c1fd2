//! FastAPI, redis.asyncio and uvicorn.

use reqwest::Client;
use vigie_tests::{Scan, SoniqueBayBackend};

use super::stream::{End, Stream};
use crate::recorded::{Answer, recorded_of};

const CONNECTED: &str = "data: {\"type\": \"connected\"}\n\n";

fn recorded(name: &str) -> Answer {
    recorded_of("soniquebay", name)
}

fn artist_told(id: u32) -> String {
    format!(r#"{{"type": "notification", "message": "Nouvel artiste ajouté : Björk", "id": {id}}}"#)
}

/// A stream that hears what is published.
async fn listening(backend: &SoniqueBayBackend, streams: u64) -> Stream {
    let mut stream = Stream::at(format!("{}/api/events", backend.url)).await;
    stream.until("connected").await;
    backend.streaming(streams).await;
    stream
}

#[tokio::test]
async fn a_scan_and_notifications_are_told_as_recorded() {
    let backend = SoniqueBayBackend::start().await;
    let mut stream = listening(&backend, 1).await;
    assert_eq!(stream.so_far(), recorded("01-idle"));
    let wanted = recorded("04-scan");
    backend.scan(Scan::new("scan-1")).await;
    stream.until_long(wanted.body.len()).await;
    assert_eq!(stream.so_far(), wanted);

    let mut later = listening(&backend, 2).await;
    let wanted = recorded("08-notifications");
    backend.notify(&artist_told(1)).await;
    backend.notify(&artist_told(2)).await;
    backend.notify(r#"{"type": "artist_added", "artist": "Björk"}"#).await;
    later.until_long(wanted.body.len()).await;
    assert_eq!(later.so_far(), wanted);
}

#[tokio::test]
async fn who_joins_in_the_middle_hears_the_rest_only() {
    let backend = SoniqueBayBackend::start().await;
    let mut first = listening(&backend, 1).await;
    backend.scan(Scan::new("scan-2").files(20).stepped()).await;
    backend.step("scan-2", 10).await;
    first.until("fichier 9/20").await;

    let request = Client::new().get(format!("{}/api/events", backend.url)).header("Last-Event-ID", "1");
    let mut second = Stream::open(request).await;
    second.until("connected").await;
    backend.streaming(2).await;
    backend.step("scan-2", 100).await;
    let wanted = recorded("05-joined-in-the-middle");
    second.until_long(wanted.body.len()).await;
    assert_eq!(second.so_far(), wanted);
}

#[tokio::test]
async fn twenty_scans_at_once_each_tell_all_their_steps() {
    let backend = SoniqueBayBackend::start().await;
    let mut stream = listening(&backend, 1).await;
    for scan in 0..20 {
        backend.scan(Scan::new(&format!("task-{scan:02}")).rate(100.0)).await;
    }
    let one = recorded("04-scan").body;
    let of = |id: &str| one.strip_prefix(CONNECTED).expect("it begins so").replace("scan-1", id);
    stream.until_long(CONNECTED.len() + 20 * of("task-00").len()).await;
    let all = stream.text();
    for id in (0..20).map(|scan| format!("task-{scan:02}")) {
        let heard: String = all.split_inclusive("\n\n").filter(|block| block.contains(&id)).collect();
        assert_eq!(heard, of(&id));
    }
}

#[tokio::test]
async fn whatever_is_published_passes_unframed_unless_it_is_no_text() {
    let backend = SoniqueBayBackend::start().await;
    let mut stream = listening(&backend, 1).await;
    let huge = format!("\"{}\"", "x".repeat(64 * 1024));
    for text in ["{\n  \"type\": \"progress\"\n}", "[1, null]", "null", "no JSON at all", &huge] {
        backend.publish(text).await;
        stream.until(&format!("data: {text}\n\n")).await;
    }
    backend.redis.publish("progress", b"\xff\xfe").await;
    assert_eq!(stream.end().await, End::Broken);
    listening(&backend, 1).await;
}

#[tokio::test]
async fn without_redis_a_stream_breaks_and_a_new_one_breaks_after_its_headers() {
    let backend = SoniqueBayBackend::start().await;
    let mut stream = listening(&backend, 1).await;
    backend.notify(&artist_told(1)).await;
    let wanted = recorded("11-redis-lost");
    stream.until_long(wanted.body.len()).await;
    backend.redis.down().await;
    assert_eq!((stream.end().await, stream.so_far()), (End::Broken, wanted));

    let mut refused = Stream::at(format!("{}/api/events", backend.url)).await;
    assert_eq!(refused.end().await, End::Broken);
    assert_eq!((refused.so_far().status, refused.text().as_str()), (200, ""));

    backend.redis.up().await;
    let mut stream = listening(&backend, 1).await;
    backend.scan(Scan::new("after").files(1)).await;
    stream.until("Scan termin").await;
}

#[tokio::test]
async fn a_scan_goes_on_while_the_server_restarts() {
    let backend = SoniqueBayBackend::start().await;
    let mut stream = listening(&backend, 1).await;
    backend.scan(Scan::new("s").files(4).stepped()).await;
    backend.step("s", 2).await;
    stream.until("fichier 1/4").await;
    backend.server.stop().await;
    assert_eq!(stream.end().await, End::Broken);
    backend.server.start_again().await;
    let mut stream = listening(&backend, 1).await;
    backend.step("s", 100).await;
    stream.until("Scan termin").await;
    assert!(stream.data()[1].contains("fichier 2/4"), "nothing is told twice: {:?}", stream.data());
    backend.server.kill().await;
    assert_eq!(stream.end().await, End::Broken);
}
