//! What an event says of a job, and refusals.

use std::time::Duration;

use tokio::time::Instant;
use vigie_contract::{Millis, Reason, ReasonCode};

use super::Actor;
use super::streaming::TRY_STREAMS_EVERY;
use crate::dialect::sse_progress::{Channel, Said, decode};
use crate::link::catch_up::Sifted;
use crate::link::streams::StreamId;
use crate::transport::SseEvent;
use crate::update::{Phase, Update};

/// A refused channel is tried again after this (milliseconds).
const REFUSED_FOR: Millis = 60_000;
/// Streams refused for no reason that could be met are tried once more after this.
const TRY_REFUSED_AFTER: Duration = Duration::from_secs(60);
/// Characters of a refusal's condition that are passed on.
const CONDITION: usize = 40;
/// An end waits so long for its details before it is told without them.
const DETAILS_WITHIN: Duration = Duration::from_secs(3);

impl Actor {
    pub(super) fn take_job_event(&mut self, channel: &Channel, event: &SseEvent) {
        let update = match decode(&event.name, &event.data, Some(channel.job())) {
            Ok((Said::News(update), odd)) => {
                self.voice.updates.extend(odd);
                *update
            }
            Ok(_) => return,
            Err(odd) => return self.voice.updates.push(odd),
        };
        let track = self.tracks.entry(channel.job().to_owned()).or_default();
        track.heard = true;
        track.unheard = 0;
        let update = match track.catch_up.take() {
            None => update,
            Some(replay) => {
                let (sifted, replay) = replay.sift(update, Instant::now());
                track.catch_up = replay;
                match sifted {
                    Sifted::News(update) => *update,
                    Sifted::Known => return,
                    Sifted::Ask => return self.ask_detail(channel.job().to_owned()),
                }
            }
        };
        if let Some(ending) = track.ending.take() {
            self.voice.updates.push(Update::Job(ending));
        }
        if update.phase.is_some_and(Phase::is_over) {
            // The stream tells neither failed items nor times: the details do, in a moment.
            track.over_at = Some(self.options.clock.now());
            track.ending = Some(Box::new(update));
            self.endings.push((Instant::now() + DETAILS_WITHIN, channel.job().to_owned()));
            self.ask_detail(channel.job().to_owned());
        } else {
            if update.begins || update.phase == Some(Phase::Running) {
                track.over_at = None;
                track.running = true;
            }
            self.voice.updates.push(Update::Job(Box::new(update)));
        }
    }

    pub(super) fn take_refusal(&mut self, id: StreamId, event: &SseEvent) {
        let (condition, text, channels) = match decode(&event.name, &event.data, None) {
            Ok((Said::Refused { condition, text, channels }, _)) => (condition, text, channels),
            _ => (String::new(), String::new(), Vec::new()),
        };
        tracing::info!(server = %self.options.server, %condition, "stream refused");
        let Some(stream) = self.streams.get(id) else { return };
        let carried = stream.channels.clone();
        self.streams.close(id);
        let refused: Vec<Channel> =
            channels.iter().filter_map(|name| Channel::named(name)).filter(|c| carried.contains(c)).collect();
        if condition == "forbidden" {
            let until = self.options.clock.now() + REFUSED_FOR;
            // Which one is not always said; then all of them are polled for a while.
            let all: Vec<Channel> = carried.into_iter().collect();
            for channel in if refused.is_empty() { all } else { refused } {
                if let Some(track) = self.tracks.get_mut(channel.job()) {
                    track.refused_until = Some(until);
                }
            }
        } else if text.to_ascii_lowercase().contains("limit") && carried.len() > 1 {
            self.limit = (carried.len() / 2).max(1);
        } else {
            // Not told what is wrong with it: where we were is the likeliest, so next time from the start.
            for channel in &carried {
                if let Some(track) = self.tracks.get_mut(channel.job()) {
                    track.from_start = true;
                }
            }
            self.refusals += 1;
            let pause = if self.refusals == 1 { TRY_REFUSED_AFTER } else { TRY_STREAMS_EVERY };
            let condition: String = condition.chars().take(CONDITION).collect();
            return self
                .give_up_streams(Reason::new(ReasonCode::HttpStatus).with("status", condition), pause);
        }
        self.arrange();
    }
}
