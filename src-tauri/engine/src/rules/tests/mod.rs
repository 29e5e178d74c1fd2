//! Stories of rules: which one wins, what it comes to, when it is quiet, what may not be settled.

mod nearest;
mod quiet;
mod refused;
mod verdicts;

use vigie_contract::{AlertRules, Rule, RuleScope};

use super::*;

fn everything() -> RuleScope {
    RuleScope::Everything
}

fn server() -> RuleScope {
    RuleScope::Server { server: "s".into() }
}

fn kind_anywhere() -> RuleScope {
    RuleScope::Kind { server: None, kind: "import".into() }
}

fn kind_here() -> RuleScope {
    RuleScope::Kind { server: Some("s".into()), kind: "import".into() }
}

fn job() -> RuleScope {
    RuleScope::Job { server: "s".into(), id: "j".into() }
}

fn rule(scope: RuleScope, settle: impl FnOnce(&mut Rule)) -> Rule {
    let mut rule = Rule::of(scope);
    settle(&mut rule);
    rule
}

fn book(rules: Vec<Rule>) -> Rulebook {
    Rulebook::new(AlertRules { rules, ..AlertRules::default() })
}

const JOB: About<'static> = About { server: "s", kind: Some("import"), job: Some("j") };
