//! Details of one job, and ends that wait for them.

use tokio::time::Instant;
use vigie_contract::Millis;

use super::Actor;
use crate::dialect::sse_progress::{Channel, job};
use crate::link::session::{Answer, Obstacle};
use crate::update::{JobUpdate, Phase, Update};

impl Actor {
    pub(super) fn take_detail(&mut self, id: &str, asked_at: Millis, answer: Result<Answer, Obstacle>) {
        match answer {
            Ok(answer) => match job(&answer.body, asked_at) {
                Ok((update, odd)) if update.id == id => {
                    self.updates.extend(odd);
                    let track = self.tracks.entry(id.to_owned()).or_default();
                    let ending = track.ending.take();
                    if ending.is_none() {
                        track.listed(&update, asked_at);
                    }
                    self.end_if_over(&update);
                    self.updates.push(Update::Job(Box::new(update)));
                    self.updates.extend(ending.map(Update::Job));
                }
                Ok(_) => self.odd("details of another job", id),
                Err(odd) => self.updates.push(odd),
            },
            Err(Obstacle::NotFound) => {
                let ending = self.tracks.get_mut(id).and_then(|track| track.ending.take());
                match ending {
                    Some(ending) => self.updates.push(Update::Job(ending)),
                    None => self.forgotten(id),
                }
            }
            Err(obstacle) => {
                tracing::debug!(server = %self.options.server, reason = ?obstacle.reason().code, "no details");
                // Asked again with the next list.
                if let Some(track) = self.tracks.get_mut(id) {
                    track.asked_at = None;
                    self.updates.extend(track.ending.take().map(Update::Job));
                }
            }
        }
    }

    pub(super) fn end_if_over(&mut self, update: &JobUpdate) {
        if update.phase.is_some_and(Phase::is_over) {
            let channel = Channel::of_job(&update.id);
            self.cursors.insert(channel, None);
        }
    }

    pub(super) fn forgotten(&mut self, id: &str) {
        self.tracks.remove(id);
        let channel = Channel::of_job(id);
        self.reached.remove(&channel);
        self.cursors.insert(channel, None);
        self.updates.push(Update::JobUnknown { id: id.to_owned() });
    }

    /// Ends whose details did not come in time are told as the stream told them.
    pub(super) fn tell_overdue_endings(&mut self) {
        let now = Instant::now();
        let (due, later) = std::mem::take(&mut self.endings).into_iter().partition(|(at, _)| *at <= now);
        self.endings = later;
        let due: Vec<(Instant, String)> = due;
        for (_, id) in due {
            if let Some(ending) = self.tracks.get_mut(&id).and_then(|track| track.ending.take()) {
                self.updates.push(Update::Job(ending));
            }
        }
    }
}
