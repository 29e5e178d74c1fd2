//! Ctrl-C and its kin.

use std::time::Duration;

use tokio::sync::watch;

use crate::exit::Exit;

/// An orderly end takes less than 2 s; after this, something holds it up (a full pipe, a frozen terminal).
const PATIENCE: Duration = Duration::from_secs(4);

/// Becomes true when the person, or the system, wants the program to end.
#[derive(Debug, Clone)]
pub struct Interrupt(watch::Receiver<bool>);

impl Interrupt {
    /// Listens from now on. A second signal, or an end that does not come, ends the program at once.
    #[must_use]
    pub fn listen() -> Self {
        let (told, interrupted) = watch::channel(false);
        tokio::spawn(async move {
            signalled().await;
            let _ = told.send(true);
            let _ = tokio::time::timeout(PATIENCE, signalled()).await;
            std::process::exit(i32::from(Exit::Interrupted.code()));
        });
        Self(interrupted)
    }

    /// Resolves when it is time to end.
    pub async fn wait(&self) {
        let mut interrupted = self.0.clone();
        if interrupted.wait_for(|told| *told).await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

async fn signalled() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        // A signal that cannot be caught ends the program by itself.
        let caught = async |kind| match signal(kind) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending().await,
        };
        tokio::select! {
            () = caught(SignalKind::interrupt()) => {}
            () = caught(SignalKind::terminate()) => {}
            () = caught(SignalKind::hangup()) => {}
        }
    }
    #[cfg(not(unix))]
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
