//! What the person asks a server for, and who waits for the answer.

use std::collections::VecDeque;
use std::time::Duration;

use tokio::time::Instant;
use vigie_contract::{ActionAnswer, Failure, Reason, ReasonCode, ServerAction};

use super::Conversation;
use crate::link::desk::{ActReply, busy};
use crate::secrets::Secret;
use crate::transport::reason;

/// How long an answer is waited for.
const ANSWER_WITHIN: Duration = Duration::from_secs(10);
/// Requests that may wait for their answers; more are refused.
const MOST: usize = 16;

/// Requests under way, in the order of the asking. One that nobody waits for any more keeps its place, so
/// that a late answer goes to nobody else.
#[derive(Default)]
pub struct Asked {
    under_way: VecDeque<Request>,
    /// Those whose line is still on its way.
    waiting: Vec<(Instant, ServerAction, ActReply)>,
}

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
        if let Some(reply) = self.under_way.pop_front().and_then(|request| request.reply) {
            let _ = reply.send(Ok(answer));
        }
    }

    /// Those who have waited too long are told.
    pub fn expire(&mut self) {
        let now = Instant::now();
        for request in self.under_way.iter_mut().filter(|request| request.until <= now) {
            if let Some(reply) = request.reply.take() {
                refuse(reply, &reason::no_answer(ANSWER_WITHIN));
            }
        }
        for (_, _, reply) in self.waiting.extract_if(.., |(until, ..)| *until <= now) {
            refuse(reply, &reason::no_answer(ANSWER_WITHIN));
        }
    }

    /// No answer will come on this line any more; `None`: on none.
    pub fn fail(&mut self, line: Option<usize>, reason: &Reason) {
        for request in std::mem::take(&mut self.under_way) {
            match (line, request.reply) {
                (Some(line), reply) if line != request.line => {
                    self.under_way.push_back(Request { reply, ..request });
                }
                (_, Some(reply)) => refuse(reply, reason),
                (_, None) => {}
            }
        }
        if line.is_none() {
            self.waiting.drain(..).for_each(|(_, _, reply)| refuse(reply, reason));
        }
    }

    fn is_full(&self) -> bool {
        self.under_way.len() + self.waiting.len() >= MOST
    }
}

/// Why it could not be asked.
pub fn refuse(reply: ActReply, reason: &Reason) {
    let _ = reply.send(Err(Failure::connection(reason.clone())));
}

impl Conversation {
    pub(super) fn act(&mut self, action: ServerAction, reply: ActReply) {
        if self.asked.is_full() {
            let _ = reply.send(Err(busy()));
            return;
        }
        if let ServerAction::ValidateCode { code, .. } = &action {
            // Servers repeat it in their answers, and whoever has it can use it.
            self.voice.inspector.know_all(vec![Secret::new(code.trim())]);
        }
        let until = Instant::now() + ANSWER_WITHIN;
        self.act_until(until, action, reply);
    }

    /// A line stands: those who waited for it ask now.
    pub(super) fn act_on(&mut self) {
        for (until, action, reply) in std::mem::take(&mut self.asked.waiting) {
            self.act_until(until, action, reply);
        }
    }

    fn act_until(&mut self, until: Instant, action: ServerAction, reply: ActReply) {
        let refusal = match self.ask_dialect(&action) {
            Ok(Some(line)) => {
                self.asked.under_way.push_back(Request { line, until, reply: Some(reply) });
                return;
            }
            Ok(None) => {
                let told = self.voice.told().and_then(|(_, reason)| reason.clone());
                Failure::connection(told.unwrap_or_else(Self::nothing_yet))
            }
            Err(failure) => failure,
        };
        // Nothing is known to be in the way of a line: it will stand in a moment.
        let coming = self.lines.iter().any(|h| !h.standing && h.wire.is_some() && h.loss.is_none());
        if coming && refusal.reason_code() == Some(ReasonCode::NothingYet) {
            self.asked.waiting.push((until, action, reply));
            return;
        }
        let _ = reply.send(Err(refusal));
    }
}
