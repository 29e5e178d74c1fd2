//! Events a second: a server that sends as fast as its client reads.

use std::time::Duration;

use crate::process::{Client, DONE};
use crate::server::{Server, chunked, greeting};
use crate::{backend, goal};

const EVENTS: usize = 200_000;
/// Each client's turns, one after the other's; the middle one counts.
const TURNS: usize = 3;
const CHUNK: usize = 16 << 10;
/// The owner's goal: so many times the counting client's time at most.
const GOAL: f64 = 8.0;

struct Turn {
    took: Duration,
    processor_seconds: Option<f64>,
}

pub fn measure() {
    println!("\nThe whole pipe over loopback, {EVENTS} events, middle of {TURNS} turns:");
    for channels in [10, 1] {
        let events: Vec<String> = backend::events(channels, EVENTS).collect();
        let body = greeting() + &events.concat();
        let whole = chunked(body.as_bytes().chunks(CHUNK));
        compare(&format!("{channels} channels, chunks of 16 KiB"), channels, body.len(), whole);
        if channels > 1 {
            let hello = greeting();
            let each = std::iter::once(&hello).chain(&events).map(String::as_bytes);
            compare(&format!("{channels} channels, a chunk an event"), channels, body.len(), chunked(each));
        }
    }
}

fn compare(what: &str, channels: usize, bytes: usize, stream: Vec<u8>) {
    let server = Server::start(channels, stream);
    let last = EVENTS / channels;
    let count = ["count".to_owned(), server.url.clone(), bytes.to_string()];
    let watch = ["watch".to_owned(), server.url.clone(), channels.to_string(), last.to_string()];
    let (mut counted, mut watched) = (Vec::new(), Vec::new());
    for _ in 0..TURNS {
        counted.push(turn(&server, &count));
        watched.push(turn(&server, &watch));
    }
    println!("  {what} ({} bytes an event):", bytes / EVENTS);
    let (counted, watched) = (middle(counted), middle(watched));
    tell("counting client", &counted);
    tell("engine", &watched);
    goal::at_most(
        "engine beside counting client, time",
        watched.took.as_secs_f64() / counted.took.as_secs_f64(),
        GOAL,
    );
}

/// From the request for the stream to the last event seen.
fn turn(server: &Server, args: &[String]) -> Turn {
    let mut client = Client::start(args);
    let before = client.processor_seconds();
    client.go_on();
    let begun = server.asked.recv().unwrap();
    let took = client.wait_for(DONE) - begun;
    let processor_seconds = client.processor_seconds().zip(before).map(|(after, before)| after - before);
    client.finish();
    assert!(server.asked.try_recv().is_err(), "one stream was to carry all");
    Turn { took, processor_seconds }
}

fn middle(mut turns: Vec<Turn>) -> Turn {
    turns.sort_by_key(|turn| turn.took);
    turns.swap_remove(turns.len() / 2)
}

fn tell(who: &str, turn: &Turn) {
    let rate = EVENTS as f64 / turn.took.as_secs_f64() / 1e3;
    let processor = turn.processor_seconds.map_or_else(String::new, |seconds| {
        format!(", {:.1} µs of processor time an event", seconds * 1e6 / EVENTS as f64)
    });
    println!("    {who:<16} {rate:>6.0} k events/s{processor}");
}
