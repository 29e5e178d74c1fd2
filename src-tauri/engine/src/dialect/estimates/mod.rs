//! A Django event bus: records that were created, updated, deleted.
//!
//! Everything is one unnamed event `{event, data, timestamp}`; there are no ids and no replay. The token is
//! the link's to put into the query. Facts and captures: `docs/protocols.md`, `tests/fixtures/estimates/`.

mod event;
mod record;
mod stats;
#[cfg(test)]
mod tests;
mod told;

use std::time::Duration;

use serde_json::{Map, Value};
use vigie_contract::{Millis, NoticeKind};

use self::event::Event;
use self::told::Told;
use super::imprint::imprint;
use super::{Carrier, Dialect, Line, Message, Options, Outcome, Poll, PollWhen, Stands, field};
use crate::update::{RecordUpdate, Tidings, Update};

/// Path of the stream, below the base address.
pub const EVENTS_PATH: &str = "/api/v1/sse/events/";
/// Path of the statistics.
pub const STATS_PATH: &str = "/api/v1/sse/stats/";
/// The server says `keepalive` after 30 s of silence: two and a half of them are too many.
pub const SILENCE: Duration = Duration::from_secs(75);
/// Fields of the envelope itself.
const ENVELOPE: [&str; 4] = ["event", "timestamp", "data", "type"];
/// Characters of an id or a name in an identity.
const NAME_CHARS: usize = 100;

/// What an estimates server says.
#[derive(Debug)]
pub struct Estimates {
    path: String,
    stats_every: Duration,
    told: Told,
}

impl Estimates {
    /// One server.
    #[must_use]
    pub fn new(options: &Options) -> Self {
        Self {
            path: options.events_path.clone().unwrap_or_else(|| EVENTS_PATH.to_owned()),
            stats_every: options.stats_every,
            told: Told::default(),
        }
    }

    fn record(&mut self, record: RecordUpdate, status: bool, data: &str, now: Millis, out: &mut Outcome) {
        let state = record::status(&record.fields);
        let alert = self.told.deserves_alert(&record, state.as_deref(), status, now);
        let project = record::project(&record.model, &record.fields);
        let title = record.label.clone().unwrap_or_else(|| format!("#{}", record.id));
        let values = [
            ("model", Some(record.model.clone())),
            ("record", Some(record.id.clone())),
            ("action", Some(record.action.as_str().to_owned())),
            ("by", record.by.clone()),
            ("project", project),
            ("status", state),
        ];
        let values = values.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
        let tidings = Tidings {
            kind: NoticeKind::Record,
            identity: format!(
                "{} {} {} {} {}",
                record.model,
                field::cut(&record.id, NAME_CHARS),
                record.action.as_str(),
                // Without a time of its own it is one within a minute.
                record.at.unwrap_or(now / 60_000),
                imprint(data)
            ),
            title,
            text: None,
            values: values.collect(),
            count: None,
            at: record.at,
            read: false,
            alert,
        };
        out.updates.push(Update::Record(Box::new(record)));
        out.updates.push(Update::Tidings(Box::new(tidings)));
    }
}

impl Dialect for Estimates {
    fn lines(&self) -> Vec<Line> {
        vec![Line {
            path: self.path.clone(),
            carrier: Carrier::EventStream { types: &["text/event-stream"] },
            stands: Stands::WhenGreeted,
            resumes: false,
            silence_limit: Some(SILENCE),
            optional: false,
            patient: false,
        }]
    }

    fn polls(&self) -> Vec<Poll> {
        vec![Poll {
            path: STATS_PATH.to_owned(),
            every: self.stats_every,
            when: PollWhen::Always,
            query_of: None,
            endless: None,
            optional: true,
        }]
    }

    fn heard(&mut self, _line: usize, message: &Message<'_>, now: Millis, out: &mut Outcome) {
        let fields = match serde_json::from_str(message.data) {
            Ok(Value::Object(fields)) => fields,
            Ok(_) => return out.odd("event is no JSON object", message.data),
            Err(_) => return out.odd("event is not JSON", message.data),
        };
        let named = Some(message.name).filter(|name| *name != "message").map(str::to_owned);
        let Some(name) = field::text(&fields, &["event", "type"]).or(named) else {
            return out.odd("event without a name", message.data);
        };
        let at = field::first(&fields, &["timestamp"]).and_then(field::time);
        match Event::of(&name) {
            Event::Beat | Event::Ours => {}
            Event::Record { model, action, status } => match record::read(model, action, data(fields), at) {
                Some(record) => self.record(record, status, message.data, now, out),
                None => out.odd("record without an id", message.data),
            },
            Event::Other => {
                let tidings = message_of(&name, at, &data(fields), message.data, now);
                out.updates.push(Update::Tidings(Box::new(tidings)));
            }
        }
    }

    fn answered(&mut self, _poll: usize, body: &[u8], _asked_at: Millis, _now: Millis, out: &mut Outcome) {
        match stats::read(body) {
            Ok(values) => out.updates.push(Update::Stats { values, at: None }),
            Err(what) => out.odd(what, &String::from_utf8_lossy(&body[..body.len().min(400)])),
        }
    }
}

/// What the event is about: its `data`, or what stands beside its name where it has none.
fn data(mut fields: Map<String, Value>) -> Map<String, Value> {
    for name in ["data", "payload"] {
        if let Some(Value::Object(inner)) = fields.get_mut(name) {
            return std::mem::take(inner);
        }
    }
    fields.retain(|name, _| !ENVELOPE.contains(&name.as_str()));
    fields
}

fn message_of(
    name: &str,
    at: Option<Millis>,
    fields: &Map<String, Value>,
    data: &str,
    now: Millis,
) -> Tidings {
    let mut words =
        ["title", "message", "text", "error"].iter().filter_map(|name| field::text(fields, &[name]));
    let name = field::cut(name, NAME_CHARS);
    let title = words.next().unwrap_or_else(|| name.clone());
    let text = words.next().or_else(|| field::details(fields, &["title", "message", "text", "error"]));
    Tidings {
        kind: NoticeKind::Message,
        // Without a time of its own it is one within a minute.
        identity: format!("{name} {} {}", at.unwrap_or(now / 60_000), imprint(data)),
        title: field::cut(&title, field::TITLE_CHARS),
        text: text.map(|text| field::cut(&text, field::TEXT_CHARS)),
        values: [("type".to_owned(), name)].into(),
        count: None,
        at,
        read: false,
        alert: true,
    }
}
