//! All five systems in one Vigie: what happens to one is no matter of the others.

use serde_json::json;
use vigie_contract::{LinkState, NoticeKind, Server, ServerDraft, ServerKind};
use vigie_tests::{
    DjangoBackend, EstimatesBackend, EstimatesOptions, Job, Options, PostesBackend, PostesOptions, Relay,
    SoliLmsBackend, SoliLmsOptions, SoniqueBayBackend, Watched, draft,
};

use crate::story::ALICE;

fn server(vigie: &Watched, kind: ServerKind) -> &Server {
    vigie.servers.iter().find(|server| server.kind == kind).expect("a server of each kind")
}

fn notices(vigie: &Watched, kind: ServerKind) -> usize {
    let id = &server(vigie, kind).id;
    vigie.notices.iter().filter(|notice| &notice.server == id).count()
}

#[tokio::test]
async fn five_servers_are_followed_at_once_and_the_loss_of_one_disturbs_no_other() {
    let (django, library, office, hall, school) = tokio::join!(
        DjangoBackend::start(Options::default()),
        SoniqueBayBackend::start(),
        EstimatesBackend::start(EstimatesOptions::default()),
        PostesBackend::start(PostesOptions::default()),
        SoliLmsBackend::start(SoliLmsOptions::default()),
    );
    let line_of_the_hall = Relay::to(&hall.url).await;
    let home = tempfile::tempdir().unwrap();
    let mut vigie = Watched::at(home.path()).await;
    let pupil = Some(("apprenant@solilms.local", "apprenant-pass"));
    let token = ServerDraft { token: Some("manager1-token".into()), ..draft(&office.url, None) };
    for (kind, draft) in [
        (ServerKind::SseProgress, draft(&django.url, Some(ALICE))),
        (ServerKind::SoniqueBay, draft(&library.url, None)),
        (ServerKind::Estimates, token),
        (ServerKind::Postes, draft(&line_of_the_hall.url, Some(("admin", "admin123")))),
        (ServerKind::SoliLms, draft(&school.url, pupil)),
    ] {
        vigie.engine.add_server(ServerDraft { kind: Some(kind), ..draft }).await.unwrap();
    }
    let live = |v: &Watched| v.servers.iter().filter(|server| server.link == LinkState::Live).count();
    vigie.until("all are live", |v| live(v) == 5).await;
    library.streaming(1).await;
    vigie
        .until("the hall tells its numbers", |v| v.stats.contains_key(&server(v, ServerKind::Postes).id))
        .await;

    line_of_the_hall.hold();
    line_of_the_hall.refuse();
    vigie.until("one is lost", |v| live(v) == 4).await;
    django.job(Job::new("job").total(2)).await;
    library.notify(r#"{"type": "notification", "message": "Björk"}"#).await;
    office.create_estimate("Смета_1", "foreman1").await;
    school.notify_with("apprenant", 1, json!({"message": "12/20"})).await;
    vigie.until("a job", |v| v.told(NoticeKind::Completed, "job") == 1).await;
    for kind in [ServerKind::SoniqueBay, ServerKind::Estimates, ServerKind::SoliLms] {
        vigie.until("its notice", |v| notices(v, kind) > 0).await;
    }
    assert_eq!((live(&vigie), notices(&vigie, ServerKind::Postes), vigie.gaps.len()), (4, 0, 0));
    line_of_the_hall.cut();
    vigie.until_knocking("all are live again", |v| live(v) == 5 && v.gaps.len() == 1).await;
    assert_eq!(vigie.gaps[0].server, server(&vigie, ServerKind::Postes).id);
    // What is told of a server goes with it, and no other goes.
    let gone = server(&vigie, ServerKind::Estimates).id.clone();
    vigie.engine.remove_server(&gone).await.unwrap();
    vigie.until("four", |v| v.servers.len() == 4 && live(v) == 4).await;
    assert!(vigie.engine.list_records(&gone, "estimate").await.unwrap().is_empty());
}
