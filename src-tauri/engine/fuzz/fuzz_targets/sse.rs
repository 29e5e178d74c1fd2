//! Guard and parser on any bytes: they do not panic, keep their bound, and read the same however
//! the bytes are cut.
//!
//! The first byte chooses a limit, the second the cuts; the rest is the stream.
#![no_main]

use libfuzzer_sys::fuzz_target;
use vigie_engine::transport::bounds::COMMENT_KEPT;
use vigie_engine::transport::decoder::{Decoder, Said};
use vigie_engine::transport::guard::Guard;

fn read<'a>(limit: usize, chunks: impl Iterator<Item = &'a [u8]>) -> (Vec<Said>, String) {
    let mut decoder = Decoder::new(Guard::new(limit, String::new()).keeping_comments(true));
    let mut said = Vec::new();
    for mut chunk in chunks {
        while let Some(one) = decoder.read(&mut chunk) {
            said.push(one);
        }
        assert!(decoder.held() <= 4 * decoder.limit() + COMMENT_KEPT);
        assert!(chunk.is_empty());
    }
    (said, decoder.last_id().to_owned())
}

fuzz_target!(|bytes: &[u8]| {
    let [limit, cut, stream @ ..] = bytes else { return };
    let (limit, cut) = (16 << (limit % 12), 1 + usize::from(*cut) % 64);
    let whole = read(limit, std::iter::once(stream));
    assert_eq!(whole, read(limit, stream.chunks(cut)));
    assert_eq!(whole, read(limit, stream.chunks(1)));
    for one in whole.0 {
        if let Said::Event(event) = one {
            assert!(event.data.len() + event.name.len() <= 3 * limit.max("message".len()) + "message".len());
            assert!(!event.data.contains('\r') && !event.name.contains(['\r', '\n']));
        }
    }
});
