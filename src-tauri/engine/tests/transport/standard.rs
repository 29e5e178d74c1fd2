//! Every case of the format, whole, byte by byte and split at every offset; through the decoder,
//! and through a subscription that reads it off a socket.

use vigie_engine::transport::{EmptyData, Incident, SseEvent, SubscriptionOptions};

use crate::cases::{CASES, Case};
use crate::reading::{Reading, by_transport, literally};
use crate::server::{Script, Server, ended_by, subscribe};

/// The measured list has 58 kinds of cases; no fewer here.
const KINDS: usize = 58;

fn expected(case: &Case) -> Reading {
    let event = |&(name, data, id): &(&str, &str, &str)| SseEvent {
        name: name.to_owned(),
        data: data.to_owned(),
        id: Some(id.to_owned()).filter(|id| !id.is_empty()),
    };
    Reading {
        events: case.events.iter().map(event).collect(),
        last_id: case.last_id.to_owned(),
        retry: case.retry,
    }
}

#[test]
fn the_cases_are_enough_and_agree_with_the_standard_read_literally() {
    assert!(CASES.len() >= KINDS);
    for case in CASES {
        assert_eq!(literally(case.bytes), expected(case), "{}", case.name);
    }
}

#[test]
fn every_case_reads_the_same_whole_by_bytes_and_split_anywhere() {
    for case in CASES {
        let expected = expected(case);
        assert_eq!(by_transport([case.bytes]), expected, "{}, whole", case.name);
        assert_eq!(by_transport(case.bytes.chunks(1)), expected, "{}, byte by byte", case.name);
        for at in 0..=case.bytes.len() {
            let (head, tail) = case.bytes.split_at(at);
            assert_eq!(by_transport([head, tail]), expected, "{}, split at {at}", case.name);
        }
    }
}

fn options(case_id: u64) -> SubscriptionOptions {
    let mut options = SubscriptionOptions { empty_data: EmptyData::Event, ..Default::default() };
    options.backoff.seed = Some(case_id);
    options
}

#[tokio::test]
async fn every_case_reads_the_same_off_a_socket_up_to_its_end() {
    for case in CASES {
        let server = Server::start(Script::event_stream(case.bytes).closing()).await;
        let mut subscription = subscribe(&server, options(1));
        let mut events = Vec::new();
        loop {
            match subscription.next().await.unwrap() {
                Incident::Event(event) => events.push(event),
                Incident::Lost { clean, .. } => break assert!(clean, "{}", case.name),
                Incident::Opened { .. } | Incident::Beat(_) => {}
                other => panic!("{}: {other:?}", case.name),
            }
        }
        assert_eq!(events, expected(case).events, "{}", case.name);
        assert_eq!(subscription.last_id().unwrap_or_default(), case.last_id, "{}", case.name);
    }
}

#[tokio::test]
async fn every_event_comes_while_the_stream_is_still_open() {
    for case in CASES {
        let server = Server::start(Script::event_stream(case.bytes).holding()).await;
        let mut subscription = subscribe(&server, options(1));
        for expected in expected(case).events {
            // The server sends nothing more: an event that waits for a next byte never comes.
            let event = ended_by(async {
                loop {
                    match subscription.next().await.unwrap() {
                        Incident::Event(event) => break event,
                        Incident::Opened { .. } | Incident::Beat(_) => {}
                        other => panic!("{}: {other:?}", case.name),
                    }
                }
            })
            .await;
            assert_eq!(event, expected, "{}", case.name);
        }
    }
}
