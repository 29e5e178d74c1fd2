use vigie_contract::{JobState, LinkState, NoticeKind, Reason, ReasonCode};

use super::*;
use crate::sample::{because, frame, job, notice, server, snapshot};

/// What a watch makes of a first picture and of the frames after it.
fn watch(snapshot: vigie_contract::Snapshot, frames: Vec<vigie_contract::Frame>) -> (Standing, Exit) {
    let (mut picture, news) = Picture::begin(snapshot);
    let mut verdict = Verdict::default();
    verdict.note(&picture, &news);
    for frame in frames {
        let news = picture.apply(frame);
        verdict.note(&picture, &news);
    }
    (verdict.standing(&picture), verdict.exit(&picture, true))
}

#[test]
fn a_running_job_keeps_the_watch() {
    for state in [JobState::Pending, JobState::Running, JobState::Stalled, JobState::Stale] {
        let first = snapshot(vec![server("a", LinkState::Live)], vec![job("a", "1", state)]);
        assert_eq!(watch(first, vec![]).0, Standing::Busy, "{state:?}");
    }
}

#[test]
fn when_the_last_job_ends_well_all_is_fine() {
    let first = snapshot(vec![server("a", LinkState::Live)], vec![job("a", "1", JobState::Running)]);
    let end = frame(None, vec![job("a", "1", JobState::Completed)], vec![]);
    assert_eq!(watch(first, vec![end]), (Standing::Idle, Exit::Fine));
}

#[test]
fn a_job_that_fails_while_watched_is_told_by_the_exit() {
    let first = snapshot(vec![server("a", LinkState::Live)], vec![job("a", "1", JobState::Running)]);
    let end = frame(None, vec![job("a", "1", JobState::Failed)], vec![]);
    assert_eq!(watch(first, vec![end]), (Standing::Idle, Exit::Failed));
}

#[test]
fn a_job_that_began_and_failed_between_two_looks_counts_too() {
    let first = snapshot(vec![server("a", LinkState::Live)], vec![]);
    let quick =
        frame(None, vec![job("a", "1", JobState::Failed)], vec![notice("a", "1", NoticeKind::Failed)]);
    assert_eq!(watch(first, vec![quick]), (Standing::Idle, Exit::Failed));
}

#[test]
fn what_had_failed_before_is_an_old_story() {
    let first = snapshot(vec![server("a", LinkState::Live)], vec![job("a", "1", JobState::Failed)]);
    assert_eq!(watch(first, vec![]), (Standing::Idle, Exit::Fine));
}

#[test]
fn a_server_that_is_being_called_is_waited_for() {
    let first = snapshot(vec![server("a", LinkState::Connecting)], vec![]);
    assert_eq!(watch(first, vec![]).0, Standing::Busy);
}

#[test]
fn no_server_reached_at_the_first_attempt_is_the_end() {
    for link in [LinkState::Waiting, LinkState::SignedOut, LinkState::Stopped] {
        let first = snapshot(vec![server("a", LinkState::Connecting)], vec![]);
        let down = frame(Some(vec![server("a", link)]), vec![], vec![]);
        assert_eq!(watch(first, vec![down]), (Standing::Deaf, Exit::NotConnected), "{link:?}");
    }
}

#[test]
fn a_connection_lost_later_is_waited_for_but_not_a_sign_in() {
    let live = || snapshot(vec![server("a", LinkState::Live)], vec![]);
    let then = |link| vec![frame(Some(vec![server("a", link)]), vec![], vec![])];
    assert_eq!(watch(live(), then(LinkState::Waiting)).0, Standing::Busy);
    assert_eq!(watch(live(), then(LinkState::SignedOut)), (Standing::Deaf, Exit::NotConnected));
}

#[test]
fn one_server_of_two_is_enough_to_go_on_and_the_exit_tells_of_the_other() {
    let first = snapshot(
        vec![server("a", LinkState::Live), server("b", LinkState::Waiting)],
        vec![job("a", "1", JobState::Running)],
    );
    let end = frame(None, vec![job("a", "1", JobState::Completed)], vec![]);
    assert_eq!(watch(first.clone(), vec![]).0, Standing::Busy);
    assert_eq!(watch(first, vec![end]), (Standing::Idle, Exit::NotConnected));
}

#[test]
fn a_server_that_is_switched_off_is_not_watched() {
    let off = because(server("b", LinkState::Stopped), Reason::new(ReasonCode::Disabled));
    let first = snapshot(vec![server("a", LinkState::Live), off.clone()], vec![]);
    assert_eq!(watch(first, vec![]), (Standing::Idle, Exit::Fine));
    assert_eq!(watch(snapshot(vec![off], vec![]), vec![]).0, Standing::Deaf);
}

#[test]
fn servers_that_are_yet_to_be_read_are_waited_for_and_removed_ones_are_not() {
    assert_eq!(watch(snapshot(vec![], vec![]), vec![]).0, Standing::Busy);
    let removed = frame(Some(vec![]), vec![], vec![]);
    assert_eq!(watch(snapshot(vec![server("a", LinkState::Live)], vec![]), vec![removed]).0, Standing::Deaf);
}
