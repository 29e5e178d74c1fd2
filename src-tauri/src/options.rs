//! What may be said on the command line.

use clap::Parser;

/// Live progress of the jobs of your servers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Parser)]
#[command(name = "vigie", version, about)]
pub struct Options {
    /// Watch the embedded demo
    #[arg(long)]
    pub demo: bool,
    /// Start without a window, in the tray
    #[arg(long)]
    pub hidden: bool,
}

impl Options {
    /// What another start of Vigie asked for. That start has understood its own command line, so
    /// this cannot fail but by a difference of versions; then its window is wanted.
    #[must_use]
    pub fn of_another(line: Vec<String>) -> Self {
        Self::try_parse_from(line).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_start_says_what_it_wants_and_nonsense_wants_the_window() {
        let of = |line: &[&str]| Options::of_another(line.iter().map(|&w| w.to_owned()).collect());
        assert_eq!(of(&["vigie", "--demo"]), Options { demo: true, hidden: false });
        assert_eq!(of(&["vigie", "--hidden"]), Options { demo: false, hidden: true });
        assert_eq!(of(&["vigie", "--of-tomorrow"]), Options::default());
        assert_eq!(of(&[]), Options::default());
    }
}
