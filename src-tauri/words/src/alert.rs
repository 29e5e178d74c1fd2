//! Notices in words: the bell's and the desktop's.

use vigie_contract::{Notice, NoticeKind};

use crate::bundle::{Place, Words};
use crate::plain::{MAX_TEXT_CHARS, MAX_TITLE_CHARS, plain};

impl Words {
    /// Title and body of a notice: what, where, outcome, how long, how many; nothing that is not known.
    #[must_use]
    pub fn notice(&self, notice: &Notice) -> (String, String) {
        (self.notice_title(notice), self.notice_body(notice))
    }

    /// Title and body of many notices at once: how many of each kind.
    #[must_use]
    pub fn notices_summary(&self, notices: &[Notice]) -> (String, String) {
        let all = count(notices.len());
        let of_kind = |kind| count(notices.iter().filter(|n| n.kind == kind).count());
        let list = self.many(NoticeKind::ALL.iter().map(|&kind| (kind, of_kind(kind))));
        (
            self.say("alert-many-title", &[("alerts", self.number(all).into()), ("alertsCount", all.into())]),
            self.say("alert-many-body", &[("list", list.into())]),
        )
    }

    /// How many of each kind, those of which there are any.
    fn many(&self, kinds: impl Iterator<Item = (NoticeKind, u64)>) -> String {
        let said = kinds.filter(|(_, number)| *number > 0).map(|(kind, number)| {
            let id = format!("alert-many-{}", kind.as_str());
            self.say(&id, &[("number", self.number(number).into()), ("numberCount", number.into())])
        });
        said.collect::<Vec<_>>().join(&self.text("list-separator"))
    }

    /// What ended while a server was not reached; `None` where nothing did.
    fn ended(&self, notice: &Notice) -> Option<String> {
        let ends = [NoticeKind::Completed, NoticeKind::Failed, NoticeKind::Vanished];
        let number = |kind: NoticeKind| notice.values.get(kind.as_str())?.parse().ok();
        let list = self.many(ends.into_iter().filter_map(|kind| Some((kind, number(kind)?))));
        Some(list).filter(|list| !list.is_empty())
    }

    fn notice_title(&self, notice: &Notice) -> String {
        let above = share(notice);
        let kind = if above.is_some() { "warning-above" } else { notice.kind.as_str() };
        let id = format!("notice-{kind}-title");
        let warnings = u64::from(notice.warnings);
        let percent = above.or(notice.percent).map(|p| self.percent(p));
        let known = match notice.kind {
            NoticeKind::Completed if notice.inferred => "inferred",
            NoticeKind::Failed if percent.is_some() => "percent",
            NoticeKind::Message if !notice.title.trim().is_empty() => "title",
            NoticeKind::Unreachable if open_jobs(notice).is_some() => "jobs",
            _ => "nothing",
        };
        let value = |name: &str| notice.values.get(name).map_or("", String::as_str);
        let title = if notice.title.trim().is_empty() { value("record") } else { &notice.title };
        let (messages, jobs) = (notice.done.unwrap_or(0), notice.total.unwrap_or(0));
        self.say(
            &id,
            &[
                ("title", plain(title, MAX_TITLE_CHARS).into()),
                ("action", value("action").into()),
                ("model", capitalized(&plain(value("model"), MAX_TITLE_CHARS)).into()),
                ("messages", self.number(messages).into()),
                ("messagesCount", messages.into()),
                ("jobs", self.number(jobs).into()),
                ("jobsCount", jobs.into()),
                ("server", plain(&notice.server_name, MAX_TITLE_CHARS).into()),
                ("percent", percent.unwrap_or_default().into()),
                ("known", known.into()),
                ("warnings", self.number(warnings).into()),
                ("warningsCount", warnings.into()),
            ],
        )
    }

