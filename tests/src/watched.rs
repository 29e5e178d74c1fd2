//! An engine being watched: its picture, kept by nothing but snapshot and frames.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::time::Duration;

use vigie_contract::{
    Frame, Job, JobRef, JobState, LinkState, Notice, NoticeKind, ReasonCode, Server, ServerDraft,
    ServerKind, Trouble,
};
use vigie_engine::Engine;
use vigie_engine::engine::{EngineOptions, Keep, Passing, Subscription};
use vigie_engine::home::Home;

/// How long a condition may take to come true. Generous: it is no measurement.
const LIMIT: Duration = Duration::from_secs(60);

/// An engine and the picture that its frames make, as a window would keep it.
pub struct Watched {
    /// The engine.
    pub engine: Engine,
    subscription: Subscription,
    version: u64,
    /// Jobs by server and id.
    pub jobs: HashMap<JobRef, Job>,
    /// Servers in order.
    pub servers: Vec<Server>,
    /// Every notice since the subscription began.
    pub notices: Vec<Notice>,
    /// Unread notices.
    pub unread: u32,
    /// Standing troubles.
    pub troubles: Vec<Trouble>,
    /// Every state of every job that a frame showed, in order.
    pub seen: BTreeMap<String, Vec<(JobState, Option<u64>)>>,
}

impl Watched {
    /// An engine that keeps nothing.
    pub async fn passing() -> Self {
        Self::start(Keep::Nothing).await
    }

    /// An engine at home in this folder.
    pub async fn at(folder: &Path) -> Self {
        Self::start(Keep::Everything(Home::at(folder).expect("a home"))).await
    }

    async fn start(keep: Keep) -> Self {
        let engine = Engine::start(EngineOptions::new(keep)).await;
        let subscription = engine.subscribe().await.expect("a subscription");
        let snapshot = subscription.snapshot.clone();
        let mut watched = Self {
            engine,
            subscription,
            version: snapshot.version,
            jobs: HashMap::new(),
            servers: snapshot.servers,
            notices: Vec::new(),
            unread: snapshot.unread,
            troubles: snapshot.troubles,
            seen: BTreeMap::new(),
        };
        watched.take_jobs(snapshot.jobs);
        watched
    }

    /// Watches a server for this run, asking its list each second.
    pub async fn watch(&mut self, url: &str, user: Option<(&str, &str)>) -> Server {
        let draft = draft(url, user);
        let passing = Passing { draft, poll_seconds: Some(1), ..Passing::default() };
        self.engine.add_passing(passing).await.expect("a server")
    }

    /// Waits until the picture is as wished.
    ///
    /// # Panics
    /// When that takes too long; says what the picture is then.
    pub async fn until(&mut self, what: &str, wished: impl Fn(&Self) -> bool) {
        let limit = tokio::time::sleep(LIMIT);
        tokio::pin!(limit);
        while !wished(self) {
            tokio::select! {
                frame = self.subscription.next() => self.take(frame.unwrap_or_else(|| panic!("{what}: the engine ended"))),
                () = &mut limit => panic!(
                    "not seen: {what}\nservers: {:#?}\njobs: {:#?}\nnotices: {:#?}\ntroubles: {:?}",
                    self.servers, self.jobs, self.notices, self.troubles
                ),
            }
        }
    }

    /// Takes in whatever comes for so long: to see that something does *not* come.
    pub async fn listen_for(&mut self, time: Duration) {
        let end = tokio::time::Instant::now() + time;
        while let Ok(Some(frame)) = tokio::time::timeout_at(end, self.subscription.next()).await {
            self.take(frame);
        }
    }

    fn take(&mut self, frame: Frame) {
        assert_eq!(frame.from, self.version, "frames continue one another without a gap");
        self.version = frame.to;
        self.take_jobs(frame.jobs);
        for gone in frame.gone {
            self.jobs.remove(&gone);
        }
        self.notices.extend(frame.notices);
        self.servers = frame.servers.unwrap_or_else(|| std::mem::take(&mut self.servers));
        self.troubles = frame.troubles.unwrap_or_else(|| std::mem::take(&mut self.troubles));
        self.unread = frame.unread.unwrap_or(self.unread);
    }

    fn take_jobs(&mut self, jobs: Vec<Job>) {
        for job in jobs {
            self.seen.entry(job.id.clone()).or_default().push((job.state, job.done));
            self.jobs.insert(JobRef { server: job.server.clone(), id: job.id.clone() }, job);
        }
    }

    /// The time of day as the engine sees it.
    pub fn engine_now(&self) -> u64 {
        vigie_engine::clock::Clock::system().now()
    }

    /// A job by its id alone.
    pub fn job(&self, id: &str) -> Option<&Job> {
        self.jobs.values().find(|job| job.id == id)
    }

    /// Whether a job is in this state.
    pub fn is(&self, id: &str, state: JobState) -> bool {
        self.job(id).is_some_and(|job| job.state == state)
    }

    /// Whether the first server is in this state.
    pub fn link(&self, state: LinkState) -> bool {
        self.servers.first().is_some_and(|server| server.link == state)
    }

    /// The reason of the first server's state.
    pub fn reason(&self) -> Option<ReasonCode> {
        Some(self.servers.first()?.reason.as_ref()?.code)
    }

    /// Notices of one kind about one job.
    pub fn told(&self, kind: NoticeKind, id: &str) -> usize {
        self.notices.iter().filter(|n| n.kind == kind && n.job.as_deref() == Some(id)).count()
    }
}

/// A draft as a person would enter it.
pub fn draft(url: &str, user: Option<(&str, &str)>) -> ServerDraft {
    ServerDraft {
        address: url.to_owned(),
        // What it is is not looked at first: many tests count what is asked.
        kind: Some(ServerKind::SseProgress),
        user: user.map(|(user, _)| user.to_owned()),
        password: user.map(|(_, password)| password.to_owned()),
        ..ServerDraft::default()
    }
}
