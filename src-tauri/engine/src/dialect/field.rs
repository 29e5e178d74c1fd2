//! Fields of a JSON message under whichever of their likely spellings.

use serde_json::{Map, Value};
use vigie_contract::Millis;

use super::Outcome;
use super::number::{Count, count};

/// Characters of a title.
pub const TITLE_CHARS: usize = 300;
/// Characters of a message.
pub const TEXT_CHARS: usize = 2_000;
/// Values that are shown beside a message which has no words of its own.
const DETAILS: usize = 8;
/// Characters of one such value.
const DETAIL_CHARS: usize = 80;

/// Numbers from here on count milliseconds, not seconds (seconds get there in the year 5138).
const MILLIS_FROM: f64 = 1e11;
/// Numbers from here on count microseconds.
const MICROS_FROM: f64 = 1e14;

/// The first of these fields that is there and not null.
#[must_use]
pub fn first<'a>(fields: &'a Map<String, Value>, names: &[&str]) -> Option<&'a Value> {
    names.iter().filter_map(|name| fields.get(*name)).find(|value| !value.is_null())
}

/// The first of these fields that is a text with something in it, trimmed.
#[must_use]
pub fn text(fields: &Map<String, Value>, names: &[&str]) -> Option<String> {
    let texts = names.iter().filter_map(|name| fields.get(*name)?.as_str());
    texts.map(str::trim).find(|text| !text.is_empty()).map(str::to_owned)
}

/// The same, where a number will do as well.
#[must_use]
pub fn word(fields: &Map<String, Value>, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| scalar(fields.get(*name)?))
}

/// An id: any text that is not blank, any number, true or false.
#[must_use]
pub fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim()).filter(|text| !text.is_empty()).map(str::to_owned),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// The first of these fields as a count; one that is none is odd, and counted as `what`.
pub fn counted(
    fields: &Map<String, Value>,
    names: &[&str],
    what: &'static str,
    out: &mut Outcome,
) -> Option<u64> {
    let value = first(fields, names);
    match count(value) {
        Count::Odd => {
            out.odd(what, &value.map(Value::to_string).unwrap_or_default());
            None
        }
        said => said.known(),
    }
}

/// A time: seconds since the epoch (milliseconds and microseconds are told by their size), whole or not,
/// also in quotes, or ISO 8601 with its offset. A time without a zone could be any of 26 hours: it is none.
#[must_use]
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "looked at first: within the times there are"
)]
pub fn time(value: &Value) -> Option<Millis> {
    let number = match value {
        Value::Number(number) => number.as_f64()?,
        Value::String(text) => match text.trim().parse() {
            Ok(number) => number,
            Err(_) => return written(text.trim()),
        },
        _ => return None,
    };
    let millis = match number {
        n if n >= MICROS_FROM => n / 1e3,
        n if n >= MILLIS_FROM => n,
        n => n * 1e3,
    };
    // Beyond the year 9999 it is no time; NaN is in no range.
    (1.0..=253_402_300_799_999.0).contains(&millis).then_some(millis.round() as Millis)
}

fn written(text: &str) -> Option<Millis> {
    u64::try_from(text.parse::<jiff::Timestamp>().ok()?.as_millisecond()).ok()
}

/// The beginning of a text, in one piece of memory of its own.
#[must_use]
pub fn cut(text: &str, chars: usize) -> String {
    match text.char_indices().nth(chars) {
        Some((end, _)) => text[..end].to_owned(),
        None => text.to_owned(),
    }
}

/// What a message says beside these fields, as `name: value · name: value`; `None` where that is nothing.
#[must_use]
pub fn details(fields: &Map<String, Value>, without: &[&str]) -> Option<String> {
    let said: Vec<String> = fields
        .iter()
        .filter(|(name, _)| !without.contains(&name.as_str()))
        .filter_map(|(name, value)| Some((name, scalar(value)?)))
        .take(DETAILS)
        .map(|(name, value)| format!("{}: {}", cut(name, DETAIL_CHARS), cut(&value, DETAIL_CHARS)))
        .collect();
    (!said.is_empty()).then(|| said.join(" · "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn times_in_all_their_spellings() {
        let same = 1_795_243_126_000;
        for given in [
            json!(1_795_243_126),
            json!(1_795_243_126.0),
            json!(1_795_243_126_000_u64),
            json!(1_795_243_126_000_000_u64),
            json!("1795243126"),
            json!("2026-11-21T06:38:46Z"),
            json!("2026-11-21T07:38:46+01:00"),
            json!("2026-11-21T06:38:46.000000Z"),
            json!(" 2026-11-21 10:38:46+04:00 "),
        ] {
            assert_eq!(time(&given), Some(same), "{given}");
        }
        assert_eq!(time(&json!(1_795_243_126.25)), Some(same + 250));
        let none = [json!(null), json!(0), json!(-5), json!(1e300), json!("soon"), json!("NaN"), json!([1])];
        for given in none.into_iter().chain([json!({}), json!("2026-11-21 06:38:46")]) {
            assert_eq!(time(&given), None, "{given}");
        }
    }

    #[test]
    fn the_first_field_that_says_something() {
        let Value::Object(fields) = json!({"a": null, "b": " ", "c": 7, "d": " x ", "e": [1]}) else {
            panic!()
        };
        assert_eq!(first(&fields, &["z", "a", "c"]), Some(&json!(7)));
        assert_eq!(text(&fields, &["a", "b", "c", "d"]).as_deref(), Some("x"));
        assert_eq!(word(&fields, &["b", "e", "c"]).as_deref(), Some("7"));
        assert_eq!(details(&fields, &["d"]).as_deref(), Some("c: 7"));
        assert_eq!(details(&fields, &["c", "d"]), None);
        assert_eq!(cut("éàü", 2), "éà");
    }
}
