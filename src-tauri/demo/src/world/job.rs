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
        let mut object = Object::open(out);
        for field in FIELDS {
            let slot = object.name(field);
            match self.odd_fields.get(field) {
                Some(raw) => slot.push_str(raw),
                None => self.print_field(slot, field, now),
            }
        }
        object.close();
    }

    fn print_field(&self, out: &mut String, field: &str, now: Micros) {
        let integer = |out: &mut String, number: i64| out.push_str(&number.to_string());
        let optional = |out: &mut String, text: Option<&str>| match text {
            Some(text) => json::text(out, text),
            None => out.push_str("null"),
        };
        let time = |at: Option<Micros>| at.map(iso);
        match field {
            "job_id" => json::text(out, &self.id),
            "task_type" => json::text(out, &self.task_type),
            "status" => json::text(out, self.status.code()),
            "status_display" => json::text(out, self.status.display()),
            "total_items" => integer(out, self.total),
            "processed_items" => integer(out, self.processed),
            "failed_items" => integer(out, self.failed),
            "success_count" => integer(out, self.processed - self.failed),
            "progress_percentage" => integer(out, percentage(self.processed, self.total)),
            "success_rate" => integer(out, percentage(self.processed - self.failed, self.processed)),
            "current_message" => optional(out, self.message.as_deref()),
            "error_message" => optional(out, self.error.as_deref()),
            "custom_title" => optional(out, self.title.as_deref()),
            "completion_message" => optional(out, self.completion.as_deref()),
            "metadata" => out.push_str(&self.metadata),
            "created_at" => optional(out, Some(&iso(self.created_at))),
            "started_at" => optional(out, time(self.started_at).as_deref()),
            "completed_at" => optional(out, time(self.completed_at).as_deref()),
            "duration" => match self.duration(now) {
                Some(seconds) => json::float(out, seconds),
                None => out.push_str("null"),
            },
            "estimated_remaining_time" => match self.remaining_seconds(now) {
                Some(seconds) => integer(out, seconds),
                None => out.push_str("null"),
            },
            "items_per_second" => match self.rate(now) {
                Some(rate) => json::float(out, (rate * 100.0).round() / 100.0),
                None => out.push('0'),
            },
            _ => out.push_str("null"),
        }
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

const FIELDS: [&str; 21] = [
    "job_id",
    "task_type",
    "status",
    "status_display",
    "total_items",
    "processed_items",
    "failed_items",
    "success_count",
    "progress_percentage",
    "success_rate",
    "current_message",
    "error_message",
    "custom_title",
    "completion_message",
    "metadata",
    "created_at",
    "started_at",
    "completed_at",
    "duration",
    "estimated_remaining_time",
    "items_per_second",
];
