//! Takes access codes out of what was received: whoever has one can use it.

use serde_json::{Map, Value};

/// What stands in a code's place within a text.
const MASK: &str = "•••";
/// A shorter code is not looked for in other texts: it would be found in every word.
const CODE_LEAST: usize = 4;
/// Codes looked for.
const CODES_MOST: usize = 16;

/// Removes the fields that hold access codes and other keys, at any depth, and masks those codes (and the
/// ones in `known`) where other texts repeat them.
pub(super) fn scrub(fields: &mut Map<String, Value>, known: &[&str]) {
    let mut codes: Vec<String> = known.iter().map(|code| (*code).to_owned()).collect();
    take(fields, &mut codes);
    codes.retain(|code| code.trim().len() >= CODE_LEAST);
    codes.truncate(CODES_MOST);
    if !codes.is_empty() {
        fields.values_mut().for_each(|value| mask(value, &codes));
    }
}

fn is_key(name: &str) -> bool {
    let name = name.to_lowercase();
    ["code", "password", "mot_de_passe", "motdepasse", "token", "secret"]
        .iter()
        .any(|word| name.contains(word))
        || name == "pin"
}

fn take(fields: &mut Map<String, Value>, codes: &mut Vec<String>) {
    fields.retain(|name, value| {
        let secret = is_key(name);
        if secret {
            gather(value, codes);
        }
        !secret
    });
    fields.values_mut().for_each(|value| each_object(value, &mut |inner| take(inner, codes)));
}

fn gather(value: &Value, codes: &mut Vec<String>) {
    match value {
        Value::String(code) => codes.push(code.trim().to_owned()),
        Value::Number(code) => codes.push(code.to_string()),
        Value::Array(values) => values.iter().for_each(|value| gather(value, codes)),
        Value::Object(fields) => fields.values().for_each(|value| gather(value, codes)),
        Value::Null | Value::Bool(_) => {}
    }
}

fn each_object(value: &mut Value, with: &mut dyn FnMut(&mut Map<String, Value>)) {
    match value {
        Value::Object(inner) => with(inner),
        Value::Array(values) => values.iter_mut().for_each(|value| each_object(value, with)),
        _ => {}
    }
}

fn mask(value: &mut Value, codes: &[String]) {
    match value {
        Value::String(text) => {
            for code in codes {
                *text = without(text, code);
            }
        }
        Value::Array(values) => values.iter_mut().for_each(|value| mask(value, codes)),
        Value::Object(fields) => fields.values_mut().for_each(|value| mask(value, codes)),
        _ => {}
    }
}

/// The text with the code masked, whatever its case: servers compare codes without it.
fn without(text: &str, code: &str) -> String {
    let (mut kept, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(c) = rest.chars().next() {
        if rest.get(..code.len()).is_some_and(|start| start.eq_ignore_ascii_case(code)) {
            kept.push_str(MASK);
            rest = &rest[code.len()..];
        } else {
            kept.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn scrubbed(mut value: Value, known: &[&str]) -> Value {
        scrub(value.as_object_mut().unwrap(), known);
        value
    }

    #[test]
    fn a_code_goes_with_its_field_and_out_of_every_text() {
        let said = json!({"type": "code_valid", "message": "é ABC123 é abc123 ok",
            "session": {"id": 1, "code_acces": "ABC123", "temps_passe": 3, "notes": ["code: abc123"]},
            "sessions": [{"codeAcces": 7_654_321, "poste": "P 7654321"}]});
        let wanted = json!({"type": "code_valid", "message": "é ••• é ••• ok",
            "session": {"id": 1, "temps_passe": 3, "notes": ["code: •••"]},
            "sessions": [{"poste": "P •••"}]});
        assert_eq!(scrubbed(said, &[]), wanted);
    }

    #[test]
    fn the_code_that_was_asked_about_is_known_too() {
        let said = json!({"message": "Code NOPE invalide"});
        assert_eq!(scrubbed(said, &["nope"]), json!({"message": "Code ••• invalide"}));
        let said = json!({"message": "un mot"});
        assert_eq!(scrubbed(said.clone(), &["", "u", "  "]), said);
    }
}
