//! Keeping a message for the person to look at, masked.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput};
use vigie_engine::inspector::{Came, Inspector};
use vigie_engine::secrets::{Secret, SecretKind};

use crate::goal;
use crate::measured::nanoseconds;

const PLAIN: &str = r#"{"status": "in_progress", "total": 100000, "current": 51234, "percentage": 51, "remaining": 48766, "message": "Ligne 51234 sur 100000 : facture importée"}"#;
const SECRETS: &str = r#"{"status": "in_progress", "current": 51234, "session_key": "0123456789abcdef", "token": "fedcba", "next": "https://ana:p@heron.example/?key=x", "message": "wasserfall"}"#;
/// Time for a usual message that still lets thousands a second pass unnoticed.
const MOST: f64 = 1_000.0;

pub fn measure(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("inspector");
    for (name, data) in [("plain", PLAIN), ("secrets", SECRETS)] {
        let inspector = Inspector::default();
        inspector.know(SecretKind::Password, &Secret::new("wasserfall"));
        let (line, event, data, bytes) = ("/core/events/", Some("progress"), data.as_bytes(), data.len());
        let came = Came { line, name: event, data, bytes, news: true, odd: false };
        group.throughput(Throughput::Bytes(bytes as u64));
        group.bench_with_input(BenchmarkId::from_parameter(name), &came, |bench, came| {
            bench.iter(|| black_box(inspector.take(came, 0)));
        });
    }
    group.finish();
}

pub fn report() {
    println!("\nOne message kept for the person to look at:");
    for name in ["plain", "secrets"] {
        if let Some(time) = nanoseconds("inspector", name) {
            println!("  {name:>7}: {time:.0} ns");
        }
    }
    if let Some(time) = nanoseconds("inspector", "plain") {
        goal::at_most("a usual message, nanoseconds", time, MOST);
    }
}
