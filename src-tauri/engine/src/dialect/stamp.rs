//! Times as servers write them.

use serde_json::Value;
use vigie_contract::Millis;

/// Numbers from here on are milliseconds, below it seconds: the year 5138 in the one, March 1973 in the other.
const MILLIS_FROM: f64 = 1e11;

/// Milliseconds since the epoch of an ISO 8601 time with its offset, or of a number of seconds or
/// milliseconds. `None` for anything else: a time without a zone could be any of 26 hours.
#[must_use]
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
pub fn millis(value: Option<&Value>) -> Option<Millis> {
    match value? {
        Value::String(text) => {
            let time: jiff::Timestamp = text.trim().parse().ok()?;
            u64::try_from(time.as_millisecond()).ok()
        }
        Value::Number(number) => {
            let number = number.as_f64().filter(|n| n.is_finite() && *n >= 0.0)?;
            Some(if number < MILLIS_FROM { number * 1000.0 } else { number }.round() as Millis)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_same_time_in_all_its_spellings() {
        for given in [
            json!("2026-11-21T06:43:58Z"),
            json!("2026-11-21T06:43:58.000000Z"),
            json!(" 2026-11-21 10:43:58+04:00 "),
            json!(1_795_243_438),
            json!(1_795_243_438.0),
            json!(1_795_243_438_000_u64),
        ] {
            assert_eq!(millis(Some(&given)), Some(1_795_243_438_000), "{given}");
        }
        for given in
            [json!(null), json!("2026-11-21 06:43:58"), json!("soon"), json!(-1), json!([1]), json!({})]
        {
            assert_eq!(millis(Some(&given)), None, "{given}");
        }
        assert_eq!(millis(None), None);
    }
}
