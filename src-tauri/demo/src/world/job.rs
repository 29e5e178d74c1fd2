//! One job as the backend's database knows it, and as its REST answers show it.

use std::collections::BTreeMap;

use crate::clock::{Micros, iso};
use crate::json::{self, Object};
use crate::world::payload::percentage;
use crate::world::script::Script;

/// Where a job stands, in the backend's own words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Created, not yet begun.
    Pending,
    /// Begun (or its worker died and nobody noticed).
    InProgress,
    /// Ended well.
    Completed,
    /// Ended with an error.
    Failed,
}

impl Status {
    fn code(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::InProgress => "in_progress",
            Self::Completed => "completed",
            Self::Failed => "failed",
        }
    }

    fn display(self) -> &'static str {
        match self {
            Self::Pending => "En attente",
            Self::InProgress => "En cours",
            Self::Completed => "Terminé",
            Self::Failed => "Échoué",
        }
    }

    pub(crate) fn is_active(self) -> bool {
        matches!(self, Self::Pending | Self::InProgress)
    }
}

pub(crate) struct Job {
    pub(crate) id: String,
    pub(crate) task_type: String,
    pub(crate) owner: Option<String>,
    pub(crate) status: Status,
    pub(crate) total: i64,
    pub(crate) processed: i64,
    pub(crate) failed: i64,
    pub(crate) message: Option<String>,
    pub(crate) error: Option<String>,
    pub(crate) title: Option<String>,
    pub(crate) completion: Option<String>,
    /// JSON, printed already.
    pub(crate) metadata: String,
    pub(crate) created_at: Micros,
    pub(crate) started_at: Option<Micros>,
    pub(crate) completed_at: Option<Micros>,
    /// Place in the order of creation.
    pub(crate) seq: u64,
    pub(crate) script: Script,
    /// Fields printed otherwise than they are, as raw JSON: for bad input.
    pub(crate) odd_fields: BTreeMap<&'static str, String>,
}

impl Job {
    /// The REST object of the job, as at `now`.
    pub(crate) fn print(&self, out: &mut String, now: Micros) {
        let mut row = Row { object: Object::open(out), odd: &self.odd_fields };
        row.text("job_id", Some(&self.id));
        row.text("task_type", Some(&self.task_type));
        row.text("status", Some(self.status.code()));
        row.text("status_display", Some(self.status.display()));
        row.integer("total_items", Some(self.total));
        row.integer("processed_items", Some(self.processed));
        row.integer("failed_items", Some(self.failed));
        row.integer("success_count", Some(self.processed - self.failed));
        row.integer("progress_percentage", Some(percentage(self.processed, self.total)));
        row.integer("success_rate", Some(percentage(self.processed - self.failed, self.processed)));
        row.text("current_message", self.message.as_deref());
        row.text("error_message", self.error.as_deref());
        row.text("custom_title", self.title.as_deref());
        row.text("completion_message", self.completion.as_deref());
        row.field("metadata", |out| out.push_str(&self.metadata));
        row.text("created_at", Some(&iso(self.created_at)));
        row.text("started_at", self.started_at.map(iso).as_deref());
        row.text("completed_at", self.completed_at.map(iso).as_deref());
        row.float("duration", self.duration(now));
        row.integer("estimated_remaining_time", self.remaining_seconds(now));
        match self.rate(now) {
            Some(rate) => row.float("items_per_second", Some((rate * 100.0).round() / 100.0)),
            None => row.integer("items_per_second", Some(0)),
        }
        row.object.close();
    }

    fn duration(&self, now: Micros) -> Option<f64> {
        let micros = self.completed_at.unwrap_or(now) - self.started_at?;
        Some(micros as f64 / 1e6)
    }

    fn rate(&self, now: Micros) -> Option<f64> {
        let seconds = self.duration(now).filter(|seconds| *seconds > 0.0)?;
        Some(self.processed as f64 / seconds)
    }

    fn remaining_seconds(&self, now: Micros) -> Option<i64> {
        let rate = self.rate(now).filter(|rate| *rate > 0.0)?;
        (self.total > 0).then(|| ((self.total - self.processed) as f64 / rate) as i64)
    }
}

/// One field after the other, each as it is unless an odd one stands in for it.
struct Row<'a> {
    object: Object<'a>,
    odd: &'a BTreeMap<&'static str, String>,
}

impl Row<'_> {
    fn field(&mut self, name: &str, print: impl FnOnce(&mut String)) {
        let out = self.object.name(name);
        match self.odd.get(name) {
            Some(raw) => out.push_str(raw),
            None => print(out),
        }
    }

    fn value<T>(&mut self, name: &str, value: Option<T>, print: impl FnOnce(&mut String, T)) {
        self.field(name, |out| match value {
            Some(value) => print(out, value),
            None => out.push_str("null"),
        });
    }

    fn text(&mut self, name: &str, value: Option<&str>) {
        self.value(name, value, json::text);
    }

    fn integer(&mut self, name: &str, value: Option<i64>) {
        self.value(name, value, |out, number| out.push_str(&number.to_string()));
    }

    fn float(&mut self, name: &str, value: Option<f64>) {
        self.value(name, value, json::float);
    }
}
