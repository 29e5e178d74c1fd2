//! Ctrl-C and its kin.

use tauri::AppHandle;

use crate::shell::quit;

/// The exit code of a program that was interrupted.
const INTERRUPTED: i32 = 130;

/// The first signal ends Vigie in order, the second at once.
pub async fn obey(app: AppHandle) {
    signalled().await;
    tracing::info!("told to end");
    quit(&app);
    signalled().await;
    std::process::exit(INTERRUPTED);
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
