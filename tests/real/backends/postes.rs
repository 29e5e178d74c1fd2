//! Django Channels, channels_redis and Daphne.

use std::time::Duration;

use reqwest::Client;
use serde_json::{Value, json};
use vigie_tests::{Nginx, PATIENCE, Passing, PostesBackend, PostesOptions, eventually};

use super::socket::{Ended, Line, Socket, conversation};
use crate::recorded::{Answer, recorded_of, whole};

const DASHBOARD: &str = "/ws/dashboard/";
const SESSIONS: &str = "/ws/sessions/";

fn recorded(name: &str) -> Answer {
    recorded_of("postes", name)
}

async fn started() -> PostesBackend {
    PostesBackend::start(PostesOptions::default()).await
}

/// A socket as a signed-in page opens it.
async fn socket(backend: &PostesBackend, cookie: &str, path: &str) -> Result<Socket, u16> {
    Socket::open(&backend.url, path, &[("cookie", cookie), ("origin", &backend.url)]).await
}

async fn opened(backend: &PostesBackend, path: &str) -> Socket {
    socket(backend, &backend.cookie().await, path).await.expect("a page that is signed in is let in")
}

/// Says what was said in a recorded conversation, brings about what was pushed in it, and compares all that is heard.
async fn as_recorded(backend: &PostesBackend, socket: &mut Socket, session: u64, name: &str) {
    for line in conversation(name) {
        match line {
            Line::Said(text) => socket.say(&text).await,
            Line::Heard(wanted) => {
                cause(backend, session, &serde_json::from_str(&wanted).expect("JSON")).await;
                assert_eq!(socket.hear().await, wanted, "{name}");
            }
        }
    }
}

/// Brings about a message that the server sends unasked.
async fn cause(backend: &PostesBackend, session: u64, message: &Value) {
    match message["type"].as_str() {
        Some("time_update") if message["session_id"].is_null() => backend.tick(1).await,
        Some("time_added") => backend.add_time(session, 600).await,
        Some("warning") if message["level"] == "warning" => {
            backend.warn(session, "warning", "Temps bientôt écoulé").await;
        }
        Some("session_terminated") if message["raison"] == "temps_ecoule" => backend.tick(1).await,
        Some("session_terminated") => {
            backend.terminate(session, "fermeture_normale", "Session terminée").await;
        }
        _ => {}
    }
}

#[tokio::test]
async fn sign_in_and_polling_are_told_as_recorded() {
    let backend = started().await;
    let client = Client::builder().cookie_store(true).build().expect("a client");
    let login = |password: &str| {
        let person = json!({"username": "admin", "password": password});
        client.post(format!("{}/api/auth/login/", backend.url)).json(&person)
    };
    let polled = || client.get(format!("{}/api/dashboard/stats/", backend.url));
    assert_eq!(whole(login("no")).await.status, 401);
    assert_eq!(whole(polled()).await.status, 401);
    assert_eq!(whole(login("admin123")).await, recorded("01-login"));
    assert_eq!(whole(polled()).await, recorded("04-poll"));

    let listed = client.get(format!("{}/api/sessions/", backend.url)).send().await.expect("the list");
    let listed: Value = listed.json().await.expect("JSON");
    let ids: Vec<_> = listed.as_array().expect("a list").iter().map(|session| &session["id"]).collect();
    assert_eq!(ids, [1, 2], "what has ended is not listed");
    backend.expire_cookies().await;
    assert_eq!(whole(polled()).await.status, 401);
}

