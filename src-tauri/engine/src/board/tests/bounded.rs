//! Every bound has a name, and holds.

use super::story::{BEGIN, SERVER, Story};
use crate::board::{Bounds, Change, Rules};
use crate::update::{JobUpdate, Phase, Source, Update};

fn ended(id: u64, at: u64, past: bool) -> Update {
    let rest = Source::Rest { asked_at: BEGIN };
    Update::Job(Box::new(JobUpdate {
        phase: Some(Phase::Completed),
        finished_at: Some(at),
        past,
        ..JobUpdate::new(format!("j{id}"), rest)
    }))
}

fn small() -> Story {
    let bounds =
        Bounds { open_per_server: 3, finished_per_server: 2, finished_for: 3_600_000, ..Bounds::default() };
    Story::new(bounds, Rules::default())
}

fn ids(story: &Story) -> Vec<String> {
    let mut ids: Vec<String> = story.board.jobs().map(|job| job.id.clone()).collect();
    ids.sort();
    ids
}

#[test]
fn too_many_open_jobs_are_refused_and_counted() {
    let mut story = small();
    story.play("0 a running\n 0 b running\n 0 c running\n 0 d running\n 0 e completed");
    assert_eq!(ids(&story), ["a", "b", "c", "e"]);
    assert_eq!(story.board.oddities(SERVER), 1);
    story.play("1 a completed\n 2 d running");
    assert_eq!(ids(&story), ["a", "b", "c", "d", "e"]);
    let mut open: Vec<&str> = story.board.open_ids(SERVER).collect();
    open.sort_unstable();
    assert_eq!(open, ["b", "c", "d"]);
}

#[test]
fn the_newest_finished_jobs_stay() {
    let mut story = small();
    assert_eq!(
        story.play("0 a completed\n 1 b completed\n 2 c completed"),
        "0 a #1 completed ?/? [Completed]\n1 b #1 completed ?/? [Completed]\n\
         2 c #1 completed ?/? [Completed]\n2 a gone []\n"
    );
    assert_eq!(ids(&story), ["b", "c"]);
}

#[test]
fn finished_jobs_leave_after_their_time() {
    let mut story = small();
    story.play("0 a completed");
    assert_eq!(story.board.next_deadline(), Some(BEGIN + 3_600_000));
    assert_eq!(story.play("3600"), "3600 a gone []\n");
    assert_eq!(story.board.next_deadline(), None);
}

#[test]
fn of_a_long_list_of_the_past_only_the_newest_are_seen() {
    let mut story = small();
    let mut seen = Vec::new();
    for id in 0..100 {
        seen.extend(story.board.apply(SERVER, ended(id, BEGIN - 1000 * id, true), BEGIN));
    }
    assert_eq!(seen.iter().filter(|change| change.now.is_some()).count(), 2);
    assert_eq!(ids(&story), ["j0", "j1"]);
    assert!(story.board.apply(SERVER, ended(200, BEGIN - 4_000_000, true), BEGIN).is_empty(), "too old");
    // The next list names them all again, and it is no news.
    let again: Vec<Change> = (0..100)
        .flat_map(|id| story.board.apply(SERVER, ended(id, BEGIN - 1000 * id, false), BEGIN))
        .collect();
    assert!(again.is_empty(), "{again:?}");
}

#[test]
fn an_end_that_is_news_is_told_even_if_there_is_no_room_for_it() {
    let mut story = small();
    story.board.apply(SERVER, ended(0, BEGIN - 10, false), BEGIN);
    story.board.apply(SERVER, ended(1, BEGIN - 20, false), BEGIN);
    let changes = story.board.apply(SERVER, ended(2, BEGIN - 30, false), BEGIN);
    assert_eq!(changes.len(), 2);
    assert_eq!(changes[0].happened.len(), 1);
    assert_eq!((&changes[1].job.id[..], &changes[1].now), ("j2", &None));
}

#[test]
fn what_left_the_board_is_remembered_up_to_a_bound() {
    let bounds = Bounds { finished_per_server: 1, forgotten_per_server: 2, ..Bounds::default() };
    let mut story = Story::new(bounds, Rules::default());
    for id in ["a", "b", "c", "d"] {
        story.play(&format!("0 {id} begins\n 0 {id} completed"));
    }
    story.play("60 c begins\n 60 a begins");
    assert_eq!((story.job("c").run, story.job("a").run), (2, 1));
}

#[test]
fn a_vanished_job_that_left_and_is_there_again_is_the_same_run() {
    let mut story = small();
    story.play("0 a begins 1/9\n 1 a warn=one\n 2 a unknown\n 3 b completed\n 4 c completed");
    assert_eq!(ids(&story), ["b", "c"]);
    assert_eq!(story.play("5 a 2/9 warn=two"), "5 a #1 running 2/9 22% warnings=2 [Resumed Warned 2 two]\n");
}

#[test]
fn a_removed_server_takes_its_jobs_along() {
    let mut story = small();
    story.play("0 a running\n 0 b completed");
    let gone = story.board.remove_server(SERVER);
    assert_eq!(gone.len(), 2);
    assert!(gone.iter().all(|change| change.now.is_none() && change.happened.is_empty()));
    assert!(story.board.is_empty() && story.board.next_deadline().is_none());
    assert!(
        story.board.apply(SERVER, ended(0, BEGIN, false), BEGIN).is_empty(),
        "an unknown server is left alone"
    );
}

#[test]
fn many_thousand_jobs_wait_in_one_queue() {
    let mut story = Story::new(Bounds::default(), Rules::default());
    let mut changes = Vec::new();
    for id in 0..20_000 {
        let update =
            JobUpdate { phase: Some(Phase::Running), ..JobUpdate::new(format!("{id}"), Source::Stream) };
        story.board.apply_into(SERVER, Update::Job(Box::new(update)), BEGIN, &mut changes);
        changes.clear();
    }
    assert_eq!(story.board.len(), 20_000);
    assert!(story.board.tick(BEGIN + 59_999).is_empty());
    assert_eq!(story.board.tick(BEGIN + 60_000).len(), 20_000, "all stall at once");
    assert_eq!(story.board.next_deadline(), None);
}
