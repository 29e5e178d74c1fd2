//! The worked examples of docs/custom.md on what their servers say, and everything that may go wrong.

use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};

use super::*;
use crate::dialect::PastJob;
use crate::dialect::recorded::{all_of, events, hear, mishap, oddities, spoilt, survive};
use crate::transport::decoder::SseEvent;
use crate::update::{JobUpdate, Phase};

fn file(path: &str) -> String {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The TOML blocks of the document, each a settings file.
fn examples() -> Vec<Mapping> {
    let text = file("docs/custom.md");
    let blocks = text.split("```toml\n").skip(1).map(|rest| rest.split("```").next().unwrap());
    let table = |block: &str| {
        let settings: Value = toml_edit::de::from_str(block).unwrap();
        assert_eq!(settings["servers"][0]["kind"], "custom");
        Mapping::read(&settings["servers"][0]["custom"]).unwrap()
    };
    blocks.map(table).collect()
}

fn ci() -> Mapping {
    examples().remove(0)
}

fn celery() -> Mapping {
    examples().remove(1)
}

fn dialect(mapping: &Mapping) -> Custom {
    let mut dialect = Custom::new(mapping, &Options::default(), &Past::default());
    dialect.opened(0, 0, &mut Outcome::default());
    dialect
}

fn told(mapping: &Mapping, fixture: &str) -> (Vec<JobUpdate>, usize) {
    let mut dialect = dialect(mapping);
    let messages = sample_messages(&file(&format!("tests/fixtures/custom/{fixture}")));
    let updates: Vec<Update> =
        messages.iter().flat_map(|(name, data)| hear(&mut dialect, name, data, 1_000)).collect();
    (all_of!(updates, Job).into_iter().cloned().collect(), oddities(&updates))
}

fn one(rule: &Value, states: &Value, data: &str) -> Vec<Update> {
    let table = json!({"path": "/", "rules": [rule], "states": states});
    hear(&mut dialect(&Mapping::read(&table).unwrap()), "message", data, 0)
}

#[test]
fn the_builds_of_a_ci_server() {
    let (jobs, odd) = told(&ci(), "ci.txt");
    assert_eq!((jobs.len(), odd), (6, 0));
    let first = &jobs[0];
    assert!(first.begins && first.phase == Some(Phase::Running));
    assert_eq!(
        (first.id.as_str(), first.title.as_deref(), first.kind.as_deref()),
        ("7", Some("library #7"), Some("nightly"))
    );
    assert_eq!(first.page.as_deref(), Some("https://ci.example.org/builds/7"));
    assert_eq!((jobs[1].done, jobs[1].total, jobs[1].step.as_deref()), (Some(3), Some(12), Some("test")));
    assert_eq!((jobs[3].warning.as_deref(), jobs[3].phase), (Some("2 tests were flaky"), None));
    assert_eq!((jobs[4].phase, jobs[4].inferred), (Some(Phase::Completed), false));
    assert_eq!(
        (jobs[5].phase, jobs[5].error.as_deref()),
        (Some(Phase::Failed), Some("The repository could not be cloned"))
    );
}

#[test]
fn a_task_of_celery_progress() {
    let (jobs, odd) = told(&celery(), "celery-progress.jsonl");
    assert_eq!((jobs.len(), odd), (7, 0));
    assert!(jobs.iter().all(|job| job.id == "invoices-2026-11"));
    let phases: Vec<_> = jobs.iter().map(|job| job.phase).collect();
    let running = Some(Phase::Running);
    let wanted =
        [Some(Phase::Pending), running, running, None, running, Some(Phase::Completed), Some(Phase::Failed)];
    assert_eq!(phases, wanted);
    assert_eq!((jobs[2].done, jobs[2].total, jobs[2].percent), (Some(25), Some(40), Some(62.5)));
    assert_eq!(jobs[2].stage.as_deref(), Some("Writing invoices"));
    assert_eq!(jobs[3].warning.as_deref(), Some("The printer is busy"));
    // 100 of 100 would be a lie.
    assert_eq!((jobs[5].done, jobs[5].message.as_deref()), (None, Some("40 invoices")));
    assert_eq!(
        (jobs[6].message.as_deref(), jobs[6].error.as_deref()),
        (None, Some("No space left on device"))
    );
}

#[test]
fn the_document_names_every_key() {
    let text = file("docs/custom.md");
    for thing in [json!(Mapping::default()), json!(Rule::default()), json!(States::default())] {
        for key in thing.as_object().unwrap().keys() {
            assert!(text.contains(&format!("`{key}`")), "{key} is not in the document");
        }
    }
}

#[test]
fn a_line_as_the_mapping_says() {
    let line = &dialect(&ci()).lines()[0];
    assert_eq!((line.path.as_str(), line.stands, line.resumes), ("/api/events", Stands::WhenOpened, true));
    let table = json!({"path": "/ws", "carrier": "websocket", "greeting": true, "silence_seconds": 90,
        "patient": true, "rules": [{"id": "/id"}]});
    let line = &dialect(&Mapping::read(&table).unwrap()).lines()[0];
    assert_eq!((line.stands, line.patient, line.resumes), (Stands::WhenGreeted, true, false));
    assert_eq!(line.silence_limit, Some(Duration::from_secs(90)));
    assert!(matches!(line.carrier, Carrier::WebSocket { .. }));
}

#[test]
fn a_websocket_is_asked_and_kept_alive_while_it_stands() {
    let table = json!({"path": "/ws", "carrier": "websocket", "send": ["a", "b"], "heartbeat": "ping",
        "heartbeat_seconds": 20, "rules": [{"id": "/id"}]});
    let mut dialect = Custom::new(&Mapping::read(&table).unwrap(), &Options::default(), &Past::default());
    let mut sent = Vec::new();
    let mut pass = |dialect: &mut Custom, from: Millis, to: Millis| {
        for now in (from..=to).step_by(1_000) {
            let mut out = Outcome::default();
            dialect.tick(now, &mut out);
            sent.extend(out.send.into_iter().map(|(line, text)| (now, line, text)));
        }
    };
    pass(&mut dialect, 0, 9_000);
    let mut out = Outcome::default();
    dialect.opened(0, 10_000, &mut out);
    assert_eq!(out.send, [(0, "a".to_owned()), (0, "b".to_owned())]);
    pass(&mut dialect, 10_000, 55_000);
    dialect.lost(0, 55_500, &mut Outcome::default());
    pass(&mut dialect, 56_000, 200_000);
    assert_eq!(sent, [(30_000, 0, "ping".to_owned()), (50_000, 0, "ping".to_owned())]);
}

#[test]
fn a_stream_goes_on_after_its_last_id() {
    let mut out = Outcome::default();
    let mut before = dialect(&ci());
    for id in ["501", "501", "502", &"9".repeat(5_000)] {
        before.marked(0, id, &mut out);
    }
    let kept = |id: &str| ("last-event-id".to_owned(), Some(id.to_owned()));
    assert_eq!(out.cursors, [kept("501"), kept("502")]);
    let cursors = out.cursors.into_iter().map(|(name, id)| (name, id.unwrap())).collect();
    let past = Past { cursors, ..Past::default() };
    let after = Custom::new(&ci(), &Options::default(), &past);
    assert_eq!(after.last_event_id(0).as_deref(), Some("502"));
    // Where the server does not go on by itself, nothing is asked of it.
    let forgets = Mapping { last_event_id: false, ..ci() };
    let mut forgets = Custom::new(&forgets, &Options::default(), &past);
    let mut out = Outcome::default();
    forgets.marked(0, "503", &mut out);
    assert_eq!((forgets.last_event_id(0), out), (None, Outcome::default()));
}

#[test]
fn an_end_is_inferred_only_where_the_mapping_asks_for_it() {
    for (infer_end, ends) in [(true, 1), (false, 0)] {
        let table = json!({"path": "/", "infer_end": infer_end, "rules": [{"id": "/id", "done": "/n", "total": "/of"}]});
        let open = vec![PastJob { id: "old".into(), done: Some(5), total: Some(5) }];
        let past = Past { open, ..Past::default() };
        let mut dialect = Custom::new(&Mapping::read(&table).unwrap(), &Options::default(), &past);
        dialect.opened(0, 0, &mut Outcome::default());
        hear(&mut dialect, "message", r#"{"id":1,"n":3,"of":3}"#, 1_000);
        let mut out = Outcome::default();
        (1..60).for_each(|second| dialect.tick(second * 1_000, &mut out));
        let jobs = all_of!(out.updates, Job);
        assert_eq!(
            jobs.iter().filter(|job| job.inferred && job.phase == Some(Phase::Completed)).count(),
            ends
        );
    }
}

#[test]
fn the_first_rule_decides_and_what_none_is_about_is_counted() {
    let table = json!({"path": "/", "rules": [
        {"where": {"/type": ["ping", 0]}, "ignore": true},
        {"where": {"": "pong"}, "ignore": true},
        {"event": "gone", "fixed_id": "x", "outcome": "failed", "error": ""},
        {"where": {"/a~1b": 1}, "id": "/id"},
    ]});
    let mut dialect = dialect(&Mapping::read(&table).unwrap());
    let mut heard = |name: &str, data: &str| hear(&mut dialect, name, data, 0);
    assert!(heard("message", r#"{"type":"ping","id":1}"#).is_empty());
    assert!(heard("message", r#"{"type":0.0}"#).is_empty());
    assert!(heard("message", "pong").is_empty());
    let gone = heard("gone", "disk full");
    assert_eq!(all_of!(gone, Job)[0].error.as_deref(), Some("disk full"));
    assert_eq!(all_of!(heard("message", r#"{"a/b":1,"id":7}"#), Job)[0].id, "7");
    for odd in
        ["{}", "peng", "{\"a/b\":", "", r#"{"a/b":1}"#, r#"{"a/b":1,"id":{}}"#, r#"{"a/b":"1","id":1}"#]
    {
        assert_eq!(oddities(&heard("message", odd)), 1, "{odd}");
    }
}

#[test]
fn parts_that_are_not_understood_are_counted_and_the_rest_holds() {
    let rule =
        json!({"id": "/id", "done": "/n", "percent": "/p", "fraction": true, "state": "/s", "title": "/t"});
    let states = json!({"completed": ["true", "ok"], "failed": "KO"});
    let updates = one(&rule, &states, r#"{"id":1,"n":-1,"p":0.25,"s":"melted","t":[1]}"#);
    let job = all_of!(updates, Job)[0];
    assert_eq!((oddities(&updates), job.percent, job.phase, job.done), (3, Some(25.0), None, None));
    for (said, phase) in [("true", Phase::Completed), ("\"OK\"", Phase::Completed), ("\"ko\"", Phase::Failed)]
    {
        let updates = one(&rule, &states, &format!(r#"{{"id":1,"s":{said}}}"#));
        assert_eq!(all_of!(updates, Job)[0].phase, Some(phase), "{said}");
    }
}

#[test]
fn a_sample_is_explained() {
    let lines = sample(&ci(), &sample_messages(&file("tests/fixtures/custom/ci.txt")));
    assert_eq!(lines.iter().map(|line| line.rule).collect::<Vec<_>>(), [1, 2, 1, 3, 2, 2, 2].map(Some));
    assert_eq!(lines[3].result, SampleResult::Ignored);
    let place = |line: &SampleLine, key| line.found.iter().find(|found| found.key == key).cloned().unwrap();
    assert_eq!(place(&lines[1], "done").value.as_deref(), Some("3"));
    assert_eq!(place(&lines[1], "message").value, None);
    // As the document shows it.
    let shown = lines[1].to_string();
    assert!(file("docs/custom.md").contains(&format!("```\n{shown}\n```")), "{shown}");
}

#[test]
fn a_sample_that_does_not_fit_says_why() {
    let messages = sample_messages("{\"complete\": 1}\n\n  pong \n{\n");
    assert_eq!(messages.len(), 3);
    let lines = sample(&celery(), &messages);
    assert!(lines.iter().all(|line| line.rule.is_none() && matches!(line.result, SampleResult::Odd(_))));
    // What the rules looked at is shown all the same.
    assert!(
        lines[0]
            .found
            .iter()
            .any(|found| found.pointer == "/complete" && found.value.as_deref() == Some("1"))
    );
    // Nothing in a message moves the terminal's cursor.
    let line = &sample(&celery(), &[("e\u{1b}[2J".into(), "x\u{202e}\u{7}y".into())])[0];
    assert_eq!((line.event.as_str(), line.data.as_str()), ("e [2J", "x  y"));
    let recorded = sample_messages("HTTP/1.1 200 OK\r\n\r\nevent: a\r\ndata: 1\r\n\r\ndata: 2");
    assert_eq!(recorded, [("a".into(), "1".into()), ("message".into(), "2".into())]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn a_bad_day_of_the_server_is_survived(
        celery_is_it in any::<bool>(),
        infer_end in any::<bool>(),
        mishaps in prop::collection::vec((any::<Index>(), mishap()), 1..6),
    ) {
        let (mapping, fixture) =
            if celery_is_it { (celery(), "celery-progress.jsonl") } else { (ci(), "ci.txt") };
        let messages = sample_messages(&file(&format!("tests/fixtures/custom/{fixture}")));
        let said: Vec<SseEvent> =
            messages.into_iter().map(|(name, data)| SseEvent { name, data, id: None }).collect();
        let bytes = spoilt(&said, &mishaps);
        survive(&mut dialect(&Mapping { infer_end, ..mapping.clone() }), &bytes);
        let heard: Vec<_> = events(&bytes).into_iter().map(|event| (event.name, event.data)).collect();
        for line in sample(&mapping, &heard) {
            prop_assert!(line.to_string().len() < 40_000);
        }
    }

    #[test]
    fn any_table_is_read_or_refused(
        key in prop::sample::select(vec!["path", "carrier", "send", "states", "rules", "silence_seconds", "infer_end"]),
        value in prop::sample::select(vec![
            json!(null), json!(1), json!(-1), json!("x"), json!([]), json!({}), json!([{}]), json!([[1]]), json!(true),
            json!([{"id": "/x", "where": {"~": 1}}]), json!({"failed": 7}), json!("é".repeat(2_000)),
        ]),
    ) {
        let mut table = json!({"path": "/x", "rules": [{"id": "/id"}]});
        table[key] = value;
        if let Err(error) = Mapping::read(&table) {
            prop_assert!(error.key.starts_with(key), "{error}");
        }
    }
}
