//! Any bytes, in any chunks: the same events as the standard read literally, no panic, no growth.

use proptest::prelude::*;
use vigie_engine::transport::bounds;
use vigie_engine::transport::decoder::{Decoder, Said};
use vigie_engine::transport::guard::Guard;

use crate::reading::{by_transport, literally};

/// Bytes that look like an event stream more often than chance would have it.
fn stream() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        4 => prop::sample::select(vec![
            "\n", "\r", "\r\n", "\n\n", "data:", "data: ", "data", "event: ", "id: ", "id", "retry: ", ":", " ",
            "\0", "\u{feff}", "é", "🐢", "1", "250", "x", "foo: ",
        ])
        .prop_map(|text| text.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 0..6),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

fn cuts() -> impl Strategy<Value = Vec<usize>> {
    prop::collection::vec(0usize..12, 0..200)
}

/// The bytes in chunks of these sizes (empty ones too), then the rest.
fn cut<'a>(bytes: &'a [u8], sizes: &[usize]) -> Vec<&'a [u8]> {
    let mut rest = bytes;
    let mut chunks = Vec::new();
    for &size in sizes {
        let (head, tail) = rest.split_at(size.min(rest.len()));
        chunks.push(head);
        rest = tail;
    }
    chunks.push(rest);
    chunks
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..Default::default() })]

    #[test]
    fn any_bytes_in_any_chunks_read_as_the_standard_says(bytes in stream(), sizes in cuts()) {
        prop_assert_eq!(by_transport(cut(&bytes, &sizes)), literally(&bytes));
    }

    #[test]
    fn a_small_limit_is_kept_and_chunks_do_not_matter(bytes in stream(), sizes in cuts(), limit in 16usize..64) {
        let read = |chunks: Vec<&[u8]>| {
            let mut decoder = Decoder::new(Guard::new(limit, String::new()).keeping_comments(true));
            let mut said = Vec::new();
            for mut chunk in chunks {
                while let Some(one) = decoder.read(&mut chunk) {
                    said.push(one);
                }
                // The block, and its id, of which a byte that is no UTF-8 becomes three.
                assert!(decoder.held() <= 4 * limit + bounds::COMMENT_KEPT, "{} held", decoder.held());
            }
            (said, decoder.last_id().to_owned())
        };
        let (said, last_id) = read(vec![&bytes]);
        prop_assert_eq!((said.clone(), last_id), read(cut(&bytes, &sizes)));
        for one in said {
            if let Said::Event(event) = one {
                prop_assert!(event.data.len() <= 3 * limit && event.name.len() <= 3 * limit);
            }
        }
    }
}

fn say_all(decoder: &mut Decoder, mut bytes: &[u8]) -> Vec<Said> {
    std::iter::from_fn(|| decoder.read(&mut bytes)).collect()
}

#[test]
fn an_oversized_block_is_told_once_and_skipped_and_its_id_counts() {
    let mut decoder = Decoder::new(Guard::new(100, String::new()));
    let large = format!("id: 8\ndata: {}\ndata: {}\nid: 9\n\n", "x".repeat(90), "y".repeat(5_000));
    assert_eq!(say_all(&mut decoder, large.as_bytes()), [Said::Oversized]);
    assert_eq!(decoder.last_id(), "9");
    let said = say_all(&mut decoder, b"data: small\n\n");
    assert!(matches!(&said[..], [Said::Event(event)] if event.data == "small"), "{said:?}");
}

#[test]
fn a_block_of_exactly_the_limit_passes_and_one_byte_more_does_not() {
    let block = |length: usize| format!("data:{}\n\n", "x".repeat(length - "data:\n".len()));
    for (length, passes) in [(64, true), (65, false)] {
        let said = say_all(&mut Decoder::new(Guard::new(64, String::new())), block(length).as_bytes());
        assert_eq!(matches!(said[..], [Said::Event(_)]), passes, "{length}: {said:?}");
        assert_eq!(said.len(), 1);
    }
}

#[test]
fn comments_do_not_eat_the_budget_nor_memory() {
    let mut decoder = Decoder::new(Guard::new(64, String::new()).keeping_comments(true));
    assert!(say_all(&mut decoder, b"data: x\n").is_empty());
    assert!(say_all(&mut decoder, b":").is_empty());
    for _ in 0..1_000 {
        assert!(say_all(&mut decoder, &[b'c'; 1_000]).is_empty());
        assert!(decoder.held() <= 64 + bounds::COMMENT_KEPT);
    }
    let said = say_all(&mut decoder, b"\n\n");
    assert!(matches!(&said[..], [Said::Comment(text), Said::Event(_)] if text.len() == bounds::COMMENT_KEPT));
}

#[test]
fn a_line_without_end_is_told_once_and_holds_nothing() {
    let mut decoder = Decoder::new(Guard::new(bounds::BLOCK_LIMIT, String::new()));
    let chunk = [b'x'; 64 * 1024];
    let said: usize = (0..1_000).map(|_| say_all(&mut decoder, &chunk).len()).sum();
    assert_eq!(said, 1);
    assert_eq!(decoder.held(), 0);
}
