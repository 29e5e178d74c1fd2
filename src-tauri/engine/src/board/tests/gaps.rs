//! Time in which a server was not heard, and what it said then is lost.

use expect_test::expect;

use super::story::{Story, check};
use crate::board::{Bounds, Rules};

#[test]
fn every_open_job_says_that_something_may_be_missing() {
    let mut story = Story::new(Bounds::default(), Rules::default());
    story.play(
        "0   a begins 1/10
         0   over completed
         1   waits rest pending
         5   link down
         20  link up
         20  gap 4
         25  gap 22
         26  a 5/10 msg=on_it
         30  gap 28",
    );
    expect![[r#"
        0 Started -
        25 Gap from 4 -
        26 Message on it
        30 Gap from 28 -
    "#]]
    .assert_eq(&story.timeline("a"));
    assert!(story.timeline("waits").contains("Gap from 4"));
    assert!(!story.timeline("over").contains("Gap"), "what is over misses nothing");
}

#[test]
fn nobody_is_stalled_by_a_gap() {
    check(
        "0   a running
         58  gap 2
         100
         119",
        &expect![[r#"
            0 a #1 running ?/? [Started]
            118 a #1 stalled ?/? since 0 [Stalled 0]
        "#]],
    );
}

#[test]
fn a_gap_that_cannot_be_is_counted() {
    let mut story = Story::new(Bounds::default(), Rules::default());
    story.play("0 a running\n1 gap 5");
    assert_eq!(story.board.oddities(super::story::SERVER), 1);
    assert!(!story.timeline("a").contains("Gap"));
}
