//! The person's rules, from what a link reports to the bell, the outbox and the desktop.

use std::sync::Arc;

use vigie_contract::{
    AlertRules, FailureCode, NoticeKind, QuietHours, QuietSpan, Rule, RuleScope, Sound, Telling, WarningRule,
};

use super::*;
use crate::engine::{Engine, Inner};

const NOWHERE: Telling = Telling { bell: false, desktop: false, sound: false };

fn of_kind(kind: &str, settle: impl FnOnce(&mut Rule)) -> Rule {
    let mut rule = Rule::of(RuleScope::Kind { server: None, kind: kind.into() });
    settle(&mut rule);
    rule
}

fn of_job(id: &str, settle: impl FnOnce(&mut Rule)) -> Rule {
    let mut rule = Rule::of(RuleScope::Job { server: "heron".into(), id: id.into() });
    settle(&mut rule);
    rule
}

fn all(rules: Vec<Rule>) -> AlertRules {
    AlertRules { rules, sounds: true, ..AlertRules::default() }
}

fn always_quiet(failures_come_through: bool) -> QuietHours {
    let always = QuietSpan { days: vec![1, 2, 3, 4, 5, 6, 7], from: 0, to: 0 };
    QuietHours { on: true, spans: vec![always], failures_come_through }
}

/// News of a job of the kind `import`.
fn job(id: &str, change: impl FnOnce(&mut JobUpdate)) -> Update {
    let mut update = JobUpdate::new(id, Source::Stream);
    update.kind = Some("import".into());
    change(&mut update);
    Update::Job(Box::new(update))
}

fn begins(id: &str) -> Update {
    job(id, |update| update.begins = true)
}

fn ends(id: &str, phase: Phase) -> Update {
    job(id, |update| update.phase = Some(phase))
}

/// A core under these rules, and a handle to it as the shell has one.
async fn under(rules: AlertRules) -> (Told, Engine) {
    under_rules_of(Store::in_memory(Limits::default()), rules).await
}

async fn under_rules_of(store: Store, rules: AlertRules) -> (Told, Engine) {
    let mut alerts = None;
    let told = Told::begin_with(store.clone(), |core| {
        alerts = Some(core.alerts.subscribe());
        core.roster[0].view.user = Some("ana".into());
        core.settle_rules(rules);
    })
    .await;
    let inner = Inner {
        home: None,
        requests: told.requests.clone(),
        clock: Clock::from_tokio(NOW),
        store,
        secrets: Secrets::in_memory(),
        passing: Secrets::in_memory(),
        settings: None,
        alerts: alerts.unwrap(),
        _tasks: vec![],
    };
    (told, Engine { inner: Arc::new(inner) })
}

/// Waits until a word that no rule is about is stored: what was said before it is as well.
async fn settled(told: &mut Told, identity: &str) {
    told.hear(vec![message(identity, true)], &[]).await;
    let title = format!("Message {identity}");
    told.until(|told| told.notices.iter().any(|notice| notice.title == title)).await;
}

/// What waits to be shown or heard: the job's id, where it goes, and whether it is loud.
async fn due(store: &Store) -> Vec<(String, bool, Option<Sound>, bool)> {
    let due = store.pending_alerts(100).await.unwrap();
    let line = |alert: Alert| (alert.notice.job.unwrap_or_default(), alert.desktop, alert.sound, alert.loud);
    due.into_iter().map(line).collect()
}

#[tokio::test(start_paused = true)]
async fn a_muted_kind_is_in_the_bell_as_read_and_the_job_that_is_watched_alerts() {
    let muted = of_kind("import", |rule| rule.muted = Some(true));
    let watched = of_job("b", |rule| rule.watched = Some(true));
    let (mut told, _engine) = under(all(vec![muted, watched])).await;
    assert_eq!(told.snapshot().rules.rules.len(), 2);
    let other = job("c", |update| (update.kind, update.begins) = (Some("export".into()), true));
    let failed = job("c", |update| (update.kind, update.phase) = (None, Some(Phase::Failed)));
    let ended = [ends("a", Phase::Completed), ends("b", Phase::Completed), failed];
    // At once: the clock of the test runs on while the store writes, and silent jobs stall.
    told.hear([vec![begins("a"), begins("b"), other], ended.to_vec()].concat(), &[]).await;
    settled(&mut told, "1").await;
    let read: Vec<_> = told.notices.iter().filter_map(|n| Some((n.job.clone()?, n.read))).collect();
    assert_eq!(read, [("a".to_owned(), true), ("b".to_owned(), false), ("c".to_owned(), false)]);
    let wanted =
        [("b".to_owned(), true, Some(Sound::Done), true), ("c".to_owned(), true, Some(Sound::Failed), false)];
    assert_eq!(due(&told.store).await, wanted);
    assert_eq!(told.store.unread().await.unwrap(), 2);
}

