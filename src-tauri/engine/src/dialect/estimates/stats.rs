//! How many people are connected, as the server counts them.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::dialect::number::finite;

/// Values taken in of one answer.
const VALUES: usize = 500;
/// Groups within groups.
const DEPTH: usize = 3;
/// Characters of a name.
const NAME_CHARS: usize = 200;

/// Reads `{"total_users", "total_connections", "users": {"<id>": n}}`, and whatever other numbers stand there.
///
/// # Errors
/// What is wrong, where it is nothing of that kind.
pub fn read(body: &[u8]) -> Result<BTreeMap<String, f64>, &'static str> {
    let value: Value = serde_json::from_slice(body).map_err(|_| "statistics are not JSON")?;
    let Value::Object(fields) = value else { return Err("statistics are no JSON object") };
    // In an envelope, like other answers of its kind.
    let inner = match fields.get("data").or_else(|| fields.get("stats")) {
        Some(Value::Object(inner)) => inner,
        _ => &fields,
    };
    let mut values = BTreeMap::new();
    collect(inner, "", DEPTH, &mut values);
    if values.is_empty() { Err("statistics without a number") } else { Ok(values) }
}

fn collect(fields: &Map<String, Value>, group: &str, depth: usize, values: &mut BTreeMap<String, f64>) {
    for (name, value) in fields {
        let name = if group.is_empty() { name.clone() } else { format!("{group}.{name}") };
        if values.len() >= VALUES || name.chars().count() > NAME_CHARS {
            continue;
        }
        match value {
            Value::Object(inner) if depth > 1 => collect(inner, &name, depth - 1, values),
            Value::Number(_) => {
                if let Some(number) = finite(Some(value)) {
                    values.insert(name, number);
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_named_by_their_groups() {
        let values =
            read(br#"{"total_users": 3, "total_connections": 5, "users": {"1": 2, "2": 3}, "x": "y"}"#)
                .unwrap();
        let wanted = [("total_connections", 5.0), ("total_users", 3.0), ("users.1", 2.0), ("users.2", 3.0)];
        assert_eq!(values, wanted.map(|(name, value)| (name.to_owned(), value)).into());
        assert_eq!(read(br#"{"success": true, "data": {"total_users": 1}}"#).unwrap().len(), 1);
    }

    #[test]
    fn nonsense_is_no_statistics() {
        for body in [&b""[..], b"[1]", b"{}", b"\xff", b"{\"users\":[1,2]}", b"null"] {
            assert!(read(body).is_err(), "{body:?}");
        }
        let many: Vec<String> = (0..2_000).map(|n| format!("\"{n}\":1")).collect();
        assert_eq!(read(format!("{{{}}}", many.join(",")).as_bytes()).unwrap().len(), VALUES);
    }
}
