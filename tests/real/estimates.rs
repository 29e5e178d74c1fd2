//! An office of real gunicorn threads: tokens, records of any model, statistics, and a server with no thread left.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use serde_json::json;
use vigie_contract::{
    LinkState, Notice, NoticeKind, ReasonCode, RecordAction, ServerDraft, ServerKind, StatSpan,
};
use vigie_engine::clock::Clock;
use vigie_tests::{
    EstimatesBackend, EstimatesOptions, Journal, PATIENCE, Relay, Watched, eventually, write_settings,
};

/// Soon enough to be waited for.
const KEEPALIVE: Duration = Duration::from_millis(300);

async fn office(threads: u32) -> EstimatesBackend {
    EstimatesBackend::start(EstimatesOptions { threads, keepalive: KEEPALIVE }).await
}

fn with_token(url: &str, token: &str) -> ServerDraft {
    ServerDraft {
        address: url.to_owned(),
        kind: Some(ServerKind::Estimates),
        token: Some(token.to_owned()),
        ..ServerDraft::default()
    }
}

/// Vigie, watching this address as a manager; its settings say this, too.
async fn watching(home: &Path, url: &str, settings: &str) -> Watched {
    let draft = with_token(url, "manager1-token");
    let mut vigie = Watched::of(home, ServerKind::Estimates, draft, settings).await;
    vigie.until("live", |v| v.link(LinkState::Live)).await;
    vigie
}

fn about<'a>(vigie: &'a Watched, title: &str) -> Vec<&'a Notice> {
    vigie.notices.iter().filter(|notice| notice.title == title).collect()
}

fn value<'a>(notice: &'a Notice, name: &str) -> Option<&'a str> {
    notice.values.get(name).map(String::as_str)
}

#[tokio::test]
async fn a_token_is_needed_refused_or_let_in_and_shown_nowhere() {
    let journal = Journal::begin();
    let office = office(20).await;
    let secret = "a b&c=1%41+d/é";
    office.grant_token("manager1", secret).await;
    let home = tempfile::tempdir().unwrap();
    let mut vigie = Watched::at(home.path()).await;
    let without = ServerDraft { token: None, ..with_token(&office.url, "") };
    for (draft, code) in [
        (without, ReasonCode::SignInNeeded),
        (with_token(&office.url, "tout-a-fait-faux"), ReasonCode::SignInRefused),
    ] {
        let report = vigie.engine.test_server(draft, None).await;
        assert_eq!(report.failure.unwrap().reason_code(), Some(code));
    }
    let report = vigie.engine.test_server(with_token(&office.url, secret), None).await;
    assert_eq!((report.ok, report.stream), (true, Some(true)), "{report:?}");

    let server = vigie.engine.add_server(with_token(&office.url, "tout-a-fait-faux")).await.unwrap();
    vigie.until("refused", |v| v.link_because(LinkState::SignedOut, ReasonCode::SignInRefused)).await;
    vigie.until("told", |v| v.notices_of(NoticeKind::SignedOut).len() == 1).await;
    // As it is copied from a browser: path, query and all.
    let pasted = office.events("a%20b%26c%3D1%2541%2Bd%2F%C3%A9");
    let draft = ServerDraft { address: pasted, token: None, ..with_token("", "") };
    vigie.engine.update_server(&server.id, draft).await.unwrap();
    vigie.until("let in", |v| v.link(LinkState::Live)).await;
    assert_eq!(vigie.servers[0].url, format!("{}/", office.url));
    office.create_estimate("Смета_1", "foreman1").await;
    vigie.until("and hears", |v| v.records.len() == 1).await;
    vigie.engine.shutdown().await;
    let shown = (vigie.shown(), report);
    let secrets = [secret, "a%20b", "a+b%26c", "b%26c", "tout-a-fait-faux", "manager1-token"];
    journal.nowhere(home.path(), &shown, &secrets);
}

