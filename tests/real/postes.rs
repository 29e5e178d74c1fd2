//! A real hall of public computers: numbers, sessions that run out, requests of a person, and what is done where no
//! socket can be had.

use std::path::Path;
use std::time::Duration;

use vigie_contract::{
    ActionAnswer, JobEventKind, JobState, JobUnit, LinkState, NoticeKind, ReasonCode, ServerAction,
    ServerDraft, ServerKind,
};
use vigie_tests::{Journal, PATIENCE, PostesBackend, PostesOptions, Relay, Watched, draft, eventually};

use crate::story::all_told;

const ADMIN: (&str, &str) = ("admin", "admin123");

async fn hall() -> PostesBackend {
    PostesBackend::start(PostesOptions::default()).await
}

fn named(url: &str, user: Option<(&str, &str)>) -> ServerDraft {
    ServerDraft { kind: Some(ServerKind::Postes), ..draft(url, user) }
}

/// Vigie, signed in as admin; these sessions have a socket of their own.
async fn watching(home: &Path, url: &str, watch: &[&str], settings: &str) -> Watched {
    let watch = Some(watch.iter().map(|id| (*id).to_owned()).collect());
    let draft = ServerDraft { watch, ..named(url, Some(ADMIN)) };
    let mut vigie = Watched::of(home, ServerKind::Postes, draft, settings).await;
    vigie.until("live", |v| v.link(LinkState::Live)).await;
    vigie
}

/// Seconds used and given.
fn time(vigie: &Watched, id: &str) -> (Option<u64>, Option<u64>) {
    vigie.job(id).map_or((None, None), |job| (job.done, job.total))
}

async fn validate(vigie: &Watched, code: &str, address: Option<&str>) -> ActionAnswer {
    let action = ServerAction::ValidateCode { code: code.into(), ip_address: address.map(str::to_owned) };
    vigie.engine.act(&vigie.servers[0].id, action).await.expect("an answer")
}

async fn start(vigie: &Watched, session: &str) -> ActionAnswer {
    let action = ServerAction::StartSession { session: session.into() };
    vigie.engine.act(&vigie.servers[0].id, action).await.expect("an answer")
}

#[tokio::test]
async fn a_wrong_password_is_refused_and_the_right_one_shows_numbers_and_sessions() {
    let hall = hall().await;
    let home = tempfile::tempdir().unwrap();
    let mut vigie = Watched::at(home.path()).await;
    for (user, code) in [
        (None, ReasonCode::SignInNeeded),
        (Some(("admin", "guess")), ReasonCode::SignInRefused),
        (Some(("nobody", "admin123")), ReasonCode::SignInRefused),
    ] {
        let report = vigie.engine.test_server(named(&hall.url, user), None).await;
        assert_eq!(report.failure.unwrap().reason_code(), Some(code), "{user:?}");
    }
    let report = vigie.engine.test_server(named(&hall.url, Some(ADMIN)), None).await;
    assert_eq!((report.ok, report.stream), (true, Some(true)), "{report:?}");
    let server = vigie.engine.add_server(named(&hall.url, Some(("admin", "guess")))).await.unwrap();
    vigie.until("refused", |v| v.link_because(LinkState::SignedOut, ReasonCode::SignInRefused)).await;
    vigie.engine.update_server(&server.id, named(&hall.url, Some(ADMIN))).await.unwrap();
    vigie.until("let in", |v| v.link(LinkState::Live)).await;

    vigie.until("numbers", |v| v.number("sessions.actives") == Some(1.0)).await;
    let people = vigie.number("utilisateurs.total").expect("people are counted");
    hall.new_user().await;
    vigie.until("one more", |v| v.number("utilisateurs.total") == Some(people + 1.0)).await;
    let free = vigie.number("postes.disponibles").expect("machines are counted");
    hall.machine("Poste-03", "maintenance").await;
    vigie.until("one less", |v| v.number("postes.disponibles") == Some(free - 1.0)).await;

    vigie.until("the one that runs", |v| v.is("1", JobState::Running)).await;
    vigie.until("and the one that waits", |v| v.is("2", JobState::Pending)).await;
    assert!(vigie.job("3").is_none(), "one that is over is in no list");
    let running = vigie.job("1").unwrap();
    assert_eq!((running.unit, running.total, running.done), (JobUnit::Seconds, Some(7_200), Some(3_600)));
    assert!(running.title.contains("Poste-"), "{}", running.title);
    let ends_at = running.ends_at.expect("its end is known");
    assert!(ends_at.abs_diff(vigie.engine_now() + 3_600_000) < 60_000);
    assert_eq!(vigie.job("2").unwrap().ends_at, None, "it does not run yet");
    assert_eq!(vigie.servers[0].oddities, 0);
}