    fn notice_body(&self, notice: &Notice) -> String {
        let over = matches!(notice.kind, NoticeKind::Completed | NoticeKind::Failed);
        let words_count = match notice.kind {
            NoticeKind::Failed | NoticeKind::Warning => true,
            NoticeKind::Completed => notice.done.is_none(),
            NoticeKind::Stalled
            | NoticeKind::Vanished
            | NoticeKind::SignedOut
            | NoticeKind::Message
            | NoticeKind::Record
            | NoticeKind::Backlog
            | NoticeKind::Unreachable
            | NoticeKind::Restored
            | NoticeKind::Longer => false,
        };
        let text = notice.text.as_deref().filter(|_| words_count).map(|t| plain(t, MAX_TEXT_CHARS));
        let mut parts: Vec<String> = text.into_iter().filter(|t| !t.is_empty()).collect();
        parts.extend(self.notice_facts(notice));
        if over || share(notice).is_some() {
            if let Some(failed) = notice.failed.filter(|&n| n > 0) {
                parts.push(self.say("failed-items", &[("failed", self.number(failed).into())]));
            }
            if over && notice.warnings > 0 {
                parts.push(self.warnings(notice.warnings));
            }
        }
        let named =
            matches!(notice.kind, NoticeKind::SignedOut | NoticeKind::Unreachable | NoticeKind::Restored);
        if !named {
            parts.push(plain(&notice.server_name, MAX_TITLE_CHARS));
        }
        self.join(&parts)
    }

    /// `notice-<kind>-body`, where it has something to say.
    fn notice_facts(&self, notice: &Notice) -> Option<String> {
        let work = self.work(notice.done, notice.total);
        let duration = notice.duration_ms.map(|ms| self.duration(ms));
        let ended = self.ended(notice);
        let known = match notice.kind {
            NoticeKind::Completed | NoticeKind::Failed => match (&work, &duration) {
                (Some(_), Some(_)) => "both",
                (Some(_), None) => "work",
                (None, Some(_)) => "duration",
                (None, None) => return None,
            },
            NoticeKind::Warning => work.as_ref().map(|_| "work")?,
            NoticeKind::Stalled => duration.as_ref().map_or("nothing", |_| "duration"),
            NoticeKind::Vanished | NoticeKind::SignedOut | NoticeKind::Backlog => "nothing",
            NoticeKind::Restored => match (&duration, &ended, open_jobs(notice)) {
                (None, ..) => return None,
                (Some(_), Some(_), Some(_)) => "both",
                (Some(_), Some(_), None) => "ended",
                (Some(_), None, Some(_)) => "jobs",
                (Some(_), None, None) => "nothing",
            },
            NoticeKind::Unreachable => duration.as_ref().map(|_| "nothing")?,
            NoticeKind::Longer => match (&duration, usual(notice)) {
                (Some(_), Some(_)) => "both",
                (Some(_), None) => "duration",
                (None, _) => return None,
            },
            NoticeKind::Message => {
                let text = plain(notice.text.as_deref()?, MAX_TEXT_CHARS);
                return (!text.is_empty()).then(|| self.say("notice-message-body", &[("text", text.into())]));
            }
            NoticeKind::Record => {
                let facts = self.record_facts(notice)?;
                return Some(self.say("notice-record-body", &[("facts", facts.into())]));
            }
        };
        let place = |text: Option<String>| Place::from(text.unwrap_or_default());
        let id = format!("notice-{}-body", notice.kind.as_str());
        let jobs = open_jobs(notice).unwrap_or(0);
        let places = [
            ("known", known.into()),
            ("work", place(work)),
            ("duration", place(duration)),
            ("jobs", self.number(jobs).into()),
            ("jobsCount", jobs.into()),
            ("ended", place(ended)),
            ("usual", place(usual(notice).map(|ms| self.duration(ms)))),
        ];
        Some(self.say(&id, &places))
    }

    /// By whom, of which project, in which state; what of it is known.
    fn record_facts(&self, notice: &Notice) -> Option<String> {
        let fact = |name: &str| {
            let value = notice.values.get(name).map(|value| plain(value, MAX_TITLE_CHARS))?;
            (!value.is_empty()).then(|| self.say(&format!("record-{name}"), &[(name, value.into())]))
        };
        let facts: Vec<String> = ["by", "project", "status"].into_iter().filter_map(fact).collect();
        (!facts.is_empty()).then(|| self.join(&facts))
    }
}

/// How long its kind usually takes, milliseconds.
fn usual(notice: &Notice) -> Option<u64> {
    notice.values.get("usual_ms")?.parse().ok()
}

/// The percentage that a warning is about, where it is one about a share of failed items.
fn share(notice: &Notice) -> Option<f64> {
    notice.values.get("above").filter(|_| notice.kind == NoticeKind::Warning)?.parse().ok()
}

/// Jobs that were open when a server was not reached, or was again.
fn open_jobs(notice: &Notice) -> Option<u64> {
    notice.total.filter(|&jobs| jobs > 0)
}

/// `estimate` at the beginning of a sentence.
pub(crate) fn capitalized(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

fn count(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests;
