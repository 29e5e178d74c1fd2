//! A server that floods, and another that is heard all the same.

use std::time::{Duration, Instant};

use vigie_contract::{LinkState, ServerDraft, ServerKind};
use vigie_demo::{Demo, Dialect, Estimate, Estimates, Scenario};
use vigie_engine::engine::Passing;
use vigie_tests::Watched;

/// Messages of the one that floods.
const FLOOD: i64 = 20_000;
/// Messages of the other meanwhile.
const CALM: i64 = 50;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_flood_from_one_server_holds_up_no_other() {
    let demo = Demo::builder()
        .scenario(Scenario::Empty)
        .dialects([Dialect::Soniquebay, Dialect::Estimates])
        .start()
        .await
        .unwrap();
    let mut vigie = Watched::passing().await;
    for (dialect, kind, token) in [
        (Dialect::Soniquebay, ServerKind::SoniqueBay, None),
        (Dialect::Estimates, ServerKind::Estimates, Some(Estimates::MANAGER_TOKEN.to_owned())),
    ] {
        let address = demo.server(dialect).unwrap().url.clone();
        let draft = ServerDraft { address, kind: Some(kind), token, ..ServerDraft::default() };
        vigie.engine.add_passing(Passing { draft, ..Passing::default() }).await.unwrap();
    }
    vigie
        .until("both are live", |v| {
            v.servers.len() == 2 && v.servers.iter().all(|s| s.link == LinkState::Live)
        })
        .await;
    let (flood, calm) = (demo.soniquebay(), demo.estimates());
    let flooding = tokio::task::spawn_blocking(move || {
        for n in 0..FLOOD {
            flood.progress(&format!("task-{}", n % 40), "Scan", n / 40, FLOOD / 40);
            // As fast as a server can, but not faster than a connection takes it.
            if n % 100 == 99 {
                std::thread::sleep(Duration::from_millis(5));
            }
        }
    });
    let mut slowest = Duration::ZERO;
    for id in 1..=CALM {
        let begun = Instant::now();
        calm.created(&Estimate { id, ..estimate() });
        vigie.until("the calm one is heard", |v| v.records.iter().any(|r| r.id == id.to_string())).await;
        slowest = slowest.max(begun.elapsed());
    }
    flooding.await.unwrap();
    let events = |v: &Watched| v.servers.iter().find(|s| s.kind == ServerKind::SoniqueBay).map(|s| s.events);
    vigie.until("all of the flood is taken", |v| events(v) > Some(FLOOD.unsigned_abs())).await;
    for id in 1..=CALM {
        let told = vigie.records.iter().filter(|record| record.id == id.to_string()).count();
        assert_eq!(told, 1, "record {id}");
    }
    assert!(vigie.jobs.len() >= 40, "{}", vigie.jobs.len());
    assert!(slowest < Duration::from_secs(10), "a calm server waited {slowest:?}");
}

fn estimate() -> Estimate {
    Estimate {
        id: 0,
        number: "Смета 1".into(),
        project: (1, "House".into()),
        foreman: (3, "Foreman".into()),
        creator: (1, "Manager".into()),
        status: "draft".into(),
        created_at: "2026-11-21T06:38:46Z".into(),
    }
}
