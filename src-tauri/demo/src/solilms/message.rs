//! What the stream says, as PHP prints it.

use serde_json::Value;

use crate::clock::{Micros, iso_row};
use crate::json::{Style, object};

/// The learner of the captures.
const USER_ID: i64 = 3;

/// A notification to be. `Default` is that of the captures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notification {
    /// `type`
    pub kind: String,
    /// `title`
    pub title: String,
    /// `message`
    pub message: String,
    /// `data`: the model and the id of the record it is about.
    pub about: (String, i64),
    /// `is_read`
    pub read: bool,
}

impl Default for Notification {
    fn default() -> Self {
        Self {
            kind: "evaluation".into(),
            title: "Évaluation publiée".into(),
            message: "Notification n°1".into(),
            about: ("RealisationTache".into(), 1),
            read: false,
        }
    }
}

/// A row of the table.
pub(super) struct Row {
    pub(super) id: i64,
    pub(super) notification: Notification,
    pub(super) created: Micros,
    pub(super) updated: Micros,
}

impl Row {
    fn print(&self) -> String {
        let notification = &self.notification;
        object(Style::Php, |row| {
            row.integer("id", self.id)
                .integer("user_id", USER_ID)
                .text("type", &notification.kind)
                .text("title", &notification.title)
                .text("message", &notification.message)
                .object("data", |data| {
                    data.text("model", &notification.about.0).integer("id", notification.about.1);
                })
                .flag("is_read", notification.read)
                .text("created_at", &iso_row(self.created))
                .text("updated_at", &iso_row(self.updated));
        })
    }
}

/// One batch; `None` of no rows.
pub(super) fn notif<'a>(rows: impl Iterator<Item = &'a Row>) -> Option<(String, i64)> {
    let (mut items, mut last) = (Vec::new(), None);
    for row in rows {
        items.push(row.print());
        last = Some(row.id);
    }
    let last = last?;
    let data = object(Style::Php, |data| {
        data.raw("items", &format!("[{}]", items.join(","))).integer("last_id", last);
    });
    Some((block("notif", &data), last))
}

/// A record was `created`, `updated` or `deleted`.
pub(super) fn crud(action: &str, model: &str, id: i64, fields: &[(&str, Value)]) -> String {
    let event = match action {
        "created" => "crud.create",
        "deleted" => "crud.delete",
        _ => "crud.update",
    };
    let data = object(Style::Php, |data| {
        data.text("model", model).integer("id", id).text("action", action);
        if !fields.is_empty() {
            data.object("fields", |object| {
                for (name, value) in fields {
                    object.value(name, value);
                }
            });
        }
    });
    block(event, &data)
}

pub(super) fn block(event: &str, data: &str) -> String {
    format!("event: {event}\ndata: {data}\n\n")
}
