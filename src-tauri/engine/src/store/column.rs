//! Between Rust's values and SQLite's columns.

use std::borrow::Cow;

use serde::{Deserialize, Serialize, de::DeserializeOwned, de::IntoDeserializer, de::value::StrDeserializer};
use vigie_contract::{JobUnit, NoticeKind};

use super::bounds::KEY_BYTES;

/// A count or a time as SQLite holds it. What does not fit is the largest that does.
pub(super) fn whole(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

/// The same for what may be unknown.
pub(super) fn whole_or_null(value: Option<u64>) -> Option<i64> {
    value.map(whole)
}

/// Back again. A negative number was never written; it is taken for unknown, not for zero.
pub(super) fn count(value: Option<i64>) -> Option<u64> {
    value.and_then(|v| u64::try_from(v).ok())
}

/// A time that is always there; the epoch if it makes no sense.
pub(super) fn time(value: i64) -> u64 {
    u64::try_from(value).unwrap_or_default()
}

/// A small number that is always there.
pub(super) fn small(value: i64) -> u32 {
    u32::try_from(value).unwrap_or(if value < 0 { 0 } else { u32::MAX })
}

/// A text within its bound, cut between characters and marked with an ellipsis.
pub(super) fn clip(text: &str, bytes: usize) -> Cow<'_, str> {
    const MARK: &str = "…";
    if text.len() <= bytes {
        return Cow::Borrowed(text);
    }
    let end = text.floor_char_boundary(bytes.saturating_sub(MARK.len()));
    Cow::Owned(format!("{}{MARK}", &text[..end]))
}

/// The same for what may be absent.
pub(super) fn clip_or_null(text: Option<&String>, bytes: usize) -> Option<Cow<'_, str>> {
    text.map(|text| clip(text, bytes))
}

/// A text that identifies something. Cutting it would make two things one, so the end of an
/// overlong one becomes a hash of the whole.
pub(super) fn key(text: &str) -> Cow<'_, str> {
    const HASH: usize = "#0123456789abcdef".len();
    if text.len() <= KEY_BYTES {
        return Cow::Borrowed(text);
    }
    let end = text.floor_char_boundary(KEY_BYTES - HASH);
    Cow::Owned(format!("{}#{:016x}", &text[..end], fnv1a(text.as_bytes())))
}

/// FNV-1a, 64 bits: the standard library's hash may change from release to release, and this is stored.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// A value as JSON text; `null` where it is empty.
pub(super) fn json_or_null<T: Serialize + Default + PartialEq>(value: &T) -> Option<String> {
    (*value != T::default()).then(|| serde_json::to_string(value).ok()).flatten()
}

/// Back again. What cannot be read is nothing.
pub(super) fn json<T: DeserializeOwned + Default>(text: Option<&str>) -> T {
    text.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
}

/// Whether a value is small enough as JSON.
pub(super) fn fits<T: Serialize>(value: &T, bytes: usize) -> bool {
    serde_json::to_string(value).is_ok_and(|text| text.len() <= bytes)
}

/// The stable word of what counts count.
pub(super) fn unit_word(unit: JobUnit) -> &'static str {
    match unit {
        JobUnit::Items => "items",
        JobUnit::Seconds => "seconds",
    }
}

/// Back again; a word of a later Vigie is taken for what most count.
pub(super) fn unit(word: &str) -> JobUnit {
    if word == unit_word(JobUnit::Seconds) { JobUnit::Seconds } else { JobUnit::Items }
}

/// The kind behind its stable word, as the contract spells it.
pub(super) fn notice_kind(word: &str) -> Option<NoticeKind> {
    let word: StrDeserializer<'_, serde::de::value::Error> = word.into_deserializer();
    NoticeKind::deserialize(word).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_do_not_fit_become_the_largest_that_does() {
        assert_eq!(whole(u64::MAX), i64::MAX);
        assert_eq!(whole_or_null(None), None);
        assert_eq!(count(Some(i64::MAX)), Some(9_223_372_036_854_775_807));
        assert_eq!(count(Some(-1)), None, "unknown is not zero");
        assert_eq!(small(-1), 0);
        assert_eq!(small(i64::MAX), u32::MAX);
        assert_eq!(time(-1), 0);
    }

    #[test]
    fn texts_are_cut_between_characters() {
        assert_eq!(clip("éé", 4), "éé");
        assert_eq!(clip("ééé", 5), "é…");
        assert_eq!(clip("ééé", 4), "…");
        assert_eq!(clip("", 0), "");
    }

    #[test]
    fn overlong_keys_stay_different() {
        let long = "ж".repeat(KEY_BYTES);
        let (a, b) = (format!("{long}a"), format!("{long}b"));
        assert_ne!(key(&a), key(&b));
        assert!(key(&a).len() <= KEY_BYTES);
        assert_eq!(key(&a), key(&a));
        assert_eq!(key("short"), "short");
        // Stored for years: the function may not change.
        assert_eq!(fnv1a(b"foobar"), 0x8594_4171_f739_67e8);
    }

    #[test]
    fn every_kind_has_one_word() {
        for kind in NoticeKind::ALL {
            assert_eq!(notice_kind(kind.as_str()), Some(*kind));
        }
        for known in [JobUnit::Items, JobUnit::Seconds] {
            assert_eq!(unit(unit_word(known)), known);
        }
        assert_eq!(notice_kind("gone fishing"), None);
    }
}
