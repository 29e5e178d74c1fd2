//! Which streams to hold, and when to do without.

use std::collections::BTreeSet;
use std::time::Duration;

use tokio::time::Instant;
use vigie_contract::{Reason, ReasonCode};

use super::{Actor, local};
use crate::dialect::sse_progress::Channel;
use crate::link::catch_up::CatchUp;
use crate::link::streams::StreamId;

/// Streams open to one server at most; jobs beyond `10 ×` this are polled.
pub(super) const MAX_STREAMS: usize = 16;
/// Bytes of an id at most; jobs with longer ones are polled. Ten of them, percent-encoded, still fit into
/// a header line of 8 KiB, more than which many servers refuse.
const MAX_CHANNEL_NAME: usize = 200;
/// A stream is given up, and polling begins, after so many losses in a row.
pub(super) const GIVE_UP_AFTER: u32 = 3;
/// While polling, a stream is tried again this often.
pub(super) const TRY_STREAMS_EVERY: Duration = Duration::from_secs(300);

impl Actor {
    /// Opens and closes streams for the jobs that are open now.
    pub(super) fn arrange(&mut self) {
        if self.no_streams.is_some() || !self.streams.settled() {
            return;
        }
        let now = self.options.clock.now();
        let mut wanted: BTreeSet<Channel> = self
            .tracks
            .iter()
            .filter(|(id, track)| track.is_open() && id.len() <= MAX_CHANNEL_NAME && !track.is_refused(now))
            .map(|(id, _)| Channel::of_job(id))
            .collect();
        let most = MAX_STREAMS * self.limit;
        self.capped = (wanted.len() > most).then_some(wanted.len());
        if self.capped.is_some() {
            // Those that are carried already stay, so that the choice does not flicker.
            let carried: BTreeSet<Channel> = self
                .streams
                .iter()
                .flat_map(|s| &s.channels)
                .filter(|c| wanted.contains(*c))
                .cloned()
                .collect();
            let rest: Vec<Channel> = wanted.difference(&carried).cloned().collect();
            wanted = carried.into_iter().chain(rest).take(most).collect();
        }
        let (reached, tracks) = (&self.reached, &self.tracks);
        let position = |channel: &Channel| {
            // What was told before is then known by its position, and not told again.
            let from_start = tracks.get(channel.job()).is_some_and(|track| track.from_start);
            if from_start { 0 } else { reached.get(channel).copied().unwrap_or(0) }
        };
        let opened = self.streams.arrange(&self.session, &self.events, &wanted, self.limit, position);
        for channel in opened {
            // Handed over from a stream that stands: it goes on where that one is, and what it brings is news.
            if self.streams.carrying(&channel).is_some() {
                continue;
            }
            if let Some(track) = self.tracks.get_mut(channel.job())
                && track.running
            {
                let past = self.known_since.is_some_and(|since| {
                    track.started_at.is_some_and(|started| local(started, self.skew) < since)
                }) && !self.reached.contains_key(&channel);
                track.catch_up = Some(CatchUp::to(track.rest_done.unwrap_or(0), past));
                track.unheard = 0;
            }
        }
    }

    /// Streams that were given up get another chance from time to time.
    pub(super) fn revive_streams(&mut self) {
        if self.no_streams.as_ref().is_some_and(|(_, until)| Instant::now() >= *until) {
            self.try_streams_again();
            self.arrange();
        }
    }

    pub(super) fn try_streams_again(&mut self) {
        self.no_streams = None;
        self.reopened_deaf = false;
    }

    pub(super) fn give_up_streams(&mut self, reason: Reason, pause: Duration) {
        tracing::info!(server = %self.options.server, reason = reason.code.as_str(), "polling instead of streams");
        self.streams.clear();
        self.no_streams = Some((reason, Instant::now() + pause));
    }

    /// Streams that say nothing while the list advances are opened anew once, then given up.
    pub(super) fn found_deaf(&mut self, deaf: &BTreeSet<StreamId>) {
        if self.reopened_deaf {
            self.give_up_streams(Reason::new(ReasonCode::StreamDeaf), TRY_STREAMS_EVERY);
            return;
        }
        self.reopened_deaf = true;
        self.stream_loss = Some(Reason::new(ReasonCode::StreamDeaf));
        for id in deaf {
            self.streams.close(*id);
        }
    }
}
