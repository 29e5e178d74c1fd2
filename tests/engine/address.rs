//! An address is enough: what it speaks is found out, and kept.

use vigie_contract::{LinkState, ReasonCode, ServerDraft, ServerKind, SignIn};
use vigie_demo::{Demo, Dialect, Entrance, Scenario, Server, Users};
use vigie_tests::Watched;
use vigie_tests::odd::{self, Odd};

async fn five() -> Demo {
    Demo::builder()
        .scenario(Scenario::Calm)
        .users(Users::alice_and_bob())
        .dialects(Dialect::ALL)
        .start()
        .await
        .expect("the demo starts")
}

/// What a person would enter: an address, and how to get in. Never what it is.
fn draft(address: String, server: &Server) -> ServerDraft {
    let draft = ServerDraft { address, ..ServerDraft::default() };
    match &server.entrance {
        Entrance::Open => draft,
        Entrance::Token(token) => ServerDraft { token: Some(token.clone()), ..draft },
        Entrance::Password { user, password } => {
            ServerDraft { user: Some(user.clone()), password: Some(password.clone()), ..draft }
        }
    }
}

fn expected(dialect: Dialect) -> (ServerKind, SignIn, &'static str) {
    match dialect {
        Dialect::SseProgress => {
            (ServerKind::SseProgress, SignIn::Session, "/core/events/?channel=progress-1")
        }
        Dialect::Soniquebay => (ServerKind::SoniqueBay, SignIn::None, "/api/events"),
        Dialect::Estimates => (ServerKind::Estimates, SignIn::UrlToken, "/api/v1/sse/events/"),
        Dialect::Postes => (ServerKind::Postes, SignIn::Session, "/ws/dashboard/"),
        Dialect::Solilms => (ServerKind::SoliLms, SignIn::Session, "/stream/app?last_id=0"),
    }
}

#[tokio::test]
async fn each_of_the_five_is_found_by_its_address_or_that_of_its_stream() {
    let demo = five().await;
    let vigie = Watched::passing().await;
    for server in demo.servers() {
        let (kind, sign_in, stream) = expected(server.dialect);
        for address in [server.url.clone(), format!("{}{stream}", server.url)] {
            let found = vigie.engine.detect_server(&address).await.unwrap();
            assert_eq!((found.kind, found.sign_in), (Some(kind), Some(sign_in)), "{address}: {found:#?}");
            assert_eq!(found.url, format!("{}/", server.url));
        }
    }
}

#[tokio::test]
async fn each_of_the_five_is_tried_with_what_a_person_would_enter() {
    let demo = five().await;
    let vigie = Watched::passing().await;
    for server in demo.servers() {
        let report = vigie.engine.test_server(draft(server.url.clone(), server), None).await;
        assert_eq!(report.kind, Some(expected(server.dialect).0), "{report:#?}");
        assert!(report.ok && report.detection.is_some(), "{report:#?}");
    }
}

#[tokio::test]
async fn what_was_found_is_kept_with_the_server() {
    let demo = five().await;
    let home = tempfile::tempdir().unwrap();
    let mut vigie = Watched::at(home.path()).await;
    let server = demo.server(Dialect::Estimates).unwrap();
    let Entrance::Token(token) = &server.entrance else { panic!("{server:?}") };
    let address = format!("{}/api/v1/sse/events/?token={token}", server.url);
    let added = vigie.engine.add_server(ServerDraft { address, ..ServerDraft::default() }).await.unwrap();
    assert_eq!((added.kind, added.sign_in), (ServerKind::Estimates, SignIn::UrlToken));
    assert_eq!(added.url, format!("{}/", server.url));
    vigie.until("live", |v| v.link(LinkState::Live)).await;
    vigie.engine.shutdown().await;
    let mut settings = String::new();
    for entry in walk(home.path()) {
        let text = String::from_utf8_lossy(&std::fs::read(&entry).unwrap()).into_owned();
        assert!(!text.contains(token.as_str()), "{} tells the token", entry.display());
        if entry.extension().is_some_and(|ending| ending == "toml") {
            settings += &text;
        }
    }
    assert!(
        settings.contains("kind = \"estimates\"") && settings.contains("sign_in = \"url-token\""),
        "{settings}"
    );
}

#[tokio::test]
async fn the_path_that_was_entered_tells_what_a_server_is_that_says_little() {
    // Whatever it is asked for, it wants a sign-in first.
    let server = Odd::answering(|_| Some(odd::answer(401, "application/json", "{}"))).await;
    for (path, kind) in [
        ("", None),
        ("api/v1/sse/events/", Some(ServerKind::Estimates)),
        ("stream/app", Some(ServerKind::SoliLms)),
    ] {
        let home = tempfile::tempdir().unwrap();
        let entry = format!("version = 1\n[[servers]]\nurl = \"{}/{path}\"\nkind = \"auto\"\n", server.url);
        std::fs::write(home.path().join("settings.toml"), entry).unwrap();
        let mut vigie = Watched::at(home.path()).await;
        vigie.until("why it is not live", |v| v.reason().is_some()).await;
        let found = vigie.servers[0].kind;
        match kind {
            Some(kind) => assert_eq!(found, kind, "{path}"),
            None => assert!(vigie.link_because(LinkState::Waiting, ReasonCode::KindUnknown)),
        }
        vigie.engine.shutdown().await;
        let kept = std::fs::read_to_string(home.path().join("settings.toml")).unwrap();
        assert!(!kept.contains("hint"), "it is of no use once it is known: {kept}");
    }
}

fn walk(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("it can be read").path();
        if path.is_dir() { files.extend(walk(&path)) } else { files.push(path) }
    }
    files
}
