//! What follows from what a server said.

use vigie_contract::ActionAnswer;

use crate::update::Update;

/// Characters of an excerpt of what was not understood.
const EXCERPT: usize = 200;

/// What a dialect wants done and told. Collected, then carried out by the link in this order: what was
/// learned and how far that brought us are stored together.
#[derive(Debug, Default, PartialEq)]
pub struct Outcome {
    /// What was learned.
    pub updates: Vec<Update>,
    /// Positions reached, by name; `None` forgets one. Given back after a restart.
    pub cursors: Vec<(String, Option<String>)>,
    /// Texts to send, and on which line. What cannot be sent is let go of.
    pub send: Vec<(usize, String)>,
    /// Answers to what a person asked for, in the order of the asking.
    pub answers: Vec<ActionAnswer>,
}

impl Outcome {
    /// Something was not understood: counted, inspectable, never fatal.
    pub fn odd(&mut self, what: &'static str, excerpt: &str) {
        self.updates.push(Update::Oddity { what, excerpt: excerpt.chars().take(EXCERPT).collect() });
    }

    /// A person's request was answered.
    pub fn answer(&mut self, answer: ActionAnswer) {
        self.answers.push(answer);
    }
}
