//! Pending, running, over; counts and percent.

use expect_test::expect;

use super::story::{Story, check};
use crate::board::{Bounds, Rules};

#[test]
fn a_normal_job() {
    check(
        "0   a rest pending /3 kind=email_sending
         1   a begins 0/3 p=0
         2   a 1/3 p=33
         3   a 2/3 p=66 msg=Invoice_2/3
         4   a 3/3 p=100
         5   a completed 3/3 p=100 msg=Done
         6   a rest completed 3/3 start=1 end=5.2",
        &expect![[r#"
            0 a #1 pending ?/3 []
            1 a #1 running 0/3 0% [Started]
            2 a #1 running 1/3 33% []
            3 a #1 running 2/3 67% msg=Invoice 2/3 []
            4 a #1 running 3/3 100% msg=Invoice 2/3 []
            5 a #1 completed 3/3 100% msg=Done [Completed] took 4s
        "#]],
    );
}

#[test]
fn a_failure_keeps_its_numbers_and_its_words() {
    check(
        "0   a begins 0/10
         1   a 4/10 warn=no_address
         2   a warn=
         3   a failed error=disk_full",
        &expect![[r#"
            0 a #1 running 0/10 0% [Started]
            1 a #1 running 4/10 40% warnings=1 [Warned 1 no address]
            2 a #1 running 4/10 40% warnings=2 [Warned 2 ]
            3 a #1 failed 4/10 40% warnings=2 error=disk full [Failed] took 3s
        "#]],
    );
}

#[test]
fn a_hundred_percent_is_no_completion() {
    check(
        "0   a begins 0/3
         1   a 3/3 p=100
         2   a 5/3 p=100
         9   a completed",
        &expect![[r#"
            0 a #1 running 0/3 0% [Started]
            1 a #1 running 3/3 100% []
            2 a #1 running 5/3 100% []
            9 a #1 completed 5/3 100% [Completed] took 9s
        "#]],
    );
}

#[test]
fn a_completion_without_counts_invents_none() {
    check(
        "0   a begins 0/10
         1   a 4/10
         2   a completed
         3   b running
         4   b completed p=100
         5   c running p=40
         6   c completed",
        &expect![[r#"
            0 a #1 running 0/10 0% [Started]
            1 a #1 running 4/10 40% []
            2 a #1 completed 4/10 40% [Completed] took 2s
            3 b #1 running ?/? [Started]
            4 b #1 completed ?/? 100% [Completed]
            5 c #1 running ?/? 40% [Started]
            6 c #1 completed ?/? 40% [Completed]
        "#]],
    );
}

#[test]
fn unknown_is_not_zero() {
    check(
        "0   a running
         1   a 7/
         2   a 8/0
         3   a 9/20
         4   a 10/0
         5   b running p=12.5
         6   b p=NaN
         7   b p=250
         8   b p=-30
         9   b p=100.4",
        &expect![[r#"
            0 a #1 running ?/? [Started]
            1 a #1 running 7/? []
            2 a #1 running 8/? []
            3 a #1 running 9/20 45% []
            4 a #1 running 10/20 50% []
            5 b #1 running ?/? 13% [Started]
            9 b #1 running ?/? 100% []
        "#]],
    );
}

#[test]
fn the_servers_percentage_is_kept_where_it_differs_by_more_than_rounding() {
    check(
        "0   a 1/3 p=33
         1   a 2/3 p=50
         2   a 3/3 p=100",
        &expect![[r#"
            0 a #1 running 1/3 33% [Started]
            1 a #1 running 2/3 67% (server 50%) []
            2 a #1 running 3/3 100% []
        "#]],
    );
}

#[test]
fn what_is_repeated_is_no_change() {
    let mut story = Story::new(Bounds::default(), Rules::default());
    story.play("0 a begins 0/10 msg=go kind=scan");
    story.play("1 a 5/10 msg=half p=50");
    let heard = story.job("a").heard_at;
    for script in
        ["1.05 a 5/10 msg=half p=50", "1.06 a rest running 5/10", "1.07 a rest running 5/10 kind=scan"]
    {
        let before = story.board.job(&vigie_contract::JobRef { server: "s".into(), id: "a".into() });
        assert_eq!(story.play(script), "");
        let mut after = story.job("a");
        assert!(after.heard_at > heard);
        after.heard_at = before.as_ref().unwrap().heard_at;
        assert_eq!(Some(after), before);
    }
}

#[test]
fn one_end_a_run() {
    check(
        "0   a begins 0/10
         1   a 10/10
         2   a completed 10/10
         3   a completed 10/10
         4   a failed error=late
         5   a rest completed 10/10
         6   a 10/10",
        &expect![[r#"
            0 a #1 running 0/10 0% [Started]
            1 a #1 running 10/10 100% []
            2 a #1 completed 10/10 100% [Completed] took 2s
        "#]],
    );
}

#[test]
fn the_list_has_the_last_word_about_an_end_without_telling_it_twice() {
    check(
        "0   a begins 0/10
         1   a failed error=timeout
         9   a rest completed 10/10",
        &expect![[r#"
            0 a #1 running 0/10 0% [Started]
            1 a #1 failed 0/10 0% error=timeout [Failed] took 1s
            9 a #1 completed 10/10 100% []
        "#]],
    );
}

#[test]
fn a_job_that_is_spoken_of_runs() {
    check(
        "0   a warn=careful
         1   b msg=hello
         2   c rest pending
         3   c msg=waiting_for_a_worker
         4   c 1/",
        &expect![[r#"
            0 a #1 running ?/? warnings=1 [Started Warned 1 careful]
            1 b #1 running ?/? msg=hello [Started]
            2 c #1 pending ?/? []
            3 c #1 pending ?/? msg=waiting for a worker []
            4 c #1 running 1/? msg=waiting for a worker [Started]
        "#]],
    );
}

#[test]
fn durations_are_the_servers_where_it_gives_both_times() {
    check(
        "0   seen begins 0/2
         4.5 seen completed
         5   told rest running 0/2 start=-100
         6   told rest completed 2/2 start=-100 end=-97.5
         7   half rest running 0/2 start=0
         9   half completed
         10  nothing running
         12  nothing completed",
        &expect![[r#"
            0 seen #1 running 0/2 0% [Started]
            4.5 seen #1 completed 0/2 0% [Completed] took 4.5s
            5 told #1 running 0/2 0% [Started]
            6 told #1 completed 2/2 100% [Completed] took 2.5s
            7 half #1 running 0/2 0% [Started]
            9 half #1 completed 0/2 0% [Completed] took 9s
            10 nothing #1 running ?/? [Started]
            12 nothing #1 completed ?/? [Completed]
        "#]],
    );
}

#[test]
fn only_what_is_over_can_be_deleted_and_it_leaves_without_a_word() {
    let mut story = Story::new(Bounds::default(), Rules::default());
    story.play("0 a rest running 1/2 deletable");
    assert!(!story.job("a").can_delete);
    story.play("1 a rest completed 2/2 deletable");
    assert!(story.job("a").can_delete);
    assert_eq!(story.play("2 a deleted"), "2 a gone []\n");
    assert_eq!(story.play("3 a rest completed 2/2"), "", "a list that still names it is no news");
    assert!(story.board.is_empty());
}
