//! Questions beside the lines, or in their place.

use std::sync::PoisonError;

use tokio::time::Instant;
use vigie_contract::{Millis, Reason, ReasonCode};

use super::Conversation;
use super::hearing::FALL_BACK_AFTER;
use crate::dialect::{Poll, PollWhen};
use crate::link::broken::{Break, millis};
use crate::link::seen::Seen;
use crate::link::session::{Answer, Obstacle};

/// A question and how it goes.
pub struct Polled {
    poll: Poll,
    next_at: Instant,
    under_way: bool,
    /// Not answered to this account: not asked again on this connection.
    refused: bool,
    /// The last answer was a good one.
    good: bool,
}

/// The answer to a question.
pub struct Brought {
    place: usize,
    asked_at: Millis,
    answer: Result<Answer, Obstacle>,
}

impl Polled {
    pub fn new(poll: Poll) -> Self {
        Self { poll, next_at: Instant::now(), under_way: false, refused: false, good: false }
    }

    /// A new connection: asked at once.
    pub fn begin(&mut self) {
        self.under_way = false;
        self.good = false;
        self.hurry();
    }

    /// Asked as soon as the question that is under way has its answer.
    pub fn hurry(&mut self) {
        self.next_at = Instant::now();
        self.refused = false;
    }
}

/// A web page answers no question.
fn no_page(answer: Answer) -> Result<Answer, Obstacle> {
    if answer.html { Err(not_ours(&answer)) } else { Ok(answer) }
}

fn not_ours(answer: &Answer) -> Obstacle {
    let json = || matches!(answer.body.trim_ascii_start().first(), Some(b'{' | b'['));
    let found = if answer.html {
        "html"
    } else if json() {
        "json"
    } else {
        "other"
    };
    let reason = Reason::new(ReasonCode::NotThisBackend).with("found", found);
    Obstacle::because(reason.with("status", answer.status))
}

impl Conversation {
    pub(super) fn has_fallback(&self, line: usize) -> bool {
        self.polls.iter().any(|polled| polled.poll.when == PollWhen::InPlaceOf(line))
    }

    /// Whether questions that are answered stand in for a line.
    pub(super) fn is_replaced(&self, line: usize) -> bool {
        let stands_in = |polled: &Polled| polled.poll.when == PollWhen::InPlaceOf(line) && polled.good;
        self.lines[line].failures >= FALL_BACK_AFTER && self.polls.iter().any(stands_in)
    }

    pub(super) fn ask_polls(&mut self) {
        for place in 0..self.polls.len() {
            let polled = &self.polls[place];
            let due = match polled.poll.when {
                PollWhen::Always => true,
                PollWhen::InPlaceOf(line) => {
                    let held = &self.lines[line];
                    !held.standing && held.failures >= FALL_BACK_AFTER
                }
            };
            if due && !polled.refused && polled.next_at <= Instant::now() {
                self.ask_poll(place);
            }
        }
    }

    pub(super) fn ask_poll(&mut self, place: usize) {
        let Some(polled) = self.polls.get_mut(place) else { return };
        if polled.under_way || polled.refused {
            return;
        }
        polled.under_way = true;
        polled.next_at = Instant::now() + polled.poll.every;
        let mut url = self.session.at(&polled.poll.path);
        if let Some(held) = polled.poll.query_of.and_then(|line| self.lines.get(line)) {
            let query = held.query.lock().unwrap_or_else(PoisonError::into_inner);
            if !query.is_empty() {
                url.query_pairs_mut().extend_pairs(query.iter());
            }
        }
        let (session, clock, endless) =
            (self.session.clone(), self.options.clock.clone(), polled.poll.endless);
        self.requests.push(Box::pin(async move {
            let asked_at = clock.now();
            let answer = session.get_within(url, "application/json", endless).await.and_then(no_page);
            Brought { place, asked_at, answer }
        }));
    }

    pub(super) fn take_brought(&mut self, brought: Brought) -> Result<(), Break> {
        let Brought { place, asked_at, answer } = brought;
        let renewed_lately = self.renewed_lately();
        let Some(polled) = self.polls.get_mut(place) else { return Ok(()) };
        polled.under_way = false;
        let (from, path) = (self.voice.updates.len(), polled.poll.path.clone());
        let answer = answer.and_then(|answer| {
            if self.dialect.knows_answer(place, &answer.body) {
                return Ok(answer);
            }
            Seen::of(&path, &answer).show(&mut self.voice, &self.session, from, true);
            Err(not_ours(&answer))
        });
        polled.good = answer.is_ok();
        match answer {
            Ok(answer) => {
                self.voice.vitals.heard_at = Some(self.options.clock.now());
                self.voice.vitals.latency_ms = Some(millis(answer.took));
                self.with_dialect(|dialect, now, out| {
                    dialect.answered(place, &answer.body, asked_at, now, out);
                });
                Seen::of(&path, &answer).show(&mut self.voice, &self.session, from, false);
                Ok(())
            }
            Err(Obstacle::SignIn(_) | Obstacle::NotFound) if polled.poll.optional => {
                polled.refused = true;
                Ok(())
            }
            Err(Obstacle::SignIn(page)) if !renewed_lately => Err(Break::SignIn(page)),
            Err(obstacle) => {
                polled.refused = polled.poll.optional && obstacle.is_forbidden();
                tracing::debug!(
                    server = %self.options.server,
                    place,
                    reason = obstacle.reason().code.as_str(),
                    "a question was not answered"
                );
                Ok(())
            }
        }
    }
}
