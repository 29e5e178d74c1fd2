use std::collections::VecDeque;

use vigie_contract::{JobState, LinkState};

use super::*;
use crate::picture::News;
use crate::sample::{frame, job, server, snapshot};

/// Frames at given times, then silence.
struct Script(VecDeque<(Duration, Frame)>, Instant);

impl Script {
    fn new(frames: impl IntoIterator<Item = (u64, Frame)>) -> Self {
        Self(frames.into_iter().map(|(s, f)| (Duration::from_secs(s), f)).collect(), Instant::now())
    }
}

impl Feed for Script {
    async fn next(&mut self) -> Option<Frame> {
        let Some((at, _)) = self.0.front() else { return std::future::pending().await };
        sleep_until(self.1 + *at).await;
        self.0.pop_front().map(|(_, frame)| frame)
    }
}

/// Counts what it is shown; fails after so many, as a pipe that broke does.
struct Pipe(usize);

impl View for Pipe {
    fn show(&mut self, _: &Picture, _: &News) -> io::Result<()> {
        self.0 = self.0.checked_sub(1).ok_or(io::ErrorKind::BrokenPipe)?;
        Ok(())
    }
}

fn running() -> Snapshot {
    snapshot(vec![server("a", LinkState::Live)], vec![job("a", "1", JobState::Running)])
}

async fn run(snapshot: Snapshot, script: Vec<(u64, Frame)>, until: Until) -> (Exit, u64) {
    let begun = Instant::now();
    let watched = watch(snapshot, &mut Script::new(script), &mut Pipe(100), until, std::future::pending())
        .await
        .unwrap();
    (watched.exit, begun.elapsed().as_secs())
}

#[tokio::test(start_paused = true)]
async fn it_ends_when_nothing_has_run_for_a_moment() {
    let until = Until { idle: true, after: None };
    let end = |state| vec![(30, frame(None, vec![job("a", "1", state)], vec![]))];
    assert_eq!(run(running(), end(JobState::Completed), until).await, (Exit::Fine, 32));
    assert_eq!(run(running(), end(JobState::Failed), until).await, (Exit::Failed, 32));
}

#[tokio::test(start_paused = true)]
async fn a_job_that_begins_within_that_moment_is_watched_to_its_end() {
    let until = Until { idle: true, after: None };
    let script = vec![
        (1, frame(None, vec![job("a", "2", JobState::Running)], vec![])),
        (9, frame(None, vec![job("a", "2", JobState::Completed)], vec![])),
    ];
    let nothing = snapshot(vec![server("a", LinkState::Live)], vec![]);
    assert_eq!(run(nothing, script, until).await, (Exit::Fine, 11));
}

#[tokio::test(start_paused = true)]
async fn it_ends_after_the_time_given() {
    let after = |s| Some(Duration::from_secs(s));
    assert_eq!(run(running(), vec![], Until { idle: false, after: after(7) }).await, (Exit::Fine, 7));
    assert_eq!(run(running(), vec![], Until { idle: true, after: after(7) }).await, (Exit::Fine, 7));
    let silent = snapshot(vec![server("a", LinkState::Connecting)], vec![]);
    assert_eq!(run(silent, vec![], Until { idle: false, after: after(7) }).await, (Exit::NotConnected, 7));
}

#[tokio::test(start_paused = true)]
async fn it_ends_at_once_where_nobody_can_be_reached() {
    let silent = snapshot(vec![server("a", LinkState::Connecting)], vec![]);
    let script = vec![(3, frame(Some(vec![server("a", LinkState::Waiting)]), vec![], vec![]))];
    assert_eq!(run(silent, script, Until::default()).await, (Exit::NotConnected, 3));
}

#[tokio::test(start_paused = true)]
async fn ctrl_c_ends_it() {
    let stop = tokio::time::sleep(Duration::from_secs(5));
    let watched = watch(running(), &mut Script::new([]), &mut Pipe(9), Until::default(), stop).await.unwrap();
    assert_eq!(watched.exit, Exit::Interrupted);
}

#[tokio::test(start_paused = true)]
async fn a_broken_pipe_is_a_quiet_end() {
    let script = [(1, frame(None, vec![job("a", "2", JobState::Running)], vec![]))];
    let watched =
        watch(running(), &mut Script::new(script), &mut Pipe(1), Until::default(), std::future::pending())
            .await
            .unwrap();
    assert_eq!(watched.exit, Exit::Fine);
}