#[tokio::test(start_paused = true)]
async fn other_peoples_jobs_and_short_ones_are_in_the_bell_alone() {
    let rules = vec![of_kind("import", |rule| {
        (rule.only_mine, rule.at_least_seconds) = (Some(true), Some(60));
    })];
    let (mut told, _engine) = under(all(rules)).await;
    let owned = |id: &str, owner: Option<&str>| {
        job(id, |update| (update.begins, update.owner) = (true, owner.map(Into::into)))
    };
    let updates = vec![owned("mine", Some("Ana")), owned("his", Some("bob")), owned("whose", None)];
    told.hear(updates, &[]).await;
    tokio::time::sleep(Duration::from_secs(61)).await;
    let ended = ["mine", "his", "whose", "short"].map(|id| ends(id, Phase::Completed)).to_vec();
    told.hear([vec![owned("short", Some("ana"))], ended].concat(), &[]).await;
    settled(&mut told, "1").await;
    let ends: Vec<_> = told.told(NoticeKind::Completed).iter().map(|n| (n.title.clone(), n.read)).collect();
    assert_eq!(ends.len(), 4, "{ends:?}");
    let mut alerts = told.store.pending_alerts(100).await.unwrap();
    alerts.retain(|alert| alert.notice.kind == NoticeKind::Completed);
    let ids: Vec<_> = alerts.iter().filter_map(|alert| alert.notice.job.as_deref()).collect();
    assert_eq!(ids, ["mine", "whose"]);
    let past = told.store.past_notices(0, 0).await.unwrap();
    assert!(
        past.iter().any(|n| n.owner.as_deref() == Some("bob") && n.job_kind.as_deref() == Some("import"))
    );
}

#[tokio::test(start_paused = true)]
async fn warnings_are_told_as_their_rule_says() {
    let every = of_kind("import", |rule| rule.warnings = Some(WarningRule::Every { nth: 10 }));
    let (mut told, _engine) = under(all(vec![every])).await;
    told.hear(vec![begins("a")], &[]).await;
    let warn = |n: u32| job("a", |update| update.warning = Some(format!("w{n}")));
    told.hear((1..=25).map(warn).collect(), &[]).await;
    settled(&mut told, "1").await;
    let told: Vec<_> = told.told(NoticeKind::Warning).iter().map(|notice| notice.warnings).collect();
    assert_eq!(told, [10, 20]);
}

#[tokio::test(start_paused = true)]
async fn a_share_that_failed_is_told_once_a_run_by_the_counts_alone() {
    let above = of_kind("import", |rule| rule.warnings = Some(WarningRule::Above { percent: 5.0 }));
    let store = Store::in_memory(Limits::default());
    let (mut told, _engine) = under_rules_of(store, all(vec![above.clone()])).await;
    let counts = |done: u64, failed: u64| {
        job("a", |update| {
            (update.done, update.failed, update.total) = (Some(done), Some(failed), Some(1_000));
        })
    };
    told.hear(vec![begins("a"), counts(100, 5)], &[]).await;
    settled(&mut told, "1").await;
    assert_eq!(told.told(NoticeKind::Warning).len(), 0, "not more than 5 %");
    told.hear(vec![counts(110, 6), counts(120, 30), counts(130, 31)], &[]).await;
    settled(&mut told, "2").await;
    let warnings = told.told(NoticeKind::Warning);
    assert_eq!((warnings.len(), warnings[0].failed, warnings[0].warnings), (1, Some(6), 0));
    assert_eq!(warnings[0].values["above"], "5");
    // The next run is another matter.
    let again = job("a", |update| (update.begins, update.done) = (true, Some(0)));
    told.hear(vec![ends("a", Phase::Completed), again, counts(10, 9), counts(11, 10)], &[]).await;
    settled(&mut told, "3").await;
    assert_eq!(told.told(NoticeKind::Warning).len(), 2);
    assert_eq!(told.told(NoticeKind::Warning)[1].run, Some(2));

    // A restart repeats nothing: what was open and above it was told.
    let store = told.store.clone();
    let open = store.recall("heron", NOW).await.unwrap().open;
    assert_eq!(open.len(), 1, "{open:?}");
    let mut told = Told::begin_with(store, |core| {
        core.settle_rules(all(vec![above]));
        let restored = crate::engine::memory::restored_open(&open[0]);
        let changes = core.board.restore("heron", restored, NOW);
        core.take_changes("heron", changes);
    })
    .await;
    told.hear(vec![counts(20, 19)], &[]).await;
    settled(&mut told, "4").await;
    let warnings = told.store.notices(None, 100).await.unwrap().notices;
    let runs: Vec<_> = warnings.iter().filter(|n| n.kind == NoticeKind::Warning).map(|n| n.run).collect();
    assert_eq!(runs, [Some(2), Some(1)]);
}

