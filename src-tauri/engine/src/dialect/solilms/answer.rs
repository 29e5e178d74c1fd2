//! A stream's text that came as one answer.

use crate::transport::SseEvent;
use crate::transport::bounds::BLOCK_LIMIT;
use crate::transport::decoder::{Decoder, Said};
use crate::transport::guard::Guard;

/// Its events, in order; `None` where it is no event stream but, say, a page. What was cut off at the end
/// is no event.
pub(super) fn events(body: &[u8]) -> Option<Vec<SseEvent>> {
    let fields: [&[u8]; 5] = [b"event:", b"data:", b"retry:", b"id:", b":"];
    let is_field = |line: &[u8]| fields.iter().any(|field| line.starts_with(field));
    if !body.trim_ascii().is_empty() && !body.split(|byte| matches!(byte, b'\n' | b'\r')).any(is_field) {
        return None;
    }
    let mut decoder = Decoder::new(Guard::new(BLOCK_LIMIT, String::new()));
    let (mut rest, mut events) = (body, Vec::new());
    while let Some(said) = decoder.read(&mut rest) {
        if let Said::Event(event) = said {
            events.push(event);
        }
    }
    Some(events)
}

#[cfg(test)]
mod tests {
    use super::events;

    #[test]
    fn a_stream_is_read_and_a_page_is_none() {
        let text = "retry: 5000\nevent: notif\ndata: {}\n\nevent: crud.update\ndata: {\"id\"";
        let found = events(text.as_bytes()).unwrap();
        assert_eq!(found.iter().map(|event| event.name.as_str()).collect::<Vec<_>>(), ["notif"]);
        assert_eq!(events(b"").unwrap().len(), 0);
        assert_eq!(events(b"retry: 5000\n").unwrap().len(), 0);
        assert!(events(b"<html><body>data: {}</body></html>").is_none());
        assert!(events(b"{\"data\":1}").is_none());
    }
}
