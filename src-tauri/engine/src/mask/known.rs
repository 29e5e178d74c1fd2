//! Secrets that Vigie uses itself, found however they are written.

use std::ops::Range;
use std::sync::Arc;

use aho_corasick::AhoCorasick;
use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, utf8_percent_encode};
use url::form_urlencoded;

use crate::secrets::Secret;

/// Secrets known at once; those learned first go.
const MOST: usize = 1_024;
/// Bytes of a secret that are looked for; what follows is masked to the end of the word.
const LOOKED_FOR: usize = 256;
/// A shorter secret is only masked as a whole word: it would be found in every other one.
const SHORT: usize = 4;

/// What RFC 3986 has escaped.
const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');
/// What Python's `quote` does.
const PATH: &AsciiSet = &UNRESERVED.remove(b'/');
/// What `encodeURIComponent` does.
const JAVASCRIPT: &AsciiSet = &UNRESERVED.remove(b'!').remove(b'*').remove(b'\'').remove(b'(').remove(b')');
/// What browsers escape of a query that somebody typed.
const QUERY: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'<').add(b'>').add(b'\'');

/// See the module.
#[derive(Clone, Default)]
pub struct Known {
    secrets: Vec<Secret>,
    /// All of them in every form, as far as they are looked for.
    needles: Arc<Vec<Secret>>,
    /// Finds those.
    finder: Option<Arc<AhoCorasick>>,
}

impl Known {
    pub fn has(&self, secret: &Secret) -> bool {
        self.secrets.contains(secret)
    }

    pub fn all(&self) -> &[Secret] {
        &self.secrets
    }

    pub fn learn(&mut self, secrets: impl IntoIterator<Item = Secret>) {
        let before = self.secrets.len();
        for secret in secrets {
            if !secret.expose().trim().is_empty() && !self.has(&secret) {
                self.secrets.push(secret);
            }
        }
        if self.secrets.len() == before {
            return;
        }
        self.secrets.drain(..self.secrets.len().saturating_sub(MOST));
        let forms = self.secrets.iter().flat_map(|secret| forms(secret.expose()));
        self.needles = Arc::new(forms.map(|form| Secret::new(beginning(form.expose()))).collect());
        let needles = self.needles.iter().map(Secret::expose);
        // Fails only beyond what is possible here: some secrets in a few forms of 256 bytes.
        self.finder = AhoCorasick::builder().ascii_case_insensitive(true).build(needles).ok().map(Arc::new);
    }

    /// Where one begins that the end of the text cuts.
    pub fn find_cut(&self, text: &str) -> Option<usize> {
        let begun = |needle: &Secret| {
            let needle = needle.expose();
            let most = needle.len().min(text.len());
            let cuts = (SHORT..most).rev().filter(|cut| needle.is_char_boundary(*cut));
            cuts.map(|cut| &needle[..cut])
                .find(|begun| text.ends_with(begun))
                .map(|begun| text.len() - begun.len())
        };
        self.needles.iter().filter_map(begun).min()
    }

    /// Adds where they are.
    pub fn find(&self, text: &str, ranges: &mut Vec<Range<usize>>) {
        let Some(finder) = &self.finder else { return };
        for found in finder.find_overlapping_iter(text) {
            let (start, mut end) = (found.start(), found.end());
            if end - start < SHORT && !is_word(text, start, end) {
                continue;
            }
            if end - start > LOOKED_FOR - SHORT {
                let rest = &text[end..];
                let stop = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '<' | '>' | '&' | ';');
                end += rest.find(stop).unwrap_or(rest.len());
            }
            ranges.push(start..end);
        }
    }
}

fn is_word(text: &str, start: usize, end: usize) -> bool {
    let outside = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    outside(text[..start].chars().next_back()) && outside(text[end..].chars().next())
}

fn beginning(needle: &str) -> &str {
    &needle[..needle.floor_char_boundary(LOOKED_FOR)]
}

/// The ways in which servers write a text.
fn forms(secret: &str) -> Vec<Secret> {
    let trimmed = secret.trim();
    let json = serde_json::to_string(trimmed).unwrap_or_default();
    let json = json.trim_start_matches('"').strip_suffix('"').unwrap_or_default().to_owned();
    let ascii = escaped(&json);
    let mut forms = vec![
        trimmed.to_owned(),
        utf8_percent_encode(trimmed, NON_ALPHANUMERIC).to_string(),
        utf8_percent_encode(trimmed, UNRESERVED).to_string(),
        utf8_percent_encode(trimmed, PATH).to_string(),
        utf8_percent_encode(trimmed, JAVASCRIPT).to_string(),
        utf8_percent_encode(trimmed, QUERY).to_string(),
        form_urlencoded::byte_serialize(trimmed.as_bytes()).collect(),
        ascii.replace('/', "\\/"),
        json.replace('/', "\\/"),
        ascii,
        json,
    ];
    forms.sort_unstable();
    forms.dedup();
    forms.into_iter().filter(|form| !form.is_empty()).map(Secret::new).collect()
}

/// Letters beyond ASCII as `\u00e9`.
fn escaped(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if c.is_ascii() {
            out.push(c);
        } else {
            for unit in c.encode_utf16(&mut [0; 2]) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        }
    }
    out
}
