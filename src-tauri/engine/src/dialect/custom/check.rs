//! Whether a mapping can be used, and which key is wrong where it cannot.

use serde_json::Value;

use super::mapping::{Mapping, Rule, State, States, Transport};

/// Rules of one mapping.
const RULES: usize = 100;
/// Values, words or texts in one list.
const LIST: usize = 50;
/// Characters of a place, a word, a path.
const TEXT_CHARS: usize = 500;
/// Characters of a text to send.
const SEND_CHARS: usize = 4_096;
/// Seconds of a heartbeat and of a silence, at least and at most.
const HEARTBEAT: std::ops::RangeInclusive<u64> = 1..=3_600;
const SILENCE: std::ops::RangeInclusive<u64> = 5..=86_400;

/// Why a mapping cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{key}: {detail}")]
pub struct MappingError {
    /// Which key of `[servers.custom]`: `path`, `rules[2].done` (rules are counted from 1). Empty: the whole.
    pub key: String,
    /// What is wrong with it, for a person who edits the file.
    pub detail: String,
}

fn wrong(key: impl Into<String>, detail: impl Into<String>) -> MappingError {
    MappingError { key: key.into(), detail: detail.into() }
}

impl Mapping {
    /// Reads and checks the table `[servers.custom]`.
    ///
    /// # Errors
    /// The first key that will not do.
    pub fn read(table: &Value) -> Result<Self, MappingError> {
        let Value::Object(fields) = table else { return Err(wrong("", "a table is expected")) };
        let mut fields = fields.clone();
        // The parts by themselves, so that a mistake is told with its place.
        let rules = fields.remove("rules");
        let states = fields.remove("states");
        for (key, value) in &fields {
            let alone = Value::Object([(key.clone(), value.clone())].into_iter().collect());
            serde_json::from_value::<Self>(alone).map_err(|error| wrong(key, error.to_string()))?;
        }
        let mut mapping: Self =
            serde_json::from_value(Value::Object(fields)).map_err(|error| wrong("", error.to_string()))?;
        if let Some(states) = states {
            mapping.states =
                serde_json::from_value(states).map_err(|error| wrong("states", error.to_string()))?;
        }
        let Some(Value::Array(rules)) = rules else {
            return Err(wrong("rules", "at least one [[servers.custom.rules]] is expected"));
        };
        for (at, rule) in rules.into_iter().take(RULES + 1).enumerate() {
            let rule: Rule = serde_json::from_value(rule)
                .map_err(|error| wrong(format!("rules[{}]", at + 1), error.to_string()))?;
            mapping.rules.push(rule);
        }
        mapping.check()?;
        Ok(mapping)
    }

    /// Whether it can be used.
    ///
    /// # Errors
    /// The first key that will not do.
    pub fn check(&self) -> Result<(), MappingError> {
        check_path(&self.path)?;
        let socket = self.carrier == Transport::WebSocket;
        for (key, given) in [("send", !self.send.is_empty()), ("heartbeat", self.heartbeat.is_some())] {
            if given && !socket {
                return Err(wrong(key, "only a WebSocket can be sent to: carrier = \"websocket\""));
            }
        }
        if self.send.len() > LIST {
            return Err(wrong("send", format!("{LIST} texts at most")));
        }
        if let Some(long) = self.send.iter().chain(&self.heartbeat).find(|t| t.chars().count() > SEND_CHARS) {
            let key = if self.heartbeat.as_ref() == Some(long) { "heartbeat" } else { "send" };
            return Err(wrong(key, format!("{SEND_CHARS} characters at most")));
        }
        check_seconds("heartbeat_seconds", self.heartbeat_seconds, &HEARTBEAT)?;
        if let Some(seconds) = self.silence_seconds {
            check_seconds("silence_seconds", seconds, &SILENCE)?;
        }
        if self.last_event_id && socket {
            return Err(wrong("last_event_id", "only an event stream (carrier = \"sse\") has ids"));
        }
        check_states(&self.states)?;
        if self.rules.len() > RULES {
            return Err(wrong("rules", format!("{RULES} at most")));
        }
        if self.rules.iter().all(|rule| rule.ignore) {
            return Err(wrong("rules", "at least one that does not ignore its messages is expected"));
        }
        self.rules.iter().enumerate().try_for_each(|(at, rule)| self.check_rule(at + 1, rule))
    }

