//! Secrets that came with a draft, and where each is kept.

use std::collections::BTreeMap;

use serde_json::{Map, Value};
use vigie_contract::{SecretPlace, ServerKind, SignIn};

use crate::link::header_values;
use crate::secrets::{Secret, SecretKind, Secrets};
use crate::settings::ServerSettings;

/// Secrets that came with a draft.
#[derive(Default)]
pub(super) struct Given {
    pub password: Option<Secret>,
    pub token: Option<Secret>,
    pub cookie: Option<Secret>,
    /// By name; an empty one takes it away.
    pub headers: BTreeMap<String, Secret>,
    /// An empty one takes it away.
    pub proxy_password: Option<Secret>,
}

/// What was stored before, to be put back.
pub(super) type Before = Vec<(SecretKind, Option<Secret>)>;

impl Given {
    pub fn is_empty(&self) -> bool {
        [&self.password, &self.token, &self.cookie, &self.proxy_password].iter().all(|given| given.is_none())
            && self.headers.is_empty()
    }

    /// Keeps all of it under this id, headers together with those that are there already. Gives what was there
    /// before.
    pub async fn keep(&self, secrets: &Secrets, id: &str) -> Before {
        let mut before = Vec::new();
        let mut put = async |kind: SecretKind, secret: Secret| {
            before.push((kind, secrets.get(id, kind).await.ok().flatten()));
            if secret.is_empty() {
                drop(secrets.remove(id, kind).await);
            } else {
                secrets.put(id, kind, secret).await;
            }
        };
        for (kind, secret) in [
            (SecretKind::Password, &self.password),
            (SecretKind::Token, &self.token),
            (SecretKind::Cookie, &self.cookie),
            (SecretKind::ProxyPassword, &self.proxy_password),
        ] {
            if let Some(secret) = secret {
                put(kind, secret.clone()).await;
            }
        }
        if !self.headers.is_empty() {
            let stored = secrets.get(id, SecretKind::Headers).await.ok().flatten();
            let mut values = stored.as_ref().map(header_values).unwrap_or_default();
            for (name, value) in &self.headers {
                let name = name.to_ascii_lowercase();
                if value.is_empty() {
                    values.remove(&name)
                } else {
                    values.insert(name, value.clone())
                };
            }
            let values: Map<String, Value> =
                values.into_iter().map(|(name, value)| (name, Value::from(value.expose()))).collect();
            put(SecretKind::Headers, Secret::new(Value::Object(values).to_string())).await;
        }
        before
    }
}

/// Puts back what was there.
pub(super) async fn put_back(secrets: &Secrets, id: &str, before: Before) {
    for (kind, secret) in before {
        match secret {
            Some(secret) => drop(secrets.put(id, kind, secret).await),
            None => drop(secrets.remove(id, kind).await),
        }
    }
}

/// A copy in memory of what is stored for a server.
pub(super) async fn copy(from: &Secrets, id: &str, to: &Secrets, under: &str) {
    for kind in SecretKind::ALL {
        if let Ok(Some(secret)) = from.get(id, kind).await {
            to.put(under, kind, secret).await;
        }
    }
}

/// Where that is which a server is signed in to with.
pub(super) async fn place(secrets: &Secrets, settings: &ServerSettings) -> SecretPlace {
    let kinds: &[SecretKind] = match settings.way_in() {
        // It may have any until it is known what it speaks.
        _ if settings.kind == ServerKind::Auto && settings.sign_in == SignIn::Auto => {
            &[SecretKind::Password, SecretKind::Token, SecretKind::Cookie]
        }
        SignIn::UrlToken | SignIn::Bearer => &[SecretKind::Token],
        SignIn::Cookie => &[SecretKind::Cookie],
        SignIn::None if settings.headers.is_empty() => &[],
        SignIn::None => &[SecretKind::Headers],
        SignIn::Auto | SignIn::Basic | SignIn::Session => &[SecretKind::Password],
    };
    for kind in kinds {
        let place = secrets.place_of(&settings.id, *kind).await;
        if place != SecretPlace::None {
            return place;
        }
    }
    SecretPlace::None
}
