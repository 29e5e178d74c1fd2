//! Told one after the other.

use vigie_contract::{NoticeKind, RecordAction};

use super::*;

fn reached(out: &Outcome) -> Option<&str> {
    let [(name, position)] = out.cursors.as_slice() else { return None };
    position.as_deref().filter(|_| name == LAST_ID)
}

#[test]
fn the_stream_goes_on_where_it_was_and_silence_means_nothing() {
    let dialect = Talk::from(Some("17")).dialect;
    let line = &dialect.lines()[0];
    assert_eq!((line.path.as_str(), line.patient, line.silence_limit), ("/stream/app", true, None));
    assert_eq!(dialect.query(0), [("last_id".to_owned(), "17".to_owned())]);
    assert_eq!((dialect.polls()[0].query_of, dialect.polls()[0].path.as_str()), (Some(0), "/stream/app"));
    for strange in [None, Some(""), Some("x"), Some("-1")] {
        assert_eq!(Talk::from(strange).asked_from(), "0");
    }
    let options = Options { events_path: Some("flux/app".into()), ..Options::default() };
    assert_eq!(SoliLms::new(&options, &Past::default()).lines()[0].path, "/flux/app");
}

#[test]
fn at_the_first_contact_all_is_kept_and_one_alert_is_raised() {
    let mut talk = Talk::from(None).open();
    let said = events(CAPTURES[0]);
    let first = talk.hear(&said[0].name, &said[0].data);
    assert_eq!(reached(&first), Some("2"));
    let told = tidings(&first);
    assert_eq!(told.len(), 3);
    assert_eq!(alerts(&first), [("backlog:1-2", Some(2))]);
    assert_eq!(told[2].kind, NoticeKind::Backlog);
    let one = told[0];
    assert_eq!((one.kind, one.identity.as_str(), one.read), (NoticeKind::Message, "notif:1", false));
    assert_eq!((one.title.as_str(), one.text.as_deref()), ("Évaluation publiée", Some("Notification n°1")));
    assert_eq!(one.at, Some(1_795_243_438_000));
    let values: Vec<_> = one.values.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(values, [("model", "RealisationTache"), ("record", "1"), ("type", "evaluation")]);
    // What comes after that is news.
    talk.tick(4_000);
    let second = talk.hear(&said[1].name, &said[1].data);
    assert_eq!(alerts(&second), [("notif:3", None)]);
    assert_eq!((reached(&second), odd(&second)), (Some("3"), 0));
}

#[test]
fn changes_of_records_go_to_no_bell() {
    let mut talk = Talk::from(Some("3")).open();
    let mut records = Vec::new();
    for said in events(CAPTURES[1]) {
        for update in talk.hear(&said.name, &said.data).updates {
            let Update::Record(record) = update else { panic!("{update:?}") };
            assert_eq!(record.model, "RealisationTache");
            records.push((record.id.clone(), record.action, record.fields.get("etat").cloned()));
        }
    }
    let wanted = [
        ("1".to_owned(), RecordAction::Updated, Some(json!(2))),
        ("1".to_owned(), RecordAction::Updated, Some(json!(3))),
        ("4".to_owned(), RecordAction::Created, Some(json!(1))),
        ("4".to_owned(), RecordAction::Deleted, None),
    ];
    assert_eq!(records, wanted);
    assert_eq!(talk.asked_from(), "3");
}

#[test]
fn two_that_were_missed_alert_by_themselves() {
    let mut talk = Talk::from(Some("5")).open();
    let said = &events(CAPTURES[3])[0];
    let out = talk.hear(&said.name, &said.data);
    assert_eq!(alerts(&out), [("notif:6", None), ("notif:7", None)]);
    assert_eq!(reached(&out), Some("7"));
    // Three are a backlog already; of one that was read there is nothing to alert.
    let mut talk = Talk::from(Some("5")).open();
    assert_eq!(alerts(&talk.notif([7, 8, 9, 10])), [("backlog:7-9", Some(3))]);
}

#[test]
fn what_gathered_is_one_alert_however_many_batches_it_fills() {
    let mut talk = Talk::from(Some("100")).open();
    let first = talk.notif(101..=150);
    assert_eq!((tidings(&first).len(), alerts(&first).len()), (50, 0));
    assert_eq!(talk.tick(3_000), Outcome::default());
    assert_eq!(alerts(&talk.notif(151..=200)), []);
    talk.tick(3_000);
    let third = talk.notif(201..=203);
    assert_eq!((tidings(&third).len(), alerts(&third)), (4, vec![("backlog:101-203", Some(93))]));
    // News are not gathered, however many: each is one.
    talk.tick(3_000);
    assert_eq!(alerts(&talk.notif([204, 205, 206, 210])).len(), 3);
}

