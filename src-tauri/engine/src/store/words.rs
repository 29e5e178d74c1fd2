//! The words of a search, found whatever their case and accents.

use memchr::memmem::Finder;
use rusqlite::Row;
use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// Words looked for at once; further ones are not looked for.
const WORDS: usize = 20;

/// The columns that are looked at.
const COLUMNS: [&str; 8] = ["title", "kind", "id", "server_name", "owner", "message", "error", "metadata"];

/// Words that are all to be found, and where they are looked for.
#[derive(Debug, Default)]
pub(super) struct Words {
    words: Vec<Finder<'static>>,
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
        let words = words.filter(|word| !word.is_empty());
        Self { words: words.map(|word| Finder::new(&word).into_owned()).collect(), folded: String::new() }
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
        Ok(self.words.iter().all(|word| word.find(self.folded.as_bytes()).is_some()))
    }
}

/// Small letters without marks: `É` and `é` are `e`, `Ё` is `е`, `ﬁ` is `fi`.
fn fold(text: &str, into: &mut String) {
    for c in text.chars() {
        match c {
            '\0'..='\x7f' => into.push(c.to_ascii_lowercase()),
            // What most Cyrillic text is made of, without a look into the tables. Й is a letter with a mark.
            'а'..='и' | 'к'..='я' => into.push(c),
            _ => fold_by_table(c, into),
        }
    }
}

fn fold_by_table(c: char, into: &mut String) {
    decompose_compatible(c, |part| {
        let small = part.to_lowercase().filter(|c| !is_combining_mark(*c));
        into.extend(small.map(|c| if c == 'ς' { 'σ' } else { c }));
    });
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
            ("Йод Ы", "иод ы"),
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