#[tokio::test]
async fn records_and_notices_of_any_model_are_told_as_the_office_tells_them() {
    let office = office(20).await;
    let home = tempfile::tempdir().unwrap();
    let mut vigie = watching(home.path(), &office.url, "").await;
    let id = office.create_estimate("Смета_2025-01-01_Объект", "foreman1").await;
    vigie.until("created", |v| v.notices.len() == 1 && v.records.len() == 1).await;
    let (record, notice) = (vigie.records[0].clone(), vigie.notices[0].clone());
    assert_eq!((record.model.as_str(), record.id.clone()), ("estimate", id.to_string()));
    assert_eq!(
        (record.action, record.label.as_deref()),
        (RecordAction::Created, Some("Смета_2025-01-01_Объект"))
    );
    assert_eq!(record.fields["status"], "Черновик");
    assert_eq!((notice.kind, notice.title.as_str()), (NoticeKind::Record, "Смета_2025-01-01_Объект"));
    assert_eq!(value(&notice, "by"), record.by.as_deref());
    assert_eq!(value(&notice, "by"), record.fields["creator_name"].as_str());
    assert_eq!(value(&notice, "project"), record.fields["project_name"].as_str());
    assert_eq!(value(&notice, "action"), Some("created"));

    office.update_estimate(id, "manager2", json!({"status": "Утверждена"})).await;
    vigie.until("changed", |v| v.records.len() == 2).await;
    assert_eq!(
        (vigie.records[1].action, &vigie.records[1].changed),
        (RecordAction::Updated, &vec!["status".to_owned()])
    );
    office.delete_estimate(id, "foreman1").await;
    vigie.until("deleted", |v| v.records.len() == 3).await;
    assert_eq!(vigie.records[2].action, RecordAction::Deleted);
    let project = office.create_project("ЖК «Южный» <b>1</b>").await;
    office.update_project(project, json!({"address": "ул. Ленина, 1"})).await;
    // Any model, not only the two that the document names; and what is no change of a record.
    office
        .tell("manager1", "invoice.created", json!({"invoice_id": "A-7", "invoice_number": "Счёт 7"}))
        .await;
    office.tell("manager1", "crm.contract.removed", json!({"id": 4, "name": "Договор"})).await;
    office.tell("manager1", "backup_done", json!({"message": "Копия готова", "size": 12})).await;
    office.tell("manager1", "estimate.updated", json!({"status": "no id"})).await;
    office.tell("manager1", "system.connectionLost", json!({})).await;
    office.tell("manager1", "estimate.updated", json!(null)).await;
    office
        .tell("manager1", "invoice.updated", json!({"invoice_id": "A-7", "huge": "x".repeat(100_000)}))
        .await;
    vigie
        .until("all of it", |v| {
            v.records.last().is_some_and(|r| r.id == "A-7" && r.action == RecordAction::Updated)
        })
        .await;
    let told: Vec<_> =
        vigie.records[3..].iter().map(|r| (r.model.as_str(), r.id.as_str(), r.action)).collect();
    let project = project.to_string();
    let wanted = [
        ("project", project.as_str(), RecordAction::Created),
        ("project", project.as_str(), RecordAction::Updated),
        ("invoice", "A-7", RecordAction::Created),
        ("crm.contract", "4", RecordAction::Deleted),
        ("invoice", "A-7", RecordAction::Updated),
    ];
    assert_eq!(told, wanted);
    vigie.until("each has a notice", |v| v.notices.len() == 9).await;
    assert_eq!(about(&vigie, "Копия готова")[0].kind, NoticeKind::Message);
    vigie.until("two without an id are counted", |v| v.servers[0].oddities == 2).await;
    let server = vigie.servers[0].id.clone();
    let rows = vigie.engine.list_records(&server, "project").await.unwrap();
    assert_eq!((rows.len(), rows[0].fields["address"].as_str()), (1, Some("ул. Ленина, 1")));
    assert_eq!(rows[0].label.as_deref(), Some("ЖК «Южный» <b>1</b>"), "text is text");
    assert!(vigie.tables.values().all(|table| table.gap.is_none() && table.rows == 1), "{:?}", vigie.tables);
    let oversized = vigie.engine.list_records(&server, "invoice").await.unwrap();
    assert!(serde_json::to_string(&oversized).unwrap().len() < 100_000, "fields are bounded");
}

#[tokio::test]
async fn statistics_are_asked_for_with_the_same_token() {
    let office = office(20).await;
    let home = tempfile::tempdir().unwrap();
    let mut vigie = watching(home.path(), &office.url, "stats_seconds = 5").await;
    vigie.until("its own stream is counted", |v| v.number("total_connections") == Some(1.0)).await;
    let another = reqwest::get(office.events("manager2-token")).await.unwrap();
    vigie.until("and another's", |v| v.number("total_users") == Some(2.0)).await;
    assert!(vigie.stats.values().all(|stats| stats.values.keys().any(|name| name.starts_with("users."))));
    let server = vigie.servers[0].id.clone();
    let series = vigie.engine.stat_history(&server, StatSpan::Hour).await.unwrap();
    let users = series.iter().find(|series| series.name == "total_users").unwrap();
    assert_eq!(users.points.last().map(|(_, value)| *value), Some(2.0));
    drop(another);
    vigie.until("who leaves is counted no more", |v| v.number("total_users") == Some(1.0)).await;
}

