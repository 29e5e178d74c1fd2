//! Adding, changing and removing servers: address, settings file and keyring together.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::mpsc;
use tokio_util::task::AbortOnDropHandle;
use vigie_contract::{
    Failure, FailureCode, SecretPlace, Server, ServerDraft, ServerKind, TestReport, Trouble,
};

use super::core::Request;
use super::roster::Config;
use super::{Engine, LOOK_AT_SETTINGS_EVERY, blocking};
use crate::address::Address;
use crate::link::probe;
use crate::secrets::{Secret, SecretKind, Secrets};
use crate::settings::{ServerSettings, Settings, SettingsError, SettingsFile};

/// A server for this run only: the demo, or an address given on the command line.
#[derive(Debug, Default)]
pub struct Passing {
    /// Address, user and password.
    pub draft: ServerDraft,
    /// After how long a silent job counts as stalled.
    pub stalled_seconds: Option<u32>,
    /// How often the list is asked for; 5 s when not said.
    pub poll_seconds: Option<u32>,
    /// Whether it is the embedded demo.
    pub demo: bool,
}

impl Engine {
    /// Tries a server without adding it. With `id`, what the draft leaves open (the password) is
    /// taken from that server.
    pub async fn test_server(&self, draft: ServerDraft, id: Option<String>) -> TestReport {
        let failed = |url: String, failure: Failure| TestReport {
            url,
            kind: None,
            detection: None,
            ok: false,
            failure: Some(failure),
            running: None,
            stream: None,
            latency_ms: None,
        };
        let wanted = match Wanted::from(draft) {
            Ok(wanted) => wanted,
            Err(failure) => return failed(String::new(), failure),
        };
        let password = match (wanted.password, id) {
            (None, Some(id)) => self.inner.secrets.get(&id, SecretKind::Password).await.ok().flatten(),
            (password, _) => password,
        };
        probe(wanted.settings, password).await
    }

    /// Adds a server and begins to watch it.
    ///
    /// # Errors
    /// When the address cannot be understood, the server is there already, or the settings cannot be written.
    pub async fn add_server(&self, draft: ServerDraft) -> Result<Server, Failure> {
        let wanted = Wanted::from(draft)?;
        let id = wanted.settings.id.clone();
        self.keep_password(&id, wanted.password).await;
        let settings = wanted.settings;
        if let Err(failure) = self.edit(move |file| file.add_server(settings)).await {
            let _ = self.inner.secrets.forget(&id).await;
            return Err(failure);
        }
        self.server(&id).await
    }

    /// Changes a server; an empty password leaves the one it has.
    ///
    /// # Errors
    /// As for [`add_server`](Self::add_server), or when there is no such server.
    pub async fn update_server(&self, id: &str, draft: ServerDraft) -> Result<Server, Failure> {
        let wanted = Wanted::from(draft)?;
        // The password first: a new user with the old password would be refused, and that may count.
        let before = self.inner.secrets.get(id, SecretKind::Password).await.ok().flatten();
        let secret = match wanted.password {
            Some(password) => Some(self.inner.secrets.put(id, SecretKind::Password, password).await),
            None => None,
        };
        let (key, draft) = (id.to_owned(), wanted.settings);
        let edited = self.edit(move |file| {
            file.update_server(&key, move |server| {
                server.name = draft.name;
                server.url = draft.url;
                server.user = draft.user;
            })
        });
        if let Err(failure) = edited.await {
            match (secret, before) {
                (None, _) => {}
                (Some(_), Some(before)) => drop(self.keep_password(id, Some(before)).await),
                (Some(_), None) => drop(self.inner.secrets.forget(id).await),
            }
            return Err(failure);
        }
        if let Some(secret) = secret {
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
            return Ok(());
        }
        let key = id.to_owned();
        self.edit(move |file| file.remove_server(&key)).await?;
        if let Err(error) = self.inner.secrets.forget(id).await {
            tracing::warn!(%error, "a removed server's password is still in the keyring");
        }
        Ok(())
    }

    /// Switches a server on or off.
    ///
    /// # Errors
    /// When there is no such server, or the settings cannot be written.
    pub async fn set_server_enabled(&self, id: &str, enabled: bool) -> Result<(), Failure> {
        let key = id.to_owned();
        self.edit(move |file| file.set_enabled(&key, enabled)).await
    }

