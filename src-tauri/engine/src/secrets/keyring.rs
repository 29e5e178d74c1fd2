//! A thread that talks to the system's keyring.
//!
//! The keyring's calls block, sometimes until a person has answered a prompt,
//! sometimes for good. So they run one after the other on a thread of their
//! own, and whoever asks waits for a limited time only. An answer that comes
//! later still counts: the work is done in the order it was asked for.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};
use std::time::Duration;

use keyring_core::{CredentialStore, Error};
use tokio::sync::oneshot;

use super::{Limits, SecretError, backend};

/// Questions that may wait for a keyring that is busy.
const QUEUE: usize = 64;

/// Characters of a keyring's complaint that are kept.
const DETAIL: usize = 300;

type Job = Box<dyn FnOnce(&mut Option<Arc<CredentialStore>>) + Send>;

/// The thread's handle. The thread ends when the last one is gone and its work is done.
#[derive(Clone)]
pub(super) struct Keyring {
    jobs: mpsc::SyncSender<Job>,
    /// True from a time-out to the next answer: nobody else is made to wait.
    stuck: Arc<AtomicBool>,
    limits: Limits,
}

impl Keyring {
    /// Starts the thread. Nothing is asked yet.
    pub(super) fn start(limits: Limits) -> Result<Self, SecretError> {
        let (jobs, queue) = mpsc::sync_channel::<Job>(QUEUE);
        std::thread::Builder::new()
            .name("vigie-keyring".to_owned())
            .spawn(move || {
                let mut store = None;
                for job in queue {
                    job(&mut store);
                }
            })
            .map_err(|error| SecretError::Failed { detail: error.to_string() })?;
        Ok(Self { jobs, stuck: Arc::default(), limits })
    }

    /// Whether there is a keyring at all.
    pub(super) async fn probe(&self) -> Result<(), SecretError> {
        self.ask(self.limits.probe, |_| Ok(())).await
    }

    /// Asks, giving a person the time to unlock the keyring.
    pub(super) async fn call<T, F>(&self, question: F) -> Result<T, SecretError>
    where
        T: Send + 'static,
        F: Fn(&CredentialStore) -> keyring_core::Result<T> + Send + 'static,
    {
        self.ask(self.limits.prompt, question).await
    }

    async fn ask<T, F>(&self, limit: Duration, question: F) -> Result<T, SecretError>
    where
        T: Send + 'static,
        F: Fn(&CredentialStore) -> keyring_core::Result<T> + Send + 'static,
    {
        let (answer, mut answered) = oneshot::channel();
        let stuck = Arc::clone(&self.stuck);
        let job: Job = Box::new(move |store| {
            let result = connected(store, &question).map_err(|error| SecretError::from_keyring(&error));
            stuck.store(false, Ordering::Release);
            // Whoever asked may have stopped waiting.
            let _ = answer.send(result);
        });
        if self.jobs.try_send(job).is_err() {
            return Err(SecretError::NotAnswering);
        }
        let limit = if self.stuck.load(Ordering::Acquire) { Duration::ZERO } else { limit };
        match tokio::time::timeout(limit, &mut answered).await {
            Ok(Ok(result)) => result,
            Ok(Err(_)) => Err(SecretError::Failed { detail: "the keyring thread ended".to_owned() }),
            Err(_) => {
                self.stuck.store(true, Ordering::Release);
                // The answer may have come in this very moment: then nothing is stuck.
                match answered.try_recv() {
                    Ok(result) => {
                        self.stuck.store(false, Ordering::Release);
                        result
                    }
                    Err(_) => Err(SecretError::NotAnswering),
                }
            }
        }
    }
}

/// Asks over the connection there is, or a new one; once more over a new one where the old one failed
/// (a keyring daemon that was restarted knows nothing of the sessions before).
fn connected<T>(
    store: &mut Option<Arc<CredentialStore>>,
    question: impl Fn(&CredentialStore) -> keyring_core::Result<T>,
) -> keyring_core::Result<T> {
    if let Some(open) = store.as_ref() {
        match question(open.as_ref()) {
            Err(Error::PlatformFailure(_)) => *store = None,
            answer => return answer,
        }
    }
    let open = backend::open()?;
    let answer = question(open.as_ref());
    *store = Some(open);
    answer
}

impl SecretError {
    fn from_keyring(error: &Error) -> Self {
        let detail = match error {
            Error::PlatformFailure(cause) | Error::NoStorageAccess(cause) => cause.to_string(),
            // Their own texts may carry what was stored.
            Error::BadEncoding(_) | Error::BadDataFormat(..) => "what it holds is not text".to_owned(),
            other => other.to_string(),
        };
        let detail = detail.chars().take(DETAIL).collect();
        match error {
            Error::NoStorageAccess(_) => Self::Locked { detail },
            _ => Self::Failed { detail },
        }
    }
}
