//! Takes secrets out of text that is kept or shown.
//!
//! A secret is known by the name that stands before it (`password`, `token`, `sessionid` …), by its shape (what
//! follows `Bearer`, the user in a URL, a JSON Web Token), or because it is one that Vigie itself uses, wherever
//! that appears and however it is written (percent-encoded, escaped for JSON).
//!
//! Nothing is parsed: the text may be JSON, JSON within JSON, a query, a log line, cut in the middle or broken.
//! Each text is looked through once for a few dozen words at once (aho-corasick), and only around those is it looked
//! at closely: that costs less than a microsecond for a usual message, so messages are masked when they come, and
//! no copy with its secrets is ever kept. In doubt too much is masked.

mod known;
mod value;
mod words;

#[cfg(test)]
mod tests;

use std::ops::Range;

use memchr::memchr2_iter;

use self::known::Known;
use self::value::Taken;
use crate::secrets::Secret;

/// What stands in the place of a secret.
pub const MASK: &str = "•••";

/// Looked at beyond a cut, so that a secret across it is found.
pub const SLACK: usize = 1_024;
/// Secrets of one text that are looked for in the rest of it.
const REPEATED: usize = 16;
/// Bytes that such a secret has at least and at most.
const REPEATED_BYTES: std::ops::RangeInclusive<usize> = 4..=256;

/// What is masked. Printing it tells no secret.
#[derive(Clone, Default)]
pub struct Mask {
    known: Known,
    codes: bool,
}

impl Mask {
    /// The same, and `code` names a secret wherever it is part of a field's name: where people get access codes.
    #[must_use]
    pub fn with_codes(mut self, codes: bool) -> Self {
        self.codes = codes;
        self
    }

    /// Whether this secret is known.
    #[must_use]
    pub fn knows(&self, secret: &Secret) -> bool {
        self.known.has(secret)
    }

    /// Masks this one too, wherever it appears. Of very many, the ones learned first go.
    pub fn learn(&mut self, secrets: impl IntoIterator<Item = Secret>) {
        self.known.learn(secrets);
    }

    /// Masks what the other knows as well.
    pub fn join(&mut self, other: &Self) {
        self.learn(other.known.all().to_vec());
    }

    /// The text without the secrets that are known; names and shapes are not gone by.
    #[must_use]
    pub fn known_only(&self, text: &str) -> String {
        let mut ranges = Vec::new();
        self.known.find(text, &mut ranges);
        render(text, text.len(), ranges)
    }

    /// The text without secrets.
    #[must_use]
    pub fn text(&self, text: &str) -> String {
        render(text, text.len(), self.ranges(text))
    }

    /// The same of a text that was cut already, perhaps within a secret.
    #[must_use]
    pub fn cut_text(&self, text: &str) -> String {
        let mut ranges = self.ranges(text);
        ranges.extend(self.known.find_cut(text).map(|from| from..text.len()));
        render(text, text.len(), ranges)
    }

    /// The beginning of a text without secrets: about `most` bytes of what came, and no part of a secret that the
    /// cut goes through. What is not UTF-8 is replaced.
    #[must_use]
    pub fn beginning(&self, text: &[u8], most: usize) -> String {
        let window = &text[..text.len().min(most.saturating_add(SLACK))];
        let window = String::from_utf8_lossy(window);
        let cut = window.floor_char_boundary(most);
        render(&window, cut, self.ranges(&window))
    }

    /// Where the secrets are, in no order.
    fn ranges(&self, text: &str) -> Vec<Range<usize>> {
        let mut ranges = Vec::new();
        let mut repeated: Vec<&str> = Vec::new();
        // What comes before is settled.
        let mut settled = 0;
        for hit in words::hits(text) {
            if hit.at.start < settled {
                continue;
            }
            let Some(Taken { range, of_name }) = value::after(text, &hit, self.codes) else { continue };
            settled = range.end;
            let value = &text[range.clone()];
            if of_name && REPEATED_BYTES.contains(&value.trim().len()) && repeated.len() < REPEATED {
                repeated.push(value.trim());
            }
            ranges.push(range);
        }
        self.known.find(text, &mut ranges);
        repeated.iter().for_each(|value| find_again(text, value, &mut ranges));
        ranges
    }
}

impl std::fmt::Debug for Mask {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Mask")
    }
}

/// Where a text is, whatever its case. No automaton: it would take longer to build than all of this.
fn find_again(text: &str, value: &str, ranges: &mut Vec<Range<usize>>) {
    let (bytes, value) = (text.as_bytes(), value.as_bytes());
    let Some(first) = value.first() else { return };
    for at in memchr2_iter(first.to_ascii_lowercase(), first.to_ascii_uppercase(), bytes) {
        if bytes.get(at..at + value.len()).is_some_and(|there| there.eq_ignore_ascii_case(value)) {
            ranges.push(at..at + value.len());
        }
    }
}

/// The first `cut` bytes with a mask in the place of each range.
fn render(text: &str, cut: usize, mut ranges: Vec<Range<usize>>) -> String {
    if ranges.is_empty() {
        return text[..cut].to_owned();
    }
    ranges.sort_unstable_by_key(|range| range.start);
    let mut out = String::with_capacity(cut);
    let mut at = 0;
    let mut masked_to = None;
    for range in ranges {
        if range.start >= cut {
            break;
        }
        if range.end <= at && masked_to.is_some() {
            continue;
        }
        if range.start > at || masked_to.is_none() {
            out.push_str(&text[at..range.start.max(at)]);
            out.push_str(MASK);
        }
        at = at.max(range.end);
        masked_to = Some(at);
    }
    out.push_str(text.get(at..cut).unwrap_or_default());
    out
}
