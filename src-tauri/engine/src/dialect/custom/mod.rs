//! Any other server with JSON messages over Server-Sent Events or a WebSocket, as the settings describe it.
//!
//! For people: `docs/custom.md`.

mod check;
mod mapping;
mod reading;
mod sample;
#[cfg(test)]
mod tests;

use std::time::Duration;

use vigie_contract::Millis;

pub use check::MappingError;
pub use mapping::{Mapping, Rule, State, States, Transport};
pub use sample::{Found, SampleLine, SampleResult, sample, sample_messages};

use self::reading::Reading;
use super::filling::Filling;
use super::{Carrier, Dialect, Line, Message, Options, Outcome, Past, Stands};
use crate::update::Update;

/// Content types read as an event stream.
const TYPES: &[&str] = &["text/event-stream", "text/plain"];
/// Name of the position that is kept.
const LAST_EVENT_ID: &str = "last-event-id";
/// Bytes of an id that is kept: a longer one is of no use to a server.
const LAST_EVENT_ID_BYTES: usize = 1_024;

/// What a custom server says.
#[derive(Debug)]
pub struct Custom {
    mapping: Mapping,
    path: String,
    /// Where ends are to be inferred.
    filling: Option<Filling>,
    last_event_id: Option<String>,
    /// When the next heartbeat is due, while the line stands, and when the one before it was sent.
    beat: Option<(Millis, Millis)>,
}

impl Custom {
    /// One server, by a mapping that was checked.
    #[must_use]
    pub fn new(mapping: &Mapping, options: &Options, past: &Past) -> Self {
        let last_event_id = past.cursors.get(LAST_EVENT_ID).filter(|_| mapping.last_event_id);
        Self {
            path: options.events_path.clone().unwrap_or_else(|| mapping.path.clone()),
            filling: mapping.infer_end.then(|| Filling::new(options.quiet, &past.open)),
            last_event_id: last_event_id.cloned(),
            mapping: mapping.clone(),
            beat: None,
        }
    }

    fn plan_beat(&mut self, now: Millis) {
        let pause = self.mapping.heartbeat_seconds.saturating_mul(1_000);
        self.beat = self.mapping.heartbeat.as_ref().map(|_| (now.saturating_add(pause), now));
    }
}

impl Dialect for Custom {
    fn lines(&self) -> Vec<Line> {
        vec![Line {
            path: self.path.clone(),
            carrier: match self.mapping.carrier {
                Transport::Sse => Carrier::EventStream { types: TYPES },
                // Its heartbeat is a text of the settings, sent at a tick.
                Transport::WebSocket => Carrier::WebSocket { beat: None },
            },
            stands: if self.mapping.greeting { Stands::WhenGreeted } else { Stands::WhenOpened },
            resumes: self.mapping.last_event_id,
            silence_limit: self.mapping.silence_seconds.map(Duration::from_secs),
            optional: false,
            patient: self.mapping.patient,
        }]
    }

    fn opened(&mut self, line: usize, now: Millis, out: &mut Outcome) {
        if let Some(filling) = &mut self.filling {
            filling.opened(now);
        }
        out.send.extend(self.mapping.send.iter().map(|text| (line, text.clone())));
        self.plan_beat(now);
    }

    fn lost(&mut self, _line: usize, _now: Millis, _out: &mut Outcome) {
        if let Some(filling) = &mut self.filling {
            filling.lost();
        }
        self.beat = None;
    }

    fn heard(&mut self, _line: usize, message: &Message<'_>, now: Millis, out: &mut Outcome) {
        match reading::read(&self.mapping, message.name, message.data, out, &mut |_, _, _| {}).1 {
            Reading::Ignored => {}
            Reading::Odd(what) => out.odd(what, message.data),
            Reading::News(mut update) => {
                if let Some(filling) = &mut self.filling {
                    filling.hear(&mut update, false, now);
                }
                out.updates.push(Update::Job(update));
            }
        }
    }

    fn marked(&mut self, _line: usize, id: &str, out: &mut Outcome) {
        let kept = self.last_event_id.as_deref() == Some(id);
        if self.mapping.last_event_id && !kept && id.len() <= LAST_EVENT_ID_BYTES {
            let id = Some(id.to_owned()).filter(|id| !id.is_empty());
            self.last_event_id.clone_from(&id);
            out.cursors.push((LAST_EVENT_ID.to_owned(), id));
        }
    }

    fn last_event_id(&self, _line: usize) -> Option<String> {
        self.last_event_id.clone()
    }

    fn tick(&mut self, now: Millis, out: &mut Outcome) {
        if let Some(filling) = &mut self.filling {
            out.updates.extend(filling.look(now));
        }
        if let Some((due, sent)) = self.beat
            // A clock that went back holds nothing up.
            && (now >= due || now < sent)
        {
            out.send.extend(self.mapping.heartbeat.clone().map(|text| (0, text)));
            self.plan_beat(now);
        }
    }
}
