//! The embedded demo, for those who want to see before they connect.

use std::collections::BTreeMap;
use std::time::{SystemTime, UNIX_EPOCH};

use tokio::sync::Mutex;
use vigie_contract::{Failure, FailureCode, Server, ServerDraft, ServerKind};
use vigie_demo::{Demo, Dialect, Entrance};
use vigie_engine::Engine;
use vigie_engine::engine::Passing;

/// The engine's id of the first of its servers; those of the others begin with it.
const DEMO: &str = "demo";
/// Silences of the demo's jobs last half a minute: this shows them.
const STALLED_SECONDS: u32 = 12;
/// The demo's list costs nothing to ask for.
const POLL_SECONDS: u32 = 2;

/// The one demo, while there is one.
#[derive(Default)]
pub struct Embedded {
    running: Mutex<Option<Running>>,
}

/// A demo, and those of its servers that are watched: the engine's ids.
struct Running {
    demo: Demo,
    watched: BTreeMap<Dialect, String>,
}

impl Embedded {
    /// Starts the demo, or finds it running, and watches all of its servers. Gives the first of them.
    ///
    /// # Errors
    /// No port can be had on this machine, or the engine has ended.
    pub async fn start(&self, engine: &Engine) -> Result<Server, Failure> {
        let mut running = self.running.lock().await;
        let mut now = match running.take() {
            Some(now) => now,
            None => Running { demo: begin().await?, watched: BTreeMap::new() },
        };
        let first = now.watch(engine).await;
        *running = Some(now);
        first
    }

    /// A server was removed; the demo ends with the last of its own.
    pub async fn left(&self, id: &str) {
        let mut running = self.running.lock().await;
        let Some(now) = running.as_mut() else { return };
        now.watched.retain(|_, watched| watched != id);
        if now.watched.is_empty()
            && let Some(last) = running.take()
        {
            last.demo.shutdown().await;
        }
    }

    /// Stops the demo: nobody watches it any more.
    pub async fn stop(&self) {
        let running = self.running.lock().await.take();
        if let Some(running) = running {
            running.demo.shutdown().await;
        }
    }
}

impl Running {
    /// Adds those that are not watched (any more).
    async fn watch(&mut self, engine: &Engine) -> Result<Server, Failure> {
        let mut first = None;
        for server in self.demo.servers() {
            // The first one has an id of its own and is not added twice.
            if first.is_none() || !self.watched.contains_key(&server.dialect) {
                let watched = engine.add_passing(passing(server)).await?;
                self.watched.insert(server.dialect, watched.id.clone());
                first.get_or_insert(watched);
            }
        }
        first.ok_or_else(|| Failure::new(FailureCode::Internal).with("detail", "a demo without servers"))
    }
}

/// One of the demo's servers, to be watched.
fn passing(server: &vigie_demo::Server) -> Passing {
    let mut draft = ServerDraft {
        address: server.url.clone(),
        name: Some(name(server.dialect).into()),
        kind: ServerKind::from_word(server.dialect.word()),
        ..ServerDraft::default()
    };
    match &server.entrance {
        Entrance::Open => {}
        Entrance::Password { user, password } => {
            (draft.user, draft.password) = (Some(user.clone()), Some(password.clone()));
        }
        Entrance::Token(token) => draft.token = Some(token.clone()),
    }
    let jobs = server.dialect == Dialect::SseProgress;
    Passing {
        draft,
        stalled_seconds: jobs.then_some(STALLED_SECONDS),
        poll_seconds: Some(POLL_SECONDS),
        id: Some(if jobs { DEMO.into() } else { format!("{DEMO}-{}", server.dialect.word()) }),
        like: None,
        demo: true,
    }
}

/// What the people of such a server call it.
fn name(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::SseProgress => "Heron EDI",
        Dialect::Soniquebay => "SoniqueBay",
        Dialect::Estimates => "Estimates",
        Dialect::Postes => "Postes",
        Dialect::Solilms => "SoliLMS",
    }
}

async fn begin() -> Result<Demo, Failure> {
    // Another seed, other jobs: those of an earlier run are not mistaken for these.
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let seed = u64::try_from(now.as_millis()).unwrap_or(u64::MAX);
    Demo::builder()
        .seed(seed)
        .start()
        .await
        .map_err(|error| Failure::new(FailureCode::Internal).with("detail", error))
}

#[cfg(test)]
mod tests {
    use super::*;
    use vigie_contract::{JobState, LinkState, Snapshot};
    use vigie_engine::engine::{EngineOptions, Keep};
    use vigie_engine::home::Home;

