//! A socket against servers that behave.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::SinkExt;
use reqwest::cookie::Jar;
use reqwest::header::{AUTHORIZATION, COOKIE, HeaderName, SEC_WEBSOCKET_PROTOCOL};
use tokio::sync::mpsc;
use tokio_tungstenite::accept_hdr_async;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::handshake::server::{Request, Response};
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use vigie_contract::{Reason, ReasonCode};
use vigie_engine::transport::bounds::{SEND_LIMIT, SEND_QUEUE};
use vigie_engine::transport::websocket::NotSent;
use vigie_engine::transport::{
    ClientOptions, Socket, SocketIncident, SocketOptions, SocketRequest, socket_client,
};

use crate::peers::{Listening, agree, hears, hold, listen, lost, next, opened, quick, raw, socket_to, text};
use crate::server::{StoppedClock, ended_by};

/// A server that tells what is said to it.
async fn listening() -> (Listening, mpsc::UnboundedReceiver<Message>) {
    let (said, heard) = mpsc::unbounded_channel();
    let server = Listening::start(move |_, stream| {
        let said = said.clone();
        async move { listen(agree(stream).await, said).await }
    });
    (server.await, heard)
}

#[tokio::test]
async fn messages_come_whole_however_they_were_cut() {
    let server = Listening::start(|_, stream| async move {
        let mut peer = agree(stream).await;
        peer.send(Message::text("{\"type\":\"stats\"}")).await.unwrap();
        // A text in three frames, one of them empty, with a ping between them; é is cut in its middle.
        raw(&mut peer, b"\x01\x04caf\xc3").await;
        raw(&mut peer, b"\x89\x00\x00\x00").await;
        raw(&mut peer, b"\x80\x02\xa9!").await;
        peer.send(Message::binary(vec![0; 5])).await.unwrap();
        peer.send(Message::text("")).await.unwrap();
        hold(peer.into_inner()).await;
    })
    .await;
    let mut socket = socket_to(&server.url(), quick());
    assert!(!socket.is_open());
    opened(&mut socket).await;
    assert!(socket.is_open());
    let expected = [
        text("{\"type\":\"stats\"}"),
        SocketIncident::Beat,
        text("café!"),
        SocketIncident::Binary(5),
        text(""),
    ];
    hears(&mut socket, expected).await;
}

#[tokio::test]
async fn the_handshake_carries_what_the_server_wants() {
    let (tell, mut told) = mpsc::unbounded_channel();
    let server = Listening::start(move |_, stream| {
        let tell = tell.clone();
        async move {
            let asked = Arc::new(Mutex::new(None));
            let note = Arc::clone(&asked);
            #[allow(clippy::result_large_err, reason = "the library's own type")]
            let callback = move |request: &Request, mut response: Response| {
                *note.lock().unwrap() = Some((request.uri().to_string(), request.headers().clone()));
                response.headers_mut().insert(SEC_WEBSOCKET_PROTOCOL, "two".parse().unwrap());
                Ok(response)
            };
            let peer = accept_hdr_async(stream, callback).await.unwrap();
            tell.send(asked.lock().unwrap().take().unwrap()).unwrap();
            hold(peer.into_inner()).await;
        }
    })
    .await;
    let url = server.url();
    let jar = Arc::new(Jar::default());
    let http = url.as_str().replace("ws:", "http:").parse().unwrap();
    jar.add_cookie_str("sessionid=s3; Path=/app1/", &http);
    let headers = [(HeaderName::from_static("x-key"), "k".parse().unwrap())].into_iter().collect();
    let client = socket_client(&ClientOptions::new(&url).cookies(jar).secret_headers(headers)).unwrap();
    let request = move || {
        Ok(SocketRequest::new(url.clone())
            .own_origin()
            .header(AUTHORIZATION, "Bearer b".parse().unwrap())
            .header(SEC_WEBSOCKET_PROTOCOL, "one, two".parse().unwrap()))
    };
    let mut socket = Socket::new(client, request, quick());
    assert_eq!(next(&mut socket).await, Some(SocketIncident::Opened { subprotocol: Some("two".into()) }));
    let (path, asked) = told.recv().await.unwrap();
    assert_eq!(path, "/app1/ws/dashboard/?token=geheim");
    assert_eq!(asked["origin"], format!("http://{}", server.address));
    assert_eq!(
        (&asked[COOKIE], &asked[AUTHORIZATION], &asked["x-key"]),
        (&"sessionid=s3".parse().unwrap(), &"Bearer b".parse().unwrap(), &"k".parse().unwrap())
    );
    assert!(asked["user-agent"].to_str().unwrap().starts_with("Vigie/"));
    assert!(!asked.contains_key("sec-websocket-extensions") && !asked.contains_key("referer"));
}

