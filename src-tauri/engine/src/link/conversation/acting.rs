//! What the person asks a server for, and who waits for the answer.

use std::collections::VecDeque;
use std::time::Duration;

use tokio::time::Instant;
use vigie_contract::{ActionAnswer, Failure, Reason, ServerAction};

use super::Conversation;
use crate::link::desk::{ActReply, busy};
use crate::transport::reason;

/// How long an answer is waited for.
const ANSWER_WITHIN: Duration = Duration::from_secs(10);
/// Requests that may wait for their answers; more are refused.
const MOST: usize = 16;

/// Requests under way, in the order of the asking. One that nobody waits for any more keeps its place, so
/// that a late answer goes to nobody else.
#[derive(Default)]
pub struct Asked(VecDeque<Request>);

/// A request under way.
struct Request {
    /// The line that carried it.
    line: usize,
    until: Instant,
    /// `None` once nobody waits any more.
    reply: Option<ActReply>,
}

impl Asked {
    /// The oldest request was answered.
    pub fn answered(&mut self, answer: ActionAnswer) {
        if let Some(reply) = self.0.pop_front().and_then(|request| request.reply) {
            let _ = reply.send(Ok(answer));
        }
    }

    /// Those who have waited too long are told.
    pub fn expire(&mut self) {
        let now = Instant::now();
        for request in self.0.iter_mut().filter(|request| request.until <= now) {
            if let Some(reply) = request.reply.take() {
                refuse(reply, &reason::no_answer(ANSWER_WITHIN));
            }
        }
    }

    /// No answer will come on this line any more; `None`: on none.
    pub fn fail(&mut self, line: Option<usize>, reason: &Reason) {
        for request in std::mem::take(&mut self.0) {
            match (line, request.reply) {
                (Some(line), reply) if line != request.line => self.0.push_back(Request { reply, ..request }),
                (_, Some(reply)) => refuse(reply, reason),
                (_, None) => {}
            }
        }
    }
}

/// Why it could not be asked.
pub fn refuse(reply: ActReply, reason: &Reason) {
    let _ = reply.send(Err(Failure::connection(reason.clone())));
}

impl Conversation {
    pub(super) fn act(&mut self, action: &ServerAction, reply: ActReply) {
        if self.asked.0.len() >= MOST {
            let _ = reply.send(Err(busy()));
            return;
        }
        let refusal = match self.ask_dialect(action) {
            Ok(Some(line)) => {
                let until = Instant::now() + ANSWER_WITHIN;
                self.asked.0.push_back(Request { line, until, reply: Some(reply) });
                return;
            }
            Ok(None) => {
                let told = self.voice.told().and_then(|(_, reason)| reason.clone());
                Failure::connection(told.unwrap_or_else(Self::nothing_yet))
            }
            Err(failure) => failure,
        };
        let _ = reply.send(Err(refusal));
    }
}
