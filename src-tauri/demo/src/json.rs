//! JSON as Python's `json.dumps` prints it: `", "` and `": "` between parts, everything beyond ASCII escaped.

use std::fmt::Write as _;

use serde_json::Value;

/// Whose habits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// Python's `json.dumps`: `", "` and `": "` between parts, everything beyond ASCII escaped.
    Python,
    /// The same with `ensure_ascii=False`.
    Unescaped,
    /// Starlette's `JSONResponse`: nothing between parts, nothing escaped that need not be.
    Compact,
    /// PHP's `json_encode`: nothing between parts, slashes and everything beyond ASCII escaped.
    Php,
}

impl Style {
    fn comma(self) -> &'static str {
        if matches!(self, Self::Python | Self::Unescaped) { ", " } else { "," }
    }

    fn colon(self) -> &'static str {
        if matches!(self, Self::Python | Self::Unescaped) { ": " } else { ":" }
    }

    fn escapes(self, c: char) -> bool {
        match c {
            '"' | '\\' | '\0'..'\u{20}' => true,
            '/' => self == Self::Php,
            // Python escapes DEL, PHP does not.
            '\u{7f}' => self == Self::Python,
            ' '..='~' => false,
            _ => matches!(self, Self::Python | Self::Php),
        }
    }
}

/// Appends `text` as a JSON string in Python's style.
pub(crate) fn text(out: &mut String, text: &str) {
    styled_text(out, text, Style::Python);
}

fn styled_text(out: &mut String, text: &str, style: Style) {
    out.push('"');
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| style.escapes(c)) {
        out.push_str(&rest[..at]);
        let mut tail = rest[at..].chars();
        if let Some(c) = tail.next() {
            escape(out, c);
        }
        rest = tail.as_str();
    }
    out.push_str(rest);
    out.push('"');
}

fn escape(out: &mut String, c: char) {
    match c {
        '"' => out.push_str("\\\""),
        '\\' => out.push_str("\\\\"),
        '/' => out.push_str("\\/"),
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        '\u{8}' => out.push_str("\\b"),
        '\u{c}' => out.push_str("\\f"),
        _ => {
            let mut units = [0u16; 2];
            for unit in c.encode_utf16(&mut units) {
                // Writing to a String cannot fail.
                let _ = write!(out, "\\u{unit:04x}");
            }
        }
    }
}

/// Appends a float as Python's `repr` prints it: `2.0`, `1e+300`, `1e-07`.
pub(crate) fn float(out: &mut String, number: f64) {
    if !number.is_finite() {
        out.push_str(if number.is_nan() {
            "NaN"
        } else if number > 0.0 {
            "Infinity"
        } else {
            "-Infinity"
        });
        return;
    }
    let magnitude = number.abs();
    if number == 0.0 || (1e-4..1e16).contains(&magnitude) {
        let _ = write!(out, "{number:?}");
        return;
    }
    let scientific = format!("{number:e}");
    let (digits, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let (sign, exponent) = exponent.strip_prefix('-').map_or(('+', exponent), |rest| ('-', rest));
    let _ = write!(out, "{digits}e{sign}{exponent:0>2}");
}

/// Appends any JSON value in Python's style.
pub(crate) fn value(out: &mut String, value: &Value) {
    styled_value(out, value, Style::Python);
}

fn styled_value(out: &mut String, value: &Value, style: Style) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(flag) => out.push_str(if *flag { "true" } else { "false" }),
        Value::Number(number) => match number.as_f64() {
            Some(real) if number.is_f64() => float(out, real),
            _ => {
                let _ = write!(out, "{number}");
            }
        },
        Value::String(string) => styled_text(out, string, style),
        Value::Array(items) => {
            out.push('[');
            for (position, item) in items.iter().enumerate() {
                if position > 0 {
                    out.push_str(style.comma());
                }
                styled_value(out, item, style);
            }
            out.push(']');
        }
        Value::Object(fields) => {
            let mut object = Object::styled(out, style);
            for (name, field) in fields {
                styled_value(object.name(name), field, style);
            }
            object.close();
        }
    }
}

