use super::*;

fn wanted(draft: ServerDraft) -> Wanted {
    Wanted::of(draft).unwrap()
}

fn at(address: &str) -> ServerDraft {
    ServerDraft { address: address.into(), ..ServerDraft::default() }
}

#[test]
fn a_stream_address_with_a_token_is_all_that_is_needed() {
    let wanted = wanted(at("https://heron.example/app1/api/v1/sse/events/?access_token=ge%20heim%26"));
    let server = wanted.server();
    assert_eq!(server.url.as_str(), "https://heron.example/app1/");
    assert_eq!((server.kind, server.sign_in), (ServerKind::Auto, SignIn::UrlToken));
    assert_eq!(server.token_param, "access_token");
    assert_eq!(server.hint, Some(ServerKind::Estimates));
    assert_eq!(wanted.given.token.as_ref().map(Secret::expose), Some("ge heim&"));
    assert!(!format!("{server:?}").contains("heim"), "{server:?}");
}

#[test]
fn what_was_given_settles_how_to_sign_in_once_the_kind_is_known() {
    let found = |kind, sign_in| Detection {
        url: String::new(),
        kind: Some(kind),
        sign_in,
        candidates: Vec::new(),
        saw: Vec::new(),
        cleartext: false,
        reason: None,
    };
    let settled = |draft: ServerDraft, detection: Detection| {
        let wanted = wanted(draft);
        let mut server = wanted.server();
        assert_eq!(server.sign_in, SignIn::Auto, "not known before it was looked at");
        wanted.learn(&mut server, &detection);
        (server.kind, server.sign_in)
    };
    let token = || ServerDraft { token: Some(" geheim\n".into()), ..at("heron.example") };
    let cookie = || ServerDraft { cookie: Some("sessionid=geheim".into()), ..at("heron.example") };
    use ServerKind::{Estimates, SoliLms, SseProgress};
    assert_eq!(settled(token(), found(Estimates, Some(SignIn::UrlToken))), (Estimates, SignIn::UrlToken));
    assert_eq!(settled(token(), found(SseProgress, None)), (SseProgress, SignIn::Bearer));
    assert_eq!(settled(cookie(), found(SoliLms, Some(SignIn::Session))), (SoliLms, SignIn::Cookie));
    assert_eq!(settled(at("heron.example"), found(SoliLms, Some(SignIn::Session))), (SoliLms, SignIn::Auto));
    assert_eq!(settled(at("heron.example"), found(SoliLms, Some(SignIn::Basic))), (SoliLms, SignIn::Basic));
}

#[test]
fn an_update_leaves_what_was_not_entered() {
    let first = ServerDraft {
        kind: Some(ServerKind::Postes),
        sign_in: Some(SignIn::Session),
        user: Some("ana".into()),
        headers: Some([("X-Api-Key", "geheim"), ("X-Tenant", "7")].map(|(k, v)| (k.into(), v.into())).into()),
        accept_fingerprint: Some(format!("sha256:{}", "ab".repeat(32))),
        watch: Some(vec![" 7 ".into(), String::new()]),
        allow_cleartext: Some(true),
        ..at("http://heron.example")
    };
    let mut server = wanted(first).server();
    let before = server.clone();
    assert_eq!((server.headers.len(), &server.watch[..]), (2, &["7".to_owned()][..]));
    assert!(server.accept_fingerprint.as_deref().is_some_and(|f| f.starts_with("AB:AB")));
    wanted(ServerDraft { user: Some("ana".into()), ..at("http://heron.example") }).apply(&mut server);
    assert_eq!(server, before);
    let less = ServerDraft {
        headers: Some([("x-tenant".to_owned(), String::new())].into()),
        accept_fingerprint: Some(String::new()),
        watch: Some(Vec::new()),
        allow_cleartext: Some(false),
        ..at("http://heron.example")
    };
    wanted(less).apply(&mut server);
    assert_eq!(
        (&server.headers[..], server.accept_fingerprint.as_deref()),
        (&["X-Api-Key".to_owned()][..], None)
    );
    assert!(server.watch.is_empty() && !server.allow_cleartext);
    assert_eq!((server.kind, server.sign_in, server.user), (ServerKind::Postes, SignIn::Session, None));
}

