use vigie_contract::Server;
use vigie_words::Tongue;

use super::*;

const NOW: Millis = 1_000_000_000;

fn job(id: &str, state: JobState) -> Job {
    let job = serde_json::json!({
        "server": "heron", "id": id, "run": 1, "kind": null, "title": format!("Import {id}"),
        "state": state, "inferred": false, "unit": "items", "ends_at": null, "done": null, "failed": null, "total": null, "percent": 61.0,
        "server_percent": null, "step": null, "message": null, "error": null, "warnings": 0,
        "last_warning": null, "rate": null, "eta_ms": null, "overdue": false, "created_at": null,
        "started_at": NOW - 60_000, "finished_at": null, "heard_at": NOW, "silent_since": null,
        "metadata": null, "page": null, "can_delete": false,
    });
    serde_json::from_value(job).unwrap()
}

fn server(link: LinkState) -> Server {
    let server = serde_json::json!({
        "id": "heron", "name": "heron", "url": "http://heron/", "kind": "sse-progress", "sign_in": "auto", "user": null,
        "secret": "none", "enabled": true, "demo": false, "link": link, "reason": null,
        "retry_at": null, "heard_at": null, "latency_ms": null, "streams": 1, "events": 0,
        "oddities": 0, "reconnects": 0,
    });
    serde_json::from_value(server).unwrap()
}

fn picture(servers: Vec<Server>, jobs: Vec<Job>) -> Picture {
    let jobs = jobs.into_iter().map(|job| (named(&job), job)).collect();
    Picture { servers, jobs, alerts_paused_until: None }
}

fn face(picture: &Picture) -> Face {
    Face::of(picture, &Words::of(Tongue::En), NOW)
}

fn menu(face: &Face) -> Vec<&str> {
    face.lines.iter().map(|line| if line.has_words() { line.words() } else { "-" }).collect()
}

#[test]
fn the_window_comes_first_then_what_runs_then_what_can_be_done() {
    let face = face(&picture(
        vec![server(LinkState::Live)],
        vec![job("1", JobState::Running), job("2", JobState::Running), job("0", JobState::Completed)],
    ));
    assert_eq!(face.look, Look::Fine);
    assert_eq!(
        menu(&face),
        [
            "Show Vigie",
            "-",
            "Vigie: 2 jobs running",
            "Import 1 · 61\u{a0}%",
            "Import 2 · 61\u{a0}%",
            "-",
            "Pause alerts for 1\u{a0}h",
            "Quit",
        ]
    );
}

#[test]
fn a_crowd_is_counted() {
    let jobs = (0..30).map(|n| job(&format!("{n:02}"), JobState::Running)).collect();
    let face = face(&picture(vec![], jobs));
    let named = face.lines.iter().filter(|line| matches!(line, Line::Job { .. })).count();
    assert_eq!(named, JOBS);
    assert!(menu(&face).iter().any(|words| words.contains("22")), "{:?}", menu(&face));
}

#[test]
fn the_most_urgent_state_wins() {
    let failed = Job { finished_at: Some(NOW - 1_000), ..job("1", JobState::Failed) };
    let old = Job { finished_at: Some(NOW - LATELY), ..job("2", JobState::Failed) };
    let live = || vec![server(LinkState::Live)];
    assert_eq!(face(&picture(live(), vec![failed.clone()])).look, Look::Trouble);
    assert_eq!(face(&picture(live(), vec![old])).look, Look::Fine, "it passes");
    assert_eq!(face(&picture(live(), vec![job("3", JobState::Stalled)])).look, Look::Trouble);
    assert_eq!(face(&picture(vec![server(LinkState::Waiting)], vec![failed])).look, Look::Away);
    assert_eq!(face(&picture(vec![server(LinkState::Connecting)], vec![])).look, Look::Fine);
    let off = Server { enabled: false, ..server(LinkState::Waiting) };
    assert_eq!(face(&picture(vec![off], vec![])).look, Look::Fine);
}

#[test]
fn a_pause_can_be_ended_and_ends_by_itself() {
    let mut paused = picture(vec![], vec![]);
    paused.alerts_paused_until = Some(NOW + 1);
    assert!(face(&paused).lines.iter().any(|line| line.id() == RESUME));
    assert_eq!(face(&paused).tooltip, "Vigie: alerts paused");
    paused.alerts_paused_until = Some(NOW);
    assert!(face(&paused).lines.iter().any(|line| line.id() == PAUSE));
}

#[test]
fn progress_changes_words_and_not_items() {
    let before = face(&picture(vec![], vec![job("1", JobState::Running)]));
    let after = face(&picture(vec![], vec![Job { percent: Some(62.0), ..job("1", JobState::Running) }]));
    assert_ne!(before, after);
    assert!(before.lines.iter().zip(&after.lines).all(|(old, new)| old.is_same_item(new)));
}

#[test]
fn an_ampersand_of_a_title_is_one() {
    assert_eq!(without_mnemonics("R&D"), "R&&D");
}
