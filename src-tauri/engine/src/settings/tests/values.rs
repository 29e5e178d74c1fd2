use vigie_contract::{Closing, Language, Preferences, ServerKind, SignIn, Theme};

use super::*;

/// Line, key, and a part of the detail of each bad value.
fn complaints(text: &str) -> (Settings, Vec<(String, String, String)>) {
    let place = Place::with(text);
    let (_, settings, troubles) = place.open();
    assert!(troubles.iter().all(|t| t.code == TroubleCode::SettingsValue), "{troubles:?}");
    assert_eq!(place.text(), text, "reading writes nothing");
    let found = troubles.into_iter().map(|mut trouble| {
        let mut take = |key: &str| trouble.args.remove(key).unwrap();
        (take("line"), take("key"), take("detail"))
    });
    (settings, found.collect())
}

#[test]
fn all_that_a_person_may_write_by_hand() {
    let (settings, found) = complaints(
        r#"
alerts_paused_until = 2026-03-01 13:00:00.5+01:00
preferences = { language = "fr", theme = "dark" } # inline
preferences_of_a_plugin = 3
history.days = 7

[[servers]]
url = "heron.example:8443/app"

[[servers]]
url = 'HTTP://ana@localhost:8000'
name = " Demo "
id = "demo"
kind = "sse-progress"
enabled = false
poll_seconds = 60
stalled_seconds = 600
events_path = "/push/"
"#,
    );
    assert_eq!(found, []);
    assert_eq!(settings.alerts_paused_until, Some(1_772_366_400_500));
    let preferences = Preferences {
        language: Language::Fr,
        theme: Theme::Dark,
        closing: Closing::Ask,
        history_days: 7,
        ..Preferences::default()
    };
    assert_eq!(settings.preferences, preferences);
    assert_eq!((settings.history.days, settings.history.rows), (7, 100_000));
    let [heron, demo] = &settings.servers[..] else { panic!("{settings:?}") };
    assert_eq!(
        (heron.url.as_str(), heron.name.as_str()),
        ("https://heron.example:8443/app/", "heron.example:8443")
    );
    assert!(heron.enabled && heron.poll_seconds == 5 && heron.id.starts_with("heron-example-"), "{heron:?}");
    assert_eq!((demo.url.as_str(), demo.user.as_deref()), ("http://localhost:8000/", Some("ana")));
    assert_eq!((demo.id.as_str(), demo.name.as_str(), demo.enabled), ("demo", "Demo", false));
    assert_eq!(
        (demo.poll_seconds, demo.stalled_seconds, demo.events_path.as_deref()),
        (60, Some(600), Some("/push/"))
    );
}

#[test]
fn one_bad_value_spoils_only_itself_and_is_reported_with_its_line() {
    let (settings, found) = complaints(
        r#"version = "one"
alerts_paused_until = "tomorrow"
[preferences]
language = "tlh"
theme = "dark"
closing = 3
[history]
days = 0
rows = 500
[[servers]]
url = "heron.example"
poll_seconds = "often"
stalled_seconds = -1
enabled = "no"
name = ["a"]
user = "ana"
events_path = "core/events/"
"#,
    );
    let lines: Vec<_> = found.iter().map(|(line, key, _)| (line.as_str(), key.as_str())).collect();
    assert_eq!(
        lines,
        [
            ("1", "version"),
            ("2", "alerts_paused_until"),
            ("4", "preferences.language"),
            ("6", "preferences.closing"),
            ("8", "history.days"),
            ("12", "servers.poll_seconds"),
            ("13", "servers.stalled_seconds"),
            ("14", "servers.enabled"),
            ("15", "servers.name"),
            ("17", "servers.events_path"),
        ]
    );
    assert!(found[2].2.contains("tlh") && found[4].2.contains("1 to 3650"), "{found:?}");
    let default = Settings::default();
    assert_eq!(settings.preferences, Preferences { theme: Theme::Dark, ..default.preferences });
    assert_eq!((settings.history.days, settings.history.rows), (90, 500));
    let heron = &settings.servers[0];
    assert_eq!((heron.poll_seconds, heron.stalled_seconds, heron.user.as_deref()), (5, None, Some("ana")));
}

