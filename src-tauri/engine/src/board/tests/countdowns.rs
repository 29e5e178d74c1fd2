//! Jobs whose counts are seconds of a time that runs out.

use expect_test::expect;

use super::story::{Story, check};
use crate::board::{Bounds, Rules};
use vigie_contract::JobState;

#[test]
fn a_countdown_has_an_end_and_no_rate() {
    let mut story = Story::new(Bounds::default(), Rules::default());
    story.play(
        "0  a begins seconds 0/600 left=600
         10 a 10/600 left=590
         20 a 20/600 left=580
         30 a 30/600 left=570",
    );
    let job = story.job("a");
    assert_eq!((job.rate, job.eta_ms), (None, Some([570_000, 570_000])));
    assert_eq!(job.ends_at, Some(super::story::BEGIN + 600_000));
    story.play("33");
    assert!(story.job("a").eta_ms.is_some_and(|[low, high]| low == high && low <= 570_000));
}

#[test]
fn its_end_moves_only_when_it_really_does() {
    check(
        "0   a begins seconds 0/60 left=60
         10  a 11/60 left=49
         20  a 20/60 left=41
         30  a 30/360 left=330 more=300:Anna
         31  a 32/360 left=328
         40  a completed",
        &expect![[r#"
            0 a #1 running 0/60 0% ends=60 [Started]
            10 a #1 running 11/60 18% ends=60 []
            20 a #1 running 20/60 33% ends=60 []
            30 a #1 running 30/360 8% ends=360 []
            31 a #1 running 32/360 9% ends=360 []
            40 a #1 completed 32/360 9% [Completed] took 40s
        "#]],
    );
}

#[test]
fn time_used_up_may_go_back_without_a_new_run() {
    check(
        "0   a running seconds 500/600
         1   a 100/600 left=500
         2   a 0/600 left=600
         3   a failed error=closed",
        &expect![[r#"
            0 a #1 running 500/600 83% ends=100 [Started]
            1 a #1 running 100/600 17% ends=501 []
            2 a #1 running 0/600 0% ends=602 []
            3 a #1 failed 0/600 0% error=closed [Failed]
        "#]],
    );
}

#[test]
fn it_is_not_silent_while_its_time_runs_and_is_when_nobody_ends_it() {
    check(
        "0   a begins seconds 0/300 left=300
         299
         340
         341 a completed",
        &expect![[r#"
            0 a #1 running 0/300 0% ends=300 [Started]
            305 a #1 running 0/300 0% ends=300 overdue []
            330 a #1 stalled 0/300 0% ends=300 since 0 [Stalled 0]
            341 a #1 completed 0/300 0% [Completed] took 341s
        "#]],
    );
}

#[test]
fn more_time_and_stages_have_their_lines() {
    let mut story = Story::new(Bounds::default(), Rules::default());
    story.play(
        "0  a begins seconds 0/60 left=60 stage=warm-up
         5  a 5/60 stage=warm-up
         10 a more=300:Anna 10/360
         11 a more=60 stage=main
         12 a msg=hello",
    );
    expect![[r#"
        0 Started -
        0 Stage warm-up
        10 Extended 300 s Anna
        11 Stage main
        11 Extended 60 s -
        12 Message hello
    "#]]
    .assert_eq(&story.timeline("a"));
}

#[test]
fn what_waits_has_no_end_yet() {
    let mut story = Story::new(Bounds::default(), Rules::default());
    story.play("0 a rest pending seconds 0/600 left=600");
    let job = story.job("a");
    assert_eq!((job.state, job.ends_at, job.eta_ms), (JobState::Pending, None, None));
}
