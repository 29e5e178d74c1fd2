//! Stalled, stale, vanished: three different things.

use std::time::Duration;

use expect_test::expect;

use super::story::{BEGIN, SERVER, Story, check};
use crate::board::{Board, Bounds, Happening, Remembered, Rules};
use vigie_contract::JobState;

#[test]
fn a_silent_job_stalls_after_a_minute_and_resumes() {
    check(
        "0    a begins 0/100
         1    a 1/100
         2    a 2/100
         70
         90   a 3/100
         100  a completed",
        &expect![[r#"
            0 a #1 running 0/100 0% [Started]
            1 a #1 running 1/100 1% []
            2 a #1 running 2/100 2% []
            62 a #1 stalled 2/100 2% since 2 [Stalled 2]
            90 a #1 running 3/100 3% [Resumed]
            100 a #1 completed 3/100 3% [Completed] took 100s
        "#]],
    );
}

#[test]
fn a_list_that_repeats_itself_is_no_sign_of_life() {
    check(
        "0    a rest running 5/10 start=-5
         20   a rest running 5/10 start=-5
         40   a rest running 5/10 start=-5
         61   a rest running 5/10 start=-5
         65   a rest running 6/10 start=-5",
        &expect![[r#"
            0 a #1 running 5/10 50% [Started]
            60 a #1 stalled 5/10 50% since 0 [Stalled 0]
            65 a #1 running 6/10 60% [Resumed]
        "#]],
    );
}

#[test]
fn a_slow_job_has_five_of_its_gaps() {
    check(
        "0    a begins 0/100
         30   a 1/100
         60   a 2/100
         90   a 3/100
         239
         241",
        &expect![[r#"
            0 a #1 running 0/100 0% [Started]
            30 a #1 running 1/100 1% []
            60 a #1 running 2/100 2% []
            90 a #1 running 3/100 3% []
            240 a #1 stalled 3/100 3% since 90 [Stalled 90]
        "#]],
    );
}

#[test]
fn the_person_may_choose_the_silence() {
    let rules = Rules { stalled_after: Some(Duration::from_secs(5)) };
    let mut story = Story::new(Bounds::default(), rules);
    expect![[r#"
        0 a #1 running 0/100 0% [Started]
        3 a #1 running 1/100 1% []
        8 a #1 stalled 1/100 1% since 3 [Stalled 3]
    "#]]
    .assert_eq(&story.play(
        "0    a begins 0/100
         3    a 1/100
         9",
    ));
    story.board.add_server(SERVER, Rules::default());
    expect![[r#"
        10 a #1 running 2/100 2% [Resumed]
    "#]]
    .assert_eq(&story.play(
        "10   a 2/100
         60",
    ));
}

#[test]
fn a_waiting_job_never_stalls() {
    check(
        "0    a rest pending /10
         9000",
        &expect![[r#"
            0 a #1 pending ?/10 []
        "#]],
    );
}

#[test]
fn a_blip_is_no_alarm() {
    check(
        "0    a begins 0/100
         1    link down
         3.5  link up
         10",
        &expect![[r#"
            0 a #1 running 0/100 0% [Started]
        "#]],
    );
}

#[test]
fn a_lost_connection_makes_rows_stale_and_no_noise_when_it_is_back() {
    check(
        "0    a begins 0/100
         0    b rest pending /7
         0    c begins 0/3
         1    c completed 3/3
         1    a 5/100
         2    link down
         20   link up
         30   a 6/100
         89
         91",
        &expect![[r#"
            0 a #1 running 0/100 0% [Started]
            0 b #1 pending ?/7 []
            0 c #1 running 0/3 0% [Started]
            1 c #1 completed 3/3 100% [Completed] took 1s
            1 a #1 running 5/100 5% []
            5 a #1 stale 5/100 5% since 2 []
            5 b #1 stale ?/7 since 2 []
            21 a #1 running 5/100 5% []
            21 b #1 pending ?/7 []
            30 a #1 running 6/100 6% []
            90 a #1 stalled 6/100 6% since 30 [Stalled 30]
        "#]],
    );
}

#[test]
fn the_time_without_a_connection_is_not_the_jobs_silence() {
    check(
        "0    a begins 0/100
         10   link down
         600  link up
         659
         661",
        &expect![[r#"
            0 a #1 running 0/100 0% [Started]
            13 a #1 stale 0/100 0% since 10 []
            601 a #1 running 0/100 0% []
            660 a #1 stalled 0/100 0% since 0 [Stalled 0]
        "#]],
    );
}

#[test]
fn a_job_that_had_stalled_is_still_stalled_when_the_connection_is_back() {
    check(
        "0    a begins 0/100
         61
         70   link down
         80   link up
         85   a 1/100",
        &expect![[r#"
            0 a #1 running 0/100 0% [Started]
            60 a #1 stalled 0/100 0% since 0 [Stalled 0]
            73 a #1 stale 0/100 0% since 70 []
            81 a #1 stalled 0/100 0% since 0 []
            85 a #1 running 1/100 1% [Resumed]
        "#]],
    );
}

#[test]
fn news_while_the_return_is_not_yet_told_is_shown_at_once() {
    check(
        "0    a begins 0/100
         1    link down
         10   link up
         10.2 a 1/100",
        &expect![[r#"
            0 a #1 running 0/100 0% [Started]
            4 a #1 stale 0/100 0% since 1 []
            10.2 a #1 running 1/100 1% []
        "#]],
    );
}

#[test]
fn a_job_its_server_does_not_know_has_vanished() {
    check(
        "0    a begins 0/100
         1    a 5/100
         2    a unknown
         3    a unknown
         4    b begins 0/1
         5    b completed
         6    b unknown
         7    never_heard_of unknown",
        &expect![[r#"
            0 a #1 running 0/100 0% [Started]
            1 a #1 running 5/100 5% []
            2 a #1 vanished 5/100 5% since 2 [Vanished]
            4 b #1 running 0/1 0% [Started]
            5 b #1 completed 0/1 0% [Completed] took 1s
        "#]],
    );
}

#[test]
fn a_vanished_job_may_come_back() {
    check(
        "0    a begins 0/100
         2    a unknown
         3    a rest@1 running 7/100
         4    a rest running 8/100
         5    a unknown
         6    a rest completed 100/100",
        &expect![[r#"
            0 a #1 running 0/100 0% [Started]
            2 a #1 vanished 0/100 0% since 2 [Vanished]
            4 a #1 running 8/100 8% [Resumed]
            5 a #1 vanished 8/100 8% since 5 [Vanished]
            6 a #1 completed 100/100 100% [Completed] took 6s
        "#]],
    );
}

#[test]
fn after_a_sleep_of_the_machine_no_job_is_blamed() {
    let mut board = Board::new(Bounds::default());
    board.add_server(SERVER, Rules::default());
    board.link(SERVER, true, 0);
    let update = crate::update::JobUpdate::new("a", crate::update::Source::Stream);
    board.apply(SERVER, crate::update::Update::Job(Box::new(update)), 0);
    assert_eq!(board.next_deadline(), Some(60_000));
    let hours = 8 * 3_600_000;
    assert!(board.tick(hours).is_empty());
    assert_eq!(board.next_deadline(), Some(hours + 60_000));
    let changes = board.tick(hours + 60_000);
    assert_eq!(changes[0].happened, [Happening::Stalled { since: 0 }]);
}

#[test]
fn a_clock_that_goes_back_does_not_keep_a_stall_waiting() {
    let mut story = Story::new(Bounds::default(), Rules::default());
    story.play("7200 a begins 0/10");
    story.now = BEGIN;
    let changes = story.board.tick(story.now);
    story.tell(changes);
    expect![[r#"
        60 a #1 stalled 0/10 0% since 0 [Stalled 0]
    "#]]
    .assert_eq(&story.play("61"));
}

#[test]
fn a_restart_of_vigie_goes_on_where_it_was() {
    let mut story = Story::new(Bounds::default(), Rules::default());
    story.play(
        "0    a begins 0/100 title=Import
         1    a 5/100 warn=one
         2    a rest running 5/100 start=0
         2    b begins 0/9
         3    c begins 0/3
         4    c completed 3/3
         5    d rest pending
         70",
    );
    let kept: Vec<Remembered> = story.board.jobs().cloned().map(Remembered::from).collect();

    let mut board = Board::new(Bounds::default());
    board.add_server(SERVER, Rules::default());
    let mut again = Story::new(Bounds::default(), Rules::default());
    again.now = BEGIN + 1_000_000;
    let mut changes: Vec<_> =
        kept.into_iter().flat_map(|job| board.restore(SERVER, job, again.now)).collect();
    changes.sort_by(|a, b| a.job.cmp(&b.job));
    again.board = board;
    again.tell(changes);
    expect![[r#"
        1000 a #1 stalled 5/100 5% warnings=1 since 1 [] (past)
        1000 b #1 stalled 0/9 0% since 2 [] (past)
        1000 c #1 completed 3/3 100% [] (past)
        1000 d #1 pending ?/? [] (past)
        1003 a #1 stale 5/100 5% warnings=1 since 1000 []
        1003 b #1 stale 0/9 0% since 1000 []
        1003 d #1 stale ?/? since 1000 []
    "#]]
    .assert_eq(&again.play("1005"));
    again.board.link(SERVER, true, again.now);
    expect![[r#"
        1006 a #1 stalled 5/100 5% warnings=1 since 1 []
        1006 b #1 stalled 0/9 0% since 2 []
        1006 d #1 pending ?/? []
        1007 a #1 running 50/100 50% warnings=2 [Resumed Warned 2 two]
        1008 b #1 completed 9/9 100% [Completed] took 297.5s
        1009 a #1 running 51/100 51% warnings=2 []
        1069 a #1 stalled 51/100 51% warnings=2 since 1009 [Stalled 1009]
        1070 a #1 completed 51/100 51% warnings=2 [Completed] took 1070s
    "#]]
    .assert_eq(&again.play(
        "1006
         1007 a 50/100 warn=two
         1008 b rest completed 9/9 start=2.5 end=300
         1009 a rest running 51/100 start=0
         1010 c rest completed 3/3
         1066
         1070 a completed",
    ));
}

#[test]
fn a_remembered_state_is_kept_in_its_own_words() {
    let states =
        [JobState::Pending, JobState::Running, JobState::Completed, JobState::Failed, JobState::Vanished];
    for state in states {
        let mut board = Board::new(Bounds::default());
        board.add_server(SERVER, Rules::default());
        let changes = board.restore(SERVER, Remembered::new("a", 3, state, BEGIN), BEGIN);
        let job = changes[0].now.clone().unwrap();
        assert_eq!((job.state, job.run), (state, 3));
        assert!(changes[0].past && changes[0].happened.is_empty());
        for run in [2, 3] {
            assert!(board.restore(SERVER, Remembered::new("a", run, state, BEGIN), BEGIN).is_empty());
        }
    }
}

#[test]
fn of_several_remembered_runs_the_latest_stays() {
    let day = 86_400_000;
    let of = |run, state, heard_at| Remembered::new("a", run, state, heard_at);
    let (old, ended) = (of(1, JobState::Failed, BEGIN - 2 * day), of(2, JobState::Completed, BEGIN - 50));
    let mut open = of(3, JobState::Running, BEGIN - 10);
    open.warnings = 4;
    for order in [[&old, &ended, &open], [&open, &ended, &old], [&ended, &open, &old]] {
        let mut board = Board::new(Bounds::default());
        board.add_server(SERVER, Rules::default());
        let changes: Vec<_> =
            order.into_iter().flat_map(|job| board.restore(SERVER, job.clone(), BEGIN)).collect();
        assert!(changes.iter().all(|change| change.past && change.happened.is_empty()));
        let jobs: Vec<_> = board.jobs().map(|job| (job.run, job.state, job.warnings)).collect();
        assert_eq!(jobs, [(3, JobState::Running, 4)]);
        assert_eq!(board.open_ids(SERVER).count(), 1);
    }
}

#[test]
fn what_was_heard_since_is_not_overwritten_by_memory() {
    let mut story = Story::new(Bounds::default(), Rules::default());
    story.play("0 a begins 3/9");
    assert!(story.board.restore(SERVER, Remembered::new("a", 7, JobState::Failed, BEGIN), BEGIN).is_empty());
    assert_eq!(story.job("a").run, 1);
}
