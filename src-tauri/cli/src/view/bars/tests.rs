use super::*;
use crate::sample::{frame, job, record, server, snapshot, stats};
use indicatif::InMemoryTerm;
use vigie_contract::{Frame, Snapshot};
use vigie_words::Tongue;

/// What stands on a terminal of 12 × 80 after a picture and frames.
fn screen(first: Snapshot, frames: Vec<Frame>) -> Vec<String> {
    let term = InMemoryTerm::new(12, 80);
    let target = ProgressDrawTarget::term_like_with_hz(Box::new(term.clone()), 255);
    let mut view = Bars::on(target, || (12, 80), Words::of(Tongue::En));
    let (mut picture, news) = Picture::begin(first);
    view.show(&picture, &news).unwrap();
    for frame in frames {
        let news = picture.apply(frame);
        view.show(&picture, &news).unwrap();
    }
    view.draw(&picture);
    for row in &view.rows {
        row.bar.force_draw();
    }
    term.contents().replace('\u{a0}', " ").lines().map(|line| line.trim_end().to_owned()).collect()
}

fn live() -> Vec<vigie_contract::Server> {
    vec![server("heron", LinkState::Live)]
}

#[test]
fn at_the_end_the_last_picture_stays() {
    let term = InMemoryTerm::new(12, 80);
    let target = ProgressDrawTarget::term_like_with_hz(Box::new(term.clone()), 255);
    let mut view = Bars::on(target, || (12, 80), Words::of(Tongue::En));
    let first = snapshot(live(), vec![job("heron", "1", JobState::Running)]);
    let (picture, news) = Picture::begin(first);
    view.show(&picture, &news).unwrap();
    view.tick(&picture);
    let before = term.contents();
    view.end();
    drop(view);
    assert_eq!(term.contents(), before);
    assert_eq!(before.lines().count(), 2, "{before}");
}

#[test]
fn a_line_a_job_with_bar_and_numbers() {
    let mut unknown = job("heron", "2", JobState::Running);
    (unknown.total, unknown.percent, unknown.started_at) = (None, None, Some(1_735_725_600_001));
    let lines = screen(snapshot(live(), vec![job("heron", "1", JobState::Running), unknown]), vec![]);
    assert_eq!(lines[0], "● heron: Live");
    assert_eq!(lines[1], "▶ Import 1               ████████▋░░░ 72 % · 36,120/50,000");
    assert!(lines[2].starts_with("▶ Import 2               "), "{}", lines[2]);
    assert!(lines[2].contains('░') && lines[2].ends_with(" 36,120 items"), "{}", lines[2]);
    assert_eq!(lines.len(), 3);
}

#[test]
fn what_ended_stands_above_and_its_bar_is_gone() {
    let first =
        snapshot(live(), vec![job("heron", "1", JobState::Running), job("heron", "2", JobState::Running)]);
    let end = frame(None, vec![job("heron", "1", JobState::Completed)], vec![]);
    let lines = screen(first, vec![end]);
    assert!(lines[1].starts_with("✓ heron · Import 1 · Completed · 72 %"), "{}", lines[1]);
    assert!(lines[2].starts_with("▶ Import 2 "), "{}", lines[2]);
    assert_eq!(lines.len(), 3);
}

#[test]
fn a_hostile_title_and_a_long_message_stay_on_their_line() {
    let mut hostile = job("heron", "1", JobState::Running);
    hostile.title = format!("\u{1b}[2J\u{202e}{}\nnext", "長い".repeat(5_000));
    hostile.message = Some("m".repeat(10_000));
    let lines = screen(snapshot(live(), vec![hostile]), vec![]);
    assert_eq!(lines.len(), 2, "{lines:#?}");
    assert!(console::measure_text_width(&lines[1]) <= 80);
    assert!(lines[1].contains("72 %"), "{}", lines[1]);
}

#[test]
fn those_in_trouble_are_shown_when_not_all_fit() {
    let mut jobs: Vec<Job> = (0..40).map(|n| job("heron", &n.to_string(), JobState::Running)).collect();
    jobs.push(job("heron", "stuck", JobState::Stalled));
    let lines = screen(snapshot(live(), jobs), vec![]);
    assert!(lines.iter().any(|line| line.starts_with("‖ Import stuck")), "{lines:#?}");
    assert_eq!(lines.last().map(String::as_str), Some("  and 32 more jobs"));
}

#[test]
fn lines_follow_the_jobs_that_come_and_go() {
    let at = |id: &str, started: u64, state| {
        let mut job = job("heron", id, state);
        job.started_at = Some(started);
        job
    };
    let first = snapshot(live(), vec![at("b", 2, JobState::Running), at("d", 4, JobState::Running)]);
    let frames = vec![
        frame(None, vec![at("c", 3, JobState::Running)], vec![]),
        frame(None, vec![at("a", 1, JobState::Running), at("d", 4, JobState::Failed)], vec![]),
    ];
    let lines = screen(first, frames);
    let running: Vec<&str> =
        lines.iter().filter_map(|l| l.strip_prefix("▶ Import ")).map(|l| &l[..1]).collect();
    assert_eq!(running, ["a", "b", "c"], "{lines:#?}");
}

#[test]
fn records_stand_above_and_the_numbers_of_a_server_below_its_jobs() {
    let first = snapshot(live(), vec![job("heron", "1", JobState::Running)]);
    let more = Frame {
        records: vec![record("heron", "7")],
        stats: vec![stats("heron", 3.0)],
        jobs: vec![job("heron", "2", JobState::Running)],
        ..Frame::default()
    };
    let lines = screen(first, vec![more]);
    assert_eq!(lines[1], "• heron · Estimate Смета_7 changed · By Ana · status");
    assert!(lines[2].starts_with("▶ Import 1 ") && lines[3].starts_with("▶ Import 2 "), "{lines:#?}");
    assert_eq!(lines[4..], ["  heron · sessions.actives 3"]);
}
