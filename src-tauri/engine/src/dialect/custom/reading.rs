//! One message, read by a mapping.

use serde_json::Value;

use super::mapping::{Mapping, Rule, State};
use crate::dialect::number::{Count, count, finite};
use crate::dialect::stage::stage;
use crate::dialect::{Outcome, field};
use crate::update::{JobUpdate, Phase, Source};

/// What a message came to.
#[derive(Debug, PartialEq)]
pub enum Reading {
    /// A rule says to ignore it.
    Ignored,
    /// News of a job.
    News(Box<JobUpdate>),
    /// Nothing, and why.
    Odd(&'static str),
}

/// Told of each place that was looked at: key, pointer, what was found.
pub type Look<'a> = &'a mut dyn FnMut(&'static str, &str, Option<&Value>);

/// Reads a message. What is wrong with parts of it goes to `out`. The number is that of the rule, from 0.
pub fn read(
    mapping: &Mapping,
    name: &str,
    data: &str,
    out: &mut Outcome,
    look: Look<'_>,
) -> (Option<usize>, Reading) {
    let message = match serde_json::from_str(data) {
        Ok(message) => message,
        // A bare word, as heartbeats are, is a text.
        Err(_) if !data.trim_start().starts_with(['{', '[']) => Value::String(data.to_owned()),
        Err(_) => return (None, Reading::Odd("message is not JSON")),
    };
    let about = |rule: &Rule| is_about(rule, name, &message);
    let Some(number) = mapping.rules.iter().position(about) else {
        let places = mapping.rules.iter().flat_map(|rule| rule.conditions.keys());
        places.for_each(|place| look("where", place, message.pointer(place)));
        return (None, Reading::Odd("message that no rule is about"));
    };
    let rule = &mapping.rules[number];
    rule.conditions.keys().for_each(|place| look("where", place, message.pointer(place)));
    if rule.ignore {
        return (Some(number), Reading::Ignored);
    }
    for (key, place) in rule.places() {
        if let Some(place) = place {
            look(key, place, message.pointer(place));
        }
    }
    let reading =
        news(mapping, rule, &message, out).map_or_else(Reading::Odd, |job| Reading::News(Box::new(job)));
    (Some(number), reading)
}

fn is_about(rule: &Rule, name: &str, message: &Value) -> bool {
    let named = rule.event.is_empty() || rule.event.iter().any(|event| event == name);
    let holds = |(place, values): (&String, &Vec<Value>)| {
        message.pointer(place).is_some_and(|found| values.iter().any(|value| same(found, value)))
    };
    named && rule.conditions.iter().all(holds)
}

/// 1 and 1.0 are the same; "1" is another.
fn same(found: &Value, wanted: &Value) -> bool {
    match (found, wanted) {
        (Value::Number(a), Value::Number(b)) => a == b || a.as_f64() == b.as_f64(),
        _ => found == wanted,
    }
}

fn news(
    mapping: &Mapping,
    rule: &Rule,
    message: &Value,
    out: &mut Outcome,
) -> Result<JobUpdate, &'static str> {
    let at = |place: &Option<String>| message.pointer(place.as_deref()?).filter(|value| !value.is_null());
    let id = at(&rule.id).and_then(field::scalar).or_else(|| rule.fixed_id.clone());
    let mut update = JobUpdate::new(id.ok_or("message without a job's id")?, Source::Stream);
    let mut text = |place: &Option<String>, what: &'static str| {
        let value = at(place)?;
        if matches!(value, Value::Array(_) | Value::Object(_)) {
            out.odd(what, &value.to_string());
        }
        field::scalar(value)
    };
    update.title = text(&rule.title, "title is no text");
    update.kind = text(&rule.kind, "kind is no text");
    update.owner = text(&rule.owner, "owner is no text");
    update.step = text(&rule.step, "step is no text");
    update.stage = update.step.as_deref().and_then(stage);
    update.page = text(&rule.page, "page is no text");
    let words = text(&rule.message, "message is no text");
    let error = text(&rule.error, "error is no text");
    let word = text(&rule.state, "state is no text");
    let mut number = |place: &Option<String>, what: &'static str| match count(at(place)) {
        Count::Odd => {
            out.odd(what, &at(place).map(Value::to_string).unwrap_or_default());
            None
        }
        said => said.known(),
    };
    update.done = number(&rule.done, "done is no count");
    update.total = number(&rule.total, "total is no count");
    if let Some(said) = at(&rule.percent) {
        update.percent =
            finite(Some(said)).map(|percent| if rule.fraction { percent * 100.0 } else { percent });
        if update.percent.is_none() {
            out.odd("percent is no number", &said.to_string());
        }
    }
    let state = rule.outcome.or_else(|| {
        let word = word?;
        let state = mapping.states.meaning(&word);
        if state.is_none() {
            out.odd("a state that the mapping does not know", &word);
        }
        state
    });
    update.phase = match state {
        Some(State::Pending) => Some(Phase::Pending),
        Some(State::Started | State::Running) => Some(Phase::Running),
        Some(State::Completed) => Some(Phase::Completed),
        Some(State::Failed) => Some(Phase::Failed),
        Some(State::Warning) | None => None,
    };
    update.begins = state == Some(State::Started);
    match state {
        Some(State::Warning) => update.warning = Some(words.or(error).unwrap_or_default()),
        Some(State::Failed) => {
            // The same words once.
            update.message = words.clone().filter(|_| error.is_some());
            update.error = error.or(words);
        }
        _ => (update.message, update.error) = (words, error),
    }
    Ok(update)
}
