//! What is written to the terminal while jobs are watched.

mod bars;
mod ended;
mod happenings;
mod layout;
mod lines;
mod objects;

use std::io::{self, IsTerminal};

use vigie_words::Words;

use crate::picture::{News, Picture};

pub use bars::Bars;
pub use lines::Lines;
pub use objects::Objects;

/// A way of showing the picture. A broken pipe comes back as the error it is.
pub trait View {
    /// Shows what is new.
    ///
    /// # Errors
    /// Standard output cannot be written to.
    fn show(&mut self, picture: &Picture, news: &News) -> io::Result<()>;

    /// Moves what moves with time alone.
    fn tick(&mut self, _picture: &Picture) {}

    /// Whether [`View::tick`] does anything.
    fn moves(&self) -> bool {
        false
    }

    /// Whether a person reads it, rather than a program.
    fn is_read(&self) -> bool {
        true
    }

    /// Leaves the terminal as it should be.
    fn end(&mut self) {}
}

/// JSON where asked for, bars on a terminal, plain lines elsewhere.
#[must_use]
pub fn choose(json: bool, words: &Words) -> Box<dyn View> {
    if json {
        Box::new(Objects::new(io::stdout(), words.clone()))
    } else if io::stdout().is_terminal() {
        Box::new(Bars::new(words.clone()))
    } else {
        Box::new(Lines::new(io::stdout(), words.clone()))
    }
}
