//! Whom to sign in as, and where the password is.

use url::Url;
use vigie_contract::{Reason, ReasonCode};

use super::session::Session;
use crate::secrets::{SecretKind, Secrets};

/// What it takes to sign in to one server.
#[derive(Clone)]
pub struct Account {
    /// The server's id in Vigie.
    pub server: String,
    /// User to sign in as.
    pub user: Option<String>,
    /// Where the password is.
    pub secrets: Secrets,
    /// Path of the sign-in form, where no redirect says so.
    pub login_path: String,
}

impl Account {
    /// Everything that signing in needs is at hand afterwards.
    ///
    /// # Errors
    /// `SignInNeeded` where something that was chosen is not stored, else as [`Self::renew`].
    #[allow(clippy::unused_async, reason = "asks the keyring")]
    pub async fn prepare(&self, _session: &Session) -> Result<(), Reason> {
        Ok(())
    }

    /// The session expired: another, silently, at `page` if the server named one.
    ///
    /// # Errors
    /// As [`Self::sign_in`].
    pub async fn renew(&self, session: &Session, page: Option<Url>) -> Result<(), Reason> {
        self.sign_in(session, page).await
    }

    /// Signs in, at `page` if the server named one.
    ///
    /// # Errors
    /// `SignInNeeded` without a user or a password, else as [`Session::sign_in`].
    pub async fn sign_in(&self, session: &Session, page: Option<Url>) -> Result<(), Reason> {
        let needed = || Reason::new(ReasonCode::SignInNeeded);
        let user = self.user.as_deref().ok_or_else(needed)?;
        let password = match self.secrets.get(&self.server, SecretKind::Password).await {
            Ok(Some(password)) => password,
            Ok(None) => return Err(needed()),
            Err(error) => {
                tracing::warn!(%error, "the keyring gave no password");
                return Err(needed());
            }
        };
        let page = page.unwrap_or_else(|| session.at(&self.login_path));
        session.sign_in(page, user, &password).await
    }
}
