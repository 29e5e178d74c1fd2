//! An engine being watched: its picture, kept by nothing but snapshot and frames.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::time::Duration;

use vigie_contract::{
    Frame, Gap, Job, JobEvent, JobRef, JobState, LinkState, Notice, NoticeKind, ReasonCode, Record,
    RecordTable, Server, ServerDraft, ServerKind, Stats, Trouble,
};
use vigie_engine::Engine;
use vigie_engine::clock::Clock;
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
    /// Every state of the first server that a frame showed, with its reason, in order; none twice in a row.
    pub links: Vec<(LinkState, Option<ReasonCode>)>,
    /// Changes of records, in order.
    pub records: Vec<Record>,
    /// Tables by model.
    pub tables: BTreeMap<String, RecordTable>,
    /// The newest numbers, by server.
    pub stats: BTreeMap<String, Stats>,
    /// Times in which something may have been missed, in the order in which they became known.
    pub gaps: Vec<Gap>,
}

impl Watched {
    /// An engine that keeps nothing.
    pub async fn passing() -> Self {
        Self::start(EngineOptions::new(Keep::Nothing)).await
    }

    /// An engine at home in this folder.
    pub async fn at(folder: &Path) -> Self {
        Self::start(EngineOptions::new(Keep::Everything(Home::at(folder).expect("a home")))).await
    }

    /// The same by another clock.
    pub async fn by_clock(folder: &Path, clock: Clock) -> Self {
        let keep = Keep::Everything(Home::at(folder).expect("a home"));
        Self::start(EngineOptions { keep, clock }).await
    }

    /// An engine at home in this new folder that watches one server, with what its entry in the settings says
    /// beside (lines of TOML).
    pub async fn of(folder: &Path, kind: ServerKind, draft: ServerDraft, settings: &str) -> Self {
        write_settings(folder, kind, &draft, settings);
        let mut watched = Self::at(folder).await;
        watched.admit(draft).await;
        watched
    }

    /// Lets the server of [`write_settings`] begin, with the secrets of this draft.
    pub async fn admit(&mut self, draft: ServerDraft) {
        self.until("the server of the settings is there", |v| !v.servers.is_empty()).await;
        let (id, draft) = (self.servers[0].id.clone(), ServerDraft { kind: None, ..draft });
        self.engine.update_server(&id, draft).await.expect("a server");
        self.engine.set_server_enabled(&id, true).await.expect("settings that can be written");
    }

    async fn start(options: EngineOptions) -> Self {
        let engine = Engine::start(options).await;
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
            links: Vec::new(),
            records: snapshot.records,
            tables: BTreeMap::new(),
            stats: BTreeMap::new(),
            gaps: Vec::new(),
        };
        watched.take_jobs(snapshot.jobs);
        watched.take_numbers(snapshot.tables, snapshot.stats);
        watched.take_link();
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
                    "not seen: {what}\nservers: {:#?}\njobs: {:#?}\nnotices: {:#?}\nrecords: {:#?}\ntables: {:?}\n\
                     stats: {:?}\ngaps: {:?}\nlinks: {:?}\ntroubles: {:?}",
                    self.servers, self.jobs, self.notices, self.records, self.tables, self.stats, self.gaps,
                    self.links, self.troubles
                ),
            }
        }
    }

    /// The same, with whoever waits told each second to try now: pauses grow while a server is away for long.
    ///
    /// # Panics
    /// As [`until`](Self::until).
    pub async fn until_knocking(&mut self, what: &str, wished: impl Fn(&Self) -> bool) {
        for _ in 0..LIMIT.as_secs() {
            self.engine.connect_now(None).await;
            let second = tokio::time::Instant::now() + Duration::from_secs(1);
            while !wished(self) {
                match tokio::time::timeout_at(second, self.subscription.next()).await {
                    Ok(frame) => self.take(frame.unwrap_or_else(|| panic!("{what}: the engine ended"))),
                    Err(_) => break,
                }
            }
            if wished(self) {
                return;
            }
        }
        self.until(what, wished).await;
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
        self.records.extend(frame.records);
        self.take_numbers(frame.tables, frame.stats);
        self.gaps.extend(frame.gaps);
        self.servers = frame.servers.unwrap_or_else(|| std::mem::take(&mut self.servers));
        self.take_link();
        self.troubles = frame.troubles.unwrap_or_else(|| std::mem::take(&mut self.troubles));
        self.unread = frame.unread.unwrap_or(self.unread);
    }

    fn take_jobs(&mut self, jobs: Vec<Job>) {
        for job in jobs {
            self.seen.entry(job.id.clone()).or_default().push((job.state, job.done));
            self.jobs.insert(JobRef { server: job.server.clone(), id: job.id.clone() }, job);
        }
    }

    fn take_numbers(&mut self, tables: Vec<RecordTable>, stats: Vec<Stats>) {
        self.tables.extend(tables.into_iter().map(|table| (table.model.clone(), table)));
        self.stats.extend(stats.into_iter().map(|stats| (stats.server.clone(), stats)));
    }

    fn take_link(&mut self) {
        let Some(server) = self.servers.first() else { return };
        let link = (server.link, server.reason.as_ref().map(|reason| reason.code));
        if self.links.last() != Some(&link) {
            self.links.push(link);
        }
    }

    /// The whole picture, as one text.
    pub fn shown(&self) -> impl std::fmt::Debug + use<'_> {
        let told = (&self.servers, &self.jobs, &self.notices, &self.troubles);
        (told, &self.records, &self.tables, &self.stats, &self.engine)
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

    /// What happened to a job, oldest first.
    ///
    /// # Panics
    /// When there is no such job.
    pub async fn timeline(&self, id: &str) -> Vec<JobEvent> {
        let server = self.job(id).expect("a job").server.clone();
        self.engine.job_events(JobRef { server, id: id.to_owned() }).await.expect("an engine that runs")
    }

    /// Whether the first server is in this state for this reason.
    pub fn link_because(&self, state: LinkState, reason: ReasonCode) -> bool {
        self.link(state) && self.reason() == Some(reason)
    }

    /// A number of the first server, by its name.
    pub fn number(&self, name: &str) -> Option<f64> {
        self.stats.get(&self.servers.first()?.id)?.values.get(name).copied()
    }

    /// Notices of one kind.
    pub fn notices_of(&self, kind: NoticeKind) -> Vec<&Notice> {
        self.notices.iter().filter(|notice| notice.kind == kind).collect()
    }

    /// Notices of one kind about one job.
    pub fn told(&self, kind: NoticeKind, id: &str) -> usize {
        self.notices.iter().filter(|n| n.kind == kind && n.job.as_deref() == Some(id)).count()
    }
}

/// Settings with one server that is switched off until it is [admitted](Watched::admit): what needs a secret would
/// want it at once. It is called after the folder, for all tests of a desktop share its keyring.
pub fn write_settings(folder: &Path, kind: ServerKind, draft: &ServerDraft, more: &str) {
    let url = draft.address.splitn(4, '/').take(3).collect::<Vec<_>>().join("/") + "/";
    let (kind, id) = (kind.as_str(), folder.file_name().expect("a folder's name").to_string_lossy());
    let text = format!(
        "version = 1\n\n[[servers]]\nid = {id:?}\nurl = {url:?}\nkind = {kind:?}\nenabled = false\n{more}\n"
    );
    std::fs::write(folder.join("settings.toml"), text).expect("a folder to write to");
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
