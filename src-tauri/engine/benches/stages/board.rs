//! One event on a board of few, many and very many jobs.

use std::hint::black_box;

use criterion::{BatchSize, BenchmarkId, Criterion, Throughput};
use vigie_engine::board::{Board, Bounds, Change, Rules};
use vigie_engine::update::{JobUpdate, Phase, Source, Update};

use crate::measured::nanoseconds;
use crate::{backend, goal};

const SIZES: [usize; 3] = [10, 1_000, 100_000];
const BATCH: usize = 2_000;
/// Odd and prime to every size: neighbours in time are none on the board, and each job has its turn.
const STRIDE: usize = 7_919;

struct Crowd {
    board: Board,
    ids: Vec<String>,
    turn: usize,
    now: u64,
}

impl Crowd {
    fn of(jobs: usize) -> Self {
        let mut board = Board::new(Bounds::default());
        board.add_server("s", Rules::default());
        let ids: Vec<String> = (0..jobs).map(backend::job_id).collect();
        let mut crowd = Self { board, ids, turn: 0, now: 1_000_000 };
        for _ in 0..jobs {
            let update = crowd.next();
            crowd.now += 1;
            crowd.board.apply("s", update, crowd.now);
        }
        assert_eq!(crowd.board.len(), jobs);
        crowd
    }

    /// What a stream says next: one more item of the job whose turn it is.
    fn next(&mut self) -> Update {
        let done = (self.turn / self.ids.len()) as u64 + 1;
        let id = &self.ids[self.turn.wrapping_mul(STRIDE) % self.ids.len()];
        self.turn += 1;
        let mut update = JobUpdate::new(id, Source::Stream);
        update.phase = Some(Phase::Running);
        update.done = Some(done);
        update.total = Some(backend::TOTAL);
        update.percent = Some((done * 100 / backend::TOTAL) as f64);
        update.message = Some(format!("Envoi facture {done}/{}", backend::TOTAL));
        Update::Job(Box::new(update))
    }

    fn take(&mut self, updates: Vec<Update>, changes: &mut Vec<Change>) {
        for update in updates {
            self.now += 1;
            self.board.apply_into("s", update, self.now, changes);
            black_box(&changes);
            changes.clear();
        }
    }
}

pub fn measure(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("jobs");
    group.throughput(Throughput::Elements(BATCH as u64));
    for jobs in SIZES {
        let crowd = std::cell::OnceCell::new();
        let mut changes = Vec::new();
        group.bench_function(BenchmarkId::from_parameter(jobs), |bench| {
            let crowd = crowd.get_or_init(|| std::cell::RefCell::new(Crowd::of(jobs)));
            bench.iter_batched(
                || {
                    let mut crowd = crowd.borrow_mut();
                    (0..BATCH).map(|_| crowd.next()).collect::<Vec<_>>()
                },
                |updates| crowd.borrow_mut().take(updates, &mut changes),
                BatchSize::PerIteration,
            );
        });
    }
    group.finish();
}

pub fn report() {
    println!("\nOne event on the board:");
    let of = |jobs: usize| nanoseconds("jobs", &jobs.to_string()).map(|time| time / BATCH as f64);
    for jobs in SIZES {
        if let Some(time) = of(jobs) {
            println!("  {jobs:>7} jobs: {time:.0} ns");
        }
    }
    if let (Some(few), Some(many), Some(most)) = (of(SIZES[0]), of(SIZES[1]), of(SIZES[2])) {
        goal::at_most("1,000 jobs beside 10, time an event", many / few, 2.0);
        goal::at_most("100,000 jobs beside 10, time an event", most / few, 2.0);
    }
}
