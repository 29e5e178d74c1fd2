//! What lists bring: jobs that move, jobs that are missing, jobs that ended unseen.

use std::collections::BTreeSet;
use std::time::Duration;

use tokio::time::Instant;
use vigie_contract::Millis;

use super::asking::understood;
use super::{Actor, local};
use crate::dialect::sse_progress::{Channel, Listing};
use crate::link::session::{Answer, Obstacle};
use crate::update::{JobUpdate, Phase, Update};

/// More jobs missing from a list than this, and the whole list is asked for instead of each job.
const ASK_EACH: usize = 10;
/// The whole list (with what is over, so also jobs too short for the list of active ones) is asked
/// for this often, by its size in bytes: the larger, the greater the burden for the server.
const FULL_LIST_EVERY: [(usize, Duration); 3] = [
    (64 << 10, Duration::from_secs(15)),
    (1 << 20, Duration::from_secs(60)),
    (usize::MAX, Duration::from_secs(600)),
];
/// A server that does not give that list is asked for it again after this.
const NO_FULL_LIST: Duration = Duration::from_secs(600);
/// So many lists in which a job advanced, and no event of it between them on its open stream.
const DEAF_AFTER: u32 = 3;
/// A job that a list leaves out is asked for again at most this often (milliseconds).
const ASK_AGAIN: Millis = 30_000;
/// The server's clock is known to the second, from its `Date` (milliseconds).
const CLOCKS_DIFFER: Millis = 2_000;
/// Positions kept, beyond those of the jobs that are followed. A job that begins again under its id goes
/// on in the same channel: without its position, the warnings of its last run would be told again.
const MAX_POSITIONS: usize = 10_000;
/// What is over is remembered so long (milliseconds).
const REMEMBER_OVER: Millis = 600_000;

impl Actor {
    pub(super) async fn take_active(&mut self, asked_at: Millis, listing: Listing) {
        self.voice.updates.extend(listing.odd);
        let mut listed = BTreeSet::new();
        let mut deaf = BTreeSet::new();
        for update in listing.jobs {
            listed.insert(update.id.clone());
            let channel = Channel::of_job(&update.id);
            let carried_by = self.streams.carrying(&channel);
            let track = self.tracks.entry(update.id.clone()).or_default();
            let advanced = track.listed(&update, asked_at);
            if track.suspected(advanced, carried_by.is_some()) >= DEAF_AFTER
                && let Some(stream) = carried_by
            {
                track.unheard = 0;
                deaf.insert(stream);
            }
            self.voice.updates.push(Update::Job(Box::new(update)));
        }
        if !deaf.is_empty() {
            self.found_deaf(&deaf);
        }
        let now = self.options.clock.now();
        let missing: Vec<String> = self
            .tracks
            .iter()
            .filter(|(id, track)| {
                track.is_open()
                    && !listed.contains(*id)
                    && track.listed_at <= asked_at
                    && track.asked_at.is_none_or(|asked| now >= asked + ASK_AGAIN)
            })
            .map(|(id, _)| id.clone())
            .collect();
        for id in &missing {
            if let Some(track) = self.tracks.get_mut(id) {
                track.asked_at = Some(now);
            }
        }
        if missing.len() > ASK_EACH {
            self.ask_all();
        } else {
            missing.into_iter().for_each(|id| self.ask_detail(id));
        }
        self.tracks.retain(|_, track| track.over_at.is_none_or(|over| now < over + REMEMBER_OVER));
        if self.reached.len() > MAX_POSITIONS {
            let tracks = &self.tracks;
            self.reached.retain(|channel, _| tracks.contains_key(channel.job()));
        }
    }

    /// The whole list: what ended since we last looked is news, the rest is history. False where it is none.
    pub(super) async fn take_all(&mut self, asked_at: Millis, answer: Result<Answer, Obstacle>) -> bool {
        self.next_full_list = Instant::now() + NO_FULL_LIST;
        let listed = answer.and_then(|answer| Ok((understood(&answer, asked_at)?, answer)));
        let (listing, answer) = match listed {
            Ok(listed) => listed,
            Err(obstacle) => {
                // Only the list of active jobs is a must. It also tells when a session has expired.
                tracing::debug!(server = %self.options.server, reason = ?obstacle.reason().code, "no list of all jobs");
                return false;
            }
        };
        self.heard(&answer);
        let size = answer.body.len();
        let every = FULL_LIST_EVERY
            .iter()
            .find(|(up_to, _)| size <= *up_to)
            .map_or(NO_FULL_LIST, |(_, every)| *every);
        self.next_full_list = Instant::now() + every;
        drop(answer);
        self.voice.updates.extend(listing.odd);
        let mut listed = BTreeSet::new();
        let mut strangers = Vec::new();
        for mut update in listing.jobs {
            listed.insert(update.id.clone());
            let over = update.phase.is_some_and(Phase::is_over);
            let before_us = self.ended_before_us(&update);
            match self.tracks.get_mut(&update.id) {
                Some(track) => {
                    let before = track.is_open();
                    track.listed(&update, asked_at);
                    if before || !over {
                        self.voice.updates.push(Update::Job(Box::new(update)));
                    }
                }
                None if !over => {
                    self.tracks.entry(update.id.clone()).or_default().listed(&update, asked_at);
                    self.voice.updates.push(Update::Job(Box::new(update)));
                }
                None if before_us => {
                    update.past = true;
                    if self.first_contact {
                        self.voice.updates.push(Update::Job(Box::new(update)));
                    }
                }
                None => strangers.push(update),
            }
        }
        // Open when we last looked, and not even in the whole list: forgotten.
        let gone: Vec<String> = self
            .tracks
            .iter()
            .filter(|(id, track)| {
                track.is_open() && !listed.contains(*id) && !track.heard && track.listed_at <= asked_at
            })
            .map(|(id, _)| id.clone())
            .collect();
        if gone.len() > ASK_EACH {
            for id in gone {
                self.forgotten(&id);
            }
        } else {
            gone.into_iter().for_each(|id| self.ask_detail(id));
        }
        self.first_contact = false;
        self.take_strangers(strangers).await;
        true
    }

    /// Ended jobs that no stream told of: news, unless the store knows them.
    async fn take_strangers(&mut self, strangers: Vec<JobUpdate>) {
        if strangers.is_empty() {
            return;
        }
        let keys = strangers.iter().map(|update| (update.id.clone(), update.started_at)).collect();
        // A store that cannot tell: no alert by guess.
        let unknown = self.options.store.unknown_of(&self.options.server, keys).await.unwrap_or_default();
        for (place, mut update) in strangers.into_iter().enumerate() {
            match unknown.get(place) {
                Some(true) => {}
                Some(false) => continue,
                None => update.past = true,
            }
            self.voice.updates.push(Update::Job(Box::new(update)));
        }
    }

    /// Whether it ended before Vigie knew the server, as far as the two clocks can tell. In doubt, the
    /// first list is the past and what comes later is news.
    fn ended_before_us(&self, update: &JobUpdate) -> bool {
        match (self.known_since, update.finished_at) {
            (Some(since), Some(finished)) if self.first_contact => {
                local(finished, self.skew) < since + CLOCKS_DIFFER
            }
            (Some(since), Some(finished)) => local(finished, self.skew) + CLOCKS_DIFFER < since,
            _ => self.first_contact,
        }
    }
}
