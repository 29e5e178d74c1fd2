//! Records told as stories.

use std::collections::HashMap;

use proptest::prelude::*;
use serde_json::json;

use super::*;
use RecordAction::{Created, Deleted, Updated};

fn update(model: &str, id: &str, action: RecordAction, fields: &serde_json::Value) -> RecordUpdate {
    RecordUpdate {
        model: model.into(),
        id: id.into(),
        action,
        label: None,
        by: None,
        fields: fields.as_object().cloned().unwrap_or_default(),
        at: None,
    }
}

fn small(bounds: impl FnOnce(&mut Bounds)) -> Tables {
    let mut chosen = Bounds::default();
    bounds(&mut chosen);
    Tables::new(chosen)
}

fn ids(records: &[Record]) -> Vec<&str> {
    records.iter().map(|record| record.id.as_str()).collect()
}

#[test]
fn a_record_is_the_sum_of_what_was_said_of_it() {
    let mut tables = Tables::default();
    let mut first = update("estimate", "7", Created, &json!({"total": 10, "status": "draft"}));
    (first.label, first.by, first.at) = (Some("EST-7".into()), Some("Anna".into()), Some(5));
    let told = tables.apply("s", first, 100).unwrap();
    assert_eq!((told.record.changed.clone(), told.record.at), (vec!["status".into(), "total".into()], 5));
    assert_eq!(told.tables[0].rows, 1);

    let told =
        tables.apply("s", update("estimate", "7", Updated, &json!({"total": 12, "status": "draft"})), 200);
    let record = told.unwrap().record;
    assert_eq!(record.changed, ["total"], "what is the same did not change");
    assert_eq!(
        (record.fields["total"].clone(), record.fields["status"].clone()),
        (json!(12), json!("draft"))
    );
    assert_eq!((record.label.as_deref(), record.by, record.at), (Some("EST-7"), None, 200));

    let record = tables.apply("s", update("estimate", "7", Deleted, &json!({})), 300).unwrap().record;
    assert_eq!((record.action, record.fields.len()), (Deleted, 2), "what was last known stays");
    let record =
        tables.apply("s", update("estimate", "7", Created, &json!({"total": 1})), 400).unwrap().record;
    assert_eq!((record.fields.len(), record.changed), (1, vec!["total".into()]), "another one of this id");
}

#[test]
fn a_record_is_found_under_the_name_it_tells() {
    let mut tables = Tables::default();
    let told = tables.apply("s", update("esti\u{7}mate", "7", Created, &json!({})), 100).unwrap();
    assert_eq!(tables.record(&named(&told.record)), Some(&told.record));
    assert_eq!(told.tables[0].model, told.record.model);
    let long = "m".repeat(Bounds::default().name_bytes + 1);
    assert!(tables.apply("s", update(&long, "7", Created, &json!({})), 100).is_err(), "it cannot be cut");
}

#[test]
fn what_is_deleted_makes_room_first_then_what_was_longest_unchanged() {
    let mut tables = small(|bounds| bounds.records_per_model = 3);
    for id in ["1", "2", "3"] {
        tables.apply("s", update("m", id, Created, &json!({})), 0).unwrap();
    }
    tables.apply("s", update("m", "3", Deleted, &json!({})), 0).unwrap();
    tables.apply("s", update("m", "1", Updated, &json!({})), 0).unwrap();
    let gone = |told: Changed| told.gone.into_iter().map(|gone| gone.id).collect::<Vec<_>>();
    assert_eq!(gone(tables.apply("s", update("m", "4", Created, &json!({})), 0).unwrap()), ["3"]);
    assert_eq!(gone(tables.apply("s", update("m", "5", Created, &json!({})), 0).unwrap()), ["2"]);
    assert_eq!(ids(&tables.records("s", "m")), ["5", "4", "1"]);
    assert_eq!(tables.table("s", "m").unwrap().rows, 3);
}

#[test]
fn a_server_has_room_for_so_much_in_all() {
    let mut tables = small(|bounds| bounds.bytes_per_server = 4_000);
    let large = json!({"note": "x".repeat(1_000)});
    for (model, id) in [("a", "1"), ("b", "1"), ("a", "2")] {
        tables.apply("s", update(model, id, Created, &large), 0).unwrap();
    }
    let told = tables.apply("s", update("b", "2", Created, &large), 0).unwrap();
    assert_eq!(told.gone, [RecordRef { server: "s".into(), model: "a".into(), id: "1".into() }]);
    let models: Vec<&str> = told.tables.iter().map(|table| table.model.as_str()).collect();
    assert_eq!(models, ["b", "a"], "the other table changed as well");
    let told = tables.apply("s", update("b", "2", Updated, &json!({"note": "short"})), 0).unwrap();
    assert_eq!(told.gone, [], "what shrinks takes no room from others");
}

#[test]
fn what_cannot_be_kept_is_refused_and_changes_nothing() {
    let mut tables = small(|bounds| bounds.models_per_server = 1);
    tables.apply("s", update("m", "1", Created, &json!({})), 0).unwrap();
    let long = "x".repeat(300);
    for (model, id) in [("other", "1"), (long.as_str(), "1"), ("m", long.as_str()), ("", "1"), ("m", "")] {
        assert!(tables.apply("s", update(model, id, Created, &json!({})), 0).is_err(), "{model} {id}");
    }
    assert_eq!((tables.tables().len(), tables.records("s", "m").len()), (1, 1));
}

