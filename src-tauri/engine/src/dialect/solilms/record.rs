//! Changes of records.

use serde_json::{Map, Value};
use vigie_contract::RecordAction;

use super::notif::{text, word};
use crate::dialect::field;
use crate::dialect::outcome::Outcome;
use crate::update::RecordUpdate;

/// Characters of a model's name, an id, a person's name.
const WORD: usize = 200;
/// Characters of what a record is called.
const LABEL: usize = 300;
/// Fields that say what a record is called, the best first.
const LABELS: [&str; 6] = ["name", "title", "libelle", "nom", "titre", "reference"];
/// Where the server may say who did it.
const PEOPLE: [&str; 5] = ["by", "par", "user", "utilisateur", "auteur"];

/// Reads `{"model", "id", "action", "fields"?}` of the event `crud.<what>`; `None` where it does not say
/// which record. Where the payload names no action, the event does.
pub(super) fn record(what: &str, data: &str, out: &mut Outcome) -> Option<RecordUpdate> {
    let Ok(Value::Object(mut said)) = serde_json::from_str(data) else { return None };
    let model = text(said.get("model"), WORD)?;
    let id = word(said.get("id"), WORD)?;
    let named = said.get("action").and_then(Value::as_str).and_then(action);
    let action = named.or_else(|| action(what)).unwrap_or_else(|| {
        out.odd("unknown action on a record", what);
        RecordAction::Updated
    });
    let fields = match said.remove("fields") {
        Some(Value::Object(fields)) => fields,
        None | Some(Value::Null) => Map::new(),
        // PHP writes an empty object as a list.
        Some(Value::Array(list)) if list.is_empty() => Map::new(),
        Some(other) => {
            out.odd("fields of a record", &other.to_string());
            Map::new()
        }
    };
    let label = LABELS.iter().find_map(|key| word(fields.get(*key), LABEL));
    let by = PEOPLE.iter().find_map(|key| match said.get(*key)? {
        Value::Object(who) => ["name", "nom", "username"].iter().find_map(|key| text(who.get(*key), WORD)),
        other => text(Some(other), WORD),
    });
    let at = ["timestamp", "at", "updated_at"].iter().find_map(|key| field::time(said.get(*key)?));
    let at = at.or_else(|| field::time(fields.get("updated_at")?));
    Some(RecordUpdate { model, id, action, label, by, fields, at })
}

fn action(word: &str) -> Option<RecordAction> {
    Some(match word.trim().to_lowercase().as_str() {
        "create" | "created" | "store" | "stored" | "insert" | "inserted" => RecordAction::Created,
        "update" | "updated" | "edit" | "edited" | "restore" | "restored" => RecordAction::Updated,
        "delete" | "deleted" | "destroy" | "destroyed" | "remove" | "removed" => RecordAction::Deleted,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(what: &str, data: &str) -> (Option<RecordUpdate>, usize) {
        let mut out = Outcome::default();
        let read = record(what, data, &mut out);
        (read, out.updates.len())
    }

    #[test]
    fn the_payload_says_what_happened_or_else_the_event() {
        for (what, data, wanted, wanted_odd) in [
            ("update", r#"{"model":"M","id":1,"action":"updated"}"#, RecordAction::Updated, 0),
            ("update", r#"{"model":"M","id":1,"action":"deleted"}"#, RecordAction::Deleted, 0),
            ("create", r#"{"model":"M","id":"1"}"#, RecordAction::Created, 0),
            ("delete", r#"{"model":"M","id":1,"action":7}"#, RecordAction::Deleted, 0),
            ("attach", r#"{"model":"M","id":1}"#, RecordAction::Updated, 1),
        ] {
            let (record, odd) = read(what, data);
            assert_eq!((record.unwrap().action, odd), (wanted, wanted_odd), "{what} {data}");
        }
    }

    #[test]
    fn what_it_is_called_and_who_did_it() {
        let (record, odd) = read(
            "update",
            r#"{"model":"App\\Models\\Tache","id":1,"fields":{"reference":"T-1","titre":"Tâche","etat":2},
                "user":{"name":"Ana"},"timestamp":"2026-11-21T06:43:58.000000Z"}"#,
        );
        let record = record.unwrap();
        assert_eq!((record.model.as_str(), record.label.as_deref()), ("App\\Models\\Tache", Some("Tâche")));
        assert_eq!((record.by.as_deref(), record.at, odd), (Some("Ana"), Some(1_795_243_438_000), 0));
        assert_eq!(record.fields["etat"], 2);
    }

    #[test]
    fn a_record_of_no_name_is_none_and_odd_fields_are_left_out() {
        let none = ["{}", "[]", "{", r#"{"model":"M"}"#, r#"{"id":1}"#, r#"{"model":"","id":1}"#];
        for data in none.iter().chain(&[r#"{"model":"M","id":[]}"#]) {
            assert_eq!(read("update", data).0, None, "{data}");
        }
        let (record, odd) = read("update", r#"{"model":"M","id":1,"fields":"x"}"#);
        assert!(record.unwrap().fields.is_empty());
        assert_eq!(odd, 1);
        assert_eq!(read("update", r#"{"model":"M","id":1,"fields":[]}"#).1, 0);
    }
}
