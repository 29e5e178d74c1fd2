//! What an estimates server says, and what is made of it.

use proptest::prelude::*;
use proptest::sample::Index;
use vigie_contract::RecordAction;

use super::*;
use crate::dialect::recorded::{all_of, body, events, hear, mishap, oddities, play, spoilt, survive};

fn fresh() -> Estimates {
    Estimates::new(&Options::default())
}

#[test]
fn its_line_has_a_keep_alive_and_its_statistics_are_optional() {
    let dialect = fresh();
    let line = &dialect.lines()[0];
    assert_eq!(
        (line.path.as_str(), line.stands, line.resumes),
        ("/api/v1/sse/events/", Stands::WhenGreeted, false)
    );
    assert_eq!(line.silence_limit, Some(Duration::from_secs(75)));
    let poll = &dialect.polls()[0];
    assert!(poll.optional && poll.path == "/api/v1/sse/stats/" && poll.every == Duration::from_secs(30));
}

#[test]
fn beats_say_nothing() {
    assert!(play(&mut fresh(), "estimates", "01-connect-keepalive", 0).is_empty());
    assert!(hear(&mut fresh(), "message", r#"{"event":"system.connectionLost"}"#, 0).is_empty());
}

#[test]
fn a_recorded_morning_of_estimates() {
    let updates = play(&mut fresh(), "estimates", "20-manager-sees-foreman", 0);
    assert_eq!(oddities(&updates), 0);
    let (records, told) = (all_of!(updates, Record), all_of!(updates, Tidings));
    assert_eq!((records.len(), told.len()), (5, 5));
    let first = records[0];
    assert_eq!(
        (first.model.as_str(), first.id.as_str(), first.action),
        ("estimate", "1", RecordAction::Created)
    );
    assert_eq!(first.label.as_deref(), Some("Смета_2025-01-01_Объект_1"));
    assert_eq!((first.by.as_deref(), first.at), (Some("Иван Кузнецов"), Some(1_795_243_126_000)));
    assert_eq!(first.fields["status"], "Черновик");
    let notice = told[0];
    assert_eq!((notice.kind, notice.title.as_str()), (NoticeKind::Record, "Смета_2025-01-01_Объект_1"));
    let values: Vec<_> = notice.values.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let wanted = [
        ("action", "created"),
        ("by", "Иван Кузнецов"),
        ("model", "estimate"),
        ("project", "ЖК «Северный»"),
        ("record", "1"),
        ("status", "Черновик"),
    ];
    assert_eq!(values, wanted);
    // Two created, two that changed their status, one deleted: all worth an alert, each its own.
    assert!(told.iter().all(|tidings| tidings.alert));
    let identities: std::collections::HashSet<_> = told.iter().map(|tidings| &tidings.identity).collect();
    assert_eq!(identities.len(), 5);
    assert_eq!(records[4].action, RecordAction::Deleted);
    // Told again after a reconnect, it is nothing new.
    let again = play(&mut fresh(), "estimates", "20-manager-sees-foreman", 900_000);
    assert!(all_of!(again, Tidings).iter().all(|tidings| identities.contains(&tidings.identity)));
}

#[test]
fn projects_and_any_other_model() {
    let updates = play(&mut fresh(), "estimates", "25-projects-to-manager", 0);
    let told = all_of!(updates, Tidings);
    assert_eq!((told[0].title.as_str(), told[0].values.get("project")), ("ЖК «Южный»", None));
    assert_eq!(told[1].values["action"], "updated");
    let data = r#"{"event":"invoice.removed","data":{"id":"f-7"},"timestamp":1795243126.5}"#;
    let updates = hear(&mut fresh(), "message", data, 0);
    assert_eq!(all_of!(updates, Record)[0].at, Some(1_795_243_126_500));
    assert_eq!(all_of!(updates, Tidings)[0].title, "#f-7");
    // Without `data`, the fields stand beside the name.
    let updates = hear(&mut fresh(), "message", r#"{"event":"invoice.added","id":3,"timestamp":1}"#, 0);
    assert_eq!(all_of!(updates, Record)[0].fields.len(), 1);
}

#[test]
fn two_updates_in_a_second_are_two_and_the_same_is_one() {
    let said = |status: &str| {
        let data =
            format!(r#"{{"event":"estimate.updated","data":{{"id":1,"status":"{status}"}},"timestamp":9}}"#);
        all_of!(hear(&mut fresh(), "message", &data, 0), Tidings)[0].identity.clone()
    };
    assert_eq!(said("a"), said("a"));
    assert_ne!(said("a"), said("b"));
}

#[test]
fn what_is_no_record_is_a_message() {
    let data =
        r#"{"event":"estimate.melted","data":{"estimate_id":1,"message":"Too hot"},"timestamp":1795243126}"#;
    let updates = hear(&mut fresh(), "message", data, 0);
    let told = all_of!(updates, Tidings);
    assert_eq!((told.len(), updates.len(), told[0].kind), (1, 1, NoticeKind::Message));
    assert_eq!((told[0].title.as_str(), told[0].text.as_deref()), ("Too hot", Some("estimate_id: 1")));
    let updates = hear(&mut fresh(), "message", r#"{"event":"system.maintenance"}"#, 0);
    assert_eq!(all_of!(updates, Tidings)[0].title, "system.maintenance");
}

#[test]
fn statistics_and_what_is_none() {
    let mut dialect = fresh();
    let mut answered = |body: &str| {
        let mut out = Outcome::default();
        dialect.answered(0, body.as_bytes(), 0, 0, &mut out);
        out.updates
    };
    let Update::Stats { values, at: None } = &answered(&body("estimates", "06-stats"))[0] else { panic!() };
    assert_eq!(values["users.2"], 1.0);
    assert_eq!(oddities(&answered(&body("estimates", "07-stats-no-auth"))), 1);
}

#[test]
fn junk_is_counted() {
    for junk in
        ["", "null", "[]", "{}", "{\"event\":7}", r#"{"event":"estimate.created","data":{}}"#, "{\"event\":"]
    {
        let updates = hear(&mut fresh(), "message", junk, 0);
        assert_eq!((updates.len(), oddities(&updates)), (1, 1), "{junk}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn a_bad_day_of_the_server_is_survived(
        capture in prop::sample::select(vec!["20-manager-sees-foreman", "25-projects-to-manager"]),
        mishaps in prop::collection::vec((any::<Index>(), mishap()), 1..6),
    ) {
        let events = events(body("estimates", capture).as_bytes());
        let mut dialect = fresh();
        let updates = survive(&mut dialect, &spoilt(&events, &mishaps));
        prop_assert_eq!(all_of!(updates, Record).len(), updates.iter().filter(|update| {
            matches!(update, Update::Tidings(told) if told.kind == NoticeKind::Record)
        }).count());
        let after = r#"{"event":"estimate.created","data":{"id":1}}"#;
        prop_assert_eq!(hear(&mut dialect, "message", after, 90_000).len(), 2);
    }
}