#[test]
fn a_bad_server_is_left_out_alone() {
    let (settings, found) = complaints(
        r#"[[servers]]
name = "no address"
[[servers]]
url = 5
[[servers]]
url = "gopher://heron.example"
[[servers]]
url = "heron.example"
kind = "carrier-pigeon"
[[servers]]
url = "https://ana:geheim@heron.example/?token=geheim"
id = "a"
[[servers]]
url = "grebe.example"
id = "a"
[[servers]]
url = "grebe.example"
"#,
    );
    let lines: Vec<_> = found.iter().map(|(line, key, _)| (line.as_str(), key.as_str())).collect();
    assert_eq!(
        lines,
        [
            ("1", "servers.url"),
            ("4", "servers.url"),
            ("6", "servers.url"),
            ("9", "servers.kind"),
            ("11", "servers.url"),
            ("13", "servers.id"),
        ]
    );
    assert!(found[4].2.contains("keyring"), "{found:?}");
    assert!(!format!("{found:?}{settings:?}").contains("geheim"));
    assert_eq!(urls(&settings), ["https://heron.example/", "https://grebe.example/"]);
}

#[test]
fn what_is_no_table_is_reported_and_an_edit_of_it_refused() {
    let text = "preferences = 3\nservers = \"none\"\nhistory = []\n";
    let (_, found) = complaints(text);
    assert_eq!(found.iter().map(|f| f.1.as_str()).collect::<Vec<_>>(), ["preferences", "history", "servers"]);
    let place = Place::with(text);
    let (mut file, ..) = place.open();
    let dark = Preferences { theme: Theme::Dark, ..Preferences::default() };
    assert_eq!(file.set_preferences(&dark).unwrap_err().code(), "settings-refused");
    assert_eq!(file.add_server(server("heron.example")).unwrap_err().code(), "settings-refused");
    assert_eq!(place.text(), text);
}

#[test]
fn reports_are_bounded() {
    let (_, found) = complaints(&"[[servers]]\n".repeat(500));
    assert_eq!(found.len(), 20);
    let many: String = (0..=MAX_SERVERS).map(|n| format!("[[servers]]\nurl = \"h{n}.example\"\n")).collect();
    let (settings, found) = complaints(&many);
    assert_eq!((settings.servers.len(), found.len()), (MAX_SERVERS, 1));
}

#[test]
fn an_id_that_nobody_wrote_is_the_same_at_each_start_and_written_with_the_first_edit() {
    let place = Place::with(
        "[[servers]]\nurl = \"ana@heron.example\" # home\n\n[[servers]]\nurl = \"heron.example\"\n",
    );
    let (mut file, settings, _) = place.open();
    assert_eq!(place.open().1, settings);
    let ids: Vec<_> = settings.servers.iter().map(|server| server.id.clone()).collect();
    assert_ne!(ids[0], ids[1]);
    file.update_server(&ids[0], |server| {
        server.url = "https://grebe.example/".parse().unwrap();
        server.user = None;
    })
    .unwrap();
    let (_, settings, troubles) = place.open();
    assert_eq!(
        (settings.servers[0].id.as_str(), urls(&settings)[0]),
        (ids[0].as_str(), "https://grebe.example/")
    );
    assert_eq!((settings.servers[0].user.as_deref(), troubles), (None, vec![]));
    assert_eq!(settings.servers[1].id, ids[1]);
    assert!(place.text().contains("url = \"https://grebe.example/\" # home\n"), "{}", place.text());
}

