//! Bytes in, clean whole event blocks out.
//!
//! Stands in front of the parser and takes from it everything the parser cannot bear (see
//! docs/decisions/0001-sse-parser.md): a byte order mark, bytes that are not UTF-8, the three kinds
//! of line end, lines and blocks without bound. Pure, linear in the bytes read, and never holds
//! more than one block (up to its limit) and one cut comment.
//!
//! Bytes are collected undecoded and decoded a block at a time. That is the same as decoding the
//! stream: blocks are cut at CR and LF only, which are part of no longer UTF-8 sequence, and a
//! sequence broken off by one of them is ill-formed either way.

use std::time::Duration;

use super::bounds::{BLOCK_LIMIT_LEAST, COMMENT_KEPT};
use super::field;

const BOM: [u8; 3] = [0xEF, 0xBB, 0xBF];

/// What the guard lets through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Field lines of one block, each ended by one LF, without comments and without the blank line.
    Block(String),
    /// A comment's text after the colon, cut at [`COMMENT_KEPT`]; empty unless asked for.
    Comment(String),
    /// A block passed the limit: the rest of it is skipped, what follows is read on.
    Oversized,
}

/// What the line being read is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Line {
    /// Nothing of it has come yet.
    Fresh,
    /// A field, kept at the end of the block.
    Field,
    /// A comment.
    Comment,
    /// A field too large to keep.
    Dropped,
}

/// See the module.
#[derive(Debug)]
pub struct Guard {
    limit: usize,
    keep_comments: bool,
    /// Bytes of a byte order mark seen; `None` once the stream has begun.
    bom: Option<usize>,
    /// A CR ended the line: an LF that follows belongs to it.
    after_cr: bool,
    line: Line,
    block: Vec<u8>,
    line_start: usize,
    comment: Vec<u8>,
    skipping: bool,
    /// Id the unfinished block names; it counts only when the block ends.
    block_id: Option<String>,
    last_id: String,
    retry: Option<Duration>,
}

impl Guard {
    /// A guard for one connection. `last_id` is what the connections before it left.
    #[must_use]
    pub fn new(limit: usize, last_id: String) -> Self {
        Self {
            limit: limit.max(BLOCK_LIMIT_LEAST),
            keep_comments: false,
            bom: Some(0),
            after_cr: false,
            line: Line::Fresh,
            block: Vec::new(),
            line_start: 0,
            comment: Vec::new(),
            skipping: false,
            block_id: None,
            last_id,
            retry: None,
        }
    }

    /// The same, passing on the text of comments.
    #[must_use]
    pub fn keeping_comments(mut self, keep: bool) -> Self {
        self.keep_comments = keep;
        self
    }

    /// Bytes a block may have.
    #[must_use]
    pub fn limit(&self) -> usize {
        self.limit
    }

    /// The last event id after the blocks passed on so far; empty when there is none.
    #[must_use]
    pub fn last_id(&self) -> &str {
        &self.last_id
    }

    /// The newest `retry:` since the last call, as the server wrote it.
    pub fn take_retry(&mut self) -> Option<Duration> {
        self.retry.take()
    }

    /// Bytes held back at this moment.
    #[must_use]
    pub fn held(&self) -> usize {
        self.block.len() + self.comment.len() + self.block_id.as_ref().map_or(0, String::len)
    }

    /// Reads `input` up to the next piece and moves it past what was read; `None` when all is read.
    pub fn read(&mut self, input: &mut &[u8]) -> Option<Piece> {
        while let Some(&first) = input.first() {
            if let Some(seen) = self.bom {
                self.begin(seen, first, input);
                continue;
            }
            if std::mem::take(&mut self.after_cr) && first == b'\n' {
                *input = &input[1..];
                continue;
            }
            let end = memchr::memchr2(b'\n', b'\r', input);
            let grew_over = self.grow(&input[..end.unwrap_or(input.len())]);
            let piece = match end {
                Some(end) => {
                    self.after_cr = input[end] == b'\r';
                    *input = &input[end + 1..];
                    self.end_line()
                }
                None => {
                    *input = &[];
                    None
                }
            };
            // A line that grew over is a field: its end yields nothing.
            let piece = if grew_over { Some(Piece::Oversized) } else { piece };
            if piece.is_some() {
                return piece;
            }
        }
        None
    }

    /// The first bytes of a stream: one byte order mark is taken away, whatever else is given back.
    fn begin(&mut self, seen: usize, first: u8, input: &mut &[u8]) {
        if first == BOM[seen] {
            *input = &input[1..];
            self.bom = (seen + 1 < BOM.len()).then_some(seen + 1);
        } else {
            self.bom = None;
            self.grow(&BOM[..seen]);
        }
    }

    /// Adds to the line; true when that took the block over its limit.
    fn grow(&mut self, part: &[u8]) -> bool {
        let mut part = part;
        if self.line == Line::Fresh {
            let Some(&first) = part.first() else { return false };
            if first == b':' {
                self.line = Line::Comment;
                part = &part[1..];
            } else {
                self.line = Line::Field;
                self.line_start = self.block.len();
            }
        }
        match self.line {
            Line::Comment if self.keep_comments => {
                let room = COMMENT_KEPT - self.comment.len();
                self.comment.extend_from_slice(&part[..part.len().min(room)]);
            }
            Line::Field if self.block.len() + part.len() < self.limit => self.block.extend_from_slice(part),
            Line::Field => {
                self.line = Line::Dropped;
                self.block = Vec::new();
                return !std::mem::replace(&mut self.skipping, true);
            }
            Line::Comment | Line::Dropped | Line::Fresh => {}
        }
        false
    }

    fn end_line(&mut self) -> Option<Piece> {
        match std::mem::replace(&mut self.line, Line::Fresh) {
            Line::Fresh => self.end_block(),
            Line::Comment => {
                Some(Piece::Comment(String::from_utf8_lossy(&std::mem::take(&mut self.comment)).into_owned()))
            }
            Line::Field => {
                self.note_field();
                if self.skipping {
                    self.block.clear();
                } else {
                    self.block.push(b'\n');
                }
                None
            }
            Line::Dropped => None,
        }
    }

    /// Reads `id` and `retry`. Also those of a block being skipped: with its id left unread, every
    /// reconnect would ask for the same oversized block again.
    fn note_field(&mut self) {
        match field::split(&self.block[self.line_start..]) {
            (b"id", value) if !value.contains(&0) => {
                self.block_id = Some(String::from_utf8_lossy(value).into_owned());
            }
            (b"retry", value) if !value.is_empty() && value.iter().all(u8::is_ascii_digit) => {
                let most = u64::MAX;
                let millis = value.iter().fold(0u64, |n, digit| {
                    n.checked_mul(10).and_then(|n| n.checked_add(u64::from(digit - b'0'))).unwrap_or(most)
                });
                self.retry = Some(Duration::from_millis(millis));
            }
            _ => {}
        }
    }

    fn end_block(&mut self) -> Option<Piece> {
        if let Some(id) = self.block_id.take() {
            self.last_id = id;
        }
        if std::mem::take(&mut self.skipping) || self.block.is_empty() {
            return None;
        }
        let block = std::mem::take(&mut self.block);
        let text = String::from_utf8(block)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
        Some(Piece::Block(text))
    }
}
