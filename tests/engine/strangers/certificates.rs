//! Certificates that are not accepted, until the person says so; files that will not do.

use vigie_contract::{LinkState, ReasonCode, ServerDraft, ServerKind};
use vigie_demo::{Demo, Dialect, Entrance, Scenario};
use vigie_tests::Watched;
use vigie_tests::secure::{Authority, Secure, Shown, VALID};

use super::kinds::{code, tried};

async fn demo() -> Demo {
    Demo::builder()
        .scenario(Scenario::Lifelike)
        .dialects(Dialect::ALL)
        .start()
        .await
        .expect("the demo starts")
}

/// How to get into each of the demo's servers through what is before it; the last of them as a custom server,
/// and as one of which it is not known what it is.
fn drafts(demo: &Demo, secure: &Secure) -> Vec<ServerDraft> {
    let mut drafts: Vec<ServerDraft> = demo
        .servers()
        .iter()
        .map(|server| {
            let path = server.url.trim_start_matches(&demo.url);
            let draft = ServerDraft {
                address: secure.at(path),
                kind: ServerKind::from_word(server.dialect.word()),
                ..ServerDraft::default()
            };
            match &server.entrance {
                Entrance::Open => draft,
                Entrance::Token(token) => ServerDraft { token: Some(token.clone()), ..draft },
                Entrance::Password { user, password } => {
                    ServerDraft { user: Some(user.clone()), password: Some(password.clone()), ..draft }
                }
            }
        })
        .collect();
    let mapping = serde_json::json!({"path": "/api/events", "rules": [{"id": "/task_id"}]});
    drafts.push(ServerDraft {
        address: secure.at("/soniquebay"),
        kind: Some(ServerKind::Custom),
        custom: mapping.as_object().cloned(),
        ..ServerDraft::default()
    });
    drafts.push(ServerDraft {
        address: secure.at("/soniquebay"),
        kind: Some(ServerKind::Auto),
        ..ServerDraft::default()
    });
    drafts
}

#[tokio::test]
async fn one_that_made_itself_is_accepted_by_its_fingerprint_and_no_other_in_its_place() {
    let demo = demo().await;
    let secure = Secure::before(&demo.url, &Shown::self_signed()).await;
    let drafts = drafts(&demo, &secure);
    assert_eq!(drafts.len(), ServerKind::ALL.len());
    for draft in drafts {
        let kind = draft.kind;
        secure.show(&Shown::self_signed());
        let home = tempfile::tempdir().unwrap();
        let mut vigie = Watched::at(home.path()).await;
        let id = vigie.engine.add_server(draft.clone()).await.expect("a server").id;
        vigie.until("refused", |v| v.reason() == Some(ReasonCode::CertificateUnknown)).await;
        let reason = vigie.servers[0].reason.clone().unwrap();
        assert_eq!(code(&reason), ReasonCode::CertificateUnknown);
        assert!(!vigie.servers[0].link.hears(), "{kind:?}");
        let fingerprint = reason.args["fingerprint"].clone();

        let accepted = ServerDraft { accept_fingerprint: Some(fingerprint.clone()), ..draft };
        let report = vigie.engine.test_server(accepted.clone(), Some(id.clone())).await;
        assert!(report.ok, "{kind:?}: {report:?}");
        vigie.engine.update_server(&id, accepted).await.expect("settings that can be written");
        vigie.until("live", |v| v.link(LinkState::Live)).await;

        secure.show(&Shown::self_signed());
        vigie.until("another one is not", |v| v.reason() == Some(ReasonCode::CertificateChanged)).await;
        let reason = vigie.servers[0].reason.clone().unwrap();
        assert_eq!(code(&reason), ReasonCode::CertificateChanged);
        assert_eq!(reason.args["accepted"], fingerprint, "{kind:?}");
        assert_ne!(reason.args["fingerprint"], fingerprint, "{kind:?}");
        vigie.engine.shutdown().await;
    }
}

