//! What no capture shows.

use serde_json::json;

use super::*;
use crate::dialect::{Carrier, PastJob, PollWhen, Stands};
use crate::update::{Phase, Source};

const PUSHED: &str = r#"{"type":"time_update","temps_restant":900,"statut":"active"}"#;

fn session(id: u32, statut: &str, left: u32) -> Value {
    json!({"id": id, "code_acces": format!("SECRET{id}"), "utilisateur": "Ana", "poste": format!("P{id}"),
        "duree_initiale": 3600, "temps_restant": left, "statut": statut})
}

fn started(id: u32, left: u32) -> String {
    json!({"type": "session_started", "session": session(id, "active", left)}).to_string()
}

fn asked_for(talk: &mut Talk) -> Vec<(usize, String)> {
    let time = |(line, said): (usize, Value)| {
        assert_eq!(said["type"], "get_time");
        (line, said["session_id"].to_string())
    };
    talk.sent().into_iter().map(time).collect()
}

#[test]
fn what_is_held_and_what_is_asked_for() {
    let talk = Talk::watching(&["7", " 7 ", "", "a b/c", "..", "uuid-1"]);
    let lines = talk.dialect.lines();
    let paths: Vec<_> = lines.iter().map(|line| line.path.as_str()).collect();
    let watched = ["/ws/sessions/7/", "/ws/sessions/a%20b%2Fc/", "/ws/sessions/uuid-1/"];
    assert_eq!(paths, ["/ws/dashboard/", "/ws/sessions/", watched[0], watched[1], watched[2]]);
    assert_eq!((lines[0].stands, lines[0].optional), (Stands::WhenOpened, false));
    for line in &lines[1..] {
        assert_eq!((line.stands, line.optional), (Stands::WhenGreeted, true));
        let Carrier::WebSocket { beat: Some((_, beat)) } = line.carrier else { panic!("{line:?}") };
        assert_eq!(serde_json::from_str::<Value>(beat).unwrap(), json!({"type": "heartbeat"}));
    }
    let polls = talk.dialect.polls();
    assert_eq!((polls[0].when, polls[0].optional), (PollWhen::InPlaceOf(0), false));
    assert_eq!((polls[1].when, polls[1].optional), (PollWhen::Always, true));
}

#[test]
fn after_a_restart_every_open_session_is_asked_for() {
    let open = vec![
        PastJob { id: "5".into(), done: Some(100), total: Some(3600) },
        PastJob { id: "x-1".into(), done: None, total: None },
    ];
    let mut talk = Talk::with(&Options::default(), &Past { open, ..Past::default() }).open(SESSIONS);
    assert_eq!(asked_for(&mut talk), [(1, "5".into()), (1, "\"x-1\"".into())]);
    // It ended while nobody listened.
    talk.hear(
        SESSIONS,
        r#"{"type":"time_update","session_id":5,"temps_restant":0,"est_expiree":true,"statut":"active"}"#,
    );
    let told = talk.jobs();
    assert_eq!((told[0].phase, told[0].inferred, told[0].past), (Some(Phase::Completed), false, false));
    assert_eq!((told[0].done, told[0].total), (Some(3600), Some(3600)));
    // After a loss the other one is asked for again, and the first, which is over, is not.
    talk.dialect.lost(SESSIONS, 0, &mut Outcome::default());
    talk = talk.open(SESSIONS);
    assert_eq!(asked_for(&mut talk), [(1, "\"x-1\"".into())]);
}