#[tokio::test(start_paused = true)]
async fn what_is_to_be_told_nowhere_is_hidden_and_stays_untold() {
    let nowhere = of_kind("import", |rule| rule.events = [(NoticeKind::Completed, NOWHERE)].into());
    let (mut told, engine) = under(all(vec![nowhere])).await;
    told.hear(vec![begins("a"), ends("a", Phase::Completed)], &[]).await;
    settled(&mut told, "1").await;
    assert!(told.told(NoticeKind::Completed).is_empty() && due(&told.store).await.is_empty());
    let page = engine.notices(None, 10).await.unwrap();
    assert_eq!((page.notices.len(), page.unread), (1, 0), "the word alone");
    let kinds: Vec<_> = told.store.past_notices(0, 0).await.unwrap().iter().map(|n| n.kind).collect();
    assert_eq!(kinds, [NoticeKind::Completed, NoticeKind::Message], "its identity is kept");
}

#[tokio::test(start_paused = true)]
async fn quiet_hours_hold_alerts_back_and_failures_and_watched_ends_come_through() {
    let watched = of_job("w", |rule| rule.watched = Some(true));
    let rules = AlertRules { quiet: always_quiet(true), ..all(vec![watched]) };
    let (mut told, engine) = under(rules).await;
    let ended = vec![ends("a", Phase::Completed), ends("b", Phase::Failed), ends("w", Phase::Completed)];
    told.hear([["a", "b", "w"].map(begins).to_vec(), ended].concat(), &[]).await;
    settled(&mut told, "1").await;
    assert_eq!(due(&told.store).await.len(), 3);
    let alerts = engine.alerts().await;
    let ids: Vec<_> = alerts.iter().filter_map(|alert| alert.notice.job.as_deref()).collect();
    assert_eq!(ids, ["b", "w"]);
    assert!(alerts.iter().all(|alert| alert.desktop && alert.loud));
    // What was held back counts as shown.
    while due(&told.store).await.len() > 2 {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let left: Vec<_> = due(&told.store).await.into_iter().map(|(id, ..)| id).collect();
    assert_eq!(left, ["b", "w"]);
    assert_eq!(told.store.unread().await.unwrap(), 3, "the bell goes on");

    // A pause holds back those as well.
    engine.pause_alerts(u32::MAX).await;
    let waiting = tokio::spawn({
        let engine = engine.clone();
        async move { engine.alerts().await }
    });
    while !due(&told.store).await.is_empty() {
        assert!(!waiting.is_finished(), "nothing is handed out");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    waiting.abort();
}

#[tokio::test(start_paused = true)]
async fn rules_are_told_to_who_watches_and_refused_with_what_to_do() {
    let (mut told, engine) = under(AlertRules::default()).await;
    engine.set_rule(of_kind("import", |rule| rule.muted = Some(true))).await.unwrap();
    engine.set_rule(of_job("a", |rule| rule.watched = Some(true))).await.unwrap();
    told.until(|told| told.frames.iter().any(|f| f.rules.as_ref().is_some_and(|r| r.rules.len() == 2))).await;
    engine.set_rule(of_kind("import", |_| {})).await.unwrap();
    let rules = engine.subscribe().await.unwrap().snapshot.rules;
    assert_eq!(rules.rules, [of_job("a", |rule| rule.watched = Some(true))]);
    let wrong = of_kind("import", |rule| rule.warnings = Some(WarningRule::Every { nth: 0 }));
    let twice = all(vec![of_kind("x", |r| r.muted = Some(true)), of_kind("x", |r| r.muted = Some(true))]);
    for refused in [engine.set_rule(wrong).await, engine.set_rules(twice.clone()).await] {
        let failure = refused.unwrap_err();
        assert_eq!(failure.code, FailureCode::RuleRefused);
        assert!(!failure.args["detail"].is_empty());
    }
    assert_eq!(engine.dry_run(twice).await.unwrap_err().code, FailureCode::RuleRefused);
    assert_eq!(engine.subscribe().await.unwrap().snapshot.rules, rules, "nothing was changed");

    // Changed by hand in the file.
    let settings = crate::settings::Settings { alerts: all(vec![]), ..Default::default() };
    let (settings, secrets) = (Box::new(settings), BTreeMap::new());
    told.requests.send(Request::Configure { settings, secrets, troubles: vec![] }).await.unwrap();
    let is_new = |rules: &AlertRules| rules.sounds && rules.rules.is_empty();
    told.until(|told| told.frames.iter().any(|frame| frame.rules.as_ref().is_some_and(is_new))).await;
}

#[tokio::test(start_paused = true)]
async fn a_dry_run_says_what_the_rules_would_have_done() {
    let nowhere = of_kind("import", |rule| rule.events = [(NoticeKind::Failed, NOWHERE)].into());
    let (mut told, engine) = under(all(vec![nowhere])).await;
    let warn = |_| job("a", |update| update.warning = Some("w".into()));
    let mut updates = vec![begins("a"), begins("b")];
    updates.extend((0..10).map(warn));
    updates.extend([ends("a", Phase::Completed), ends("b", Phase::Failed)]);
    told.hear(updates, &[]).await;
    settled(&mut told, "1").await;
    let page = engine.notices(None, 10).await.unwrap();
    let ids: Vec<String> = page.notices.iter().map(|notice| notice.id.clone()).collect();
    engine.clear_notices(Some(&ids)).await.unwrap();

    let run = engine.dry_run(all(vec![])).await.unwrap();
    assert_eq!((run.days, run.considered, run.bell, run.desktop, run.quiet), (7, 4, 4, 4, 0), "{run:?}");
    assert_eq!((run.by_kind[&NoticeKind::Warning], run.by_kind[&NoticeKind::Failed]), (2, 1));
    assert_eq!(run.sound, 4, "the word is of 1970");

    let first = of_kind("import", |rule| {
        (rule.warnings, rule.muted) = (Some(WarningRule::First), Some(false));
        rule.events = [(NoticeKind::Completed, Telling { desktop: false, ..NOWHERE })].into();
    });
    let run = engine.dry_run(AlertRules { quiet: always_quiet(true), ..all(vec![first]) }).await.unwrap();
    assert_eq!((run.considered, run.bell, run.desktop, run.sound, run.quiet), (4, 2, 1, 1, 1), "{run:?}");
    assert_eq!(run.by_kind, [(NoticeKind::Failed, 1)].into());
    // A dry run changes nothing.
    assert_eq!(engine.subscribe().await.unwrap().snapshot.rules.rules.len(), 1);
}

#[tokio::test(start_paused = true)]
async fn clearing_takes_read_ones_out_of_the_bell_and_tells_what_is_left() {
    let (mut told, engine) = under(AlertRules::default()).await;
    told.hear(vec![message("a", false), message("b", true), message("c", false)], &[]).await;
    settled(&mut told, "d").await;
    assert_eq!(engine.clear_notices(None).await.unwrap(), 2);
    let page = engine.notices(None, 10).await.unwrap();
    assert_eq!((page.notices.len(), page.unread), (2, 2));
    assert_eq!(engine.clear_notices(Some(&["-1".into(), page.notices[0].id.clone()])).await.unwrap(), 1);
    assert!(engine.clear_notices(Some(&["x".into()])).await.is_err());
    told.until(|told| told.frames.iter().any(|frame| frame.unread == Some(1))).await;
    told.hear(vec![message("c", false), message("b", true)], &[]).await;
    settled(&mut told, "e").await;
    assert_eq!(engine.notices(None, 10).await.unwrap().notices.len(), 2, "a replay brings nothing back");
}
