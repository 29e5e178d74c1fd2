//! Rate, time left, longer than usual.

use super::story::{BEGIN, Story};
use crate::board::{Bounds, Rules};

fn story() -> Story {
    Story::new(Bounds::default(), Rules::default())
}

#[test]
fn nothing_is_said_before_the_warm_up_nor_without_a_total() {
    let mut story = story();
    for (script, told) in [
        ("0 a begins 0/100", false),
        ("1 a 2/100", false),
        ("2 a 4/100", false),
        ("3 a 6/100", true),
        ("4 a 8/100", true),
    ] {
        story.play(script);
        let job = story.job("a");
        assert_eq!((job.rate.is_some(), job.eta_ms.is_some()), (told, told), "{script}");
    }
    let job = story.job("a");
    assert!((job.rate.unwrap() - 2.0).abs() < 0.01);
    let [low, high] = job.eta_ms.unwrap();
    assert!(low < 46_000 && high > 46_000 && high < 100_000, "{low} {high}");
    for second in 0..6 {
        story.play(&format!("{} b {second}/", 10 + second));
    }
    assert!(story.job("b").rate.is_some() && story.job("b").eta_ms.is_none());
}

#[test]
fn a_range_narrows_and_never_jumps_far_back() {
    let mut story = story();
    let (mut highest, mut widths) = (Vec::new(), Vec::new());
    let mut done = 0;
    for second in 0..95 {
        // One to three items a second, unevenly.
        done += 1 + (second * 7) % 3;
        story.play(&format!("{second} a {done}/200"));
        if let Some([low, high]) = story.job("a").eta_ms {
            highest.push(high);
            widths.push(high - low);
        }
    }
    assert!(highest.len() > 85);
    let worst = highest.windows(2).map(|pair| pair[1].saturating_sub(pair[0])).max().unwrap();
    assert!(worst <= 3_000, "jumped back by {worst} ms: {highest:?}");
    assert!(widths.last().unwrap() * 3 < widths[0], "{widths:?}");
}

#[test]
fn silent_and_finished_jobs_have_none() {
    let mut story = story();
    for second in 0..10 {
        story.play(&format!("{second} a {second}/1000"));
    }
    assert!(story.job("a").eta_ms.is_some());
    story.play("11 link down");
    story.play("20");
    let job = story.job("a");
    assert_eq!((job.rate, job.eta_ms, job.overdue), (None, None, false));
    story.play("21 link up");
    story.play("90");
    assert_eq!(story.job("a").rate, None, "stalled");
    story.play("91 a 10/1000");
    assert!(story.job("a").rate.is_some());
    story.play("92 a completed");
    let job = story.job("a");
    assert_eq!((job.rate, job.eta_ms, job.overdue), (None, None, false));
}

#[test]
fn a_quiet_job_slows_down_and_counts_down_until_it_takes_longer_than_usual() {
    let mut story = story();
    for second in 0..=20 {
        story.play(&format!("{second} a {}/240", second * 10));
    }
    let job = story.job("a");
    let (rate, [_, high]) = (job.rate.unwrap(), job.eta_ms.unwrap());
    story.play("26");
    let quiet = story.job("a");
    assert!(quiet.rate.unwrap() < rate);
    assert!(quiet.eta_ms.is_none_or(|[_, later]| later < high));
    story.play("40");
    let late = story.job("a");
    assert!(late.overdue && late.eta_ms.is_none());
    story.play("41 a 210/240");
    assert!(story.job("a").overdue, "one step is no new estimate");
    for (second, done) in [(42, 215), (43, 220), (44, 225)] {
        story.play(&format!("{second} a {done}/240"));
    }
    let moving = story.job("a");
    assert!(!moving.overdue && moving.eta_ms.is_some());
}

#[test]
fn late_for_the_end_of_a_step_is_not_late_for_that_of_the_next() {
    let mut story = story();
    for second in 0..=10 {
        story.play(&format!("{second} a {second}/10 step=read"));
    }
    story.play("40");
    assert!(story.job("a").overdue);
    story.play("41 a 0/10 step=write");
    assert!(!story.job("a").overdue);
}

#[test]
fn all_done_and_not_over_has_no_time_left() {
    let mut story = story();
    for second in 0..=10 {
        story.play(&format!("{second} a {second}/10"));
    }
    let job = story.job("a");
    assert!(job.percent == Some(100.0) && job.eta_ms.is_none() && !job.overdue);
    story.play("40");
    assert!(story.job("a").overdue);
}

#[test]
fn what_the_server_computed_gives_a_first_estimate_once_it_is_seen_to_move() {
    let mut story = story();
    story.play("0 a rest past running 500/1000 rate=10 start=-50");
    story.play("0 b rest past running 500/1000 start=-50");
    for id in ["a", "b"] {
        assert_eq!(story.job(id).rate, None);
        story.play(&format!("1 {id} 510/1000"));
        let job = story.job(id);
        assert!((job.rate.unwrap() - 10.0).abs() < 0.5, "{:?}", job.rate);
        assert!(job.eta_ms.is_some());
    }
}

#[test]
fn a_replay_of_the_past_says_nothing_about_speed() {
    let mut story = story();
    for (event, ms) in (0..50).zip(0..) {
        let past = Story::play(&mut story, &format!("0.{ms:03} a past {event}/1000"));
        assert!(!past.contains("rate"));
    }
    for second in 1..=4 {
        story.play(&format!("{second} a {}/1000", 49 + second));
    }
    let rate = story.job("a").rate.unwrap();
    assert!(rate < 1.2, "{rate}");
}

#[test]
fn percentages_alone_have_a_time_left() {
    let mut story = story();
    for second in 0..=10 {
        story.play(&format!("{second} a running p={second}"));
    }
    let job = story.job("a");
    assert_eq!(job.rate, None);
    let [low, high] = job.eta_ms.unwrap();
    assert!(low < 90_000 && high > 90_000);
}

#[test]
fn a_new_run_is_estimated_afresh() {
    let mut story = story();
    for second in 0..=10 {
        story.play(&format!("{second} a {}/1000", second * 10));
    }
    story.play("11 a begins 0/1000");
    let job = story.job("a");
    assert_eq!((job.rate, job.eta_ms, job.heard_at), (None, None, BEGIN + 11_000));
}

#[test]
fn a_clock_that_goes_back_takes_the_estimate_along() {
    let mut story = story();
    for second in 7_200..=7_210 {
        story.play(&format!("{second} a {}/100", second - 7_200));
    }
    story.now = BEGIN;
    story.board.tick(story.now);
    for second in 1..=5 {
        story.play(&format!("{second} a {}/100", 10 + second));
    }
    let [low, high] = story.job("a").eta_ms.unwrap();
    assert!(low < 85_000 && high > 85_000 && high < 200_000, "{low} {high}");
}
