use vigie_contract::{QuietHours, QuietSpan, WarningRule};

use super::*;

#[track_caller]
fn refused(all: &AlertRules, part: &str) {
    let detail = check(all).unwrap_err();
    assert!(detail.contains(part), "{detail}");
}

fn of(rules: Vec<Rule>) -> AlertRules {
    AlertRules { rules, ..AlertRules::default() }
}

#[test]
fn each_refusal_says_what_to_do() {
    assert_eq!(check(&AlertRules::default()), Ok(()));
    refused(&of(vec![Rule::of(job()), Rule::of(job())]), "two rules are about the job j on s; make them one");
    let job = |n: usize| Rule::of(RuleScope::Job { server: "s".into(), id: n.to_string() });
    assert_eq!(check(&of((0..AlertRules::MOST).map(job).collect())), Ok(()));
    refused(&of((0..=AlertRules::MOST).map(job).collect()), "2000 rules at most");
    refused(&of(vec![Rule::of(RuleScope::Server { server: " ".into() })]), "say which server");
    let long = "k".repeat(1_025);
    refused(&of(vec![Rule::of(RuleScope::Kind { server: None, kind: long })]), "say which kind");
    for (warnings, part) in [
        (WarningRule::Every { nth: 0 }, "1 or more"),
        (WarningRule::Above { percent: 100.5 }, "0 to 100"),
        (WarningRule::Above { percent: f64::NAN }, "0 to 100"),
    ] {
        refused(&of(vec![rule(server(), |rule| rule.warnings = Some(warnings))]), part);
    }
}

#[test]
fn quiet_hours_have_days_and_minutes_of_a_day() {
    let with = |spans: Vec<QuietSpan>| AlertRules {
        quiet: QuietHours { spans, ..QuietHours::default() },
        ..AlertRules::default()
    };
    let span = |days: &[u8], from, to| QuietSpan { days: days.to_vec(), from, to };
    assert_eq!(check(&with(vec![span(&[1, 7], 0, 1_439); 14])), Ok(()));
    refused(&with(vec![span(&[1], 0, 1); 15]), "14 times at most");
    for bad in [span(&[], 0, 1), span(&[0], 0, 1), span(&[8], 0, 1)] {
        refused(&with(vec![bad]), "1 (Monday) to 7 (Sunday)");
    }
    refused(&with(vec![span(&[1], 1_440, 1)]), "23:59");
    refused(&with(vec![span(&[1], 1, 1_440)]), "23:59");
}
