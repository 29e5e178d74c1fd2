//! One event of a stream.

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::dialect::number::{Count, count, finite};
use crate::update::{JobUpdate, Phase, Source, Update};

/// What an event of a stream says.
#[derive(Debug, Clone, PartialEq)]
pub enum Said {
    /// News of the job the event was attributed to.
    News(Box<JobUpdate>),
    /// These channels went on without us (trimmed history): ask for their jobs.
    Reset,
    /// The request was refused: condition, text, and the channels it is about.
    Refused {
        /// `forbidden`, `bad-request` or another word of the server.
        condition: String,
        /// The server's text.
        text: String,
        /// Channels that it names.
        channels: Vec<String>,
    },
}

/// Decodes an event by name and data. `job` is the id of the job it was
/// attributed to; `stream-error` and `stream-reset` need none.
///
/// # Errors
/// An [`Update::Oddity`] for what is not understood.
pub fn decode(name: &str, data: &str, job: Option<&str>) -> Result<(Said, Vec<Update>), Update> {
    let fields: Map<String, Value> =
        serde_json::from_str(data).map_err(|_| oddity("event is not a JSON object", data))?;
    match name {
        "stream-error" => {
            #[derive(Deserialize, Default)]
            #[serde(default)]
            struct Refusal {
                condition: String,
                text: String,
                channels: Vec<String>,
            }
            let refusal: Refusal = serde_json::from_str(data).unwrap_or_default();
            Ok((
                Said::Refused {
                    condition: refusal.condition,
                    text: refusal.text,
                    channels: refusal.channels,
                },
                vec![],
            ))
        }
        "stream-reset" => Ok((Said::Reset, vec![])),
        _ => {
            let job = job.ok_or_else(|| oddity("event of no known job", data))?;
            let (update, odd) = news(name, &fields, job)?;
            Ok((Said::News(Box::new(update)), odd))
        }
    }
}

fn news(name: &str, fields: &Map<String, Value>, job: &str) -> Result<(JobUpdate, Vec<Update>), Update> {
    let mut update = JobUpdate::new(job, Source::Stream);
    let mut odd = Vec::new();
    let text = |key: &str| fields.get(key).and_then(Value::as_str).map(str::to_owned);
    update.message = text("message");
    // `message` of a warning or an error repeats it with a prefix; the thing itself is shown once.
    match name {
        "start" => {
            update.begins = true;
            update.phase = Some(Phase::Running);
        }
        "progress" => update.phase = Some(Phase::Running),
        "warning" => update.warning = text("warning").or_else(|| update.message.take()),
        "error" => {
            update.phase = Some(Phase::Failed);
            update.error = text("error").or_else(|| update.message.clone());
        }
        "complete" => update.phase = Some(Phase::Completed),
        _ => return Err(oddity("unknown event name", name)),
    }
    if matches!(name, "warning" | "error") {
        update.message = None;
        return Ok((update, odd));
    }
    let mut number = |key: &'static str| match count(fields.get(key)) {
        Count::Odd => {
            odd.push(oddity(key, &fields.get(key).map(Value::to_string).unwrap_or_default()));
            None
        }
        said => said.known(),
    };
    update.done = number("current");
    update.total = number("total");
    update.percent = percent(fields.get("percentage"), update.total);
    Ok((update, odd))
}

/// The server computes its percentage from the total: where that is 0, which is unknown, its 0 says nothing.
pub(super) fn percent(value: Option<&Value>, total: Option<u64>) -> Option<f64> {
    finite(value).filter(|&percent| total != Some(0) || percent > 0.0)
}

pub(super) fn oddity(what: &'static str, excerpt: &str) -> Update {
    Update::Oddity { what, excerpt: excerpt.chars().take(200).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(name: &str, data: &str) -> JobUpdate {
        match decode(name, data, Some("n1")).unwrap().0 {
            Said::News(update) => *update,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_percentage_of_an_unknown_total_is_unknown() {
        let of = |data| said("progress", data).percent;
        assert_eq!(of(r#"{"status":"in_progress","current":558,"total":0,"percentage":0}"#), None);
        assert_eq!(of(r#"{"status":"in_progress","current":0,"total":9,"percentage":0}"#), Some(0.0));
        assert_eq!(of(r#"{"status":"in_progress","percentage":0}"#), Some(0.0));
    }

    #[test]
    fn the_five_events_of_a_job() {
        let start = said(
            "start",
            r#"{"status": "started", "total": 8, "current": 0, "percentage": 0, "message": "D\u00e9marrage"}"#,
        );
        assert!(start.begins);
        assert_eq!(
            (start.done, start.total, start.message.as_deref()),
            (Some(0), Some(8), Some("Démarrage"))
        );
        let progress = said(
            "progress",
            r#"{"status": "in_progress", "current": 3, "total": 8, "percentage": 37, "remaining": 5}"#,
        );
        assert_eq!(
            (progress.phase, progress.done, progress.percent),
            (Some(Phase::Running), Some(3), Some(37.0))
        );
        let warning = said(
            "warning",
            r#"{"status":"warning","warning":"adresse invalide","message":"Attention: adresse invalide"}"#,
        );
        assert_eq!(
            (warning.warning.as_deref(), warning.done, warning.phase),
            (Some("adresse invalide"), None, None)
        );
        let error = said("error", r#"{"status":"error","error":"SMTP","message":"Erreur: SMTP"}"#);
        assert_eq!(
            (error.phase, error.error.as_deref(), error.done),
            (Some(Phase::Failed), Some("SMTP"), None)
        );
        let complete = said(
            "complete",
            r#"{"status":"completed","total":8,"current":8,"percentage":100,"message":"ok"}"#,
        );
        assert_eq!((complete.phase, complete.done), (Some(Phase::Completed), Some(8)));
    }

    #[test]
    fn a_refusal_names_its_channels() {
        let data = r#"{"condition":"forbidden","text":"no","channels":["progress-x"]}"#;
        let (said, _) = decode("stream-error", data, None).unwrap();
        assert_eq!(
            said,
            Said::Refused {
                condition: "forbidden".into(),
                text: "no".into(),
                channels: vec!["progress-x".into()]
            }
        );
    }

    #[test]
    fn nonsense_is_an_oddity_and_never_a_number() {
        let (said, odd) =
            decode("progress", r#"{"current":-4,"total":"many","percentage":[1],"message":7}"#, Some("n1"))
                .unwrap();
        let Said::News(update) = said else { panic!() };
        assert_eq!((update.done, update.total, update.percent, update.message), (None, None, None, None));
        assert_eq!(odd.len(), 2);
        for (name, data) in [("progress", "[]"), ("progress", "{"), ("progress", ""), ("dance", "{}")] {
            assert!(matches!(decode(name, data, Some("n1")), Err(Update::Oddity { .. })), "{name} {data}");
        }
        let deep = format!("{}1{}", "[".repeat(10_000), "]".repeat(10_000));
        assert!(decode("progress", &format!("{{\"current\":{deep}}}"), Some("n1")).is_err());
        assert!(decode("progress", "{}", None).is_err());
    }
}