#[test]
fn an_edit_elsewhere_leaves_a_bad_value_and_its_report_where_they_are() {
    let text = "[preferences]\ntheme = \"sepia\" # someday\n[[servers]]\nurl = \"gopher://x\"\n";
    let place = Place::with(text);
    let (mut file, ..) = place.open();
    file.add_server(server("heron.example")).unwrap();
    let keys: Vec<_> = file.troubles().iter().map(|trouble| trouble.args["key"].clone()).collect();
    assert_eq!(keys, ["preferences.theme", "servers.url"]);
    let written = place.text();
    assert!(written.contains("theme = \"sepia\" # someday") && written.contains("gopher://x"), "{written}");
    assert_eq!(place.last_good(), "", "only what is wholly understood is kept as good");
    file.set_preferences(&Preferences { theme: Theme::Dark, ..Preferences::default() }).unwrap();
    assert_eq!(file.troubles().len(), 1);
    assert!(place.text().contains("theme = \"dark\" # someday"));
}

#[test]
fn how_a_server_is_signed_in_to_and_reached() {
    let (settings, found) = complaints(
        r#"[[servers]]
url = "heron.example"
kind = "estimates"
sign_in = "bearer"
token_param = "key"
headers = ["X-Api-Key", "X-Tenant"]
allow_cleartext = true
watch = ["s-1", 7]
quiet_seconds = 3
stats_seconds = 60
connect_seconds = 5
headers_seconds = 3600
ca_file = "/etc/heron/ca.pem"
client_cert_file = "/home/ana/me.pem"
client_key_file = ""
proxy = "http://ana@proxy.example:3128"
accept_fingerprint = "SHA256:ba:78:16:BF:8F:01:CF:EA:41:41:40:DE:5D:AE:22:23:B0:03:61:A3:96:17:7A:9C:B4:10:FF:61:F2:00:15:AD"

[servers.custom]
path = "/events" # below the address
states.completed = ["ok", "fini"]

[[servers.custom.rules]]
id = "/task" # a pointer
state = "/state"
"#,
    );
    assert_eq!(found, []);
    let heron = &settings.servers[0];
    assert_eq!((heron.kind, heron.sign_in), (ServerKind::Estimates, SignIn::Bearer));
    assert_eq!((heron.token_param.as_str(), heron.headers.len(), heron.allow_cleartext), ("key", 2, true));
    assert_eq!(heron.watch, ["s-1", "7"]);
    assert_eq!((heron.quiet_seconds, heron.stats_seconds), (3, 60));
    assert_eq!((heron.connect_seconds, heron.headers_seconds), (Some(5), Some(3600)));
    assert_eq!(
        (heron.ca_file.as_deref(), heron.client_key_file.as_deref()),
        (Some("/etc/heron/ca.pem"), None)
    );
    assert_eq!(heron.proxy, "http://ana@proxy.example:3128");
    let accepted = heron.accept_fingerprint.as_deref().unwrap();
    assert!(accepted.starts_with("BA:78:16:BF") && accepted.len() == 95, "{accepted}");
    let network = heron.network();
    assert_eq!(network.accept_fingerprint.map(|f| f.to_string()).as_deref(), Some(accepted));
    assert_eq!(String::from(network.proxy), "http://ana@proxy.example:3128");
    assert_eq!((network.connect_seconds, network.client_key_file), (Some(5), None));
    assert_eq!(heron.reading().quiet.as_secs(), 3);
    let mapping = heron.reading().mapping.unwrap();
    assert_eq!((mapping.path.as_str(), mapping.rules[0].id.as_deref()), ("/events", Some("/task")));
    assert_eq!(mapping.states.completed, ["ok", "fini"]);
    // What is not said: looked at, and signed in to as its kind usually is.
    let (settings, _) = complaints("[[servers]]\nurl = \"heron.example\"\n");
    let heron = &settings.servers[0];
    assert_eq!((heron.kind, heron.sign_in), (ServerKind::Auto, SignIn::Auto));
    assert_eq!((heron.token_param.as_str(), heron.proxy.as_str()), ("token", "system"));
    assert_eq!((heron.quiet_seconds, heron.stats_seconds, heron.allow_cleartext), (10, 30, false));
}

