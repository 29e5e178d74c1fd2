//! Everything the demo's backend knows: jobs, the events of their channels, what is due when.

mod agenda;
mod channel;
mod job;
mod listeners;
mod moves;
mod payload;
mod script;

use std::collections::{BTreeMap, HashMap, VecDeque};

use rand::SeedableRng as _;
use rand::rngs::StdRng;

pub(crate) use agenda::{Action, Agenda};
pub(crate) use channel::{Body, Channel, Event};
pub(crate) use job::Job;
pub use job::Status;
pub(crate) use listeners::{Fate, Listeners};
pub(crate) use script::uuid;

use crate::clock::Micros;
use crate::json;
use crate::scenario::Director;
use crate::spec::JobSpec;
use script::Script;

/// How much the demo remembers.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Finished jobs kept in the list.
    pub finished_jobs: usize,
    /// How long a finished job is kept.
    pub finished_ms: u64,
    /// Events kept for replay, for each job.
    pub events: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { finished_jobs: 60, finished_ms: 600_000, events: 1_000 }
    }
}

/// The prefix of every channel's name.
pub(crate) const CHANNEL: &str = "progress-";

pub(crate) struct World {
    jobs: HashMap<String, Job>,
    /// Ids by the order of creation.
    order: BTreeMap<(Micros, u64), String>,
    /// By job id.
    channels: HashMap<String, Channel>,
    finished: VecDeque<(Micros, String)>,
    pub(crate) listeners: Listeners,
    pub(crate) agenda: Agenda<Action>,
    pub(crate) rng: StdRng,
    director: Option<Box<dyn Director>>,
    pub(crate) limits: Limits,
    owner: Option<String>,
    /// A body that replaces the list, for bad input.
    pub(crate) odd_list: Option<Vec<u8>>,
    /// Counts jobs and events.
    seq: u64,
}

impl World {
    pub(crate) fn new(seed: u64, limits: Limits, owner: Option<String>) -> Self {
        Self {
            jobs: HashMap::new(),
            order: BTreeMap::new(),
            channels: HashMap::new(),
            finished: VecDeque::new(),
            listeners: Listeners::default(),
            agenda: Agenda::default(),
            rng: StdRng::seed_from_u64(seed),
            director: None,
            limits,
            owner,
            odd_list: None,
            seq: 0,
        }
    }

    /// Lets a scenario begin at `now` (which may be in the past: it is then played up to the present).
    pub(crate) fn direct(&mut self, mut director: Box<dyn Director>, now: Micros) {
        director.begin(self, now);
        self.director = Some(director);
    }

    fn ask_director(&mut self, ask: impl FnOnce(&mut dyn Director, &mut Self)) {
        if let Some(mut director) = self.director.take() {
            ask(director.as_mut(), self);
            self.director = Some(director);
        }
    }

    fn next_seq(&mut self) -> u64 {
        self.seq += 1;
        self.seq
    }

    pub(crate) fn seq(&self) -> u64 {
        self.seq
    }

    /// Creates a job; one of the same id begins anew, its channel goes on.
    pub(crate) fn create(&mut self, spec: &JobSpec, now: Micros) -> String {
        let id = spec.id.clone().unwrap_or_else(|| uuid(&mut self.rng));
        let run = self.jobs.get(&id).map_or(0, |job| job.script.run + 1);
        self.forget_row(&id);
        let seq = self.next_seq();
        let mut metadata = String::new();
        json::value(&mut metadata, &spec.metadata);
        let job = Job {
            id: id.clone(),
            task_type: spec.task_type.clone(),
            owner: spec.owner.clone().or_else(|| self.owner.clone()),
            status: Status::Pending,
            total: spec.total,
            processed: 0,
            failed: 0,
            message: None,
            error: None,
            title: spec.title.clone(),
            completion: None,
            metadata,
            created_at: now,
            started_at: None,
            completed_at: None,
            seq,
            script: Script::new(spec, run),
            odd_fields: BTreeMap::new(),
        };
        self.order.insert((now, seq), id.clone());
        self.jobs.insert(id.clone(), job);
        self.channels.entry(id.clone()).or_default();
        if spec.items_per_second.is_some() && !spec.paused {
            let delay = Micros::try_from(spec.start_after_ms).unwrap_or(0) * 1_000;
            self.agenda.add(now + delay, Action::Start { job: id.clone(), run });
        }
        id
    }

    pub(crate) fn job(&self, id: &str) -> Option<&Job> {
        self.jobs.get(id)
    }

    pub(crate) fn job_mut(&mut self, id: &str) -> Option<&mut Job> {
        self.jobs.get_mut(id)
    }

    /// Every job, newest first.
    pub(crate) fn newest_first(&self) -> impl Iterator<Item = &Job> {
        self.order.values().rev().filter_map(|id| self.jobs.get(id))
    }

    pub(crate) fn active(&self) -> usize {
        self.jobs.values().filter(|job| job.status.is_active()).count()
    }

    pub(crate) fn channel(&self, job: &str) -> Option<&Channel> {
        self.channels.get(job)
    }

    /// Forgets the events of a job, or of all.
    pub(crate) fn trim(&mut self, job: Option<&str>) {
        for (id, channel) in &mut self.channels {
            if job.is_none_or(|job| job == id) {
                channel.trim();
            }
        }
    }

    /// Forgets a job as if it had never been.
    pub(crate) fn forget(&mut self, id: &str) {
        self.forget_row(id);
        if self.channels.get(id).is_some_and(|channel| channel.listeners.is_empty()) {
            self.channels.remove(id);
        } else if let Some(channel) = self.channels.get_mut(id) {
            channel.trim();
        }
    }

    fn forget_row(&mut self, id: &str) {
        if let Some(job) = self.jobs.remove(id) {
            self.order.remove(&(job.created_at, job.seq));
            if !job.status.is_active() {
                self.finished.retain(|(_, finished)| finished != id);
            }
        }
    }

    fn remember_finished(&mut self, id: &str, now: Micros) {
        self.finished.push_back((now, id.to_owned()));
        let oldest = now - Micros::try_from(self.limits.finished_ms).unwrap_or(Micros::MAX / 4_000) * 1_000;
        while let Some((at, _)) = self.finished.front() {
            if *at >= oldest && self.finished.len() <= self.limits.finished_jobs {
                break;
            }
            if let Some((_, id)) = self.finished.pop_front() {
                self.forget(&id);
            }
        }
    }
}
