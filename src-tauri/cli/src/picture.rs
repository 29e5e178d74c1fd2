//! The picture of now, kept up to date from the engine's frames.

use std::collections::{BTreeMap, HashMap};

use vigie_contract::{Frame, Gap, Job, JobRef, Millis, Notice, Record, Server, Snapshot, Stats, Trouble};

/// Servers and jobs as last told.
#[derive(Debug, Default)]
pub struct Picture {
    /// The engine's clock at the last frame.
    pub now: Millis,
    /// Servers in order.
    pub servers: Vec<Server>,
    /// Jobs by server and id.
    pub jobs: HashMap<JobRef, Job>,
    /// The newest numbers of each server that publishes some.
    pub stats: BTreeMap<String, Stats>,
}

/// What a frame changed.
#[derive(Debug, Default)]
pub struct News {
    /// Servers whose state is new.
    pub servers: Vec<Server>,
    /// Jobs, each with what was known of it before.
    pub jobs: Vec<Change>,
    /// Jobs no longer shown.
    pub gone: Vec<JobRef>,
    /// Changes of records, oldest first, none merged.
    pub records: Vec<Record>,
    /// Changes of records that came too fast to be among them.
    pub records_skipped: u32,
    /// Numbers that changed: for each server the newest.
    pub stats: Vec<Stats>,
    /// Times in which something may have been missed.
    pub gaps: Vec<Gap>,
    /// Notices, oldest first.
    pub notices: Vec<Notice>,
    /// Standing troubles, when they changed.
    pub troubles: Option<Vec<Trouble>>,
}

/// A job that changed.
#[derive(Debug)]
pub struct Change {
    /// What was known before, of the same run.
    pub before: Option<Job>,
    /// What is known now.
    pub job: Job,
}

impl News {
    /// Whether nothing is new of servers and jobs.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        // What is no job neither keeps a watch going nor ends it.
        self.servers.is_empty() && self.jobs.is_empty() && self.gone.is_empty() && self.notices.is_empty()
    }
}

impl Picture {
    /// The first picture; all of it is news.
    #[must_use]
    pub fn begin(snapshot: Snapshot) -> (Self, News) {
        let mut picture = Self::default();
        let news = picture.apply(Frame {
            now: snapshot.now,
            jobs: snapshot.jobs,
            servers: Some(snapshot.servers),
            // Records that had changed before are no news.
            stats: snapshot.stats,
            troubles: Some(snapshot.troubles),
            ..Frame::default()
        });
        (picture, news)
    }

    /// Takes in a frame and tells what is new.
    pub fn apply(&mut self, frame: Frame) -> News {
        self.now = self.now.max(frame.now);
        let mut news = News {
            records: frame.records,
            records_skipped: frame.records_skipped,
            gaps: frame.gaps,
            notices: frame.notices,
            troubles: frame.troubles,
            ..News::default()
        };
        if let Some(servers) = frame.servers {
            news.servers = servers.iter().filter(|s| self.is_news(s)).cloned().collect();
            self.stats.retain(|id, _| servers.iter().any(|server| server.id == *id));
            self.servers = servers;
        }
        for job in frame.jobs {
            let key = JobRef { server: job.server.clone(), id: job.id.clone() };
            let before = self.jobs.insert(key, job.clone()).filter(|before| before.run == job.run);
            news.jobs.push(Change { before, job });
        }
        // No order is promised: one that does not jump is easier to read.
        news.jobs.sort_by(|a, b| order(&a.job).cmp(&order(&b.job)));
        for stats in frame.stats {
            let before = self.stats.insert(stats.server.clone(), stats.clone());
            if before.is_none_or(|before| before.values != stats.values) {
                news.stats.push(stats);
            }
        }
        for gone in frame.gone {
            if self.jobs.remove(&gone).is_some() {
                news.gone.push(gone);
            }
        }
        news
    }

    /// Counters and times of a server change all the time; its state is what is told.
    fn is_news(&self, server: &Server) -> bool {
        self.servers.iter().find(|known| known.id == server.id).is_none_or(|known| {
            known.link != server.link || known.reason != server.reason || known.name != server.name
        })
    }

    /// What the person calls a server.
    #[must_use]
    pub fn server_name<'a>(&'a self, id: &'a str) -> &'a str {
        self.servers.iter().find(|s| s.id == id).map_or(id, |s| &s.name)
    }
}

/// By begin, then by name: stable while jobs run.
pub fn order(job: &Job) -> (Millis, &str, &str) {
    (job.started_at.or(job.created_at).unwrap_or(Millis::MAX), &job.server, &job.id)
}
