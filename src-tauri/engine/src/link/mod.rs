//! One actor a server: signs in, asks, listens, and tells the engine what it learned.
//!
//! A server that hangs, floods or lies disturbs no other: each has its own
//! task, its own client and its own bounds, and everything it says goes
//! through one bounded queue.

mod account;
mod actor;
mod broken;
mod catch_up;
mod conversation;
mod credentials;
mod deleting;
mod desk;
mod detect;
mod form;
mod listen;
#[cfg(test)]
pub(crate) mod little;
mod opening;
mod probe;
mod seen;
mod session;
mod sign_in;
mod streams;
#[cfg(test)]
mod tests;
mod track;
mod unsettled;
mod voice;

use std::ops::Range;
use std::panic::AssertUnwindSafe;
use std::time::Duration;

use futures_util::FutureExt;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use vigie_contract::{
    ActionAnswer, Detection, Failure, LinkState, Millis, Reason, ReasonCode, ServerAction, ServerKind,
};

pub use account::header_values;
pub use detect::{detect_server, unasked, why_not};
pub use listen::listen;
pub use probe::probe;

use self::account::Account;
use self::desk::Desk;
use crate::clock::Clock;
use crate::dialect;
use crate::inspector::Inspector;
use crate::secrets::Secrets;
use crate::settings::ServerSettings;
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
    /// What the settings say of it.
    pub settings: ServerSettings,
    /// Where the password is.
    pub secrets: Secrets,
    /// To ask which finished jobs are news.
    pub store: Store,
    /// What was known of this server.
    pub memory: Memory,
    /// Where messages are kept for the person to look at.
    pub inspector: Inspector,
    /// How often lists are asked for.
    pub poll: Duration,
    /// The time of day.
    pub clock: Clock,
}

impl LinkOptions {
    fn account(&self) -> Account {
        let account = Account::new(&self.server, &self.settings, self.secrets.clone());
        account.shown_to(self.inspector.clone())
    }

    /// What the person chose about how this server is read.
    fn reading(&self) -> dialect::Options {
        self.settings.reading()
    }

    /// How long the headers of a stream are waited for, where the person chose.
    fn headers_within(&self) -> Option<Duration> {
        self.settings.network().headers_within()
    }
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
        /// Which of the updates a message led to, by its number.
        frames: Vec<(Range<usize>, u64)>,
    },
    /// What a server that was not known speaks.
    Found(Box<Detection>),
    /// Numbers about the connection.
    Vitals(Vitals),
    /// The link ended by a fault in Vigie; the engine makes another.
    Broke(Reason),
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
    /// The person: do not wait any longer.
    ConnectNow,
    /// The machine woke up or changed its network.
    Woke,
    /// The person asks the server for something that its protocol offers.
    Act {
        /// What.
        action: ServerAction,
        /// What the server said.
        reply: oneshot::Sender<Result<ActionAnswer, Failure>>,
    },
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
            let (server, generation) = (options.server.clone(), options.generation);
            let life = live(options, inbox, reports.clone(), stopped);
            if AssertUnwindSafe(life).catch_unwind().await.is_ok() {
                return;
            }
            // The panic itself is in the log, by the hook.
            let reason = Reason::new(ReasonCode::ConnectionLost).with("detail", "a fault in Vigie");
            tracing::error!(server, ?reason, "a link broke");
            let _ = reports.send(Report { server, generation, news: News::Broke(reason) }).await;
        });
        Self { commands, stop, task: Some(task) }
    }

    /// Asks for something; a link that is too busy to take it says so.
    pub fn ask(&self, command: LinkCommand) {
        let Err(refused) = self.commands.try_send(command) else { return };
        tracing::warn!("a link took no command");
        match refused.into_inner() {
            LinkCommand::Delete { reply, .. } => drop(reply.send(Err(desk::busy()))),
            LinkCommand::Act { reply, .. } => drop(reply.send(Err(desk::busy()))),
            LinkCommand::ConnectNow | LinkCommand::Woke => {}
        }
    }

    /// Tells it to end, without waiting.
    pub fn cancel(&self) {
        self.stop.cancel();
    }

    /// Ends it and waits until it has ended.
    pub async fn stop(mut self) {
        self.stop.cancel();
        if let Some(task) = self.task.take() {
            let _ = task.await;
        }
    }
}

async fn live(
    options: LinkOptions,
    mut inbox: mpsc::Receiver<LinkCommand>,
    reports: mpsc::Sender<Report>,
    stop: CancellationToken,
) {
    let opening = opening::open(&options, &mut inbox, reports.clone());
    let Some(Some(session)) = stop.run_until_cancelled(opening).await else { return };
    let mut desk = Desk::new(inbox, session.clone(), options.account());
    let (kind, reading, past) = (options.settings.kind, options.reading(), conversation::past(&options));
    match (kind, dialect::of(kind, &reading, &past)) {
        (ServerKind::SseProgress, _) => {
            let mut actor = actor::Actor::new(options, session, reports);
            stop.run_until_cancelled(actor.run(&mut desk)).await;
            actor.leave();
        }
        (_, Some(dialect)) => {
            let mut conversation = conversation::Conversation::new(options, session, dialect, reports);
            stop.run_until_cancelled(conversation.run(&mut desk)).await;
            conversation.leave();
        }
        (_, None) => {
            let mut unsettled = unsettled::Unsettled::new(options, session, reports);
            stop.run_until_cancelled(unsettled.run(&mut desk)).await;
        }
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}
