//! What a SoniqueBay says, and what is made of it.

use proptest::prelude::*;
use proptest::sample::Index;
use vigie_contract::{Job, JobRef, JobState, NoticeKind};

use super::*;
use crate::board::{Board, Bounds, Rules};
use crate::dialect::PastJob;
use crate::dialect::recorded::{all_of, body, events, hear, mishap, oddities, play, spoilt, survive};
use crate::update::{JobUpdate, Phase};

fn fresh() -> SoniqueBay {
    let mut dialect = SoniqueBay::new(&Options::default(), &Past::default());
    dialect.opened(0, 0, &mut Outcome::default());
    dialect
}

fn task(dialect: &mut SoniqueBay, data: &str, now: Millis) -> JobUpdate {
    let updates = hear(dialect, "message", data, now);
    let jobs = all_of!(updates, Job);
    assert_eq!((jobs.len(), updates.len()), (1, 1), "{updates:?}");
    jobs[0].clone()
}

fn step(dialect: &mut SoniqueBay, step: &str, current: u64, total: u64, now: Millis) -> JobUpdate {
    let data =
        format!(r#"{{"type":"progress","task_id":"t","step":"{step}","current":{current},"total":{total}}}"#);
    task(dialect, &data, now)
}

fn ends(dialect: &mut SoniqueBay, from: Millis, to: Millis) -> Vec<(Millis, String)> {
    let mut ended = Vec::new();
    for now in (from..=to).step_by(1_000) {
        let mut out = Outcome::default();
        dialect.tick(now, &mut out);
        for job in all_of!(out.updates, Job) {
            assert!(job.phase == Some(Phase::Completed) && job.inferred);
            ended.push((now, job.id.clone()));
        }
    }
    ended
}

#[test]
fn its_one_line_is_plain_text_without_a_keep_alive() {
    let line = &fresh().lines()[0];
    assert_eq!((line.path.as_str(), line.stands, line.resumes), ("/api/events", Stands::WhenGreeted, false));
    assert_eq!(line.silence_limit, None);
    let Carrier::EventStream { types } = &line.carrier else { panic!() };
    assert!(types.contains(&"text/plain") && types.contains(&"text/event-stream"));
    let options = Options { events_path: Some("/v2/events".into()), ..Options::default() };
    assert_eq!(SoniqueBay::new(&options, &Past::default()).lines()[0].path, "/v2/events");
}

#[test]
fn a_recorded_scan_ends_with_its_last_step() {
    let updates = play(&mut fresh(), "soniquebay", "04-scan", 0);
    let jobs = all_of!(updates, Job);
    assert_eq!((jobs.len(), updates.len()), (12, 12));
    assert!(jobs[0].begins && jobs[1..].iter().all(|job| !job.begins));
    assert_eq!((jobs[0].kind.as_deref(), jobs[0].title.as_deref()), (Some("scan"), Some("scan-1")));
    let mut stages: Vec<_> = jobs.iter().map(|job| job.stage.as_deref().unwrap()).collect();
    stages.dedup();
    let wanted = ["Démarrage du scan", "Discovery", "Extraction", "Batching", "Insertion", "Scan terminé"];
    assert_eq!(stages, wanted);
    assert_eq!((jobs[3].done, jobs[3].total, jobs[3].percent), (Some(3), Some(10), Some(30.0)));
    assert_eq!(jobs[3].step.as_deref(), Some("Extraction - fichier 3/10"));
    // 10 of 10 comes twice; only the second says that the scan is over.
    let ended: Vec<_> = jobs.iter().map(|job| job.phase == Some(Phase::Completed)).collect();
    assert_eq!(ended.iter().position(|ended| *ended), Some(11));
    assert!(jobs[11].inferred);
}

#[test]
fn joined_in_the_middle_there_is_no_beginning() {
    let updates = play(&mut fresh(), "soniquebay", "05-joined-in-the-middle", 0);
    let jobs = all_of!(updates, Job);
    assert!(jobs.iter().all(|job| !job.begins));
    assert_eq!((jobs[0].done, jobs[0].phase), (Some(10), Some(Phase::Running)));
    assert_eq!(jobs.last().unwrap().phase, Some(Phase::Completed));
}

#[test]
fn twenty_tasks_at_once_are_twenty_tasks() {
    let mut dialect = fresh();
    let updates = play(&mut dialect, "soniquebay", "07-burst-20-tasks", 0);
    let jobs = all_of!(updates, Job);
    let ids = |wanted: fn(&JobUpdate) -> bool| {
        let ids = jobs.iter().filter(|job| wanted(job)).map(|job| job.id.as_str());
        ids.collect::<std::collections::HashSet<_>>().len()
    };
    // The recording keeps the ends of four; sixteen stop short and are not called over.
    assert_eq!((ids(|job| job.begins), ids(|job| job.phase == Some(Phase::Completed))), (20, 4));
    assert!(jobs.iter().all(|job| job.kind.as_deref() == Some("scan") && job.title.is_none()));
    assert!(ends(&mut dialect, 100_000, 200_000).is_empty());
    assert_eq!(oddities(&updates), 0);
}

#[test]
fn a_full_and_quiet_task_is_over_and_a_stopped_one_is_not() {
    let mut dialect = fresh();
    step(&mut dialect, "Extraction", 10, 10, 1_000);
    assert!(ends(&mut dialect, 2_000, 8_000).is_empty());
    step(&mut dialect, "Insertion", 3, 10, 9_000);
    assert!(ends(&mut dialect, 10_000, 300_000).is_empty());
    step(&mut dialect, "Insertion", 10, 10, 301_000);
    assert_eq!(ends(&mut dialect, 302_000, 400_000), [(311_000, "t".to_owned())]);
    assert!(step(&mut dialect, "Discovery", 1, 10, 401_000).begins);
}

#[test]
fn a_full_task_of_before_a_restart_is_over_only_where_it_says_so_again() {
    let open = vec![PastJob { id: "7".into(), done: Some(3), total: Some(3) }];
    let options = Options { quiet: std::time::Duration::from_secs(3), ..Options::default() };
    let mut dialect = SoniqueBay::new(&options, &Past { open, ..Past::default() });
    dialect.opened(0, 50_000, &mut Outcome::default());
    assert!(ends(&mut dialect, 51_000, 60_000).is_empty());
    task(&mut dialect, r#"{"type":"progress","task_id":7,"step":"Scan","current":3,"total":3}"#, 61_000);
    assert_eq!(ends(&mut dialect, 61_000, 70_000), [(64_000, "7".to_owned())]);
}

#[test]
fn ids_and_numbers_in_their_likely_spellings() {
    for (data, id, percent) in [
        (r#"{"type":"progress","task_id":7,"percent":12.5}"#, "7", 12.5),
        (r#"{"type":"progress","taskId":"a","percentage":"40"}"#, "a", 40.0),
        (r#"{"type":"scan_progress","job_id":"b","progress":3}"#, "b", 3.0),
        (r#"{"type":"progress","id":"c","percent":50}"#, "c", 50.0),
        (r#"{"task_id":"d","percent":50}"#, "d", 50.0),
        (r#"{"type":"progress","data":{"task_id":"e","percent":1}}"#, "e", 1.0),
        ("{\n  \"type\": \"progress\",\n  \"task_id\": \"f\",\n  \"percent\": 2\n}", "f", 2.0),
    ] {
        let update = task(&mut fresh(), data, 0);
        assert_eq!((update.id.as_str(), update.percent), (id, Some(percent)), "{data}");
    }
    let counted = task(
        &mut fresh(),
        r#"{"type":"progress","task_id":"x","processed":"4","count":9,"status":"reading"}"#,
        0,
    );
    assert_eq!((counted.done, counted.total, counted.step.as_deref()), (Some(4), Some(9), Some("reading")));
}

#[test]
fn ends_that_are_told_after_all_are_believed() {
    for (data, phase) in [
        (r#"{"type":"complete","task_id":"t"}"#, Phase::Completed),
        (r#"{"type":"scan_completed","task_id":"t"}"#, Phase::Completed),
        (r#"{"type":"taskFailed","task_id":"t","error":"disk full"}"#, Phase::Failed),
        (r#"{"type":"error","task_id":"t","message":"disk full"}"#, Phase::Failed),
        (r#"{"type":"progress","task_id":"t","status":"failed","error":"disk full"}"#, Phase::Failed),
        (r#"{"type":"progress","task_id":"t","status":"completed"}"#, Phase::Completed),
    ] {
        let update = task(&mut fresh(), data, 0);
        assert_eq!((update.phase, update.inferred), (Some(phase), false), "{data}");
        assert_eq!(update.error.is_some(), phase == Phase::Failed, "{data}");
    }
    // A part is completed, not the task.
    let data =
        r#"{"type":"progress","task_id":"t","step":"Extraction","status":"completed","current":5,"total":5}"#;
    assert_eq!(task(&mut fresh(), data, 0).phase, Some(Phase::Running));
}

#[test]
fn everything_else_is_for_the_bell() {
    let updates = play(&mut fresh(), "soniquebay", "08-notifications", 0);
    let told = all_of!(updates, Tidings);
    assert_eq!((told.len(), updates.len()), (3, 3));
    assert!(told.iter().all(|tidings| tidings.kind == NoticeKind::Message && tidings.alert));
    assert_eq!(told[0].title, "Nouvel artiste ajouté : Björk");
    assert_eq!((told[2].title.as_str(), told[2].text.as_deref()), ("artist_added", Some("artist: Björk")));
    // The same words under two ids are two.
    assert_ne!(told[0].identity, told[1].identity);
    // An error without a task is a message, whatever it hints at.
    let updates = hear(&mut fresh(), "message", r#"{"type":"error","status":"failed","message":"Redis"}"#, 0);
    assert_eq!(all_of!(updates, Tidings)[0].title, "Redis");
}

#[test]
fn a_message_without_an_id_is_one_within_a_minute_and_types_that_flood_alert_once() {
    let mut dialect = fresh();
    let mut said = |artist: &str, now| {
        let data = format!(r#"{{"type":"artist_added","artist":"{artist}"}}"#);
        all_of!(hear(&mut dialect, "message", &data, now), Tidings)[0].clone()
    };
    let (first, again, other) = (said("Björk", 60_000), said("Björk", 119_000), said("Múm", 119_500));
    assert_eq!(first.identity, again.identity);
    assert_ne!(first.identity, other.identity);
    assert_eq!((first.alert, other.alert), (true, false));
    let later = said("Björk", 120_000);
    assert!(later.identity != first.identity && later.alert);
}

#[test]
fn junk_is_counted_and_harms_nobody() {
    let mut dialect = fresh();
    let deep = format!("{}1{}", "[".repeat(9_000), "]".repeat(9_000));
    for junk in ["", "{", "null", "[1]", "7", "Extraction 3/10", "{}", r#"{"type":"progress"}"#, &deep] {
        let updates = hear(&mut dialect, "message", junk, 0);
        assert_eq!((updates.len(), oddities(&updates)), (1, 1), "{junk}");
    }
    let data = r#"{"type":"progress","task_id":"t","current":-1,"total":"many","percent":[]}"#;
    let updates = hear(&mut dialect, "message", data, 0);
    assert_eq!((oddities(&updates), all_of!(updates, Job).len()), (3, 1));
    assert_eq!(hear(&mut dialect, "message", r#"{"type":"connected"}"#, 0), []);
}

/// What the board shows of a task after all that was said, a second apart, and a minute of silence.
fn on_the_board(said: &[(&str, u64, u64)]) -> Job {
    let (mut dialect, mut board) = (fresh(), Board::new(Bounds::default()));
    board.add_server("s", Rules::default());
    board.link("s", true, 0);
    let mut now = 0;
    let mut pass = |dialect: &mut SoniqueBay, out: Outcome, now: Millis| {
        out.updates.into_iter().for_each(|update| drop(board.apply("s", update, now)));
        let mut out = Outcome::default();
        dialect.tick(now, &mut out);
        out.updates.into_iter().for_each(|update| drop(board.apply("s", update, now)));
        board.tick(now);
        board.job(&JobRef { server: "s".into(), id: "t".into() }).unwrap()
    };
    for (step, current, total) in said {
        now += 1_000;
        let mut out = Outcome::default();
        let data = serde_json::json!({"type": "progress", "task_id": "t", "step": step, "current": current, "total": total});
        let data = data.to_string();
        dialect.heard(0, &Message { name: "message", data: &data }, now, &mut out);
        pass(&mut dialect, out, now);
    }
    for _ in 0..70 {
        now += 1_000;
        pass(&mut dialect, Outcome::default(), now);
    }
    pass(&mut dialect, Outcome::default(), now)
}

#[test]
fn steps_with_counts_of_their_own_are_one_run_on_the_board() {
    let steps = [
        ("Discovery - 1/2", 1, 2),
        ("Discovery - 2/2", 2, 2),
        ("Insertion - 1/9", 1, 9),
        ("Insertion - 9/9", 9, 9),
    ];
    let job = on_the_board(&steps);
    assert_eq!((job.run, job.state, job.inferred), (1, JobState::Completed, true));
    assert_eq!((job.done, job.total), (Some(9), Some(9)));
    let stopped = on_the_board(&steps[..3]);
    assert_eq!((stopped.run, stopped.state, stopped.inferred), (1, JobState::Stalled, false));
}

#[test]
fn what_is_said_after_the_last_step_begins_no_run_unless_it_goes_on() {
    let scan = [("Démarrage du scan", 0, 10), ("Insertion", 10, 10), ("Scan terminé", 10, 10)];
    let again = [("Scan terminé - 10 fichiers", 10, 10), ("Scan terminé - 12 fichiers", 12, 12)];
    let job = on_the_board(&[&scan[..], &again].concat());
    assert_eq!((job.run, job.state, job.title.as_str()), (1, JobState::Completed, "scan · t"));
    let job = on_the_board(&[&scan[..], &scan].concat());
    assert_eq!((job.run, job.state, job.inferred), (2, JobState::Completed, true));
    let job = on_the_board(&[&scan[..], &scan[..1]].concat());
    assert_eq!((job.run, job.state, job.done), (2, JobState::Stalled, Some(0)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn a_bad_day_of_the_server_is_survived(
        capture in prop::sample::select(vec!["04-scan", "08-notifications", "05-joined-in-the-middle"]),
        mishaps in prop::collection::vec((any::<Index>(), mishap()), 1..6),
    ) {
        let events = events(body("soniquebay", capture).as_bytes());
        let mut dialect = fresh();
        survive(&mut dialect, &spoilt(&events, &mishaps));
        let after = r#"{"type":"progress","task_id":"after","step":"Extraction","current":1,"total":2}"#;
        prop_assert_eq!(task(&mut dialect, after, 90_000).done, Some(1));
    }
}
