//! The orderly end.

use std::time::Duration;

use tokio::sync::oneshot;
use tokio::time::timeout;

use super::{Core, Done};
use crate::link::Link;

/// All links together have so long to end.
const LINKS_END_WITHIN: Duration = Duration::from_millis(700);
/// The last commit has so long.
const LAST_COMMIT_WITHIN: Duration = Duration::from_millis(800);

impl Core {
    pub(super) async fn end(mut self, reply: Option<oneshot::Sender<()>>) {
        let links: Vec<Link> = self.roster.iter_mut().filter_map(|entry| entry.link.take()).collect();
        let stopped = async {
            for link in links {
                link.stop().await;
            }
        };
        // Each is told to stop before any is waited for: `stop` of the first cancels only itself,
        // but dropping the rest on time-out cancels them too.
        let _ = timeout(LINKS_END_WITHIN, stopped).await;
        while let Ok(report) = self.reports.1.try_recv() {
            self.take_report(report);
        }
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
        self.store.clone().close().await;
        drop(self);
        if let Some(reply) = reply {
            let _ = reply.send(());
        }
    }
}
