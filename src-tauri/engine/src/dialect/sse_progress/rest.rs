//! Lists and details of jobs as the REST side gives them.

use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use vigie_contract::Millis;

use super::decode::oddity;
use crate::dialect::field;
use crate::dialect::number::{Count, count, finite};
use crate::update::{JobUpdate, Phase, Source, Update};

/// A list of jobs as answered.
#[derive(Debug, Default, PartialEq)]
pub struct Listing {
    /// News of each job that could be read.
    pub jobs: Vec<JobUpdate>,
    /// What could not be.
    pub odd: Vec<Update>,
}

/// Reads `{"success", "count", "jobs": […]}`, or its neighbours: a bare array, `results` or `items`.
///
/// # Errors
/// An oddity when the text is no list of jobs at all.
pub fn listing(text: &[u8], asked_at: Millis) -> Result<Listing, Update> {
    #[derive(Deserialize)]
    struct Envelope<'a> {
        #[serde(borrow, alias = "results", alias = "items", alias = "data")]
        jobs: Vec<&'a RawValue>,
    }
    let text = std::str::from_utf8(text).map_err(|_| oddity("list is not UTF-8", ""))?;
    let entries: Vec<&RawValue> = match serde_json::from_str::<Envelope>(text) {
        Ok(envelope) => envelope.jobs,
        Err(_) => serde_json::from_str(text).map_err(|_| oddity("no list of jobs", text))?,
    };
    let mut listing = Listing::default();
    for entry in entries {
        match job(entry.get().as_bytes(), asked_at) {
            Ok((job, odd)) => {
                listing.jobs.push(job);
                listing.odd.extend(odd);
            }
            Err(odd) => listing.odd.push(odd),
        }
    }
    Ok(listing)
}

/// Reads one job: an entry of a list, or a detail (bare, or in `{"job": …}`).
///
/// # Errors
/// An oddity when it is no job.
pub fn job(text: &[u8], asked_at: Millis) -> Result<(JobUpdate, Vec<Update>), Update> {
    let excerpt = || String::from_utf8_lossy(&text[..text.len().min(200)]).into_owned();
    let mut fields: Map<String, Value> =
        serde_json::from_slice(text).map_err(|_| oddity("job is not a JSON object", &excerpt()))?;
    if !fields.contains_key("job_id")
        && let Some(Value::Object(inner)) = fields.remove("job")
    {
        fields = inner;
    }
    let id = match fields.get("job_id").or_else(|| fields.get("id")) {
        Some(Value::String(id)) => id.clone(),
        Some(Value::Number(id)) => id.to_string(),
        _ => return Err(oddity("job without an id", &excerpt())),
    };
    let mut odd = Vec::new();
    let mut number = |key: &'static str| match count(fields.get(key)) {
        Count::Odd => {
            odd.push(oddity(key, &fields.get(key).map(Value::to_string).unwrap_or_default()));
            None
        }
        said => said.known(),
    };
    let text =
        |key: &str| fields.get(key).and_then(Value::as_str).filter(|t| !t.is_empty()).map(str::to_owned);
    let time = |key: &str| fields.get(key).and_then(field::time);

    let mut update = JobUpdate::new(id, Source::Rest { asked_at });
    update.done = number("processed_items");
    update.total = number("total_items");
    update.failed = number("failed_items");
    update.percent = super::decode::percent(fields.get("progress_percentage"), update.total);
    update.rate = finite(fields.get("items_per_second"));
    update.kind = text("task_type");
    update.title = text("custom_title");
    update.error = text("error_message");
    update.created_at = time("created_at");
    update.started_at = time("started_at");
    update.finished_at = time("completed_at");
    update.owner = owner(&fields);
    update.metadata = fields.get("metadata").filter(|m| !m.is_null()).cloned();
    update.page = ["url", "link"]
        .iter()
        .filter_map(|key| fields.get("metadata")?.get(key)?.as_str())
        .find(|link| link.starts_with("http://") || link.starts_with("https://"))
        .map(str::to_owned);
    update.deletable = true;
    update.phase = match fields.get("status").and_then(Value::as_str) {
        Some("pending") => Some(Phase::Pending),
        Some("in_progress" | "running" | "started") => Some(Phase::Running),
        Some("completed") => Some(Phase::Completed),
        Some("failed" | "error") => Some(Phase::Failed),
        other => {
            odd.push(oddity("unknown status", other.unwrap_or("none")));
            None
        }
    };
    update.message = match update.phase {
        Some(Phase::Completed) => text("completion_message").or_else(|| text("current_message")),
        _ => text("current_message"),
    };
    Ok((update, odd))
}

