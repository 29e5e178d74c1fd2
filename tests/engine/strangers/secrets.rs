//! Secrets full of what means something in an address: they arrive as they are, and are written nowhere.

use std::path::Path;
use std::sync::{Arc, Mutex};

use axum::response::Response;
use tracing_subscriber::fmt::MakeWriter;
use vigie_contract::{LinkState, ServerDraft, ServerKind, SignIn};
use vigie_tests::Watched;
use vigie_tests::odd::{Asked, Odd, answer, held, to, with};

use super::kinds::draft;

const HARD: &str = "ge heim&a=b+c#d%2Fж тайна";

/// As it may be written in an address, a form or JSON, whole or in part.
const WRITTEN: [&str; 7] =
    ["ge heim", "ge%20heim", "ge+heim", "тайна", "%D1%82%D0%B0%D0%B9", "a=b+c", "a%3Db%2Bc"];

/// A draft for the server at an address.
type Drafted = Box<dyn Fn(&str) -> ServerDraft>;

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("no writer panicked").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

fn assert_nowhere(text: &str, place: &str) {
    for written in WRITTEN {
        assert!(!text.contains(written), "{place} tells {written}: {text}");
    }
}

fn assert_not_in(folder: &Path) {
    for entry in std::fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("it can be read").path();
        if path.is_dir() {
            assert_not_in(&path);
        } else {
            let text = String::from_utf8_lossy(&std::fs::read(&path).expect("it can be read")).into_owned();
            assert_nowhere(&text, &path.display().to_string());
        }
    }
}

/// A server that lets in whoever brings the secret as it is.
fn guarded(asked: &Asked) -> Option<Response> {
    let bearer = asked.header("authorization") == format!("Bearer {HARD}");
    let cookie = asked.header("cookie").contains("session=in");
    let in_form = |text: &str| {
        let pairs = |text: &str| url::form_urlencoded::parse(text.as_bytes()).any(|(_, value)| value == HARD);
        pairs(text) || serde_json::from_str::<serde_json::Value>(text).is_ok_and(|v| v["password"] == HARD)
    };
    let is_in = bearer || cookie || asked.param("token") == [HARD];
    let form = "<form method=post><input name=email><input type=password name=password></form>";
    Some(match (asked.method.as_str(), asked.path.as_str()) {
        ("GET", path) if path.ends_with("login") || path.ends_with("login/") => {
            answer(200, "text/html", form)
        }
        ("POST", _) if in_form(&asked.body) => {
            // What was sent comes back, as many servers have it.
            let mut answer = to(&format!("/home?said={}", asked.body));
            with(&mut answer, axum::http::header::SET_COOKIE, "session=in; Path=/");
            if asked.path.contains("api/auth") {
                *answer.status_mut() = axum::http::StatusCode::OK;
            }
            answer
        }
        ("POST", _) => answer(401, "text/plain", asked.body.clone()),
        _ if !is_in => to(&format!("/login?next={}%3F{}", asked.path, asked.query)),
        (_, "/core/sse-progress/active/" | "/core/sse-progress/") => {
            answer(200, "application/json", "{\"success\":true,\"count\":0,\"jobs\":[]}")
        }
        (_, "/api/v1/sse/events/") => held("text/event-stream", "data: {\"event\":\"connected\"}\n\n"),
        (_, "/api/events") => held("text/plain", "data: {\"type\":\"connected\"}\n\n"),
        (_, "/ci/events" | "/stream/app") => held("text/event-stream", "data: {}\n\n"),
        (_, "/api/dashboard/stats/") => answer(200, "application/json", "{\"sessions\":{\"actives\":1}}"),
        // An error that repeats what it was asked.
        (_, path) => answer(500, "text/plain", format!("{path}?{}: {HARD}", asked.query)),
    })
}

