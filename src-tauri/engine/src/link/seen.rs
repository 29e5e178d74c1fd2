//! The answer to a question, as far as it is shown to the person.

use super::session::{Answer, Session};
use super::voice::Voice;
use crate::inspector::{Came, LOOKED_AT};

/// The beginning of an answer: the whole may be large, and is not kept for this.
pub struct Seen {
    path: String,
    beginning: Vec<u8>,
    bytes: usize,
}

impl Seen {
    /// Of what was asked for at this path below the server's base.
    pub fn of(path: &str, answer: &Answer) -> Self {
        let bytes = answer.body.len();
        Self { path: path.to_owned(), beginning: answer.body[..bytes.min(LOOKED_AT)].to_vec(), bytes }
    }

    /// It was understood, or not; what it led to are the updates from there on.
    pub fn show(self, voice: &mut Voice, session: &Session, updates_from: usize, odd: bool) {
        // A sign-in may have brought new ones with it.
        voice.inspector.know_all(session.cookie_values());
        let line = format!("GET /{}", self.path.trim_start_matches('/'));
        let (data, bytes) = (self.beginning.as_slice(), self.bytes);
        voice.took(updates_from, Came { line: &line, name: None, data, bytes, news: false, odd });
    }
}
