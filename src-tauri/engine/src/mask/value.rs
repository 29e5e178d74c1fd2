//! Where the secret is that a word announces.

use std::ops::Range;

use data_encoding::{BASE64, BASE64_NOPAD};

use super::words::{Hit, Word, is_secret, name_around};

/// Characters of a token that is masked for its shape alone.
const TOKEN_LEAST: usize = 4;
/// Bytes of a JSON Web Token at least.
const JWT_LEAST: usize = 20;
/// Bytes looked at for the host of a URL.
const HOST_MOST: usize = 2_048;

/// A secret.
pub struct Taken {
    pub range: Range<usize>,
    /// Found by the name before it: it is looked for in the rest of the text.
    pub of_name: bool,
}

/// The secret that follows this word, if any.
pub fn after(text: &str, hit: &Hit, codes: bool) -> Option<Taken> {
    let range = match hit.word {
        Word::Bearer => after_scheme(text, hit.at.end, |token| token.len() >= TOKEN_LEAST),
        Word::Basic => after_scheme(text, hit.at.end, is_basic),
        Word::Url => user_of(text, hit.at.end),
        Word::Jwt => jwt(text, hit.at.start),
        word => return of_name(text, word, &hit.at, codes),
    };
    range.map(|range| Taken { range, of_name: false })
}

/// What stands between a name and its value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Between {
    /// `"name": `
    Quoted,
    /// `name: `
    Colon,
    /// `name=`
    Equals,
    /// `<name>`
    Tag,
}

fn of_name(text: &str, word: Word, at: &Range<usize>, codes: bool) -> Option<Taken> {
    let name = name_around(text, at);
    let bytes = text.as_bytes();
    let before = name.start.checked_sub(1).map(|at| bytes[at]);
    let (between, start) = between(text, name.end, before)?;
    let queried = matches!(before, Some(b'?' | b'&'));
    if !is_secret(word, &text[name], codes, queried) {
        return None;
    }
    let range = match quote(bytes, start) {
        Some(open) => open.end..closing(bytes, &open),
        None if matches!(bytes.get(start), Some(b'{' | b'[')) => {
            // Sessions and the like have fields of their own.
            matches!(word, Word::Secret | Word::Header).then(|| start..balanced(bytes, start))?
        }
        None => start..plain(text, start, between, word),
    };
    let quoted = quote(bytes, start).is_some();
    let value = text[range.clone()].trim();
    let number = !quoted && value.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-'));
    let tells = matches!(word, Word::Secret | Word::Header | Word::LastOrNumber | Word::Code);
    let literal = !quoted
        && ["null", "none", "true", "false", "undefined"].iter().any(|l| value.eq_ignore_ascii_case(l));
    if value.is_empty() || literal || (number && !tells) {
        return None;
    }
    Some(Taken { range, of_name: matches!(word, Word::Secret | Word::LastOrNumber | Word::Code) })
}

/// What comes after a name, and where its value begins.
fn between(text: &str, name_end: usize, before: Option<u8>) -> Option<(Between, usize)> {
    let bytes = text.as_bytes();
    let mut at = name_end + usize::from(bytes.get(name_end) == Some(&b']'));
    if before == Some(b'<') && bytes.get(at) == Some(&b'>') {
        return Some((Between::Tag, at + 1));
    }
    let quoted = quote(bytes, at);
    if let Some(quote) = &quoted {
        at = quote.end;
    }
    at = spaces(text, at, quoted.is_some());
    let rest = &bytes[at..];
    let (between, end) = match rest {
        [b':', ..] if quoted.is_some() => (Between::Quoted, at + 1),
        [b':', ..] => (Between::Colon, at + 1),
        [b'=', b'>' | b'=', ..] => (Between::Equals, at + 2),
        [b'=', ..] => (Between::Equals, at + 1),
        [b'%', b'3', b'D' | b'd', ..] => (Between::Equals, at + 3),
        _ => return None,
    };
    Some((between, spaces(text, end, quoted.is_some())))
}

/// Behind white space; JSON goes on in the next line, nothing else does.
fn spaces(text: &str, at: usize, lines: bool) -> usize {
    let rest = &text[at..];
    let space = |c: char| c.is_whitespace() && (lines || !matches!(c, '\n' | '\r'));
    at + rest.len() - rest.trim_start_matches(space).len()
}

/// A quotation mark, perhaps escaped: JSON within JSON has more backslashes the deeper it is.
struct Quote {
    mark: u8,
    /// How deep, 0 for none.
    depth: u32,
    end: usize,
}