#[test]
fn fields_are_bounded_and_text_stays_text() {
    let mut tables = small(|bounds| (bounds.fields, bounds.fields_bytes, bounds.text_chars) = (3, 200, 10));
    let first = json!({"a": "<b>\u{1b}[1m", "b": "y".repeat(50), "c": vec![1; 300], "d": 1, "e": 2});
    let record = tables.apply("s", update("m", "1", Created, &first), 0).unwrap().record;
    assert_eq!(record.fields["a"], json!("<b> [1m"));
    assert_eq!(record.fields["b"], json!("yyyyyyyyy…"));
    assert!(record.fields.len() == 3 && !record.fields.contains_key("c"));
    let record = tables.apply("s", update("m", "1", Updated, &json!({"d": vec![7; 300]})), 0).unwrap().record;
    assert!(!record.fields.contains_key("d"), "what is no longer true is not shown");
}

#[test]
fn after_a_gap_each_table_of_the_server_says_so() {
    let mut tables = Tables::default();
    for (server, model) in [("s", "a"), ("s", "b"), ("t", "a")] {
        tables.apply(server, update(model, "1", Created, &json!({})), 0).unwrap();
    }
    let gap = Some(Gap { server: "s".into(), from: 10, to: 20 });
    assert_eq!(tables.gap("s", 10, 20).len(), 2);
    assert_eq!(tables.table("s", "b").unwrap().gap, gap);
    assert_eq!(tables.table("t", "a").unwrap().gap, None);
    let told = tables.apply("s", update("a", "2", Created, &json!({})), 30).unwrap();
    assert_eq!(told.tables[0].gap, gap, "a change after it does not make up for it");
}

#[test]
fn what_was_kept_comes_back_and_never_replaces_what_was_heard() {
    let mut tables = Tables::default();
    for id in ["1", "2", "1"] {
        tables.apply("s", update("m", id, Updated, &json!({"n": id})), 0).unwrap();
    }
    let gap = Gap { server: "s".into(), from: 1, to: 2 };
    let kept: Vec<Record> = tables.newest(10);
    let mut after = Tables::default();
    assert!(after.restore("s", kept.clone(), vec![("m".into(), gap.clone())]));
    assert_eq!(after.newest(10), kept);
    assert_eq!(after.table("s", "m").unwrap().gap, Some(gap));
    after.apply("s", update("m", "2", Deleted, &json!({})), 0).unwrap();
    assert!(!after.restore("s", kept, vec![]));
    assert_eq!(ids(&after.newest(10)), ["1", "2"]);
    assert_eq!(ids(&after.newest(1)), ["2"], "the last are the newest");
    assert_eq!(after.remove_server("s").len(), 2);
    assert!(after.tables().is_empty());
}

fn any_update() -> impl Strategy<Value = RecordUpdate> {
    let value = prop_oneof![
        Just(json!(null)),
        any::<i64>().prop_map(|n| json!(n)),
        ".{0,80}".prop_map(|text| json!(text)),
        prop::collection::vec(any::<u8>(), 0..60).prop_map(|list| json!(list)),
    ];
    let fields = prop::collection::btree_map(".{0,4}", value, 0..6);
    let action = prop::sample::select(RecordAction::ALL);
    let texts = (prop::option::of(".{0,30}"), prop::option::of(".{0,30}"));
    ("[ab]{0,2}|x{300}", "[abc]{0,2}", action, texts, fields, any::<Option<u64>>()).prop_map(
        |(model, id, action, (label, by), fields, at)| RecordUpdate {
            model,
            id,
            action,
            label,
            by,
            fields: fields.into_iter().collect(),
            at,
        },
    )
}

proptest! {
    #[test]
    fn the_tables_hold_their_word(updates in prop::collection::vec(any_update(), 1..120)) {
        let mut tables = small(|bounds| {
            (bounds.records_per_model, bounds.models_per_server) = (4, 3);
            (bounds.bytes_per_server, bounds.fields, bounds.fields_bytes) = (2_500, 5, 300);
        });
        let mut picture: HashMap<RecordRef, Record> = HashMap::new();
        for (now, update) in updates.into_iter().enumerate() {
            let Ok(told) = tables.apply("s", update, now as u64) else { continue };
            prop_assert!(serde_json::to_string(&told.record.fields).unwrap().len() <= 302);
            prop_assert!(told.record.changed.iter().all(|name| told.record.fields.contains_key(name)));
            // Who follows the changes has the whole picture.
            picture.insert(named(&told.record), told.record);
            for gone in told.gone {
                prop_assert!(picture.remove(&gone).is_some(), "nothing leaves twice");
            }
            for table in told.tables {
                prop_assert_eq!(tables.table("s", &table.model), Some(table));
            }
            tables.audit();
            prop_assert!(tables.tables().iter().all(|table| table.rows <= 4));
            let kept: HashMap<_, _> = tables.newest(1_000).into_iter().map(|r| (named(&r), r)).collect();
            prop_assert_eq!(&kept, &picture);
        }
    }
}
