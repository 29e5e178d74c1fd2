//! The settings file, edited here or by somebody else, and the core that goes by it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::mpsc;
use tokio_util::task::AbortOnDropHandle;
use vigie_contract::{Failure, FailureCode, ServerKind, SignIn, Trouble};

use super::core::Request;
use super::{Engine, LOOK_AT_SETTINGS_EVERY, blocking, given};
use crate::secrets::Secrets;
use crate::settings::{Settings, SettingsError, SettingsFile};

impl Engine {
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

/// Tells the core what the settings say, with where the secret of each is.
async fn configure(
    requests: &mpsc::Sender<Request>,
    secrets: &Secrets,
    settings: Settings,
    troubles: Vec<Trouble>,
) {
    let mut places = BTreeMap::new();
    for server in &settings.servers {
        let place = given::place(secrets, server).await;
        places.insert(server.id.clone(), place);
    }
    let _ =
        requests.send(Request::Configure { settings: Box::new(settings), secrets: places, troubles }).await;
}

/// What a server in the settings turned out to speak.
pub(super) type Found = (String, ServerKind, SignIn);

/// Configures the core now and whenever the file was changed by an editor or another process, and writes down
/// what was found out about a server.
pub(super) fn follow_settings(
    file: Arc<Mutex<SettingsFile>>,
    secrets: Secrets,
    requests: mpsc::Sender<Request>,
    first: (Settings, Vec<Trouble>),
    mut found: mpsc::UnboundedReceiver<Found>,
) -> AbortOnDropHandle<()> {
    AbortOnDropHandle::new(tokio::spawn(async move {
        configure(&requests, &secrets, first.0, first.1).await;
        loop {
            let found = tokio::select! {
                () = tokio::time::sleep(LOOK_AT_SETTINGS_EVERY) => None,
                Some(found) = found.recv() => Some(found),
            };
            let file = file.clone();
            let changed = blocking(move || {
                let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
                match found {
                    Some(found) => write_down(&mut file, found),
                    None => file.changed_on_disk(),
                }
            });
            if let Some(Some((settings, troubles))) = changed.await {
                configure(&requests, &secrets, settings, troubles).await;
            }
        }
    }))
}

/// A file that cannot be written is no reason to ask again what is known: it holds for this run.
fn write_down(file: &mut SettingsFile, found: Found) -> Option<(Settings, Vec<Trouble>)> {
    let (id, kind, sign_in) = found;
    let written = file.update_server(&id, |server| {
        server.settle(kind);
        server.sign_in = sign_in;
    });
    match written {
        Ok(settings) => Some((settings, file.troubles().to_vec())),
        Err(error) => {
            tracing::warn!(%error, "what a server speaks is not written down");
            None
        }
    }
}
