//! One very long line, as small chunks.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput};
use vigie_engine::transport::decoder::Decoder;
use vigie_engine::transport::guard::Guard;

use crate::goal;
use crate::measured::nanoseconds;

const LINES: [(&str, usize); 3] = [("4KiB", 4 << 10), ("64KiB", 64 << 10), ("1MiB", 1 << 20)];
const CHUNK: usize = 1 << 10;

pub fn measure(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("line");
    for (name, size) in LINES {
        let block = [b"data: ".as_slice(), &vec![b'x'; size], b"\n\n"].concat();
        group.throughput(Throughput::Bytes(size as u64));
        group.bench_with_input(BenchmarkId::from_parameter(name), &block, |bench, block| {
            bench.iter(|| {
                // The usual limit leaves no room for the field's name.
                let mut decoder = Decoder::new(Guard::new(2 << 20, String::new()));
                for mut chunk in block.chunks(CHUNK) {
                    while let Some(said) = decoder.read(&mut chunk) {
                        black_box(said);
                    }
                }
            });
        });
    }
    group.finish();
}

pub fn report() {
    println!("\nOne line in chunks of 1 KiB:");
    let of = |(name, size): (&str, usize)| Some(nanoseconds("line", name)? / size as f64);
    for line in LINES {
        if let Some(time) = of(line) {
            println!("  line of {:>5}: {time:.3} ns a byte", line.0);
        }
    }
    if let (Some(short), Some(long)) = (of(LINES[1]), of(LINES[2])) {
        goal::at_most("1 MiB beside 64 KiB, time a byte", long / short, 2.0);
    }
}
