//! The captures, spoilt in every way: nothing panics, and no code gets through.

use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::json;

use super::*;

/// One way to spoil a message.
#[derive(Debug, Clone)]
enum Spoil {
    Drop,
    Put(Value),
    Rename,
    Cut,
    Twice,
    Elsewhere,
}

fn spoils() -> impl Strategy<Value = Spoil> {
    let deep = (0..100).fold(json!(1), |inner, _| json!([inner]));
    prop_oneof![
        Just(Spoil::Drop),
        Just(Spoil::Cut),
        Just(Spoil::Rename),
        Just(Spoil::Twice),
        Just(Spoil::Elsewhere),
        prop::sample::select(vec![
            json!(null),
            json!(true),
            json!(-1),
            json!(1e300),
            json!(u64::MAX),
            json!("59"),
            json!("<script>alert(1)</script>"),
            json!("é".repeat(70_000)),
            json!([1, {"id": 2}]),
            json!({"id": [], "nom": {}}),
            deep,
        ])
        .prop_map(Spoil::Put),
    ]
}

/// Spoils the `place`th field of a message, counted through its objects.
fn spoilt(text: &str, place: &Index, how: &Spoil) -> Vec<String> {
    if let Spoil::Cut = how {
        let cut: String = text.chars().take(place.index(text.chars().count().max(1))).collect();
        return vec![cut];
    }
    if let Spoil::Twice = how {
        return vec![text.to_owned(), text.to_owned()];
    }
    let Ok(mut said) = serde_json::from_str::<Value>(text) else { return vec![text.to_owned()] };
    let mut paths = Vec::new();
    fields("", &said, &mut paths);
    if paths.is_empty() {
        return vec![text.to_owned()];
    }
    let (parent, name) = paths[place.index(paths.len())].rsplit_once('/').unwrap();
    let object = said.pointer_mut(parent).and_then(Value::as_object_mut).unwrap();
    match how {
        Spoil::Put(value) => {
            object.insert(name.to_owned(), value.clone());
        }
        Spoil::Rename => {
            let value = object.remove(name).unwrap_or_default();
            // A code that is called something else is not known to be one.
            let known = name.contains("code");
            object.insert(if known { "codeAcces".into() } else { format!("x{name}") }, value);
        }
        _ => {
            object.remove(name);
        }
    }
    vec![said.to_string()]
}

fn fields(path: &str, value: &Value, paths: &mut Vec<String>) {
    for (name, value) in value.as_object().into_iter().flatten() {
        let path = format!("{path}/{name}");
        fields(&path, value, paths);
        paths.push(path);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn nothing_panics_and_no_code_is_told(
        capture in prop::sample::select(SESSION_CAPTURES.to_vec()),
        line in 1_usize..3,
        spoiling in prop::collection::vec((any::<Index>(), any::<Index>(), spoils()), 1..12),
    ) {
        let mut talk = Talk::watching(&["1"]).open(SESSIONS).open(2);
        let mut capture = spoken(capture);
        for (which, place, how) in &spoiling {
            let which = which.index(capture.len());
            if capture[which].ours {
                continue;
            }
            let said = capture[which].clone();
            let other = if let Spoil::Elsewhere = how { capture.remove(which) } else { said };
            let spoilt = spoilt(&other.text, place, how).into_iter().map(|text| Spoken { text, ..other.clone() });
            let end = if let Spoil::Elsewhere = how { which } else { which + 1 };
            capture.splice(which..end, spoilt.collect::<Vec<_>>());
        }
        talk.replay(line, &capture);
        for _ in 0..90 {
            talk.tick(1_000);
        }
        let list = json!([capture.iter().map(|said| said.text.clone()).collect::<Vec<_>>()]);
        talk.list(&list.to_string(), 0);
        talk.dialect.lost(line, 0, &mut talk.out);
        talk = talk.open(line);
        let out = talk.take();
        let told = format!("{:?} {:?} {:?}", out.updates, out.answers, out.cursors).to_lowercase();
        prop_assert!(!told.contains("abc123") && !told.contains("exp001"), "{told}");
        for (_, text) in &out.send {
            prop_assert!(serde_json::from_str::<Value>(text).unwrap().is_object());
        }
    }

    #[test]
    fn a_spoilt_list_is_read_as_far_as_it_goes(
        spoiling in prop::collection::vec((any::<Index>(), spoils()), 0..6),
        cut in prop::option::of(any::<Index>()),
    ) {
        let entry = json!({"id": 1, "code_acces": "ABC123", "utilisateur": {"nom": "Dupont"}, "poste": "P",
            "duree_initiale": 7200, "temps_restant": 5400, "statut": "active"}).to_string();
        let entries = spoiling.iter().flat_map(|(place, how)| spoilt(&entry, place, how));
        let mut body = format!(r#"{{"success":true,"sessions":[{}]}}"#, entries.collect::<Vec<_>>().join(","));
        if let Some(cut) = cut {
            body = body.chars().take(cut.index(body.chars().count())).collect();
        }
        let mut talk = Talk::new().open(SESSIONS);
        talk.list(&body, 0);
        let out = talk.take();
        let told = format!("{:?} {:?}", out.updates, out.send).to_lowercase();
        prop_assert!(!told.contains("abc123"), "{told}");
    }

    #[test]
    fn a_spoilt_dashboard_is_numbers_or_odd(place: Index, how in spoils()) {
        let mut talk = Talk::new().open(0);
        talk.take();
        for said in DASHBOARD_CAPTURES.iter().flat_map(|capture| spoken(capture)).filter(|said| !said.ours) {
            for text in spoilt(&said.text, &place, &how) {
                talk.hear(0, &text);
                prop_assert_eq!(talk.take().updates.len(), 1);
            }
        }
    }
}
