//! Numbers as servers send them: sometimes as text, negative, absurd or not at all.

use serde_json::Value;

/// The largest count that survives the way into a window (2^53 − 1).
pub const MAX_COUNT: u64 = (1 << 53) - 1;

/// What a place that should hold a count held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    /// Absent or null.
    Unsaid,
    /// A count.
    Known(u64),
    /// Something else: negative, text, fraction, beyond [`MAX_COUNT`].
    Odd,
}

impl Count {
    /// The count, where there is one.
    #[must_use]
    pub fn known(self) -> Option<u64> {
        match self {
            Self::Known(n) => Some(n),
            Self::Unsaid | Self::Odd => None,
        }
    }
}

/// Reads a count. Whole floats (`12.0`) and digits in quotes (`"12"`) are counts too.
#[must_use]
pub fn count(value: Option<&Value>) -> Count {
    match value {
        None | Some(Value::Null) => Count::Unsaid,
        Some(Value::Number(n)) => match (n.as_u64(), n.as_f64()) {
            (Some(n), _) if n <= MAX_COUNT => Count::Known(n),
            (_, Some(f)) => whole(f),
            _ => Count::Odd,
        },
        Some(Value::String(text)) => match text.trim().parse::<u64>() {
            Ok(n) if n <= MAX_COUNT => Count::Known(n),
            _ => Count::Odd,
        },
        Some(_) => Count::Odd,
    }
}

#[allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "looked at first: whole, not below 0, and small enough to be exact"
)]
fn whole(f: f64) -> Count {
    if f.is_finite() && f >= 0.0 && f <= MAX_COUNT as f64 && f.fract() == 0.0 {
        Count::Known(f as u64)
    } else {
        Count::Odd
    }
}

/// Reads a finite number (a rate, a percentage); `None` for anything else.
#[must_use]
pub fn finite(value: Option<&Value>) -> Option<f64> {
    match value? {
        Value::Number(n) => n.as_f64().filter(|f| f.is_finite()),
        Value::String(text) => text.trim().parse::<f64>().ok().filter(|f| f.is_finite()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn counts_are_read_and_nonsense_is_odd() {
        for (given, wanted) in [
            (json!(null), Count::Unsaid),
            (json!(0), Count::Known(0)),
            (json!(12.0), Count::Known(12)),
            (json!(" 12 "), Count::Known(12)),
            (json!(-1), Count::Odd),
            (json!(1.5), Count::Odd),
            (json!(1e300), Count::Odd),
            (json!(u64::MAX), Count::Odd),
            (json!("many"), Count::Odd),
            (json!([1]), Count::Odd),
        ] {
            assert_eq!(count(Some(&given)), wanted, "{given}");
        }
        assert_eq!(count(None), Count::Unsaid);
    }

    #[test]
    fn finite_numbers_only() {
        assert_eq!(finite(Some(&json!("3.5"))), Some(3.5));
        assert_eq!(finite(Some(&json!("NaN"))), None);
        assert_eq!(finite(Some(&json!({}))), None);
    }
}