#[tokio::test]
async fn what_is_wrong_with_a_certificate_is_told_with_its_fingerprint() {
    let (demo, authority) = (demo().await, Authority::named("Heron"));
    let ca_file = Some(authority.file());
    for (shown, wanted) in [
        (authority.signs("127.0.0.1", (2020, 2021)), ReasonCode::CertificateExpired),
        (authority.signs("127.0.0.1", (2089, 2090)), ReasonCode::CertificateExpired),
        (authority.signs("heron.example", VALID), ReasonCode::CertificateName),
    ] {
        let secure = Secure::before(&demo.url, &shown).await;
        for draft in drafts(&demo, &secure) {
            let kind = draft.kind;
            let draft = ServerDraft { ca_file: ca_file.clone(), ..draft };
            let reason = tried(draft.clone()).await;
            assert_eq!(code(&reason), wanted, "{kind:?}: {reason:?}");
            let accept_fingerprint = Some(reason.args["fingerprint"].clone());
            let vigie = Watched::passing().await;
            let report = vigie.engine.test_server(ServerDraft { accept_fingerprint, ..draft }, None).await;
            assert!(report.ok, "{kind:?}: {report:?}");
        }
    }
}

#[tokio::test]
async fn an_authority_of_ones_own_and_a_certificate_of_ones_own() {
    let (demo, authority) = (demo().await, Authority::named("Heron"));
    let shown = authority.signs("127.0.0.1", VALID).wanting(&authority);
    let secure = Secure::before(&demo.url, &shown).await;
    let (cert, key) = authority.client_files();
    let others = Authority::named("Grebe");
    let (others_cert, others_key) = others.client_files();
    for draft in drafts(&demo, &secure) {
        let kind = draft.kind;
        assert_eq!(code(&tried(draft.clone()).await), ReasonCode::CertificateUnknown, "{kind:?}");
        let draft = ServerDraft { ca_file: Some(authority.file()), ..draft };
        let reason = tried(draft.clone()).await;
        assert_eq!(code(&reason), ReasonCode::ClientCertificateWanted, "{kind:?}: {reason:?}");
        let with = |cert: &str, key: &str| ServerDraft {
            client_cert_file: Some(cert.to_owned()),
            client_key_file: Some(key.to_owned()),
            ..draft.clone()
        };
        let reason = tried(with(&others_cert, &others_key)).await;
        assert_eq!(code(&reason), ReasonCode::ClientCertificateWanted, "{kind:?}: {reason:?}");
        let vigie = Watched::passing().await;
        let report = vigie.engine.test_server(with(&cert, &key), None).await;
        assert!(report.ok, "{kind:?}: {report:?}");
    }
}

#[tokio::test]
async fn a_file_that_is_not_there_is_told_and_waited_for() {
    let (demo, authority) = (demo().await, Authority::named("Heron"));
    let secure = Secure::before(&demo.url, &authority.signs("127.0.0.1", VALID)).await;
    for draft in drafts(&demo, &secure) {
        let (kind, home) = (draft.kind, tempfile::tempdir().unwrap());
        let file = home.path().join("authority.pem");
        let draft = ServerDraft { ca_file: Some(file.to_str().unwrap().to_owned()), ..draft };
        let reason = tried(draft.clone()).await;
        assert_eq!(
            (code(&reason), reason.args["file"].as_str()),
            (ReasonCode::FileUnreadable, file.to_str().unwrap())
        );
        let mut vigie = Watched::at(home.path()).await;
        vigie.engine.add_server(draft).await.expect("a server");
        vigie.until("told", |v| v.link_because(LinkState::Stopped, ReasonCode::FileUnreadable)).await;
        assert_eq!(vigie.servers[0].retry_at, None, "{kind:?}");
        // Still not there: nothing new to say.
        let told = vigie.links.len();
        vigie.engine.connect_now(None).await;
        vigie.listen_for(std::time::Duration::from_millis(100)).await;
        assert_eq!(vigie.links.len(), told, "{kind:?}: {:?}", vigie.links);
        std::fs::copy(authority.file(), &file).unwrap();
        vigie.engine.connect_now(None).await;
        vigie.until("live", |v| v.link(LinkState::Live)).await;
        vigie.engine.shutdown().await;
    }
}
