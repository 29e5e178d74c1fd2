use serde_json::json;
use vigie_contract::{FailureCode, Rule, ServerDraft, ServerKind, SignIn, WarningRule};

use super::*;
use crate::address::Address;
use crate::engine::{EngineOptions, Keep, Passing};
use crate::home::Home;
use crate::settings::{MAX_SERVERS, ServerSettings};

fn server(address: &str, kind: ServerKind) -> ServerSettings {
    ServerSettings::new(&Address::parse(address).unwrap(), kind)
}

fn settings(servers: &[ServerSettings]) -> Settings {
    Settings { servers: servers.to_vec(), ..Settings::default() }
}

fn file(servers: &[Value], alerts: &AlertRules) -> String {
    let exchange = Exchange {
        format: FORMAT.into(),
        version: VERSION,
        servers: servers.to_vec(),
        alerts: alerts.clone(),
    };
    serde_json::to_string(&exchange).unwrap()
}

fn exported(server: &ServerSettings) -> Value {
    Value::Object(entry_of(server))
}

fn muted(scope: RuleScope) -> Rule {
    Rule { muted: Some(true), ..Rule::of(scope) }
}

fn of(server: &str) -> RuleScope {
    RuleScope::Server { server: server.into() }
}

fn planned(text: &str, settings: &Settings, alerts: &AlertRules) -> Plan {
    plan(&plan::parse(text).unwrap(), settings, alerts).unwrap()
}

#[test]
fn new_servers_get_ids_of_their_own_and_rules_go_with_them() {
    let heron = server("https://ana@heron.example", ServerKind::SseProgress);
    let token =
        ServerSettings { sign_in: SignIn::Bearer, ..server("https://ibis.example", ServerKind::Custom) };
    let open = ServerSettings { poll_seconds: 60, ..server("https://stork.example", ServerKind::SoniqueBay) };
    let job = RuleScope::Job { server: open.id.clone(), id: "7".into() };
    let kind = RuleScope::Kind { server: Some(heron.id.clone()), kind: "import".into() };
    let everywhere = RuleScope::Kind { server: None, kind: "import".into() };
    let rules = vec![
        muted(of(&heron.id)),
        muted(job),
        muted(kind),
        muted(everywhere.clone()),
        muted(of("nobody")),
        Rule::of(RuleScope::Everything),
    ];
    let alerts = AlertRules { rules, sounds: true, ..AlertRules::default() };
    let text = file(&[exported(&heron), exported(&token), exported(&open)], &alerts);
    // Another computer, where that server is already.
    let there = ServerSettings {
        name: "Mine".into(),
        ..server("https://ana@heron.example", ServerKind::SseProgress)
    };
    let Plan { report, added, alerts } =
        planned(&text, &settings(std::slice::from_ref(&there)), &AlertRules::default());
    assert_eq!(
        (&report.added, &report.known),
        (&vec!["ibis.example".into(), "stork.example".into()], &vec!["Mine".into()])
    );
    assert_eq!((report.sign_in, report.rules, report.refused), (vec!["ibis.example".into()], 4, vec![]));
    assert_eq!((added[1].poll_seconds, added[1].kind), (60, ServerKind::SoniqueBay));
    assert!(added[0].id != token.id && added[1].id != open.id);
    let alerts = alerts.unwrap();
    let scopes: Vec<RuleScope> = alerts.rules.into_iter().map(|rule| rule.scope).collect();
    let kind = RuleScope::Kind { server: Some(there.id.clone()), kind: "import".into() };
    let job = RuleScope::Job { server: added[1].id.clone(), id: "7".into() };
    assert_eq!(scopes, [of(&there.id), job, kind, everywhere]);
    assert!(alerts.sounds, "nothing was settled here");
}

#[test]
fn rules_of_the_same_scope_are_replaced_and_all_else_stays() {
    let mine = |rule: Rule| AlertRules {
        rules: vec![muted(of("x")), rule],
        respect_do_not_disturb: false,
        ..AlertRules::default()
    };
    let now = mine(muted(RuleScope::Everything));
    let first = Rule { warnings: Some(WarningRule::First), ..Rule::of(RuleScope::Everything) };
    let theirs = AlertRules { rules: vec![first.clone()], sounds: true, ..AlertRules::default() };
    let plan = planned(&file(&[], &theirs), &Settings::default(), &now);
    assert_eq!((plan.report.rules, plan.alerts), (1, Some(mine(first))));
    let again = planned(&file(&[], &now), &Settings::default(), &now);
    assert_eq!((again.report.rules, again.alerts), (0, None));
}

