//! A server that cannot be spoken to yet: one of unknown kind is looked at until that is known, one without
//! its mapping waits for the settings.

use tokio::sync::mpsc;
use tokio::time::Instant;
use vigie_contract::{Detection, LinkState, Reason, ReasonCode, ServerKind};

use super::broken::{Pause, usual_pace};
use super::desk::{Called, Desk, Paused, not_offered};
use super::detect::{detect, why_not};
use super::session::Session;
use super::voice::Voice;
use super::{LinkOptions, News, Report};
use crate::transport::BackoffOptions;
use crate::transport::backoff::Backoff;
use crate::transport::bounds::SLOW_RETRY;

/// See the module.
pub struct Unsettled {
    options: LinkOptions,
    voice: Voice,
    session: Session,
}

impl Unsettled {
    pub fn new(options: LinkOptions, session: Session, reports: mpsc::Sender<Report>) -> Self {
        Self { voice: Voice::new(&options, reports), options, session }
    }

    /// Looks, and tells what was found. Ends only when the engine, which then makes a link of that kind, ends it.
    pub async fn run(&mut self, desk: &mut Desk) {
        let mut backoff = Backoff::new(BackoffOptions::default());
        while self.options.settings.kind != ServerKind::Auto {
            let reason = Reason::new(ReasonCode::MappingMissing);
            let pause = Pause::after(&reason, || SLOW_RETRY);
            let until = pause.begin(&mut self.voice, &self.options.clock, reason).await;
            if !self.wait(desk, until).await {
                return;
            }
        }
        loop {
            self.voice.tell(LinkState::Connecting, None, None).await;
            self.options.account().prepare_to_look(&self.session).await;
            let Some(detection) = self.look(desk).await else { return };
            if detection.kind.is_some() {
                // The engine makes another link of this: until then there is nothing to do here.
                self.voice.report(News::Found(Box::new(detection))).await;
                if !self.wait(desk, None).await {
                    return;
                }
                continue;
            }
            let reason = why_not(&detection);
            let pause = Pause::For(backoff.lost(None, usual_pace(reason.code)));
            let until = pause.begin(&mut self.voice, &self.options.clock, reason).await;
            if !self.wait(desk, until).await {
                return;
            }
        }
    }

    /// `None` when the engine is gone.
    async fn look(&self, desk: &mut Desk) -> Option<Detection> {
        let mut looking = std::pin::pin!(detect(&self.session, self.options.settings.hint));
        loop {
            tokio::select! {
                detection = &mut looking => return Some(detection),
                called = desk.next() => match called {
                    Called::Over => return None,
                    Called::Act(_, reply) => not_offered(reply),
                    Called::Connect | Called::Woke | Called::Deleted(_) => {}
                },
            }
        }
    }

    /// False when the engine is gone.
    async fn wait(&mut self, desk: &mut Desk, until: Option<Instant>) -> bool {
        loop {
            match desk.pause(until).await {
                Paused::Over => return false,
                Paused::Enough => return true,
                Paused::Called(Called::Act(_, reply)) => not_offered(reply),
                Paused::Called(_) => {}
            }
        }
    }
}
