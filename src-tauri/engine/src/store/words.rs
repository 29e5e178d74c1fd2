//! The words of a search, found whatever their case and accents.

use rusqlite::Row;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Words looked for at once; further ones are not looked for.
const WORDS: usize = 20;

/// The columns that are looked at.
const COLUMNS: [&str; 7] = ["title", "kind", "id", "server_name", "message", "error", "metadata"];

/// Words that are all to be found, and where they are looked for.
#[derive(Debug, Default)]
pub(super) struct Words {
    words: Vec<String>,
    /// Used again for each row.
    folded: String,
}

impl Words {
    pub fn of(text: &str) -> Self {
        let words = text.split_whitespace().take(WORDS).map(|word| {
            let mut folded = String::new();
            fold(word, &mut folded);
            folded
        });
        Self { words: words.filter(|word| !word.is_empty()).collect(), folded: String::new() }
    }

    /// Whether nothing is looked for.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether a row has all of them, each in one of its columns.
    pub fn are_in(&mut self, row: &Row<'_>) -> rusqlite::Result<bool> {
        if self.words.is_empty() {
            return Ok(true);
        }
        self.folded.clear();
        for column in COLUMNS {
            if let Some(text) = row.get_ref(column)?.as_str_or_null()? {
                fold(text, &mut self.folded);
                // No word has a line end in it: none is found across two columns.
                self.folded.push('\n');
            }
        }
        Ok(self.words.iter().all(|word| self.folded.contains(word.as_str())))
    }
}

/// Small letters without marks: `É` and `é` are `e`, `Ё` is `е`, `ﬁ` is `fi`.
fn fold(text: &str, into: &mut String) {
    if text.is_ascii() {
        let from = into.len();
        into.push_str(text);
        into[from..].make_ascii_lowercase();
        return;
    }
    // Small before and after: some capitals come apart into what is large again, or has marks.
    let plain = text.chars().flat_map(char::to_lowercase).nfkd().filter(|c| !is_combining_mark(*c));
    into.extend(plain.flat_map(char::to_lowercase).map(|c| if c == 'ς' { 'σ' } else { c }));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> String {
        let mut folded = String::new();
        fold(text, &mut folded);
        folded
    }

    #[test]
    fn case_and_accents_make_no_difference_in_any_script() {
        for (one, other) in [
            ("IMPORT", "import"),
            ("Échec", "ECHEC"),
            ("e\u{301}chec", "échec"),
            ("ЗАГРУЗКА Ёлок", "загрузка елок"),
            ("Œuvre", "œUVRE"),
            ("ΟΔΟΣ", "οδος"),
            ("İstanbul", "istanbul"),
            ("ﬁle №", "FILE no"),
        ] {
            assert_eq!(folded(one), folded(other));
        }
        assert_ne!(folded("счёт"), folded("счета"));
    }

    #[test]
    fn there_is_a_bound() {
        assert_eq!(Words::of(&"a ".repeat(1_000)).words.len(), WORDS);
        assert!(Words::of(" \t\n").words.is_empty());
    }
}