#[tokio::test]
async fn a_socket_opens_only_with_a_valid_cookie_and_the_servers_own_origin() {
    let backend = started().await;
    let cookie = backend.cookie().await;
    let refused = |headers: Vec<(&'static str, String)>| {
        let url = backend.url.clone();
        async move {
            let headers: Vec<_> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
            Socket::open(&url, DASHBOARD, &headers).await.err()
        }
    };
    let (origin, foreign) = (("origin", backend.url.clone()), ("origin", "https://example.org".to_owned()));
    assert_eq!(refused(vec![("cookie", cookie.clone())]).await, Some(403));
    assert_eq!(refused(vec![("cookie", cookie.clone()), foreign]).await, Some(403));
    assert_eq!(refused(vec![origin.clone()]).await, Some(403));
    let mut open = socket(&backend, &cookie, DASHBOARD).await.expect("now it is all there");
    open.hear().await;
    backend.expire_cookies().await;
    assert_eq!(refused(vec![("cookie", cookie), origin]).await, Some(403));
    backend.new_user().await;
    assert_eq!(open.json().await["data"]["utilisateurs"]["total"], 6, "an open socket stays open");
}

#[tokio::test]
async fn the_dashboard_hears_of_each_change_as_recorded() {
    let backend = started().await;
    let mut socket = opened(&backend, DASHBOARD).await;
    let mut heard = 0;
    for line in conversation("10-dashboard") {
        match line {
            Line::Said(text) => socket.say(&text).await,
            Line::Heard(wanted) => {
                heard += 1;
                match heard {
                    3 | 4 => backend.new_user().await,
                    5 => backend.machine("Poste-06", "disponible").await,
                    _ => {}
                }
                assert_eq!(socket.hear().await, wanted);
            }
        }
    }
    socket.say("no JSON").await;
    assert_eq!(socket.ended().await, Ended::Closed(1011));
}

