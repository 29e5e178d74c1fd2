//! All the ways in which a WebSocket is not to be had, or ends.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use futures_util::SinkExt;
use tokio::net::TcpListener;
use tokio::sync::mpsc;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use url::Url;
use vigie_contract::ReasonCode;
use vigie_engine::transport::bounds::SOCKET_BUSY_LEAST;
use vigie_engine::transport::websocket::SocketEnd;
use vigie_engine::transport::{SocketIncident, SocketOptions};

use crate::peers::{Listening, agree, hears, hold, listen, lost, next, opened, quick, raw, socket_to};
use crate::server::{Script, Server, StoppedClock, ended_by};

fn ws(server: &Server) -> Url {
    server.address.as_str().replacen("http", "ws", 1).parse().unwrap()
}

#[tokio::test]
async fn each_close_code_is_a_loss_with_its_reason() {
    let codes = [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1011, 1012, 1013, 3000, 4001, 4999];
    let (said, mut heard) = mpsc::unbounded_channel();
    let server = Listening::start(move |number, stream| {
        let said = said.clone();
        async move {
            let mut peer = agree(stream).await;
            let code = CloseCode::from(*codes.get(number).unwrap_or(&1000));
            peer.close(Some(CloseFrame { code, reason: "so be it".into() })).await.unwrap();
            listen(peer, said).await;
        }
    })
    .await;
    let mut socket = socket_to(&server.url(), quick());
    for code in codes {
        opened(&mut socket).await;
        let closed = lost(&mut socket).await;
        let (reason, least) = match code {
            1000 | 1001 => (ReasonCode::StreamEnded, Duration::ZERO),
            1012 | 1013 => (ReasonCode::ServerBusy, SOCKET_BUSY_LEAST),
            _ => (ReasonCode::ConnectionLost, Duration::ZERO),
        };
        assert_eq!((closed.code, closed.close_code), (reason, Some(code)), "{closed:?}");
        assert!(closed.after_open && closed.retry_in >= least, "{closed:?}");
        assert_eq!(closed.clean, matches!(code, 1000 | 1001), "{closed:?}");
        if reason == ReasonCode::ConnectionLost {
            assert_eq!(closed.detail, format!("closed with code {code}: so be it"));
        }
        // The goodbye is returned.
        assert!(matches!(ended_by(heard.recv()).await, Some(Message::Close(_))), "{code}");
        // No pause: these have no need of it.
        socket.restart();
    }
}

#[tokio::test]
async fn a_goodbye_without_code_with_a_forbidden_one_and_none_at_all_are_told_apart() {
    for (bytes, code, reason) in [
        (&b"\x88\x00"[..], Some(1005), ReasonCode::StreamEnded),
        // 1006 must not be sent: a breach of the protocol, which is 1002.
        (&b"\x88\x02\x03\xee"[..], Some(1002), ReasonCode::ConnectionLost),
        (&b"\x88\x01\x03"[..], None, ReasonCode::ConnectionLost),
        (&b""[..], None, ReasonCode::ConnectionLost),
        // In the middle of a message.
        (&b"\x81\x05ab"[..], None, ReasonCode::ConnectionLost),
    ] {
        let server = Listening::start(move |_, stream| async move {
            let mut peer = agree(stream).await;
            raw(&mut peer, bytes).await;
        })
        .await;
        let mut socket = socket_to(&server.url(), quick());
        opened(&mut socket).await;
        let closed = lost(&mut socket).await;
        assert_eq!((closed.code, closed.close_code), (reason, code), "{bytes:?}: {closed:?}");
        assert!(!closed.clean && closed.after_open, "{closed:?}");
    }
}

