//! What real servers said, from `tests/fixtures`, and what becomes of it on a bad day.

use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Value, json};

use super::{Dialect, Message, Outcome};
use crate::transport::decoder::{Decoder, Said, SseEvent};
use crate::transport::guard::Guard;
use crate::update::Update;

/// The body of a recorded answer.
pub fn body(system: &str, name: &str) -> String {
    let fixtures = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures");
    let path = fixtures.join(system).join(format!("{name}.txt"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let (_head, rest) = text.split_once("\r\n\r\n").expect("a blank line after the headers");
    rest.rsplit_once("\n[curl exit").expect("curl's verdict at the end").0.to_owned()
}

/// The events in these bytes, by the transport's own decoder.
pub fn events(mut bytes: &[u8]) -> Vec<SseEvent> {
    let mut decoder = Decoder::new(Guard::new(1 << 20, String::new()));
    let mut events = Vec::new();
    while let Some(said) = decoder.read(&mut bytes) {
        if let Said::Event(event) = said {
            events.push(event);
        }
    }
    events
}

/// A message is heard.
pub fn hear(dialect: &mut dyn Dialect, name: &str, data: &str, now: u64) -> Vec<Update> {
    let mut out = Outcome::default();
    dialect.heard(0, &Message { name, data }, now, &mut out);
    out.updates
}

/// Everything of a recorded stream is heard, a second apart from `now` on.
pub fn play(dialect: &mut dyn Dialect, system: &str, name: &str, mut now: u64) -> Vec<Update> {
    let mut out = Outcome::default();
    dialect.opened(0, now, &mut out);
    for event in events(body(system, name).as_bytes()) {
        now += 1_000;
        dialect.heard(0, &Message { name: &event.name, data: &event.data }, now, &mut out);
        dialect.tick(now, &mut out);
    }
    out.updates
}

/// How many of these are oddities.
pub fn oddities(updates: &[Update]) -> usize {
    updates.iter().filter(|update| matches!(update, Update::Oddity { .. })).count()
}

/// The first update of these that is of a job, a record, tidings.
macro_rules! all_of {
    ($updates:expr, $kind:ident) => {
        $updates
            .iter()
            .filter_map(|update| match update {
                $crate::update::Update::$kind(inner) => Some(inner.as_ref()),
                _ => None,
            })
            .collect::<Vec<_>>()
    };
}
pub(super) use all_of;

/// What can go wrong with one message.
#[derive(Debug, Clone)]
pub enum Mishap {
    /// A field, at any depth, is missing, or is this.
    Field(Index, Option<Value>),
    /// It breaks off.
    Half(Index),
    /// These bytes stand in it.
    Bytes(Index, Vec<u8>),
    /// It is something else.
    Else(String),
    /// It comes twice.
    Twice,
}

/// Any mishap.
pub fn mishap() -> impl Strategy<Value = Mishap> {
    let odd = vec![
        json!(null),
        json!(true),
        json!(-1),
        json!(1e300),
        json!(u64::MAX),
        json!([]),
        json!({}),
        json!([[[[1]]]]),
        json!(""),
        json!("<img src=x onerror=alert(1)>"),
        json!("\u{202e}\u{0}\n\u{1f469}\u{200d}\u{1f680}"),
        json!("NaN"),
        json!("estimate.melted"),
        json!("…."),
        json!("x".repeat(70_000)),
    ];
    let other = vec![
        String::new(),
        "null".into(),
        "[1,2]".into(),
        "\"text\"".into(),
        "{".into(),
        "{}".into(),
        "0".into(),
        "{\"type\":\"progress\"}".into(),
        "{\"event\":{}}".into(),
        format!("{}1{}", "[".repeat(5_000), "]".repeat(5_000)),
        format!("{{\"type\":\"{}\"}}", "é".repeat(30_000)),
    ];
    let bytes = select(vec![vec![0xff, 0xfe], vec![0xc3], b"\0".to_vec(), b"\"".to_vec(), b"}".to_vec()]);
    prop_oneof![
        6 => (any::<Index>(), proptest::option::of(select(odd))).prop_map(|(at, value)| Mishap::Field(at, value)),
        1 => any::<Index>().prop_map(Mishap::Half),
        1 => (any::<Index>(), bytes).prop_map(|(at, bytes)| Mishap::Bytes(at, bytes)),
        1 => select(other).prop_map(Mishap::Else),
        1 => Just(Mishap::Twice),
    ]
}

/// The bytes of these events, where something went wrong with some.
pub fn spoilt(events: &[SseEvent], mishaps: &[(Index, Mishap)]) -> Vec<u8> {
    let mut written: Vec<Vec<u8>> = events.iter().map(|event| event.data.clone().into_bytes()).collect();
    for (which, mishap) in mishaps {
        let data = which.get_mut(&mut written);
        let place = |at: &Index, len: usize| at.index(len + 1);
        match mishap {
            Mishap::Field(at, value) => {
                if let Ok(mut message) = serde_json::from_slice::<Value>(data) {
                    replace(&mut message, at, value.as_ref());
                    *data = message.to_string().into_bytes();
                }
            }
            Mishap::Half(at) => data.truncate(place(at, data.len())),
            Mishap::Bytes(at, bytes) => {
                let at = place(at, data.len());
                data.splice(at..at, bytes.iter().copied());
            }
            Mishap::Else(other) => *data = other.clone().into_bytes(),
            Mishap::Twice => {
                let again = [data.as_slice(), b"\n\ndata: ", data.as_slice()].concat();
                *data = again;
            }
        }
    }
    let mut bytes = Vec::new();
    for (event, data) in events.iter().zip(written) {
        bytes.extend_from_slice(format!("event: {}\ndata: ", event.name).as_bytes());
        bytes.extend_from_slice(&data);
        bytes.extend_from_slice(b"\n\n");
    }
    bytes
}

fn replace(message: &mut Value, at: &Index, value: Option<&Value>) {
    fn places(value: &Value, path: &str, found: &mut Vec<(String, String)>) {
        if let Value::Object(fields) = value {
            for (name, inner) in fields {
                found.push((path.to_owned(), name.clone()));
                places(inner, &format!("{path}/{name}"), found);
            }
        }
    }
    let mut found = Vec::new();
    places(message, "", &mut found);
    if found.is_empty() {
        return;
    }
    let (path, name) = at.get(&found);
    let Some(Value::Object(fields)) = message.pointer_mut(path) else { return };
    match value {
        Some(value) => fields.insert(name.clone(), value.clone()),
        None => fields.remove(name),
    };
}

/// Hears spoilt events, then looks for a while. What may be stored of it must be bounded.
pub fn survive(dialect: &mut dyn Dialect, bytes: &[u8]) -> Vec<Update> {
    let mut out = Outcome::default();
    let mut now = 1_000;
    dialect.opened(0, now, &mut out);
    for event in events(bytes) {
        now += 700;
        dialect.heard(0, &Message { name: &event.name, data: &event.data }, now, &mut out);
    }
    for _ in 0..40 {
        now += 1_000;
        dialect.tick(now, &mut out);
    }
    dialect.lost(0, now, &mut out);
    for update in &out.updates {
        match update {
            Update::Tidings(tidings) => {
                assert!(!tidings.title.trim().is_empty() && tidings.title.chars().count() <= 300);
                assert!(tidings.text.as_ref().is_none_or(|text| text.chars().count() <= 2_000));
                assert!(!tidings.identity.is_empty() && tidings.identity.len() <= 2_000);
                assert!(tidings.values.values().all(|value| value.chars().count() <= 300));
            }
            Update::Oddity { excerpt, .. } => assert!(excerpt.chars().count() <= 200),
            Update::Record(record) => assert!(!record.id.is_empty() && !record.model.is_empty()),
            Update::Job(job) => assert!(!job.id.is_empty()),
            _ => {}
        }
    }
    out.updates
}