#[tokio::test]
async fn a_code_is_validated_a_session_started_and_the_code_kept_nowhere() {
    let journal = Journal::begin();
    let hall = hall().await;
    let home = tempfile::tempdir().unwrap();
    let mut vigie = watching(home.path(), &hall.url, &[], "").await;
    vigie.until("it waits", |v| v.is("2", JobState::Pending)).await;
    let wrong = validate(&vigie, "XYZ987", None).await;
    assert_eq!((wrong.accepted, wrong.job.as_deref()), (false, None));
    assert!(wrong.message.as_ref().is_some_and(|words| words.starts_with("Code invalide")), "{wrong:?}");
    let elsewhere = validate(&vigie, "ABC123", Some("192.168.1.199")).await;
    assert!(!elsewhere.accepted, "another machine's");
    let good = validate(&vigie, " abc123 ", Some("192.168.1.101")).await;
    assert_eq!((good.accepted, good.job.as_deref()), (true, Some("2")));
    assert_eq!(good.fields["utilisateur"], "Jean Dupont");

    let unknown = start(&vigie, "99").await;
    assert!(!unknown.accepted && unknown.message.is_some(), "{unknown:?}");
    let started = start(&vigie, "2").await;
    assert_eq!((started.accepted, started.job.as_deref()), (true, Some("2")));
    vigie.until("it runs", |v| v.is("2", JobState::Running)).await;
    let again = start(&vigie, "2").await;
    assert!(!again.accepted);
    assert!(again.message.as_ref().is_some_and(|words| words.contains("ne peut pas")), "{again:?}");
    // Its time is pushed without its name, on the socket on which it was started.
    let (before, total) = time(&vigie, "2");
    hall.tick(6).await;
    vigie.until("its time runs", |v| time(v, "2").0 >= before.map(|used| used + 30)).await;
    assert_eq!(time(&vigie, "2").1, total);
    let shown = (vigie.shown(), (wrong, elsewhere, good, started, again));
    vigie.engine.shutdown().await;
    let secrets = ["ABC123", "abc123", "XYZ987", "admin123"];
    journal.nowhere(home.path(), &shown, &secrets);
}

#[tokio::test]
async fn warnings_more_time_and_every_end_are_told_with_the_servers_words() {
    let hall = hall().await;
    let mut ids = Vec::new();
    for code in ["AAA111", "BBB222", "CCC333"] {
        let id = hall.create_session(code, 600).await;
        hall.start_session(id).await;
        ids.push(id);
    }
    let words: Vec<String> = ids.iter().map(u64::to_string).collect();
    let [closed, used_up, broken] = [&words[0], &words[1], &words[2]];
    let home = tempfile::tempdir().unwrap();
    let mut vigie = watching(home.path(), &hall.url, &[closed, used_up, broken], "").await;
    vigie.until("all run", |v| words.iter().all(|id| time(v, id) == (Some(0), Some(600)))).await;

    hall.add_time(ids[0], 900).await;
    vigie.until("more time", |v| time(v, closed).1 == Some(1_500)).await;
    // Its clock may be asked for just then: that more was given is seen before it is told.
    let line = || async {
        let timeline = vigie.timeline(closed).await;
        timeline.into_iter().find(|event| event.kind == JobEventKind::Extended)
    };
    let added = eventually(PATIENCE, line).await;
    assert_eq!((added.seconds, added.text.as_deref()), (Some(900), Some("admin")));
    hall.warn(ids[0], "critical", "Plus qu'une minute").await;
    vigie.until("warned", |v| v.told(NoticeKind::Warning, closed) == 1).await;
    assert_eq!(vigie.job(closed).unwrap().last_warning.as_deref(), Some("Plus qu'une minute"));

    hall.terminate(ids[0], "fermeture_normale", "À bientôt").await;
    vigie.until("closed", |v| v.told(NoticeKind::Completed, closed) == 1).await;
    hall.terminate(ids[2], "erreur_technique", "Poste débranché").await;
    vigie.until("broken", |v| v.told(NoticeKind::Failed, broken) == 1).await;
    // The server warns of the last five minutes and of the last one, and ends it by itself.
    hall.tick(120).await;
    vigie.until("used up", |v| v.told(NoticeKind::Completed, used_up) == 1).await;
    let text = |kind, id: &str| {
        let notice = vigie.notices_of(kind).into_iter().find(|notice| notice.job.as_deref() == Some(id));
        notice.and_then(|notice| notice.text.clone())
    };
    assert_eq!(text(NoticeKind::Completed, closed).as_deref(), Some("À bientôt"));
    assert_eq!(text(NoticeKind::Failed, broken).as_deref(), Some("Poste débranché"));
    assert_eq!(vigie.job(used_up).unwrap().warnings, 2);
    assert_eq!(time(&vigie, used_up), (Some(600), Some(600)));
    assert_eq!(time(&vigie, closed).1, Some(1_500), "what was added counts once");
    assert!(words.iter().all(|id| !vigie.job(id).unwrap().inferred), "each end was told");
    assert_eq!((all_told(&vigie, closed), all_told(&vigie, used_up), all_told(&vigie, broken)), (2, 2, 1));
}

