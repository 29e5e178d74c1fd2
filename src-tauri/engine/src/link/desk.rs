//! What a link is asked for, served whatever else it is doing.

use futures_util::StreamExt;
use futures_util::future::BoxFuture;
use futures_util::stream::FuturesUnordered;
use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, sleep_until};
use vigie_contract::{ActionAnswer, Failure, FailureCode, Reason, ReasonCode, ServerAction};

use super::LinkCommand;
use super::account::Account;
use super::deleting::delete;
use super::session::Session;

/// Deletions under way at once; more are refused.
const MAX_DELETIONS: usize = 8;

/// Whom to tell how a request of the person's went.
pub type ActReply = oneshot::Sender<Result<ActionAnswer, Failure>>;

/// Somebody wants something of the actor.
pub enum Called {
    /// The person: do not wait any longer.
    Connect,
    /// The machine woke up or changed its network: pauses are of no use any more.
    Woke,
    /// A deletion is over.
    Deleted(Deleted),
    /// The person asks the server for something.
    Act(ServerAction, ActReply),
    /// The engine is gone.
    Over,
}

/// How a pause went.
pub enum Paused {
    /// It is over, or somebody ended it.
    Enough,
    /// Somebody wants something else; the pause is not over.
    Called(Called),
    /// The engine is gone.
    Over,
}

/// A deletion that is over, well or not.
pub struct Deleted {
    /// The job.
    pub id: String,
    /// How it went.
    pub result: Result<(), Failure>,
    /// Whom to tell.
    pub reply: oneshot::Sender<Result<(), Failure>>,
}

/// Where commands arrive, and the deletions under way.
pub struct Desk {
    inbox: mpsc::Receiver<LinkCommand>,
    deletions: FuturesUnordered<BoxFuture<'static, Deleted>>,
    session: Session,
    account: Account,
}

impl Desk {
    /// A desk that deletes with this session.
    pub fn new(inbox: mpsc::Receiver<LinkCommand>, session: Session, account: Account) -> Self {
        Self { inbox, deletions: FuturesUnordered::new(), session, account }
    }

    /// The next call. Cancel-safe.
    pub async fn next(&mut self) -> Called {
        loop {
            tokio::select! {
                command = self.inbox.recv() => match command {
                    None => return Called::Over,
                    Some(LinkCommand::ConnectNow) => return Called::Connect,
                    Some(LinkCommand::Woke) => return Called::Woke,
                    Some(LinkCommand::Act { action, reply }) => return Called::Act(action, reply),
                    Some(LinkCommand::Delete { id, reply }) => self.delete(id, reply),
                },
                Some(deleted) = self.deletions.next(), if !self.deletions.is_empty() => {
                    return Called::Deleted(deleted);
                }
            }
        }
    }

    /// Waits until then, or for the person where there is no time. Cancel-safe.
    pub async fn pause(&mut self, until: Option<Instant>) -> Paused {
        let over = async {
            match until {
                Some(until) => sleep_until(until).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            () = over => Paused::Enough,
            called = self.next() => match called {
                Called::Over => Paused::Over,
                // A computer that wakes up is no person who mended anything.
                Called::Woke if until.is_none() => Paused::Called(Called::Woke),
                Called::Connect | Called::Woke => Paused::Enough,
                other => Paused::Called(other),
            },
        }
    }

    fn delete(&mut self, id: String, reply: oneshot::Sender<Result<(), Failure>>) {
        if self.deletions.len() >= MAX_DELETIONS {
            let _ = reply.send(Err(busy()));
            return;
        }
        let (session, account) = (self.session.clone(), self.account.clone());
        self.deletions.push(Box::pin(async move {
            let result = delete(&session, &account, &id).await;
            Deleted { id, result, reply }
        }));
    }
}

/// The answer to a request that this kind of server does not know.
pub fn not_offered(reply: ActReply) {
    let _ = reply.send(Err(Failure::new(FailureCode::NotOffered)));
}

/// The answer to a command that there is no room for.
pub fn busy() -> Failure {
    Failure::connection(Reason::new(ReasonCode::ServerBusy))
}
