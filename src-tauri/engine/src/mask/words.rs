//! The words around which secrets are.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

/// What kind of word it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    /// A field with this in its name is secret, whatever it holds.
    Secret,
    /// A header, of which the whole line is.
    Header,
    /// A field whose name ends with this word is, where it holds a text.
    Last,
    /// The same where it holds a number, too.
    LastOrNumber,
    /// A session's key, as far as it is a text: sessions have numbers and fields of their own.
    Session,
    /// An access code, where that is what is meant.
    Code,
    /// What comes after it: a token.
    Bearer,
    /// What comes after it: user and password.
    Basic,
    /// A URL begins, perhaps with a user.
    Url,
    /// A JSON Web Token begins.
    Jwt,
}

/// A word in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    pub word: Word,
    pub at: Range<usize>,
}

const WORDS: &[(&str, Word)] = &[
    ("password", Word::Secret),
    ("passwd", Word::Secret),
    ("passphrase", Word::Secret),
    ("passcode", Word::Secret),
    ("passkey", Word::Secret),
    ("pwd", Word::Secret),
    ("motdepasse", Word::Secret),
    ("mot_de_passe", Word::Secret),
    ("mot-de-passe", Word::Secret),
    ("mot de passe", Word::Secret),
    ("пароль", Word::Secret),
    ("Пароль", Word::Secret),
    ("ПАРОЛЬ", Word::Secret),
    ("secret", Word::Secret),
    ("token", Word::Secret),
    ("apikey", Word::Secret),
    ("accesskey", Word::Secret),
    ("privatekey", Word::Secret),
    ("credential", Word::Secret),
    ("csrf", Word::Secret),
    ("xsrf", Word::Secret),
    ("jwt", Word::Secret),
    ("signature", Word::Secret),
    ("authorization", Word::Header),
    ("cookie", Word::Header),
    ("key", Word::Last),
    ("pass", Word::Last),
    ("mdp", Word::Last),
    ("auth", Word::Last),
    ("sid", Word::Last),
    ("sig", Word::Last),
    ("pin", Word::LastOrNumber),
    ("otp", Word::LastOrNumber),
    ("session", Word::Session),
    ("sessid", Word::Session),
    ("code", Word::Code),
    ("bearer", Word::Bearer),
    ("basic", Word::Basic),
    ("://", Word::Url),
    (":\\/\\/", Word::Url),
    ("eyj", Word::Jwt),
];

static FINDER: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let words = WORDS.iter().map(|(word, _)| word);
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .match_kind(MatchKind::LeftmostLongest)
        // The largest and the fastest: there is one of it.
        .kind(Some(AhoCorasickKind::DFA))
        .build(words)
        .ok()
});

/// Where the words are, in order.
pub fn hits(text: &str) -> impl Iterator<Item = Hit> {
    let found = FINDER.iter().flat_map(move |finder| finder.find_iter(text));
    found.map(|found| Hit { word: WORDS[found.pattern()].1, at: found.range() })
}

/// Parts of a name that make its `code` an access code.
const CODES: [&str; 12] =
    ["acces", "otp", "pin", "auth", "verif", "valid", "activ", "secur", "recover", "backup", "mfa", "2fa"];

/// The name that a word is part of.
pub fn name_around(text: &str, at: &Range<usize>) -> Range<usize> {
    let bytes = text.as_bytes();
    let start = at.start - bytes[..at.start].iter().rev().take_while(|byte| is_part(**byte)).count();
    // A no-break space before a colon is no part of a name.
    let rest = &text[at.end..];
    let end = rest
        .find(|c: char| c.is_whitespace() || !u8::try_from(c).is_ok_and(is_part) && c.is_ascii())
        .unwrap_or(rest.len());
    start..at.end + end
}

fn is_part(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'$') || byte >= 0x80
}

/// Whether a field of this name is secret; `queried`: it is a parameter of a URL.
pub fn is_secret(word: Word, name: &str, codes: bool, queried: bool) -> bool {
    let lower = name.to_ascii_lowercase();
    // Names of parameters and numbers of tokens are none.
    if ["param", "_count", "_name", "_type"].iter().any(|end| lower.ends_with(end)) {
        return false;
    }
    match word {
        Word::Secret | Word::Header => true,
        Word::Last => matches!(last_word(name).as_str(), "key" | "pass" | "mdp" | "auth" | "sid" | "sig"),
        Word::LastOrNumber => matches!(last_word(name).as_str(), "pin" | "otp"),
        Word::Session => {
            let joined: String = lower.chars().filter(|c| c.is_alphanumeric()).collect();
            ["session", "sessionid", "sessionkey", "sessid"].iter().any(|end| joined.ends_with(end))
        }
        Word::Code => codes || CODES.iter().any(|part| lower.contains(part)) || (queried && lower == "code"),
        Word::Bearer | Word::Basic | Word::Url | Word::Jwt => false,
    }
}

/// The last word of a name, in lower case: `key` of `apiKey`, `api_key` and `X-Api-Key`.
fn last_word(name: &str) -> String {
    let mut last = String::new();
    let mut before = ' ';
    for c in name.chars() {
        if !c.is_alphanumeric() || (c.is_uppercase() && before.is_lowercase()) {
            last.clear();
        }
        if c.is_alphanumeric() {
            last.extend(c.to_lowercase());
        }
        before = c;
    }
    last
}
