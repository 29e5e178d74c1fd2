//! Whatever comes in, the board holds its word.

use std::collections::HashMap;

use proptest::prelude::*;
use vigie_contract::{Job, JobRef, JobState, JobUnit, Millis};

use crate::board::{Board, Bounds, Change, Happening, Remembered, Rules};
use crate::update::{Extended, JobUpdate, Phase, Source, Update};

#[derive(Debug, Clone)]
enum Step {
    Apply(Update),
    Restore(String, u32, JobState, u64),
    Link(bool),
    Tick,
}

fn number() -> impl Strategy<Value = Option<u64>> {
    prop_oneof![Just(None), (0..12_u64).prop_map(Some), Just(Some(u64::MAX)), any::<u64>().prop_map(Some)]
}

fn time() -> impl Strategy<Value = Millis> {
    prop_oneof![8 => 0..300_000_u64, 1 => Just(u64::MAX), 1 => any::<u64>()]
}

fn float() -> impl Strategy<Value = Option<f64>> {
    let odd =
        prop::sample::select(vec![f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -1.0, 250.0, f64::MAX, 1e-300]);
    prop_oneof![Just(None), (0.0..=100.0).prop_map(Some), odd.prop_map(Some)]
}

fn text() -> impl Strategy<Value = Option<String>> {
    prop_oneof![3 => Just(None), 1 => ".{0,12}".prop_map(Some)]
}

fn phase() -> impl Strategy<Value = Option<Phase>> {
    let phases = vec![Phase::Pending, Phase::Running, Phase::Running, Phase::Completed, Phase::Failed];
    prop::option::weighted(0.6, prop::sample::select(phases))
}

prop_compose! {
    fn news()(
        id in "[ab]",
        asked_at in prop::option::of(time()),
        (past, begins) in (prop::bool::weighted(0.1), prop::bool::weighted(0.2)),
        phase in phase(),
        (done, failed, total) in (number(), number(), number()),
        (percent, rate) in (float(), float()),
        (title, kind, step, message, error, warning) in (text(), text(), text(), text(), text(), text()),
        (created_at, started_at, finished_at) in
            (prop::option::of(time()), prop::option::of(time()), prop::option::of(time())),
        deletable in any::<bool>(),
        (inferred, stage) in (prop::bool::weighted(0.3), text()),
        (unit, seconds_left, extended) in (
            prop::option::weighted(0.2, Just(JobUnit::Seconds)),
            number(),
            prop::option::weighted(0.1, (any::<u64>(), text()).prop_map(|(seconds, by)| Extended { seconds, by })),
        ),
    ) -> Update {
        let source = asked_at.map_or(Source::Stream, |asked_at| Source::Rest { asked_at });
        Update::Job(Box::new(JobUpdate {
            past, begins, phase, kind, title, done, failed, total, percent, rate, step, message, error, warning,
            created_at, started_at, finished_at, deletable, inferred, stage, unit, seconds_left, extended, ..JobUpdate::new(id, source)
        }))
    }
}

fn step() -> impl Strategy<Value = Step> {
    let states =
        vec![JobState::Running, JobState::Completed, JobState::Stale, JobState::Vanished, JobState::Stalled];
    let restored = ("[abc]", any::<u32>(), prop::sample::select(states), time());
    prop_oneof![
        20 => news().prop_map(Step::Apply),
        1 => "[ab]".prop_map(|id| Step::Apply(Update::JobUnknown { id })),
        1 => "[ab]".prop_map(|id| Step::Apply(Update::JobDeleted { id })),
        1 => restored.prop_map(|(id, run, state, at)| Step::Restore(id, run, state, at)),
        2 => any::<bool>().prop_map(Step::Link),
        1 => (time(), time()).prop_map(|(from, to)| Step::Apply(Update::Gap { from, to })),
        5 => Just(Step::Tick),
    ]
}

fn moment() -> impl Strategy<Value = Moment> {
    prop_oneof![
        20 => (0..40_000_u64).prop_map(Moment::Later),
        3 => Just(Moment::Later(0)),
        1 => (0..100_000_u64).prop_map(Moment::Earlier),
        1 => time().prop_map(Moment::At),
    ]
}

#[derive(Debug, Clone, Copy)]
enum Moment {
    Later(Millis),
    Earlier(Millis),
    At(Millis),
}

/// What has been seen of a job.
#[derive(Default)]
struct Seen {
    run: u32,
    warnings: u32,
    done: Option<u64>,
    step: Option<String>,
    ends: u32,
    inferred: bool,
}

