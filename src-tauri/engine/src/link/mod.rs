//! One actor a server: signs in, asks, listens, and tells the engine what it learned.
//!
//! A server that hangs, floods or lies disturbs no other: each has its own
//! task, its own client and its own bounds, and everything it says goes
//! through one bounded queue.

mod actor;
mod catch_up;
mod probe;
mod session;
mod sign_in;
mod streams;
mod track;

use std::time::Duration;

use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use url::Url;
use vigie_contract::{Failure, LinkState, Millis, Reason};

pub use probe::probe;

use crate::clock::Clock;
use crate::secrets::Secrets;
use crate::store::{Cursor, Memory, Store};
use crate::update::Update;

/// Commands that may wait for a link; more are refused.
const COMMANDS: usize = 64;

/// What a link needs to know.
pub struct LinkOptions {
    /// The server's id in Vigie.
    pub server: String,
    /// Told back with each report, so that a late word of a link that was replaced is recognised.
    pub generation: u64,
    /// Base address, ending with `/`.
    pub base: Url,
    /// Path of the stream below it.
    pub events_path: String,
    /// Path of the sign-in form below it.
    pub login_path: String,
    /// User to sign in as.
    pub user: Option<String>,
    /// Where the password is.
    pub secrets: Secrets,
    /// To ask which finished jobs are news.
    pub store: Store,
    /// What was known of this server.
    pub memory: Memory,
    /// How often the list is asked for.
    pub poll: Duration,
    /// The time of day.
    pub clock: Clock,
}

/// What a link tells.
#[derive(Debug)]
pub struct Report {
    /// The server's id in Vigie.
    pub server: String,
    /// Which link of it.
    pub generation: u64,
    /// What.
    pub news: News,
}

/// The kinds of things a link tells.
#[derive(Debug)]
pub enum News {
    /// The connection's state changed.
    State {
        /// State.
        link: LinkState,
        /// Why.
        reason: Option<Reason>,
        /// When it will be tried again.
        retry_at: Option<Millis>,
    },
    /// What was learned, and how far that brought us: stored together.
    Updates {
        /// In order.
        updates: Vec<Update>,
        /// Positions reached.
        cursors: Vec<Cursor>,
    },
    /// Numbers about the connection.
    Vitals(Vitals),
}

/// Numbers about a connection.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Vitals {
    /// When anything was last received.
    pub heard_at: Option<Millis>,
    /// Round trip of the last plain request.
    pub latency_ms: Option<Millis>,
    /// Streams open.
    pub streams: u32,
    /// Events received since the link was made.
    pub events: u64,
    /// Times the connection came back.
    pub reconnects: u32,
}

/// What a link can be asked to do.
#[derive(Debug)]
pub enum LinkCommand {
    /// Do not wait any longer.
    ConnectNow,
    /// Delete a finished job on the server.
    Delete {
        /// The job.
        id: String,
        /// How it went.
        reply: oneshot::Sender<Result<(), Failure>>,
    },
}

/// A running link. Dropping it ends it at once, with all its connections.
#[derive(Debug)]
pub struct Link {
    commands: mpsc::Sender<LinkCommand>,
    stop: CancellationToken,
    task: Option<JoinHandle<()>>,
}

impl Link {
    /// Starts a link that reports to `reports`.
    #[must_use]
    pub fn start(options: LinkOptions, reports: mpsc::Sender<Report>) -> Self {
        let (commands, inbox) = mpsc::channel(COMMANDS);
        let stop = CancellationToken::new();
        let stopped = stop.clone();
        let task = tokio::spawn(async move {
            let run = async {
                match actor::Actor::new(options, inbox, reports) {
                    Ok(actor) => actor.run().await,
                    Err(reason) => tracing::error!(?reason, "no HTTP client could be made"),
                }
            };
            stopped.run_until_cancelled(run).await;
        });
        Self { commands, stop, task: Some(task) }
    }

    /// Asks for something; a link that is too busy to take it drops the reply, which the asker sees.
    pub fn ask(&self, command: LinkCommand) {
        if self.commands.try_send(command).is_err() {
            tracing::warn!("a link took no command");
        }
    }

    /// Ends it and waits until it has ended.
    pub async fn stop(mut self) {
        self.stop.cancel();
        if let Some(task) = self.task.take() {
            let _ = task.await;
        }
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}
