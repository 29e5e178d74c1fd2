//! Details of one job, and ends that wait for them.

use tokio::time::Instant;
use vigie_contract::Millis;

use super::Actor;
use crate::dialect::sse_progress::{Channel, job};
use crate::link::desk::Deleted;
use crate::link::session::{Answer, Obstacle};
use crate::update::Update;

impl Actor {
    pub(super) fn take_detail(&mut self, id: &str, asked_at: Millis, answer: Result<Answer, Obstacle>) {
        match answer {
            Ok(answer) => match job(&answer.body, asked_at) {
                Ok((update, odd)) if update.id == id => {
                    self.voice.updates.extend(odd);
                    let track = self.tracks.entry(id.to_owned()).or_default();
                    let ending = track.ending.take();
                    if ending.is_none() {
                        track.listed(&update, asked_at);
                    }
                    self.voice.updates.push(Update::Job(Box::new(update)));
                    self.voice.updates.extend(ending.map(Update::Job));
                }
                Ok(_) => self.voice.odd("details of another job", id),
                Err(odd) => self.voice.updates.push(odd),
            },
            Err(Obstacle::NotFound) => {
                let ending = self.tracks.get_mut(id).and_then(|track| track.ending.take());
                match ending {
                    Some(ending) => self.voice.updates.push(Update::Job(ending)),
                    None => self.forgotten(id),
                }
            }
            Err(obstacle) => {
                tracing::debug!(server = %self.options.server, reason = ?obstacle.reason().code, "no details");
                // Asked again with the next list.
                if let Some(track) = self.tracks.get_mut(id) {
                    track.asked_at = None;
                    self.voice.updates.extend(track.ending.take().map(Update::Job));
                }
            }
        }
    }

    pub(super) fn forgotten(&mut self, id: &str) {
        self.tracks.remove(id);
        let channel = Channel::of_job(id);
        self.reached.remove(&channel);
        self.cursors.insert(channel, None);
        self.voice.updates.push(Update::JobUnknown { id: id.to_owned() });
    }

    /// A deletion is over; where it went well, the job leaves without a word.
    pub(super) async fn deleted(&mut self, job: Deleted) {
        let Deleted { id, result, reply } = job;
        if result.is_ok() {
            self.tracks.remove(&id);
            self.cursors.insert(Channel::of_job(&id), None);
            self.voice.updates.push(Update::JobDeleted { id });
            self.flush().await;
        }
        // Nobody may be waiting for it any more.
        let _ = reply.send(result);
    }

    /// No details will come any more: every end that waits for them is told as the stream told it.
    pub(super) fn tell_held_endings(&mut self) {
        for (_, id) in std::mem::take(&mut self.endings) {
            self.tell_ending(&id);
        }
    }

    /// Ends whose details did not come in time are told as the stream told them.
    pub(super) fn tell_overdue_endings(&mut self) {
        let now = Instant::now();
        let (due, later) = std::mem::take(&mut self.endings).into_iter().partition(|(at, _)| *at <= now);
        self.endings = later;
        let due: Vec<(Instant, String)> = due;
        for (_, id) in due {
            self.tell_ending(&id);
        }
    }

    fn tell_ending(&mut self, id: &str) {
        if let Some(ending) = self.tracks.get_mut(id).and_then(|track| track.ending.take()) {
            self.voice.updates.push(Update::Job(ending));
        }
    }
}