#[test]
fn what_will_not_do_is_told_in_the_words_of_the_settings_without_what_was_entered() {
    let text = file(
        &[
            json!({"name": "A", "url": "https://ana:geheim@heron.example"}),
            json!({"url": "https://heron.example", "poll_seconds": 0}),
            json!({"name": "C", "url": "gopher://heron"}),
            json!({"name": "D"}),
            json!(7),
            json!({"url": "https://heron.example", "kind": "fax"}),
            json!({"url": "https://heron.example", "unknown_key": 1, "user": "ana"}),
        ],
        &AlertRules::default(),
    );
    let Plan { report, added, .. } = planned(&text, &Settings::default(), &AlertRules::default());
    let names: Vec<&str> = report.refused.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["A", "2", "C", "D", "5", "6"]);
    assert!(report.refused[1].1.starts_with("poll_seconds: a number from 1 to 3600"), "{report:?}");
    assert!(!format!("{report:?}").contains("geheim"), "{report:?}");
    assert_eq!((added.len(), report.sign_in), (1, vec!["heron.example".to_owned()]));
}

#[test]
fn there_is_a_bound_and_what_is_twice_in_the_file_comes_once() {
    let many: Vec<Value> =
        (0..=MAX_SERVERS).map(|n| json!({"url": format!("https://h{n}.example")})).collect();
    let Plan { report, added, .. } =
        planned(&file(&many, &AlertRules::default()), &Settings::default(), &AlertRules::default());
    assert_eq!((added.len(), report.refused.len()), (MAX_SERVERS, 1));
    let twice = [many[0].clone(), many[0].clone()];
    let Plan { report, added, .. } =
        planned(&file(&twice, &AlertRules::default()), &Settings::default(), &AlertRules::default());
    assert_eq!((added.len(), report.added.len(), report.known.len()), (1, 1, 1));
}

#[test]
fn what_is_no_such_file_says_what_is_expected() {
    for (text, wanted) in [
        ("", "no JSON: line 1"),
        ("[]", "vigie-settings"),
        ("{\"format\":\"vigie-settings\",\"version\":2}", "newer Vigie: version 2"),
        ("{\"format\":\"vigie-settings\"}", "a number from 1 to 1"),
        ("{\"format\":\"vigie-settings\",\"version\":1,\"servers\":{}}", "a list is expected"),
        ("{\"format\":\"vigie-settings\",\"version\":1,\"alerts\":{\"rules\":3}}", "alerts: "),
        (&"x".repeat(MAX_BYTES + 1), "larger"),
    ] {
        let failure = plan::parse(text).err().unwrap();
        assert_eq!(failure.code, FailureCode::ImportUnreadable);
        assert!(failure.args["detail"].contains(wanted), "{failure:?}");
    }
    assert!(plan::parse("\u{feff}{\"format\":\"vigie-settings\",\"version\":1}").is_ok());
}

struct Place {
    _folder: tempfile::TempDir,
    home: Home,
    engine: Engine,
}

impl Place {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::at(folder.path()).unwrap();
        let engine = Engine::start(EngineOptions::new(Keep::Settings(home.clone()))).await;
        Self { _folder: folder, home, engine }
    }

    fn text(&self) -> String {
        std::fs::read_to_string(self.home.settings_file()).unwrap_or_default()
    }

    /// Nothing listens there.
    async fn add(&self, address: &str, kind: ServerKind) {
        let draft = ServerDraft {
            address: address.into(),
            kind: Some(kind),
            user: Some("ana".into()),
            password: Some("geheim".into()),
            proxy: Some("http://ana:geheim@127.0.0.1:1".into()),
            headers: Some([("X-Api-Key".to_owned(), "geheim".to_owned())].into()),
            ..ServerDraft::default()
        };
        self.engine.add_server(draft).await.unwrap();
    }
}

