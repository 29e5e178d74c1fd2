//! Text from a server, made fit for one line.

/// Longest value of one place of a sentence, in characters.
pub const MAX_PLACE_CHARS: usize = 1_000;
/// Longest title of a job, in characters.
pub const MAX_TITLE_CHARS: usize = 120;
/// Longest message of a server, in characters.
pub const MAX_TEXT_CHARS: usize = 300;

/// The text on one line: runs of white space become one space, control
/// characters and bidirectional marks are left out, and what is longer than
/// `max` characters ends in `…`.
#[must_use]
pub fn plain(text: &str, max: usize) -> String {
    // The input may be of any length: no more of it is looked at than can matter.
    let mut out = String::with_capacity(text.len().min(max * 4));
    let mut chars = 0;
    let mut gap = false;
    for c in text.chars() {
        if c.is_control() && !c.is_whitespace() || is_direction(c) {
            continue;
        }
        if c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}') {
            gap = !out.is_empty();
            continue;
        }
        let wanted = 1 + usize::from(gap);
        if chars + wanted > max {
            // One character of the bound goes to the ellipsis.
            while chars >= max && out.pop().is_some() {
                chars -= 1;
            }
            out.push('…');
            return out;
        }
        if gap {
            out.push(' ');
            gap = false;
        }
        out.push(c);
        chars += wanted;
    }
    out
}

/// Marks that change the direction of what follows them, beyond their own text.
fn is_direction(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_cannot_steer_the_terminal() {
        assert_eq!(plain("a\x1b[2Jb\u{9b}31mc\x07", 99), "a[2Jb31mc");
        assert_eq!(plain("one\r\ntwo\tthree\u{2028}four", 99), "one two three four");
        assert_eq!(plain("evil\u{202e}txt.exe\u{2066}!", 99), "eviltxt.exe!");
    }

    #[test]
    fn words_of_any_language_and_no_break_spaces_stay() {
        assert_eq!(plain("שלום مرحبا 👩\u{200d}🚀 8\u{202f}211", 99), "שלום مرحبا 👩\u{200d}🚀 8\u{202f}211");
    }

    #[test]
    fn a_long_text_ends_in_an_ellipsis_within_the_bound() {
        assert_eq!(plain("abcdef", 6), "abcdef");
        assert_eq!(plain("abcdefg", 6), "abcde…");
        assert_eq!(plain("abcde fg", 6), "abcde…");
        let cut = plain(&"x ".repeat(10_000), 50);
        assert_eq!(cut.chars().count(), 50);
        assert!(cut.ends_with('…'));
    }

    #[test]
    fn white_space_around_is_left_out() {
        assert_eq!(plain("  a \n", 9), "a");
        assert_eq!(plain(" \t\n", 9), "");
    }
}