    /// Ids and kinds of all that is watched.
    async fn watched(engine: &Engine) -> Vec<(String, ServerKind)> {
        let servers = engine.subscribe().await.unwrap().snapshot.servers;
        servers.into_iter().map(|server| (server.id, server.kind)).collect()
    }

    #[tokio::test]
    async fn asked_for_twice_it_is_one_and_stopped_it_can_begin_again() {
        let engine = Engine::start(EngineOptions::new(Keep::Nothing)).await;
        let demo = Embedded::default();
        let first = demo.start(&engine).await.unwrap();
        let servers = watched(&engine).await;
        assert_eq!((first.id.as_str(), first.kind, first.demo), (DEMO, ServerKind::SseProgress, true));
        let kinds: Vec<ServerKind> = servers.iter().map(|(_, kind)| *kind).collect();
        let spoken = |kind: &ServerKind| !matches!(kind, ServerKind::Auto | ServerKind::Custom);
        let all: Vec<ServerKind> = ServerKind::ALL.iter().copied().filter(spoken).collect();
        assert_eq!(kinds, all);
        let all = engine.subscribe().await.unwrap().snapshot.servers;
        assert!(all.iter().all(|server| server.demo), "none of them can be edited");

        let second = demo.start(&engine).await.unwrap();
        assert_eq!(first.url, second.url);
        assert_eq!(watched(&engine).await, servers);
        engine.shutdown().await;
        demo.stop().await;
    }

    #[tokio::test]
    async fn each_server_is_removed_by_itself_and_with_the_last_the_demo_ends() {
        let engine = Engine::start(EngineOptions::new(Keep::Nothing)).await;
        let demo = Embedded::default();
        let first = demo.start(&engine).await.unwrap();
        let address = first.url.trim_start_matches("http://").trim_end_matches('/').to_owned();
        let servers = watched(&engine).await;
        for (id, _) in &servers[1..] {
            engine.remove_server(id).await.unwrap();
            demo.left(id).await;
        }
        assert_eq!(watched(&engine).await, [servers[0].clone()]);
        assert!(tokio::net::TcpStream::connect(&address).await.is_ok(), "one is watched yet");

        demo.start(&engine).await.unwrap();
        assert_eq!(watched(&engine).await.len(), servers.len(), "those that were removed are back");
        for (id, _) in watched(&engine).await {
            engine.remove_server(&id).await.unwrap();
            demo.left(&id).await;
        }
        assert!(tokio::net::TcpStream::connect(&address).await.is_err(), "nobody watches it any more");
        assert!(demo.start(&engine).await.unwrap().demo);
        engine.shutdown().await;
        demo.stop().await;
    }

    #[tokio::test]
    async fn the_jobs_of_an_earlier_run_have_not_vanished() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::at(folder.path()).unwrap();
        let first = run_once(&home).await;
        let second = run_once(&home).await;
        let first_id = DEMO;
        let open = |s: &Snapshot| -> Vec<String> {
            // Sessions of the other servers are numbered from 1 in each run.
            let open = s.jobs.iter().filter(|job| job.server == first_id && !job.state.is_over());
            open.map(|job| job.id.clone()).collect()
        };
        assert!(!open(&first).is_empty(), "some were left open");
        assert!(!open(&second).is_empty());
        assert!(open(&second).iter().all(|job| !open(&first).contains(job)));
        assert!(second.jobs.iter().all(|job| job.state != JobState::Vanished));
    }

    /// A run of Vigie on the demo that ends once its list was read; the last picture of it.
    async fn run_once(home: &Home) -> Snapshot {
        let engine = Engine::start(EngineOptions::new(Keep::Everything(home.clone()))).await;
        let demo = Embedded::default();
        demo.start(&engine).await.unwrap();
        loop {
            let snapshot = engine.subscribe().await.unwrap().snapshot;
            let heard = snapshot.servers.iter().any(|server| server.demo && server.link == LinkState::Live);
            if heard && snapshot.jobs.iter().filter(|job| job.state == JobState::Running).count() >= 5 {
                engine.shutdown().await;
                demo.stop().await;
                return snapshot;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    }

    #[tokio::test]
    async fn two_runs_have_no_job_in_common() {
        let (first, second) = (begin().await.unwrap(), {
            tokio::time::sleep(std::time::Duration::from_millis(2)).await;
            begin().await.unwrap()
        });
        let jobs = first.jobs();
        assert!(!jobs.is_empty() && second.jobs().iter().all(|job| !jobs.contains(job)));
    }
}