#[tokio::test]
async fn a_message_that_is_too_large_is_told_and_the_connection_made_anew() {
    let limit = 1_000;
    let (said, mut heard) = mpsc::unbounded_channel();
    let server = Listening::start(move |number, stream| {
        let said = said.clone();
        async move {
            let mut peer = agree(stream).await;
            match number {
                0 => peer.send(Message::text("x".repeat(limit + 1))).await.unwrap(),
                1 => {
                    let half = [&b"\x01\x7e\x02\x58"[..], &[b'x'; 600]].concat();
                    raw(&mut peer, &half).await;
                    raw(&mut peer, &[&b"\x80\x7e\x02\x58"[..], &[b'x'; 600]].concat()).await;
                }
                // So long that only its length is ever sent.
                2 => raw(&mut peer, b"\x82\x7f\x7f\xff\xff\xff\xff\xff\xff\xff").await,
                _ => peer.send(Message::text("x".repeat(limit))).await.unwrap(),
            }
            listen(peer, said).await;
        }
    })
    .await;
    let mut socket = socket_to(&server.url(), SocketOptions { message_limit: limit, ..quick() });
    for _ in 0..3 {
        opened(&mut socket).await;
        hears(&mut socket, [SocketIncident::Oversized { limit }]).await;
        let large = lost(&mut socket).await;
        assert!(large.code == ReasonCode::TooLarge && large.after_open && !large.clean, "{large:?}");
        let goodbye = ended_by(heard.recv()).await;
        let Some(Message::Close(Some(frame))) = goodbye else { panic!("{goodbye:?}") };
        assert_eq!(frame.code, CloseCode::Size);
    }
    opened(&mut socket).await;
    hears(&mut socket, [SocketIncident::Text("x".repeat(limit))]).await;
}

#[tokio::test]
async fn what_is_no_websocket_is_a_loss_with_a_code_for_the_server() {
    for (bytes, code) in [
        (&b"\x81\x02\xc3\x28"[..], CloseCode::Invalid),
        // Masked, of no known kind, with reserved bits.
        (&b"\x81\x81\x00\x00\x00\x00x"[..], CloseCode::Protocol),
        (&b"\x83\x00"[..], CloseCode::Protocol),
        (&b"\xf1\x00"[..], CloseCode::Protocol),
        // The end of a message that was never begun.
        (&b"\x80\x01x"[..], CloseCode::Protocol),
    ] {
        let (said, mut heard) = mpsc::unbounded_channel();
        let server = Listening::start(move |_, stream| {
            let said = said.clone();
            async move {
                let mut peer = agree(stream).await;
                raw(&mut peer, bytes).await;
                listen(peer, said).await;
            }
        })
        .await;
        let mut socket = socket_to(&server.url(), quick());
        opened(&mut socket).await;
        let broken = lost(&mut socket).await;
        assert_eq!((broken.code, broken.close_code), (ReasonCode::ConnectionLost, None), "{bytes:?}");
        assert!(!broken.detail.is_empty());
        let goodbye = ended_by(heard.recv()).await;
        let Some(Message::Close(Some(frame))) = goodbye else { panic!("{bytes:?}: {goodbye:?}") };
        assert_eq!(frame.code, code, "{bytes:?}");
    }
}

#[tokio::test]
async fn refusals_end_with_what_the_server_said() {
    for (status, headers, place) in [
        ("403 Access denied", &[][..], None),
        ("401 Who", &[][..], None),
        ("302 Found", &["Location: /login/?next=/ws"][..], Some("/login/?next=/ws")),
    ] {
        let server = Server::start(Script::answer(status, headers).chunk(b"no")).await;
        let mut socket = socket_to(&ws(&server), quick());
        let end = next(&mut socket).await;
        let expected = SocketEnd::Refused {
            status: status[..3].parse().unwrap(),
            location: place.map(str::to_owned),
            retry_after: None,
            body_start: "no".into(),
        };
        assert_eq!(end, Some(SocketIncident::Ended(expected)));
        assert_eq!(next(&mut socket).await, None);
        socket.restart();
        assert_eq!(next(&mut socket).await, None);
        assert_eq!(server.heads().len(), 1);
    }
}

