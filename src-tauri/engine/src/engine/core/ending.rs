//! The orderly end.

use std::time::Duration;

use tokio::sync::oneshot;
use tokio::time::timeout;

use super::Core;
use crate::engine::errands::Done;
use crate::link::Link;

/// All links together have so long to end.
const LINKS_END_WITHIN: Duration = Duration::from_millis(700);
/// The last commit has so long.
const LAST_COMMIT_WITHIN: Duration = Duration::from_millis(800);
/// Closing the store has so long.
const CLOSE_WITHIN: Duration = Duration::from_millis(400);

impl Core {
    pub(super) async fn end(mut self, reply: Option<oneshot::Sender<()>>) {
        let links: Vec<Link> = self.roster.iter_mut().filter_map(|entry| entry.link.take()).collect();
        links.iter().for_each(Link::cancel);
        let stopped = async {
            for link in links {
                link.stop().await;
            }
        };
        let _ = timeout(LINKS_END_WITHIN, stopped).await;
        while let Ok(report) = self.reports.1.try_recv() {
            self.take_report(report);
        }
        self.tell_returns(true);
        let last = async {
            while self.committing || !self.pending.is_empty() {
                if !self.committing {
                    self.write();
                }
                match self.done.1.recv().await {
                    Some(Done::Committed { result: Err(_), .. }) | None => break,
                    Some(done) => self.take_done(done),
                }
            }
        };
        let _ = timeout(LAST_COMMIT_WITHIN, last).await;
        // A disk that hangs is not waited for; the file bears being left like that.
        let _ = timeout(CLOSE_WITHIN, self.store.clone().close()).await;
        drop(self);
        if let Some(reply) = reply {
            let _ = reply.send(());
        }
    }
}
