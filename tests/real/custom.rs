//! Real servers, read by nothing but a table in the settings.

use std::time::Duration;

use serde_json::json;
use vigie_contract::{JobEventKind, JobState, LinkState, NoticeKind, ReasonCode, ServerDraft, ServerKind};
use vigie_tests::{
    EstimatesBackend, EstimatesOptions, Journal, PostesBackend, PostesOptions, Relay, Scan,
    SoniqueBayBackend, Watched, draft,
};

use crate::story::{all_told, never_went_back, running_at};

const SCANS: &str = r#"
[servers.custom]
path = "/api/events"
greeting = true
infer_end = true

[[servers.custom.rules]]
where = { "/type" = "connected" }
ignore = true

[[servers.custom.rules]]
where = { "/type" = "progress" }
outcome = "running"
id = "/task_id"
done = "/current"
total = "/total"
step = "/step"
"#;

#[tokio::test]
async fn scans_wait_for_their_table_and_are_then_followed() {
    let library = SoniqueBayBackend::start().await;
    let relay = Relay::to(&library.url).await;
    let home = tempfile::tempdir().unwrap();
    let mut vigie =
        Watched::of(home.path(), ServerKind::Custom, draft(&relay.url, None), "quiet_seconds = 1").await;
    vigie.until("no table yet", |v| v.reason() == Some(ReasonCode::MappingMissing)).await;
    // As a person would: with an editor, while Vigie runs.
    let file = home.path().join("settings.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, format!("{text}\n{SCANS}")).unwrap();
    vigie.until("live", |v| v.link(LinkState::Live)).await;
    library.streaming(1).await;

    let ids: Vec<String> = (0..20).map(|n| format!("scan-{n:02}")).collect();
    for id in &ids {
        library.scan(Scan::new(id).files(8)).await;
    }
    let told = |v: &Watched| ids.iter().all(|id| v.told(NoticeKind::Completed, id) == 1);
    vigie.until("twenty ends, inferred", told).await;
    for id in &ids {
        let job = vigie.job(id).unwrap();
        assert_eq!((job.done, job.inferred, all_told(&vigie, id)), (Some(8), true, 1));
        never_went_back(&vigie, id);
    }
    library.scan(Scan::new("cut").files(9).stepped()).await;
    library.step("cut", 3).await;
    vigie.until("running", |v| running_at(v, "cut", 2)).await;
    library.notify(r#"{"type": "notification", "message": "no rule is about this"}"#).await;
    vigie.until("counted", |v| v.servers[0].oddities == 1).await;
    relay.cut();
    vigie.until("live again", |v| v.link(LinkState::Live) && v.gaps.len() == 1).await;
    let timeline = vigie.timeline("cut").await;
    assert!(timeline.iter().any(|event| event.kind == JobEventKind::Gap), "{timeline:?}");
    library.streaming(1).await;
    library.step("cut", 100).await;
    vigie.until("told", |v| v.told(NoticeKind::Completed, "cut") == 1).await;
    assert_eq!(vigie.notices.len(), 21);
}

const ESTIMATES: &str = r#"
sign_in = "url-token"
[servers.custom]
path = "/api/v1/sse/events/"
greeting = true
silence_seconds = 5

[servers.custom.states]
pending = "Черновик"
running = "Отправлена"
completed = "Утверждена"
failed = "Отклонена"

[[servers.custom.rules]]
where = { "/event" = ["connected", "keepalive"] }
ignore = true

[[servers.custom.rules]]
where = { "/event" = ["estimate.created", "estimate.updated"] }
id = "/data/estimate_id"
title = "/data/estimate_number"
state = "/data/status"
message = "/data/foreman_name"
"#;

#[tokio::test]
async fn words_for_states_a_token_and_a_silence_that_is_too_long() {
    let journal = Journal::begin();
    let keepalive = Duration::from_millis(300);
    let office = EstimatesBackend::start(EstimatesOptions { keepalive, ..EstimatesOptions::default() }).await;
    let home = tempfile::tempdir().unwrap();
    let token = || ServerDraft { token: Some("manager1-token".into()), ..draft(&office.url, None) };
    let mut vigie = Watched::of(home.path(), ServerKind::Custom, token(), ESTIMATES).await;
    vigie.until("live", |v| v.link(LinkState::Live)).await;
    let approved = office.create_estimate("Смета_1", "foreman1").await;
    let declined = office.create_estimate("Смета_2", "foreman1").await;
    let (approved_id, declined_id) = (approved.to_string(), declined.to_string());
    vigie
        .until("drafts", |v| [&approved_id, &declined_id].iter().all(|id| v.is(id, JobState::Pending)))
        .await;
    assert_eq!(vigie.job(&approved_id).unwrap().title, "Смета_1");
    office.update_estimate(approved, "foreman1", json!({"status": "Отправлена"})).await;
    vigie.until("sent", |v| v.is(&approved_id, JobState::Running)).await;
    office.update_estimate(approved, "foreman1", json!({"status": "Утверждена"})).await;
    office.update_estimate(declined, "foreman1", json!({"status": "Отклонена"})).await;
    vigie.until("approved", |v| v.told(NoticeKind::Completed, &approved_id) == 1).await;
    vigie.until("declined", |v| v.told(NoticeKind::Failed, &declined_id) == 1).await;
    assert!(!vigie.job(&approved_id).unwrap().inferred, "it was told");
    let another = office.create_estimate("Смета_3", "foreman1").await.to_string();
    vigie.until("another", |v| v.is(&another, JobState::Pending)).await;
    office.update_estimate(another.parse().unwrap(), "foreman1", json!({"status": "Забыта"})).await;
    vigie.until("a word of no list is counted", |v| v.servers[0].oddities == 1).await;
    assert!(vigie.is(&another, JobState::Pending), "and says nothing");

    office.server.hang().await;
    let silent = |v: &Watched| v.links.iter().any(|(_, reason)| *reason == Some(ReasonCode::Silent));
    vigie.until("silent", silent).await;
    office.server.wake().await;
    vigie.engine.connect_now(None).await;
    vigie.until("live again", |v| v.link(LinkState::Live) && v.gaps.len() == 1).await;
    office.revoke_token("manager1-token").await;
    vigie.until("out", |v| v.link_because(LinkState::SignedOut, ReasonCode::SignInRefused)).await;
    vigie.engine.shutdown().await;
    journal.nowhere(home.path(), &vigie.shown(), &["manager1-token"]);
}

const SESSION: &str = r#"
sign_in = "cookie"
[servers.custom]
carrier = "websocket"
path = "/ws/sessions/1/"
greeting = true
send = '{"type": "get_time", "session_id": 1}'
heartbeat = '{"type": "heartbeat"}'
heartbeat_seconds = 1

[[servers.custom.rules]]
where = { "/type" = ["connection_established", "heartbeat_ack"] }
ignore = true

[[servers.custom.rules]]
where = { "/type" = "time_update" }
outcome = "running"
fixed_id = "session"
percent = "/pourcentage_utilise"
step = "/statut"

[[servers.custom.rules]]
where = { "/type" = "warning" }
outcome = "warning"
fixed_id = "session"
message = "/message"

[[servers.custom.rules]]
where = { "/type" = "session_terminated" }
outcome = "completed"
fixed_id = "session"
message = "/message"
"#;

#[tokio::test]
async fn a_web_socket_with_a_cookie() {
    let journal = Journal::begin();
    let hall = PostesBackend::start(PostesOptions::default()).await;
    let relay = Relay::to(&hall.url).await;
    let home = tempfile::tempdir().unwrap();
    // The sockets want the server's own `Origin`: it is the one that the person named.
    let cookie = hall.cookie().await;
    let draft = ServerDraft { cookie: Some(cookie.clone()), ..draft(&relay.url, None) };
    let mut vigie = Watched::of(home.path(), ServerKind::Custom, draft, SESSION).await;
    vigie.until("live", |v| v.link(LinkState::Live)).await;
    vigie.until("it was asked", |v| v.is("session", JobState::Running)).await;
    let percent = |v: &Watched| v.job("session").and_then(|job| job.percent);
    assert_eq!(percent(&vigie), Some(50.0));
    hall.tick(36).await;
    vigie.until("time passes", |v| percent(v).is_some_and(|percent| percent >= 52.0)).await;
    hall.warn(1, "warning", "Plus que cinq minutes").await;
    vigie.until("warned", |v| v.told(NoticeKind::Warning, "session") == 1).await;
    vigie.listen_for(Duration::from_secs(2)).await;
    assert_eq!(vigie.servers[0].oddities, 0, "answers to heartbeats are ignored");
    relay.cut();
    vigie.until("live again", |v| v.link(LinkState::Live) && v.gaps.len() == 1).await;
    hall.terminate(1, "fermeture_normale", "À bientôt").await;
    vigie.until("told", |v| v.told(NoticeKind::Completed, "session") == 1).await;
    let end = vigie.notices_of(NoticeKind::Completed)[0];
    assert_eq!(end.text.as_deref(), Some("À bientôt"));

    hall.expire_cookies().await;
    relay.cut();
    vigie.until("out", |v| v.link_because(LinkState::SignedOut, ReasonCode::SignInRefused)).await;
    vigie.engine.shutdown().await;
    let value = cookie.split_once('=').unwrap().1;
    journal.nowhere(home.path(), &vigie.shown(), &[value]);
}