#[tokio::test]
async fn a_sessions_life_moves_the_dashboard_as_recorded() {
    let backend = started().await;
    let mut socket = opened(&backend, DASHBOARD).await;
    for _ in 0..2 {
        backend.new_user().await;
    }
    backend.machine("Poste-06", "disponible").await;
    for _ in 0..4 {
        socket.hear().await;
    }
    // Recorded beside 14-sessions and 16-session-expires.
    let begins =
        ["connect", "start", "occupied", "time added", "terminated", "freed", "created", "start", "occupied"];
    for (line, begin) in conversation("11-dashboard-idle-pings").into_iter().zip(begins) {
        let Line::Heard(wanted) = line else { panic!("nothing was said") };
        match begin {
            "connect" => socket.say(r#"{"type": "get_stats"}"#).await,
            "start" => {
                let waiting = if wanted.contains(r#""total": 4"#) { 4 } else { 2 };
                backend.start_session(waiting).await;
            }
            "time added" => backend.add_time(2, 600).await,
            "terminated" => backend.terminate(2, "fermeture_normale", "Session terminée").await,
            "created" => assert_eq!(backend.create_session("EXP001", 70).await, 4),
            _ => {}
        }
        assert_eq!(socket.hear().await, wanted, "{begin}");
    }
}

#[tokio::test]
async fn a_sessions_socket_answers_and_tells_as_recorded() {
    let backend = started().await;
    let mut all = opened(&backend, SESSIONS).await;
    as_recorded(&backend, &mut all, 2, "14-sessions").await;
    // Two of the seven steps of the clock that the first session had seen when it was recorded.
    backend.tick(5).await;
    let mut one = opened(&backend, "/ws/sessions/1/").await;
    as_recorded(&backend, &mut one, 1, "15-session-by-id").await;
    assert_eq!(backend.create_session("EXP001", 70).await, 4);
    let mut expiring = opened(&backend, SESSIONS).await;
    as_recorded(&backend, &mut expiring, 4, "16-session-expires").await;
    backend.push(4, json!({"type": "anything", "value": null})).await;
    assert_eq!(expiring.hear().await, r#"{"type": "anything", "value": null}"#, "it stays open");
}

#[tokio::test]
async fn the_server_pings_and_time_goes_by_on_its_own() {
    // Longer than one read of the channel layer waits: an idle socket stays open.
    let options = PostesOptions { pace: Some(Duration::from_millis(100)), ping: Duration::from_secs(7) };
    let backend = PostesBackend::start(options).await;
    let mut idle = opened(&backend, SESSIONS).await;
    idle.pinged().await;
    let mut session = opened(&backend, "/ws/sessions/1/").await;
    assert_eq!(session.json().await["type"], "connection_established");
    let left = [session.json().await, session.json().await].map(|update| update["temps_restant"].as_i64());
    assert_eq!(left[0].map(|seconds| seconds - 5), left[1]);
}

#[tokio::test]
async fn a_stopping_server_closes_without_a_frame_and_knows_its_cookies_afterwards() {
    let backend = started().await;
    let cookie = backend.cookie().await;
    for kill in [false, true] {
        let mut open = socket(&backend, &cookie, DASHBOARD).await.expect("let in");
        open.hear().await;
        if kill {
            backend.server.kill().await;
        } else {
            backend.server.stop().await;
        }
        assert_eq!(open.ended().await, Ended::WithoutCloseFrame);
        backend.server.start_again().await;
    }
    socket(&backend, &cookie, DASHBOARD).await.expect("let in").hear().await;
}

/// Waits until a socket can be opened again and tells the dashboard.
async fn back(backend: &PostesBackend, cookie: &str) {
    let open = || async { socket(backend, cookie, DASHBOARD).await.ok() };
    eventually(PATIENCE, open).await.hear().await;
}

#[tokio::test]
async fn without_redis_or_when_told_so_only_polling_works() {
    let backend = started().await;
    let client = backend.signed_in().await;
    let cookie = backend.cookie().await;
    let polled = || whole(client.get(format!("{}/api/dashboard/stats/", backend.url)));

    let mut open = socket(&backend, &cookie, DASHBOARD).await.expect("let in");
    backend.redis.down().await;
    assert_eq!(open.ended().await, Ended::Closed(1011));
    assert_eq!(socket(&backend, &cookie, SESSIONS).await.err(), Some(500));
    assert_eq!(polled().await, recorded("04-poll"));
    backend.redis.up().await;
    back(&backend, &cookie).await;

    let mut open = socket(&backend, &cookie, SESSIONS).await.expect("let in");
    open.hear().await;
    backend.fail_sockets(true).await;
    assert_eq!(open.ended().await, Ended::Closed(1011));
    assert_eq!(socket(&backend, &cookie, DASHBOARD).await.err(), Some(500));
    assert_eq!(polled().await, recorded("04-poll"));
    backend.fail_sockets(false).await;
    back(&backend, &cookie).await;
}

#[tokio::test]
async fn a_proxy_that_knows_no_sockets_lets_only_polling_through() {
    let backend = started().await;
    let (client, cookie) = (backend.signed_in().await, backend.cookie().await);
    for (passing, sockets) in [(Passing::AtOnce, Some(404)), (Passing::WebSockets, None)] {
        let nginx = Nginx::before(&backend.url, passing).await;
        let polled = client.get(format!("{}/api/dashboard/stats/", nginx.url)).header("Cookie", &cookie);
        assert_eq!(whole(polled).await.status, 200);
        let headers = [("cookie", cookie.as_str()), ("origin", nginx.url.as_str())];
        assert_eq!(Socket::open(&nginx.url, DASHBOARD, &headers).await.err(), sockets);
    }
}

#[tokio::test]
async fn twenty_sessions_at_once_each_hear_of_themselves() {
    let backend = started().await;
    let cookie = backend.cookie().await;
    let mut sockets = Vec::new();
    for number in 0..20 {
        let code = format!("MANY{number:02}");
        let id = backend.create_session(&code, 3600 + number * 60).await;
        let mut socket = socket(&backend, &cookie, SESSIONS).await.expect("let in");
        socket.hear().await;
        socket.say(&json!({"type": "validate_code", "code": code}).to_string()).await;
        assert_eq!(socket.json().await["session"]["id"], id);
        socket.say(r#"{"type": "start_session"}"#).await;
        assert_eq!(socket.json().await["session"]["statut"], "active");
        sockets.push((number, socket));
    }
    backend.tick(1).await;
    for (number, socket) in &mut sockets {
        assert_eq!(socket.json().await["temps_restant"], 3595 + *number * 60);
    }
}
