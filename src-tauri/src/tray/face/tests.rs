use vigie_contract::Server;
use vigie_words::Tongue;

use super::*;
use crate::picture::samples::{NOW, job, picture, server};

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
            "Mini window",
            "-",
            "Vigie: 2 jobs running",
            "Import 1 · 61\u{a0}%",
            "Import 2 · 61\u{a0}%",
            "-",
            "Pause alerts for 1\u{a0}h",
            "Pause alerts until tomorrow",
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
    for choice in [PAUSE, PAUSE_UNTIL_TOMORROW] {
        assert!(face(&paused).lines.iter().any(|line| line.id() == choice));
    }
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