#[tokio::test]
async fn a_revoked_token_is_signed_out_once_and_a_new_one_goes_on() {
    let office = office(20).await;
    let home = tempfile::tempdir().unwrap();
    let mut vigie = watching(home.path(), &office.url, "").await;
    office.create_estimate("Смета_1", "foreman1").await;
    vigie.until("heard", |v| v.records.len() == 1).await;
    office.revoke_token("manager1-token").await;
    vigie.until("out", |v| v.link_because(LinkState::SignedOut, ReasonCode::SignInRefused)).await;
    vigie.until("told", |v| v.notices_of(NoticeKind::SignedOut).len() == 1).await;
    office.create_estimate("Смета_2", "foreman1").await;
    vigie.listen_for(Duration::from_secs(2)).await;
    assert!(vigie.link(LinkState::SignedOut) && vigie.records.len() == 1);

    office.grant_token("manager1", "another-token").await;
    let server = vigie.servers[0].id.clone();
    vigie.engine.update_server(&server, with_token(&office.url, "another-token")).await.unwrap();
    vigie.until("in again", |v| v.link(LinkState::Live)).await;
    vigie.until("with a gap", |v| v.tables["estimate"].gap.is_some()).await;
    office.create_estimate("Смета_3", "foreman1").await;
    vigie.until("heard", |v| about(v, "Смета_3").len() == 1).await;
    assert_eq!((vigie.notices_of(NoticeKind::SignedOut).len(), about(&vigie, "Смета_2").len()), (1, 0));
}

#[tokio::test]
async fn a_server_with_no_thread_left_does_not_answer_until_it_has_one() {
    let office = office(2).await;
    let holders = [
        reqwest::get(office.events("manager2-token")).await.unwrap(),
        reqwest::get(office.events("foreman1-token")).await.unwrap(),
    ];
    assert_eq!(office.held().await, 2);
    let home = tempfile::tempdir().unwrap();
    let draft = with_token(&office.url, "manager1-token");
    let mut vigie = Watched::of(home.path(), ServerKind::Estimates, draft, "headers_seconds = 2").await;
    vigie.until("no answer", |v| v.reason() == Some(ReasonCode::NoAnswer)).await;
    assert!(vigie.links.iter().all(|(link, _)| !link.hears()), "{:?}", vigie.links);
    drop(holders);
    vigie.until_knocking("a thread is free", |v| v.link(LinkState::Live)).await;
    office.create_estimate("Смета_1", "foreman1").await;
    vigie.until("heard", |v| about(v, "Смета_1").len() == 1).await;
    assert!(vigie.notices.len() == 1 && vigie.gaps.is_empty(), "{:?} {:?}", vigie.notices, vigie.gaps);
}

#[tokio::test]
async fn what_may_have_been_missed_is_said_on_the_tables_after_a_cut_a_restart_and_a_hang() {
    let office = office(20).await;
    let relay = Relay::to(&office.url).await;
    let home = tempfile::tempdir().unwrap();
    let mut vigie = watching(home.path(), &relay.url, "headers_seconds = 3").await;
    office.create_estimate("Смета_1", "foreman1").await;
    office.create_project("ЖК 1").await;
    vigie.until("two tables", |v| v.tables.len() == 2).await;
    relay.refuse();
    vigie.until("cut", |v| v.link(LinkState::Waiting)).await;
    office.create_estimate("Смета_2", "foreman1").await;
    relay.cut();
    vigie.until_knocking("live again", |v| v.link(LinkState::Live) && v.gaps.len() == 1).await;
    office.create_estimate("Смета_3", "foreman1").await;
    vigie.until("heard", |v| about(v, "Смета_3").len() == 1).await;

    office.server.restart().await;
    vigie.until_knocking("live again", |v| v.link(LinkState::Live) && v.gaps.len() == 2).await;
    office.create_estimate("Смета_4", "foreman1").await;
    vigie.until("heard", |v| about(v, "Смета_4").len() == 1).await;

    office.server.hang().await;
    relay.cut();
    vigie.until("no answer", |v| v.reason() == Some(ReasonCode::NoAnswer)).await;
    office.server.wake().await;
    vigie.until_knocking("live again", |v| v.link(LinkState::Live) && v.gaps.len() == 3).await;
    office.create_estimate("Смета_5", "foreman1").await;
    vigie.until("heard", |v| about(v, "Смета_5").len() == 1).await;

    assert!(vigie.gaps.iter().all(|gap| gap.from < gap.to), "{:?}", vigie.gaps);
    let newest = vigie.gaps.last().cloned();
    for table in vigie.tables.values() {
        let said = table.gap.as_ref();
        assert_eq!(said.map(|gap| gap.to), newest.as_ref().map(|gap| gap.to), "{table:?}");
    }
    assert!(about(&vigie, "Смета_2").is_empty(), "what was missed is not made up");
    vigie.engine.shutdown().await;
    drop(vigie);

    // All of it is still there after a restart of Vigie.
    let mut vigie = Watched::at(home.path()).await;
    let rows = |v: &Watched| v.tables.values().map(|table| table.rows).collect::<Vec<_>>();
    vigie.until("its tables", |v| rows(v) == [4, 1]).await;
    let kept = vigie.engine.list_records(&vigie.servers[0].id, "estimate").await.unwrap();
    assert_eq!(kept[0].label.as_deref(), Some("Смета_5"), "the one that changed last is first");
    let gap = vigie.tables["project"].gap.clone();
    assert_eq!(gap.map(|gap| gap.to), newest.map(|gap| gap.to));
    vigie.admit(with_token(&relay.url, "manager1-token")).await;
    vigie.until("a gap more", |v| v.link(LinkState::Live) && !v.gaps.is_empty()).await;
    let told = vigie.notices.iter().filter(|notice| notice.kind == NoticeKind::Record).count();
    assert_eq!(told, 0, "nothing is told twice: {:?}", vigie.notices);
}

