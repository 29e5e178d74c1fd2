//! While the connection holds: what to wait for next, and what to call it.

use std::time::Duration;

use futures_util::StreamExt;
use tokio::time::{Instant, MissedTickBehavior, interval};
use vigie_contract::{LinkState, Reason, ReasonCode};

use super::streaming::{GIVE_UP_AFTER, MAX_STREAMS};
use super::{Actor, Break};
use crate::link::desk::{Called, Desk, not_offered};

impl Actor {
    pub(super) async fn watch(&mut self, desk: &mut Desk) -> Break {
        let mut poll = interval(self.options.poll);
        poll.set_missed_tick_behavior(MissedTickBehavior::Delay);
        poll.reset();
        let mut second = interval(Duration::from_secs(1));
        second.set_missed_tick_behavior(MissedTickBehavior::Delay);
        self.arrange();
        loop {
            let (state, reason) = self.state();
            self.voice.tell(state, reason, None).await;
            let outcome = tokio::select! {
                (id, incident) = self.streams.next() => self.take_incidents(id, incident),
                Some(brought) = self.requests.next(), if !self.requests.is_empty() => self.take(brought).await,
                _ = poll.tick() => {
                    self.ask_active();
                    Ok(())
                }
                _ = second.tick() => {
                    self.tell_overdue_endings();
                    self.tell_vitals().await;
                    self.revive_streams();
                    Ok(())
                }
                called = desk.next() => match called {
                    Called::Over => Err(Break::Over),
                    Called::Connect | Called::Woke => {
                        self.try_streams_again();
                        self.next_full_list = Instant::now();
                        self.streams.knock();
                        self.ask_active();
                        Ok(())
                    }
                    Called::Act(_, reply) => {
                        not_offered(reply);
                        Ok(())
                    }
                    Called::Deleted(job) => {
                        self.deleted(job).await;
                        Ok(())
                    }
                },
            };
            self.flush().await;
            if let Err(ended) = outcome {
                return ended;
            }
        }
    }

    fn state(&self) -> (LinkState, Option<Reason>) {
        if let Some((reason, _)) = &self.no_streams {
            return (LinkState::Polling, Some(reason.clone()));
        }
        if self.finite {
            return (LinkState::Polling, Some(Reason::new(ReasonCode::FiniteStream)));
        }
        let no_streams = self.streams.iter().next().is_none();
        let now = self.options.clock.now();
        if no_streams && self.tracks.values().any(|track| track.is_open() && track.is_refused(now)) {
            return (LinkState::Polling, Some(Reason::new(ReasonCode::Forbidden)));
        }
        let capped = || {
            self.capped.map(|jobs| {
                Reason::new(ReasonCode::TooManyJobs)
                    .with("streamed", MAX_STREAMS * self.limit)
                    .with("jobs", jobs)
            })
        };
        let losses = self.streams.iter().map(|stream| stream.losses).max().unwrap_or(0);
        if self.streams.standing() > 0 || no_streams {
            return (LinkState::Live, capped());
        }
        match losses {
            0 => match self.voice.told() {
                Some((LinkState::Live, reason)) => (LinkState::Live, reason.clone()),
                _ => (LinkState::Connecting, None),
            },
            GIVE_UP_AFTER.. => (LinkState::Polling, self.stream_loss.clone()),
            _ => (LinkState::Connecting, self.stream_loss.clone()),
        }
    }
}
