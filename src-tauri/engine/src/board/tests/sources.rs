//! Stream and list: what is newer counts.

use expect_test::expect;

use super::story::{SERVER, Story, check};
use crate::board::{Bounds, Rules};

#[test]
fn an_answer_asked_for_earlier_moves_nothing_back() {
    check(
        "0   a begins 0/100
         2   a 50/100 msg=fifty
         3   a rest@1 running 30/80 p=37 msg=thirty kind=scan title=Scan
         4   a rest@1 pending",
        &expect![[r#"
            0 a #1 running 0/100 0% [Started]
            2 a #1 running 50/100 50% msg=fifty []
        "#]],
    );
}

#[test]
fn a_list_that_trails_behind_moves_nothing_back() {
    check(
        "0   a begins 0/100
         2   a 50/100 msg=fifty
         3   a rest running 30/100 p=30 msg=thirty
         4   a rest running 60/100 msg=sixty",
        &expect![[r#"
            0 a #1 running 0/100 0% [Started]
            2 a #1 running 50/100 50% msg=fifty []
            4 a #1 running 60/100 60% msg=sixty []
        "#]],
    );
}

#[test]
fn an_end_in_the_list_always_counts() {
    check(
        "0   a begins 0/100
         2   a 50/100
         3   a rest@1 failed 40/100 error=lost
         4   b begins 0/5
         5   b rest completed",
        &expect![[r#"
            0 a #1 running 0/100 0% [Started]
            2 a #1 running 50/100 50% []
            3 a #1 failed 50/100 50% error=lost [Failed] took 3s
            4 b #1 running 0/5 0% [Started]
            5 b #1 completed 0/5 0% [Completed] took 1s
        "#]],
    );
}

#[test]
fn a_list_that_lags_does_not_reopen_an_end() {
    let mut story = Story::new(Bounds::default(), Rules::default());
    story.play(
        "0   a begins 0/10
         1   a rest running 1/10 start=0
         2   a completed 10/10",
    );
    assert_eq!(story.play("3 a rest@1.5 running 9/10 start=0"), "");
    assert_eq!(story.play("10 a rest running 10/10 start=0"), "");
    assert_eq!(story.board.oddities(SERVER), 0);
    assert_eq!(story.play("40 a rest running 10/10 start=0"), "");
    assert_eq!(story.board.oddities(SERVER), 1, "after 30 s it is odd");
    assert_eq!(story.board.oddity_kinds(SERVER)[0].what, "over, yet running in the list");
    expect![[r#"
        45 a #2 running 1/10 10% [Restarted]
    "#]]
    .assert_eq(&story.play("45 a rest running 1/10 start=44"));
}

#[test]
fn first_contact_tells_of_the_past() {
    check(
        "0   old rest past completed 9/9 start=-100 end=-50
         0   now rest past running 3/9 start=-20
         1   now past begins 0/9
         1   now past 1/9 warn=early
         1   now past 3/9
         2   now 4/9 warn=fresh
         3   now completed 9/9",
        &expect![[r#"
            0 old #1 completed 9/9 100% [Completed] took 50s (past)
            0 now #1 running 3/9 33% [Started] (past)
            1 now #1 running 3/9 33% warnings=1 [Warned 1 early] (past)
            2 now #1 running 4/9 44% warnings=2 [Warned 2 fresh]
            3 now #1 completed 9/9 100% warnings=2 [Completed] took 23s
        "#]],
    );
}

#[test]
fn an_end_that_was_missed_is_told_when_the_list_knows_it() {
    check(
        "0   a begins 0/9
         1   link down
         8   link up
         9   a rest completed 9/9 start=0 end=5
         9   b rest completed 4/4 start=2 end=6",
        &expect![[r#"
            0 a #1 running 0/9 0% [Started]
            4 a #1 stale 0/9 0% since 1 []
            9 a #1 running 0/9 0% []
            9 a #1 completed 9/9 100% [Completed] took 5s
            9 b #1 completed 4/4 100% [Completed] took 4s
        "#]],
    );
}

#[test]
fn numbers_of_two_sources_meet() {
    check(
        "0   a rest pending /100 created=-1
         1   a begins /
         2   a 10/
         3   a rest running 12/100 failed=2 start=1
         4   a 14/
         5   a rest running 13/100 failed=1 start=1
         6   a completed",
        &expect![[r#"
            0 a #1 pending ?/100 []
            1 a #1 running ?/100 [Started]
            2 a #1 running 10/100 10% []
            3 a #1 running 12/100 12% []
            4 a #1 running 14/100 14% []
            6 a #1 completed 14/100 14% [Completed] took 5s
        "#]],
    );
}
