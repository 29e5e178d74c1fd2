//! A real school: notifications that are neither lost nor told twice, records that others read first, and PHP's habit of
//! saying nothing at all.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use serde_json::json;
use vigie_contract::{LinkState, NoticeKind, ReasonCode, RecordAction, ServerDraft, ServerKind};
use vigie_tests::{Journal, Relay, SoliLmsBackend, SoliLmsOptions, Watched, draft};

const APPRENANT: &str = "apprenant";

async fn school() -> SoliLmsBackend {
    SoliLmsBackend::start(SoliLmsOptions::default()).await
}

fn as_apprenant(url: &str, password: &str) -> ServerDraft {
    let user = Some(("apprenant@solilms.local", password));
    ServerDraft { kind: Some(ServerKind::SoliLms), ..draft(url, user) }
}

/// Vigie, signed in as a pupil.
async fn watching(home: &Path, url: &str) -> Watched {
    let draft = as_apprenant(url, "apprenant-pass");
    let mut vigie = Watched::of(home, ServerKind::SoliLms, draft, "").await;
    vigie.until("live", |v| v.link(LinkState::Live)).await;
    vigie
}

/// Vigie, started again in this home; without a keyring the password was forgotten.
async fn again(home: &Path, url: &str) -> Watched {
    let mut vigie = Watched::at(home).await;
    vigie.admit(as_apprenant(url, "apprenant-pass")).await;
    vigie.until("live", |v| v.link(LinkState::Live)).await;
    vigie
}

/// One notification that says this.
async fn say(school: &SoliLmsBackend, words: &str) {
    school.notify_with(APPRENANT, 1, json!({"message": words})).await;
}

