use bytes::Bytes;
use tokio_tungstenite::tungstenite::{Error, Message};
use vigie_demo::{Cut, Demo, Dialect, Pace, Refused, Scenario, SocketFrame, Sockets, Trouble};

use crate::socket::{Socket, cookie};
use crate::wire::Exchange;

async fn empty() -> Demo {
    Demo::builder().scenario(Scenario::Empty).pace(Pace::Manual).start().await.unwrap()
}

async fn opened(demo: &Demo, place: &str) -> Socket {
    let mut socket = Socket::open(demo, place).await;
    socket.text().await;
    socket
}

#[tokio::test]
async fn nonsense_closes_the_dashboard_and_bytes_close_anything() {
    let demo = empty().await;
    for (place, nonsense) in [
        ("dashboard", Message::text("not json")),
        ("dashboard", Message::text("[1]")),
        ("sessions", Message::text("[1]")),
        ("sessions/1", Message::binary(&b"{}"[..])),
    ] {
        let mut socket = opened(&demo, place).await;
        socket.send_message(nonsense).await;
        assert_eq!(socket.closed().await, Some(1011), "{place}");
    }
    let mut socket = opened(&demo, "sessions").await;
    socket.send("not json").await;
    assert!(socket.text().await.contains("Format JSON invalide"));
}

#[tokio::test]
async fn a_socket_is_closed_with_any_code_or_hung_up_on() {
    let demo = empty().await;
    for code in [1000, 1001, 1006, 1011, 1012, 3999, 4401] {
        let mut socket = opened(&demo, "dashboard").await;
        demo.postes().close(Sockets::Dashboard, code);
        // One that is never sent is against the protocol: this client reports that instead.
        let reported = if code == 1006 { 1002 } else { code };
        assert_eq!(socket.closed().await, Some(reported));
    }
    let mut socket = opened(&demo, "sessions").await;
    demo.cut(Dialect::Postes, Cut::Clean);
    assert_eq!(socket.closed().await, Some(1000));
    let mut socket = opened(&demo, "sessions").await;
    demo.cut(Dialect::Postes, Cut::Broken);
    assert_eq!(socket.closed().await, None);
}

#[tokio::test]
async fn any_frame_can_be_sent() {
    let demo = empty().await;
    let hall = demo.postes();
    let mut socket = opened(&demo, "dashboard").await;
    let mut other = opened(&demo, "sessions/1").await;
    hall.send(Sockets::Dashboard, &SocketFrame::Binary(Bytes::from_static(b"\0\xff")));
    assert_eq!(socket.next().await.unwrap().unwrap(), Message::binary(&b"\0\xff"[..]));
    let pieces = ["{\"type\": ", "\"stats", "_update\"}"].map(Bytes::from).to_vec();
    hall.send(Sockets::All, &SocketFrame::Fragments(pieces));
    assert_eq!(socket.text().await, r#"{"type": "stats_update"}"#);
    assert_eq!(other.text().await, r#"{"type": "stats_update"}"#);
    let long = "x".repeat(20 << 20);
    hall.say(Sockets::Session(1), &long);
    assert_eq!(other.text().await.len(), 20 << 20);
    hall.send(Sockets::Dashboard, &SocketFrame::RawText(Bytes::from_static(b"\xff")));
    assert!(matches!(socket.next().await, Some(Err(Error::Utf8(_)))));
}

#[tokio::test]
async fn handshakes_are_refused_so_many_times() {
    let demo = empty().await;
    let refused = Some(Refused::streams(403).times(2));
    demo.set_trouble(Dialect::Postes, Trouble { refused, ..Trouble::default() });
    for _ in 0..2 {
        let Err(Error::Http(answer)) = Socket::try_open(&demo, "dashboard").await.map(|_| ()) else {
            panic!("it was let in");
        };
        assert_eq!(answer.status(), 403);
    }
    opened(&demo, "dashboard").await;
    let counters = demo.counters().of(Dialect::Postes);
    assert_eq!((counters.refused, counters.stream_requests, counters.streams_total), (2, 3, 1));
}

#[tokio::test]
async fn a_socket_is_taken_and_dropped_while_the_figures_are_there() {
    let demo = empty().await;
    demo.set_trouble(Dialect::Postes, Trouble { broken_streams: true, ..Trouble::default() });
    let mut socket = Socket::open(&demo, "dashboard").await;
    assert!(!matches!(socket.next().await, Some(Ok(_))));
    let stats = Exchange::get(demo.port, "/postes/api/dashboard/stats/", &[&cookie(&demo).await]).await;
    assert_eq!(stats.status(), 200);
}

#[tokio::test]
async fn an_expired_session_shuts_nobody_out_who_is_in() {
    let demo = empty().await;
    let mut socket = opened(&demo, "dashboard").await;
    demo.sign_out(Dialect::Postes);
    demo.postes().add_user();
    assert!(socket.text().await.contains("\"total\": 6"));
}

#[tokio::test]
async fn a_restart_hangs_up_and_remembers() {
    let demo = empty().await;
    let mut socket = opened(&demo, "dashboard").await;
    demo.postes().add_user();
    demo.restart(std::time::Duration::from_millis(20)).await;
    assert!(socket.text().await.contains("\"total\": 6"));
    assert_eq!(socket.closed().await, None);
    let counters = demo.until(|counters| counters.connections_open == 0).await;
    assert_eq!(counters.of(Dialect::Postes).streams_open, 0);
    let mut again = Socket::open(&demo, "dashboard").await;
    assert!(again.text().await.contains("\"total\": 6"));
}

#[tokio::test]
async fn stopping_waits_for_nobody() {
    let demo = empty().await;
    let mut socket = opened(&demo, "dashboard").await;
    demo.shutdown().await;
    assert_eq!(socket.closed().await, None);
}
