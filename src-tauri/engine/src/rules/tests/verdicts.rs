use vigie_contract::{Job, NoticeKind, QuietHours, Telling, WarningRule};

use super::*;
use NoticeKind::{Completed, Failed, Longer, Stalled, Unreachable, Vanished};

fn event(kind: NoticeKind) -> Event<'static> {
    Event { kind, about: JOB, owner: None, signed_in: None, took: None, alert: true }
}

/// bell, read, desktop, sound, loud.
fn said(book: &Rulebook, event: Event<'_>) -> (bool, bool, bool, bool, bool) {
    let verdict = book.verdict(&event);
    (verdict.bell, verdict.read, verdict.desktop, verdict.sound, verdict.loud)
}

fn with_sounds(rules: Vec<Rule>) -> Rulebook {
    Rulebook::new(AlertRules { rules, sounds: true, ..AlertRules::default() })
}

#[test]
fn without_rules_it_is_told_as_ever_and_sounds_only_where_they_are_on() {
    assert_eq!(said(&book(vec![]), event(Completed)), (true, false, true, false, false));
    assert_eq!(said(&with_sounds(vec![]), event(Completed)), (true, false, true, true, false));
    assert_eq!(said(&with_sounds(vec![]), event(Stalled)), (true, false, true, false, false));
    assert_eq!(said(&book(vec![]), event(Longer)), (false, false, false, false, false));
}

#[test]
fn muted_is_in_the_bell_as_read_and_a_watched_end_is_told_all_the_same() {
    let muted = rule(server(), |rule| rule.muted = Some(true));
    let watched = rule(job(), |rule| rule.watched = Some(true));
    let book = with_sounds(vec![muted, watched]);
    for end in [Completed, Failed, Vanished] {
        let found = said(&book, Event { took: Some(1), ..event(end) });
        assert_eq!(found, (true, false, true, end != Vanished, true), "{end:?}");
    }
    assert_eq!(said(&book, event(Stalled)), (true, true, false, false, false), "no end");
    let other = Event { about: About { job: Some("k"), ..JOB }, ..event(Completed) };
    assert_eq!(said(&book, other), (true, true, false, false, false));
}

#[test]
fn a_watched_end_needs_no_place_of_its_own() {
    let nowhere = Telling { bell: false, desktop: false, sound: false };
    let book = book(vec![rule(job(), |rule| {
        rule.events = [(Completed, nowhere)].into();
        (rule.watched, rule.at_least_seconds) = (Some(true), Some(3_600));
    })]);
    let found = said(&book, Event { took: Some(5), ..event(Completed) });
    assert_eq!(found, (false, false, true, false, true));
}

#[test]
fn other_peoples_jobs_are_muted_only_where_it_is_known_whose_they_are() {
    let book = book(vec![rule(server(), |rule| rule.only_mine = Some(true))]);
    let table = [
        (Some("ana"), Some("Ana"), false),
        (Some(" ÉMILE "), Some("émile"), false),
        (Some("bob"), Some("ana"), true),
        (None, Some("ana"), false),
        (Some("bob"), None, false),
    ];
    for (owner, signed_in, muted) in table {
        let verdict = book.verdict(&Event { owner, signed_in, ..event(Failed) });
        assert_eq!((verdict.read, verdict.desktop), (muted, !muted), "{owner:?} {signed_in:?}");
    }
}

#[test]
fn a_short_good_end_is_no_alert_a_bad_one_is_and_an_unknown_length_is_not_short() {
    let book = with_sounds(vec![rule(kind_here(), |rule| rule.at_least_seconds = Some(60))]);
    let after = |kind, took| said(&book, Event { took, ..event(kind) });
    assert_eq!(after(Completed, Some(59_999)), (true, false, false, false, false));
    assert_eq!(after(Completed, Some(60_000)), (true, false, true, true, false));
    assert_eq!(after(Completed, None), (true, false, true, true, false));
    assert_eq!(after(Failed, Some(5)), (true, false, true, true, false));
}

#[test]
fn what_a_server_wants_no_alert_of_has_none() {
    let found = said(&with_sounds(vec![]), Event { alert: false, ..event(NoticeKind::Message) });
    assert_eq!(found, (true, false, false, false, false));
}

#[test]
fn failures_come_through_where_that_is_wanted_and_nothing_else_does() {
    let quiet = QuietHours { failures_come_through: true, ..QuietHours::default() };
    let book = Rulebook::new(AlertRules { quiet, ..AlertRules::default() });
    for kind in NoticeKind::ALL {
        let loud = matches!(kind, Failed | Unreachable);
        assert_eq!(book.verdict(&event(*kind)).loud, loud, "{kind:?}");
    }
}

#[test]
fn warnings_by_number_and_by_share() {
    let told = |rule| (0..=100).filter(|nth| is_told(rule, *nth)).collect::<Vec<_>>();
    assert_eq!(told(WarningRule::Milestones), [1, 10, 100]);
    assert_eq!(told(WarningRule::First), [1]);
    assert_eq!(told(WarningRule::Every { nth: 40 }), [40, 80]);
    assert_eq!(told(WarningRule::Above { percent: 0.0 }), Vec::<u32>::new());
    assert!(is_told(WarningRule::Milestones, 1_000_000_000) && !is_told(WarningRule::Milestones, u32::MAX));
    let share = |done, failed| share_is_above(done, failed, 5.0);
    assert!(share(Some(99), Some(5)) && !share(Some(100), Some(5)));
    assert!(!share(None, Some(5)) && !share(Some(9), None) && !share(Some(0), Some(9)), "unknown");
    let seconds = Job { unit: vigie_contract::JobUnit::Seconds, done: Some(1), failed: Some(1), ..a_job() };
    assert!(!is_above(&seconds, 5.0) && is_above(&Job { done: Some(1), failed: Some(1), ..a_job() }, 5.0));
}

/// One of which nothing is known.
fn a_job() -> Job {
    let mut board = crate::board::Board::new(crate::board::Bounds::default());
    board.add_server("s", crate::board::Rules::default());
    let update = crate::update::JobUpdate::new("j", crate::update::Source::Stream);
    let changes = board.apply("s", crate::update::Update::Job(Box::new(update)), 0);
    changes.into_iter().find_map(|change| change.now).expect("a job that is heard of is on the board")
}
