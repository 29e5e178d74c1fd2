//! What each kind of backend says, and what to ask of it.
//!
//! Everything here is pure: bytes or text in, [`Update`](crate::update::Update)s out.
//! The conversation itself (who is asked when) is [`link`](crate::link)'s.
//!
//! sse-progress opens streams as jobs come and go, and has a conversation of its own. All others hold a
//! fixed set of [`Line`]s and speak through [`Dialect`].

mod line;
pub mod number;
mod options;
mod outcome;
pub mod postes;
pub mod solilms;
pub mod sse_progress;
pub mod stamp;

use vigie_contract::{Failure, FailureCode, Millis, ServerAction, ServerKind};

pub use line::{Carrier, Line, Poll, PollWhen, Stands};
pub use options::{Options, Past, PastJob};
pub use outcome::Outcome;

/// What a server of one kind means by what it says. Pure: time comes in, what follows goes out.
///
/// Lines and polls are named by their place in [`lines`](Self::lines) and [`polls`](Self::polls), which
/// give the same each time.
pub trait Dialect: Send {
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

    /// A line was lost. What had been asked for on it will not be answered.
    fn lost(&mut self, _line: usize, _now: Millis, _out: &mut Outcome) {}

    /// A poll was answered well (2xx).
    fn answered(&mut self, _poll: usize, _body: &[u8], _asked_at: Millis, _now: Millis, _out: &mut Outcome) {}

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

/// The dialect of a kind of server that speaks through [`Dialect`].
#[must_use]
pub fn of(kind: ServerKind, options: &Options, past: &Past) -> Option<Box<dyn Dialect>> {
    match kind {
        ServerKind::Postes => Some(Box::new(postes::Postes::new(options, past))),
        ServerKind::SoliLms => Some(Box::new(solilms::SoliLms::new(options, past))),
        // Not known yet, and one with a conversation of its own; the others come with their rooms.
        ServerKind::Auto
        | ServerKind::SseProgress
        | ServerKind::SoniqueBay
        | ServerKind::Estimates
        | ServerKind::Custom => None,
    }
}
