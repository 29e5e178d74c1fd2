//! What each kind of backend says, and what to ask of it.
//!
//! Everything here is pure: bytes or text in, [`Update`](crate::update::Update)s out.
//! The conversation itself (who is asked when) is [`link`](crate::link)'s.
//!
//! sse-progress opens streams as jobs come and go, and has a conversation of its own. All others hold a
//! fixed set of [`Line`]s and speak through [`Dialect`].

pub mod custom;
pub mod estimates;
pub mod field;
pub mod filling;
pub mod imprint;
mod line;
pub mod number;
mod offers;
mod options;
mod outcome;
pub mod postes;
#[cfg(test)]
mod recorded;
pub mod solilms;
pub mod soniquebay;
pub mod sse_progress;
pub mod stage;

use vigie_contract::{Failure, FailureCode, Millis, ServerAction, ServerKind};

pub use line::{Carrier, Line, Poll, PollWhen, Stands};
pub use offers::offers;
pub use options::{Options, Past, PastJob};
pub use outcome::Outcome;

/// What a server of one kind means by what it says. Pure: time comes in, what follows goes out.
///
/// Lines and polls are named by their place in [`lines`](Self::lines) and [`polls`](Self::polls), which
/// give the same each time.
pub trait Dialect: Send + Sync {
    /// The connections to hold.
    fn lines(&self) -> Vec<Line>;

    /// The query of a line's address, asked for before each attempt: where a stream is to go on.
    fn query(&self, _line: usize) -> Vec<(String, String)> {
        Vec::new()
    }

    /// What to ask for beside the lines.
    fn polls(&self) -> Vec<Poll> {
        Vec::new()
    }

    /// A line stands (again).
    fn opened(&mut self, _line: usize, _now: Millis, _out: &mut Outcome) {}

    /// A message came.
    fn heard(&mut self, line: usize, message: &Message<'_>, now: Millis, out: &mut Outcome);

    /// The message of an event stream that was just heard carries this id (or goes on under an earlier one's).
    fn marked(&mut self, _line: usize, _id: &str, _out: &mut Outcome) {}

    /// The `Last-Event-ID` of an event stream's first attempt; those after it go on from what was heard.
    fn last_event_id(&self, _line: usize) -> Option<String> {
        None
    }

    /// A line was lost. What had been asked for on it will not be answered.
    fn lost(&mut self, _line: usize, _now: Millis, _out: &mut Outcome) {}

    /// A poll was answered well (2xx).
    fn answered(&mut self, _poll: usize, _body: &[u8], _asked_at: Millis, _now: Millis, _out: &mut Outcome) {}

    /// Whether a good answer (2xx) to a poll is of this kind of server: where a poll stands in for a line, it is
    /// all that tells that server from a stranger who answers anything.
    fn knows_answer(&self, _poll: usize, _body: &[u8]) -> bool {
        true
    }

    /// About a second has passed.
    fn tick(&mut self, _now: Millis, _out: &mut Outcome) {}

    /// The person asks the server for something. The answer comes later, as [`Outcome::answer`], in the
    /// order of the asking.
    ///
    /// # Errors
    /// `NotOffered` where this kind of server does no such thing.
    fn act(&mut self, _action: &ServerAction, _now: Millis, _out: &mut Outcome) -> Result<(), Failure> {
        Err(Failure::new(FailureCode::NotOffered))
    }
}

/// A message of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Message<'a> {
    /// The event's name; `message` where it has none, and on a WebSocket.
    pub name: &'a str,
    /// Its data, as text.
    pub data: &'a str,
}

/// The dialect of a kind of server that speaks through [`Dialect`]. A custom one needs its mapping.
#[must_use]
pub fn of(kind: ServerKind, options: &Options, past: &Past) -> Option<Box<dyn Dialect>> {
    match kind {
        ServerKind::SoniqueBay => Some(Box::new(soniquebay::SoniqueBay::new(options, past))),
        ServerKind::Estimates => Some(Box::new(estimates::Estimates::new(options))),
        ServerKind::Postes => Some(Box::new(postes::Postes::new(options, past))),
        ServerKind::SoliLms => Some(Box::new(solilms::SoliLms::new(options, past))),
        ServerKind::Custom => {
            let mapping = options.mapping.as_ref()?;
            Some(Box::new(custom::Custom::new(mapping, options, past)))
        }
        // One that is not known yet, and one with a conversation of its own.
        ServerKind::Auto | ServerKind::SseProgress => None,
    }
}
