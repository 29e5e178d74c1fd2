//! One line of an event block, as the standard splits it.

/// Name and value of a line that is neither empty nor a comment: the value begins after the first
/// colon and loses one leading space; a line without colon is a name with an empty value.
#[must_use]
pub fn split(line: &[u8]) -> (&[u8], &[u8]) {
    match memchr::memchr(b':', line) {
        Some(colon) => {
            let value = &line[colon + 1..];
            (&line[..colon], value.strip_prefix(b" ").unwrap_or(value))
        }
        None => (line, b""),
    }
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn a_line_is_split_at_its_first_colon_and_loses_one_space() {
        for (line, name, value) in [
            ("data:x", "data", "x"),
            ("data: x", "data", "x"),
            ("data:  x", "data", " x"),
            ("data:\tx", "data", "\tx"),
            ("data", "data", ""),
            ("data:", "data", ""),
            ("data: ", "data", ""),
            ("a:b:c", "a", "b:c"),
            (" data: x", " data", "x"),
        ] {
            assert_eq!(split(line.as_bytes()), (name.as_bytes(), value.as_bytes()), "{line:?}");
        }
    }
}
