//! What workers publish, as Python prints it.

use crate::json::{Style, object};

/// `percent`, which some workers round down and some do not.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Percent {
    Whole(i64),
    Exact(f64),
}

pub(super) fn progress(task: &str, step: &str, current: i64, total: i64, percent: Percent) -> String {
    object(Style::Python, |message| {
        message
            .text("type", "progress")
            .text("task_id", task)
            .text("step", step)
            .integer("current", current)
            .integer("total", total);
        match percent {
            Percent::Whole(percent) => message.integer("percent", percent),
            Percent::Exact(percent) => message.float("percent", percent),
        };
    })
}

pub(super) fn notification(text: &str, id: i64) -> String {
    object(Style::Python, |message| {
        message.text("type", "notification").text("message", text).integer("id", id);
    })
}

pub(super) fn artist_added(artist: &str) -> String {
    object(Style::Python, |message| {
        message.text("type", "artist_added").text("artist", artist);
    })
}

/// What no client should stumble over: junk, other types than objects, spilled lines, a message as long as Redis
/// brokers here allow.
pub(super) fn oddities() -> Vec<String> {
    let long = "é".repeat(32 * 1024);
    [
        "null",
        "[]",
        "[{\"type\": \"progress\"}, 1, \"deux\"]",
        "42",
        "\"progress\"",
        "pas du JSON",
        "",
        "{\"type\": \"progress\", \"task_id\": \"cass",
        "{\"type\": \"progress\"}",
        "{\"type\": \"progress\", \"task_id\": null, \"current\": \"x\", \"total\": -1, \"percent\": 250}",
        "{\"type\": 7, \"task_id\": [\"a\"]}",
        "{\n  \"type\": \"notification\",\n  \"message\": \"étalée\"\n}",
    ]
    .into_iter()
    .map(str::to_owned)
    .chain([format!("{{\"type\": \"notification\", \"message\": \"{long}\"}}")])
    .collect()
}