#[tokio::test]
async fn where_no_socket_can_be_had_the_numbers_are_asked_for_until_one_can() {
    let hall = hall().await;
    let home = tempfile::tempdir().unwrap();
    let mut vigie = watching(home.path(), &hall.url, &[], "stats_seconds = 5").await;
    vigie.until("numbers", |v| v.number("utilisateurs.total").is_some()).await;
    let people = vigie.number("utilisateurs.total").unwrap();
    hall.fail_sockets(true).await;
    vigie.until("polling", |v| v.link(LinkState::Polling)).await;
    assert!(vigie.reason().is_some(), "and says why");
    assert!(vigie.links.iter().all(|(link, _)| *link != LinkState::SignedOut), "{:?}", vigie.links);
    hall.new_user().await;
    vigie.until("asked for", |v| v.number("utilisateurs.total") == Some(people + 1.0)).await;
    assert!(vigie.link(LinkState::Polling));
    hall.fail_sockets(false).await;
    vigie.until_knocking("live again", |v| v.link(LinkState::Live)).await;
    hall.new_user().await;
    vigie.until("pushed", |v| v.number("utilisateurs.total") == Some(people + 2.0)).await;
    assert!(vigie.notices_of(NoticeKind::SignedOut).is_empty() && !vigie.gaps.is_empty());
}

#[tokio::test]
async fn an_expired_cookie_is_renewed_without_a_word() {
    let hall = hall().await;
    let relay = Relay::to(&hall.url).await;
    let home = tempfile::tempdir().unwrap();
    let mut vigie = watching(home.path(), &relay.url, &[], "").await;
    hall.expire_cookies().await;
    relay.cut();
    vigie.until("live again", |v| v.link(LinkState::Live) && v.gaps.len() == 1).await;
    hall.tick(1).await;
    assert!(vigie.links.iter().all(|(link, _)| *link != LinkState::SignedOut), "{:?}", vigie.links);
    assert!(vigie.notices.is_empty(), "{:?}", vigie.notices);
}

