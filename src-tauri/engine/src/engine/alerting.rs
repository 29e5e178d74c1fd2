//! What is told of, and how: the person's rules.

use std::collections::{HashMap, HashSet};

use jiff::tz::TimeZone;
use vigie_contract::{AlertRules, DryRun, Failure, FailureCode, NoticeKind, Rule, WarningRule};

use super::core::Request;
use super::{Engine, number};
use crate::rules::{self, About, Event, Rulebook, quiet_until};
use crate::store::PastNotice;

/// Days that rules are tried out on.
const DAYS: u32 = 7;
/// A day in milliseconds.
const DAY: u64 = 24 * 60 * 60 * 1_000;

impl Engine {
    /// Stores what is told of, and how. Rules that somebody else changed meanwhile, and that are left here as
    /// they were, stay. A run that keeps no settings goes by them until it ends.
    ///
    /// # Errors
    /// `RuleRefused` when a value will not do, `SettingsNotWritten` when the file cannot be written.
    pub async fn set_rules(&self, mut rules: AlertRules) -> Result<(), Failure> {
        rules::check(&rules).map_err(refused)?;
        rules.rules.retain(|rule| !rule.is_empty());
        if self.inner.settings.is_none() {
            self.tell(Request::SettleRules(Box::new(rules))).await;
            return Ok(());
        }
        self.edit(move |file| file.set_rules(&rules)).await
    }

    /// Puts a rule in the place of the one of the same scope; an empty one takes that away.
    ///
    /// # Errors
    /// As [`set_rules`](Self::set_rules).
    pub async fn set_rule(&self, rule: Rule) -> Result<(), Failure> {
        rules::check_rule(&rule).map_err(refused)?;
        if self.inner.settings.is_none() {
            let mut all = self.subscribe().await?.snapshot.rules;
            rules::put(&mut all.rules, rule);
            return self.set_rules(all).await;
        }
        self.edit(move |file| file.set_rule(rule)).await
    }

    /// What these rules would have done in the last 7 days, with all that the store has of them, cleared and
    /// hidden notices too.
    ///
    /// Warnings that were not told at the time are not in the store: of a rule that tells more of them than the
    /// one before it, only those are counted that were told then. That a server wanted no alert of a message is
    /// not stored either, and pauses are not looked at.
    ///
    /// # Errors
    /// `RuleRefused` when a value will not do, `StoreTrouble` when the past cannot be read.
    pub async fn dry_run(&self, rules: AlertRules) -> Result<DryRun, Failure> {
        rules::check(&rules).map_err(refused)?;
        let servers = self.subscribe().await?.snapshot.servers;
        let users = servers.into_iter().filter_map(|server| Some((server.id, server.user?)));
        let mut trial = Trial {
            book: Rulebook::new(rules),
            users: users.collect(),
            zone: TimeZone::system(),
            above: HashSet::new(),
            run: DryRun { days: DAYS, ..DryRun::default() },
        };
        let since = self.inner.clock.now().saturating_sub(u64::from(DAYS) * DAY);
        let mut after = 0;
        loop {
            let some = self.inner.store.past_notices(after, since).await?;
            let Some(last) = some.last() else { return Ok(trial.run) };
            after = last.id;
            some.iter().for_each(|notice| trial.take(notice));
        }
    }

    /// Takes notices out of the bell; `None`: all that are read. Tells how many are unread now.
    ///
    /// # Errors
    /// `StoreTrouble` when it cannot be written.
    pub async fn clear_notices(&self, ids: Option<&[String]>) -> Result<u32, Failure> {
        let ids =
            ids.map(|ids| ids.iter().map(|id| number(id)).collect::<Result<Vec<_>, _>>()).transpose()?;
        // Those that could not be stored have negative numbers and are not in the store.
        let stored = ids.map(|ids| ids.into_iter().filter(|id| *id > 0).collect());
        self.unread(self.inner.store.clear_notices(stored).await).await
    }
}

fn refused(detail: String) -> Failure {
    Failure::new(FailureCode::RuleRefused).with("detail", detail)
}

/// Rules that are tried out.
struct Trial {
    book: Rulebook,
    /// Who is signed in, by server.
    users: HashMap<String, String>,
    zone: TimeZone,
    /// Runs of which it was told that too much failed.
    above: HashSet<(String, Option<String>, Option<u32>)>,
    run: DryRun,
}

impl Trial {
    fn take(&mut self, notice: &PastNotice) {
        self.run.considered += 1;
        let about =
            About { server: &notice.server, kind: notice.job_kind.as_deref(), job: notice.job.as_deref() };
        let warnings = self.book.about(about).warnings();
        if notice.kind == NoticeKind::Warning && !self.warns(notice, warnings) {
            return;
        }
        let verdict = self.book.verdict(&Event {
            kind: notice.kind,
            about,
            owner: notice.owner.as_deref(),
            signed_in: self.users.get(&notice.server).map(String::as_str),
            took: notice.duration_ms,
            alert: true,
        });
        let run = &mut self.run;
        run.bell += u32::from(verdict.bell);
        if !(verdict.desktop || verdict.sound) {
            return;
        }
        let hours = &self.book.all().quiet;
        if !verdict.loud && quiet_until(hours, notice.at, &self.zone).is_some() {
            run.quiet += 1;
            return;
        }
        run.sound += u32::from(verdict.sound);
        if verdict.desktop {
            run.desktop += 1;
            *run.by_kind.entry(notice.kind).or_default() += 1;
        }
    }

    /// Whether this warning would have been told. Its number is what its occurrence begins with.
    fn warns(&mut self, notice: &PastNotice, rule: WarningRule) -> bool {
        if let WarningRule::Above { percent } = rule {
            return rules::share_is_above(notice.done, notice.failed, percent)
                && self.above.insert((notice.server.clone(), notice.job.clone(), notice.run));
        }
        let number = notice.occurrence.split('@').next().and_then(|number| number.parse().ok());
        // One that is told by its share has no number: it may well have been any.
        number.is_none_or(|nth| rules::is_told(rule, nth))
    }
}
