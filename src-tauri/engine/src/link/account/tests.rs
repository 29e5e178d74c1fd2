use reqwest::Method;

use super::*;
use crate::address::Address;
use crate::link::little::{Asked, Little, html, json, to, with_cookie};
use crate::settings::ServerSettings;
use axum::response::Response;

struct Scene {
    server: Little,
    session: Session,
    account: Account,
}

impl Scene {
    async fn with(
        change: impl FnOnce(&mut ServerSettings),
        secrets: &[(SecretKind, &str)],
        answer: fn(&Asked) -> Response,
    ) -> Self {
        let server = Little::serve(answer).await;
        let address = Address::parse(server.base.as_str()).unwrap();
        let mut settings = ServerSettings::new(&address, ServerKind::Auto);
        change(&mut settings);
        let stored = Secrets::in_memory();
        for (kind, secret) in secrets {
            stored.put("s", *kind, Secret::new(*secret)).await;
        }
        let session = Session::new(server.base.clone(), Network::default()).unwrap();
        Self { server, session, account: Account::new("s", &settings, stored) }
    }

    /// What a stream and a question bring along once all is at hand.
    async fn carried(&self) -> Result<(Asked, Asked), ReasonCode> {
        self.account.prepare(&self.session).await.map_err(|reason| reason.code)?;
        self.session.request(Method::GET, self.session.at("stream")).send().await.unwrap();
        let _ = self.session.get(self.session.at("question"), "*/*").await;
        let asked = |what| self.server.asked_for(what).pop().unwrap();
        Ok((asked("GET /stream"), asked("GET /question")))
    }
}

fn nothing(_: &Asked) -> Response {
    json(200, "{}")
}

#[tokio::test]
async fn a_token_is_in_the_address_or_a_header_as_was_chosen() {
    let token = [(SecretKind::Token, "ge heim&+#ж")];
    let estimates = |s: &mut ServerSettings| s.kind = ServerKind::Estimates;
    let (stream, question) = Scene::with(estimates, &token, nothing).await.carried().await.unwrap();
    assert_eq!(stream.query, "token=ge%20heim%26%2B%23%D0%B6");
    assert_eq!(question.query, "", "its statistics want a bearer");
    assert_eq!(question.headers["authorization"].as_bytes(), "Bearer ge heim&+#ж".as_bytes());
    let custom = |s: &mut ServerSettings| {
        (s.kind, s.sign_in) = (ServerKind::Custom, SignIn::UrlToken);
        s.token_param = "key".into();
    };
    let (stream, question) = Scene::with(custom, &token, nothing).await.carried().await.unwrap();
    assert_eq!((&stream.query, stream.query.starts_with("key=ge%20")), (&question.query, true));
    let bearer = |s: &mut ServerSettings| s.sign_in = SignIn::Bearer;
    let (stream, _) =
        Scene::with(bearer, &[(SecretKind::Token, "geheim")], nothing).await.carried().await.unwrap();
    assert_eq!((stream.query.as_str(), stream.header("authorization")), ("", "Bearer geheim"));
}

#[tokio::test]
async fn basic_cookies_and_headers_go_along() {
    let all = |s: &mut ServerSettings| {
        (s.kind, s.user) = (ServerKind::SoniqueBay, Some("ana".into()));
        s.headers = vec!["X-Api-Key".into()];
    };
    let secrets = [(SecretKind::Password, "p"), (SecretKind::Headers, "{\"x-api-key\":\"k\"}")];
    let (stream, question) = Scene::with(all, &secrets, nothing).await.carried().await.unwrap();
    for asked in [stream, question] {
        assert_eq!((asked.header("authorization"), asked.header("x-api-key")), ("Basic YW5hOnA=", "k"));
    }
    let cookie = |s: &mut ServerSettings| s.sign_in = SignIn::Cookie;
    let scene = Scene::with(cookie, &[(SecretKind::Cookie, "a=1; sessionid=s")], nothing).await;
    assert!(scene.carried().await.unwrap().0.header("cookie").contains("sessionid=s"));
    // What cannot be renewed without the person is not tried again.
    assert_eq!(scene.account.renew(&scene.session, None).await.unwrap_err().code, ReasonCode::SignInRefused);
}

#[tokio::test]
async fn what_was_chosen_and_is_not_stored_is_asked_for() {
    let chosen: [fn(&mut ServerSettings); 7] = [
        |s| s.kind = ServerKind::Estimates,
        |s| s.sign_in = SignIn::Bearer,
        |s| s.sign_in = SignIn::Basic,
        |s| s.sign_in = SignIn::Cookie,
        |s| s.headers = vec!["X-Api-Key".into()],
        |s| (s.kind, s.user) = (ServerKind::Postes, Some("ana".into())),
        |s| (s.kind, s.user) = (ServerKind::SoliLms, Some("ana".into())),
    ];
    for change in chosen {
        let scene = Scene::with(change, &[], nothing).await;
        assert_eq!(scene.carried().await.map(drop), Err(ReasonCode::SignInNeeded));
        assert!(scene.server.asked().is_empty());
    }
}

