//! Getting in: the first questions, and signing in where the server wants it.

use tokio::time::Instant;
use vigie_contract::{Reason, ReasonCode};

use super::asking::{JSON, understood};
use super::{Actor, Expired, millis};
use crate::dialect::sse_progress::{ACTIVE_PATH, LIST_PATH};
use crate::link::seen::Seen;
use crate::link::session::{Answer, Obstacle};

impl Actor {
    /// Signs in if need be and asks for the jobs. May be dropped halfway and begun again.
    pub(super) async fn connect(&mut self) -> Result<(), Obstacle> {
        self.account.prepare(&self.session).await.map_err(Obstacle::because)?;
        let expired = self.expired.take();
        let renewed = expired.is_some();
        if let Some(Expired(page)) = expired {
            self.renewed_at = Some(Instant::now());
            self.account.renew(&self.session, page).await.map_err(Obstacle::because)?;
        }
        let asked_at = self.options.clock.now();
        let active = self.signed_in_get(ACTIVE_PATH, renewed).await?;
        let seen = Seen::of(ACTIVE_PATH, &active);
        let active_jobs = match understood(&active, asked_at) {
            Ok(jobs) => jobs,
            Err(obstacle) => {
                self.show_answer(Some(seen), self.voice.updates.len(), true);
                return Err(obstacle);
            }
        };
        if self.known_since.is_none() {
            let now = self.options.clock.now();
            self.first_contact =
                self.options.store.first_contact(&self.options.server, now).await.unwrap_or(true);
            self.known_since = Some(now);
        }
        self.heard(&active);
        let asked_all = self.options.clock.now();
        let all = self.session.get(self.session.at(LIST_PATH), JSON).await;
        let from = self.voice.updates.len();
        self.take_active(asked_at, active_jobs).await;
        self.show_answer(Some(seen), from, false);
        let (from, seen) = (self.voice.updates.len(), all.as_ref().ok().map(|all| Seen::of(LIST_PATH, all)));
        let understood = self.take_all(asked_all, all).await;
        self.show_answer(seen, from, !understood);
        self.rest_failures = 0;
        // A channel may have been refused only because the session had expired.
        self.tracks.values_mut().for_each(|track| track.refused_until = None);
        self.flush().await;
        Ok(())
    }

    async fn signed_in_get(&mut self, path: &str, renewed: bool) -> Result<Answer, Obstacle> {
        let url = self.session.at(path);
        match self.session.get(url.clone(), JSON).await {
            Err(Obstacle::SignIn(_)) if renewed => Err(Obstacle::because(Reason::new(ReasonCode::Forbidden))),
            Err(Obstacle::SignIn(page)) => {
                self.account.renew(&self.session, page).await.map_err(Obstacle::because)?;
                // Signed in, and still sent to the form: this account may not see it.
                self.session.get(url, JSON).await.map_err(|obstacle| match obstacle {
                    Obstacle::SignIn(_) => Obstacle::because(Reason::new(ReasonCode::Forbidden)),
                    other => other,
                })
            }
            other => other,
        }
    }

    pub(super) fn heard(&mut self, answer: &Answer) {
        let now = self.options.clock.now();
        self.voice.vitals.heard_at = Some(now);
        self.voice.vitals.latency_ms = Some(millis(answer.took));
        if let Some(date) = answer.date {
            let then = now.saturating_sub(millis(answer.headers_at.elapsed()));
            self.skew = i64::try_from(date).unwrap_or(0) - i64::try_from(then).unwrap_or(0);
        }
    }
}