#[test]
fn of_two_sessions_on_one_socket_no_news_is_guessed() {
    let mut talk = Talk::new().open(SESSIONS);
    talk.hear(SESSIONS, &started(1, 900));
    talk.hear(SESSIONS, PUSHED);
    assert_eq!(talk.jobs().len(), 2);
    talk.hear(SESSIONS, &started(2, 905));
    talk.take();
    talk.now = 6_000;
    talk.hear(SESSIONS, PUSHED);
    let out = talk.take();
    assert_eq!((odd(&out), jobs(&out).len()), (vec!["message of no known session"], 0));
    assert_eq!(out.send.len(), 2);
    // Neither does its end say whose it is; the questions are out already.
    talk.hear(SESSIONS, r#"{"type":"session_terminated","raison":"fermeture_normale"}"#);
    assert_eq!(talk.take(), Outcome::default());
    talk.hear(SESSIONS, r#"{"type":"time_update","session_id":1,"temps_restant":890,"statut":"active"}"#);
    talk.hear(SESSIONS, r#"{"type":"time_update","session_id":2,"temps_restant":0,"statut":"terminee"}"#);
    let told = talk.jobs();
    assert_eq!((told[0].id.as_str(), told[0].phase), ("1", Some(Phase::Running)));
    assert_eq!((told[1].id.as_str(), told[1].phase), ("2", Some(Phase::Completed)));
    // One is left: it is the one.
    talk.hear(SESSIONS, r#"{"type":"session_terminated","raison":"erreur","message":"Panne"}"#);
    let told = talk.jobs();
    assert_eq!((told[0].id.as_str(), told[0].phase), ("1", Some(Phase::Failed)));
    assert_eq!(told[0].error.as_deref(), Some("Panne"));
}

#[test]
fn a_time_that_cannot_be_the_only_sessions_is_not_taken_for_it() {
    let mut talk = Talk::new().open(SESSIONS);
    talk.hear(SESSIONS, &started(1, 3000));
    talk.take();
    talk.now = 6_000;
    talk.hear(SESSIONS, PUSHED);
    let out = talk.take();
    assert_eq!((jobs(&out).len(), out.send.len()), (0, 1));
}

#[test]
fn a_warning_of_nobodys_is_told_as_it_is() {
    let mut talk = Talk::new().open(SESSIONS);
    talk.hear(SESSIONS, &started(1, 60));
    talk.hear(SESSIONS, &started(2, 60));
    talk.take();
    talk.hear(
        SESSIONS,
        r#"{"type":"warning","level":"critical","message":"Il reste 1 minute","temps_restant":60}"#,
    );
    let out = talk.take();
    let told = out.updates.iter().find_map(|update| match update {
        Update::Tidings(told) => Some(told),
        _ => None,
    });
    let told = told.unwrap();
    assert_eq!((told.title.as_str(), told.alert), ("Il reste 1 minute", true));
    assert_eq!(jobs(&out), []);
}

#[test]
fn sessions_of_the_list() {
    let mut talk = Talk::new().open(SESSIONS);
    let list = json!({"count": 4, "results": [session(1, "active", 3000), session(2, "en_attente", 3600),
        session(3, "terminee", 0), {"statut": "active"}]});
    talk.list(&list.to_string(), 0);
    let out = talk.take();
    let told = jobs(&out);
    let phases: Vec<_> = told.iter().map(|job| (job.id.as_str(), job.phase, job.past)).collect();
    let (one, two) = (("1", Some(Phase::Running), false), ("2", Some(Phase::Pending), false));
    assert_eq!(phases, [one, two, ("3", Some(Phase::Completed), true)]);
    assert!(told.iter().all(|job| job.source == Source::Rest { asked_at: 0 }));
    assert_eq!((told[0].done, told[0].total, told[0].seconds_left), (Some(600), Some(3600), Some(3000)));
    assert_eq!(odd(&out), ["session without an id"]);
    assert_eq!(out.send.len(), 1, "the active one is asked for");
    // The next list is older than what the socket says meanwhile, and the one that was over is not told again.
    talk.now = 7_000;
    talk.hear(SESSIONS, r#"{"type":"time_update","session_id":1,"temps_restant":2990,"statut":"active"}"#);
    talk.take();
    talk.list(&list.to_string(), 6_000);
    let told = talk.jobs();
    assert_eq!(told.iter().map(|job| job.id.as_str()).collect::<Vec<_>>(), ["1", "2"]);
    assert_eq!((told[0].seconds_left, told[0].phase), (None, None));
    // One that ends while Vigie looks on is no past, even if it was never seen before.
    talk.list(&json!([session(9, "fermée", 10)]).to_string(), 8_000);
    let told = talk.jobs();
    assert_eq!((told[0].phase, told[0].past), (Some(Phase::Completed), false));
}

#[test]
fn what_is_no_list_is_counted_without_being_shown() {
    let mut talk = Talk::new();
    for body in [
        "",
        "{}",
        "null",
        "<html>SECRET1</html>",
        r#"{"sessions":{"id":"SECRET1"}}"#,
        "[{\"code_acces\":\"SECRET1",
    ] {
        talk.list(body, 0);
        let out = talk.take();
        assert_eq!(odd(&out), ["no list of sessions"], "{body}");
        assert!(!format!("{out:?}").contains("SECRET1"));
    }
}

#[test]
fn an_error_to_our_own_question_is_no_answer_to_a_person() {
    let open = vec![PastJob { id: "5".into(), done: None, total: None }];
    let mut talk = Talk::with(&Options::default(), &Past { open, ..Past::default() }).open(SESSIONS);
    talk.validate("abcd");
    talk.start("6");
    assert_eq!(
        talk.sent(),
        [
            (1, json!({"type": "get_time", "session_id": 5})),
            (1, json!({"type": "validate_code", "code": "abcd"})),
            (1, json!({"type": "start_session", "session_id": 6})),
        ]
    );
    talk.hear(SESSIONS, r#"{"type":"error","message":"Session introuvable"}"#);
    assert_eq!(talk.take(), Outcome::default());
    talk.hear(SESSIONS, r#"{"type":"code_invalid","message":"Code ABCD invalide"}"#);
    talk.hear(SESSIONS, r#"{"type":"error","message":"Session introuvable"}"#);
    let answers = talk.answers();
    assert_eq!(answers[0].message.as_deref(), Some("Code ••• invalide"));
    assert_eq!((answers[1].accepted, answers[1].job.as_deref()), (false, Some("6")));
    // The server does not know session 5: it is believed the second time.
    talk.tick(30_000);
    assert_eq!(talk.sent().len(), 1);
    talk.hear(SESSIONS, r#"{"type":"error","message":"Session introuvable"}"#);
    assert_eq!(talk.take().updates, [Update::JobUnknown { id: "5".into() }]);
    talk.tick(60_000);
    assert_eq!(talk.take(), Outcome::default());
}

#[test]
fn nothing_can_be_asked_of_a_socket_that_does_not_stand() {
    let mut talk = Talk::new();
    let action = ServerAction::StartSession { session: "6".into() };
    assert!(talk.dialect.act(&action, 0, &mut talk.out).is_err());
    talk = talk.open(SESSIONS);
    talk.act(&action);
    talk.dialect.lost(SESSIONS, 0, &mut talk.out);
    assert!(talk.dialect.act(&action, 0, &mut talk.out).is_err());
    talk = talk.open(SESSIONS);
    talk.take();
    // What was asked before the loss is not answered by what comes after it.
    talk.hear(SESSIONS, &started(6, 60));
    assert_eq!(talk.answers(), []);
}

#[test]
fn a_session_that_falls_silent_is_asked_for_and_sooner_when_its_time_is_over() {
    let mut talk = Talk::new().open(SESSIONS);
    talk.hear(SESSIONS, &started(1, 40));
    talk.hear(SESSIONS, &started(2, 3000));
    talk.take();
    talk.tick(29_000);
    assert_eq!(asked_for(&mut talk), []);
    talk.tick(1_000);
    assert_eq!(asked_for(&mut talk), [(1, "1".into()), (1, "2".into())]);
    talk.hear(SESSIONS, r#"{"type":"time_update","session_id":1,"temps_restant":10,"statut":"active"}"#);
    talk.hear(SESSIONS, r#"{"type":"time_update","session_id":2,"temps_restant":2970,"statut":"active"}"#);
    talk.take();
    talk.tick(10_000);
    assert_eq!(asked_for(&mut talk), [(1, "1".into())]);
}

#[test]
fn a_watched_session_is_told_by_its_own_socket_alone() {
    let mut talk = Talk::watching(&["1"]).open(SESSIONS).open(2);
    talk.start("1");
    talk.hear(SESSIONS, &started(1, 905));
    assert_eq!(talk.answers().len(), 1);
    for line in [SESSIONS, 2] {
        talk.hear(line, PUSHED);
        talk.hear(line, r#"{"type":"time_added","secondes_ajoutees":60,"temps_restant":960,"par":"Ana"}"#);
        talk.hear(line, r#"{"type":"warning","message":"Bientôt","temps_restant":960}"#);
        talk.hear(line, r#"{"type":"session_terminated","raison":"fermeture_admin"}"#);
    }
    let told = talk.jobs();
    assert_eq!(told.len(), 4);
    assert_eq!(told[1].extended.as_ref().unwrap().by.as_deref(), Some("Ana"));
    assert_eq!((told[1].total, told[1].done), (Some(3660), Some(2700)));
    assert_eq!(
        (told[3].phase, told[3].message.as_deref()),
        (Some(Phase::Completed), Some("fermeture_admin"))
    );
}
