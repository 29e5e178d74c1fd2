//! What a link is asked for, served whatever else it is doing.

use futures_util::StreamExt;
use futures_util::future::BoxFuture;
use futures_util::stream::FuturesUnordered;
use tokio::sync::{mpsc, oneshot};
use vigie_contract::{Failure, Reason, ReasonCode};

use super::LinkCommand;
use super::account::Account;
use super::deleting::delete;
use super::session::Session;

/// Deletions under way at once; more are refused.
const MAX_DELETIONS: usize = 8;

/// Somebody wants something of the actor.
pub enum Called {
    /// The person: do not wait any longer.
    Connect,
    /// The machine woke up or changed its network: pauses are of no use any more.
    Woke,
    /// A deletion is over.
    Deleted(Deleted),
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
                    Some(LinkCommand::Delete { id, reply }) => self.delete(id, reply),
                },
                Some(deleted) = self.deletions.next(), if !self.deletions.is_empty() => {
                    return Called::Deleted(deleted);
                }
            }
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

/// The answer to a command that there is no room for.
pub fn busy() -> Failure {
    Failure::connection(Reason::new(ReasonCode::ServerBusy))
}
