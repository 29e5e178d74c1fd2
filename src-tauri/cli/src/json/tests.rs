use super::*;
use crate::sample::{job, notice, record, server, stats};
use serde_json::{Value, json};
use vigie_contract::{Gap, JobState, LinkState, NoticeKind, Reason, ReasonCode, RecordAction};
use vigie_words::Tongue;

fn parsed(line: &Line) -> Value {
    serde_json::from_str(&line.text().unwrap()).unwrap()
}

#[test]
fn a_job_has_every_field_and_unknown_is_null() {
    let mut job = job("heron", "j,1:%", JobState::Running);
    (job.total, job.percent, job.kind) = (None, None, None);
    assert_eq!(
        parsed(&Line::Job(JobLine::of(&job, "heron"))),
        json!({
            "type": "job", "server": "heron", "id": "j,1:%", "kind": null, "title": "Import j,1:%",
            "state": "running", "done": 36_120, "failed": 0, "total": null, "percent": null, "step": null,
            "message": null, "warnings": 0, "rate": null, "eta_ms": null,
            "started_at": 1_735_725_600_000_u64, "finished_at": null, "inferred": false, "unit": "items",
            "ends_at": null, "at": 1_735_725_693_500_u64
        })
    );
}

#[test]
fn fields_come_in_the_order_of_the_documentation() {
    let job = job("heron", "1", JobState::Running);
    let text = Line::Job(JobLine::of(&job, "heron")).text().unwrap();
    assert!(text.starts_with(r#"{"type":"job","server":"heron","id":"1","kind":"edi_import","title":"#));
    assert!(text.ends_with("}\n") && text.matches('\n').count() == 1);
}

#[test]
fn a_server_says_why_in_words() {
    let mut server = server("heron", LinkState::Waiting);
    server.reason = Some(Reason::new(ReasonCode::HttpStatus).with("status", 500));
    let line = parsed(&Line::server(&server, 7, &Words::of(Tongue::En)));
    assert_eq!(line["state"], "waiting");
    assert!(line["detail"].as_str().unwrap().starts_with("The server answered with an error (status 500)."));
    assert_eq!(line["at"], 7);
}

#[test]
fn a_notice_has_the_words_of_the_bell() {
    let notice = notice("heron", "1", NoticeKind::Completed);
    let line = parsed(&Line::notice(&notice, &Words::of(Tongue::En)));
    assert_eq!(line["title"], "Import 1 completed");
    assert_eq!(line["kind"], "completed");
}

#[test]
fn text_of_a_server_is_whole_and_harmless() {
    let mut job = job("heron", "1", JobState::Running);
    job.title = "a\nb\u{1b}[2J\u{9b}31m\u{202e}\u{2028}<b>\"é".into();
    let text = Line::Job(JobLine::of(&job, "heron")).text().unwrap();
    assert!(
        !text.trim_end().chars().any(|c| c.is_control() || matches!(c, '\u{202e}' | '\u{2028}')),
        "{text:?}"
    );
    assert_eq!(serde_json::from_str::<Value>(&text).unwrap()["title"], job.title.as_str());
}

#[test]
fn only_the_time_it_was_heard_is_no_news() {
    let one = job("heron", "1", JobState::Running);
    let mut two = one.clone();
    two.heard_at += 5;
    assert!(JobLine::of(&one, "heron").tells_the_same(&JobLine::of(&two, "heron")));
    two.done = Some(36_121);
    assert!(!JobLine::of(&one, "heron").tells_the_same(&JobLine::of(&two, "heron")));
}

/// Keys in their order.
fn keys(line: &str) -> Vec<String> {
    let object: serde_json::Map<String, Value> = serde_json::from_str(line).expect("an example is JSON");
    let place = |key: &String| line.find(&format!("\"{key}\":")).expect("a key is in its line");
    let mut keys: Vec<String> = object.keys().cloned().collect();
    keys.sort_by_key(place);
    keys
}

#[test]
fn the_documentation_shows_what_is_printed() {
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/json.md");
    let page = std::fs::read_to_string(page).expect("docs/json.md is there");
    let words = Words::of(Tongue::En);
    let (server, job) = (server("heron", LinkState::Live), job("heron", "1", JobState::Running));
    let notice = notice("heron", "1", NoticeKind::Completed);
    let (record, stats) = (record("heron", "7"), stats("heron", 1.0));
    let gap = Gap { server: "id-heron".into(), from: 1, to: 2 };
    let printed = [
        Line::record(&record, "heron"),
        Line::stats(&stats, "heron"),
        Line::gap(&gap, "heron"),
        Line::server(&server, 0, &words),
        Line::Job(JobLine::of(&job, "heron")),
        Line::notice(&notice, &words),
    ]
    .map(|line| keys(&line.text().unwrap()));
    let examples: Vec<&str> = page
        .split("```json\n")
        .skip(1)
        .filter_map(|rest| rest.split("```").next())
        .flat_map(str::lines)
        .collect();
    assert!(examples.len() > 5);
    for example in examples {
        assert!(printed.contains(&keys(example)), "{example}");
        let (kind, state) = (&parse(example)["kind"], &parse(example)["state"]);
        for word in [kind, state].into_iter().filter_map(Value::as_str) {
            assert!(page.contains(&format!("`{word}`")) || word == "edi_import", "{word} is explained");
        }
    }
    let words_of = JobState::ALL.iter().map(|s| s.as_str()).chain(LinkState::ALL.iter().map(|s| s.as_str()));
    let actions = RecordAction::ALL.iter().map(|action| action.as_str());
    for word in words_of.chain(NoticeKind::ALL.iter().map(|k| k.as_str())).chain(actions) {
        assert!(page.contains(&format!("`{word}`")), "{word} is explained");
    }
}

#[test]
fn whole_numbers_are_printed_as_such() {
    let values =
        [("actives", 1.0), ("load", 0.5), ("none", -0.0)].map(|(name, n)| (name.to_owned(), n)).into();
    let stats = Stats { server: "1".into(), at: 0, values };
    let text = Line::stats(&stats, "heron").text().unwrap();
    assert!(text.contains(r#"{"actives":1,"load":0.5,"none":0}"#), "{text}");
}

fn parse(text: &str) -> Value {
    serde_json::from_str(text).expect("an example is JSON")
}
