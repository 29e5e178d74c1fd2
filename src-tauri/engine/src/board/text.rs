//! Text from servers: bounded, without control characters, otherwise as it came.

/// Cuts to `max` characters and takes out what is not text.
///
/// C0 and C1 controls become spaces (a newline stays where `lines`), the bidirectional embeddings and
/// overrides (U+202A–U+202E) go: they reach beyond the text they stand in. Isolates, marks, joiners and
/// emoji stay. A text that is fine is returned as it is, without a copy.
pub(crate) fn clean(text: String, max: usize, lines: bool) -> String {
    let plain = |b: u8| (0x20..0x7f).contains(&b) || (lines && b == b'\n');
    if text.len() <= max && text.bytes().all(plain) {
        return text;
    }
    let fine = |c: char| (lines && c == '\n') || !(c.is_control() || is_override(c));
    if text.chars().all(fine) && text.chars().nth(max).is_none() {
        return text;
    }
    // A newline is two controls on Windows: one is enough.
    let source = if lines { text.replace("\r\n", "\n") } else { text };
    let mut kept = String::with_capacity(source.len().min(max * 4));
    let mut chars = source.chars().filter(|c| !is_override(*c));
    for c in chars.by_ref().take(max) {
        kept.push(if fine(c) { c } else { ' ' });
    }
    if chars.next().is_some() {
        kept.pop();
        kept.push('…');
    }
    kept
}

/// The same, where an empty text is no text.
pub(crate) fn clean_some(text: Option<String>, max: usize, lines: bool) -> Option<String> {
    let text = clean(text?, max, lines);
    (!text.trim().is_empty()).then_some(text)
}

/// The beginning of a text.
pub(super) fn cut(text: &str, max: usize) -> &str {
    if text.len() <= max {
        return text;
    }
    text.char_indices().nth(max).map_or(text, |(end, _)| &text[..end])
}

/// What to call a job that has no title. Never empty; of a UUID, its beginning.
pub(super) fn made_title(kind: Option<&str>, id: &str, max: usize) -> String {
    // The id may be long: only what can be shown is copied.
    let id = clean(cut(id, max + 1).to_owned(), max, false);
    let id = if is_uuid(&id) { cut(&id, 8).to_owned() } else { id };
    let made = match (kind, id.trim().is_empty()) {
        (Some(kind), false) => format!("{kind} · {id}"),
        (Some(kind), true) => kind.to_owned(),
        (None, false) => id,
        (None, true) => "—".to_owned(),
    };
    clean(made, max, false)
}

/// 8, 4, 4, 4 and 12 hexadecimal digits.
fn is_uuid(id: &str) -> bool {
    let groups: Vec<&str> = id.splitn(6, '-').collect();
    groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12])
        && groups.iter().all(|group| group.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// True when two texts differ in their numbers only: "Invoice 3/9" and "Invoice 4/9".
pub(super) fn same_but_for_numbers(a: &str, b: &str) -> bool {
    fn words(text: &str) -> impl Iterator<Item = &str> {
        text.split(|c: char| c.is_ascii_digit()).filter(|word| !word.is_empty())
    }
    words(a).eq(words(b))
}

fn is_override(c: char) -> bool {
    ('\u{202a}'..='\u{202e}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn cleaned(text: &str, max: usize, lines: bool, expected: &str) {
        assert_eq!(clean(text.to_owned(), max, lines), expected);
    }

    #[test]
    fn text_is_kept_as_it_came() {
        cleaned("Import of 3 files", 300, false, "Import of 3 files");
        cleaned("Обновление 👩‍🚀 é", 300, false, "Обновление 👩‍🚀 é");
        cleaned("تقرير \u{2067}abc\u{2069} 1", 300, false, "تقرير \u{2067}abc\u{2069} 1");
        cleaned("<b>&amp;</b> {0} %s", 300, false, "<b>&amp;</b> {0} %s");
    }

    #[test]
    fn controls_become_spaces_and_overrides_go() {
        cleaned("a\u{0}b\u{1b}[31mc\u{85}d\u{7f}e", 300, true, "a b [31mc d e");
        cleaned("a\nb", 300, false, "a b");
        cleaned("a\r\nb\tc", 300, true, "a\nb c");
        cleaned("photo\u{202e}gpj.exe", 300, false, "photogpj.exe");
    }

    #[test]
    fn long_text_is_cut_between_characters() {
        cleaned("abcdef", 6, false, "abcdef");
        cleaned("abcdef", 5, false, "abcd…");
        cleaned("ééééé", 4, false, "ééé…");
        cleaned("x", 0, false, "…");
        assert_eq!(cut("éàü", 2), "éà");
    }

    #[test]
    fn a_title_is_made_from_what_there_is() {
        assert_eq!(made_title(Some("edi_import"), "1234", 300), "edi_import · 1234");
        assert_eq!(made_title(None, "1234", 300), "1234");
        let uuid = "18c9a92d-52c6-4b79-81f9-c864ab81bf66";
        assert_eq!(made_title(Some("scan"), uuid, 300), "scan · 18c9a92d");
        assert_eq!(made_title(Some("scan"), &uuid.replace('c', "x"), 300).chars().count(), 43);
        assert_eq!(made_title(Some("scan"), " ", 300), "scan");
        assert_eq!(made_title(None, "", 300), "—");
        assert_eq!(made_title(Some("scan"), &"9".repeat(10_000), 300).chars().count(), 300);
    }

    #[test]
    fn counting_messages_are_one_message() {
        assert!(same_but_for_numbers("Invoice 9/500", "Invoice 10/500"));
        assert!(same_but_for_numbers("12 %", "7 %"));
        assert!(!same_but_for_numbers("Invoice 9/500", "Report 9/500"));
        assert!(!same_but_for_numbers("Done", ""));
    }
}
