//! Rules and quiet hours in the file.

use vigie_contract::{AlertRules, NoticeKind, QuietHours, QuietSpan, Rule, RuleScope, Telling, WarningRule};

use super::*;

const BY_HAND: &str = r#"# mine
[alerts]
sounds = true # soft ones
later = "kept"

[alerts.quiet]
on = true
# the night
spans = [{ days = ["mon", "Fri"], from = "22:00", to = "7:30" }, { days = ["sun"], from = "00:00", to = "00:00" }]

[[rules]]
about = "everything"
at_least_seconds = 30
warnings = { when = "above", percent = 5 }

# the nightly import
[[rules]] # noisy
about = "kind"
kind = "edi_import"
colour = "blue"
events = { completed = ["bell"], stalled = [], someday = ["moon"] }

[[rules]]
about = "job"
server = "heron"
job = 4711
watched = true
"#;

fn job(id: &str) -> RuleScope {
    RuleScope::Job { server: "heron".into(), id: id.into() }
}

fn kind() -> RuleScope {
    RuleScope::Kind { server: None, kind: "edi_import".into() }
}

fn telling(bell: bool, desktop: bool, sound: bool) -> Telling {
    Telling { bell, desktop, sound }
}

fn by_hand() -> AlertRules {
    let spans = vec![
        QuietSpan { days: vec![1, 5], from: 1_320, to: 450 },
        QuietSpan { days: vec![7], from: 0, to: 0 },
    ];
    let everything = Rule {
        at_least_seconds: Some(30),
        warnings: Some(WarningRule::Above { percent: 5.0 }),
        ..Rule::of(RuleScope::Everything)
    };
    let events = [
        (NoticeKind::Completed, telling(true, false, false)),
        (NoticeKind::Stalled, telling(false, false, false)),
    ];
    let import = Rule { events: events.into(), ..Rule::of(kind()) };
    let watched = Rule { watched: Some(true), ..Rule::of(job("4711")) };
    AlertRules {
        rules: vec![everything, import, watched],
        quiet: QuietHours { on: true, spans, failures_come_through: false },
        respect_do_not_disturb: true,
        sounds: true,
    }
}

#[test]
fn what_a_person_writes_is_understood_and_what_vigie_writes_leaves_the_rest() {
    let place = Place::with(BY_HAND);
    let (mut file, settings, troubles) = place.open();
    assert_eq!((settings.alerts, troubles), (by_hand(), vec![]));

    let mut wanted = by_hand();
    wanted.respect_do_not_disturb = false;
    wanted.quiet.failures_come_through = true;
    wanted.rules[1].events = [(NoticeKind::Completed, telling(true, true, true))].into();
    wanted.rules[1].muted = Some(true);
    wanted.rules.remove(2);
    wanted
        .rules
        .push(Rule { only_mine: Some(true), ..Rule::of(RuleScope::Server { server: "heron".into() }) });
    let settled = file.set_rules(&wanted).unwrap();
    assert_eq!(settled.alerts, wanted);
    assert_eq!(place.open().1.alerts, wanted);
    let text = place.text();
    for kept in [
        "# mine\n",
        "sounds = true # soft ones\n",
        "later = \"kept\"\n",
        "# the night\nspans = [{ days = [\"mon\", \"Fri\"], from = \"22:00\", to = \"7:30\" }",
        "# the nightly import\n[[rules]] # noisy\n",
        "colour = \"blue\"\n",
        "someday = [\"moon\"]",
        "completed = [\"bell\", \"desktop\", \"sound\"]",
        "failures_come_through = true\n",
    ] {
        assert!(text.contains(kept), "{kept}\n---\n{text}");
    }
    assert!(!text.contains("4711") && !text.contains("stalled"), "{text}");
    // Once more, and nothing moves.
    file.set_rules(&wanted).unwrap();
    assert_eq!(place.text(), text);
}