#[test]
fn what_cannot_be_sent_or_is_no_fingerprint_is_refused() {
    let header = |name: &str| ServerDraft {
        headers: Some([(name.to_owned(), "geheim".to_owned())].into()),
        ..at("heron.example")
    };
    for draft in [
        header("Host"),
        header("Cookie"),
        header("a b"),
        ServerDraft { accept_fingerprint: Some("any".into()), ..at("heron.example") },
    ] {
        let failure = Wanted::of(draft).map(drop).unwrap_err();
        assert_eq!(failure.code, FailureCode::SettingsRefused);
        assert!(!format!("{failure:?}").contains("geheim"), "{failure:?}");
    }
}

#[test]
fn files_a_proxy_a_path_and_a_mapping_are_entered_left_and_taken_away() {
    let mapping = serde_json::json!({"path": "/ci/events", "rules": [{"id": "/job/id"}]});
    let all = ServerDraft {
        ca_file: Some(" /etc/heron/ca.pem ".into()),
        client_cert_file: Some("/home/u/me.pem".into()),
        client_key_file: Some("/home/u/me.key".into()),
        proxy: Some("http://heron:p%40ss@proxy.example:3128/".into()),
        events_path: Some(" /ci/stream ".into()),
        custom: mapping.as_object().cloned(),
        ..at("heron.example")
    };
    let entered = wanted(all);
    let mut server = entered.server();
    assert_eq!(server.ca_file.as_deref(), Some("/etc/heron/ca.pem"));
    assert_eq!(server.client_cert_file.as_deref(), Some("/home/u/me.pem"));
    assert_eq!(server.client_key_file.as_deref(), Some("/home/u/me.key"));
    assert_eq!(server.proxy, "http://heron@proxy.example:3128", "its password is no setting");
    assert_eq!(entered.given.proxy_password.as_ref().map(Secret::expose), Some("p@ss"));
    assert_eq!(server.events_path.as_deref(), Some("/ci/stream"));
    assert_eq!((server.custom.as_ref(), server.reading().mapping.is_some()), (Some(&mapping), true));
    let before = server.clone();
    wanted(at("heron.example")).apply(&mut server);
    assert_eq!(server, before);
    let empty = || Some(String::new());
    let none = ServerDraft {
        ca_file: empty(),
        client_cert_file: empty(),
        client_key_file: empty(),
        proxy: empty(),
        events_path: empty(),
        custom: Some(serde_json::Map::new()),
        ..at("heron.example")
    };
    wanted(none).apply(&mut server);
    let id = server.id.clone();
    assert_eq!(server, ServerSettings { id, ..wanted(at("heron.example")).server() });
}

#[test]
fn what_cannot_be_a_proxy_a_path_or_a_mapping_is_refused_without_its_password() {
    let refused = |draft: ServerDraft| {
        let failure = Wanted::of(draft).map(drop).unwrap_err();
        assert_eq!(failure.code, FailureCode::SettingsRefused);
        assert!(!format!("{failure:?}").contains("geheim"), "{failure:?}");
    };
    refused(ServerDraft { proxy: Some("ftp://me:geheim@proxy.example".into()), ..at("heron.example") });
    refused(ServerDraft { events_path: Some("events?token=geheim".into()), ..at("heron.example") });
    let mapping = serde_json::json!({"rules": [{"id": "no pointer"}]});
    refused(ServerDraft { custom: mapping.as_object().cloned(), ..at("heron.example") });
}

#[tokio::test]
async fn the_password_of_a_proxy_goes_to_that_proxy_alone() {
    let secrets = crate::secrets::Secrets::in_memory();
    let kept = async || {
        let kept = secrets.get("s", crate::secrets::SecretKind::ProxyPassword).await.unwrap();
        kept.map(|secret| secret.expose().to_owned())
    };
    let through = |proxy: &str| wanted(ServerDraft { proxy: Some(proxy.into()), ..at("heron.example") });
    let first = through("http://me:geheim@proxy.example");
    let server = first.server();
    first.given.keep(&secrets, "s").await;
    assert_eq!(kept().await.as_deref(), Some("geheim"));
    for (proxy, stays) in [("http://me@proxy.example", true), ("http://me@elsewhere.example", false)] {
        let mut next = through(proxy);
        next.settle_proxy(&server);
        let before = next.given.keep(&secrets, "s").await;
        assert_eq!(kept().await.is_some(), stays, "{proxy}");
        crate::engine::given::put_back(&secrets, "s", before).await;
        assert_eq!(kept().await.as_deref(), Some("geheim"));
    }
}