    /// Watches a server for this run only; one that is watched already is not added again.
    ///
    /// # Errors
    /// When the address cannot be understood.
    pub async fn add_passing(&self, passing: Passing) -> Result<Server, Failure> {
        let wanted = Wanted::from(passing.draft)?;
        let mut settings = wanted.settings;
        if passing.demo {
            "demo".clone_into(&mut settings.id);
        }
        settings.stalled_seconds = passing.stalled_seconds;
        if let Some(seconds) = passing.poll_seconds {
            settings.poll_seconds = seconds;
        }
        let secret = match wanted.password {
            Some(password) => self.inner.passing.put(&settings.id, SecretKind::Password, password).await,
            None => SecretPlace::None,
        };
        let config = Box::new(Config { settings, passing: true, demo: passing.demo });
        self.ask(|reply| Request::AddPassing { config, secret, reply }).await
    }

    async fn keep_password(&self, id: &str, password: Option<Secret>) -> SecretPlace {
        match password {
            Some(password) => self.inner.secrets.put(id, SecretKind::Password, password).await,
            None => SecretPlace::None,
        }
    }

    async fn server(&self, id: &str) -> Result<Server, Failure> {
        let snapshot = self.subscribe().await?.snapshot;
        let unknown = || Failure::new(FailureCode::ServerUnknown);
        snapshot.servers.into_iter().find(|server| server.id == id).ok_or_else(unknown)
    }

    /// Edits the settings file and configures the engine with what it says then.
    pub(super) async fn edit(
        &self,
        edit: impl FnOnce(&mut SettingsFile) -> Result<Settings, SettingsError> + Send + 'static,
    ) -> Result<(), Failure> {
        let Some(file) = self.inner.settings.clone() else {
            let detail = "this run keeps no settings";
            return Err(Failure::new(FailureCode::SettingsNotWritten).with("detail", detail));
        };
        let edited = blocking(move || {
            let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
            edit(&mut file).map(|settings| (settings, file.troubles().to_vec()))
        });
        let (settings, troubles) = edited.await.ok_or_else(|| Failure::new(FailureCode::Internal))??;
        configure(&self.inner.requests, &self.inner.secrets, settings, troubles).await;
        Ok(())
    }
}

/// A draft, understood.
struct Wanted {
    settings: ServerSettings,
    password: Option<Secret>,
}

impl Wanted {
    fn from(draft: ServerDraft) -> Result<Self, Failure> {
        let address = Address::parse(&draft.address)?;
        let given = |text: Option<String>| text.map(|t| t.trim().to_owned()).filter(|t| !t.is_empty());
        let mut settings = ServerSettings::new(&address, ServerKind::SseProgress);
        if let Some(name) = given(draft.name) {
            settings.name = name;
        }
        settings.user = given(draft.user).or(settings.user);
        let password = draft.password.filter(|p| !p.is_empty()).map(Secret::new).or(address.password);
        Ok(Self { settings, password })
    }
}

/// Tells the core what the settings say, with where each password is.
async fn configure(
    requests: &mpsc::Sender<Request>,
    secrets: &Secrets,
    settings: Settings,
    troubles: Vec<Trouble>,
) {
    let mut places = BTreeMap::new();
    for server in &settings.servers {
        let place = secrets.place_of(&server.id, SecretKind::Password).await;
        places.insert(server.id.clone(), place);
    }
    let _ =
        requests.send(Request::Configure { settings: Box::new(settings), secrets: places, troubles }).await;
}

/// Configures the core now and whenever the file was changed by an editor or another process.
pub(super) fn follow_settings(
    file: Arc<Mutex<SettingsFile>>,
    secrets: Secrets,
    requests: mpsc::Sender<Request>,
    first: (Settings, Vec<Trouble>),
) -> AbortOnDropHandle<()> {
    AbortOnDropHandle::new(tokio::spawn(async move {
        configure(&requests, &secrets, first.0, first.1).await;
        loop {
            tokio::time::sleep(LOOK_AT_SETTINGS_EVERY).await;
            let file = file.clone();
            let changed =
                blocking(move || file.lock().unwrap_or_else(PoisonError::into_inner).changed_on_disk());
            if let Some(Some((settings, troubles))) = changed.await {
                configure(&requests, &secrets, settings, troubles).await;
            }
        }
    }))
}
