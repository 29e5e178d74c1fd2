//! What the streams say, as Python prints it with `ensure_ascii=False`.

use crate::clock::{Micros, SECOND};
use crate::json::{Object, Style, object};

/// An estimate as its events show it. `Default` is the first of the captures, without its time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Estimate {
    /// `estimate_id`
    pub id: i64,
    /// `estimate_number`
    pub number: String,
    /// `project_id`, `project_name`
    pub project: (i64, String),
    /// `foreman_id`, `foreman_name`
    pub foreman: (i64, String),
    /// `creator_id`, `creator_name`
    pub creator: (i64, String),
    /// `status`, in words.
    pub status: String,
    /// `created_at`: `2026-11-21T06:38:46Z`.
    pub created_at: String,
}

impl Default for Estimate {
    fn default() -> Self {
        let foreman = (3, "Иван Кузнецов".to_owned());
        Self {
            id: 1,
            number: "Смета_2025-01-01_Объект_1".into(),
            project: (1, "ЖК «Северный»".into()),
            foreman: foreman.clone(),
            creator: foreman,
            status: "Черновик".into(),
            created_at: "2026-11-21T06:38:46Z".into(),
        }
    }
}

/// A project as its events show it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Project {
    /// `project_id`
    pub id: i64,
    /// `project_name`
    pub name: String,
    /// `address`, often empty.
    pub address: String,
}

impl Estimate {
    pub(super) fn print(&self) -> String {
        object(Style::Unescaped, |data| {
            data.integer("estimate_id", self.id).text("estimate_number", &self.number);
            for (what, (id, name)) in
                [("project", &self.project), ("foreman", &self.foreman), ("creator", &self.creator)]
            {
                data.integer(&format!("{what}_id"), *id).text(&format!("{what}_name"), name);
            }
            data.text("status", &self.status).text("created_at", &self.created_at);
        })
    }
}

impl Project {
    pub(super) fn print(&self) -> String {
        object(Style::Unescaped, |data| {
            data.integer("project_id", self.id)
                .text("project_name", &self.name)
                .text("address", &self.address);
        })
    }
}

fn block(fill: impl FnOnce(&mut Object<'_>)) -> String {
    format!("data: {}\n\n", object(Style::Unescaped, fill))
}

pub(super) fn connected() -> String {
    block(|message| {
        message.text("event", "connected").text("message", "SSE connection established");
    })
}

pub(super) fn keepalive(now: Micros) -> String {
    block(|message| {
        message.text("event", "keepalive").integer("timestamp", now.div_euclid(SECOND));
    })
}

/// `data` is JSON.
pub(super) fn event(name: &str, data: &str, now: Micros) -> String {
    block(|message| {
        message.text("event", name).raw("data", data).integer("timestamp", now.div_euclid(SECOND));
    })
}