fn quote(bytes: &[u8], at: usize) -> Option<Quote> {
    let slashes = bytes[at..].iter().take_while(|byte| **byte == b'\\').count();
    let mark = *bytes.get(at + slashes).filter(|byte| matches!(byte, b'"' | b'\''))?;
    // 0, 1, 3, 7 backslashes: each level doubles them and adds one.
    Some(Quote { mark, depth: slashes.trailing_ones(), end: at + slashes + 1 })
}

/// Where the text ends that was opened so, or one that it is in; the end of all where it is cut.
fn closing(bytes: &[u8], open: &Quote) -> usize {
    let mut slashes = 0_usize;
    for (at, byte) in bytes.iter().enumerate().skip(open.end) {
        if *byte == b'\\' {
            slashes += 1;
            continue;
        }
        if *byte == open.mark && slashes.trailing_ones() <= open.depth {
            // The backslashes of the mark itself are no part of the value, those before them are.
            return at - slashes.min((1 << open.depth.min(16)) - 1);
        }
        slashes = 0;
    }
    bytes.len()
}

/// Where the object or list ends that begins here; the end of all where it is cut.
fn balanced(bytes: &[u8], start: usize) -> usize {
    let (mut depth, mut at) = (0_usize, start);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => {
                depth -= 1;
                if depth == 0 {
                    return at + 1;
                }
            }
            b'"' => {
                let open = Quote { mark: b'"', depth: 0, end: at + 1 };
                at = closing(bytes, &open);
            }
            _ => {}
        }
        at += 1;
    }
    bytes.len()
}

/// Where a value without quotation marks ends.
fn plain(text: &str, start: usize, between: Between, word: Word) -> usize {
    let rest = &text[start..];
    let line = matches!(word, Word::Secret | Word::Header);
    let ends = |c: char| match between {
        Between::Quoted => c.is_whitespace() || matches!(c, ',' | '}' | ']' | '"' | '\'' | '\\'),
        // Nobody knows where a password ends in prose: the line does.
        Between::Colon if line => matches!(c, '\n' | '\r' | '"' | '<'),
        Between::Colon => c.is_whitespace() || matches!(c, ',' | ';' | '"' | '<' | '}'),
        Between::Equals => c.is_whitespace() || matches!(c, '&' | ';' | '"' | '\'' | '<' | '>' | '\\'),
        Between::Tag => c == '<',
    };
    let end = rest.find(ends).unwrap_or(rest.len());
    // A query within a query, and a line end within a JSON text.
    let inner = ["%26", "\\n", "\\r"].iter().filter_map(|stop| rest[..end].find(stop)).min();
    start + inner.unwrap_or(end)
}

/// `Bearer …`, `Basic …`
fn after_scheme(text: &str, at: usize, is_token: impl Fn(&str) -> bool) -> Option<Range<usize>> {
    let rest = &text[at..];
    let gap =
        if rest.starts_with("%20") { 3 } else { rest.len() - rest.trim_start_matches([' ', '+']).len() };
    let token = &rest[gap..];
    let part = |c: char| {
        c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '~' | '+' | '/' | '=' | '-' | '\\' | '%')
    };
    let end = token.find(|c| !part(c)).unwrap_or(token.len());
    (gap > 0 && is_token(&token[..end])).then(|| at + gap..at + gap + end)
}

/// Whether it is user and password in Base64, perhaps cut: the word "basic" is in many sentences.
fn is_basic(token: &str) -> bool {
    let token = token.replace("\\/", "/");
    let whole = &token[..token.len() / 4 * 4];
    let read = BASE64.decode(token.as_bytes()).or_else(|_| BASE64_NOPAD.decode(token.as_bytes()));
    let read = read.or_else(|_| BASE64.decode(whole.as_bytes()));
    read.is_ok_and(|read| read.contains(&b':'))
}

/// The user, with or without a password, before the host.
fn user_of(text: &str, at: usize) -> Option<Range<usize>> {
    let rest = &text[at..];
    let rest = &rest[..rest.floor_char_boundary(HOST_MOST)];
    let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '/' | '?' | '#' | '"' | '\\' | '<' | '>'));
    let user = rest[..end.unwrap_or(rest.len())].rfind('@')?;
    (user > 0).then(|| at..at + user)
}

fn jwt(text: &str, at: usize) -> Option<Range<usize>> {
    if text[..at].ends_with(|c: char| c.is_ascii_alphanumeric()) || !text[at..].starts_with("ey") {
        return None;
    }
    let rest = &text[at..];
    let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    let end = rest.find(|c| !part(c)).unwrap_or(rest.len());
    let (head, body) = rest[..end].split_once('.')?;
    (end >= JWT_LEAST && head.len() >= 8 && !body.is_empty()).then(|| at..at + end)
}