#[test]
fn a_bad_way_to_reach_a_server_is_reported_without_its_secret() {
    let (settings, found) = complaints(
        r#"[[servers]]
url = "heron.example"
kind = "postes"
sign_in = "telepathy"
token_param = ""
headers = ["Host"]
watch = "7"
quiet_seconds = 0
stats_seconds = 4
connect_seconds = 301
headers_seconds = 86401
proxy = "http://ana:geheim@proxy.example:3128"
accept_fingerprint = "any"
custom = "geheim"
[[servers]]
url = "grebe.example"
headers = { X-Api-Key = "geheim" }
proxy = "proxy.example:3128"
"#,
    );
    let keys: Vec<_> = found.iter().map(|f| f.1.as_str().strip_prefix("servers.").unwrap()).collect();
    let all = [
        "sign_in",
        "token_param",
        "headers",
        "watch",
        "quiet_seconds",
        "stats_seconds",
        "connect_seconds",
        "headers_seconds",
        "proxy",
        "accept_fingerprint",
        "custom",
        "headers",
        "proxy",
    ];
    assert_eq!(keys, all);
    assert!(!format!("{found:?}{settings:?}").contains("geheim"), "{found:?}");
    let heron = &settings.servers[0];
    assert_eq!(
        (heron.kind, heron.sign_in, heron.proxy.as_str()),
        (ServerKind::Postes, SignIn::Auto, "system")
    );
}

#[test]
fn a_typed_edit_of_the_new_keys_keeps_comments_and_the_mapping() {
    let place = Place::with(
        "[[servers]]\nurl = \"heron.example\" # home\nkind = \"auto\" # soon\n\n[servers.custom]\n# where\npath = \"/a\"\nrules = [{ id = \"/id\" }]\n",
    );
    let (mut file, settings, _) = place.open();
    file.update_server(&settings.servers[0].id, |server| {
        server.kind = ServerKind::Custom;
        server.headers = vec!["X-Api-Key".into()];
        server.watch = vec!["7".into()];
        server.proxy = " none ".into();
    })
    .unwrap();
    let text = place.text();
    for kept in ["# home", "kind = \"custom\" # soon", "# where\npath = \"/a\"", "headers = [\"X-Api-Key\"]"]
    {
        assert!(text.contains(kept), "{kept}: {text}");
    }
    let (_, settings, troubles) = place.open();
    assert_eq!((settings.servers[0].proxy.as_str(), troubles), ("none", vec![]));
    let mapping = serde_json::json!({ "path": "/a", "rules": [{ "id": "/id" }] });
    assert_eq!(settings.servers[0].custom, Some(mapping));
}

#[test]
fn a_mapping_that_cannot_be_used_is_reported_with_its_key() {
    let (settings, found) = complaints(
        "[[servers]]\nurl = \"heron.example\"\nkind = \"custom\"\n[servers.custom]\npath = \"/events\"\nsend = 7\n\
         [[servers.custom.rules]]\nid = \"task\"\n\
         [[servers]]\nurl = \"grebe.example\"\nkind = \"custom\"\n[servers.custom]\npath = \"/events\"\n\
         [[servers.custom.rules]]\nid = \"/task\"\n[[servers.custom.rules]]\nid = \"task\"\n",
    );
    let text = format!("{found:?}");
    assert_eq!(found.len(), 2, "{text}");
    assert!(text.contains("send: ") && text.contains("rules[2].id: "), "{text}");
    assert!(settings.servers.iter().all(|server| server.reading().mapping.is_none()));
}

#[test]
fn a_server_that_is_not_settled_yet_may_be_the_one_that_is_there() {
    let place = Place::new();
    let (mut file, ..) = place.open();
    file.add_server(server("heron.example")).unwrap();
    let mut again = ServerSettings { kind: ServerKind::Auto, ..server("heron.example") };
    assert_eq!(file.add_server(again.clone()).unwrap_err().code(), "server-exists");
    again.kind = ServerKind::Estimates;
    file.add_server(again).unwrap();
}
