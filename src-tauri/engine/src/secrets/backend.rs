//! The keyring of this system. The only place that knows which one it is.

use std::collections::HashMap;
use std::sync::Arc;

use keyring_core::{CredentialStore, Entry, Error, Result};

use super::Secret;

/// Under which all of Vigie's secrets are filed.
const SERVICE: &str = "Vigie";

/// Connects to the system's keyring. May block for as long as the system likes.
pub(super) fn open() -> Result<Arc<CredentialStore>> {
    #[cfg(target_os = "macos")]
    let store = apple_native_keyring_store::keychain::Store::new()?;
    #[cfg(windows)]
    let store = windows_native_keyring_store::Store::new()?;
    #[cfg(all(unix, not(target_os = "macos")))]
    let store = zbus_secret_service_keyring_store::Store::new()?;
    Ok(store)
}

fn entry(store: &CredentialStore, account: &str) -> Result<Entry> {
    // Only the Secret Service shows a label of our choice; the others show service and account.
    let label = format!("Vigie: {account}");
    let labelled = HashMap::from([("label", label.as_str())]);
    let modifiers = cfg!(all(unix, not(target_os = "macos"))).then_some(&labelled);
    store.build(SERVICE, account, modifiers)
}

pub(super) fn put(store: &CredentialStore, account: &str, secret: &Secret) -> Result<()> {
    let entry = entry(store, account)?;
    match entry.set_password(secret.expose()) {
        // Another program filed the same account twice: one entry, ours, is left.
        Err(Error::Ambiguous(twins)) => {
            delete_all(&twins)?;
            entry.set_password(secret.expose())
        }
        other => other,
    }
}

pub(super) fn get(store: &CredentialStore, account: &str) -> Result<Option<Secret>> {
    let found = match entry(store, account)?.get_password() {
        Err(Error::Ambiguous(twins)) => twins.first().map_or(Err(Error::NoEntry), Entry::get_password),
        other => other,
    };
    match found {
        Ok(text) => Ok(Some(Secret::new(text))),
        Err(Error::NoEntry) => Ok(None),
        Err(error) => Err(error),
    }
}

pub(super) fn remove(store: &CredentialStore, account: &str) -> Result<()> {
    match entry(store, account)?.delete_credential() {
        Err(Error::NoEntry) => Ok(()),
        Err(Error::Ambiguous(twins)) => delete_all(&twins),
        other => other,
    }
}

fn delete_all(entries: &[Entry]) -> Result<()> {
    entries.iter().try_for_each(Entry::delete_credential)
}