#[test]
fn everything_that_may_be_settled_is_found_by_the_next_start() {
    let place = Place::new();
    let (mut file, ..) = place.open();
    let full = Rule {
        scope: RuleScope::Kind { server: Some("héron \"1\"".into()), kind: "a.b = [c]\n".into() },
        events: NoticeKind::ALL.iter().map(|kind| (*kind, Telling::of(*kind))).collect(),
        muted: Some(false),
        watched: Some(true),
        only_mine: Some(true),
        at_least_seconds: Some(u32::MAX),
        warnings: Some(WarningRule::Every { nth: 7 }),
    };
    let first = Rule { warnings: Some(WarningRule::First), ..Rule::of(job("a:b")) };
    let share = Rule { warnings: Some(WarningRule::Above { percent: 2.5 }), ..Rule::of(kind()) };
    let all = Rule { warnings: Some(WarningRule::Milestones), ..Rule::of(RuleScope::Everything) };
    let rules = AlertRules { rules: vec![full, first.clone(), share, all], ..by_hand() };
    assert_eq!(file.set_rules(&rules).unwrap().alerts, rules);
    assert_eq!(place.open().1.alerts, rules);
    assert!(place.open().2.is_empty());

    let settled = file.set_rule(Rule::of(first.scope)).unwrap();
    assert_eq!(settled.alerts.rules.len(), 3, "an empty one takes away");
    file.set_rules(&AlertRules::default()).unwrap();
    let (_, none, troubles) = place.open();
    assert_eq!((none.alerts, troubles), (AlertRules::default(), vec![]));
}

#[test]
fn one_bad_value_spoils_itself_and_a_rule_about_nothing_is_left_out() {
    let place = Place::with(
        r#"
[alerts]
sounds = "loud"
respect_do_not_disturb = false
[alerts.quiet]
on = true
spans = [{ days = ["someday"], from = "22:00", to = "25:00" }]
[[rules]]
muted = true
[[rules]]
about = "job"
server = "heron"
[[rules]]
about = "server"
server = "heron"
muted = "yes"
only_mine = true
warnings = { when = "every", nth = 0 }
events = { failed = ["bell", "drum"], completed = ["bell"] }
[[rules]]
about = "server"
server = "heron"
"#,
    );
    let (mut file, settings, troubles) = place.open();
    let found: Vec<_> = troubles.iter().map(|t| (t.args["line"].as_str(), t.args["key"].as_str())).collect();
    let wanted = [
        ("3", "alerts.sounds"),
        ("7", "alerts.quiet.spans"),
        ("8", "rules.about"),
        ("11", "rules.about"),
        ("16", "rules.muted"),
        ("18", "rules.warnings"),
        ("19", "rules.events.failed"),
        ("20", "rules.about"),
    ];
    assert_eq!(found, wanted, "{troubles:?}");
    assert!(!settings.alerts.respect_do_not_disturb && !settings.alerts.sounds);
    assert!(settings.alerts.quiet.on && settings.alerts.quiet.spans.is_empty());
    let [rule] = &settings.alerts.rules[..] else { panic!("{settings:?}") };
    assert_eq!((rule.muted, rule.only_mine, rule.warnings), (None, Some(true), None));
    assert_eq!(rule.events, [(NoticeKind::Completed, telling(true, false, false))].into());

    let muted = Rule { muted: Some(true), ..rule.clone() };
    assert_eq!(file.set_rule(muted.clone()).unwrap().alerts.rules, [muted]);
    let refused = file.set_rule(Rule { warnings: Some(WarningRule::Every { nth: 0 }), ..Rule::of(kind()) });
    assert_eq!(vigie_contract::Failure::from(refused.unwrap_err()).code.as_str(), "rule-refused");
}

#[test]
fn a_change_by_hand_is_seen_and_rules_go_with_their_server() {
    let place = Place::new();
    let (mut file, ..) = place.open();
    let heron = ServerSettings { id: "heron".into(), ..server("heron.example") };
    file.add_server(heron).unwrap();
    file.set_rules(&by_hand()).unwrap();
    place.write(place.text().replace("sounds = true", "sounds = false"));
    let (changed, _) = file.changed_on_disk().unwrap();
    assert!(!changed.alerts.sounds);
    let settled = file.remove_server("heron").unwrap();
    let scopes: Vec<_> = settled.alerts.rules.iter().map(|rule| rule.scope.clone()).collect();
    assert_eq!(scopes, [RuleScope::Everything, kind()]);
    assert_eq!(place.open().1, settled);
}

#[test]
fn quiet_hours_alone_make_one_table_and_inline_ones_stay_inline() {
    let place = Place::with("version = 1\nalerts = { sounds = true }\n");
    let (mut file, settings, _) = place.open();
    let quiet = QuietHours { on: true, ..QuietHours::default() };
    let wanted = AlertRules { quiet: quiet.clone(), ..settings.alerts };
    assert_eq!(file.set_rules(&wanted).unwrap().alerts, wanted);
    assert!(
        place.text().contains("quiet = { on = true } }") && !place.text().contains('['),
        "{}",
        place.text()
    );

    let place = Place::with("version = 1\n");
    let (mut file, ..) = place.open();
    file.set_rules(&AlertRules { quiet, ..AlertRules::default() }).unwrap();
    assert_eq!(place.text(), "version = 1\n\n[alerts.quiet]\non = true\n");
}
