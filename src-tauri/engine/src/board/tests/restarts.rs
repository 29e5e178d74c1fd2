//! A job that goes backwards has begun again; a little back is reordering.

use expect_test::expect;

use super::story::check;

#[test]
fn a_begin_after_an_end_is_a_new_run() {
    check(
        "0   a begins 0/10
         1   a 5/10 warn=one msg=half
         2   a failed error=no
         3   a begins 0/20
         4   a 1/20
         5   a completed 20/20",
        &expect![[r#"
            0 a #1 running 0/10 0% [Started]
            1 a #1 running 5/10 50% warnings=1 msg=half [Warned 1 one]
            2 a #1 failed 5/10 50% warnings=1 msg=half error=no [Failed] took 2s
            3 a #2 running 0/20 0% [Restarted]
            4 a #2 running 1/20 5% []
            5 a #2 completed 20/20 100% [Completed] took 2s
        "#]],
    );
}

#[test]
fn a_begin_in_the_middle_is_a_new_run() {
    check(
        "0   a begins 0/10
         1   a 5/10
         2   a begins 0/10
         3   a begins 0/10
         4   a 1/10",
        &expect![[r#"
            0 a #1 running 0/10 0% [Started]
            1 a #1 running 5/10 50% []
            2 a #2 running 0/10 0% [Restarted]
            4 a #2 running 1/10 10% []
        "#]],
    );
}

#[test]
fn a_count_that_falls_to_less_than_half_is_a_new_run() {
    check(
        "0   a 50/100
         1   a 26/100
         2   a 51/100
         3   a 25/100
         4   b p=60
         5   b p=40
         6   b p=10
         7   c 2/9
         8   c 1/9",
        &expect![[r#"
            0 a #1 running 50/100 50% [Started]
            2 a #1 running 51/100 51% []
            3 a #2 running 25/100 25% [Restarted]
            4 b #1 running ?/? 60% [Started]
            6 b #2 running ?/? 10% [Restarted]
            7 c #1 running 2/9 22% [Started]
            8 c #2 running 1/9 11% [Restarted]
        "#]],
    );
}

#[test]
fn reordered_events_keep_the_larger() {
    check(
        "0   a begins 0/10
         1   a 5/10
         2   a 4/10
         3   a 6/10",
        &expect![[r#"
            0 a #1 running 0/10 0% [Started]
            1 a #1 running 5/10 50% []
            3 a #1 running 6/10 60% []
        "#]],
    );
}

#[test]
fn a_late_event_does_not_reopen_what_is_over() {
    check(
        "0   a begins 0/10
         1   a 9/10
         2   a completed 10/10
         3   a 8/10
         4   a running
         5   a warn=too_late
         6   a 1/10",
        &expect![[r#"
            0 a #1 running 0/10 0% [Started]
            1 a #1 running 9/10 90% []
            2 a #1 completed 10/10 100% [Completed] took 2s
            5 a #1 completed 10/10 100% warnings=1 [Warned 1 too late]
            6 a #2 running 1/10 10% [Restarted]
        "#]],
    );
}

#[test]
fn another_start_time_is_a_new_run() {
    check(
        "0   a rest running 5/10 start=-10
         5   a rest running 6/10 start=-9
         10  a rest running 1/10 start=8
         15  a rest completed 10/10 start=8 end=14
         20  a rest completed 3/3 start=17 end=19",
        &expect![[r#"
            0 a #1 running 5/10 50% [Started]
            5 a #1 running 6/10 60% []
            10 a #2 running 1/10 10% [Restarted]
            15 a #2 completed 10/10 100% [Completed] took 6s
            20 a #3 completed 3/3 100% [Restarted Completed] took 2s
        "#]],
    );
}

#[test]
fn an_answer_about_the_run_before_is_no_restart_back() {
    check(
        "0   a rest running 5/10 start=-10
         5   a rest running 1/10 start=4
         6   a rest running 9/10 start=-10
         7   a rest failed 9/10 start=-10 title=Import
         8   a rest running 2/10 start=4",
        &expect![[r#"
            0 a #1 running 5/10 50% [Started]
            5 a #2 running 1/10 10% [Restarted]
            8 a #2 running 2/10 20% []
        "#]],
    );
}

#[test]
fn a_restart_that_the_list_told_first_is_not_told_again_by_the_stream() {
    check(
        "0   a begins 0/10
         1   a 9/10
         1.5 a rest running 9/10 start=0
         4   a completed 10/10
         10  a rest running 0/10 start=9
         11  a begins 0/10
         12  a 1/10",
        &expect![[r#"
            0 a #1 running 0/10 0% [Started]
            1 a #1 running 9/10 90% []
            4 a #1 completed 10/10 100% [Completed] took 4s
            10 a #2 running 0/10 0% [Restarted]
            12 a #2 running 1/10 10% []
        "#]],
    );
}

#[test]
fn a_replay_of_a_run_that_the_list_told_first_is_that_run() {
    check(
        "0   a rest running 10/100 start=-60
         1   a begins 0/100
         1   a 1/100
         1   a 9/100
         1   a 10/100
         2   a 11/100",
        &expect![[r#"
            0 a #1 running 10/100 10% [Started]
            2 a #1 running 11/100 11% []
        "#]],
    );
}

#[test]
fn where_there_are_only_answers_the_counts_tell() {
    check(
        "0   a rest running 80/100
         5   a rest running 79/100
         10  a rest running 3/100
         15  a rest completed 100/100
         20  a rest running 2/100",
        &expect![[r#"
            0 a #1 running 80/100 80% [Started]
            10 a #2 running 3/100 3% [Restarted]
            15 a #2 completed 100/100 100% [Completed]
            20 a #3 running 2/100 2% [Restarted]
        "#]],
    );
}

#[test]
fn the_counts_of_the_next_step_are_no_new_run() {
    check(
        "0   a 0/10 step=read
         1   a 10/10 step=read
         2   a 1/500 step=write
         3   a 2/500 step=write",
        &expect![[r#"
            0 a #1 running 0/10 0% step=read [Started]
            1 a #1 running 10/10 100% step=read []
            2 a #1 running 1/500 0% step=write []
            3 a #1 running 2/500 0% step=write []
        "#]],
    );
}

#[test]
fn the_run_of_a_job_that_left_the_board_is_remembered() {
    check(
        "0      a begins 0/1
         1      a completed 1/1
         86402
         86410  a begins 0/1
         86411  a completed 1/1",
        &expect![[r#"
            0 a #1 running 0/1 0% [Started]
            1 a #1 completed 1/1 100% [Completed] took 1s
            86401 a gone []
            86410 a #2 running 0/1 0% [Restarted]
            86411 a #2 completed 1/1 100% [Completed] took 1s
        "#]],
    );
}
