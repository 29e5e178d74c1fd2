//! Plain requests: at most so many at once, and what becomes of their answers.

use tokio::time::Instant;
use url::Url;
use vigie_contract::{Millis, Reason, ReasonCode};

use super::{Actor, Break};
use crate::dialect::sse_progress::{ACTIVE_PATH, LIST_PATH, Listing, listing};
use crate::link::session::{Answer, Obstacle, Session};

/// Requests under way at once beside the streams.
const MAX_REQUESTS: usize = 6;

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

    pub(super) fn ask_detail(&mut self, id: String) {
        if self.requests.len() >= MAX_REQUESTS * 4 {
            return self.ask_all();
        }
        let (session, clock) = (self.session.clone(), self.options.clock.clone());
        self.requests.push(Box::pin(async move {
            let asked_at = clock.now();
            let answer = session.get(job_url(&session, &id, ""), JSON).await;
            Brought::Detail { id, asked_at, answer }
        }));
    }

    pub(super) async fn take(&mut self, brought: Brought) -> Result<(), Break> {
        match brought {
            Brought::Active { asked_at, answer } => {
                self.list_pending = false;
                let answer = match answer.and_then(|answer| Ok((understood(&answer, asked_at)?, answer))) {
                    Ok((jobs, answer)) => {
                        self.rest_failures = 0;
                        self.heard(&answer);
                        jobs
                    }
                    Err(obstacle) => return self.rest_failed(obstacle),
                };
                self.take_active(asked_at, answer).await;
                self.arrange();
                if Instant::now() >= self.next_full_list {
                    self.ask_all();
                }
                Ok(())
            }
            Brought::All { asked_at, answer } => {
                self.all_pending = false;
                match self.take_all(asked_at, answer).await {
                    Ok(()) => {
                        self.arrange();
                        Ok(())
                    }
                    Err(obstacle) => self.rest_failed(obstacle),
                }
            }
            Brought::Detail { id, asked_at, answer } => {
                self.take_detail(&id, asked_at, answer);
                Ok(())
            }
        }
    }

    /// While streams carry on, a list that fails is no loss of the connection.
    fn rest_failed(&mut self, obstacle: Obstacle) -> Result<(), Break> {
        self.rest_failures += 1;
        match obstacle {
            Obstacle::SignIn(page) => Err(Break::SignIn(page)),
            other if self.streams.standing() == 0 => Err(Break::from(other)),
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

pub(super) fn job_url(session: &Session, id: &str, action: &str) -> Url {
    let mut url = session.at(LIST_PATH);
    if let Ok(mut path) = url.path_segments_mut() {
        path.pop_if_empty().push(id);
        if !action.is_empty() {
            path.push(action);
        }
        path.push("");
    }
    url
}
