//! The captures, spoilt in every way: nothing panics, and no position is lost or made up.

use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::Value;

use super::*;

/// Puts something else, or nothing, into the `place`th field of a message.
fn spoil(text: &str, place: &Index, value: Option<&Value>) -> String {
    let Ok(mut said) = serde_json::from_str::<Value>(text) else { return text.to_owned() };
    let mut paths = Vec::new();
    fields("", &said, &mut paths);
    if paths.is_empty() {
        return text.to_owned();
    }
    let (parent, name) = paths[place.index(paths.len())].rsplit_once('/').unwrap();
    let object = said.pointer_mut(parent).and_then(Value::as_object_mut).unwrap();
    match value {
        Some(value) => object.insert(name.to_owned(), value.clone()),
        None => object.remove(name),
    };
    said.to_string()
}

fn fields(path: &str, value: &Value, paths: &mut Vec<String>) {
    for (place, value) in value.as_array().into_iter().flatten().enumerate() {
        fields(&format!("{path}/{place}"), value, paths);
    }
    for (name, value) in value.as_object().into_iter().flatten() {
        let path = format!("{path}/{name}");
        fields(&path, value, paths);
        paths.push(path);
    }
}

fn values() -> impl Strategy<Value = Option<Value>> {
    prop::option::weighted(
        0.8,
        prop::sample::select(vec![
            json!(null),
            json!(true),
            json!(-1),
            json!(1e300),
            json!(u64::MAX),
            json!("7"),
            json!("<b>x</b>"),
            json!("é".repeat(70_000)),
            json!([1, {"id": 2}]),
            json!({"id": []}),
            (0..100).fold(json!(1), |inner, _| json!([inner])),
        ]),
    )
}

proptest! {
    #[test]
    fn whatever_comes_the_position_only_rises(
        capture in prop::sample::select(CAPTURES.to_vec()),
        spoiling in prop::collection::vec((any::<Index>(), any::<Index>(), values()), 0..6),
        cut in prop::option::of(any::<Index>()),
        late in any::<bool>(),
    ) {
        let mut said = events(capture);
        for (which, place, value) in &spoiling {
            let which = which.index(said.len());
            said[which].data = spoil(&said[which].data, place, value.as_ref());
        }
        if let Some(cut) = cut {
            let last = said.last_mut().unwrap();
            last.data = last.data.chars().take(cut.index(last.data.chars().count())).collect();
        }
        let mut talk = Talk::from(Some("3")).open();
        if late {
            talk.tick(6_000);
        }
        let mut reached = 3_u64;
        for said in &said {
            let out = talk.hear(&said.name, &said.data);
            for (name, position) in &out.cursors {
                let position = position.as_ref().unwrap().parse::<u64>().unwrap();
                prop_assert!(name == LAST_ID && position > reached);
                reached = position;
            }
            for told in tidings(&out) {
                prop_assert!(told.title.chars().count() <= 300 && !(told.read && told.alert));
            }
        }
        prop_assert_eq!(talk.asked_from(), reached.to_string());
    }

    #[test]
    fn any_answer_at_all_is_borne(
        body in prop::collection::vec(any::<u8>(), 0..300),
        name in ".{0,12}",
        data in ".{0,60}",
    ) {
        let mut talk = Talk::from(None);
        talk.dialect.answered(0, &body, 0, 0, &mut talk.out);
        talk.hear(&name, &data);
    }
}
