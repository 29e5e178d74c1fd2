//! What can happen to a job: each changes its row and, where the backend would, sends an event.

use bytes::Bytes;

use super::{Action, Body, Status, World, payload};
use crate::clock::Micros;
use crate::world::script::Stop;

impl World {
    /// Does everything that is due, at most `slice` actions; false when there is more.
    pub(crate) fn advance(&mut self, now: Micros, slice: usize) -> bool {
        for _ in 0..slice {
            let Some((at, action)) = self.agenda.pop(now) else { return true };
            match action {
                Action::Start { job, run } if self.run_of(&job) == Some(run) => self.start(&job, at),
                Action::Walk { job, run } if self.run_of(&job) == Some(run) => self.walk(&job, at),
                Action::Start { .. } | Action::Walk { .. } => {}
                Action::Cue(cue) => self.ask_director(|director, world| director.cue(world, cue, at)),
            }
        }
        self.agenda.next().is_none_or(|next| next > now)
    }

    fn run_of(&self, id: &str) -> Option<u32> {
        self.job(id).map(|job| job.script.run)
    }

    /// The job begins.
    pub(crate) fn start(&mut self, id: &str, now: Micros) {
        let Some(job) = self.job_mut(id) else { return };
        if job.status != Status::Pending {
            return;
        }
        job.status = Status::InProgress;
        job.started_at = Some(now);
        let text = job.say(&job.script.texts().start, 0);
        let data = payload::start(job.total, &text);
        self.publish(id, "start", data);
        self.plan_walk(id, now);
    }

    /// `done` items are done: row and event.
    pub(crate) fn progress(&mut self, id: &str, done: i64) {
        if let Some(job) = self.job(id) {
            let message = job.say(&job.script.texts().progress, done);
            self.progress_saying(id, done, &message);
        }
    }

    /// `done` items are done, in these words: row and event.
    pub(crate) fn progress_saying(&mut self, id: &str, done: i64, message: &str) {
        if let Some(job) = self.job_mut(id) {
            job.processed = done;
            job.message = Some(message.to_owned());
            let data = payload::progress(done, job.total, message);
            self.publish(id, "progress", data);
        }
    }

    /// `done` items are done, and no event says so.
    pub(crate) fn progress_quietly(&mut self, id: &str, done: i64) {
        if let Some(job) = self.job_mut(id) {
            job.processed = done;
            job.message = Some(job.say(&job.script.texts().progress, done));
        }
    }

    /// The item after those done failed; the job goes on.
    pub(crate) fn warn(&mut self, id: &str, text: &str) {
        if let Some(job) = self.job_mut(id) {
            job.processed += 1;
            job.failed += 1;
            self.publish(id, "warning", payload::warning(text));
        }
    }

    /// The job ends with an error.
    pub(crate) fn fail(&mut self, id: &str, text: &str, now: Micros) {
        let Some(job) = self.job_mut(id) else { return };
        job.error = Some(text.to_owned());
        if self.end(id, Status::Failed, now) {
            self.publish(id, "error", payload::error(text));
            self.ended(id, now);
        }
    }

    /// The job ends well, its items all done.
    pub(crate) fn complete(&mut self, id: &str, now: Micros) {
        let Some(job) = self.job_mut(id) else { return };
        let text = job.say(&job.script.texts().complete, job.processed);
        job.completion = job.script.texts().completion.as_ref().map(|words| job.say(words, job.processed));
        let data = payload::complete(job.processed, job.total, &text);
        if self.end(id, Status::Completed, now) {
            self.publish(id, "complete", data);
            self.ended(id, now);
        }
    }

    fn end(&mut self, id: &str, status: Status, now: Micros) -> bool {
        let Some(job) = self.job_mut(id).filter(|job| job.status.is_active()) else { return false };
        job.status = status;
        job.started_at.get_or_insert(now);
        job.completed_at = Some(now);
        job.script.run += 1;
        job.script.forget_words();
        true
    }

    fn ended(&mut self, id: &str, now: Micros) {
        self.remember_finished(id, now);
        self.ask_director(|director, world| director.ended(world, id, now));
    }

    fn walk(&mut self, id: &str, now: Micros) {
        let Some(job) = self.job(id) else { return };
        match job.script.stop_after(job.processed) {
            Stop::Failure(item) => {
                let text = job.say(&job.script.texts().error, item);
                if let Some(job) = self.job_mut(id) {
                    job.processed = item - 1;
                }
                self.fail(id, &text, now);
                return;
            }
            Stop::Warning(item) => {
                let text = job.say(&job.script.texts().warning, item);
                if let Some(job) = self.job_mut(id) {
                    job.processed = item - 1;
                }
                self.warn(id, &text);
            }
            Stop::Progress(item) => self.progress(id, item),
        }
        let done = self.job(id).is_some_and(|job| job.processed >= job.script.end());
        if done { self.complete(id, now) } else { self.plan_walk(id, now) }
    }

    fn plan_walk(&mut self, id: &str, now: Micros) {
        let Some(job) = self.jobs.get(id) else { return };
        let due = if job.processed >= job.script.end() && job.script.is_scripted() {
            Some(now)
        } else {
            job.script.due(job.processed, now, &mut self.rng)
        };
        if let Some(due) = due {
            self.agenda.add(due, Action::Walk { job: id.to_owned(), run: job.script.run });
        }
    }

    /// Sends an event on the channel of a job.
    pub(crate) fn publish(&mut self, id: &str, name: &'static str, data: Bytes) {
        self.send(id, Body::Proper { name, data });
    }

    /// Sends bytes on the channel of a job, whatever they are.
    pub(crate) fn send(&mut self, id: &str, body: Body) {
        let seq = self.next_seq();
        let keep = self.limits.events;
        let Some(channel) = self.channels.get_mut(id) else { return };
        channel.push(seq, body, keep);
        for listener in &channel.listeners {
            self.listeners.wake(*listener);
        }
    }
}
