//! WebSocket frames of every sort.

use vigie_contract::{LinkState, ServerDraft, ServerKind};
use vigie_demo::{Demo, Dialect, Entrance, Scenario, SocketFrame, Sockets};
use vigie_engine::engine::Passing;
use vigie_tests::Watched;

async fn watched() -> (Demo, Watched) {
    let demo = Demo::builder()
        .scenario(Scenario::Empty)
        .dialects([Dialect::Postes])
        .start()
        .await
        .expect("the demo starts");
    let server = demo.server(Dialect::Postes).expect("it speaks postes");
    let Entrance::Password { user, password } = server.entrance.clone() else { panic!("{server:?}") };
    let draft = ServerDraft {
        address: server.url.clone(),
        kind: Some(ServerKind::Postes),
        user: Some(user),
        password: Some(password),
        ..ServerDraft::default()
    };
    let mut vigie = Watched::passing().await;
    vigie.engine.add_passing(Passing { draft, ..Passing::default() }).await.expect("a server");
    vigie.until("live", |v| v.link(LinkState::Live)).await;
    (demo, vigie)
}

fn stats(actives: u32) -> String {
    format!("{{\"type\":\"stats_update\",\"data\":{{\"sessions\":{{\"actives\":{actives}}}}}}}")
}

#[tokio::test]
async fn binary_too_large_broken_and_fragmented_frames_cost_nothing_but_themselves() {
    let (demo, mut vigie) = watched().await;
    let postes = demo.postes();
    let large = format!("{{\"type\":\"stats_update\",\"x\":\"{}\"}}", "x".repeat(2 << 20));
    let odd = [
        SocketFrame::Binary(vec![0, 159, 146, 150].into()),
        SocketFrame::Text(large),
        SocketFrame::Text("{\"type\":\"stats_up".into()),
        SocketFrame::Text("[1,2]".into()),
        SocketFrame::Text(String::new()),
    ];
    for (at, frame) in (1_u32..).zip(&odd) {
        let before = vigie.servers[0].oddities;
        postes.send(Sockets::Dashboard, frame);
        vigie.until("it is counted", |v| v.servers[0].oddities > before).await;
        postes.send(Sockets::Dashboard, &SocketFrame::Text(stats(100 + at)));
        vigie
            .until("the next one is heard", |v| v.number("sessions.actives") == Some(f64::from(100 + at)))
            .await;
    }
    let text = stats(7);
    let pieces = text.as_bytes().chunks(9).map(|piece| piece.to_vec().into()).collect();
    postes.send(Sockets::Dashboard, &SocketFrame::Fragments(pieces));
    vigie.until("pieces are one message", |v| v.number("sessions.actives") == Some(7.0)).await;
    // What claims to be text and is none breaks the connection, as the standard has it; another is made.
    let before = vigie.servers[0].reconnects;
    postes.send(Sockets::Dashboard, &SocketFrame::RawText(vec![0xff, 0xfe].into()));
    back(&mut vigie, before).await;
}

#[tokio::test]
async fn whatever_the_code_of_its_end_another_connection_is_made() {
    let (demo, mut vigie) = watched().await;
    for code in [
        1000, 1001, 1002, 1003, 1004, 1005, 1006, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 1015, 3000,
        4000, 4001, 4403, 4999, 0, 999, 65535,
    ] {
        let before = vigie.servers[0].reconnects;
        demo.postes().close(Sockets::Dashboard, code);
        back(&mut vigie, before).await;
    }
}

/// Connects again at once, as a person would have it.
async fn back(vigie: &mut Watched, before: u32) {
    let lost = |v: &Watched| !v.link(LinkState::Live) || v.servers[0].reconnects > before;
    vigie.until("it is lost", lost).await;
    vigie.engine.connect_now(None).await;
    vigie.until("it is back", |v| v.link(LinkState::Live) && v.servers[0].reconnects > before).await;
}