#[tokio::test]
async fn addresses_of_ipv6_work() {
    let server = Listening::at("[::1]:0", |_, stream| async move {
        let mut peer = agree(stream).await;
        peer.send(Message::text("six")).await.unwrap();
        hold(peer.into_inner()).await;
    })
    .await;
    let mut socket = socket_to(&server.url(), quick());
    opened(&mut socket).await;
    hears(&mut socket, [text("six")]).await;
}

#[tokio::test]
async fn what_is_sent_waits_within_bounds_and_goes_out_in_order() {
    let (server, mut heard) = listening().await;
    let mut socket = socket_to(&server.url(), quick());
    assert_eq!(socket.send("early"), Err(NotSent::NotOpen));
    opened(&mut socket).await;
    assert_eq!(socket.send("x".repeat(SEND_LIMIT + 1)), Err(NotSent::TooLong));
    for n in 0..SEND_QUEUE {
        assert_eq!(socket.send(format!("{n}")), Ok(()));
    }
    assert_eq!(socket.send("one more"), Err(NotSent::QueueFull));
    let sent = async {
        for n in 0..SEND_QUEUE {
            assert_eq!(heard.recv().await, Some(Message::text(format!("{n}"))));
        }
    };
    ended_by(async {
        tokio::select! {
            incident = socket.next() => panic!("{incident:?}"),
            () = sent => {}
        }
    })
    .await;
    assert_eq!(socket.send("x".repeat(SEND_LIMIT)), Ok(()));
}

#[tokio::test]
async fn pings_of_the_server_are_answered() {
    let (answered, mut answers) = mpsc::unbounded_channel();
    let server = Listening::start(move |_, stream| {
        let answered = answered.clone();
        async move {
            let mut peer = agree(stream).await;
            peer.send(Message::Ping("are you there".into())).await.unwrap();
            listen(peer, answered).await;
        }
    })
    .await;
    let mut socket = socket_to(&server.url(), quick());
    opened(&mut socket).await;
    hears(&mut socket, [SocketIncident::Beat]).await;
    let answer = ended_by(async {
        tokio::select! {
            incident = socket.next() => panic!("{incident:?}"),
            answer = answers.recv() => answer,
        }
    });
    assert_eq!(answer.await, Some(Message::Pong("are you there".into())));
}

#[tokio::test]
async fn a_server_that_answers_our_pings_is_alive_for_as_long_as_it_does() {
    let _clock = StoppedClock::new();
    let (server, mut heard) = listening().await;
    let every = Duration::from_secs(30);
    let mut socket = socket_to(&server.url(), SocketOptions { ping_every: Some(every), ..quick() });
    opened(&mut socket).await;
    for _ in 0..5 {
        tokio::time::advance(every + Duration::from_secs(1)).await;
        assert_eq!(next(&mut socket).await, Some(SocketIncident::Beat));
        assert_eq!(heard.recv().await, Some(Message::Ping("".into())));
    }
}

#[tokio::test]
async fn a_server_that_answers_no_ping_is_lost_after_two() {
    let _clock = StoppedClock::new();
    let server = Listening::start(|_, stream| async move { hold(agree(stream).await.into_inner()).await });
    let server = server.await;
    let every = Duration::from_secs(30);
    let mut socket = socket_to(&server.url(), SocketOptions { ping_every: Some(every), ..quick() });
    opened(&mut socket).await;
    tokio::time::advance(every + Duration::from_secs(1)).await;
    for _ in 0..50 {
        let early = futures_util::FutureExt::now_or_never(socket.next());
        assert_eq!(early, None, "after one ping");
        tokio::task::yield_now().await;
    }
    tokio::time::advance(every).await;
    let silent = lost(&mut socket).await;
    assert!(silent.code == ReasonCode::Silent && silent.after_open && !silent.clean, "{silent:?}");
}

