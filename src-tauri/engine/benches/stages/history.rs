//! A search through the history: every row is looked at, since no row has the word.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput};
use tempfile::TempDir;
use tokio::runtime::Runtime;
use vigie_contract::{HistoryQuery, JobUnit};
use vigie_engine::store::{Commit, FinishedJob, Limits, Outcome, Store};

use crate::measured::nanoseconds;
use crate::{backend, goal};

const SIZES: [u32; 3] = [1_000, 10_000, 100_000];
/// Rows of one commit.
const BATCH: u32 = 1_000;
/// Time between two ends.
const APART_MS: u64 = 30_000;
const PAGE: u32 = 100;

struct Past {
    runtime: Runtime,
    store: Store,
    /// Where the file is.
    _folder: TempDir,
}

impl Past {
    fn of(rows: u32) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let (store, troubles) = Store::open(&folder.path().join("vigie.db"), Limits::default(), 0);
        assert_eq!(troubles, []);
        for batch in (0..rows).step_by(BATCH as usize) {
            let finished = (batch..rows.min(batch + BATCH)).map(finished).collect();
            runtime.block_on(store.commit(Commit { finished, ..Commit::default() })).unwrap();
        }
        let past = Self { runtime, store, _folder: folder };
        assert_eq!(past.found(""), rows);
        assert_eq!(past.found("introuvable"), 0);
        past
    }

    /// How many rows there are with this word.
    fn found(&self, text: &str) -> u32 {
        let query = HistoryQuery { text: text.to_owned(), ..HistoryQuery::default() };
        self.runtime.block_on(self.store.history(query, None, PAGE)).unwrap().total
    }
}

fn finished(n: u32) -> FinishedJob {
    let done = u64::from(n % 5_000);
    let finished_at = u64::from(n) * APART_MS;
    FinishedJob {
        server: format!("server-{}", n % 5),
        server_name: format!("heron-{}.example", n % 5),
        id: backend::job_id(n as usize),
        run: 1,
        kind: Some("edi_import".to_owned()),
        title: format!("Import des factures {n} · ОРДЕР"),
        outcome: if n.is_multiple_of(9) { Outcome::Failed } else { Outcome::Completed },
        inferred: false,
        unit: JobUnit::Items,
        done: Some(done),
        failed: Some(0),
        total: Some(5_000),
        warnings: 0,
        started_at: Some(finished_at),
        finished_at: finished_at + APART_MS,
        duration_ms: Some(APART_MS),
        message: Some(format!("Ligne {done} sur 5000 : facture importée")),
        error: None,
        metadata: Some(format!(r#"{{"file": "INVOIC_{n}.edi", "supplier": "Смета"}}"#)),
        owner: Some("ana".to_owned()),
    }
}

pub fn measure(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("history");
    for rows in SIZES {
        let past = std::cell::OnceCell::new();
        group.throughput(Throughput::Elements(u64::from(rows)));
        group.bench_function(BenchmarkId::from_parameter(rows), |bench| {
            let past = past.get_or_init(|| Past::of(rows));
            bench.iter(|| black_box(past.found("introuvable")));
        });
    }
    group.finish();
}

pub fn report() {
    println!("\nA search for a word that no row of the history has:");
    let of = |rows: u32| nanoseconds("history", &rows.to_string());
    for rows in SIZES {
        if let Some(time) = of(rows) {
            println!("  {rows:>7} rows: {:.1} ms, {:.0} ns a row", time / 1e6, time / f64::from(rows));
        }
    }
    if let (Some(few), Some(many)) = (of(SIZES[0]), of(SIZES[2])) {
        let grown = f64::from(SIZES[2] / SIZES[0]);
        goal::at_most("100,000 rows beside 1,000, time a row", many / few / grown, 2.0);
    }
}
