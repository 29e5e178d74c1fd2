//! The event stream format read literally, sentence by sentence of the standard ("9.2.6
//! Interpreting an event stream" of WHATWG HTML), on the whole input and without a thought for
//! cost: what the transport is compared with.

use vigie_engine::transport::decoder::{Decoder, Said};
use vigie_engine::transport::guard::Guard;
use vigie_engine::transport::{SseEvent, bounds};

/// What a stream said and left behind.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Reading {
    pub events: Vec<SseEvent>,
    pub last_id: String,
    pub retry: Option<u128>,
}

pub fn literally(bytes: &[u8]) -> Reading {
    // "Streams must be decoded using the UTF-8 decode algorithm", which strips one leading BOM.
    let text = String::from_utf8_lossy(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)).into_owned();
    // "Lines must be separated by CRLF, LF or CR." What follows the last of them is discarded.
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut lines: Vec<&str> = text.split('\n').collect();
    lines.pop();

    let (mut data, mut event_type, mut id_buffer) = (String::new(), String::new(), String::new());
    let mut reading = Reading::default();
    for line in lines {
        if line.is_empty() {
            reading.last_id.clone_from(&id_buffer);
            if !data.is_empty() {
                data.pop();
                let name = if event_type.is_empty() { "message".to_owned() } else { event_type.clone() };
                let id = Some(id_buffer.clone()).filter(|id| !id.is_empty());
                reading.events.push(SseEvent { name, data: data.clone(), id });
            }
            data.clear();
            event_type.clear();
            continue;
        }
        let (field, value) = match line.split_once(':') {
            Some(("", _)) => continue,
            Some((field, value)) => (field, value.strip_prefix(' ').unwrap_or(value)),
            None => (line, ""),
        };
        match field {
            "event" => value.clone_into(&mut event_type),
            "data" => {
                data.push_str(value);
                data.push('\n');
            }
            "id" if !value.contains('\0') => value.clone_into(&mut id_buffer),
            "retry" if !value.is_empty() && value.chars().all(|c| c.is_ascii_digit()) => {
                reading.retry = Some(value.parse::<u64>().unwrap_or(u64::MAX).into());
            }
            _ => {}
        }
    }
    reading
}

/// The same by the transport, fed in these chunks.
pub fn by_transport<'a>(chunks: impl IntoIterator<Item = &'a [u8]>) -> Reading {
    let mut decoder = Decoder::new(Guard::new(bounds::BLOCK_LIMIT, String::new()));
    let mut reading = Reading::default();
    for mut chunk in chunks {
        while let Some(said) = decoder.read(&mut chunk) {
            match said {
                Said::Event(event) => reading.events.push(event),
                Said::Nothing(_) | Said::Comment(_) => {}
                Said::Oversized => panic!("nothing here is that large"),
            }
        }
        reading.retry = decoder.take_retry().map(|retry| retry.as_millis()).or(reading.retry);
    }
    decoder.last_id().clone_into(&mut reading.last_id);
    reading
}
