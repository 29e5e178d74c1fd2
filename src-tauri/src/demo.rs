//! The embedded demo, for those who want to see before they connect.

use std::time::{SystemTime, UNIX_EPOCH};

use tokio::sync::Mutex;
use vigie_contract::{Failure, FailureCode, Server, ServerDraft};
use vigie_demo::Demo;
use vigie_engine::Engine;
use vigie_engine::engine::Passing;

/// The engine's id of the demo.
pub const DEMO: &str = "demo";
/// Silences of the demo last half a minute: this shows them.
const STALLED_SECONDS: u32 = 12;
/// The demo's list costs nothing to ask for.
const POLL_SECONDS: u32 = 2;

/// The one demo, while there is one.
#[derive(Default)]
pub struct Embedded {
    running: Mutex<Option<Demo>>,
}

impl Embedded {
    /// Starts the demo, or finds it running, and watches it.
    ///
    /// # Errors
    /// No port can be had on this machine, or the engine has ended.
    pub async fn start(&self, engine: &Engine) -> Result<Server, Failure> {
        let mut running = self.running.lock().await;
        let demo = match running.take() {
            Some(demo) => demo,
            None => begin().await?,
        };
        let draft =
            ServerDraft { address: demo.url.clone(), name: Some("Demo".into()), ..ServerDraft::default() };
        *running = Some(demo);
        let passing = Passing {
            draft,
            stalled_seconds: Some(STALLED_SECONDS),
            poll_seconds: Some(POLL_SECONDS),
            demo: true,
        };
        engine.add_passing(passing).await
    }

    /// Stops the demo: nobody watches it any more.
    pub async fn stop(&self) {
        let demo = self.running.lock().await.take();
        if let Some(demo) = demo {
            demo.shutdown().await;
        }
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

    #[tokio::test]
    async fn asked_for_twice_it_is_one_and_stopped_it_can_begin_again() {
        let engine = Engine::start(EngineOptions::new(Keep::Nothing)).await;
        let demo = Embedded::default();
        let first = demo.start(&engine).await.unwrap();
        let second = demo.start(&engine).await.unwrap();
        assert_eq!((first.id.as_str(), first.demo), (DEMO, true));
        assert_eq!(first.url, second.url);
        engine.remove_server(DEMO).await.unwrap();
        demo.stop().await;
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
        assert!(first.jobs.iter().any(|job| !job.state.is_over()), "some were left open");
        assert!(second.jobs.iter().any(|job| !job.state.is_over()));
        let open = |s: &Snapshot| -> Vec<String> {
            s.jobs.iter().filter(|job| !job.state.is_over()).map(|job| job.id.clone()).collect()
        };
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
            let heard = snapshot.servers.iter().any(|server| server.link == LinkState::Live);
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
