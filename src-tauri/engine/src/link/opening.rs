//! Before a server can be spoken to: the files that its settings name are read, and asked for until they will do.

use std::time::Duration;

use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until};
use vigie_contract::{Failure, Reason};

use super::broken::Pause;
use super::session::Session;
use super::voice::Voice;
use super::{LinkCommand, LinkOptions, Report};
use crate::transport::bounds::SLOW_RETRY;

/// A session for this link. Where none can be made, says why and tries again when the person asks for it, and
/// from time to time: a file may be on a disk that is not there yet. `None` when the engine is gone.
pub async fn open(
    options: &LinkOptions,
    inbox: &mut mpsc::Receiver<LinkCommand>,
    reports: mpsc::Sender<Report>,
) -> Option<Session> {
    let mut voice = Voice::new(options, reports);
    loop {
        let network = options.account().network().await;
        let reason = match Session::new(options.settings.url.clone(), network) {
            Ok(session) => return Some(session),
            Err(reason) => reason,
        };
        tracing::warn!(server = %options.server, reason = reason.code.as_str(), "it cannot be spoken to");
        let pause = Pause::after(&reason, || SLOW_RETRY);
        pause.begin(&mut voice, &options.clock, reason.clone()).await;
        if !wait(inbox, SLOW_RETRY, &reason).await {
            return None;
        }
    }
}

/// False when the engine is gone. Whoever wants something of the server meanwhile is told why it cannot be had.
async fn wait(inbox: &mut mpsc::Receiver<LinkCommand>, pause: Duration, reason: &Reason) -> bool {
    let until = Instant::now() + pause;
    loop {
        let command = tokio::select! {
            () = sleep_until(until) => return true,
            command = inbox.recv() => command,
        };
        let refused = || Failure::connection(reason.clone());
        match command {
            None => return false,
            Some(LinkCommand::ConnectNow | LinkCommand::Woke) => return true,
            Some(LinkCommand::Act { reply, .. }) => drop(reply.send(Err(refused()))),
            Some(LinkCommand::Delete { reply, .. }) => drop(reply.send(Err(refused()))),
        }
    }
}