#[tokio::test]
async fn what_one_vigie_exports_another_takes_over_once_and_whole() {
    let (here, there) = (Place::new().await, Place::new().await);
    here.add("http://127.0.0.1:1/a/", ServerKind::SseProgress).await;
    here.add("http://127.0.0.1:1/b/", ServerKind::Postes).await;
    let draft = ServerDraft {
        address: "http://127.0.0.1:1/demo/".into(),
        kind: Some(ServerKind::SoniqueBay),
        ..ServerDraft::default()
    };
    here.engine.add_passing(Passing { draft, demo: true, ..Passing::default() }).await.unwrap();
    let exchange = here.engine.export_settings().await.unwrap();
    assert_eq!(
        (exchange.format.as_str(), exchange.version, exchange.servers.len()),
        ("vigie-settings", 1, 2)
    );
    let text = serde_json::to_string(&exchange).unwrap();
    assert!(!text.contains("geheim") && !text.contains("demo") && text.contains("X-Api-Key"), "{text}");

    let before = there.text();
    let dry = there.engine.import_settings(&text, false).await.unwrap();
    assert_eq!((dry.added.len(), dry.sign_in.len(), there.text()), (2, 2, before));
    let real = there.engine.import_settings(&text, true).await.unwrap();
    assert_eq!(real, dry);
    let servers = there.engine.subscribe().await.unwrap().snapshot.servers;
    let urls: Vec<&str> = servers.iter().map(|server| server.url.as_str()).collect();
    assert_eq!(urls, ["http://127.0.0.1:1/a/", "http://127.0.0.1:1/b/"]);
    let again = there.engine.import_settings(&text, true).await.unwrap();
    assert_eq!((again.added.len(), again.known.len()), (0, 2));
    let exported = there.engine.export_settings().await.unwrap();
    let without_ids = |exchange: &Exchange| {
        let mut servers = exchange.servers.clone();
        servers.iter_mut().for_each(|server| drop(server.as_object_mut().unwrap().remove("id")));
        servers
    };
    assert_eq!(without_ids(&exported), without_ids(&exchange));
}

#[tokio::test]
async fn servers_and_rules_come_together_or_not_at_all() {
    let place = Place::new().await;
    let heron = server("http://127.0.0.1:1/a/", ServerKind::SseProgress);
    let alerts = AlertRules { rules: vec![muted(of(&heron.id))], ..AlertRules::default() };
    let text = file(&[exported(&heron)], &alerts);
    let report = place.engine.import_settings(&text, true).await.unwrap();
    assert_eq!((report.added.len(), report.rules), (1, 1));
    let snapshot = place.engine.subscribe().await.unwrap().snapshot;
    assert_eq!(snapshot.rules.rules, [muted(of(&snapshot.servers[0].id))]);
    assert!(place.text().contains("127.0.0.1"), "{}", place.text());

    // A rule that will not do: neither it nor its server is taken over, and the preview says so already.
    let place = Place::new().await;
    let wrong = Rule { warnings: Some(WarningRule::Every { nth: 0 }), ..Rule::of(of(&heron.id)) };
    let text = file(&[exported(&heron)], &AlertRules { rules: vec![wrong], ..AlertRules::default() });
    for apply in [false, true] {
        let failure = place.engine.import_settings(&text, apply).await.unwrap_err();
        assert_eq!(failure.code, FailureCode::RuleRefused);
    }
    let snapshot = place.engine.subscribe().await.unwrap().snapshot;
    assert!(snapshot.servers.is_empty() && !place.text().contains("127.0.0.1"), "{}", place.text());
}

#[tokio::test]
async fn where_nothing_is_kept_nothing_is_taken_over_and_that_is_said() {
    let engine = Engine::start(EngineOptions::new(Keep::Nothing)).await;
    let text = file(&[json!({"url": "http://127.0.0.1:1/"})], &AlertRules::default());
    let failure = engine.import_settings(&text, true).await.unwrap_err();
    assert_eq!(failure.code, FailureCode::SettingsNotWritten);
    assert_eq!(engine.export_settings().await.unwrap().servers.len(), 0);
}
