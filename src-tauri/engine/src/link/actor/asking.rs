//! Plain requests: at most so many at once, and what becomes of their answers.

use tokio::time::Instant;
use vigie_contract::{Millis, Reason, ReasonCode};

use super::{Actor, Break};
use crate::dialect::sse_progress::{ACTIVE_PATH, LIST_PATH, Listing, listing};
use crate::link::seen::Seen;
use crate::link::session::{Answer, Obstacle, job_url};

/// Requests under way at once beside the streams.
const MAX_REQUESTS: usize = 6;

/// Lists of active jobs that may fail in a row while streams carry on: without them no new job is found.
const LIST_FAILURES: u32 = 6;

/// What a plain request brought.
pub(super) enum Brought {
    Active { asked_at: Millis, answer: Result<Answer, Obstacle> },
    All { asked_at: Millis, answer: Result<Answer, Obstacle> },
    Detail { id: String, asked_at: Millis, answer: Result<Answer, Obstacle> },
}

impl Actor {
    pub(super) fn ask_active(&mut self) {
        if self.list_pending || self.requests.len() >= MAX_REQUESTS {
            return;
        }
        self.list_pending = true;
        let (session, clock) = (self.session.clone(), self.options.clock.clone());
        self.requests.push(Box::pin(async move {
            let asked_at = clock.now();
            let answer = session.get(session.at(ACTIVE_PATH), JSON).await;
            Brought::Active { asked_at, answer }
        }));
    }

    pub(super) fn ask_all(&mut self) {
        if self.all_pending {
            return;
        }
        self.all_pending = true;
        let (session, clock) = (self.session.clone(), self.options.clock.clone());
        self.requests.push(Box::pin(async move {
            let asked_at = clock.now();
            let answer = session.get(session.at(LIST_PATH), JSON).await;
            Brought::All { asked_at, answer }
        }));
    }

    /// Asks for one job. What is asked while an answer is under way is asked again after it: that
    /// answer may be older than the reason to ask.
    pub(super) fn ask_detail(&mut self, id: String) {
        if let Some(again) = self.asking.get_mut(&id) {
            *again = true;
            return;
        }
        if self.requests.len() >= MAX_REQUESTS * 4 {
            return self.ask_all();
        }
        self.asking.insert(id.clone(), false);
        let (session, clock) = (self.session.clone(), self.options.clock.clone());
        self.requests.push(Box::pin(async move {
            let asked_at = clock.now();
            let answer = session.get(job_url(&session, &id, ""), JSON).await;
            Brought::Detail { id, asked_at, answer }
        }));
    }

    pub(super) async fn take(&mut self, brought: Brought) -> Result<(), Break> {
        let from = self.voice.updates.len();
        match brought {
            Brought::Active { asked_at, answer } => {
                self.list_pending = false;
                let seen = answer.as_ref().ok().map(|answer| Seen::of(ACTIVE_PATH, answer));
                let answer = match answer.and_then(|answer| Ok((understood(&answer, asked_at)?, answer))) {
                    Ok((jobs, answer)) => {
                        self.rest_failures = 0;
                        self.heard(&answer);
                        jobs
                    }
                    Err(obstacle) => {
                        self.show_answer(seen, from, true);
                        return self.rest_failed(obstacle);
                    }
                };
                self.take_active(asked_at, answer).await;
                self.show_answer(seen, from, false);
                self.arrange();
                if Instant::now() >= self.next_full_list {
                    self.ask_all();
                }
                Ok(())
            }
            Brought::All { asked_at, answer } => {
                self.all_pending = false;
                let seen = answer.as_ref().ok().map(|answer| Seen::of(LIST_PATH, answer));
                let understood = self.take_all(asked_at, answer).await;
                self.show_answer(seen, from, !understood);
                self.arrange();
                Ok(())
            }
            Brought::Detail { id, asked_at, answer } => {
                if self.asking.remove(&id) == Some(true) {
                    self.ask_detail(id.clone());
                }
                let path = format!("{LIST_PATH}{id}/");
                let seen = answer.as_ref().ok().map(|answer| Seen::of(&path, answer));
                self.take_detail(&id, asked_at, answer);
                self.show_answer(seen, from, false);
                Ok(())
            }
        }
    }

    /// Keeps an answer for the person to look at.
    pub(super) fn show_answer(&mut self, seen: Option<Seen>, updates_from: usize, odd: bool) {
        if let Some(seen) = seen {
            seen.show(&mut self.voice, &self.session, updates_from, odd);
        }
    }

    /// While streams carry on, a list that fails is no loss of the connection.
    fn rest_failed(&mut self, obstacle: Obstacle) -> Result<(), Break> {
        self.rest_failures += 1;
        match obstacle {
            Obstacle::SignIn(page) => Err(Break::SignIn(page)),
            other if self.streams.standing() == 0 || self.rest_failures >= LIST_FAILURES => {
                Err(Break::from(other))
            }
            _ => Ok(()),
        }
    }
}

pub(super) const JSON: &str = "application/json";

/// A list, or why the answer is none.
pub fn understood(answer: &Answer, asked_at: Millis) -> Result<Listing, Obstacle> {
    listing(&answer.body, asked_at).map_err(|_| {
        let json = serde_json::from_slice::<serde::de::IgnoredAny>(&answer.body).is_ok();
        let found = if answer.html {
            "html"
        } else if json {
            "json"
        } else {
            "other"
        };
        Obstacle::because(
            Reason::new(ReasonCode::NotThisBackend).with("found", found).with("status", answer.status),
        )
    })
}
