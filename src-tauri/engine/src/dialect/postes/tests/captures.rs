//! What is understood of each capture.

use super::*;
use crate::update::Phase;

fn numbers(out: &Outcome) -> Vec<(f64, f64, Option<Millis>)> {
    let number = |update: &Update| match update {
        Update::Stats { values, at } => Some((values["utilisateurs.total"], values["sessions.actives"], *at)),
        _ => None,
    };
    out.updates.iter().filter_map(number).collect()
}

#[test]
fn the_dashboard_tells_its_numbers_on_connect_on_demand_and_on_change() {
    let mut talk = Talk::new().open(0);
    assert_eq!(talk.sent(), [(0, serde_json::json!({"type": "get_stats"}))]);
    for said in spoken(DASHBOARD_CAPTURES[0]).iter().filter(|said| !said.ours) {
        talk.hear(0, &said.text);
    }
    let out = talk.take();
    assert_eq!(odd(&out), Vec::<&str>::new());
    let totals: Vec<_> = numbers(&out).iter().map(|(total, ..)| *total).collect();
    assert_eq!(totals, [5.0, 5.0, 6.0, 7.0, 7.0]);
    assert_eq!(numbers(&out)[0].2, Some(1_795_243_224_000));
    for said in spoken(DASHBOARD_CAPTURES[1]).iter().filter(|said| !said.ours) {
        talk.hear(0, &said.text);
    }
    let out = talk.take();
    assert_eq!((numbers(&out).len(), odd(&out).len()), (9, 0));
}

#[test]
fn the_polled_numbers_are_those_of_the_socket() {
    let capture = include_str!("../../../../../../tests/fixtures/postes/04-poll.txt");
    let body = capture.lines().find(|line| line.starts_with('{')).unwrap();
    let mut talk = Talk::new();
    talk.dialect.answered(0, body.as_bytes(), 0, 0, &mut talk.out);
    let out = talk.take();
    let [Update::Stats { values, .. }] = out.updates.as_slice() else { panic!("{out:?}") };
    let names: Vec<_> = values.keys().map(String::as_str).collect();
    assert_eq!(names[..4], ["postes.disponibles", "postes.hors_ligne", "postes.occupes", "postes.total"]);
    assert_eq!(names.len(), 11);
}

#[test]
fn a_session_from_its_code_to_its_end() {
    let mut talk = Talk::new().open(SESSIONS);
    // Without the two questions that only a test would ask: an unknown type, and no JSON.
    let capture = spoken(SESSION_CAPTURES[0]);
    let strange =
        |said: &&Spoken| !["bogus", "not json", "Format JSON"].iter().any(|word| said.text.contains(word));
    let capture: Vec<_> = capture.iter().filter(strange).cloned().collect();
    talk.replay(SESSIONS, &capture);
    let out = talk.take();
    assert_eq!(odd(&out), Vec::<&str>::new());

    let accepted: Vec<_> = out.answers.iter().map(|a| (a.accepted, a.job.as_deref())).collect();
    let (no, yes) = ((false, None), (true, Some("2")));
    assert_eq!(accepted, [no, no, yes, yes, (false, Some("2"))]);
    let said: Vec<_> = out.answers.iter().map(|answer| answer.message.as_deref()).collect();
    assert_eq!(said[0], Some("Code invalide ou session déjà utilisée"));
    assert_eq!(said[4], Some("La session ne peut pas être démarrée (statut: Active)"));
    assert_eq!(out.answers[2].fields["poste"], "Poste-03");

    let told = jobs(&out);
    assert!(told.iter().all(|job| job.id == "2" && job.unit == Some(vigie_contract::JobUnit::Seconds)));
    let first = &told[0];
    assert_eq!((first.phase, first.title.as_deref()), (Some(Phase::Pending), Some("Poste-03 · Jean Dupont")));
    assert_eq!((first.done, first.total, first.seconds_left), (Some(1800), Some(7200), Some(5400)));
    assert_eq!(told[1].phase, Some(Phase::Running));
    assert_eq!(told[1].metadata.as_ref().unwrap()["utilisateur"], "Jean Dupont");
    let left: Vec<_> = told.iter().map(|job| job.seconds_left).collect();
    let wanted = [5400, 5400, 5400, 5395, 5390, 5990, 5990].map(Some);
    assert_eq!((&left[..7], left[7]), (&wanted[..], None));

    let added = told[5].extended.as_ref().unwrap();
    assert_eq!((added.seconds, added.by.as_deref()), (600, Some("admin")));
    assert_eq!((told[5].done, told[5].total), (Some(1810), Some(7800)));
    assert_eq!(told[6].warning.as_deref(), Some("Temps bientôt écoulé"));
    let end = &told[7];
    assert_eq!((end.phase, end.message.as_deref()), (Some(Phase::Completed), Some("Session terminée")));
    assert_eq!((end.inferred, end.seconds_left), (false, None));
    assert_eq!(end.metadata.as_ref().unwrap()["raison"], "fermeture_normale");
}

#[test]
fn a_watched_session_needs_no_id_in_its_news() {
    let mut talk = Talk::watching(&["1"]).open(2);
    assert_eq!(talk.sent(), [(2, serde_json::json!({"type": "get_time", "session_id": 1}))]);
    talk.replay(2, &spoken(SESSION_CAPTURES[1]));
    let out = talk.take();
    assert_eq!(odd(&out), Vec::<&str>::new());
    let told = jobs(&out);
    let left: Vec<_> = told.iter().map(|job| (job.id.as_str(), job.seconds_left)).collect();
    assert_eq!(left, [("1", Some(3565)), ("1", Some(3560)), ("1", Some(3555)), ("1", Some(3550))]);
    // Nobody said how much was given: the server's percentage is all there is.
    assert_eq!((told[0].done, told[0].total, told[0].percent), (None, None, Some(50.0)));
}

#[test]
fn a_session_that_runs_out() {
    let mut talk = Talk::new().open(SESSIONS);
    talk.replay(SESSIONS, &spoken(SESSION_CAPTURES[2]));
    let out = talk.take();
    assert_eq!(odd(&out), Vec::<&str>::new());
    let told = jobs(&out);
    assert!(told.iter().all(|job| job.id == "4"));
    let warned: Vec<_> = told.iter().filter_map(|job| job.warning.as_deref()).collect();
    assert_eq!(warned, ["Il reste 1 minute"]);
    let end = told.last().unwrap();
    assert_eq!((end.phase, end.message.as_deref()), (Some(Phase::Completed), Some("Temps écoulé")));
    assert_eq!((end.done, end.total, end.seconds_left), (Some(70), Some(70), Some(0)));
}
