//! What an sse-progress server sends, in any amount: the shapes of `tests/fixtures/sse-progress`.

use std::fmt::Write;

/// Items that each job has to do: more than any run gets through, so that none ends.
pub const TOTAL: u64 = 10_000_000;

/// The id of a job: a UUID, as the backend makes them.
pub fn job_id(number: usize) -> String {
    // Two odd factors scatter the numbers as random ids would be, the same in each run.
    let scattered = (number as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let more = scattered.wrapping_mul(0xC2B2_AE3D_27D4_EB4F);
    format!(
        "{:08x}-{:04x}-4{:03x}-8{:03x}-{:012x}",
        scattered >> 32,
        scattered >> 16 & 0xFFFF,
        scattered & 0xFFF,
        more >> 48 & 0xFFF,
        more & 0xFFFF_FFFF_FFFF
    )
}

/// `events` events of `jobs` jobs that take turns, each from position 0 and item 0 on; one string an event.
pub fn events(jobs: usize, events: usize) -> impl Iterator<Item = String> {
    let ids: Vec<String> = (0..jobs).map(job_id).collect();
    let mut positions = vec![0u64; jobs];
    (0..events).map(move |turn| {
        let moved = turn % jobs;
        positions[moved] += 1;
        let mut event = String::from("event: progress\nid: ");
        for (place, (id, position)) in ids.iter().zip(&positions).enumerate() {
            let comma = if place == 0 { "" } else { "," };
            let _ = write!(event, "{comma}progress-{id}:{position}");
        }
        let current = positions[moved];
        let _ = write!(
            event,
            "\ndata: {{\"status\": \"in_progress\", \"current\": {current}, \"total\": {TOTAL}, \
             \"percentage\": {}, \"remaining\": {}, \"message\": \"Envoi facture {current}/{TOTAL}\"}}\n\n",
            current * 100 / TOTAL,
            TOTAL - current
        );
        event
    })
}
