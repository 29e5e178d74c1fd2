//! The languages there are words in.

use unic_langid::LanguageIdentifier;
use vigie_contract::Language;

/// The desktop's languages, best first, as web pages write them: `fr-CH`.
#[must_use]
pub fn desktop_languages() -> Vec<String> {
    sys_locale::get_locales().map(|locale| locale.replace('_', "-")).collect()
}

/// A language there are words in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tongue {
    /// English; also for every language without words of its own.
    En,
    /// French.
    Fr,
    /// Russian.
    Ru,
}

impl Tongue {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::En, Self::Fr, Self::Ru];

    /// The one chosen, or the desktop's.
    #[must_use]
    pub fn of(language: Language) -> Self {
        match language {
            Language::System => Self::first_of(sys_locale::get_locales()),
            Language::En => Self::En,
            Language::Fr => Self::Fr,
            Language::Ru => Self::Ru,
        }
    }

    /// The first of the person's languages that there are words in.
    fn first_of(locales: impl Iterator<Item = String>) -> Self {
        for locale in locales {
            let language = locale.split(['-', '_', '.', '@']).next().unwrap_or_default().to_ascii_lowercase();
            match language.as_str() {
                "en" => return Self::En,
                "fr" => return Self::Fr,
                "ru" => return Self::Ru,
                _ => {}
            }
        }
        Self::En
    }

    pub(crate) fn source(self) -> &'static str {
        match self {
            Self::En => include_str!("../../../ui/locales/en.ftl"),
            Self::Fr => include_str!("../../../ui/locales/fr.ftl"),
            Self::Ru => include_str!("../../../ui/locales/ru.ftl"),
        }
    }

    /// The language's code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Fr => "fr",
            Self::Ru => "ru",
        }
    }

    pub(crate) fn id(self) -> LanguageIdentifier {
        self.code().parse().expect("two letters are a language identifier")
    }

    /// What stands between groups of three digits.
    pub(crate) fn group(self) -> char {
        match self {
            Self::En => ',',
            Self::Fr => '\u{202f}',
            Self::Ru => '\u{a0}',
        }
    }

    /// What stands before the fraction.
    pub(crate) fn point(self) -> char {
        match self {
            Self::En => '.',
            Self::Fr | Self::Ru => ',',
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(locales: &[&str]) -> Tongue {
        Tongue::first_of(locales.iter().map(|&l| l.to_owned()))
    }

    #[test]
    fn the_first_known_language_of_the_person_wins() {
        assert_eq!(first(&["fr-CH", "en"]), Tongue::Fr);
        assert_eq!(first(&["de-DE", "ru_RU.UTF-8", "en"]), Tongue::Ru);
        assert_eq!(first(&["EN-gb"]), Tongue::En);
        assert_eq!(first(&["C"]), Tongue::En);
        assert_eq!(first(&[]), Tongue::En);
    }
}
