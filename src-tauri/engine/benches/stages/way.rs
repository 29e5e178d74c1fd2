//! Guard, parser, decode, board: each stage with all before it.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput};
use vigie_engine::board::{Board, Bounds, Rules};
use vigie_engine::dialect::sse_progress::{Attributed, Channel, Positions, decode};
use vigie_engine::transport::bounds::BLOCK_LIMIT;
use vigie_engine::transport::decoder::{Decoder, Said};
use vigie_engine::transport::guard::Guard;
use vigie_engine::update::Update;

use crate::measured::nanoseconds;
use crate::{backend, goal};

const EVENTS: usize = 5_000;
const CHANNELS: [usize; 2] = [1, 10];
const CHUNKS: [(&str, usize); 3] = [("1KiB", 1 << 10), ("16KiB", 16 << 10), ("1MiB", 1 << 20)];
/// Reads a flood in chunks of so many bytes.
type Stage = fn(&Flood, usize);
const STAGES: [(&str, Stage); 4] =
    [("guard", guard), ("parser", parser), ("decode", decoded), ("board", boarded)];

/// Events of some channels as one body.
struct Flood {
    channels: usize,
    bytes: Vec<u8>,
}

pub fn measure(criterion: &mut Criterion) {
    for channels in CHANNELS {
        let bytes = backend::events(channels, EVENTS).collect::<String>().into_bytes();
        let flood = Flood { channels, bytes };
        for (stage, run) in STAGES {
            let mut group = criterion.benchmark_group(stage);
            group.throughput(Throughput::Elements(EVENTS as u64));
            for (name, size) in CHUNKS {
                let id = BenchmarkId::new(channels.to_string(), name);
                group.bench_with_input(id, &size, |bench, size| bench.iter(|| run(&flood, *size)));
            }
            group.finish();
        }
    }
}

fn guard(flood: &Flood, chunk: usize) {
    let mut guard = Guard::new(BLOCK_LIMIT, String::new());
    for mut chunk in flood.bytes.chunks(chunk) {
        while let Some(piece) = guard.read(&mut chunk) {
            black_box(piece);
        }
    }
}

fn said(flood: &Flood, chunk: usize, mut take: impl FnMut(Said)) {
    let mut decoder = Decoder::new(Guard::new(BLOCK_LIMIT, String::new()));
    for mut chunk in flood.bytes.chunks(chunk) {
        while let Some(said) = decoder.read(&mut chunk) {
            take(said);
        }
    }
}

fn parser(flood: &Flood, chunk: usize) {
    said(flood, chunk, |said| {
        black_box(said);
    });
}

fn updates(flood: &Flood, chunk: usize, mut take: impl FnMut(Update)) {
    let channels = (0..flood.channels).map(|number| (Channel::of_job(&backend::job_id(number)), 0));
    let mut positions = Positions::starting(channels);
    said(flood, chunk, |said| {
        let Said::Event(event) = said else { panic!("only events were sent: {said:?}") };
        let id = event.id.as_deref().unwrap_or_default();
        let Attributed::To(channel, _) = positions.attribute(id) else { panic!("nobody's: {event:?}") };
        match decode(&event.name, &event.data, Some(channel.job())).unwrap().0 {
            vigie_engine::dialect::sse_progress::Said::News(update) => take(Update::Job(update)),
            other => panic!("not sent: {other:?}"),
        }
    });
}

fn decoded(flood: &Flood, chunk: usize) {
    updates(flood, chunk, |update| {
        black_box(update);
    });
}

fn boarded(flood: &Flood, chunk: usize) {
    let mut board = Board::new(Bounds::default());
    board.add_server("s", Rules::default());
    let (mut now, mut changes) = (1_000_000, Vec::new());
    updates(flood, chunk, |update| {
        now += 1;
        board.apply_into("s", update, now, &mut changes);
        black_box(&changes);
        changes.clear();
    });
    assert_eq!(board.len(), flood.channels);
}

pub fn report() {
    println!("\nEvents a second through memory, and each stage's time as a multiple of the guard's:");
    for channels in CHANNELS {
        for (name, _) in CHUNKS {
            let of = |stage: &str| nanoseconds(stage, &format!("{channels}/{name}"));
            let Some(alone) = of("guard") else { continue };
            let line: Vec<String> = STAGES
                .iter()
                .filter_map(|(stage, _)| {
                    let time = of(stage)?;
                    let rate = EVENTS as f64 / time * 1e9;
                    Some(format!("{stage} {:.0} k/s (×{:.1})", rate / 1e3, time / alone))
                })
                .collect();
            println!("  {channels:>2} channels, chunks of {name:>5}: {}", line.join(", "));
        }
        let of = |chunk: &str| nanoseconds("board", &format!("{channels}/{chunk}"));
        if let (Some(small), Some(large)) = (of("16KiB"), of("1MiB")) {
            let what = format!("{channels} channels, chunks of 1 MiB beside 16 KiB, time an event");
            goal::at_most(&what, large / small, 1.5);
        }
    }
}
