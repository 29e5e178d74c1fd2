//! Messages with their places filled.

use std::sync::Arc;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::resolver::ResolverError;
use fluent_bundle::resolver::errors::ReferenceKind;
use fluent_bundle::{FluentArgs, FluentError, FluentResource, FluentValue};
use vigie_contract::Language;

use crate::plain::{MAX_PLACE_CHARS, plain};
use crate::tongue::Tongue;

/// Printed where a value was promised and is not there.
const MISSING: &str = "…";

/// The words of one language. Cheap to clone.
#[derive(Clone)]
pub struct Words {
    tongue: Tongue,
    bundle: Arc<FluentBundle<FluentResource>>,
}

impl Words {
    /// The words of the language chosen, or of the desktop's.
    #[must_use]
    pub fn new(language: Language) -> Self {
        Self::of(Tongue::of(language))
    }

    /// The words of one language.
    #[must_use]
    pub fn of(tongue: Tongue) -> Self {
        // The files are part of the program and a test reads them: what cannot be read is left out, not fatal.
        let resource = match FluentResource::try_new(tongue.source().to_owned()) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        let mut bundle = FluentBundle::new_concurrent(vec![tongue.id()]);
        // Isolation marks are for text with markup; alerts and terminals print them as boxes.
        bundle.set_use_isolating(false);
        let _ = bundle.add_resource(resource);
        Self { tongue, bundle: Arc::new(bundle) }
    }

    /// Which language these are.
    #[must_use]
    pub fn tongue(&self) -> Tongue {
        self.tongue
    }

    /// The message `id`, or its attribute for `id.attribute`, with its places filled.
    /// Values are made plain; a message that does not exist is its own id.
    #[must_use]
    pub fn say(&self, id: &str, places: &[(&str, Place)]) -> String {
        let mut args = FluentArgs::with_capacity(places.len());
        for (name, place) in places {
            match place {
                Place::Text(text) => args.set(*name, plain(text, MAX_PLACE_CHARS)),
                Place::Number(number) => args.set(*name, FluentValue::from(*number)),
            }
        }
        let (text, errors) = self.resolve(id, &args);
        if errors.is_empty() {
            return text;
        }
        for error in errors {
            if let FluentError::ResolverError(ResolverError::Reference(ReferenceKind::Variable { id })) =
                error
            {
                args.set(id, MISSING);
            }
        }
        self.resolve(id, &args).0
    }

    /// A message without places.
    #[must_use]
    pub fn text(&self, id: &str) -> String {
        self.say(id, &[])
    }

    pub(crate) fn resolve(&self, id: &str, args: &FluentArgs) -> (String, Vec<FluentError>) {
        let (message, attribute) = id.split_once('.').map_or((id, None), |(m, a)| (m, Some(a)));
        let pattern = self.bundle.get_message(message).and_then(|found| match attribute {
            Some(attribute) => found.get_attribute(attribute).map(|a| a.value()),
            None => found.value(),
        });
        let Some(pattern) = pattern else { return (id.to_owned(), Vec::new()) };
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(args), &mut errors).into_owned();
        (text, errors)
    }

    /// Parts on one line, such as those of a notice.
    #[must_use]
    pub fn join(&self, parts: &[String]) -> String {
        parts.join(&self.text("part-separator"))
    }
}

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Words").field(&self.tongue).finish()
    }
}

/// What fills a place.
#[derive(Debug, Clone)]
pub enum Place {
    /// Printed.
    Text(String),
    /// Chooses a plural form; not printed.
    Number(u64),
}

impl From<String> for Place {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Place {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&String> for Place {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<u64> for Place {
    fn from(number: u64) -> Self {
        Self::Number(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_text_and_never_markup_of_ours() {
        let words = Words::of(Tongue::En);
        let said = words.say("notice-completed-title", &[("title", "{ $x } <b> \u{1b}[1m".into())]);
        assert_eq!(said, "{ $x } <b> [1m completed");
    }

    #[test]
    fn a_value_that_was_forgotten_does_not_break_the_sentence() {
        let words = Words::of(Tongue::En);
        assert_eq!(words.text("failure-server-said"), "The server said no: …");
        assert_eq!(words.text("no-such-message"), "no-such-message");
    }
}