    fn check_rule(&self, number: usize, rule: &Rule) -> Result<(), MappingError> {
        let key = |name: &str| format!("rules[{number}].{name}");
        if self.carrier == Transport::WebSocket && !rule.event.is_empty() {
            return Err(wrong(key("event"), "the messages of a WebSocket have no event names: use `where`"));
        }
        check_list(&key("event"), &rule.event)?;
        if rule.conditions.len() > LIST {
            return Err(wrong(key("where"), format!("{LIST} places at most")));
        }
        for (place, values) in &rule.conditions {
            check_pointer(&key("where"), place)?;
            let plain = |value: &Value| !matches!(value, Value::Array(_) | Value::Object(_) | Value::Null);
            if values.is_empty() || values.len() > LIST || !values.iter().all(plain) {
                let detail = "a text, a number, true, false or a list of these is expected for each place";
                return Err(wrong(key("where"), detail));
            }
        }
        for (name, place) in rule.places() {
            if let Some(place) = place {
                check_pointer(&key(name), place)?;
            }
        }
        if rule.fixed_id.as_ref().is_some_and(|id| id.trim().is_empty() || id.chars().count() > TEXT_CHARS) {
            return Err(wrong(key("fixed_id"), format!("1 to {TEXT_CHARS} characters are expected")));
        }
        if rule.ignore {
            return Ok(());
        }
        if rule.id.is_none() && rule.fixed_id.is_none() {
            let detail = "is missing: where is the job's id? A stream about one job may have a `fixed_id`";
            return Err(wrong(key("id"), detail));
        }
        if rule.state.is_some() && self.states.lists().iter().all(|(_, words)| words.is_empty()) {
            return Err(wrong(key("state"), "needs the server's words in [servers.custom.states]"));
        }
        if rule.fraction && rule.percent.is_none() {
            return Err(wrong(key("fraction"), "says how to read `percent`, which is missing"));
        }
        Ok(())
    }
}

fn check_path(path: &str) -> Result<(), MappingError> {
    let plain = |c: char| !c.is_control() && !c.is_whitespace() && !matches!(c, '?' | '#' | '\\');
    let fine = path.starts_with('/') && !path.starts_with("//") && path.chars().all(plain);
    if fine && path.chars().count() <= TEXT_CHARS {
        return Ok(());
    }
    Err(wrong("path", "a path such as /events, below the server's address and without a query, is expected"))
}

fn check_seconds(key: &str, seconds: u64, range: &std::ops::RangeInclusive<u64>) -> Result<(), MappingError> {
    if range.contains(&seconds) {
        return Ok(());
    }
    Err(wrong(key, format!("{} to {} seconds are expected", range.start(), range.end())))
}

fn check_list(key: &str, words: &[String]) -> Result<(), MappingError> {
    let fine = |word: &String| !word.trim().is_empty() && word.chars().count() <= TEXT_CHARS;
    if words.len() <= LIST && words.iter().all(fine) {
        return Ok(());
    }
    Err(wrong(key, format!("up to {LIST} texts of 1 to {TEXT_CHARS} characters are expected")))
}

fn check_states(states: &States) -> Result<(), MappingError> {
    let mut seen: Vec<(String, State)> = Vec::new();
    for (state, words) in states.lists() {
        let key = format!("states.{}", state.as_str());
        check_list(&key, words)?;
        for word in words {
            let word = word.trim().to_lowercase();
            if let Some((_, other)) = seen.iter().find(|(known, other)| *known == word && *other != state) {
                return Err(wrong(key, format!("`{word}` is also in `{}`", other.as_str())));
            }
            seen.push((word, state));
        }
    }
    Ok(())
}

