use vigie_contract::{NoticeKind, Telling, WarningRule};

use super::*;

/// All scopes that the job `j` of kind `import` on `s` is in, from the widest to the nearest.
fn scopes() -> [RuleScope; 5] {
    [everything(), server(), kind_anywhere(), kind_here(), job()]
}

#[test]
fn each_scope_wins_over_all_that_are_wider_and_over_none_that_is_nearer() {
    for (at, scope) in scopes().into_iter().enumerate() {
        let seconds = |at: usize| Some(u32::try_from(at).unwrap() + 1);
        let mut rules: Vec<Rule> = scopes()[..=at]
            .iter()
            .enumerate()
            .map(|(place, scope)| rule(scope.clone(), |rule| rule.at_least_seconds = seconds(place)))
            .collect();
        // The order in which they stand says nothing.
        rules.reverse();
        assert_eq!(book(rules.clone()).about(JOB).at_least_seconds(), seconds(at).unwrap(), "{scope:?}");
        rules.reverse();
        assert_eq!(book(rules).about(JOB).at_least_seconds(), seconds(at).unwrap(), "{scope:?}");
    }
}

#[test]
fn each_setting_goes_its_own_way() {
    let quietly = Telling { bell: true, desktop: false, sound: false };
    let book = book(vec![
        rule(everything(), |rule| {
            rule.muted = Some(true);
            rule.events = [(NoticeKind::Stalled, quietly), (NoticeKind::Failed, quietly)].into();
        }),
        rule(server(), |rule| rule.only_mine = Some(true)),
        rule(kind_here(), |rule| {
            rule.muted = Some(false);
            rule.warnings = Some(WarningRule::First);
        }),
        rule(job(), |rule| {
            let all = Telling { bell: true, desktop: true, sound: true };
            rule.events = [(NoticeKind::Failed, all)].into();
        }),
    ]);
    let settled = book.about(JOB);
    assert!(!settled.muted() && settled.only_mine() && !settled.watched());
    assert_eq!(settled.warnings(), WarningRule::First);
    assert!(settled.telling(NoticeKind::Failed).desktop, "the job's own");
    assert!(!settled.telling(NoticeKind::Stalled).desktop, "everything's");
    assert_eq!(settled.telling(NoticeKind::Longer), Telling::of(NoticeKind::Longer), "nobody's");
}

#[test]
fn a_rule_reaches_what_it_is_about_and_nothing_else() {
    let muted = |scope: RuleScope, about: About<'_>| {
        book(vec![rule(scope, |rule| rule.muted = Some(true))]).about(about).muted()
    };
    let other_job = About { job: Some("k"), ..JOB };
    let other_kind = About { kind: Some("export"), job: Some("k"), ..JOB };
    let other_server = About { server: "t", ..JOB };
    let unknown_kind = About { kind: None, ..JOB };
    let server_itself = About { server: "s", kind: None, job: None };
    let table = [
        (everything(), [true, true, true, true, true, true]),
        (server(), [true, true, true, false, true, true]),
        (kind_anywhere(), [true, true, false, true, false, false]),
        (kind_here(), [true, true, false, false, false, false]),
        (job(), [true, false, false, false, true, false]),
    ];
    for (scope, wanted) in table {
        let abouts = [JOB, other_job, other_kind, other_server, unknown_kind, server_itself];
        let found = abouts.map(|about| muted(scope.clone(), about));
        assert_eq!(found, wanted, "{scope:?}");
    }
}

#[test]
fn put_replaces_by_scope_and_an_empty_rule_takes_away() {
    let mut rules = vec![rule(server(), |rule| rule.muted = Some(true))];
    put(&mut rules, rule(job(), |rule| rule.watched = Some(true)));
    put(&mut rules, rule(server(), |rule| rule.muted = Some(false)));
    assert_eq!((rules.len(), rules[0].muted), (2, Some(false)));
    put(&mut rules, Rule::of(server()));
    put(&mut rules, Rule::of(everything()));
    assert_eq!(rules.iter().map(|rule| rule.scope.clone()).collect::<Vec<_>>(), [job()]);
}

#[test]
fn what_others_changed_meanwhile_stays() {
    let known = AlertRules { rules: vec![rule(server(), |r| r.muted = Some(true))], ..AlertRules::default() };
    let now = AlertRules {
        rules: vec![rule(server(), |r| r.muted = Some(true)), rule(job(), |r| r.watched = Some(true))],
        sounds: true,
        ..AlertRules::default()
    };
    let wanted = AlertRules {
        rules: vec![rule(kind_here(), |r| r.only_mine = Some(true))],
        respect_do_not_disturb: false,
        ..AlertRules::default()
    };
    let merged = merged(&known, &wanted, &now);
    let scopes: Vec<_> = merged.rules.iter().map(|rule| rule.scope.clone()).collect();
    assert_eq!(scopes, [job(), kind_here()]);
    assert!(merged.sounds && !merged.respect_do_not_disturb);
}
