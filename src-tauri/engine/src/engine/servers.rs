//! Adding, changing and removing servers: address, settings file and keyring together.

use std::sync::PoisonError;
use std::time::Duration;

use tokio::time::timeout;
use vigie_contract::{
    ActionAnswer, Detection, Failure, FailureCode, Server, ServerAction, ServerDraft, ServerKind, TestReport,
};

use super::core::Request;
use super::draft::Wanted;
use super::roster::Config;
use super::{Engine, blocking, given};
use crate::link::{self, probe, why_not};
use crate::secrets::Secrets;
use crate::settings::ServerSettings;
use crate::transport::reason;

/// How long looking at an address may take.
const LOOKS_WITHIN: Duration = Duration::from_secs(6);

/// A server for this run only: the demo, or an address given on the command line.
#[derive(Debug, Default)]
pub struct Passing {
    /// As for a server that stays.
    pub draft: ServerDraft,
    /// After how long a silent job counts as stalled.
    pub stalled_seconds: Option<u32>,
    /// How often the list is asked for; 5 s when not said.
    pub poll_seconds: Option<u32>,
    /// Its id; made up where not said. A second one of the same id is the first.
    pub id: Option<String>,
    /// Settings to begin from, for whatever a draft does not say.
    pub like: Option<ServerSettings>,
    /// Whether it is the embedded demo, which begins anew with each run: what was told of an earlier one goes.
    pub demo: bool,
}

impl Engine {
    /// Looks at an address: what it speaks, and how it wants to be signed in to. Sends no password; a token
    /// that is in the address goes to its own server alone.
    ///
    /// # Errors
    /// When the address cannot be understood.
    pub async fn detect_server(&self, address: &str) -> Result<Detection, Failure> {
        let wanted = Wanted::of(ServerDraft { address: address.to_owned(), ..ServerDraft::default() })?;
        let (settings, secrets) = (wanted.server(), Secrets::in_memory());
        wanted.given.keep(&secrets, &settings.id).await;
        Ok(look(&settings, secrets).await)
    }

    /// Tries a server without adding it. With `id`, what the draft leaves open is taken from that server.
    pub async fn test_server(&self, draft: ServerDraft, id: Option<String>) -> TestReport {
        let failed = |url: String, detection: Option<Detection>, failure: Failure| TestReport {
            url,
            kind: None,
            detection,
            ok: false,
            failure: Some(failure),
            running: None,
            stream: None,
            latency_ms: None,
        };
        let mut wanted = match Wanted::of(draft) {
            Ok(wanted) => wanted,
            Err(failure) => return failed(String::new(), None, failure),
        };
        let secrets = Secrets::in_memory();
        let known = match &id {
            Some(id) => self.stored(id).await,
            None => None,
        };
        // What was entered for one host is not for another.
        let moved = wanted.moves(known.as_ref());
        let mut settings = match known {
            Some(mut server) => {
                wanted.settle_proxy(&server);
                wanted.apply(&mut server);
                server
            }
            None => wanted.server(),
        };
        if let Some(id) = id.as_ref().filter(|_| !moved) {
            given::copy(&self.inner.secrets, id, &secrets, &settings.id).await;
            given::copy(&self.inner.passing, id, &secrets, &settings.id).await;
        }
        wanted.given.keep(&secrets, &settings.id).await;
        let detection = self.settle(&wanted, &mut settings, &secrets).await;
        if settings.kind == ServerKind::Auto
            && let Some(detection) = detection
        {
            let failure = Failure::connection(why_not(&detection));
            return failed(settings.url.to_string(), Some(detection), failure);
        }
        probe(settings, secrets, detection).await
    }

    /// Adds a server and begins to watch it. Where it was not said what it speaks, its address is looked at; one
    /// that cannot be reached now is looked at when it can.
    ///
    /// # Errors
    /// When the address cannot be understood, the server is there already, or the settings cannot be written.
    pub async fn add_server(&self, draft: ServerDraft) -> Result<Server, Failure> {
        let wanted = Wanted::of(draft)?;
        let mut settings = wanted.server();
        let id = settings.id.clone();
        let secrets = Secrets::in_memory();
        wanted.given.keep(&secrets, &id).await;
        self.settle(&wanted, &mut settings, &secrets).await;
        wanted.given.keep(&self.inner.secrets, &id).await;
        if let Err(failure) = self.edit(move |file| file.add_server(settings)).await {
            let _ = self.inner.secrets.forget(&id).await;
            return Err(failure);
        }
        self.server(&id).await
    }

