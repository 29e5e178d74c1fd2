//! What may be said on the command line.

use std::ffi::OsString;

use clap::Parser;

use crate::deep;
use crate::window::Target;

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
    /// A link `vigie://add?url=…`: shows the dialog for a new server with this address
    #[arg(value_name = "LINK")]
    pub link: Option<OsString>,
}

impl Options {
    /// What another start of Vigie asked for. That start has understood its own command line, so
    /// this cannot fail but by a difference of versions; then its window is wanted.
    #[must_use]
    pub fn of_another(line: Vec<String>) -> Self {
        Self::try_parse_from(line).unwrap_or_default()
    }

    /// What the link asks to show, where it is one that Vigie understands.
    #[must_use]
    pub fn target(&self) -> Option<Target> {
        let link = self.link.as_ref()?;
        let address = link.to_str().and_then(deep::address);
        if address.is_none() {
            // Nothing of it: an address may hold a password.
            tracing::warn!(bytes = link.len(), "not a link of Vigie's");
        }
        address.map(Target::Add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_start_says_what_it_wants_and_nonsense_wants_the_window() {
        let of = |line: &[&str]| Options::of_another(line.iter().map(|&w| w.to_owned()).collect());
        assert_eq!(of(&["vigie", "--demo"]), Options { demo: true, ..Options::default() });
        assert_eq!(of(&["vigie", "--hidden"]), Options { hidden: true, ..Options::default() });
        assert_eq!(of(&["vigie", "--of-tomorrow"]), Options::default());
        assert_eq!(of(&[]), Options::default());
        let link = of(&["vigie", "vigie://add?url=https://heron.example/"]);
        assert_eq!(link.target(), Some(Target::Add("https://heron.example/".into())));
        assert_eq!(of(&["vigie", "some-file"]).target(), None);
        assert_eq!(of(&["vigie"]).target(), None);
    }
}