#[tokio::test]
async fn they_arrive_as_they_are_and_are_written_nowhere() {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter("debug,vigie_engine=trace")
        .with_ansi(false)
        .with_writer(log.clone())
        .finish();
    let _guard = tracing_subscriber::util::SubscriberInitExt::set_default(subscriber);
    let token = |kind, sign_in| {
        move |url: &str| ServerDraft { token: Some(HARD.into()), sign_in: Some(sign_in), ..draft(kind, url) }
    };
    let password = |kind| {
        move |url: &str| ServerDraft {
            user: Some("ana".into()),
            password: Some(HARD.into()),
            ..draft(kind, url)
        }
    };
    let typed = |url: &str| ServerDraft {
        address: format!(
            "{url}/api/v1/sse/events/?token=ge%20heim%26a%3Db%2Bc%23d%252F%D0%B6%20%D1%82%D0%B0%D0%B9%D0%BD%D0%B0"
        ),
        ..ServerDraft::default()
    };
    let drafts: Vec<(Drafted, LinkState)> = vec![
        (Box::new(token(ServerKind::Estimates, SignIn::UrlToken)), LinkState::Live),
        (Box::new(token(ServerKind::Custom, SignIn::UrlToken)), LinkState::Live),
        (Box::new(token(ServerKind::Custom, SignIn::Bearer)), LinkState::Live),
        (Box::new(token(ServerKind::SoniqueBay, SignIn::UrlToken)), LinkState::Live),
        (Box::new(token(ServerKind::SoliLms, SignIn::Bearer)), LinkState::Live),
        (Box::new(token(ServerKind::SseProgress, SignIn::UrlToken)), LinkState::Live),
        (Box::new(token(ServerKind::Postes, SignIn::UrlToken)), LinkState::Polling),
        (Box::new(password(ServerKind::SseProgress)), LinkState::Live),
        (Box::new(password(ServerKind::SoliLms)), LinkState::Live),
        (Box::new(password(ServerKind::Postes)), LinkState::Polling),
        (Box::new(typed), LinkState::Live),
    ];
    for (draft, state) in drafts {
        let server = Odd::answering(guarded).await;
        let (home, draft) = (tempfile::tempdir().unwrap(), draft(&server.url));
        let printed = format!("{draft:?}");
        let mut vigie = Watched::at(home.path()).await;
        let report = vigie.engine.test_server(draft.clone(), None).await;
        let seen = vigie.engine.detect_server(&draft.address).await.unwrap();
        let added = vigie.engine.add_server(draft).await.expect("a server");
        vigie.until(&format!("{:?} is in", added.kind), |v| v.link(state)).await;
        let mut told = format!("{printed} {report:?} {seen:?} {added:?} {:?}", vigie.shown());
        told += &serde_json::to_string(&(&report, &seen, &added, &vigie.servers)).unwrap();
        told += &serde_json::to_string(&(&vigie.notices, &vigie.troubles)).unwrap();
        assert_nowhere(&told, "what is told");
        vigie.engine.shutdown().await;
        assert_not_in(home.path());
    }
    let log = String::from_utf8_lossy(&log.0.lock().unwrap()).into_owned();
    assert!(log.contains("vigie_engine"), "nothing was logged");
    assert_nowhere(&log, "the log");
}

#[tokio::test]
async fn two_servers_of_one_host_share_nothing() {
    let server = Odd::answering(|asked| {
        let whose = asked.path.split('/').nth(1).unwrap_or_default().to_owned();
        let mut answer = match asked.path.split_once("/api/") {
            Some((_, "v1/sse/events/")) => held("text/event-stream", "data: {\"event\":\"connected\"}\n\n"),
            _ => answer(404, "text/plain", ""),
        };
        // For the whole host, as careless servers do.
        with(&mut answer, axum::http::header::SET_COOKIE, &format!("session={whose}; Path=/"));
        Some(answer)
    })
    .await;
    let mut vigie = Watched::passing().await;
    for name in ["one", "two"] {
        let draft = ServerDraft {
            token: Some(name.into()),
            ..draft(ServerKind::Estimates, &format!("{}/{name}/", server.url))
        };
        let passing = vigie_engine::engine::Passing { draft, ..Default::default() };
        vigie.engine.add_passing(passing).await.expect("a server");
    }
    let both = |v: &Watched| v.servers.len() == 2 && v.servers.iter().all(|s| s.link == LinkState::Live);
    vigie.until("both are live", both).await;
    vigie.engine.connect_now(None).await;
    vigie.until("both are live", both).await;
    for asked in server.asked() {
        let (own, other) = if asked.path.starts_with("/one/") { ("one", "two") } else { ("two", "one") };
        assert!(!asked.header("cookie").contains(other), "{asked:?}");
        assert!(asked.param("token").iter().all(|token| token == own), "{asked:?}");
        assert!(!asked.header("authorization").contains(other), "{asked:?}");
    }
    assert!(server.asked().iter().any(|asked| asked.path.starts_with("/two/")));
}