#[tokio::test]
async fn a_loss_is_told_after_half_a_minute_and_so_is_its_end_and_a_blip_is_not() {
    let office = office(20).await;
    let relay = Relay::to(&office.url).await;
    let home = tempfile::tempdir().unwrap();
    let draft = with_token(&relay.url, "manager1-token");
    write_settings(home.path(), ServerKind::Estimates, &draft, "");
    // A clock that goes when the test wants it to.
    let hands = Arc::new(AtomicU64::new(1_800_000_000_000));
    let seen = Arc::clone(&hands);
    let mut vigie = Watched::by_clock(home.path(), Clock::of(move || seen.load(Ordering::Relaxed))).await;
    vigie.admit(draft).await;
    vigie.until("live", |v| v.link(LinkState::Live)).await;
    let told =
        |v: &Watched| (v.notices_of(NoticeKind::Unreachable).len(), v.notices_of(NoticeKind::Restored).len());

    hands.fetch_add(1_000, Ordering::Relaxed);
    relay.refuse();
    vigie.until("cut", |v| v.link(LinkState::Waiting)).await;
    hands.fetch_add(9_000, Ordering::Relaxed);
    relay.cut();
    vigie.engine.connect_now(None).await;
    vigie.until("a blip", |v| v.link(LinkState::Live)).await;
    assert_eq!(told(&vigie), (0, 0));

    relay.refuse();
    vigie.until("cut", |v| v.link(LinkState::Waiting)).await;
    // Two seconds of its time in about each second: looks at it are never ten seconds apart.
    let running = Arc::clone(&hands);
    let clock = tokio::spawn(async move {
        loop {
            tokio::time::sleep(Duration::from_millis(100)).await;
            running.fetch_add(400, Ordering::Relaxed);
        }
    });
    vigie.until("told", |v| told(v) == (1, 0)).await;
    let lost = vigie.notices_of(NoticeKind::Unreachable)[0].clone();
    assert!(lost.duration_ms.is_some_and(|ms| ms >= 30_000), "{lost:?}");
    vigie.listen_for(Duration::from_secs(2)).await;
    assert_eq!(told(&vigie), (1, 0), "once");
    relay.cut();
    vigie.engine.connect_now(None).await;
    vigie.until("restored", |v| v.link(LinkState::Live) && told(v) == (1, 1)).await;
    clock.abort();
    let back = vigie.notices_of(NoticeKind::Restored)[0].clone();
    assert!(back.duration_ms > lost.duration_ms && vigie.notices.len() == 2, "{:?}", vigie.notices);
}

#[tokio::test]
async fn twenty_at_once_are_each_told_once() {
    let office = office(20).await;
    let home = tempfile::tempdir().unwrap();
    let mut vigie = watching(home.path(), &office.url, "").await;
    let numbers: Vec<String> = (0..20).map(|n| format!("Смета_{n:02}")).collect();
    let made = numbers.iter().map(|number| office.create_estimate(number, "foreman2"));
    let ids = futures_util::future::join_all(made).await;
    for id in &ids {
        office.update_estimate(*id, "foreman2", json!({"status": "Отправлена"})).await;
    }
    vigie.until("all are heard", |v| v.records.len() == 40 && v.notices.len() == 40).await;
    for number in &numbers {
        assert_eq!(about(&vigie, number).len(), 2, "{number}");
    }
    let server = vigie.servers[0].id.clone();
    let rows = vigie.engine.list_records(&server, "estimate").await.unwrap();
    assert_eq!((rows.len(), vigie.tables["estimate"].rows, vigie.servers[0].oddities), (20, 20, 0));
    assert!(rows.iter().all(|row| row.fields["status"] == "Отправлена"));
    let held = || async { (office.held().await == 1).then_some(()) };
    eventually(PATIENCE, held).await;
}
