//! What servers tell that is no job: records, numbers, gaps.

use vigie_contract::{Gap, Record, RecordAction, Stats};

use crate::alert::capitalized;
use crate::bundle::Words;
use crate::plain::{MAX_TITLE_CHARS, plain};

/// Names of changed fields that a line has room for.
const FIELDS: usize = 6;
/// Numbers that a line has room for.
const NUMBERS: usize = 20;

impl Words {
    /// `estimates · Estimate 7 changed · By Ana · status, total`
    #[must_use]
    pub fn record_line(&self, record: &Record, server: &str) -> String {
        let label = record.label.as_deref().filter(|label| !label.trim().is_empty()).unwrap_or(&record.id);
        let mut parts = vec![
            plain(server, MAX_TITLE_CHARS),
            self.say(
                "notice-record-title",
                &[
                    ("action", record.action.as_str().into()),
                    ("model", capitalized(&plain(&record.model, MAX_TITLE_CHARS)).into()),
                    ("title", plain(label, MAX_TITLE_CHARS).into()),
                ],
            ),
        ];
        if let Some(by) =
            record.by.as_deref().map(|by| plain(by, MAX_TITLE_CHARS)).filter(|by| !by.is_empty())
        {
            parts.push(self.say("record-by", &[("by", by.into())]));
        }
        if record.action == RecordAction::Updated && !record.changed.is_empty() {
            let mut names: Vec<String> =
                record.changed.iter().take(FIELDS).map(|name| plain(name, MAX_TITLE_CHARS)).collect();
            if record.changed.len() > FIELDS {
                names.push("…".into());
            }
            parts.push(names.join(&self.text("list-separator")));
        }
        self.join(&parts)
    }

    /// `postes · postes.total 12 · sessions.actives 3`
    #[must_use]
    pub fn stats_line(&self, stats: &Stats, server: &str) -> String {
        let mut parts = vec![plain(server, MAX_TITLE_CHARS)];
        let told = stats.values.iter().take(NUMBERS);
        parts.extend(
            told.map(|(name, value)| format!("{} {}", plain(name, MAX_TITLE_CHARS), self.figure(*value))),
        );
        if stats.values.len() > NUMBERS {
            parts.push("…".into());
        }
        self.join(&parts)
    }

    /// That something may have been missed.
    #[must_use]
    pub fn gap_line(&self, gap: &Gap, server: &str) -> String {
        let duration = self.duration(gap.to.saturating_sub(gap.from));
        let server = plain(server, MAX_TITLE_CHARS);
        self.say("terminal-gap", &[("server", server.into()), ("duration", duration.into())])
    }

    /// That changes of records are not in what is printed.
    #[must_use]
    pub fn records_skipped(&self, changes: u32) -> String {
        let count = u64::from(changes);
        self.say(
            "terminal-records-skipped",
            &[("changes", self.number(count).into()), ("changesCount", count.into())],
        )
    }
}
