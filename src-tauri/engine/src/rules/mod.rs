//! What is told, where and how loudly, by the person's rules. Pure: no clock, no file, no server.
//!
//! A rule is about everything, a server, a kind of job (on one server or on all) or a job. Each of its settings
//! holds where no nearer rule settles the same: [`Rulebook::about`]. What they come to for one notice is a
//! [`Verdict`]; when it is quiet is said by [`quiet_until`]; what may be settled at all by [`check`].

mod book;
mod check;
mod quiet;
mod verdict;
mod warnings;

#[cfg(test)]
mod tests;

pub use book::{About, Rulebook, Settled};
pub use check::{check, check_rule};
pub(crate) use check::{check_scope, check_spans, check_warnings};
pub use quiet::quiet_until;
pub use verdict::{Event, Verdict};
pub(crate) use warnings::share_is_above;
pub use warnings::{is_above, is_told};

use vigie_contract::{AlertRules, Rule, RuleScope};

/// The server a rule is about; `None`: it is about more than one.
#[must_use]
pub fn server_of(scope: &RuleScope) -> Option<&str> {
    match scope {
        RuleScope::Everything => None,
        RuleScope::Server { server } | RuleScope::Job { server, .. } => Some(server),
        RuleScope::Kind { server, .. } => server.as_deref(),
    }
}

/// Puts a rule in the place of the one of the same scope; one that settles nothing takes that away.
pub fn put(rules: &mut Vec<Rule>, rule: Rule) {
    let place = rules.iter().position(|known| known.scope == rule.scope);
    match (place, rule.is_empty()) {
        (Some(place), true) => drop(rules.remove(place)),
        (Some(place), false) => rules[place] = rule,
        (None, true) => {}
        (None, false) => rules.push(rule),
    }
}

/// What is settled `now`, with what somebody who knew `known` made `wanted` of it: what others changed
/// meanwhile stays.
#[must_use]
pub fn merged(known: &AlertRules, wanted: &AlertRules, now: &AlertRules) -> AlertRules {
    fn newer<T: PartialEq + Clone>(known: &T, wanted: &T, now: &T) -> T {
        if known == wanted { now.clone() } else { wanted.clone() }
    }
    let of = |rules: &AlertRules, scope: &RuleScope| {
        rules.rules.iter().find(|rule| rule.scope == *scope).filter(|rule| !rule.is_empty()).cloned()
    };
    let mut rules = now.rules.clone();
    for rule in known.rules.iter().chain(&wanted.rules) {
        let want = of(wanted, &rule.scope);
        if of(known, &rule.scope) != want {
            put(&mut rules, want.unwrap_or_else(|| Rule::of(rule.scope.clone())));
        }
    }
    AlertRules {
        rules,
        quiet: newer(&known.quiet, &wanted.quiet, &now.quiet),
        respect_do_not_disturb: newer(
            &known.respect_do_not_disturb,
            &wanted.respect_do_not_disturb,
            &now.respect_do_not_disturb,
        ),
        sounds: newer(&known.sounds, &wanted.sounds, &now.sounds),
    }
}