#[tokio::test]
async fn silence_is_a_loss_and_pings_are_no_silence() {
    let _clock = StoppedClock::new();
    let (gap, limit, second) = (Duration::from_secs(40), Duration::from_secs(50), Duration::from_secs(1));
    let server = Listening::start(move |_, stream| async move {
        let mut peer = agree(stream).await;
        for _ in 0..5 {
            tokio::time::sleep(gap).await;
            peer.send(Message::Ping("".into())).await.unwrap();
        }
        hold(peer.into_inner()).await;
    })
    .await;
    let mut socket = socket_to(&server.url(), SocketOptions { silence_limit: Some(limit), ..quick() });
    opened(&mut socket).await;
    for _ in 0..5 {
        tokio::time::advance(gap + second).await;
        hears(&mut socket, [SocketIncident::Beat]).await;
    }
    tokio::time::advance(limit + second).await;
    assert_eq!(lost(&mut socket).await.code, ReasonCode::Silent);
}

#[tokio::test]
async fn what_came_while_nobody_listened_is_no_silence() {
    let _clock = StoppedClock::new();
    let (go, mut gone) = mpsc::unbounded_channel::<()>();
    let server = Listening::start(move |_, stream| {
        let go = go.clone();
        async move {
            let mut peer = agree(stream).await;
            peer.send(Message::text("news")).await.unwrap();
            go.send(()).unwrap();
            hold(peer.into_inner()).await;
        }
    })
    .await;
    let limit = Duration::from_secs(50);
    let mut socket = socket_to(&server.url(), SocketOptions { silence_limit: Some(limit), ..quick() });
    opened(&mut socket).await;
    gone.recv().await.unwrap();
    tokio::time::advance(limit * 2).await;
    hears(&mut socket, [text("news")]).await;
}

#[tokio::test]
async fn a_next_that_is_dropped_halfway_loses_nothing() {
    let texts: Vec<String> = (0..40).map(|n| n.to_string()).collect();
    let sent = texts.clone();
    let server = Listening::start(move |_, stream| {
        let sent = sent.clone();
        async move {
            let mut peer = agree(stream).await;
            for n in sent {
                // A frame in two halves.
                raw(&mut peer, &[0x81, u8::try_from(n.len()).unwrap()]).await;
                tokio::time::sleep(Duration::from_millis(3)).await;
                raw(&mut peer, n.as_bytes()).await;
            }
            hold(peer.into_inner()).await;
        }
    })
    .await;
    let mut socket = socket_to(&server.url(), quick());
    let mut heard = Vec::new();
    ended_by(async {
        while heard.len() < texts.len() {
            match tokio::time::timeout(Duration::from_millis(1), socket.next()).await {
                Ok(Some(SocketIncident::Text(text))) => heard.push(text),
                Ok(Some(SocketIncident::Opened { .. })) | Err(_) => {}
                Ok(other) => panic!("{other:?}"),
            }
        }
    })
    .await;
    assert_eq!(heard, texts);
}

#[tokio::test]
async fn dropping_or_restarting_says_goodbye() {
    let (server, mut heard) = listening().await;
    let mut socket = socket_to(&server.url(), quick());
    opened(&mut socket).await;
    socket.restart();
    assert!(!socket.is_open());
    for leaving in ["restarted", "dropped"] {
        let said = ended_by(heard.recv()).await;
        let Some(Message::Close(Some(frame))) = said else { panic!("{leaving}: {said:?}") };
        assert_eq!(frame.code, CloseCode::Normal);
        if leaving == "restarted" {
            opened(&mut socket).await;
            drop(std::mem::replace(&mut socket, socket_to(&server.url(), quick())));
        }
    }
}

#[tokio::test]
async fn a_request_that_cannot_be_made_is_told_and_tried_again() {
    let (server, _heard) = listening().await;
    let url = server.url();
    let mut attempts = 0;
    let request = move || {
        attempts += 1;
        if attempts == 1 {
            Err(Reason::new(ReasonCode::SignInNeeded))
        } else {
            Ok(SocketRequest::new(url.clone()))
        }
    };
    let client = socket_client(&ClientOptions::new(&server.url())).unwrap();
    let mut socket = Socket::new(client, request, quick());
    let reason = lost(&mut socket).await;
    assert!(reason.code == ReasonCode::SignInNeeded && !reason.after_open, "{reason:?}");
    opened(&mut socket).await;
}