/// RFC 6901: empty, or parts that each begin with a slash; `~` stands before 0 or 1 only.
fn check_pointer(key: &str, place: &str) -> Result<(), MappingError> {
    let slashed = place.is_empty() || place.starts_with('/');
    let escaped = place.split('~').skip(1).all(|rest| rest.starts_with(['0', '1']));
    if slashed && escaped && place.chars().count() <= TEXT_CHARS {
        return Ok(());
    }
    let place: String = place.chars().take(60).collect();
    let hint = if slashed { "; a `~` is written `~0`, a `/` inside of a name `~1`" } else { "" };
    Err(wrong(key, format!("a JSON Pointer such as /job/id is expected, not `{place}`{hint}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn usable() -> Value {
        json!({"path": "/events", "rules": [{"id": "/id"}]})
    }

    #[track_caller]
    fn refused(change: impl Fn(&mut Value), key: &str, detail: &str) {
        let mut table = usable();
        change(&mut table);
        let error = Mapping::read(&table).unwrap_err();
        assert!(error.key == key && error.detail.contains(detail), "{error:?}");
    }

    #[test]
    fn the_least_that_is_usable() {
        assert_eq!(Mapping::read(&usable()).unwrap().rules.len(), 1);
    }

    #[test]
    fn a_mistake_is_told_with_its_key() {
        refused(|t| *t = json!(7), "", "table");
        refused(|t| t["path"] = json!("events"), "path", "/events");
        refused(|t| t["path"] = json!("/events?token=x"), "path", "without a query");
        refused(|t| t["path"] = json!("//elsewhere.example/"), "path", "below");
        refused(|t| t["carrier"] = json!("carrier pigeon"), "carrier", "sse");
        refused(|t| t["retry"] = json!(1), "retry", "unknown field");
        refused(|t| t["send"] = json!("hello"), "send", "websocket");
        refused(|t| t["heartbeat_seconds"] = json!(0), "heartbeat_seconds", "1 to 3600");
        refused(|t| t["silence_seconds"] = json!(1), "silence_seconds", "5 to 86400");
        refused(|t| t["silence_seconds"] = json!("long"), "silence_seconds", "invalid type");
        refused(|t| t["rules"] = json!([]), "rules", "at least one");
        refused(|t| t["rules"] = json!(null), "rules", "at least one");
        refused(|t| t["rules"] = json!([{"ignore": true}]), "rules", "at least one");
        refused(
            |t| t["rules"] = json!([{"id": "/id"}, {"finished": "/x"}]),
            "rules[2]",
            "unknown field `finished`",
        );
        refused(|t| t["rules"] = json!([{"done": "/x"}]), "rules[1].id", "missing");
        refused(|t| t["rules"][0]["done"] = json!("job.done"), "rules[1].done", "job.done");
        refused(|t| t["rules"][0]["step"] = json!("/a~b"), "rules[1].step", "~0");
        refused(|t| t["rules"][0]["where"] = json!({"type": "x"}), "rules[1].where", "JSON Pointer");
        refused(|t| t["rules"][0]["where"] = json!({"/type": {}}), "rules[1].where", "a text, a number");
        refused(|t| t["rules"][0]["outcome"] = json!("melted"), "rules[1]", "melted");
        refused(|t| t["rules"][0]["state"] = json!("/s"), "rules[1].state", "[servers.custom.states]");
        refused(|t| t["rules"][0]["fraction"] = json!(true), "rules[1].fraction", "percent");
        refused(|t| t["states"] = json!({"failed": ["x"], "completed": ["X"]}), "states.failed", "completed");
        refused(|t| t["states"] = json!({"melted": ["x"]}), "states", "melted");
        refused(|t| t["rules"] = json!(vec![json!({"id": "/id"}); 101]), "rules", "100");
    }

    #[test]
    fn what_only_one_carrier_has() {
        let socket = |t: &mut Value| t["carrier"] = json!("websocket");
        refused(|t| (socket(t), t["last_event_id"] = json!(true)).1, "last_event_id", "event stream");
        refused(|t| (socket(t), t["rules"][0]["event"] = json!("x")).1, "rules[1].event", "where");
        let mut table = usable();
        socket(&mut table);
        table["send"] = json!(["a", "b"]);
        table["heartbeat"] = json!("ping");
        assert_eq!(Mapping::read(&table).unwrap().send.len(), 2);
    }

    #[test]
    fn words_are_found_whatever_their_case() {
        let states =
            States {
                completed: vec!["Passed".into()], failed: vec!["ОШИБКА".into()], ..States::default()
            };
        assert_eq!(states.meaning(" PASSED "), Some(State::Completed));
        assert_eq!(states.meaning("ошибка"), Some(State::Failed));
        assert_eq!(states.meaning("passing"), None);
    }
}
