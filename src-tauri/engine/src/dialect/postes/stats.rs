//! The dashboard's numbers.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::dialect::field;
use crate::dialect::number::finite;
use crate::update::Update;

/// Numbers taken of one message.
const NUMBERS_MOST: usize = 500;
/// Groups within groups.
const DEPTH_MOST: usize = 8;
/// Bytes of a number's name, its groups included.
const NAME_MOST: usize = 200;
/// Envelopes around the numbers.
const ENVELOPES_MOST: usize = 3;

/// The numbers of a `stats_update` or of the polled answer: bare, or in one or more `data`. Groups are
/// joined with a dot. `None` where there is no number at all.
pub(super) fn stats(said: &Map<String, Value>) -> Option<Update> {
    let said = opened(said);
    let mut values = BTreeMap::new();
    flatten("", said, 0, &mut values);
    let at = said.get("timestamp").and_then(field::time);
    (!values.is_empty()).then_some(Update::Stats { values, at })
}

/// Whether it is a dashboard's: numbers in groups, or their time. A number alone may be anybody's.
pub(super) fn is_ours(said: &Map<String, Value>) -> bool {
    let said = opened(said);
    let is_group = |value: &Value| {
        value.as_object().is_some_and(|group| group.values().any(|value| finite(Some(value)).is_some()))
    };
    said.contains_key("timestamp") || said.values().any(is_group)
}

/// Without its envelopes.
fn opened(mut said: &Map<String, Value>) -> &Map<String, Value> {
    for _ in 0..ENVELOPES_MOST {
        let Some(Value::Object(inner)) = said.get("data") else { break };
        said = inner;
    }
    said
}

fn flatten(group: &str, fields: &Map<String, Value>, depth: usize, values: &mut BTreeMap<String, f64>) {
    for (name, value) in fields {
        if depth == 0 && name == "timestamp" {
            continue;
        }
        let name = if group.is_empty() { name.clone() } else { format!("{group}.{name}") };
        if name.len() > NAME_MOST || values.len() >= NUMBERS_MOST {
            continue;
        }
        match value {
            Value::Object(inner) if depth < DEPTH_MOST => flatten(&name, inner, depth + 1, values),
            other => values.extend(finite(Some(other)).map(|number| (name, number))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_dashboards_numbers_are_told_from_anybodys() {
        let ours = |said: &Value| is_ours(said.as_object().unwrap());
        assert!(ours(&json!({"data": {"sessions": {"actives": 1}}})) && ours(&json!({"timestamp": "x"})));
        assert!(!ours(&json!({})) && !ours(&json!({"hello": 1})) && !ours(&json!({"a": {"b": "c"}})));
    }

    type Read = (Vec<(String, f64)>, Option<u64>);

    fn read(said: &Value) -> Option<Read> {
        match stats(said.as_object().unwrap())? {
            Update::Stats { values, at } => Some((values.into_iter().collect(), at)),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn bare_or_wrapped_they_are_the_same_numbers() {
        let bare = json!({"sessions": {"actives": 1, "par_poste": {"Poste-03": "2"}}, "charge": 0.5,
            "etat": "ok", "liste": [1, 2], "rien": null, "timestamp": "2026-11-21T06:40:22Z"});
        let wanted = Some((
            vec![
                ("charge".into(), 0.5),
                ("sessions.actives".into(), 1.0),
                ("sessions.par_poste.Poste-03".into(), 2.0),
            ],
            Some(1_795_243_222_000),
        ));
        assert_eq!(read(&bare), wanted);
        assert_eq!(read(&json!({"data": bare})), wanted);
        assert_eq!(read(&json!({"type": "stats_update", "data": {"data": bare}})), wanted);
    }

    #[test]
    fn without_a_number_there_is_nothing_to_tell() {
        for said in [json!({}), json!({"data": null}), json!({"etat": "ok", "timestamp": 1})] {
            assert_eq!(read(&said), None, "{said}");
        }
        let mut deep = json!({"n": 1});
        for _ in 0..100 {
            deep = json!({"g": deep});
        }
        assert_eq!(read(&deep), None);
        let many: Map<String, Value> = (0..2_000).map(|n| (format!("n{n}"), json!(n))).collect();
        assert_eq!(read(&Value::Object(many)).unwrap().0.len(), NUMBERS_MOST);
    }
}
