//! What was asked on a socket and not answered yet. The server answers in order.

use std::collections::VecDeque;

use serde_json::Map;
use vigie_contract::{ActionAnswer, Millis};

use crate::secrets::Secret;

/// Questions outstanding on one socket.
pub(super) const ASKED_MOST: usize = 64;
/// A question about a session's time that was not answered for so long is not going to be.
const TIME_WITHIN: Millis = 10_000;

/// One question.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Question {
    /// How much time a session has left; ours.
    Time(String),
    /// Whether a code is good; the person's.
    Code(Secret),
    /// To start a session; the person's.
    Start(String),
}

impl Question {
    fn is_ours(&self) -> bool {
        matches!(self, Self::Time(_))
    }
}

/// The questions of one socket, oldest first.
#[derive(Debug, Default)]
pub(super) struct Asked(VecDeque<(Question, Millis)>);

impl Asked {
    pub fn is_full(&self) -> bool {
        self.0.len() >= ASKED_MOST
    }

    pub fn push(&mut self, question: Question, now: Millis) {
        self.0.push_back((question, now));
    }

    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// The codes that are being asked about.
    pub fn codes(&self) -> Vec<&str> {
        self.0
            .iter()
            .filter_map(|(question, _)| match question {
                Question::Code(code) => Some(code.expose()),
                _ => None,
            })
            .collect()
    }

    /// The session whose time is the next thing to be answered.
    pub fn next_time(&self) -> Option<&str> {
        match self.0.front() {
            Some((Question::Time(id), _)) => Some(id),
            _ => None,
        }
    }

    /// A session's time came: whether it is the answer to a question. Those before it will get none.
    pub fn time_came(&mut self, session: &str) -> bool {
        let ours = self.0.iter().take_while(|(question, _)| question.is_ours());
        let place = ours.map(|(question, _)| question).position(|q| *q == Question::Time(session.to_owned()));
        if let Some(place) = place {
            self.0.drain(..=place);
        }
        place.is_some()
    }

    /// A word about a code came: whether somebody asked, and for whom no answer will come any more.
    pub fn code_came(&mut self) -> (bool, Vec<ActionAnswer>) {
        self.came(|question| matches!(question, Question::Code(_)))
    }

    /// A session was started: whether somebody asked, and for whom no answer will come any more.
    pub fn start_came(&mut self, session: Option<&str>) -> (bool, Vec<ActionAnswer>) {
        self.came(|question| match question {
            Question::Start(asked) => session.is_none_or(|session| session == asked),
            _ => false,
        })
    }

    /// An error came: the question it answers.
    pub fn error_came(&mut self, now: Millis) -> Option<Question> {
        while let Some((question, at)) = self.0.front()
            && question.is_ours()
            && now.saturating_sub(*at) > TIME_WITHIN
        {
            self.0.pop_front();
        }
        self.0.pop_front().map(|(question, _)| question)
    }

    fn came(&mut self, is_it: impl Fn(&Question) -> bool) -> (bool, Vec<ActionAnswer>) {
        let Some(place) = self.0.iter().position(|(question, _)| is_it(question)) else {
            return (false, Vec::new());
        };
        let passed = self.0.drain(..=place).take(place).filter_map(|(question, _)| match question {
            Question::Time(_) => None,
            Question::Code(_) => Some(unanswered(None)),
            Question::Start(session) => Some(unanswered(Some(session))),
        });
        (true, passed.collect())
    }
}

fn unanswered(job: Option<String>) -> ActionAnswer {
    ActionAnswer { accepted: false, message: None, job, fields: Map::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(id: &str) -> Question {
        Question::Time(id.into())
    }

    #[test]
    fn an_error_answers_the_oldest_question() {
        let mut asked = Asked::default();
        asked.push(time("1"), 0);
        asked.push(Question::Start("2".into()), 0);
        assert_eq!(asked.error_came(5), Some(time("1")));
        assert_eq!(asked.error_came(5), Some(Question::Start("2".into())));
        assert_eq!(asked.error_came(5), None);
    }

    #[test]
    fn a_question_of_ours_that_got_no_answer_takes_nobody_elses() {
        let mut asked = Asked::default();
        asked.push(time("1"), 0);
        asked.push(Question::Start("2".into()), 15_000);
        assert_eq!(asked.error_came(15_001), Some(Question::Start("2".into())));
    }

    #[test]
    fn an_answer_passes_over_what_stays_unanswered() {
        let mut asked = Asked::default();
        asked.push(time("1"), 0);
        asked.push(Question::Start("2".into()), 0);
        asked.push(Question::Code(Secret::new("abcd")), 0);
        assert!(!asked.time_came("2"));
        assert_eq!(asked.codes(), ["abcd"]);
        assert_eq!(asked.start_came(Some("9")), (false, vec![]));
        let (asked_for, passed) = asked.code_came();
        assert!(asked_for);
        assert_eq!(passed, [unanswered(Some("2".into()))]);
        assert_eq!(asked.code_came(), (false, vec![]));
    }

    #[test]
    fn times_are_answered_in_turn() {
        let mut asked = Asked::default();
        asked.push(time("1"), 0);
        asked.push(time("2"), 0);
        asked.push(Question::Start("3".into()), 0);
        asked.push(time("4"), 0);
        assert_eq!(asked.next_time(), Some("1"));
        assert!(asked.time_came("2") && !asked.time_came("1") && !asked.time_came("4"));
        assert_eq!(asked.next_time(), None);
    }
}
