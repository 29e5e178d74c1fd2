//! Guard and parser together: the bytes of one connection to what they say.

use std::time::Duration;

use super::field;
use super::guard::{Guard, Piece};
use super::parse::{EventParser, EventsourceStream};

/// An event of a stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SseEvent {
    /// Its name; `message` where the server gives none.
    pub name: String,
    /// Its data lines, joined by LF.
    pub data: String,
    /// The last event id after this event; `None` when empty. An event without an id of its own
    /// carries that of the one before it, as the standard says.
    pub id: Option<String>,
}

/// What the bytes of a stream say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// An event, as the standard dispatches it.
    Event(SseEvent),
    /// A block that the standard does not dispatch, since it has no data line; with its event name
    /// where it gives one.
    Nothing(Option<String>),
    /// A comment; its text is empty unless asked for.
    Comment(String),
    /// A block larger than the limit; it is skipped, though its id counts.
    Oversized,
}

/// Reads the bytes of one connection.
pub struct Decoder {
    guard: Guard,
    parser: Box<dyn EventParser>,
}

impl Decoder {
    /// A decoder with the parser Vigie uses.
    #[must_use]
    pub fn new(guard: Guard) -> Self {
        Self::with_parser(guard, Box::new(EventsourceStream))
    }

    /// A decoder with another parser.
    #[must_use]
    pub fn with_parser(guard: Guard, parser: Box<dyn EventParser>) -> Self {
        Self { guard, parser }
    }

    /// Reads `input` up to the next thing said and moves it past what was read; `None` when all is
    /// read.
    pub fn read(&mut self, input: &mut &[u8]) -> Option<Said> {
        Some(match self.guard.read(input)? {
            Piece::Comment(text) => Said::Comment(text),
            Piece::Oversized => Said::Oversized,
            Piece::Block(block) => match self.parser.parse(&block) {
                Some(parsed) => Said::Event(SseEvent {
                    name: parsed.name,
                    data: parsed.data,
                    id: Some(self.last_id()).filter(|id| !id.is_empty()).map(str::to_owned),
                }),
                None => Said::Nothing(name_of(&block)),
            },
        })
    }

    /// The last event id after what was said so far; empty when there is none.
    #[must_use]
    pub fn last_id(&self) -> &str {
        self.guard.last_id()
    }

    /// The newest `retry:` since the last call, as the server wrote it.
    pub fn take_retry(&mut self) -> Option<Duration> {
        self.guard.take_retry()
    }

    /// The guard's limit in bytes.
    #[must_use]
    pub fn limit(&self) -> usize {
        self.guard.limit()
    }

    /// Bytes held back at this moment.
    #[must_use]
    pub fn held(&self) -> usize {
        self.guard.held()
    }
}

/// The event name of a block that the parser has nothing to say about.
fn name_of(block: &str) -> Option<String> {
    let (_, value) =
        block.lines().rev().map(|line| field::split(line.as_bytes())).find(|(name, _)| *name == b"event")?;
    // Split at ASCII bytes out of UTF-8: nothing is lost.
    Some(String::from_utf8_lossy(value).into_owned()).filter(|name| !name.is_empty())
}
