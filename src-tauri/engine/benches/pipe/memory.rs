//! What the engine holds when a server has very many running jobs.

use std::time::Duration;

use crate::process::{Client, DONE};
use crate::server::{Server, chunked, greeting};

const SIZES: [usize; 3] = [10, 10_000, 100_000];
/// Long enough for two lists more: what is held is not what the first one took.
const LOOK_AFTER: Duration = Duration::from_secs(12);

pub fn measure() {
    println!("\nMemory of the engine's process, all jobs running, the list asked for every 5 s:");
    for jobs in SIZES {
        let server = Server::start(jobs, chunked([greeting().as_bytes()]));
        let mut client =
            Client::start(&["watch".to_owned(), server.url.clone(), jobs.to_string(), "0".to_owned()]);
        let Some(before) = client.memory() else {
            println!("  not told by this system");
            return client.finish();
        };
        client.go_on();
        client.wait_for(DONE);
        let used = client.processor_seconds();
        std::thread::sleep(LOOK_AFTER);
        let after = client.memory().unwrap_or(before);
        let share = client.processor_seconds().zip(used).map_or(f64::NAN, |(now, used)| now - used)
            / LOOK_AFTER.as_secs_f64();
        println!(
            "  {jobs:>7} jobs: {} MiB before, {} MiB with them ({:.1} KiB a job), {} MiB at most; {:.1} % of a core",
            before >> 20,
            after >> 20,
            after.saturating_sub(before) as f64 / jobs as f64 / 1024.0,
            client.memory_peak().unwrap_or_default() >> 20,
            share * 100.0,
        );
        client.finish();
    }
}
