//! Whom to sign in as, and where the secrets are.

use std::collections::BTreeMap;

use data_encoding::BASE64;
use reqwest::header::HeaderName;
use url::Url;
use vigie_contract::{Reason, ReasonCode, ServerKind, SignIn};

use super::credentials::{Credentials, Unsendable};
use super::session::Session;
use crate::address::is_cleartext;
use crate::inspector::Inspector;
use crate::secrets::{Secret, SecretKind, Secrets};
use crate::settings::ServerSettings;
use crate::transport::{Network, Proxy};

/// What it takes to sign in to one server.
#[derive(Clone)]
pub struct Account {
    /// The server's id in Vigie, under which its secrets are.
    server: String,
    settings: ServerSettings,
    secrets: Secrets,
    /// What is sent to the server is not to be seen in what it says.
    inspector: Inspector,
}

impl Account {
    /// The account that the settings speak of.
    #[must_use]
    pub fn new(server: &str, settings: &ServerSettings, secrets: Secrets) -> Self {
        let inspector = Inspector::default();
        Self { server: server.to_owned(), settings: settings.clone(), secrets, inspector }
    }

    /// The same, and what it sends is masked there.
    #[must_use]
    pub fn shown_to(self, inspector: Inspector) -> Self {
        Self { inspector, ..self }
    }

    /// Path of the sign-in, where no redirect says so.
    #[must_use]
    pub fn login_path(&self) -> &str {
        let usual = match self.settings.kind {
            ServerKind::SoliLms => "login",
            ServerKind::Postes => "api/auth/login/",
            _ => "accounts/login/",
        };
        self.settings.login_path.as_deref().unwrap_or(usual)
    }

    /// How the server is reached, with the proxy's password.
    pub async fn network(&self) -> Network {
        let mut network = self.settings.network();
        if let Proxy::Url(proxy) = &network.proxy
            && !proxy.user().is_empty()
        {
            let password = self.find(SecretKind::ProxyPassword).await;
            network.proxy = Proxy::Url(proxy.clone().with_password(password));
        }
        network
    }

    /// Everything that signing in needs is at hand afterwards. A server that is usually signed in to by user
    /// and password is, where there is a user and that has not happened yet; sse-progress waits until it is
    /// asked to.
    ///
    /// # Errors
    /// `SignInNeeded` where something that was chosen is not stored, `CleartextRefused` where it may not go
    /// over this network, else as [`Session::sign_in`].
    pub async fn prepare(&self, session: &Session) -> Result<(), Reason> {
        let way = self.settings.way_in();
        session.carry(self.credentials(way).await?);
        match way {
            SignIn::Cookie if !session.is_signed_in() => {
                let cookie = self.stored(SecretKind::Cookie).await?;
                session.take_cookies(&cookie);
                Ok(())
            }
            SignIn::Session if self.is_eager() && !session.is_signed_in() => {
                self.sign_in(session, None).await
            }
            _ => Ok(()),
        }
    }

    /// The same for a server of which it is not known what it speaks: whatever there is but no password.
    pub async fn prepare_to_look(&self, session: &Session) {
        if self.may_send().is_err() {
            return;
        }
        let mut credentials = self.with_headers(Credentials::default()).await.unwrap_or_default();
        if matches!(self.settings.sign_in, SignIn::Auto | SignIn::UrlToken | SignIn::Bearer)
            && let Some(token) = self.find(SecretKind::Token).await
        {
            credentials = match self.settings.sign_in {
                SignIn::Bearer => credentials.bearer(&token).unwrap_or_default(),
                _ => credentials.token_in_query(&self.settings.token_param, token),
            };
        }
        session.carry(credentials);
        if matches!(self.settings.sign_in, SignIn::Auto | SignIn::Cookie)
            && let Some(cookie) = self.find(SecretKind::Cookie).await
        {
            session.take_cookies(&cookie);
        }
    }

    /// The session expired: another, silently, at `page` if the server named one.
    ///
    /// # Errors
    /// `SignInRefused` where the same token, password or cookie would only be refused again; `SignInNeeded`
    /// where there is nothing to sign in with; else as [`Session::sign_in`].
    pub async fn renew(&self, session: &Session, page: Option<Url>) -> Result<(), Reason> {
        match self.settings.way_in() {
            SignIn::Auto | SignIn::Session => self.sign_in(session, page).await,
            SignIn::None => Err(Reason::new(ReasonCode::SignInNeeded)),
            SignIn::UrlToken | SignIn::Bearer | SignIn::Basic | SignIn::Cookie => {
                Err(Reason::new(ReasonCode::SignInRefused))
            }
        }
    }

