//! Passwords and tokens: in the desktop's keyring, else in memory for this run.
//!
//! Filed under service `Vigie` and account `<server id>/<kind>`. A secret that
//! is to be kept is in memory first and leaves it when the keyring has taken
//! it, so that it can be used at once and is never lost to a prompt that
//! nobody answers. Nothing is ever written to a file.

mod backend;
mod keyring;
mod secret;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::watch;
use vigie_contract::{SecretPlace, Trouble, TroubleCode};

use self::keyring::Keyring;
pub use self::secret::Secret;

/// How long a keyring is waited for.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// To find out whether there is one.
    pub probe: Duration,
    /// For an answer, which may need a person to type the keyring's password.
    pub prompt: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self { probe: Duration::from_secs(3), prompt: Duration::from_secs(60) }
    }
}

/// What a secret is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SecretKind {
    /// The password that belongs to a server's user name.
    Password,
    /// A token that stands for the person.
    Token,
    /// A `Cookie` header, as a browser shows it.
    Cookie,
    /// Values of further headers: a JSON object, by name.
    Headers,
    /// The password of the user in the proxy's address.
    ProxyPassword,
}

impl SecretKind {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Password, Self::Token, Self::Cookie, Self::Headers, Self::ProxyPassword];

    /// The word in the keyring's account name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Token => "token",
            Self::Cookie => "cookie",
            Self::Headers => "headers",
            Self::ProxyPassword => "proxy-password",
        }
    }
}

/// Why the keyring did not do what it was asked. Never holds a secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SecretError {
    /// No answer in time: hanging, or waiting for a person.
    #[error("the keyring does not answer")]
    NotAnswering,
    /// It is locked, and was not unlocked.
    #[error("the keyring is locked: {detail}")]
    Locked {
        /// In the keyring's words.
        detail: String,
    },
    /// There is none, or it failed.
    #[error("{detail}")]
    Failed {
        /// In the keyring's words.
        detail: String,
    },
}

impl SecretError {
    /// The stable word to match on.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotAnswering => "keyring-not-answering",
            Self::Locked { .. } => "keyring-locked",
            Self::Failed { .. } => "keyring-failed",
        }
    }
}

/// Handle to the secrets; clones share them.
#[derive(Clone)]
pub struct Secrets {
    keyring: Option<Keyring>,
    kept: Arc<Kept>,
}

struct Kept {
    accounts: Mutex<Accounts>,
    trouble: watch::Sender<Option<Trouble>>,
}

#[derive(Default)]
struct Accounts {
    /// What no keyring holds (yet).
    memory: HashMap<String, Secret>,
    /// Whether the keyring holds it, where that is known.
    in_keyring: HashMap<String, bool>,
}

impl Secrets {
    /// The system's keyring if it answers within [`Limits::probe`], else memory; [`Self::trouble`] tells.
    pub async fn open() -> Self {
        Self::open_within(Limits::default()).await
    }

    /// The same with other limits.
    pub async fn open_within(limits: Limits) -> Self {
        let mut secrets = Self::in_memory();
        let probed = match Keyring::start(limits) {
            Ok(keyring) => secrets.keyring.insert(keyring).probe().await,
            Err(error) => Err(error),
        };
        secrets.kept.note(probed.as_ref().err());
        secrets
    }

    /// Kept nowhere but in memory, on purpose: no trouble is reported.
    #[must_use]
    pub fn in_memory() -> Self {
        let kept = Kept { accounts: Mutex::default(), trouble: watch::Sender::new(None) };
        Self { keyring: None, kept: Arc::new(kept) }
    }

    /// Keeps a secret and says where. It can be used even when the keyring refuses it.
    pub async fn put(&self, server_id: &str, kind: SecretKind, secret: Secret) -> SecretPlace {
        let account = account(server_id, kind);
        self.kept.accounts().memory.insert(account.clone(), secret.clone());
        let Some(keyring) = &self.keyring else { return SecretPlace::Memory };
        let kept = Arc::clone(&self.kept);
        let stored = keyring
            .call(move |store| {
                backend::put(store, &account, &secret)?;
                kept.moved_to_keyring(&account, &secret);
                Ok(())
            })
            .await;
        self.kept.note(stored.as_ref().err());
        if stored.is_ok() { SecretPlace::Keyring } else { SecretPlace::Memory }
    }

