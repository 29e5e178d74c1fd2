//! The last lines of what a job said and did.

use std::collections::VecDeque;

use vigie_contract::{JobEvent, JobEventKind, Millis};

use super::Bounds;
use super::text::{cut, same_but_for_numbers};

/// Time between two gaps that is none (milliseconds).
const BLINK: Millis = 2_000;

/// A bounded timeline, oldest first. Messages make room before anything else does.
#[derive(Debug, Default)]
pub(super) struct Timeline(VecDeque<JobEvent>);

impl Timeline {
    pub fn note(&mut self, at: Millis, kind: JobEventKind, text: Option<&str>, bounds: &Bounds) {
        let text = text.map(|text| cut(text, bounds.event_chars));
        // "Invoice 3/500" after "Invoice 2/500" is the same line, moved on.
        if kind == JobEventKind::Message
            && let (Some(last), Some(text)) = (self.0.back_mut(), text)
            && last.kind == kind
            && let Some(said) = &mut last.text
            && same_but_for_numbers(said, text)
        {
            last.at = at;
            text.clone_into(said);
            return;
        }
        self.make_room(bounds);
        self.0.push_back(JobEvent { at, kind, text: text.map(ToOwned::to_owned), from: None, seconds: None });
    }

    /// Nothing was heard from `from` to `to`. What follows another silence directly is one with it.
    pub fn gap(&mut self, from: Millis, to: Millis, bounds: &Bounds) {
        // One that begins where the last one ended is the same; what was heard in between was heard.
        let same = |last: &&mut JobEvent| last.kind == JobEventKind::Gap && from <= last.at + BLINK;
        if let Some(last) = self.0.back_mut().filter(same) {
            last.at = last.at.max(to);
            return;
        }
        self.make_room(bounds);
        let kind = JobEventKind::Gap;
        self.0.push_back(JobEvent { at: to, kind, text: None, from: Some(from), seconds: None });
    }

    /// More time was given.
    pub fn extended(&mut self, at: Millis, seconds: u64, by: Option<&str>, bounds: &Bounds) {
        self.make_room(bounds);
        let text = by.map(|by| cut(by, bounds.event_chars).to_owned());
        let kind = JobEventKind::Extended;
        self.0.push_back(JobEvent { at, kind, text, from: None, seconds: Some(seconds) });
    }

    fn make_room(&mut self, bounds: &Bounds) {
        if self.0.len() >= bounds.events_per_job.max(1) {
            let first_message = self.0.iter().position(|event| event.kind == JobEventKind::Message);
            self.0.remove(first_message.unwrap_or(0));
        }
    }

    pub fn lines(&self) -> impl Iterator<Item = &JobEvent> {
        self.0.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(lines: &[(u64, JobEventKind, &str)], keep: usize) -> Vec<String> {
        let bounds = Bounds { events_per_job: keep, event_chars: 20, ..Bounds::default() };
        let mut timeline = Timeline::default();
        for (at, kind, text) in lines {
            timeline.note(*at, *kind, (!text.is_empty()).then_some(text), &bounds);
        }
        timeline
            .lines()
            .map(|e| format!("{} {:?} {}", e.at, e.kind, e.text.as_deref().unwrap_or("-")))
            .collect()
    }

    #[test]
    fn a_counting_message_stays_one_line() {
        use JobEventKind::{Message, Started, Warning};
        let lines = told(
            &[
                (1, Started, ""),
                (2, Message, "Invoice 1/3"),
                (3, Message, "Invoice 2/3"),
                (4, Warning, "no address"),
                (5, Message, "Invoice 3/3"),
                (6, Message, "Closing the connection to the bank"),
            ],
            50,
        );
        assert_eq!(
            lines,
            [
                "1 Started -",
                "3 Message Invoice 2/3",
                "4 Warning no address",
                "5 Message Invoice 3/3",
                "6 Message Closing the connecti"
            ]
        );
    }

    #[test]
    fn messages_make_room_first() {
        use JobEventKind::{Message, Started, Warning};
        let lines = told(
            &[(1, Started, ""), (2, Message, "a"), (3, Warning, "w"), (4, Message, "b"), (5, Warning, "x")],
            3,
        );
        assert_eq!(lines, ["1 Started -", "3 Warning w", "5 Warning x"]);
        let full = told(&[(1, Started, ""), (2, Warning, "a"), (3, Warning, "b")], 2);
        assert_eq!(full, ["2 Warning a", "3 Warning b"]);
    }
}
