//! A server that floods, and another that is heard all the same.

use axum::body::Body;
use axum::response::Response;
use futures_util::stream::{self, StreamExt};
use tokio::sync::watch;
use vigie_contract::{LinkState, ServerDraft, ServerKind};
use vigie_demo::{Demo, Dialect, Estimate, Estimates, Scenario};
use vigie_engine::engine::Passing;
use vigie_tests::Watched;
use vigie_tests::odd::{Odd, answer};

use super::kinds::draft;

/// Messages of the one that floods.
const FLOOD: u64 = 20_000;
/// Tasks that they are about.
const TASKS: u64 = 40;
/// Messages of the other meanwhile.
const CALM: i64 = 50;

/// A greeting, and the flood once it is opened: as fast as the connection takes it, and none of it lost.
fn flood(gate: watch::Receiver<bool>) -> Response {
    let greeting = stream::iter(["data: {\"type\":\"connected\"}\n\n".to_owned()]);
    let opened = stream::once(async move {
        let mut gate = gate;
        // Only a test that is over closes it.
        let _ = gate.wait_for(|open| *open).await;
        ": it begins\n\n".to_owned()
    });
    let messages = stream::iter(0..FLOOD).map(|n| {
        let (task, current, total) = (n % TASKS, n / TASKS, FLOOD / TASKS);
        format!(
            "data: {{\"type\":\"progress\",\"task_id\":\"task-{task}\",\"step\":\"Scan\",\"current\":{current},\
             \"total\":{total},\"percent\":1}}\n\n"
        )
    });
    let all = greeting.chain(opened).chain(messages).chain(stream::pending());
    answer(200, "text/plain", Body::from_stream(all.map(Ok::<_, std::io::Error>)))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_flood_from_one_server_holds_up_no_other() {
    let demo = Demo::builder()
        .scenario(Scenario::Empty)
        .dialects([Dialect::Estimates])
        .start()
        .await
        .expect("the demo starts");
    let (gate, closed) = watch::channel(false);
    let flooding = Odd::answering(move |_| Some(flood(closed.clone()))).await;
    let mut vigie = Watched::passing().await;
    let calm = demo.server(Dialect::Estimates).expect("it speaks estimates").url.clone();
    let token = Some(Estimates::MANAGER_TOKEN.to_owned());
    for draft in [
        draft(ServerKind::SoniqueBay, &flooding.url),
        ServerDraft { token, ..draft(ServerKind::Estimates, &calm) },
    ] {
        vigie.engine.add_passing(Passing { draft, ..Passing::default() }).await.expect("a server");
    }
    vigie
        .until("both are live", |v| {
            v.servers.len() == 2 && v.servers.iter().all(|s| s.link == LinkState::Live)
        })
        .await;
    let calm = demo.estimates();
    gate.send_replace(true);
    for id in 1..=CALM {
        calm.created(&Estimate { id, ..estimate() });
        vigie.until("the calm one is heard", |v| v.records.iter().any(|r| r.id == id.to_string())).await;
    }
    let events = |v: &Watched| v.servers.iter().find(|s| s.kind == ServerKind::SoniqueBay).map(|s| s.events);
    vigie.until("all of the flood is taken", |v| events(v) > Some(FLOOD)).await;
    for id in 1..=CALM {
        let told = vigie.records.iter().filter(|record| record.id == id.to_string()).count();
        assert_eq!(told, 1, "record {id}");
    }
    assert!(vigie.jobs.len() >= 40, "{}", vigie.jobs.len());
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
