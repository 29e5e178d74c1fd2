//! The way of an event through memory, stage by stage, and what it must not depend on.
#![allow(clippy::unwrap_used, reason = "a measurement that cannot be made ends")]

#[path = "../shared/backend.rs"]
mod backend;
mod board;
#[path = "../shared/goal.rs"]
mod goal;
mod history;
mod inspector;
mod lines;
mod measured;
mod way;

use std::time::Duration;

use criterion::Criterion;

fn main() {
    measured::begin();
    // Ratios are read from a few hundred milliseconds each: more precision than they need.
    let mut criterion = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(1))
        .output_directory(&measured::home())
        .configure_from_args();
    way::measure(&mut criterion);
    board::measure(&mut criterion);
    lines::measure(&mut criterion);
    inspector::measure(&mut criterion);
    history::measure(&mut criterion);
    criterion.final_summary();
    // Without `--bench` criterion only tries everything once.
    if std::env::args().any(|arg| arg == "--bench") {
        way::report();
        board::report();
        lines::report();
        inspector::report();
        history::report();
    }
}