    /// The secret, if there is one.
    ///
    /// # Errors
    /// The keyring could not say. Whether it holds one is then unknown.
    pub async fn get(&self, server_id: &str, kind: SecretKind) -> Result<Option<Secret>, SecretError> {
        let account = account(server_id, kind);
        if let Some(secret) = self.kept.accounts().memory.get(&account) {
            return Ok(Some(secret.clone()));
        }
        let Some(keyring) = &self.keyring else { return Ok(None) };
        let asked = account.clone();
        let found = keyring.call(move |store| backend::get(store, &asked)).await;
        self.kept.note(found.as_ref().err());
        if let Ok(found) = &found {
            self.kept.accounts().in_keyring.insert(account, found.is_some());
        }
        found
    }

    /// Forgets one secret of a server. None there is success.
    ///
    /// # Errors
    /// The keyring did not remove it (yet).
    pub async fn remove(&self, server_id: &str, kind: SecretKind) -> Result<(), SecretError> {
        let account = account(server_id, kind);
        self.kept.accounts().memory.remove(&account);
        let Some(keyring) = &self.keyring else { return Ok(()) };
        let kept = Arc::clone(&self.kept);
        let removed = keyring
            .call(move |store| {
                backend::remove(store, &account)?;
                kept.accounts().in_keyring.insert(account.clone(), false);
                Ok(())
            })
            .await;
        self.kept.note(removed.as_ref().err());
        removed
    }

    /// Forgets all secrets of a server that is being removed.
    ///
    /// # Errors
    /// The keyring did not remove one of them (yet).
    pub async fn forget(&self, server_id: &str) -> Result<(), SecretError> {
        let mut outcome = Ok(());
        for kind in SecretKind::ALL {
            outcome = self.remove(server_id, kind).await.and(outcome);
        }
        outcome
    }

    /// Where a secret is. Asks the keyring only where this is not known already.
    pub async fn place_of(&self, server_id: &str, kind: SecretKind) -> SecretPlace {
        let account = account(server_id, kind);
        let known = {
            let accounts = self.kept.accounts();
            if accounts.memory.contains_key(&account) {
                return SecretPlace::Memory;
            }
            accounts.in_keyring.get(&account).copied()
        };
        let held = match known {
            Some(held) => held,
            None => matches!(self.get(server_id, kind).await, Ok(Some(_))),
        };
        if held { SecretPlace::Keyring } else { SecretPlace::None }
    }

    /// What is wrong with the keyring, as of its last answer.
    #[must_use]
    pub fn trouble(&self) -> Option<Trouble> {
        self.kept.trouble.borrow().clone()
    }

    /// The same, to wait for changes of.
    #[must_use]
    pub fn troubles(&self) -> watch::Receiver<Option<Trouble>> {
        self.kept.trouble.subscribe()
    }
}

impl std::fmt::Debug for Secrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Secrets").field("keyring", &self.keyring.is_some()).finish_non_exhaustive()
    }
}

impl Kept {
    fn accounts(&self) -> MutexGuard<'_, Accounts> {
        // Each change is a single insert or remove: a panic elsewhere leaves nothing half done.
        self.accounts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn moved_to_keyring(&self, account: &str, secret: &Secret) {
        let mut accounts = self.accounts();
        accounts.in_keyring.insert(account.to_owned(), true);
        // A newer secret may be waiting for its turn: that one stays.
        if accounts.memory.get(account) == Some(secret) {
            accounts.memory.remove(account);
        }
        drop(accounts);
        self.note(None);
    }

    fn note(&self, error: Option<&SecretError>) {
        if error.is_none() && !self.accounts().memory.is_empty() {
            // Something is still going to be forgotten: what was said about it stays true.
            return;
        }
        let trouble = error.map(|error| {
            tracing::warn!(code = error.code(), %error, "keyring");
            Trouble::new(TroubleCode::NoKeyring).with("detail", error)
        });
        self.trouble.send_if_modified(|now| {
            let changed = *now != trouble;
            *now = trouble;
            changed
        });
    }
}

fn account(server_id: &str, kind: SecretKind) -> String {
    format!("{server_id}/{}", kind.as_str())
}

// The stories need D-Bus.
#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests;
