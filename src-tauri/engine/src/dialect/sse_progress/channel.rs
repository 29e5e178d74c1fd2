//! Names of channels and the event ids that list them.

use std::borrow::{Borrow, Cow};
use std::fmt::Write;

/// The channel of one job: `progress-<job id>`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Channel(String);

const PREFIX: &str = "progress-";

impl Channel {
    /// The channel of a job.
    #[must_use]
    pub fn of_job(id: &str) -> Self {
        Self(format!("{PREFIX}{id}"))
    }

    /// A channel by the name the server uses, when it is a job's.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        name.starts_with(PREFIX).then(|| Self(name.to_owned()))
    }

    /// The name, unencoded.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.0
    }

    /// The job's id.
    #[must_use]
    pub fn job(&self) -> &str {
        &self.0[PREFIX.len()..]
    }
}

/// A map of channels is asked by name.
impl Borrow<str> for Channel {
    fn borrow(&self) -> &str {
        &self.0
    }
}

/// Reads `progress-m2:1,progress-m1:0` (names percent-encoded, any order).
/// `None` for anything else, such as the id `error` of a `stream-error`.
#[must_use]
pub fn parse_event_id(id: &str) -> Option<Vec<(Channel, u64)>> {
    let listed = named_positions(id)?;
    Some(listed.into_iter().map(|(name, position)| (Channel(name.into_owned()), position)).collect())
}

/// Whether [`parse_event_id`] would read it.
#[must_use]
pub fn is_event_id(id: &str) -> bool {
    named_positions(id).is_some()
}

/// The same with names that are copied only where they are encoded: every event comes with all of them.
pub(super) fn named_positions(id: &str) -> Option<Vec<(Cow<'_, str>, u64)>> {
    let mut listed = Vec::with_capacity(super::CHANNELS_A_REQUEST);
    for part in id.split(',') {
        let (name, position) = part.rsplit_once(':')?;
        let name = percent_decoded(name)?;
        if !name.starts_with(PREFIX) {
            return None;
        }
        listed.push((name, position.parse().ok()?));
    }
    Some(listed)
}

/// Writes what [`parse_event_id`] reads, the way Python's `quote` encodes names.
#[must_use]
pub fn event_id<'a>(positions: impl IntoIterator<Item = (&'a Channel, u64)>) -> String {
    let mut text = String::new();
    for (channel, position) in positions {
        if !text.is_empty() {
            text.push(',');
        }
        for byte in channel.name().bytes() {
            match byte {
                b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'_' | b'.' | b'-' | b'~' | b'/' => {
                    text.push(char::from(byte));
                }
                _ => {
                    let _ = write!(text, "%{byte:02X}");
                }
            }
        }
        let _ = write!(text, ":{position}");
    }
    text
}

fn percent_decoded(text: &str) -> Option<Cow<'_, str>> {
    if !text.contains('%') {
        return Some(Cow::Borrowed(text));
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let high = char::from(rest.next()?).to_digit(16)?;
            let low = char::from(rest.next()?).to_digit(16)?;
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok().map(Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_what_the_server_sends() {
        let read = parse_event_id("progress-m2:1,progress-m1:0").unwrap();
        assert_eq!(read, [(Channel::of_job("m2"), 1), (Channel::of_job("m1"), 0)]);
        let read = parse_event_id("progress-%C3%A9t%C3%A9%201%3A2%2C3:7").unwrap();
        assert_eq!(read, [(Channel::of_job("été 1:2,3"), 7)]);
    }

    #[test]
    fn refuses_what_is_no_position() {
        for id in [
            "error",
            "",
            "progress-a",
            "progress-a:x",
            "progress-a:-1",
            "other:1",
            "progress-%zz:1",
            "progress-a:1,",
        ] {
            assert_eq!(parse_event_id(id), None, "{id}");
        }
    }

    proptest! {
        #[test]
        fn any_job_id_survives_the_round_trip(id in "\\PC*", position in 0..u64::MAX) {
            let channel = Channel::of_job(&id);
            let text = event_id([(&channel, position)]);
            prop_assert!(text.is_ascii());
            prop_assert_eq!(parse_event_id(&text), Some(vec![(channel, position)]));
        }

        #[test]
        fn no_text_panics(text in "\\PC*") {
            let _ = parse_event_id(&text);
        }
    }
}
