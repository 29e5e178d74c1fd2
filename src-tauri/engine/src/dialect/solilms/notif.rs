//! Notifications as the server stores them.

use std::collections::BTreeMap;

use serde_json::{Map, Value};
use vigie_contract::NoticeKind;

use crate::dialect::field;
use crate::dialect::number::{Count, count};
use crate::dialect::outcome::Outcome;
use crate::update::Tidings;

/// Notifications read of one event.
const ITEMS_MOST: usize = 1_000;
/// Characters of a title.
const TITLE: usize = 300;
/// Characters of a message.
const TEXT: usize = 4_000;
/// Characters of any other word.
const WORD: usize = 200;

/// One of them.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Item {
    /// Its id as text.
    pub id: String,
    /// The same as a number, where it is one.
    pub number: Option<u64>,
    /// What is told. Whether the desktop is alerted is not decided here.
    pub tidings: Tidings,
}

/// An event of them.
#[derive(Debug, PartialEq)]
pub(super) struct Batch {
    /// Those that could be read.
    pub items: Vec<Item>,
    /// How many there were.
    pub size: usize,
    /// The position that the server says it reached.
    pub last_id: Option<u64>,
}

/// Reads `{"items": […], "last_id": n}`; `None` where there is no list at all.
pub(super) fn batch(data: &str, out: &mut Outcome) -> Option<Batch> {
    let Ok(Value::Object(mut said)) = serde_json::from_str(data) else { return None };
    let Some(Value::Array(items)) = said.remove("items") else { return None };
    let mut last_id = count(said.get("last_id"));
    if last_id == Count::Odd {
        out.odd("last_id", &said["last_id"].to_string());
    }
    let size = items.len();
    if size > ITEMS_MOST {
        out.odd("more notifications than are read", &size.to_string());
        // What was not read was not reached: it comes again.
        last_id = Count::Unsaid;
    }
    let items = items.iter().take(ITEMS_MOST).filter_map(|entry| {
        let read = entry.as_object().and_then(|fields| item(fields, out));
        if read.is_none() {
            out.odd("no notification", &entry.to_string());
        }
        read
    });
    Some(Batch { items: items.collect(), size, last_id: last_id.known() })
}

/// One notification: it needs an id, to be told once, and something to say.
fn item(fields: &Map<String, Value>, out: &mut Outcome) -> Option<Item> {
    let id = word(fields.get("id"), WORD)?;
    let about = match fields.get("data") {
        Some(Value::Object(about)) => about.clone(),
        // Kept as text by the server, and sent so.
        Some(Value::String(text)) => serde_json::from_str(text).unwrap_or_default(),
        None | Some(Value::Null) => Map::new(),
        Some(other) => {
            out.odd("data of a notification", &other.to_string());
            Map::new()
        }
    };
    let said = |keys: [&str; 3], most| {
        let of = |place: &Map<String, Value>| keys.iter().find_map(|key| text(place.get(*key), most));
        of(fields).or_else(|| of(&about))
    };
    let message = said(["message", "body", "contenu"], TEXT);
    let kind = text(fields.get("type"), WORD);
    let (title, message) = match said(["title", "titre", "subject"], TITLE) {
        Some(title) => (title, message),
        None => (cut(message.as_deref().or(kind.as_deref())?, TITLE), None),
    };
    let model = word(about.get("model"), WORD);
    let record = word(about.get("id"), WORD);
    let values = [("type", kind), ("model", model), ("record", record)];
    let values = values.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
    let tidings = Tidings {
        kind: NoticeKind::Message,
        identity: format!("notif:{id}"),
        title,
        text: message,
        values: values.collect::<BTreeMap<_, _>>(),
        count: None,
        at: fields.get("created_at").and_then(field::time),
        read: is_read(fields, out),
        alert: false,
    };
    Some(Item { number: count(fields.get("id")).known(), id, tidings })
}

/// Read on the server: said plainly, or by the time it was read.
fn is_read(fields: &Map<String, Value>, out: &mut Outcome) -> bool {
    match fields.get("is_read") {
        Some(Value::Bool(read)) => *read,
        None | Some(Value::Null) => fields.get("read_at").is_some_and(|at| !at.is_null()),
        Some(other) => match word(Some(other), WORD).unwrap_or_default().to_lowercase().as_str() {
            "1" | "true" => true,
            "0" | "false" => false,
            _ => {
                out.odd("is_read", &other.to_string());
                false
            }
        },
    }
}

/// A text that says something.
pub(super) fn text(value: Option<&Value>, most: usize) -> Option<String> {
    let text = value?.as_str()?.trim();
    (!text.is_empty()).then(|| cut(text, most))
}

/// A text or a number, as text.
pub(super) fn word(value: Option<&Value>, most: usize) -> Option<String> {
    match value? {
        Value::Number(number) => Some(number.to_string()),
        other => text(Some(other), most),
    }
}

fn cut(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(entry: &Value) -> (Option<Item>, usize) {
        let mut out = Outcome::default();
        let read = item(entry.as_object().unwrap(), &mut out);
        (read, out.updates.len())
    }

    #[test]
    fn words_are_found_in_the_notification_or_in_its_data() {
        let (one, odd) =
            read(&json!({"id": "9f-1", "type": "App\\Notifications\\Note", "read_at": "2026-11-21",
            "data": "{\"titre\":\"Note\",\"message\":\"12/20\",\"model\":\"Evaluation\",\"id\":7}"}));
        let one = one.unwrap();
        assert_eq!((one.id.as_str(), one.number, odd), ("9f-1", None, 0));
        assert_eq!((one.tidings.title.as_str(), one.tidings.text.as_deref()), ("Note", Some("12/20")));
        assert_eq!((one.tidings.values["record"].as_str(), one.tidings.read), ("7", true));
        let (one, _) = read(&json!({"id": 1, "message": "seul"}));
        let one = one.unwrap();
        assert_eq!((one.tidings.title.as_str(), one.tidings.text), ("seul", None));
    }

    #[test]
    fn read_is_said_in_many_ways() {
        for (said, wanted, wanted_odd) in [
            (json!(true), true, 0),
            (json!(1), true, 0),
            (json!("1"), true, 0),
            (json!(0), false, 0),
            (json!(null), false, 0),
            (json!("oui"), false, 1),
            (json!([]), false, 1),
        ] {
            let (one, odd) = read(&json!({"id": 1, "title": "t", "is_read": said}));
            assert_eq!((one.unwrap().tidings.read, odd), (wanted, wanted_odd), "{said}");
        }
    }

    #[test]
    fn what_was_not_read_was_not_reached() {
        let items: Vec<Value> = (1..=ITEMS_MOST + 1).map(|id| json!({"id": id, "title": "t"})).collect();
        let said = json!({"items": items, "last_id": ITEMS_MOST + 1}).to_string();
        let read = batch(&said, &mut Outcome::default()).unwrap();
        assert_eq!((read.items.len(), read.last_id), (ITEMS_MOST, None));
    }

    #[test]
    fn without_an_id_or_a_word_it_is_none() {
        let nameless = [json!({"title": "t"}), json!({"id": {}, "title": "t"})];
        for entry in nameless.iter().chain(&[json!({"id": 1}), json!({"id": 1, "title": 7})]) {
            assert_eq!(read(entry).0, None, "{entry}");
        }
    }
}
