//! What the person's rules make of what happened.

use vigie_contract::{AlertRules, Job, JobRef, WarningRule};

use super::Core;
use crate::board;
use crate::engine::subscription::Change;
use crate::notices::{NoticeDraft, failed_above, notices_for};
use crate::rules::{About, Event, Rulebook, Verdict, is_above};

impl Core {
    /// These rules hold from now on.
    pub(super) fn settle_rules(&mut self, rules: AlertRules) {
        if *self.rules.all() != rules {
            self.rules = Rulebook::new(rules.clone());
            self.publish(&Change::Rules(rules));
        }
    }

    /// The notices a change deserves.
    pub(super) fn deserving(&mut self, change: &board::Change, server_name: &str) -> Vec<NoticeDraft> {
        let now = self.clock.now();
        let warnings = change.now.as_ref().map(|job| self.rules.about(about(job)).warnings());
        let warnings = warnings.unwrap_or_default();
        let mut drafts = Vec::new();
        if let (WarningRule::Above { percent }, Some(job)) = (warnings, &change.now)
            && self.is_newly_above(job, percent)
            && !change.past
            // What becomes known of a job that is long over is no warning any more.
            && !(job.state.is_over() && change.happened.is_empty())
        {
            drafts.push(failed_above(change, job, percent, server_name, now));
        }
        drafts.extend(notices_for(change, server_name, warnings, now));
        drafts
    }

    /// Once a run and percentage. What is above it when it comes to the board, from before Vigie's start, was
    /// told then.
    fn is_newly_above(&mut self, job: &Job, percent: f64) -> bool {
        if !is_above(job, percent) {
            return false;
        }
        let key = JobRef { server: job.server.clone(), id: job.id.clone() };
        self.failing.insert(key, (job.run, percent)) != Some((job.run, percent))
    }

    /// Whether the person waits for the end of the job it is about.
    pub(super) fn is_watched(&self, draft: &NoticeDraft) -> bool {
        let about = About {
            server: &draft.notice.server,
            kind: draft.job_kind.as_deref(),
            job: draft.notice.job.as_deref(),
        };
        self.rules.about(about).watched()
    }

    /// What becomes of a notice.
    pub(super) fn verdict(&self, draft: &NoticeDraft) -> Verdict {
        let notice = &draft.notice;
        let server = self.roster.iter().find(|entry| entry.view.id == notice.server);
        self.rules.verdict(&Event {
            kind: notice.kind,
            about: About {
                server: &notice.server,
                kind: draft.job_kind.as_deref(),
                job: notice.job.as_deref(),
            },
            owner: draft.owner.as_deref(),
            signed_in: server.and_then(|entry| entry.view.user.as_deref()),
            took: notice.duration_ms,
            alert: draft.alert,
        })
    }
}

fn about(job: &Job) -> About<'_> {
    About { server: &job.server, kind: job.kind.as_deref(), job: Some(&job.id) }
}