    /// Whether there is somebody to sign in as again.
    #[must_use]
    pub fn may_renew(&self) -> bool {
        self.settings.user.is_some() && matches!(self.settings.way_in(), SignIn::Auto | SignIn::Session)
    }

    async fn sign_in(&self, session: &Session, page: Option<Url>) -> Result<(), Reason> {
        let user = self.user()?;
        let password = self.stored(SecretKind::Password).await?;
        if self.settings.kind == ServerKind::Postes {
            return session.sign_in_by_json(session.at(self.login_path()), user, &password, page).await;
        }
        let page = page.unwrap_or_else(|| session.at(self.login_path()));
        session.sign_in(page, user, &password).await
    }

    /// Whether to sign in before being asked to.
    fn is_eager(&self) -> bool {
        self.settings.user.is_some()
            && !matches!(self.settings.kind, ServerKind::SseProgress | ServerKind::Auto)
    }

    async fn credentials(&self, way: SignIn) -> Result<Credentials, Reason> {
        let credentials = self.with_headers(Credentials::default()).await?;
        let credentials = match way {
            SignIn::UrlToken => {
                let token = self.stored(SecretKind::Token).await?;
                let credentials = credentials.token_in_query(&self.settings.token_param, token);
                // Its statistics want a bearer.
                match self.settings.kind {
                    ServerKind::Estimates => credentials.bearer_when_plain(),
                    _ => Ok(credentials),
                }
            }
            SignIn::Bearer => credentials.bearer(&self.stored(SecretKind::Token).await?),
            SignIn::Basic => credentials.basic(self.user()?, &self.stored(SecretKind::Password).await?),
            SignIn::Auto | SignIn::None | SignIn::Session | SignIn::Cookie => Ok(credentials),
        };
        credentials.map_err(refused)
    }

    async fn with_headers(&self, mut credentials: Credentials) -> Result<Credentials, Reason> {
        if self.settings.headers.is_empty() {
            return Ok(credentials);
        }
        let values = header_values(&self.stored(SecretKind::Headers).await?);
        for name in &self.settings.headers {
            let value = values.get(&name.to_ascii_lowercase()).ok_or_else(needed)?;
            let name = HeaderName::try_from(name.as_str()).map_err(|_| needed())?;
            credentials = credentials.header(name, value).map_err(refused)?;
        }
        Ok(credentials)
    }

    fn user(&self) -> Result<&str, Reason> {
        self.settings.user.as_deref().ok_or_else(needed)
    }

    /// A secret that is about to be sent.
    async fn stored(&self, kind: SecretKind) -> Result<Secret, Reason> {
        let secret = self.find(kind).await.ok_or_else(needed)?;
        self.may_send().map(|()| secret)
    }

    async fn find(&self, kind: SecretKind) -> Option<Secret> {
        match self.secrets.get(&self.server, kind).await {
            Ok(secret) => {
                let secret = secret.filter(|secret| !secret.is_empty())?;
                self.inspector.know(kind, &secret);
                if let (SecretKind::Password, Some(user)) = (kind, &self.settings.user) {
                    let basic = BASE64.encode(format!("{user}:{}", secret.expose()).as_bytes());
                    self.inspector.know_all(vec![Secret::new(basic)]);
                }
                Some(secret)
            }
            Err(error) => {
                tracing::warn!(%error, kind = kind.as_str(), "the keyring gave no secret");
                None
            }
        }
    }

    fn may_send(&self) -> Result<(), Reason> {
        let url = &self.settings.url;
        if is_cleartext(url) && !self.settings.allow_cleartext {
            let host = url.host_str().unwrap_or_default();
            return Err(Reason::new(ReasonCode::CleartextRefused).with("host", host));
        }
        Ok(())
    }
}

/// Values of headers as they are stored: a JSON object. Names in lower case; what is no text is left out.
#[must_use]
pub fn header_values(stored: &Secret) -> BTreeMap<String, Secret> {
    let values: BTreeMap<String, serde_json::Value> =
        serde_json::from_str(stored.expose()).unwrap_or_default();
    let text = |(name, value): (String, serde_json::Value)| {
        Some((name.to_ascii_lowercase(), Secret::new(value.as_str()?)))
    };
    values.into_iter().filter_map(text).collect()
}

fn needed() -> Reason {
    Reason::new(ReasonCode::SignInNeeded)
}

fn refused(_: Unsendable) -> Reason {
    Reason::new(ReasonCode::SignInRefused)
}

#[cfg(test)]
mod tests;
