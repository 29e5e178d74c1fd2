//! What may be settled. Each refusal says what to do instead.

use std::collections::HashSet;

use vigie_contract::{AlertRules, QuietHours, QuietSpan, Rule, RuleScope, WarningRule};

/// Bytes of a server's id, a kind or a job's id.
const NAME_BYTES: usize = 1024;
/// The last minute of a day.
const LAST_MINUTE: u16 = 1_439;

/// Looks at all rules and quiet hours.
///
/// # Errors
/// Says of the first that will not do what is expected in its place.
pub fn check(all: &AlertRules) -> Result<(), String> {
    if all.rules.len() > AlertRules::MOST {
        return Err(format!("there may be {} rules at most; take some away first", AlertRules::MOST));
    }
    let mut scopes = HashSet::new();
    for rule in &all.rules {
        check_rule(rule)?;
        if !scopes.insert(&rule.scope) {
            return Err(format!("two rules are about {}; make them one", named(&rule.scope)));
        }
    }
    check_spans(&all.quiet.spans)
}

/// Looks at one rule.
///
/// # Errors
/// Says what is expected.
pub fn check_rule(rule: &Rule) -> Result<(), String> {
    check_scope(&rule.scope)?;
    rule.warnings.map_or(Ok(()), check_warnings)
}

/// Looks at what a rule is about.
///
/// # Errors
/// Says what is expected.
pub(crate) fn check_scope(scope: &RuleScope) -> Result<(), String> {
    let names: [(&str, Option<&String>); 2] = match scope {
        RuleScope::Everything => [("", None), ("", None)],
        RuleScope::Server { server } => [("server", Some(server)), ("", None)],
        RuleScope::Kind { server, kind } => [("server", server.as_ref()), ("kind", Some(kind))],
        RuleScope::Job { server, id } => [("server", Some(server)), ("job", Some(id))],
    };
    for (what, name) in names {
        if name.is_some_and(|name| name.trim().is_empty() || name.len() > NAME_BYTES) {
            return Err(format!("say which {what} the rule is about, in 1 to {NAME_BYTES} bytes"));
        }
    }
    Ok(())
}

/// Looks at which warnings are to be told.
///
/// # Errors
/// Says what is expected.
pub(crate) fn check_warnings(rule: WarningRule) -> Result<(), String> {
    match rule {
        WarningRule::Every { nth: 0 } => Err("every 0th warning is none; give 1 or more".to_owned()),
        WarningRule::Above { percent } if !(0.0..=100.0).contains(&percent) => {
            Err("give a percentage from 0 to 100".to_owned())
        }
        _ => Ok(()),
    }
}

/// Looks at the spans of the quiet hours.
///
/// # Errors
/// Says what is expected.
pub(crate) fn check_spans(spans: &[QuietSpan]) -> Result<(), String> {
    if spans.len() > QuietHours::SPANS {
        let most = QuietHours::SPANS;
        return Err(format!("quiet hours may have {most} times at most; put those alike together"));
    }
    spans.iter().try_for_each(check_span)
}

/// Looks at one span of the quiet hours.
///
/// # Errors
/// Says what is expected.
fn check_span(span: &QuietSpan) -> Result<(), String> {
    if span.days.is_empty() || !span.days.iter().all(|day| (1..=7).contains(day)) {
        return Err("quiet hours need the days they begin on, from 1 (Monday) to 7 (Sunday)".to_owned());
    }
    if span.from > LAST_MINUTE || span.to > LAST_MINUTE {
        return Err("quiet hours begin and end between 00:00 and 23:59".to_owned());
    }
    Ok(())
}

fn named(scope: &RuleScope) -> String {
    match scope {
        RuleScope::Everything => "everything".to_owned(),
        RuleScope::Server { server } => format!("the server {server}"),
        RuleScope::Kind { server: None, kind } => format!("the kind {kind}"),
        RuleScope::Kind { server: Some(server), kind } => format!("the kind {kind} on {server}"),
        RuleScope::Job { server, id } => format!("the job {id} on {server}"),
    }
}
