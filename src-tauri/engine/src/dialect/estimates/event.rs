//! What an event is called: `<model>.<action>`.

use vigie_contract::RecordAction;

/// Characters of a model's name.
const MODEL_CHARS: usize = 100;

/// What an event of the bus is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event<'a> {
    /// The greeting, or a sign of life.
    Beat,
    /// The client's own words about its connection, which no server has to say.
    Ours,
    /// A record changed.
    Record {
        /// What kind of thing.
        model: &'a str,
        /// What happened to it.
        action: RecordAction,
        /// True where the event is about its status in so many words.
        status: bool,
    },
    /// Anything else.
    Other,
}

impl<'a> Event<'a> {
    /// Reads a name.
    #[must_use]
    pub fn of(name: &'a str) -> Self {
        match bare(name).as_str() {
            "connected" | "keepalive" | "heartbeat" | "ping" => return Self::Beat,
            "systemconnectionlost" | "systemconnectionrestored" => return Self::Ours,
            _ => {}
        }
        let Some((model, action)) = name.rsplit_once(['.', ':']) else { return Self::Other };
        let model = model.trim();
        if model.is_empty() || model.eq_ignore_ascii_case("system") || model.chars().count() > MODEL_CHARS {
            return Self::Other;
        }
        let action = bare(action);
        match verb(&action) {
            Some(action) => Self::Record { model, action, status: false },
            None if action.starts_with("status") => {
                Self::Record { model, action: RecordAction::Updated, status: true }
            }
            None => Self::Other,
        }
    }
}

fn verb(action: &str) -> Option<RecordAction> {
    Some(match action {
        "created" | "create" | "added" | "add" | "new" | "inserted" | "insert" => RecordAction::Created,
        "updated" | "update" | "changed" | "change" | "modified" | "edited" | "saved" => {
            RecordAction::Updated
        }
        "deleted" | "delete" | "removed" | "remove" | "destroyed" => RecordAction::Deleted,
        _ => return None,
    })
}

/// Letters only, small: `keep-alive`, `keepAlive` and `KEEPALIVE` are the same.
fn bare(word: &str) -> String {
    word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_model_and_all_likely_verbs() {
        use RecordAction::{Created, Deleted, Updated};
        for (name, model, action, status) in [
            ("estimate.created", "estimate", Created, false),
            ("project.Updated", "project", Updated, false),
            ("work_item.removed", "work_item", Deleted, false),
            ("crm.invoice.added", "crm.invoice", Created, false),
            ("estimate:changed", "estimate", Updated, false),
            ("estimate.statusChanged", "estimate", Updated, true),
            ("смета.created", "смета", Created, false),
        ] {
            assert_eq!(Event::of(name), Event::Record { model, action, status }, "{name}");
        }
    }

    #[test]
    fn what_is_no_record() {
        for name in ["connected", "keepalive", "keep-alive", "heartbeat"] {
            assert_eq!(Event::of(name), Event::Beat, "{name}");
        }
        assert_eq!(Event::of("system.connectionLost"), Event::Ours);
        assert_eq!(Event::of("system.connection_restored"), Event::Ours);
        for name in ["system.updated", "estimate.melted", ".created", "created", "", "…."] {
            assert_eq!(Event::of(name), Event::Other, "{name}");
        }
    }
}