/// A change of a record, with its fields as JSON text.
async fn change(school: &SoliLmsBackend, what: &str, id: u32, action: &str, fields: &str) {
    let payload = format!(r#"{{"model":"Tache","id":{id},"action":"{action}","fields":{fields}}}"#);
    school.crud(APPRENANT, &format!("crud.{what}"), &payload).await;
}

/// How often each message was told.
fn told(vigie: &Watched) -> BTreeMap<&str, usize> {
    let mut told = BTreeMap::new();
    for notice in vigie.notices_of(NoticeKind::Message) {
        *told.entry(notice.text.as_deref().unwrap_or_default()).or_default() += 1;
    }
    told
}

fn has_told(vigie: &Watched, words: &str) -> bool {
    told(vigie).contains_key(words)
}

fn changes(vigie: &Watched) -> Vec<(&str, RecordAction)> {
    vigie.records.iter().map(|record| (record.id.as_str(), record.action)).collect()
}

#[tokio::test]
async fn a_wrong_password_is_refused_and_the_right_one_lets_in_and_is_kept_nowhere() {
    let journal = Journal::begin();
    let school = school().await;
    let home = tempfile::tempdir().unwrap();
    let mut vigie = Watched::at(home.path()).await;
    let nobody = ServerDraft { user: None, password: None, ..as_apprenant(&school.url, "") };
    for (draft, code) in [
        (nobody, ReasonCode::SignInNeeded),
        (as_apprenant(&school.url, "tout-faux"), ReasonCode::SignInRefused),
    ] {
        let report = vigie.engine.test_server(draft, None).await;
        assert_eq!(report.failure.unwrap().reason_code(), Some(code));
    }
    let report = vigie.engine.test_server(as_apprenant(&school.url, "apprenant-pass"), None).await;
    assert!(report.ok, "{report:?}");
    let server = vigie.engine.add_server(as_apprenant(&school.url, "tout-faux")).await.unwrap();
    vigie.until("refused", |v| v.link_because(LinkState::SignedOut, ReasonCode::SignInRefused)).await;
    vigie.until("told", |v| v.notices_of(NoticeKind::SignedOut).len() == 1).await;
    let right = as_apprenant(&school.url, "apprenant-pass");
    vigie.engine.update_server(&server.id, right).await.unwrap();
    vigie.until("let in", |v| v.link(LinkState::Live)).await;
    say(&school, "bonjour").await;
    vigie.until("heard", |v| has_told(v, "bonjour")).await;
    vigie.engine.shutdown().await;
    let secrets = ["apprenant-pass", "tout-faux", "soli_lms_session=", "XSRF-TOKEN="];
    journal.nowhere(home.path(), &(vigie.shown(), report), &secrets);
}

#[tokio::test]
async fn notifications_and_changes_are_told_with_the_schools_own_words() {
    let school = school().await;
    let home = tempfile::tempdir().unwrap();
    let mut vigie = watching(home.path(), &school.url).await;
    let words = json!({"title": "Évaluation <b>n° 1</b>", "message": "12/20", "type": "evaluation"});
    school.notify_with(APPRENANT, 1, words).await;
    school.notify_with("formateur", 1, json!({"message": "for another"})).await;
    vigie.until("told", |v| has_told(v, "12/20")).await;
    let notice = vigie.notices_of(NoticeKind::Message)[0].clone();
    assert_eq!((notice.title.as_str(), notice.read), ("Évaluation <b>n° 1</b>", false));
    assert!(notice.at.abs_diff(vigie.engine_now()) < 60_000, "the server's own time: {}", notice.at);
    let value = |name: &str| notice.values.get(name).map(String::as_str);
    assert_eq!(
        (value("type"), value("model"), value("record")),
        (Some("evaluation"), Some("RealisationTache"), Some("1"))
    );

    change(&school, "create", 4, "created", r#"{"nom":"Lire","etat":1}"#).await;
    change(&school, "update", 4, "updated", r#"{"etat":2}"#).await;
    change(&school, "delete", 4, "deleted", "[]").await;
    change(&school, "update", 1, "updated", r#"{"etat":3}"#).await;
    vigie.until("four changes", |v| v.records.len() == 4).await;
    use RecordAction::{Created, Deleted, Updated};
    assert_eq!(changes(&vigie), [("4", Created), ("4", Updated), ("4", Deleted), ("1", Updated)]);
    assert_eq!(vigie.records[1].fields["nom"], "Lire", "what was known stays");
    assert_eq!(vigie.records[1].changed, ["etat"]);
    assert!(vigie.tables["Tache"].gap.is_none());

    let odd = vigie.servers[0].oddities;
    school.crud(APPRENANT, "crud.explode", r#"{"model":"Tache","id":7}"#).await;
    school.crud(APPRENANT, "crud.update", r#"{"model":null,"id":[]}"#).await;
    school
        .crud(APPRENANT, "crud.update", r#"{"model":"Tache","id":8,"fields":"none","action":"melted"}"#)
        .await;
    school.crud(APPRENANT, "fireworks", r#"{"x":"<script>"}"#).await;
    school
        .crud(
            APPRENANT,
            "crud.update",
            &format!(r#"{{"model":"Tache","id":9,"fields":{{"x":"{}"}}}}"#, "y".repeat(200_000)),
        )
        .await;
    vigie.until("the last is read", |v| v.records.last().is_some_and(|record| record.id == "9")).await;
    vigie.until("counted", |v| v.servers[0].oddities >= odd + 4).await;
    say(&school, "and still here").await;
    vigie.until("told", |v| has_told(v, "and still here")).await;
    assert!(vigie.gaps.is_empty() && vigie.link(LinkState::Live));
    assert_eq!(told(&vigie).len(), 2);
}

#[tokio::test]
async fn no_notification_is_lost_or_told_twice_across_cuts_and_restarts_of_either_side() {
    let school = school().await;
    let relay = Relay::to(&school.url).await;
    let home = tempfile::tempdir().unwrap();
    let mut vigie = watching(home.path(), &relay.url).await;
    change(&school, "update", 1, "updated", r#"{"etat":1}"#).await;
    vigie.until("a table", |v| v.tables.len() == 1).await;
    for round in 0..4 {
        say(&school, &format!("{round} open")).await;
        vigie.until("heard", |v| has_told(v, &format!("{round} open"))).await;
        match round {
            0 => relay.refuse(),
            1 => relay.hold(),
            2 => school.server.stop().await,
            _ => {}
        }
        school.notify_with(APPRENANT, 3, json!({"message": format!("{round} away")})).await;
        if round == 2 {
            school.server.start_again().await;
        }
        relay.cut();
        say(&school, &format!("{round} back")).await;
        vigie
            .until_knocking("caught up", |v| v.link(LinkState::Live) && has_told(v, &format!("{round} back")))
            .await;
    }
    let counts = |round: u32| {
        [(format!("{round} away"), 3), (format!("{round} back"), 1), (format!("{round} open"), 1)]
    };
    let wanted: Vec<(String, usize)> = (0..4).flat_map(counts).collect();
    let heard: Vec<(String, usize)> =
        told(&vigie).into_iter().map(|(words, times)| (words.to_owned(), times)).collect();
    assert_eq!(heard, wanted);
    assert!(vigie.gaps.len() >= 3 && vigie.gaps.iter().all(|gap| gap.from < gap.to), "{:?}", vigie.gaps);
    assert_eq!(vigie.tables["Tache"].gap.as_ref(), vigie.gaps.last(), "records may have changed unseen");
    vigie.engine.shutdown().await;
    drop(vigie);

    say(&school, "while Vigie was closed").await;
    let mut vigie = again(home.path(), &relay.url).await;
    vigie.until("told", |v| has_told(v, "while Vigie was closed")).await;
    vigie.until("and a gap", |v| !v.gaps.is_empty()).await;
    say(&school, "after all").await;
    vigie.until("told", |v| has_told(v, "after all")).await;
    assert_eq!(told(&vigie), [("after all", 1), ("while Vigie was closed", 1)].into(), "nothing old again");
    let bell = vigie.engine.notices(None, 200).await.unwrap().notices;
    let messages = bell.iter().filter(|notice| notice.kind == NoticeKind::Message).count();
    assert_eq!(messages, 4 * 5 + 2, "each is in the bell once");
}

#[tokio::test]
async fn a_backlog_of_a_hundred_and_twenty_is_one_alert_and_what_was_read_alerts_nobody() {
    let school = school().await;
    school.notify_with(APPRENANT, 3, json!({"message": "read elsewhere", "is_read": true})).await;
    let home = tempfile::tempdir().unwrap();
    let mut vigie = watching(home.path(), &school.url).await;
    vigie.until("those that were read", |v| v.notices.len() == 3).await;
    assert!(vigie.notices.iter().all(|notice| notice.read) && vigie.unread == 0, "{:?}", vigie.notices);
    vigie.engine.shutdown().await;
    drop(vigie);

    school.notify(APPRENANT, 120).await;
    school.notify_with(APPRENANT, 5, json!({"message": "read elsewhere, too", "is_read": true})).await;
    let mut vigie = again(home.path(), &school.url).await;
    vigie.until("one summary", |v| !v.notices_of(NoticeKind::Backlog).is_empty()).await;
    assert_eq!(vigie.notices_of(NoticeKind::Message).len(), 125, "each is in the bell");
    assert_eq!(vigie.notices_of(NoticeKind::Backlog)[0].done, Some(120));
    let due = vigie.engine.alerts().await;
    let of_the_school: Vec<NoticeKind> =
        due.iter().map(|alert| alert.notice.kind).filter(|kind| *kind != NoticeKind::SignedOut).collect();
    assert_eq!(of_the_school, [NoticeKind::Backlog]);
    vigie.engine.alerts_sent(&due).await;
    // What comes now is new, and alerts by itself.
    say(&school, "now").await;
    let next = vigie.engine.alerts().await;
    let words: Vec<_> = next.iter().map(|alert| alert.notice.text.as_deref()).collect();
    assert_eq!(words, [Some("now")]);
}

#[tokio::test]
async fn twenty_at_once_are_each_told_once() {
    let school = school().await;
    let home = tempfile::tempdir().unwrap();
    let mut vigie = watching(home.path(), &school.url).await;
    for n in 0..20 {
        say(&school, &format!("m{n:02}")).await;
        change(&school, "update", n, "updated", r#"{"etat":1}"#).await;
    }
    vigie.until("all", |v| v.notices_of(NoticeKind::Message).len() >= 20 && v.records.len() >= 20).await;
    say(&school, "z").await;
    vigie.until("and one more", |v| has_told(v, "z")).await;
    assert!(told(&vigie).len() == 21 && told(&vigie).values().all(|times| *times == 1), "{:?}", told(&vigie));
    assert_eq!((vigie.records.len(), vigie.tables["Tache"].rows, vigie.servers[0].oddities), (20, 20, 0));
}

#[tokio::test]
async fn not_even_headers_before_the_first_event_is_a_connection_all_the_same() {
    let school = SoliLmsBackend::start(SoliLmsOptions { buffered: true, ..SoliLmsOptions::default() }).await;
    let home = tempfile::tempdir().unwrap();
    let mut vigie = watching(home.path(), &school.url).await;
    assert_eq!(vigie.reason(), Some(ReasonCode::NothingYet));
    assert_eq!(vigie.servers[0].reconnects, 0);
    say(&school, "at last").await;
    vigie.until("heard", |v| has_told(v, "at last")).await;
    vigie.until("nothing in its way", |v| v.link(LinkState::Live) && v.reason().is_none()).await;
    change(&school, "update", 1, "updated", r#"{"etat":1}"#).await;
    vigie.until("on the same stream", |v| v.records.len() == 1 && v.gaps.is_empty()).await;
    assert_eq!(vigie.servers[0].reconnects, 0);
}

#[tokio::test]
async fn an_expired_session_is_renewed_in_silence_and_the_way_back_into_the_stream_is_not_followed() {
    let school = school().await;
    let home = tempfile::tempdir().unwrap();
    let mut vigie = watching(home.path(), &school.url).await;
    school.expire_sessions().await;
    say(&school, "in the midst").await;
    vigie.until("the stream goes on", |v| has_told(v, "in the midst")).await;
    assert!(vigie.link(LinkState::Live) && vigie.gaps.is_empty());
    school.server.restart().await;
    vigie.until_knocking("live again", |v| v.link(LinkState::Live) && v.gaps.len() == 1).await;
    // A second stream, opened by following the form's redirect, would take some of these.
    for n in 1..=12 {
        change(&school, "update", n, "updated", r#"{"etat":1}"#).await;
        vigie.until("each is heard", |v| v.records.len() == n as usize).await;
    }
    assert!(vigie.links.iter().all(|(link, _)| *link != LinkState::SignedOut), "{:?}", vigie.links);
    assert!(vigie.notices_of(NoticeKind::SignedOut).is_empty());
    assert_eq!(told(&vigie), [("in the midst", 1)].into());
}

#[tokio::test]
async fn a_school_that_hangs_is_only_silent_and_catches_up_when_it_wakes() {
    let school = school().await;
    let relay = Relay::to(&school.url).await;
    let home = tempfile::tempdir().unwrap();
    let mut vigie = watching(home.path(), &relay.url).await;
    school.server.hang().await;
    say(&school, "while it hung").await;
    vigie.listen_for(Duration::from_secs(2)).await;
    assert!(vigie.link(LinkState::Live) && vigie.notices.is_empty(), "silence is no loss here");
    school.server.wake().await;
    vigie.until("heard", |v| has_told(v, "while it hung")).await;
    school.server.hang().await;
    relay.cut();
    say(&school, "while nobody was connected").await;
    vigie.until("waits", |v| !v.link(LinkState::Live)).await;
    school.server.wake().await;
    vigie.until_knocking("heard", |v| has_told(v, "while nobody was connected")).await;
    vigie.until("live again", |v| v.link(LinkState::Live) && v.gaps.len() == 1).await;
    assert!(told(&vigie).values().all(|times| *times == 1), "{:?}", told(&vigie));
}
