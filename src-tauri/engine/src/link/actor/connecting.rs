//! Getting in: the first questions, and signing in where the server wants it.

use url::Url;
use vigie_contract::{Reason, ReasonCode};

use super::asking::{JSON, understood};
use super::{Actor, millis};
use crate::dialect::sse_progress::{ACTIVE_PATH, LIST_PATH};
use crate::link::session::{Answer, Obstacle};
use crate::secrets::SecretKind;

impl Actor {
    pub(super) async fn connect(&mut self) -> Result<(), Obstacle> {
        let asked_at = self.options.clock.now();
        let active = self.signed_in_get(ACTIVE_PATH).await?;
        let active_jobs = understood(&active, asked_at)?;
        if self.known_since.is_none() {
            let now = self.options.clock.now();
            self.first_contact =
                self.options.store.first_contact(&self.options.server, now).await.unwrap_or(true);
            self.known_since = Some(now);
        }
        self.heard(&active);
        let asked_all = self.options.clock.now();
        let all = self.session.get(self.session.at(LIST_PATH), JSON).await;
        self.take_active(asked_at, active_jobs).await;
        self.take_all(asked_all, all).await?;
        self.first_contact = false;
        self.flush().await;
        Ok(())
    }

    async fn signed_in_get(&mut self, path: &str) -> Result<Answer, Obstacle> {
        let url = self.session.at(path);
        match self.session.get(url.clone(), JSON).await {
            Err(Obstacle::SignIn(page)) => {
                self.sign_in(page).await.map_err(Obstacle::because)?;
                // Signed in, and still sent to the form: this account may not see it.
                self.session.get(url, JSON).await.map_err(|obstacle| match obstacle {
                    Obstacle::SignIn(_) => Obstacle::because(Reason::new(ReasonCode::Forbidden)),
                    other => other,
                })
            }
            other => other,
        }
    }

    pub(super) async fn sign_in(&mut self, page: Option<Url>) -> Result<(), Reason> {
        let needed = || Reason::new(ReasonCode::SignInNeeded);
        let user = self.options.user.clone().ok_or_else(needed)?;
        let password = match self.options.secrets.get(&self.options.server, SecretKind::Password).await {
            Ok(Some(password)) => password,
            Ok(None) => return Err(needed()),
            Err(error) => {
                tracing::warn!(%error, "the keyring gave no password");
                return Err(needed());
            }
        };
        let page = page.unwrap_or_else(|| self.session.at(&self.options.login_path));
        self.session.sign_in(page, &user, &password).await
    }

    pub(super) fn heard(&mut self, answer: &Answer) {
        let now = self.options.clock.now();
        self.vitals.heard_at = Some(now);
        self.vitals.latency_ms = Some(millis(answer.took));
        if let Some(date) = answer.date {
            self.skew = i64::try_from(date).unwrap_or(0) - i64::try_from(now).unwrap_or(0);
        }
    }
}