#[test]
fn a_last_batch_that_is_full_is_told_by_the_silence_after_it() {
    let mut talk = Talk::from(Some("0")).open();
    talk.notif(1..=50);
    assert_eq!(talk.tick(5_000), Outcome::default());
    assert_eq!(alerts(&talk.tick(1)), [("backlog:1-49", Some(45))]);
    assert_eq!(talk.tick(60_000), Outcome::default());
    // The same where the stream breaks.
    let mut talk = Talk::from(Some("0")).open();
    talk.notif(1..=50);
    talk.dialect.lost(0, talk.now, &mut talk.out);
    assert_eq!(alerts(&talk.out), [("backlog:1-49", Some(45))]);
}

#[test]
fn all_read_on_the_server_is_no_alert() {
    let mut talk = Talk::from(None).open();
    let out = talk.notif([10, 20, 30]);
    assert_eq!((tidings(&out).len(), alerts(&out)), (3, vec![]));
    talk.tick(60_000);
    assert_eq!(alerts(&talk.notif([40])), []);
}

#[test]
fn a_server_without_notifications_is_known_too() {
    let mut talk = Talk::from(None).open();
    assert_eq!(reached(&talk.tick(5_001)), Some("0"));
    assert_eq!(alerts(&talk.notif([1])), [("notif:1", None)]);
    // A stream that broke before the server's first turn told nothing.
    let mut talk = Talk::from(None).open();
    talk.dialect.lost(0, talk.now, &mut talk.out);
    assert_eq!(talk.out, Outcome::default());
}

#[test]
fn nothing_is_told_twice_and_the_position_never_falls() {
    let mut talk = Talk::from(Some("5")).open();
    talk.tick(10_000);
    let items = json!([{"id": 7, "title": "b"}, {"id": "6", "title": "a"}, {"id": 7, "title": "b"},
        {"id": 5, "title": "old"}, {"id": "u-1", "title": "c"}]);
    let out = talk.hear("notif", &json!({"items": items, "last_id": 2}).to_string());
    let told: Vec<_> = tidings(&out).iter().map(|told| told.identity.clone()).collect();
    assert_eq!(told, ["notif:6", "notif:7", "notif:u-1"]);
    assert_eq!(reached(&out), Some("7"));
    assert_eq!(talk.notif([6, 7]), Outcome::default());
    assert_eq!(reached(&talk.hear("notif", r#"{"items":[],"last_id":9}"#)), Some("9"));
    assert_eq!(talk.asked_from(), "9");
}

#[test]
fn what_could_not_be_read_spoils_only_itself() {
    let mut talk = Talk::from(Some("5")).open();
    talk.tick(10_000);
    let data = r#"{"items":[7,{"title":"no id"},{"id":8,"title":"<b>8</b>"}],"last_id":"x"}"#;
    let out = talk.hear("notif", data);
    assert_eq!((tidings(&out)[0].title.as_str(), odd(&out)), ("<b>8</b>", 3));
    assert_eq!(talk.asked_from(), "8");
    for data in ["{}", "[]", r#"{"items":{}}"#, "", "null"] {
        assert_eq!(odd(&talk.hear("notif", data)), 1, "{data}");
    }
    for name in ["crud.update", "crud.", "message", "crud", ""] {
        assert_eq!(odd(&talk.hear(name, "{}")), 1, "{name}");
    }
}

#[test]
fn an_answer_in_place_of_the_stream_is_read_like_it() {
    let mut talk = Talk::from(Some("3"));
    let body = body(CAPTURES[2]).as_bytes();
    talk.dialect.answered(0, body, 0, talk.now, &mut talk.out);
    assert_eq!(alerts(&talk.out), [("notif:4", None)]);
    assert!(matches!(talk.out.updates[1], Update::Record(_)));
    talk.dialect.answered(0, body, 0, talk.now, &mut talk.out);
    assert_eq!(tidings(&talk.out).len(), 1, "told once");
    let mut out = Outcome::default();
    talk.dialect.answered(0, b"<html>", 0, talk.now, &mut out);
    assert_eq!(odd(&out), 1);
}
