//! The board told as stories: updates and a clock go in, what is seen comes out.

mod arbitrary;
mod bounded;
mod countdowns;
mod estimates;
mod gaps;
mod habits;
mod inferred;
mod restarts;
mod silences;
mod sources;
mod states;
mod story;
mod words;