    /// Changes a server; secrets that are not entered stay as they are.
    ///
    /// # Errors
    /// As for [`add_server`](Self::add_server), or when there is no such server.
    pub async fn update_server(&self, id: &str, draft: ServerDraft) -> Result<Server, Failure> {
        let mut wanted = Wanted::of(draft)?;
        let mut found = None;
        let stored = self.stored(id).await;
        stored.iter().for_each(|server| wanted.settle_proxy(server));
        let was = stored.clone();
        if let Some(mut settings) = stored.filter(|_| wanted.asks_to_look()) {
            let secrets = Secrets::in_memory();
            if !wanted.moves(Some(&settings)) {
                given::copy(&self.inner.secrets, id, &secrets, id).await;
            }
            wanted.given.keep(&secrets, id).await;
            wanted.apply(&mut settings);
            found = self.settle(&wanted, &mut settings, &secrets).await;
        }
        // Secrets first: a new user with the old password would be refused, and that may count.
        let secrets = &self.inner.secrets;
        let (kept, moved) = (Secrets::in_memory(), wanted.moves(was.as_ref()));
        if moved {
            // What was entered for one host is not for another.
            given::copy(secrets, id, &kept, id).await;
            let _ = secrets.forget(id).await;
        }
        let before = wanted.given.keep(secrets, id).await;
        let renewed = !wanted.given.is_empty();
        let key = id.to_owned();
        let edited = self.edit(move |file| {
            file.update_server(&key, move |server| {
                wanted.apply(server);
                if let Some(found) = &found {
                    wanted.learn(server, found);
                }
            })
        });
        if let Err(failure) = edited.await {
            given::put_back(secrets, id, before).await;
            given::copy(&kept, id, secrets, id).await;
            return Err(failure);
        }
        if (renewed || moved)
            && let Some(settings) = self.stored(id).await
        {
            let secret = given::place(secrets, &settings).await;
            self.tell(Request::Renew { id: id.to_owned(), secret }).await;
        }
        self.server(id).await
    }

    /// Removes a server, its password and what was remembered to continue its streams.
    /// Its notices and finished jobs stay.
    ///
    /// # Errors
    /// When there is no such server, or the settings cannot be written.
    pub async fn remove_server(&self, id: &str) -> Result<(), Failure> {
        let passing = id.to_owned();
        if self.ask(|reply| Request::RemovePassing { id: passing, reply }).await? {
            // In memory only: there is nothing that could fail.
            let _ = self.inner.passing.forget(id).await;
            return self.unpin_all_of(id).await;
        }
        let key = id.to_owned();
        self.edit(move |file| file.remove_server(&key)).await?;
        if let Err(error) = self.inner.secrets.forget(id).await {
            tracing::warn!(%error, "a removed server's password is still in the keyring");
        }
        Ok(())
    }

    /// A server that is in no settings may have pinned jobs there all the same.
    async fn unpin_all_of(&self, id: &str) -> Result<(), Failure> {
        let pinned = self.settings_now().await.preferences.pinned;
        if !pinned.iter().any(|job| job.server == id) {
            return Ok(());
        }
        let id = id.to_owned();
        self.edit(move |file| {
            file.edit(|settings| {
                settings.preferences.pinned.retain(|job| job.server != id);
                Ok(())
            })
        })
        .await
    }

    /// Switches a server on or off.
    ///
    /// # Errors
    /// When there is no such server, or the settings cannot be written.
    pub async fn set_server_enabled(&self, id: &str, enabled: bool) -> Result<(), Failure> {
        let key = id.to_owned();
        self.edit(move |file| file.set_enabled(&key, enabled)).await
    }

    /// Asks a server for something that its protocol offers, and waits for its answer.
    ///
    /// # Errors
    /// `NotOffered` where its kind does no such thing, else why it could not be asked or did not answer.
    pub async fn act(&self, id: &str, action: ServerAction) -> Result<ActionAnswer, Failure> {
        let id = id.to_owned();
        self.ask(|reply| Request::Act { id, action, reply }).await?
    }

    /// Watches a server for this run only; one that is watched already is not added again.
    ///
    /// # Errors
    /// When the address cannot be understood.
    pub async fn add_passing(&self, passing: Passing) -> Result<Server, Failure> {
        let wanted = Wanted::of(passing.draft)?;
        let mut settings = match passing.like {
            Some(mut like) => {
                wanted.apply(&mut like);
                like
            }
            None => wanted.server(),
        };
        if let Some(id) = passing.id {
            settings.id = id;
        }
        settings.stalled_seconds = passing.stalled_seconds.or(settings.stalled_seconds);
        if let Some(seconds) = passing.poll_seconds {
            settings.poll_seconds = seconds;
        }
        let secrets = self.inner.passing.clone();
        wanted.given.keep(&secrets, &settings.id).await;
        self.settle(&wanted, &mut settings, &secrets).await;
        let secret = given::place(&secrets, &settings).await;
        let config = Box::new(Config { settings, passing: true, demo: passing.demo });
        self.ask(|reply| Request::AddPassing { config, secret, reply }).await
    }

    /// Finds out what a server speaks, where that is open.
    async fn settle(
        &self,
        wanted: &Wanted,
        settings: &mut ServerSettings,
        secrets: &Secrets,
    ) -> Option<Detection> {
        if settings.kind != ServerKind::Auto {
            return None;
        }
        let detection = look(settings, secrets.clone()).await;
        wanted.learn(settings, &detection);
        Some(detection)
    }

    /// What the settings say of a server.
    async fn stored(&self, id: &str) -> Option<ServerSettings> {
        let (file, id) = (self.inner.settings.clone()?, id.to_owned());
        blocking(move || file.lock().unwrap_or_else(PoisonError::into_inner).settings().server(&id).cloned())
            .await?
    }

    async fn server(&self, id: &str) -> Result<Server, Failure> {
        let snapshot = self.subscribe().await?.snapshot;
        let unknown = || Failure::new(FailureCode::ServerUnknown);
        snapshot.servers.into_iter().find(|server| server.id == id).ok_or_else(unknown)
    }
}

/// Looks at the address of a server, for a limited time.
async fn look(settings: &ServerSettings, secrets: Secrets) -> Detection {
    match timeout(LOOKS_WITHIN, link::detect_server(settings, secrets)).await {
        Ok(detection) => detection,
        Err(_) => link::unasked(&settings.url, reason::no_answer(LOOKS_WITHIN)),
    }
}

#[cfg(test)]
mod tests;