#[tokio::test]
async fn postes_and_solilms_are_signed_in_to_at_once_and_again_when_the_session_is_over() {
    fn answer(asked: &Asked) -> Response {
        match asked.what().as_str() {
            "GET /login" => html("<form><input name=email><input type=password name=password></form>"),
            "POST /login" => with_cookie(to("/stream/app"), "laravel_session=s; path=/"),
            "POST /api/auth/login/" => with_cookie(json(200, "{}"), "sessionid=s; Path=/"),
            _ => json(200, "{}"),
        }
    }
    for (kind, path) in [(ServerKind::Postes, "POST /api/auth/login/"), (ServerKind::SoliLms, "POST /login")]
    {
        let change = |s: &mut ServerSettings| (s.kind, s.user) = (kind, Some("ana".into()));
        let scene = Scene::with(change, &[(SecretKind::Password, "p")], answer).await;
        assert!(scene.carried().await.unwrap().0.header("cookie").ends_with("=s"), "{kind:?}");
        scene.carried().await.unwrap();
        assert_eq!(scene.server.asked_for(path).len(), 1, "{kind:?}: one sign-in is enough");
        scene.account.renew(&scene.session, None).await.unwrap();
        assert_eq!(scene.server.asked_for(path).len(), 2, "{kind:?}");
    }
    // The jobs of sse-progress are asked for first.
    let jobs = |s: &mut ServerSettings| (s.kind, s.user) = (ServerKind::SseProgress, Some("ana".into()));
    let scene = Scene::with(jobs, &[(SecretKind::Password, "p")], answer).await;
    scene.account.prepare(&scene.session).await.unwrap();
    assert!(scene.server.asked().is_empty());
}

#[tokio::test]
async fn nothing_secret_crosses_a_network_in_clear_text_without_the_persons_word() {
    let remote = |change: fn(&mut ServerSettings), allow: bool| async move {
        let address = Address::parse("http://heron.example").unwrap();
        let mut settings = ServerSettings::new(&address, ServerKind::Auto);
        settings.allow_cleartext = allow;
        change(&mut settings);
        let secrets = Secrets::in_memory();
        for kind in SecretKind::ALL {
            secrets.put("s", kind, Secret::new("{\"x-key\":\"geheim\"}")).await;
        }
        let session = Session::new(settings.url.clone(), Network::default()).unwrap();
        let account = Account::new("s", &settings, secrets);
        account.prepare_to_look(&session).await;
        let looked =
            format!("{:?}", session.request(Method::GET, session.base().clone()).build().unwrap().url());
        let shows = allow && matches!(settings.sign_in, SignIn::Auto | SignIn::UrlToken);
        assert_eq!(looked.contains("geheim"), shows, "{looked}");
        account.prepare(&session).await
    };
    let chosen: [fn(&mut ServerSettings); 6] = [
        |s| s.sign_in = SignIn::UrlToken,
        |s| s.sign_in = SignIn::Bearer,
        |s| (s.sign_in, s.user) = (SignIn::Basic, Some("ana".into())),
        |s| s.sign_in = SignIn::Cookie,
        |s| s.headers = vec!["X-Key".into()],
        |s| (s.kind, s.user) = (ServerKind::Postes, Some("ana".into())),
    ];
    for (at, change) in chosen.into_iter().enumerate() {
        let reason = remote(change, false).await.unwrap_err();
        assert_eq!(
            (reason.code, reason.args["host"].as_str()),
            (ReasonCode::CleartextRefused, "heron.example")
        );
        // The last would go on to sign in, which needs a network.
        if at < 5 {
            assert_eq!(remote(change, true).await, Ok(()), "{at}");
        }
    }
    let nothing_secret: fn(&mut ServerSettings) = |s| s.sign_in = SignIn::None;
    assert_eq!(remote(nothing_secret, false).await, Ok(()));
}

/// Keeps what is logged as the log files would.
#[derive(Clone, Default)]
struct Log(std::sync::Arc<std::sync::Mutex<Vec<u8>>>);

impl std::io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn no_log_and_no_reason_tells_a_secret_whatever_goes_wrong() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter("warn,vigie_engine=trace")
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .finish();
    let _guard = tracing::subscriber::set_default(subscriber);
    tracing::debug!("begun");
    let mut told = String::new();
    let answers: [fn(&Asked) -> Response; 4] = [
        |_| to("https://elsewhere.example/?token=geheim&password=geheim"),
        |_| to("/login?token=geheim"),
        |_| {
            html("<form action='https://elsewhere.example'><input name=u><input type=password name=p></form>")
        },
        |_| json(500, "{\"error\":\"geheim\"}"),
    ];
    let ways: [fn(&mut ServerSettings); 4] = [
        |s| s.sign_in = SignIn::UrlToken,
        |s| s.sign_in = SignIn::Bearer,
        |s| (s.kind, s.user) = (ServerKind::SoliLms, Some("ana".into())),
        |s| (s.kind, s.user) = (ServerKind::Postes, Some("ana".into())),
    ];
    for answer in answers {
        for way in ways {
            let secrets = [(SecretKind::Token, "geheim"), (SecretKind::Password, "geheim")];
            let scene = Scene::with(way, &secrets, answer).await;
            told += &format!("{:?}", scene.account.prepare(&scene.session).await);
            told += &format!("{:?}", scene.session.get(scene.session.at("x"), "*/*").await.map(drop));
            told += &format!("{:?}", scene.account.renew(&scene.session, None).await);
            let report = crate::link::probe(
                ServerSettings { id: "s".into(), ..scene.account.settings.clone() },
                scene.account.secrets.clone(),
                None,
            );
            told += &format!("{:?}", report.await);
        }
    }
    let nobody = Session::new("http://127.0.0.1:1/".parse().unwrap(), Network::default()).unwrap();
    nobody.carry(Credentials::default().token_in_query("token", Secret::new("geheim")));
    told += &format!("{:?}", nobody.get(nobody.at("x"), "*/*").await.map(drop));
    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(log.contains("begun"), "{log}");
    assert!(told.contains("RedirectedElsewhere") && told.contains("SignInFormUnknown"), "{told}");
    assert!(!log.contains("geheim") && !told.contains("geheim"), "{log}{told}");
}
