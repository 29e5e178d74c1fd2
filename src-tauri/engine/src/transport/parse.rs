//! From one clean block to one event.

use std::convert::Infallible;

use eventsource_stream::EventStream;
use futures_util::{FutureExt, StreamExt, stream};

/// Name and data of a block that is an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parsed {
    /// The event's name; `message` where the block gives none.
    pub name: String,
    /// Its data lines, joined by LF.
    pub data: String,
}

/// What turns blocks into events: the seam at which the parser can be exchanged.
///
/// A block is what [`super::guard::Guard`] lets through: field lines, each ended by LF, valid
/// UTF-8, no comments, no blank line. Blocks are independent of each other; `id` and `retry` are
/// not asked for, since the guard reads them itself.
pub trait EventParser: Send {
    /// The event of a block; `None` where the standard says that none is dispatched (no data line).
    fn parse(&mut self, block: &str) -> Option<Parsed>;
}

/// The parser of the crate eventsource-stream.
///
/// A stream of the crate lives for one block and is fed line by line: it moves the rest of its
/// buffer at every line, which is quadratic in a block but not in a line.
#[derive(Debug, Clone, Copy, Default)]
pub struct EventsourceStream;

impl EventParser for EventsourceStream {
    fn parse(&mut self, block: &str) -> Option<Parsed> {
        let lines = block
            .split_inclusive('\n')
            // A field name that begins with a byte order mark is unknown to the standard, and the
            // crate panics on it where its stream begins. Ids are the guard's, often the longest
            // lines, and the crate would carry them from buffer to buffer.
            .filter(|line| !line.starts_with('\u{feff}') && !line.starts_with("id:"))
            .chain(std::iter::once("\n"))
            .map(Ok::<_, Infallible>);
        let mut events = EventStream::new(stream::iter(lines));
        match events.next().now_or_never().flatten() {
            Some(Ok(event)) => Some(Parsed { name: event.event, data: event.data }),
            // Neither can be: the lines are there at once, are UTF-8, and fit the crate's grammar.
            Some(Err(_)) | None => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(block: &str) -> Option<(String, String)> {
        EventsourceStream.parse(block).map(|p| (p.name, p.data))
    }

    #[test]
    fn the_crate_reads_names_and_data() {
        assert_eq!(parse("event: add\ndata: 1\ndata: 2\n"), Some(("add".into(), "1\n2".into())));
        assert_eq!(parse("data\n"), Some(("message".into(), String::new())));
        assert_eq!(parse("event: add\n"), None);
    }

    #[test]
    fn ids_are_left_to_the_guard_and_change_nothing() {
        assert_eq!(parse("id: 7\nevent: add\nid:8\ndata: id: 9\n"), Some(("add".into(), "id: 9".into())));
        assert_eq!(parse("id: 7\n"), None);
    }

    #[test]
    fn a_line_that_begins_with_a_byte_order_mark_is_an_unknown_field() {
        assert_eq!(parse("\u{feff}data: x\n"), None);
        assert_eq!(parse("\u{feff}data: x\ndata: \u{feff}y\n"), Some(("message".into(), "\u{feff}y".into())));
    }

    #[test]
    fn a_block_of_very_many_lines_is_read_to_its_end() {
        // Fed whole, the crate would move 2 × 10^10 bytes here.
        let block = "data: x\n".repeat(100_000);
        let (_, data) = parse(&block).unwrap();
        assert_eq!(data.len(), 2 * 100_000 - 1);
    }
}
