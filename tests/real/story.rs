//! What the stories of the engine begin and end with.

use vigie_contract::{JobState, LinkState, NoticeKind};
use vigie_tests::{DjangoBackend, Job, Watched};

/// Name and password.
pub const ALICE: (&str, &str) = ("alice", "alice-pass");

/// Vigie, keeping nothing, watching this address as alice.
pub async fn alice_watches(url: &str) -> Watched {
    let mut vigie = Watched::passing().await;
    vigie.watch(url, Some(ALICE)).await;
    vigie.until("live", |v| v.link(LinkState::Live)).await;
    vigie
}

/// How many notices there are about a job.
pub fn all_told(vigie: &Watched, id: &str) -> usize {
    vigie.notices.iter().filter(|notice| notice.job.as_deref() == Some(id)).count()
}

/// Asks for every list there is and follows one more job to its end: what would be told late, or twice, is told by
/// then.
pub async fn after_one_more_job(vigie: &mut Watched, backend: &DjangoBackend) {
    for more in ["one-more", "and-another"] {
        vigie.engine.connect_now(None).await;
        backend.job(Job::new(more).total(2)).await;
        vigie.until("one more is told", |v| v.told(NoticeKind::Completed, more) == 1).await;
    }
}

/// The gauge of a job never went back, and it was one run.
pub fn never_went_back(vigie: &Watched, id: &str) {
    let seen: Vec<u64> = vigie.seen[id].iter().filter_map(|(_, done)| *done).collect();
    assert!(seen.is_sorted(), "the gauge of {id} goes forward: {seen:?}");
    assert_eq!(vigie.job(id).map(|job| job.run), Some(1), "a replay is no new run");
}

/// How far a job is.
pub fn done(vigie: &Watched, id: &str, items: u64) -> bool {
    vigie.job(id).is_some_and(|job| job.done == Some(items))
}

/// Whether a job runs and is so far.
pub fn running_at(vigie: &Watched, id: &str, items: u64) -> bool {
    vigie.is(id, JobState::Running) && done(vigie, id, items)
}