fn hold(seen: &mut HashMap<JobRef, Seen>, change: &Change) -> Result<(), TestCaseError> {
    let known = seen.entry(change.job.clone()).or_default();
    let Some(job) = &change.now else {
        prop_assert!(change.happened.is_empty());
        // Of a job that left, the run and its warnings are remembered, not its counts.
        (known.done, known.step) = (None, None);
        return Ok(());
    };
    prop_assert!(job.run >= known.run, "a run never decreases");
    if job.run > known.run {
        *known = Seen { run: job.run, ..Seen::default() };
    }
    prop_assert!(job.warnings >= known.warnings, "warnings never decrease in a run");
    known.warnings = job.warnings;
    let ends =
        change.happened.iter().filter(|h| matches!(h, Happening::Completed | Happening::Failed)).count();
    known.ends += u32::try_from(ends).unwrap();
    prop_assert!(known.ends <= 1 + u32::from(known.inferred), "one end a run, and one after an inferred one");
    known.inferred |= job.inferred;
    if job.step == known.step && job.unit == JobUnit::Items {
        prop_assert!(job.done >= known.done, "counts never fall within a run and a step");
    }
    known.done = job.done;
    known.step.clone_from(&job.step);
    shown(job)
}

/// Follows the changes as a window does.
fn follow(picture: &mut HashMap<JobRef, Job>, changes: Vec<Change>) {
    for change in changes {
        match change.now {
            Some(job) => picture.insert(change.job, job),
            None => picture.remove(&change.job),
        };
    }
}

fn shown(job: &Job) -> Result<(), TestCaseError> {
    prop_assert!(job.percent.is_none_or(|p| (0.0..=100.0).contains(&p)));
    prop_assert!(job.server_percent.is_none_or(|p| (0.0..=100.0).contains(&p)));
    prop_assert!(job.rate.is_none_or(|rate| rate.is_finite() && rate >= 0.0));
    prop_assert!(job.total != Some(0), "an unknown total is not zero");
    prop_assert!(!job.title.is_empty());
    prop_assert!(job.eta_ms.is_none_or(|[low, high]| low <= high));
    if job.state != JobState::Running {
        prop_assert_eq!((job.rate, job.eta_ms, job.overdue), (None, None, false));
    }
    let silent = matches!(job.state, JobState::Stalled | JobState::Stale | JobState::Vanished);
    prop_assert_eq!(job.silent_since.is_some(), silent);
    let over = matches!(job.state, JobState::Completed | JobState::Failed);
    prop_assert!(!job.inferred || over, "only an end is inferred");
    let counts_down = job.unit == JobUnit::Seconds && !job.state.is_over() && job.state != JobState::Pending;
    prop_assert!(job.ends_at.is_none() || counts_down);
    prop_assert!(!job.can_delete || matches!(job.state, JobState::Completed | JobState::Failed));
    Ok(())
}

proptest! {
    #[test]
    fn the_board_holds_its_word(steps in prop::collection::vec((moment(), step()), 1..80)) {
        let mut board = Board::new(Bounds { finished_per_server: 1, finished_for: 100_000, ..Bounds::default() });
        board.add_server("s", Rules::default());
        let (mut now, mut seen, mut picture) = (100_000_u64, HashMap::new(), HashMap::new());
        for (moment, step) in steps {
            now = match moment {
                Moment::Later(by) => now.saturating_add(by),
                Moment::Earlier(by) => now.saturating_sub(by),
                Moment::At(at) => at,
            };
            let changes = match step {
                Step::Apply(update) => board.apply("s", update, now),
                Step::Restore(id, run, state, at) => {
                    let known = board.job(&JobRef { server: "s".into(), id: id.clone() }).is_some();
                    // What was seen already is never restored.
                    if known || seen.contains_key(&JobRef { server: "s".into(), id: id.clone() }) {
                        continue;
                    }
                    board.restore("s", Remembered::new(id, run, state, at), now)
                }
                Step::Link(hears) => {
                    board.link("s", hears, now);
                    Vec::new()
                }
                Step::Tick => board.tick(now),
            };
            for change in &changes {
                hold(&mut seen, change)?;
                for draft in crate::notices::notices_for(change, "Server", vigie_contract::WarningRule::default(), now) {
                    prop_assert!(!change.past && draft.run > 0);
                }
            }
            follow(&mut picture, changes);
            prop_assert_eq!(picture.len(), board.len(), "who follows the changes has the whole picture");
            for job in board.jobs() {
                let name = JobRef { server: job.server.clone(), id: job.id.clone() };
                let told = picture.get(&name).map(|told| Job { heard_at: job.heard_at, ..told.clone() });
                prop_assert_eq!(told.as_ref(), Some(job));
            }
            board.audit();
        }
    }
}
