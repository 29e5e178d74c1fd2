use std::time::Duration;

use tokio_tungstenite::tungstenite::{Error, Message};
use vigie_demo::{Builder, Demo, Dialect, Pace, Postes, Rhythm, Scenario, SessionSpec, SessionStatus};

use crate::capture::{Line, assert_whole, body, conversation, handshake};
use crate::socket::{Socket, cookie};
use crate::wire::Exchange;

const KEY: &str = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
const UPGRADE: [&str; 4] = ["Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13", KEY];

/// Time stands still but for [`Postes::tick`].
fn builder() -> Builder {
    Demo::builder().scenario(Scenario::Empty).pace(Pace::Manual)
}

/// Says what was said and hears what was heard; `push` makes the server say what nobody asked for.
async fn replay(socket: &mut Socket, name: &str, push: impl Fn(&str)) {
    let mut asked = true;
    for line in conversation(name) {
        match line {
            Line::Sent(text) => {
                socket.send(&text).await;
                asked = true;
            }
            Line::Received(text) => {
                if !std::mem::take(&mut asked) {
                    push(&text);
                }
                assert_eq!(body(&socket.text().await), body(&text), "{name}");
            }
        }
    }
}

#[tokio::test]
async fn signing_in_is_as_captured() {
    let demo = builder().start().await.unwrap();
    let login = |body: &'static str| {
        Exchange::begin(demo.port, "POST /postes/api/auth/login/", &["Content-Type: application/json"], body)
    };
    let right = login(r#"{"username":"admin","password":"admin123"}"#).await;
    assert_whole(right, "postes/01-login").await;
    assert_eq!(login(r#"{"username":"admin","password":"admin"}"#).await.status(), 401);
    assert_eq!(login("username=admin").await.status(), 400);
    let counters = demo.counters().of(Dialect::Postes);
    assert_eq!((counters.logins, counters.sign_ins), (3, 1));
}

#[tokio::test]
async fn the_figures_can_be_polled_as_captured() {
    let demo = builder().start().await.unwrap();
    let stats = "/postes/api/dashboard/stats/";
    let signed_in = cookie(&demo).await;
    assert_whole(Exchange::get(demo.port, stats, &[&signed_in]).await, "postes/04-poll").await;
    assert_eq!(Exchange::get(demo.port, stats, &[]).await.status(), 403);
    demo.sign_out(Dialect::Postes);
    assert_eq!(Exchange::get(demo.port, stats, &[&signed_in]).await.status(), 403);
}

#[tokio::test]
async fn sessions_are_listed_as_code_valid_shows_them() {
    let demo = builder().start().await.unwrap();
    let mut list = Exchange::get(demo.port, "/postes/api/sessions/", &[&cookie(&demo).await]).await;
    let list: serde_json::Value = serde_json::from_slice(&list.whole().await.0).unwrap();
    assert_eq!(list["count"], 3);
    let Some(Line::Received(valid)) = conversation("postes/14-sessions")
        .into_iter()
        .find(|line| matches!(line, Line::Received(text) if text.contains("code_valid")))
    else {
        panic!("not in the capture");
    };
    let valid: serde_json::Value = serde_json::from_str(&valid).unwrap();
    assert_eq!(list["results"][1], valid["session"]);
}

#[tokio::test]
async fn a_handshake_needs_the_origin_and_a_session_as_captured() {
    let demo = builder().start().await.unwrap();
    let (signed_in, origin) = (cookie(&demo).await, format!("Origin: {}", demo.url));
    let ask = async |headers: &[&str]| {
        let headers: Vec<&str> = UPGRADE.iter().chain(headers).copied().collect();
        Exchange::get(demo.port, "/postes/ws/dashboard/", &headers).await
    };
    for (headers, name) in [
        (vec![signed_in.as_str()], "05-dashboard-no-origin"),
        (vec![signed_in.as_str(), "Origin: http://elsewhere.example"], "05-dashboard-no-origin"),
        (vec![origin.as_str()], "07-dashboard-not-logged-in"),
    ] {
        let (status, _) = handshake(&format!("postes/{name}"));
        let refused = ask(&headers).await;
        assert_eq!(refused.head, format!("HTTP/1.1 {status}\r\n"), "{name}");
    }
    let taken = ask(&[&signed_in, &origin]).await;
    let (status, headers) = handshake("postes/10-dashboard");
    let mut lines = taken.head.lines();
    assert_eq!(lines.next(), Some(format!("HTTP/1.1 {status} Switching Protocols").as_str()));
    // The recorder lowered the names.
    let lower = |line: &str| {
        let (name, value) = line.split_once(": ").unwrap();
        format!("{}: {value}", name.to_lowercase())
    };
    let got: Vec<String> = lines.map(lower).collect();
    let of = |line: &String| !line.starts_with("sec-websocket-accept");
    assert_eq!(got.iter().filter(|line| of(line)).count(), 3);
    assert!(got.iter().filter(|line| of(line)).eq(headers.iter().filter(|line| of(line))));
    // RFC 6455's own example.
    assert_eq!(taken.header("Sec-WebSocket-Accept"), Some("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="));
    assert!(taken.head.contains("Sec-WebSocket-Accept"));
}

#[tokio::test]
async fn the_dashboard_speaks_as_captured() {
    let demo = builder().start().await.unwrap();
    let hall = demo.postes();
    let mut socket = Socket::open(&demo, "dashboard").await;
    replay(&mut socket, "postes/10-dashboard", |text| {
        if text.contains("\"hors_ligne\": 0") {
            hall.plug("Poste-05", true);
        } else {
            hall.add_user();
        }
    })
    .await;
    drop(socket);
    let mut socket = Socket::open(&demo, "dashboard").await;
    let later: Vec<Line> = conversation("postes/11-dashboard-idle-pings");
    type Act<'a> = &'a dyn Fn(&Postes);
    let moves: [(usize, Act<'_>); 5] = [
        (2, &|hall| hall.start(2)),
        (1, &|hall| hall.add_time(2, 600, "admin")),
        (2, &|hall| hall.end(2, "fermeture_normale", "Session terminée")),
        (1, &|hall| {
            hall.session(&SessionSpec::new("EXP001", 70));
        }),
        (2, &|hall| hall.start(4)),
    ];
    let mut expected = later.into_iter();
    let mut hear = async |times: usize| {
        for line in expected.by_ref().take(times).collect::<Vec<_>>() {
            let Line::Received(text) = line else { panic!("{line:?}") };
            assert_eq!(body(&socket.text().await), body(&text));
        }
    };
    hear(1).await;
    for (updates, act) in moves {
        act(&hall);
        hear(updates).await;
    }
    assert_eq!(expected.next(), None);
}

#[tokio::test]
async fn sessions_speak_as_captured() {
    let demo = builder().start().await.unwrap();
    let hall = demo.postes();
    let mut socket = Socket::open(&demo, "sessions").await;
    replay(&mut socket, "postes/14-sessions", |text| {
        if text.contains("time_update") {
            hall.tick();
        } else if text.contains("time_added") {
            hall.add_time(2, 600, "admin");
        } else if text.contains("warning") {
            hall.warn(2, "warning", "Temps bientôt écoulé");
        } else {
            hall.end(2, "fermeture_normale", "Session terminée");
        }
    })
    .await;
    // It stays open.
    socket.send(r#"{"type": "heartbeat"}"#).await;
    assert!(socket.text().await.contains("heartbeat_ack"));
    let counters = demo.counters().of(Dialect::Postes);
    assert_eq!((counters.received_of("heartbeat"), counters.received_of("validate_code")), (2, 3));
    assert_eq!(counters.received_of("bogus"), 1);
}

#[tokio::test]
async fn one_session_counts_down_as_captured() {
    let demo = builder().start().await.unwrap();
    (0..7).for_each(|_| demo.postes().tick());
    let mut socket = Socket::open(&demo, "sessions/1").await;
    replay(&mut socket, "postes/15-session-by-id", |_| demo.postes().tick()).await;
}

#[tokio::test]
async fn a_session_expires_as_captured() {
    let demo = builder().start().await.unwrap();
    let hall = demo.postes();
    let id = hall.session(&SessionSpec::new("EXP001", 70));
    let mut socket = Socket::open(&demo, "sessions").await;
    replay(&mut socket, "postes/16-session-expires", |text| {
        // The warning comes with the update before it.
        if !text.contains("warning") {
            hall.tick();
        }
    })
    .await;
    assert_eq!(hall.standing(id), Some((SessionStatus::Expired, 0)));
}

#[tokio::test]
async fn time_passes_by_itself_every_five_seconds() {
    let demo = builder().start().await.unwrap();
    demo.step(Duration::from_secs(60)).await;
    assert_eq!(demo.postes().standing(1), Some((SessionStatus::Active, 3_540)));
}

#[tokio::test]
async fn pings_carry_a_time_and_a_count() {
    let rhythm = Rhythm { postes_ping: Some(Duration::from_millis(20)), ..Rhythm::default() };
    let demo = builder().starting_at_ms(1_795_243_252_000).rhythm(rhythm).start().await.unwrap();
    let mut socket = Socket::open(&demo, "dashboard").await;
    for count in 0_u8..3 {
        match socket.next().await.unwrap().unwrap() {
            Message::Text(_) => assert_eq!(count, 0, "the greeting comes first"),
            Message::Ping(payload) => {
                // The first four bytes as captured: the same day.
                assert_eq!(payload[..3], [0x18, 0xe9, 0xfc]);
                assert_eq!(payload[8..], [0, 0, 0, count]);
            }
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn it_looks_like_django_elsewhere() {
    let demo = builder().start().await.unwrap();
    for path in ["/postes/", "/postes", "/postes/ws/dashboard/"] {
        let lost = Exchange::get(demo.port, path, &[]).await;
        assert_eq!((lost.status(), lost.header("server")), (404, Some("daphne")), "{path}");
    }
    let slash = Exchange::get(demo.port, "/postes/api/dashboard/stats", &[]).await;
    assert_eq!((slash.status(), slash.header("location")), (301, Some("/postes/api/dashboard/stats/")));
    let Err(Error::Http(answer)) = Socket::try_open(&demo, "nowhere").await.map(|_| ()) else { panic!() };
    assert_eq!(answer.status(), 500);
}
