//! The one thread that owns the connection, and the queue in front of it.

use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use tokio::sync::{mpsc, oneshot};

use super::{StoreError, bounds::QUEUE, db::Db};

type Errand = Box<dyn FnOnce(&mut Db) + Send>;

enum Message {
    Errand(Errand),
    Close,
}

/// Where errands are handed in.
#[derive(Clone)]
pub(super) struct Desk {
    queue: mpsc::Sender<Message>,
    thread: Arc<Mutex<Option<JoinHandle<()>>>>,
}

impl Desk {
    /// Starts the thread. When that fails every errand is answered with [`StoreError::Closed`].
    pub(super) fn start(db: Db) -> (Self, Result<(), StoreError>) {
        let (queue, inbox) = mpsc::channel(QUEUE);
        let started = std::thread::Builder::new().name("vigie-store".into()).spawn(move || serve(db, inbox));
        let (thread, result) = match started {
            Ok(thread) => (Some(thread), Ok(())),
            Err(error) => (None, Err(error.into())),
        };
        (Self { queue, thread: Arc::new(Mutex::new(thread)) }, result)
    }

    /// Runs an errand on the thread, after those that were handed in before.
    pub(super) async fn ask<T: Send + 'static>(
        &self,
        errand: impl FnOnce(&mut Db) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let (reply, answer) = oneshot::channel();
        let errand: Errand = Box::new(move |db| {
            // Nobody waiting any more is fine: what was asked for is done all the same.
            let _ = reply.send(errand(db));
        });
        self.queue.send(Message::Errand(errand)).await.map_err(|_| StoreError::Closed)?;
        answer.await.unwrap_or(Err(StoreError::Closed))
    }

    /// Ends the thread after what is queued, and waits for it.
    pub(super) async fn close(self) {
        // An error means that another handle closed it already.
        let _ = self.queue.send(Message::Close).await;
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(thread) = thread {
            let joined = tokio::task::spawn_blocking(move || thread.join().is_ok()).await;
            if !matches!(joined, Ok(true)) {
                tracing::error!("the store's thread ended badly");
            }
        }
    }
}

impl std::fmt::Debug for Desk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Desk")
    }
}

fn serve(mut db: Db, mut inbox: mpsc::Receiver<Message>) {
    while let Some(Message::Errand(errand)) = inbox.blocking_recv() {
        errand(&mut db);
    }
    // Closed, or no handle is left. Errands behind the closing are answered by their dropped reply.
    drop(inbox);
    db.finish();
}
