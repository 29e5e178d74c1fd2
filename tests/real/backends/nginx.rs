//! nginx before a stream.

use vigie_tests::{Nginx, Passing, Scan, SoniqueBayBackend};

use super::stream::{End, MOMENT, Stream};
use crate::recorded::recorded_of;

#[tokio::test]
async fn without_buffering_every_piece_passes_at_once() {
    let backend = SoniqueBayBackend::start().await;
    let nginx = Nginx::before(&backend.url, Passing::AtOnce).await;
    let mut stream = Stream::at(format!("{}/api/events", nginx.url)).await;
    stream.until("connected").await;
    backend.streaming(1).await;
    backend.scan(Scan::new("scan-1")).await;
    let wanted = recorded_of("soniquebay", "04-scan").body;
    stream.until_long(wanted.len()).await;
    assert_eq!(stream.text(), wanted);

    backend.server.stop().await;
    assert_eq!(stream.end().await, End::Broken);
    assert_eq!(Stream::at(format!("{}/api/events", nginx.url)).await.so_far().status, 502);
}

#[tokio::test]
async fn with_buffering_small_pieces_wait_until_there_are_many() {
    let backend = SoniqueBayBackend::start().await;
    let nginx = Nginx::before(&backend.url, Passing::Buffered).await;
    let mut opening = std::pin::pin!(Stream::at(format!("{}/api/events", nginx.url)));
    assert!(tokio::time::timeout(MOMENT, &mut opening).await.is_err(), "not even the headers pass");
    backend.streaming(1).await;
    backend.scan(Scan::new("short")).await;
    assert!(tokio::time::timeout(MOMENT, &mut opening).await.is_err(), "nor with a few events");
    backend.scan(Scan::new("long").files(200)).await;
    let mut stream = opening.await;
    stream.until("long").await;
    let ended = |stream: &Stream| stream.text().contains("Scan termin\\u00e9 - 200");
    while !ended(&stream) && stream.heard_within(MOMENT).await {}
    assert!(!ended(&stream), "the last pieces wait for more: {}", stream.text());
    backend.server.stop().await;
    assert_eq!(stream.end().await, End::Clean, "the proxy hides how it ended");
    assert!(ended(&stream), "or for the end");
}
