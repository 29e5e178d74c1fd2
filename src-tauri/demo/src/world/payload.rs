//! The `data:` of the five kinds of events, as the backend's tracker writes them.

use bytes::Bytes;

use crate::json::Object;

/// Whole percent, rounded down; 0 where there is no total.
pub(crate) fn percentage(current: i64, total: i64) -> i64 {
    if total > 0 { current.saturating_mul(100) / total } else { 0 }
}

fn object(fill: impl FnOnce(&mut Object<'_>)) -> Bytes {
    let mut out = String::with_capacity(160);
    let mut object = Object::open(&mut out);
    fill(&mut object);
    object.close();
    out.into()
}

pub(crate) fn start(total: i64, message: &str) -> Bytes {
    object(|data| {
        data.text("status", "started")
            .integer("total", total)
            .integer("current", 0)
            .integer("percentage", 0)
            .text("message", message);
    })
}

pub(crate) fn progress(current: i64, total: i64, message: &str) -> Bytes {
    object(|data| {
        data.text("status", "in_progress")
            .integer("current", current)
            .integer("total", total)
            .integer("percentage", percentage(current, total))
            .integer("remaining", (total - current).max(0))
            .text("message", message);
    })
}

pub(crate) fn warning(text: &str) -> Bytes {
    object(|data| {
        data.text("status", "warning").text("warning", text).text("message", &format!("Attention: {text}"));
    })
}

pub(crate) fn error(text: &str) -> Bytes {
    object(|data| {
        data.text("status", "error").text("error", text).text("message", &format!("Erreur: {text}"));
    })
}

pub(crate) fn complete(current: i64, total: i64, message: &str) -> Bytes {
    object(|data| {
        data.text("status", "completed")
            .integer("total", total)
            .integer("current", current)
            .integer("percentage", 100)
            .text("message", message);
    })
}