/// Whose a job is, by the name that people sign in with. A number is an id that nobody signs in with; what an
/// application puts into the metadata may be anybody's name.
fn owner(fields: &Map<String, Value>) -> Option<String> {
    let name = |value: &Value| match value {
        Value::Object(person) => field::text(person, &["username"]),
        other => other.as_str().map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned),
    };
    let places = ["owner", "user", "username"].into_iter();
    places.filter_map(|key| name(fields.get(key)?)).find(|name| name.parse::<u64>().is_err())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_with_everything() {
        let text = r#"{"job_id": "w1", "task_type": "email_sending", "status": "completed", "total_items": 6,
            "processed_items": 6, "failed_items": 2, "progress_percentage": 100, "current_message": "6/6",
            "error_message": null, "custom_title": null, "completion_message": "done", "metadata": {"campaign_id": 123},
            "created_at": "2026-11-21T06:35:31.636488+00:00", "started_at": "2026-11-21T06:35:33.137750+00:00",
            "completed_at": "2026-11-21T06:35:35.150035+00:00", "items_per_second": 2.98}"#;
        let (job, odd) = job(text.as_bytes(), 5).unwrap();
        assert!(odd.is_empty());
        assert_eq!(
            (job.id.as_str(), job.kind.as_deref(), job.phase),
            ("w1", Some("email_sending"), Some(Phase::Completed))
        );
        assert_eq!((job.done, job.failed, job.total, job.rate), (Some(6), Some(2), Some(6), Some(2.98)));
        assert_eq!(job.finished_at.unwrap() - job.started_at.unwrap(), 2_013);
        assert_eq!(job.message.as_deref(), Some("done"));
        assert_eq!(job.source, Source::Rest { asked_at: 5 });
    }

    #[test]
    fn an_owner_is_a_name_to_sign_in_with() {
        let owner = |fields: &str| {
            job(format!(r#"{{"job_id":"a","status":"pending",{fields}}}"#).as_bytes(), 0).unwrap().0.owner
        };
        assert_eq!(owner(r#""user":"alice""#).as_deref(), Some("alice"));
        assert_eq!(owner(r#""user":{"id":3,"username":"alice"}"#).as_deref(), Some("alice"));
        assert_eq!(owner(r#""username":"alice","metadata":{"user":"bob"}"#).as_deref(), Some("alice"));
        for unknown in [r#""user":3"#, r#""user":"3""#, r#""user":null"#, r#""metadata":{"user":"bob"}"#] {
            assert_eq!(owner(unknown), None, "{unknown}");
        }
    }

    #[test]
    fn one_bad_entry_spoils_only_itself() {
        let deep = format!("{}1{}", "[".repeat(10_000), "]".repeat(10_000));
        let text = format!(
            r#"{{"success":true,"count":4,"jobs":[{{"job_id":"a","status":"pending"}},{{"status":"pending"}},7,
               {{"job_id":"d","metadata":{deep}}},{{"job_id":8,"status":"melting","total_items":-3,"processed_items":1e300}}]}}"#
        );
        let listing = listing(text.as_bytes(), 0).unwrap();
        let ids: Vec<_> = listing.jobs.iter().map(|job| job.id.as_str()).collect();
        assert_eq!(ids, ["a", "8"]);
        assert_eq!(listing.jobs[1].total, None);
        assert_eq!(listing.odd.len(), 6);
    }

    #[test]
    fn other_envelopes_are_lists_too_and_other_json_is_not() {
        assert_eq!(listing(br#"[{"job_id":"a","status":"pending"}]"#, 0).unwrap().jobs.len(), 1);
        assert_eq!(listing(br#"{"results":[]}"#, 0).unwrap(), Listing::default());
        for text in ["{}", "null", "\"x\"", "<html>", "", "{\"jobs\":null}"] {
            assert!(listing(text.as_bytes(), 0).is_err(), "{text}");
        }
    }

    #[test]
    fn only_http_links_are_pages() {
        let with = |link: &str| {
            job(format!(r#"{{"job_id":"a","status":"pending","metadata":{{"url":"{link}"}}}}"#).as_bytes(), 0)
                .unwrap()
                .0
                .page
        };
        assert_eq!(with("https://x.example/1").as_deref(), Some("https://x.example/1"));
        assert_eq!(with("javascript:alert(1)"), None);
    }
}
