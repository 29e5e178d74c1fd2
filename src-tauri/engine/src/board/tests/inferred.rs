//! An end that follows from the counts, and what the server says after it.

use expect_test::expect;

use super::story::check;

#[test]
fn an_end_that_nobody_told_is_shown_as_such() {
    check(
        "0   a 9/10
         1   a 10/10
         11  a inferred
         12  a inferred",
        &expect![[r#"
            0 a #1 running 9/10 90% [Started]
            1 a #1 running 10/10 100% []
            11 a #1 completed 10/10 100% (inferred) [Completed]
        "#]],
    );
}

#[test]
fn the_servers_own_end_confirms_it() {
    check(
        "0   a begins 9/10
         1   a 10/10
         11  a inferred
         20  a completed
         21  a completed",
        &expect![[r#"
            0 a #1 running 9/10 90% [Started]
            1 a #1 running 10/10 100% []
            11 a #1 completed 10/10 100% (inferred) [Completed] took 11s
            20 a #1 completed 10/10 100% [Confirmed] took 11s
        "#]],
    );
}

#[test]
fn a_failure_after_it_is_told_although_an_end_was() {
    check(
        "0   a 10/10
         11  a inferred
         20  a failed error=disk_full
         21  a failed error=other
         22  a completed",
        &expect![[r#"
            0 a #1 running 10/10 100% [Started]
            11 a #1 completed 10/10 100% (inferred) [Completed]
            20 a #1 failed 10/10 100% error=disk full [Failed]
        "#]],
    );
}

#[test]
fn a_job_that_goes_on_is_in_its_next_run() {
    check(
        "0   a 10/10
         11  a inferred
         12  a 10/10 msg=the_same_again
         40  a 11/20
         41  a 20/20
         51  a inferred
         60  a rest running 20/20
         61  a rest running 30/40",
        &expect![[r#"
            0 a #1 running 10/10 100% [Started]
            11 a #1 completed 10/10 100% (inferred) [Completed]
            40 a #2 running 11/20 55% [Restarted]
            41 a #2 running 20/20 100% []
            51 a #2 completed 20/20 100% (inferred) [Completed]
            61 a #3 running 30/40 75% [Restarted]
        "#]],
    );
}

#[test]
fn a_step_that_follows_is_a_next_run_too() {
    check(
        "0   a 10/10 step=scan
         11  a inferred
         12  a 9/100 step=index",
        &expect![[r#"
            0 a #1 running 10/10 100% step=scan [Started]
            11 a #1 completed 10/10 100% (inferred) step=scan [Completed]
            12 a #2 running 9/100 9% step=index [Restarted]
        "#]],
    );
}