#[tokio::test]
async fn other_answers_are_losses_with_their_status() {
    for (status, headers, code, pause) in [
        ("200 OK", &["Content-Type: text/html"][..], ReasonCode::NotThisBackend, 300),
        ("204 No Content", &[][..], ReasonCode::NotThisBackend, 300),
        ("404 Not Found", &[][..], ReasonCode::HttpStatus, 300),
        ("426 Upgrade Required", &[][..], ReasonCode::HttpStatus, 300),
        ("500 Oops", &[][..], ReasonCode::HttpStatus, 0),
        ("503 Busy", &["Retry-After: 90"][..], ReasonCode::ServerBusy, 90),
    ] {
        let server = Server::start(Script::answer(status, headers)).await;
        let answer = lost(&mut socket_to(&ws(&server), quick())).await;
        assert_eq!((answer.code, answer.status), (code, status[..3].parse().ok()), "{answer:?}");
        assert_eq!(answer.retry_in.as_secs(), pause, "{answer:?}");
        assert!(!answer.after_open && answer.close_code.is_none());
    }
}

#[tokio::test]
async fn handshakes_that_are_not_ours_are_losses() {
    // The key of RFC 6455's example: not the one that was asked with.
    let other: &[u8] = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
        Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";
    let h2c: &[u8] = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n";
    for (bytes, status) in [(other, Some(101)), (h2c, Some(101)), (&b"SSH-2.0-OpenSSH_9.9\r\n"[..], None)] {
        let server = Listening::saying(bytes).await;
        let broken = lost(&mut socket_to(&server.url(), quick())).await;
        assert_eq!((broken.code, broken.status), (ReasonCode::ConnectionLost, status), "{broken:?}");
        assert!(!broken.after_open && !broken.detail.is_empty(), "{broken:?}");
    }
}

#[tokio::test]
async fn a_server_that_accepts_and_never_answers_is_given_up() {
    let _clock = StoppedClock::new();
    let mut server = Server::start(Script::silence()).await;
    let within = Duration::from_secs(20);
    let options = SocketOptions { handshake_within: within, ..quick() };
    let mut socket = socket_to(&ws(&server), options);
    let patience = async {
        while server.heads().is_empty() {
            tokio::task::yield_now().await;
        }
        tokio::time::advance(within + Duration::from_secs(1)).await;
    };
    let (silent, ()) = tokio::join!(lost(&mut socket), patience);
    assert!(silent.code == ReasonCode::NoAnswer && !silent.after_open, "{silent:?}");
    server.left(1).await;
}

#[tokio::test]
async fn a_name_without_address_and_a_closed_port_are_told_apart() {
    let unknown: Url = "wss://no-such-host.invalid/ws?token=geheim".parse().unwrap();
    assert_eq!(lost(&mut socket_to(&unknown, quick())).await.code, ReasonCode::HostUnknown);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let closed: Url = format!("ws://{}/ws", listener.local_addr().unwrap()).parse().unwrap();
    drop(listener);
    assert_eq!(lost(&mut socket_to(&closed, quick())).await.code, ReasonCode::ConnectionRefused);
}

#[tokio::test]
async fn a_knock_ends_the_pause_and_the_pause_told_is_the_pause_slept() {
    let attempts = Arc::new(AtomicUsize::new(0));
    let seen = Arc::clone(&attempts);
    let server = Listening::start(move |_, stream| {
        seen.fetch_add(1, Ordering::SeqCst);
        async move {
            let mut peer = agree(stream).await;
            peer.close(Some(CloseFrame { code: CloseCode::Again, reason: "".into() })).await.unwrap();
            hold(peer.into_inner()).await;
        }
    })
    .await;
    let mut socket = socket_to(&server.url(), quick());
    let knock = socket.knock();
    opened(&mut socket).await;
    let pause = lost(&mut socket).await.retry_in;
    assert_eq!(pause, SOCKET_BUSY_LEAST);
    knock.now();
    opened(&mut socket).await;
    let pause = lost(&mut socket).await.retry_in;
    tokio::time::pause();
    let early = tokio::time::timeout(pause - Duration::from_millis(100), socket.next()).await;
    assert!(early.is_err(), "{early:?}");
    tokio::time::resume();
    assert_eq!(attempts.load(Ordering::SeqCst), 2);
    opened(&mut socket).await;
}
