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
pub struct Asked(VecDeque<(Instant, Option<ActReply>)>);

impl Asked {
    /// The oldest request was answered.
    pub fn answered(&mut self, answer: ActionAnswer) {
        if let Some((_, Some(reply))) = self.0.pop_front() {
            let _ = reply.send(Ok(answer));
        }
    }

    /// Those who have waited too long are told.
    pub fn expire(&mut self) {
        let now = Instant::now();
        for (_, reply) in self.0.iter_mut().filter(|(until, _)| *until <= now) {
            if let Some(reply) = reply.take() {
                refuse(reply, &reason::no_answer(ANSWER_WITHIN));
            }
        }
    }

    /// No answer will come any more.
    pub fn fail(&mut self, reason: &Reason) {
        for reply in self.0.drain(..).filter_map(|(_, reply)| reply) {
            refuse(reply, reason);
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
        self.asked.0.push_back((Instant::now() + ANSWER_WITHIN, Some(reply)));
        let refusal = match self.ask_dialect(action) {
            Ok(true) => return,
            Ok(false) => {
                let told = self.voice.told().and_then(|(_, reason)| reason.clone());
                Failure::connection(told.unwrap_or_else(Self::nothing_yet))
            }
            Err(failure) => failure,
        };
        if let Some((_, Some(reply))) = self.asked.0.pop_back() {
            let _ = reply.send(Err(refusal));
        }
    }
}
