//! The lines of `--json`. Documented in docs/json.md, whose examples a test compares with these types.

use serde::Serialize;
use vigie_contract::{Job, Millis, Notice, Server};
use vigie_words::Words;

/// One line.
#[derive(Debug, Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum Line<'a> {
    /// The state of a connection.
    Server(ServerLine<'a>),
    /// A job.
    Job(JobLine<'a>),
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

/// A job.
#[derive(Debug, PartialEq, Serialize)]
pub struct JobLine<'a> {
    server: &'a str,
    id: &'a str,
    kind: Option<&'a str>,
    title: &'a str,
    state: &'static str,
    done: Option<u64>,
    failed: Option<u64>,
    total: Option<u64>,
    percent: Option<f64>,
    step: Option<&'a str>,
    message: Option<&'a str>,
    warnings: u32,
    rate: Option<f64>,
    eta_ms: Option<[Millis; 2]>,
    started_at: Option<Millis>,
    finished_at: Option<Millis>,
    at: Millis,
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

impl<'a> JobLine<'a> {
    /// The line of a job.
    #[must_use]
    pub fn of(job: &'a Job, server: &'a str) -> Self {
        Self {
            server,
            id: &job.id,
            kind: job.kind.as_deref(),
            title: &job.title,
            state: job.state.as_str(),
            done: job.done,
            failed: job.failed,
            total: job.total,
            percent: job.percent.map(|p| rounded(p, 100.0)),
            step: job.step.as_deref(),
            message: job.error.as_deref().or(job.message.as_deref()),
            warnings: job.warnings,
            rate: job.rate.map(|r| rounded(r, 1000.0)),
            eta_ms: job.eta_ms,
            started_at: job.started_at,
            finished_at: job.finished_at,
            at: job.heard_at,
        }
    }

    /// Whether two lines say the same, but for the time it was heard at.
    #[must_use]
    pub fn tells_the_same(&self, other: &Self) -> bool {
        *self == Self { at: self.at, ..*other }
    }
}

fn rounded(number: f64, to: f64) -> f64 {
    (number * to).round() / to
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{job, notice, server};
    use serde_json::{Value, json};
    use vigie_contract::{JobState, LinkState, NoticeKind, Reason, ReasonCode};
    use vigie_words::Tongue;

    fn parsed(line: &Line) -> Value {
        serde_json::from_str(&line.text().unwrap()).unwrap()
    }

    #[test]
    fn a_job_has_every_field_and_unknown_is_null() {
        let mut job = job("heron", "j,1:%", JobState::Running);
        (job.total, job.percent, job.kind) = (None, None, None);
        assert_eq!(
            parsed(&Line::Job(JobLine::of(&job, "heron"))),
            json!({
                "type": "job", "server": "heron", "id": "j,1:%", "kind": null, "title": "Import j,1:%",
                "state": "running", "done": 36_120, "failed": 0, "total": null, "percent": null, "step": null,
                "message": null, "warnings": 0, "rate": null, "eta_ms": null,
                "started_at": 1_735_725_600_000_u64, "finished_at": null, "at": 1_735_725_693_500_u64
            })
        );
    }

    #[test]
    fn fields_come_in_the_order_of_the_documentation() {
        let job = job("heron", "1", JobState::Running);
        let text = Line::Job(JobLine::of(&job, "heron")).text().unwrap();
        assert!(text.starts_with(r#"{"type":"job","server":"heron","id":"1","kind":"edi_import","title":"#));
        assert!(text.ends_with("}\n") && text.matches('\n').count() == 1);
    }

    #[test]
    fn a_server_says_why_in_words() {
        let mut server = server("heron", LinkState::Waiting);
        server.reason = Some(Reason::new(ReasonCode::HttpStatus).with("status", 500));
        let line = parsed(&Line::server(&server, 7, &Words::of(Tongue::En)));
        assert_eq!(line["state"], "waiting");
        assert!(
            line["detail"].as_str().unwrap().starts_with("The server answered with an error (status 500).")
        );
        assert_eq!(line["at"], 7);
    }

    #[test]
    fn a_notice_has_the_words_of_the_bell() {
        let notice = notice("heron", "1", NoticeKind::Completed);
        let line = parsed(&Line::notice(&notice, &Words::of(Tongue::En)));
        assert_eq!(line["title"], "Import 1 completed");
        assert_eq!(line["kind"], "completed");
    }

    #[test]
    fn text_of_a_server_is_whole_and_harmless() {
        let mut job = job("heron", "1", JobState::Running);
        job.title = "a\nb\u{1b}[2J\u{9b}31m\u{202e}\u{2028}<b>\"é".into();
        let text = Line::Job(JobLine::of(&job, "heron")).text().unwrap();
        assert!(
            !text.trim_end().chars().any(|c| c.is_control() || matches!(c, '\u{202e}' | '\u{2028}')),
            "{text:?}"
        );
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap()["title"], job.title.as_str());
    }

    #[test]
    fn only_the_time_it_was_heard_is_no_news() {
        let one = job("heron", "1", JobState::Running);
        let mut two = one.clone();
        two.heard_at += 5;
        assert!(JobLine::of(&one, "heron").tells_the_same(&JobLine::of(&two, "heron")));
        two.done = Some(36_121);
        assert!(!JobLine::of(&one, "heron").tells_the_same(&JobLine::of(&two, "heron")));
    }

    /// Keys in their order.
    fn keys(line: &str) -> Vec<String> {
        let object: serde_json::Map<String, Value> = serde_json::from_str(line).expect("an example is JSON");
        let place = |key: &String| line.find(&format!("\"{key}\":")).expect("a key is in its line");
        let mut keys: Vec<String> = object.keys().cloned().collect();
        keys.sort_by_key(place);
        keys
    }

    #[test]
    fn the_documentation_shows_what_is_printed() {
        let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/json.md");
        let page = std::fs::read_to_string(page).expect("docs/json.md is there");
        let words = Words::of(Tongue::En);
        let (server, job) = (server("heron", LinkState::Live), job("heron", "1", JobState::Running));
        let notice = notice("heron", "1", NoticeKind::Completed);
        let printed = [
            Line::server(&server, 0, &words),
            Line::Job(JobLine::of(&job, "heron")),
            Line::notice(&notice, &words),
        ]
        .map(|line| keys(&line.text().unwrap()));
        let examples: Vec<&str> = page
            .split("```json\n")
            .skip(1)
            .filter_map(|rest| rest.split("```").next())
            .flat_map(str::lines)
            .collect();
        assert!(examples.len() > 5);
        for example in examples {
            assert!(printed.contains(&keys(example)), "{example}");
            let (kind, state) = (&parse(example)["kind"], &parse(example)["state"]);
            for word in [kind, state].into_iter().filter_map(Value::as_str) {
                assert!(page.contains(&format!("`{word}`")) || word == "edi_import", "{word} is explained");
            }
        }
        let words_of =
            JobState::ALL.iter().map(|s| s.as_str()).chain(LinkState::ALL.iter().map(|s| s.as_str()));
        for word in words_of.chain(NoticeKind::ALL.iter().map(|k| k.as_str())) {
            assert!(page.contains(&format!("`{word}`")), "{word} is explained");
        }
    }

    fn parse(text: &str) -> Value {
        serde_json::from_str(text).expect("an example is JSON")
    }
}