/// One object as text, its fields written by `fill`.
pub(crate) fn object(style: Style, fill: impl FnOnce(&mut Object<'_>)) -> String {
    let mut out = String::new();
    let mut object = Object::styled(&mut out, style);
    fill(&mut object);
    object.close();
    out
}

/// Writes one object, field after field, in the order of the calls.
pub(crate) struct Object<'a> {
    out: &'a mut String,
    empty: bool,
    style: Style,
}

impl<'a> Object<'a> {
    pub(crate) fn open(out: &'a mut String) -> Self {
        Self::styled(out, Style::Python)
    }

    fn styled(out: &'a mut String, style: Style) -> Self {
        out.push('{');
        Self { out, empty: true, style }
    }

    /// Begins a field; the caller writes its value to the text returned.
    pub(crate) fn name(&mut self, name: &str) -> &mut String {
        if !std::mem::take(&mut self.empty) {
            self.out.push_str(self.style.comma());
        }
        styled_text(self.out, name, self.style);
        self.out.push_str(self.style.colon());
        self.out
    }

    pub(crate) fn text(&mut self, name: &str, value: &str) -> &mut Self {
        let style = self.style;
        styled_text(self.name(name), value, style);
        self
    }

    pub(crate) fn integer(&mut self, name: &str, value: i64) -> &mut Self {
        let _ = write!(self.name(name), "{value}");
        self
    }

    pub(crate) fn float(&mut self, name: &str, value: f64) -> &mut Self {
        float(self.name(name), value);
        self
    }

    pub(crate) fn flag(&mut self, name: &str, value: bool) -> &mut Self {
        self.raw(name, if value { "true" } else { "false" })
    }

    pub(crate) fn value(&mut self, name: &str, value: &Value) -> &mut Self {
        let style = self.style;
        styled_value(self.name(name), value, style);
        self
    }

    /// A field that is an object itself.
    pub(crate) fn object(&mut self, name: &str, fill: impl FnOnce(&mut Object<'_>)) -> &mut Self {
        let style = self.style;
        let mut inner = Object::styled(self.name(name), style);
        fill(&mut inner);
        inner.close();
        self
    }

    pub(crate) fn raw(&mut self, name: &str, json: &str) -> &mut Self {
        self.name(name).push_str(json);
        self
    }

    pub(crate) fn close(self) {
        self.out.push('}');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(json: &Value) -> String {
        let mut out = String::new();
        value(&mut out, json);
        out
    }

    #[test]
    fn strings_are_escaped_as_python_escapes_them() {
        let odd = Value::String("é \"✅\" 🎉 \\ \u{7f} \u{1} \n\t/".into());
        assert_eq!(printed(&odd), r#""\u00e9 \"\u2705\" \ud83c\udf89 \\ \u007f \u0001 \n\t/""#);
    }

    #[test]
    fn floats_are_printed_as_python_prints_them() {
        for (number, python) in [
            (2.0, "2.0"),
            (4.009421, "4.009421"),
            (1e300, "1e+300"),
            (1e-7, "1e-07"),
            (1e15, "1000000000000000.0"),
            (1e16, "1e+16"),
            (-2.5e-5, "-2.5e-05"),
            (0.0, "0.0"),
        ] {
            let mut out = String::new();
            float(&mut out, number);
            assert_eq!(out, python);
        }
    }

    #[test]
    fn parts_are_set_apart_by_a_comma_and_a_space() {
        let json = serde_json::json!({"a": [1, null, true], "b": {}});
        assert_eq!(printed(&json), r#"{"a": [1, null, true], "b": {}}"#);
    }

    #[test]
    fn each_language_has_its_own_habits() {
        let said = |style| {
            object(style, |object| {
                object.text("a", "é/\u{7f}\n").object("b", |inner| {
                    inner.flag("c", true).float("d", 33.0);
                });
            })
        };
        assert_eq!(said(Style::Python), r#"{"a": "\u00e9/\u007f\n", "b": {"c": true, "d": 33.0}}"#);
        assert_eq!(said(Style::Unescaped), "{\"a\": \"é/\u{7f}\\n\", \"b\": {\"c\": true, \"d\": 33.0}}");
        assert_eq!(said(Style::Compact), "{\"a\":\"é/\u{7f}\\n\",\"b\":{\"c\":true,\"d\":33.0}}");
        assert_eq!(said(Style::Php), "{\"a\":\"\\u00e9\\/\u{7f}\\n\",\"b\":{\"c\":true,\"d\":33.0}}");
    }
}