#[tokio::test]
async fn a_cut_a_restart_a_hang_and_a_redis_that_was_away_are_told_and_caught_up() {
    let hall = hall().await;
    let relay = Relay::to(&hall.url).await;
    let home = tempfile::tempdir().unwrap();
    let settings = "stats_seconds = 5\nheaders_seconds = 3";
    let mut vigie = watching(home.path(), &relay.url, &["1"], settings).await;
    vigie.until("it runs", |v| time(v, "1") == (Some(3_600), Some(7_200))).await;
    relay.refuse();
    vigie.until("cut", |v| v.is("1", JobState::Stale)).await;
    hall.tick(12).await;
    relay.cut();
    vigie.until_knocking("caught up", |v| v.link(LinkState::Live) && time(v, "1").0 == Some(3_660)).await;
    vigie.until("and said", |v| v.gaps.len() == 1).await;

    hall.server.restart().await;
    vigie.until_knocking("live again", |v| v.link(LinkState::Live) && v.gaps.len() == 2).await;
    hall.tick(12).await;
    vigie.until("pushed", |v| time(v, "1").0 == Some(3_720)).await;

    hall.server.hang().await;
    relay.cut();
    vigie.until("not heard", |v| v.is("1", JobState::Stale)).await;
    hall.server.wake().await;
    vigie.until_knocking("live again", |v| v.link(LinkState::Live) && v.gaps.len() == 3).await;

    hall.redis.down().await;
    vigie.until("only pages answer", |v| v.link(LinkState::Polling)).await;
    hall.redis.up().await;
    vigie.until_knocking("live again", |v| v.link(LinkState::Live) && v.gaps.len() >= 4).await;
    hall.terminate(1, "fermeture_normale", "Session terminée").await;
    vigie.until_knocking("told", |v| v.told(NoticeKind::Completed, "1") == 1).await;
    assert!(vigie.gaps.iter().all(|gap| gap.from < gap.to), "{:?}", vigie.gaps);
    let timeline = vigie.timeline("1").await;
    assert!(timeline.iter().any(|event| event.kind == JobEventKind::Gap), "{timeline:?}");
    assert_eq!(vigie.notices.len(), 1, "{:?}", vigie.notices);
}

#[tokio::test]
async fn twenty_sessions_at_once_each_on_its_own_socket() {
    let hall = hall().await;
    let mut ids = Vec::new();
    for n in 0..20 {
        let id = hall.create_session(&format!("CODE{n:02}"), 1_200).await;
        hall.start_session(id).await;
        ids.push(id);
    }
    let words: Vec<String> = ids.iter().map(u64::to_string).collect();
    let watch: Vec<&str> = words.iter().map(String::as_str).collect();
    let home = tempfile::tempdir().unwrap();
    let mut vigie = watching(home.path(), &hall.url, &watch, "").await;
    vigie.until("all run", |v| words.iter().all(|id| time(v, id) == (Some(0), Some(1_200)))).await;
    vigie.until("each on its own", |v| v.servers[0].streams == 22).await;
    hall.tick(3).await;
    vigie.until("their time runs", |v| words.iter().all(|id| time(v, id).0 == Some(15))).await;
    for id in &ids {
        hall.terminate(*id, "fermeture_normale", "Session terminée").await;
    }
    let ended = |v: &Watched| words.iter().all(|id| v.told(NoticeKind::Completed, id) == 1);
    vigie.until("each is told", ended).await;
    vigie.listen_for(Duration::from_secs(1)).await;
    assert!(words.iter().all(|id| all_told(&vigie, id) == 1), "{:?}", vigie.notices);
    assert_eq!(vigie.servers[0].oddities, 0);
}

#[tokio::test]
async fn what_no_hall_says_is_counted_and_stops_nothing() {
    let hall = hall().await;
    let home = tempfile::tempdir().unwrap();
    let mut vigie = watching(home.path(), &hall.url, &["1"], "").await;
    vigie.until("it runs", |v| time(v, "1") == (Some(3_600), Some(7_200))).await;
    vigie.until("on its own socket", |v| v.servers[0].streams == 3).await;
    for strange in [
        serde_json::json!({"type": "fireworks", "code_acces": "ABC123"}),
        serde_json::json!({"type": "time_update", "temps_restant": "soon", "statut": "volée"}),
        serde_json::json!({"type": "time_added", "secondes_ajoutees": null}),
        serde_json::json!({"no": "type", "huge": "x".repeat(100_000)}),
    ] {
        hall.push(1, strange).await;
    }
    hall.warn(1, "warning", "<b>bientôt</b>\u{1b}[31m").await;
    vigie.until("the next one is read", |v| v.told(NoticeKind::Warning, "1") == 1).await;
    vigie.until("counted", |v| v.servers[0].oddities >= 4).await;
    assert_eq!(vigie.job("1").unwrap().last_warning.as_deref(), Some("<b>bientôt</b> [31m"));
    hall.tick(1).await;
    vigie.until("and its time", |v| time(v, "1").0 == Some(3_605)).await;
    assert!(vigie.link(LinkState::Live) && vigie.gaps.is_empty());
}
