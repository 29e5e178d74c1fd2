//! The two clients, each the only one of its process. They say how far they are, line by line, on stdout.

use std::collections::HashMap;
use std::io::{Write, stdin, stdout};

use vigie_contract::{ServerDraft, ServerKind};
use vigie_engine::Engine;
use vigie_engine::engine::{EngineOptions, Keep, Passing};
use vigie_engine::home::Home;

use crate::process::{DONE, STARTED};

fn say(word: &str) {
    let mut out = stdout().lock();
    writeln!(out, "{word}").and_then(|()| out.flush()).unwrap();
}

/// Until the other side says something, or is gone.
async fn told() {
    tokio::task::spawn_blocking(|| stdin().read_line(&mut String::new())).await.unwrap().unwrap();
}

fn run(work: impl Future<Output = ()>) {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap().block_on(work);
}

/// Reads so many bytes of a stream.
pub fn count(url: &str, bytes: usize) {
    run(async {
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        say(STARTED);
        told().await;
        let mut response = client.get(format!("{url}core/events/?channel=all")).send().await.unwrap();
        let mut read = 0;
        while read < bytes {
            read += response.chunk().await.unwrap().unwrap().len();
        }
        say(DONE);
        told().await;
    });
}

/// Watches a server with the whole engine, as a window does, until all jobs have reached `last`.
pub fn watch(url: &str, jobs: usize, last: u64) {
    let folder = tempfile::tempdir().unwrap();
    run(async {
        // The keychains of the other systems cannot be kept away by the environment.
        let linux = cfg!(all(unix, not(target_os = "macos")));
        let keep = if linux { Keep::Everything(Home::at(folder.path()).unwrap()) } else { Keep::Nothing };
        let engine = Engine::start(EngineOptions::new(keep)).await;
        let mut subscription = engine.subscribe().await.unwrap();
        subscription.snapshot.jobs.clear();
        say(STARTED);
        told().await;
        let draft = ServerDraft {
            address: url.to_owned(),
            kind: Some(ServerKind::SseProgress),
            ..ServerDraft::default()
        };
        engine.add_passing(Passing { draft, ..Passing::default() }).await.unwrap();
        let mut reached = HashMap::with_capacity(jobs);
        let mut there = 0;
        while there < jobs {
            for job in subscription.next().await.unwrap().jobs {
                let before = reached.insert(job.id, job.done);
                let was = before.flatten() == Some(last);
                there += usize::from(job.done == Some(last) && !was);
            }
        }
        drop(reached);
        say(DONE);
        // What comes while the other side looks is taken in, as by a window.
        let told = told();
        tokio::pin!(told);
        loop {
            tokio::select! {
                () = &mut told => break,
                frame = subscription.next() => drop(frame.unwrap()),
            }
        }
        engine.shutdown().await;
    });
}
