//! The record that an event is about.

use serde_json::{Map, Value};
use vigie_contract::{Millis, RecordAction};

use crate::dialect::field;
use crate::update::RecordUpdate;

/// Characters of an id. A longer one is none, for it cannot be cut.
const ID_CHARS: usize = 300;
/// Characters of the name of a person.
const BY_CHARS: usize = 200;

/// Names of who did it, by what was done. A foreman creates estimates; of a change he is only the addressee.
const BY_CREATED: &[&str] = &[
    "creator_name",
    "created_by_name",
    "created_by",
    "creator",
    "author_name",
    "author",
    "user_name",
    "username",
    "user",
    "foreman_name",
];
const BY_UPDATED: &[&str] = &[
    "updated_by_name",
    "updated_by",
    "modified_by_name",
    "modified_by",
    "changed_by",
    "editor_name",
    "user_name",
    "username",
    "user",
];
const BY_DELETED: &[&str] = &["deleted_by_name", "deleted_by", "removed_by", "user_name", "username", "user"];

/// Reads the record; `None` where nothing says which it is.
#[must_use]
pub fn read(
    model: &str,
    action: RecordAction,
    fields: Map<String, Value>,
    said_at: Option<Millis>,
) -> Option<RecordUpdate> {
    // Of "crm.invoice" fields speak as "invoice".
    let short = model.rsplit(['.', ':']).next().unwrap_or(model);
    let own = |suffix: &str| format!("{short}_{suffix}");
    let (own_id, camel) = (own("id"), format!("{short}Id"));
    let id = [own_id.as_str(), &camel, "id", "pk", "uuid"]
        .iter()
        .find_map(|name| field::scalar(fields.get(*name)?))
        .filter(|id| id.chars().count() <= ID_CHARS)?;
    let (number, name, title) = (own("number"), own("name"), own("title"));
    let label = [&number, &name, &title, "number", "name", "title", "label"]
        .map(|name| field::word(&fields, &[name]));
    let label = label.into_iter().flatten().next().map(|label| field::cut(&label, field::TITLE_CHARS));
    let (people, times): (_, &[&str]) = match action {
        RecordAction::Created => (BY_CREATED, &["created_at", "created"]),
        RecordAction::Updated => (BY_UPDATED, &["updated_at", "modified_at", "updated"]),
        RecordAction::Deleted => (BY_DELETED, &["deleted_at"]),
    };
    let by = people.iter().find_map(|name| person(fields.get(*name)?));
    let at = said_at.or_else(|| times.iter().find_map(|name| field::time(fields.get(*name)?)));
    Some(RecordUpdate { model: model.to_owned(), id, action, label, by, fields, at })
}

/// A person's name: a text, or an object with one. A number is an id and names nobody.
fn person(value: &Value) -> Option<String> {
    let name = match value {
        Value::Object(person) => field::text(person, &["full_name", "name", "username", "email"]),
        Value::String(name) => Some(name.trim().to_owned()).filter(|name| !name.is_empty()),
        _ => None,
    };
    name.map(|name| field::cut(&name, BY_CHARS))
}

/// The status a record is in, in its server's words.
#[must_use]
pub fn status(fields: &Map<String, Value>) -> Option<String> {
    let status = field::word(fields, &["status_display", "status", "state"]);
    status.map(|status| field::cut(&status, BY_CHARS))
}

/// The project it belongs to; nothing for a project itself.
#[must_use]
pub fn project(model: &str, fields: &Map<String, Value>) -> Option<String> {
    let inner = || fields.get("project").and_then(Value::as_object);
    field::text(fields, &["project_name", "project"])
        .or_else(|| field::text(inner()?, &["name", "title"]))
        .filter(|_| model != "project")
        .map(|name| field::cut(&name, field::TITLE_CHARS))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn of(model: &str, action: RecordAction, fields: Value) -> Option<RecordUpdate> {
        let Value::Object(fields) = fields else { panic!() };
        read(model, action, fields, None)
    }

    #[test]
    fn ids_in_their_likely_spellings() {
        for (fields, id) in [
            (json!({"invoice_id": 7, "id": 1}), "7"),
            (json!({"invoiceId": "a-b"}), "a-b"),
            (json!({"id": "5"}), "5"),
            (json!({"pk": 5, "id": null}), "5"),
            (json!({"uuid": "u"}), "u"),
        ] {
            assert_eq!(of("crm.invoice", RecordAction::Updated, fields).unwrap().id, id);
        }
        for fields in [json!({}), json!({"id": ""}), json!({"id": [1]}), json!({"id": "9".repeat(400)})] {
            assert_eq!(of("invoice", RecordAction::Updated, fields), None);
        }
    }

    #[test]
    fn who_did_it_depends_on_what_was_done() {
        let fields = json!({"id": 1, "creator_name": "Иван", "foreman_name": "Пётр", "updated_by": {"name": "Анна"},
            "created_by": 7});
        let by = |action| of("estimate", action, fields.clone()).unwrap().by;
        assert_eq!(by(RecordAction::Created).as_deref(), Some("Иван"));
        assert_eq!(by(RecordAction::Updated).as_deref(), Some("Анна"));
        assert_eq!(by(RecordAction::Deleted), None);
        let only =
            of("estimate", RecordAction::Created, json!({"id": 1, "created_by": 7, "foreman_name": "Пётр"}));
        assert_eq!(only.unwrap().by.as_deref(), Some("Пётр"));
    }

    #[test]
    fn its_time_is_the_events_else_its_own() {
        let fields = json!({"id": 1, "created_at": "2026-11-21T06:38:46Z"});
        assert_eq!(of("e", RecordAction::Created, fields.clone()).unwrap().at, Some(1_795_243_126_000));
        // When it was created says nothing of when it was changed.
        assert_eq!(of("e", RecordAction::Updated, fields).unwrap().at, None);
    }

    #[test]
    fn a_project_is_not_its_own_project() {
        let Value::Object(fields) = json!({"project_name": "Север"}) else { panic!() };
        assert_eq!(project("project", &fields), None);
        assert_eq!(project("estimate", &fields).as_deref(), Some("Север"));
        let Value::Object(fields) = json!({"project": {"id": 1, "name": "Юг"}}) else { panic!() };
        assert_eq!(project("estimate", &fields).as_deref(), Some("Юг"));
    }
}
