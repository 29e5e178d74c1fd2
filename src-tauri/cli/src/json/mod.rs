//! The lines of `--json`. Documented in docs/json.md, whose examples a test compares with these types.

mod job;

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};
use serde_json::{Map, Value};
use vigie_contract::{Gap, Millis, Notice, Record, Server, Stats};
use vigie_words::Words;

pub use job::JobLine;

/// One line.
#[derive(Debug, Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum Line<'a> {
    /// The state of a connection.
    Server(ServerLine<'a>),
    /// A job.
    Job(JobLine<'a>),
    /// A record that changed.
    Record(RecordLine<'a>),
    /// Numbers of a server.
    Stats(StatsLine<'a>),
    /// A time in which something may have been missed.
    Gap(GapLine<'a>),
    /// A notice.
    Notice(NoticeLine<'a>),
}

/// The state of a connection.
#[derive(Debug, Serialize)]
pub struct ServerLine<'a> {
    server: &'a str,
    state: &'static str,
    detail: Option<String>,
    at: Millis,
}

/// A record that changed.
#[derive(Debug, Serialize)]
pub struct RecordLine<'a> {
    server: &'a str,
    model: &'a str,
    record_id: &'a str,
    action: &'static str,
    label: Option<&'a str>,
    by: Option<&'a str>,
    fields: &'a Map<String, Value>,
    at: Millis,
}

/// Numbers of a server.
#[derive(Debug, Serialize)]
pub struct StatsLine<'a> {
    server: &'a str,
    #[serde(serialize_with = "plain_numbers")]
    values: &'a BTreeMap<String, f64>,
    at: Millis,
}

/// A time in which something may have been missed.
#[derive(Debug, Serialize)]
pub struct GapLine<'a> {
    server: &'a str,
    from: Millis,
    to: Millis,
}

/// A notice.
#[derive(Debug, Serialize)]
pub struct NoticeLine<'a> {
    server: &'a str,
    kind: &'static str,
    job: Option<&'a str>,
    title: String,
    body: String,
    at: Millis,
}

impl<'a> Line<'a> {
    /// The line of a server.
    #[must_use]
    pub fn server(server: &'a Server, at: Millis, words: &Words) -> Self {
        Self::Server(ServerLine {
            server: &server.name,
            state: server.link.as_str(),
            detail: server.reason.as_ref().map(|reason| words.reason(reason)),
            at,
        })
    }

    /// The line of a notice.
    #[must_use]
    pub fn notice(notice: &'a Notice, words: &Words) -> Self {
        let (title, body) = words.notice(notice);
        Self::Notice(NoticeLine {
            server: &notice.server_name,
            kind: notice.kind.as_str(),
            job: notice.job.as_deref(),
            title,
            body,
            at: notice.at,
        })
    }

    /// The line of a change of a record.
    #[must_use]
    pub fn record(record: &'a Record, server: &'a str) -> Self {
        Self::Record(RecordLine {
            server,
            model: &record.model,
            record_id: &record.id,
            action: record.action.as_str(),
            label: record.label.as_deref(),
            by: record.by.as_deref(),
            fields: &record.fields,
            at: record.at,
        })
    }

    /// The line of the numbers of a server.
    #[must_use]
    pub fn stats(stats: &'a Stats, server: &'a str) -> Self {
        Self::Stats(StatsLine { server, values: &stats.values, at: stats.at })
    }

    /// The line of a gap.
    #[must_use]
    pub fn gap(gap: &'a Gap, server: &'a str) -> Self {
        Self::Gap(GapLine { server, from: gap.from, to: gap.to })
    }

    /// The text of the line, with its end.
    ///
    /// # Errors
    /// Never for these types, as far as is known; serde's way of saying so.
    pub fn text(&self) -> serde_json::Result<String> {
        let mut text = escaped(&serde_json::to_string(self)?);
        text.push('\n');
        Ok(text)
    }
}

/// JSON leaves alone what a terminal, or a reader of lines, may take for more than text: escaped here.
fn escaped(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        let steers = matches!(
            c,
            '\u{7f}'..='\u{9f}' | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        );
        if steers {
            out.push_str(&format!("\\u{:04x}", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    out
}

/// Whole numbers as such: 1, not 1.0.
fn plain_numbers<S: Serializer>(values: &BTreeMap<String, f64>, serializer: S) -> Result<S::Ok, S::Error> {
    /// Up to here every whole number has a number of its own.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    serializer.collect_map(values.iter().map(|(name, value)| {
        #[allow(clippy::cast_possible_truncation, reason = "whole, and within the range")]
        let number = if value.fract() == 0.0 && value.abs() <= EXACT {
            Value::from(*value as i64)
        } else {
            Value::from(*value)
        };
        (name, number)
    }))
}

#[cfg(test)]
mod tests;
