//! What the core asks of the store, carried out one after the other.
//!
//! The order matters: what is recalled of a server includes what was written before, and a server that
//! is added again right after it was removed is not forgotten in between.

use tokio::sync::mpsc;
use vigie_contract::Millis;

use crate::store::{Commit, Committed, Memory, Store, StoreError};

/// One thing to do.
pub(super) enum Errand {
    Commit(Commit),
    Recall {
        server: String,
        generation: u64,
        now: Millis,
    },
    Forget {
        server: String,
    },
    /// And what was told of it.
    ForgetAll {
        server: String,
    },
}

/// One thing done.
pub(super) enum Done {
    Committed {
        commit: Box<Commit>,
        result: Result<Committed, StoreError>,
    },
    Recalled {
        server: String,
        generation: u64,
        memory: Box<Result<Memory, StoreError>>,
    },
    Unread(u32),
    /// A link that broke has paused for long enough.
    Paused {
        server: String,
        generation: u64,
    },
}

/// Takes errands; ends when nobody has any more.
pub(super) fn run(store: Store, done: mpsc::UnboundedSender<Done>) -> mpsc::UnboundedSender<Errand> {
    // Bounded by what they are for: one commit at a time, and one or two errands for each change of the
    // roster.
    let (errands, mut inbox) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        while let Some(errand) = inbox.recv().await {
            let told = match errand {
                Errand::Commit(commit) => {
                    let result = store.commit(commit.clone()).await;
                    Done::Committed { commit: Box::new(commit), result }
                }
                Errand::Recall { server, generation, now } => {
                    let memory = Box::new(store.recall(&server, now).await);
                    Done::Recalled { server, generation, memory }
                }
                Errand::Forget { server } => {
                    if let Err(error) = store.forget_server(&server).await {
                        tracing::warn!(%error, "a removed server is still in the store");
                    }
                    continue;
                }
                Errand::ForgetAll { server } => match store.forget_all_of(&server).await {
                    Ok(unread) => Done::Unread(unread),
                    Err(error) => {
                        tracing::warn!(%error, "what an earlier demo told is still in the store");
                        continue;
                    }
                },
            };
            if done.send(told).is_err() {
                break;
            }
        }
    });
    errands
}
