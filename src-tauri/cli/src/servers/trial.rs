//! Trying a server, and saying what was found.

use vigie_contract::{Detection, Failure, ServerKind, Sight, SignIn, TestReport};
use vigie_engine::link;
use vigie_engine::secrets::Secrets;
use vigie_engine::settings::ServerSettings;
use vigie_words::{MAX_TITLE_CHARS, Words, plain};

use crate::exit::Exit;
use crate::home::failed;
use crate::say;
use crate::trouble::{Ended, exit_of};

/// Tries a server; one whose kind is open is looked at first. `settled` is told what was found, before it is tried.
pub async fn try_server(
    settings: &mut ServerSettings,
    secrets: &Secrets,
    settled: impl FnOnce(&mut ServerSettings),
) -> TestReport {
    let mut detection = None;
    if settings.kind == ServerKind::Auto {
        let seen = link::detect_server(settings, secrets.clone()).await;
        let Some(kind) = seen.kind else {
            return TestReport {
                url: settings.url.to_string(),
                kind: None,
                failure: Some(Failure::connection(link::why_not(&seen))),
                detection: Some(seen),
                ok: false,
                running: None,
                stream: None,
                latency_ms: None,
            };
        };
        settings.settle(kind);
        if settings.sign_in == SignIn::Auto && seen.sign_in == Some(SignIn::Basic) {
            settings.sign_in = SignIn::Basic;
        }
        settled(settings);
        detection = Some(seen);
    }
    link::probe(settings.clone(), secrets.clone(), detection).await
}

/// How much is said of a test that worked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// That it did.
    Result,
    /// What was seen on the way, too.
    All,
}

/// Says what a test found; true when it worked.
///
/// # Errors
/// Standard output cannot be written to.
pub fn tell(report: &TestReport, server: &str, detail: Detail, words: &Words) -> Result<bool, Ended> {
    if let Some(detection) = report.detection.as_ref().filter(|_| detail == Detail::All || !report.ok) {
        say::line(&seen(detection, words))?;
    }
    if let Some(failure) = &report.failure {
        say::aside(&failed(words, server, failure));
    }
    if !report.ok {
        return Ok(false);
    }
    let mut found = Vec::new();
    found.extend(report.kind.map(|kind| kind.as_str().to_owned()));
    match report.running {
        Some(0) => found.push(words.text("terminal-nothing")),
        Some(n) => {
            let jobs = words.jobs(u64::from(n));
            found.push(words.say("terminal-running", &[("jobs", jobs.into())]));
        }
        None => {}
    }
    match report.stream {
        Some(true) => found.push(words.text("terminal-test-live")),
        Some(false) => found.push(words.text("terminal-test-polled")),
        None => {}
    }
    if let Some(ms) = report.latency_ms {
        found.push(words.say("terminal-test-latency", &[("milliseconds", words.number(ms).into())]));
    }
    let found = words.join(&found);
    say::line(&words.say("terminal-test-works", &[("server", server.into()), ("found", found.into())]))?;
    Ok(true)
}

/// How a test that did not work is an exit.
#[must_use]
pub fn exit_of_report(report: &TestReport) -> Exit {
    report.failure.as_ref().map_or(Exit::NotConnected, exit_of)
}

/// What looking at an address showed, over several lines.
#[must_use]
pub fn seen(detection: &Detection, words: &Words) -> String {
    let address = || plain(&detection.url, MAX_TITLE_CHARS).into();
    let found = match (&detection.kind, &detection.candidates[..]) {
        (Some(kind), _) => {
            words.say("terminal-detected", &[("address", address()), ("kind", kind.as_str().into())])
        }
        (None, []) => words.say("terminal-detected-not", &[("address", address())]),
        (None, candidates) => {
            let list: Vec<&str> = candidates.iter().map(|kind| kind.as_str()).collect();
            let list = list.join(&words.text("list-separator"));
            words.say("terminal-detected-one-of", &[("address", address()), ("list", list.into())])
        }
    };
    let sign_in = detection
        .sign_in
        .map(|way| words.say("terminal-detected-sign-in", &[("signIn", way.as_str().into())]));
    let mut lines = vec![words.join(&[Some(found), sign_in].into_iter().flatten().collect::<Vec<_>>())];
    lines.extend(detection.saw.iter().map(|sight| format!("  {}", sight_line(sight, words))));
    if detection.cleartext {
        lines.push(words.say("terminal-detected-cleartext", &[("address", address())]));
    }
    lines.join("\n")
}

fn sight_line(sight: &Sight, words: &Words) -> String {
    let cut = |text: &str| plain(text, MAX_TITLE_CHARS);
    let answer = match (sight.status, &sight.content_type) {
        (None, _) => words.text("terminal-sight-silent"),
        (Some(status), None) => status.to_string(),
        (Some(status), Some(content_type)) => format!("{status} {}", cut(content_type)),
    };
    let mut parts = vec![cut(&sight.path), answer];
    if let Some(location) = &sight.location {
        parts.push(words.say("terminal-sight-leads", &[("location", cut(location).into())]));
    }
    if let Some(kind) = sight.speaks_for {
        parts.push(words.say("terminal-sight-speaks", &[("kind", kind.as_str().into())]));
    }
    words.join(&parts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use vigie_words::Tongue;

    #[test]
    fn what_was_seen_is_told_line_by_line() {
        let mut detection = Detection {
            url: "http://heron.example/".into(),
            kind: Some(ServerKind::Estimates),
            sign_in: Some(SignIn::UrlToken),
            candidates: vec![],
            saw: vec![
                Sight {
                    path: "/api/v1/sse/events/".into(),
                    status: Some(401),
                    content_type: Some("application/json\u{1b}[2J".into()),
                    location: None,
                    speaks_for: Some(ServerKind::Estimates),
                },
                Sight {
                    path: "/stream/app".into(),
                    status: Some(302),
                    content_type: None,
                    location: Some("/login".into()),
                    speaks_for: None,
                },
                Sight {
                    path: "/".into(),
                    status: None,
                    content_type: None,
                    location: None,
                    speaks_for: None,
                },
            ],
            cleartext: false,
            reason: None,
        };
        let en = Words::of(Tongue::En);
        assert_eq!(
            seen(&detection, &en),
            "http://heron.example/ speaks estimates · sign-in url-token\n  \
             /api/v1/sse/events/ · 401 application/json[2J · speaks for estimates\n  \
             /stream/app · 302 · leads to /login\n  / · no answer"
        );
        (detection.kind, detection.sign_in, detection.cleartext) = (None, None, true);
        detection.candidates = vec![ServerKind::SoliLms, ServerKind::SseProgress];
        let unsure = seen(&detection, &en);
        assert!(unsure.contains("possible are solilms, sse-progress. Say which with --kind."), "{unsure}");
        assert!(unsure.ends_with("use --allow-cleartext."), "{unsure}");
    }
}
