//! What the status and headers of an answer mean for a subscription. Pure.

use std::time::Duration;

use jiff::Timestamp;
use reqwest::header::{CONTENT_TYPE, DATE, HeaderMap, HeaderName, LOCATION, RETRY_AFTER};
use vigie_contract::{Reason, ReasonCode};

use super::backoff::Pace;

/// What to do about an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It is an event stream: read on.
    Open {
        /// `Content-Type` as it was sent.
        content_type: String,
    },
    /// Stop for good (204).
    Stop,
    /// Stop, and tell this.
    Refused {
        /// `Location`.
        location: Option<String>,
        /// `Retry-After`.
        retry_after: Option<Duration>,
    },
    /// Stop: a success of another kind.
    NotEventStream {
        /// `Content-Type` as it was sent.
        content_type: Option<String>,
    },
    /// Try again.
    Again(Reason, Pace),
}

/// Judges an answer. `accept`: content types read as event streams; `finals`: statuses of 4xx and
/// 5xx that end the subscription beside 401 and 403.
#[must_use]
pub fn judge(status: u16, headers: &HeaderMap, accept: &[String], finals: &[u16], now: Timestamp) -> Verdict {
    let retry_after = retry_after(headers, now);
    let content_type = text(headers, &CONTENT_TYPE);
    let trouble = |code| Reason::new(code).with("status", status);
    match status {
        200 => match content_type {
            Some(content_type) if is_one_of(&content_type, accept) => Verdict::Open { content_type },
            content_type => Verdict::NotEventStream { content_type },
        },
        204 => Verdict::Stop,
        100..=299 => Verdict::NotEventStream { content_type },
        300..=399 | 401 | 403 => Verdict::Refused { location: text(headers, &LOCATION), retry_after },
        _ if finals.contains(&status) => Verdict::Refused { location: text(headers, &LOCATION), retry_after },
        429 | 503 => {
            Verdict::Again(trouble(ReasonCode::ServerBusy), retry_after.map_or(Pace::Usual, Pace::AtLeast))
        }
        400..=499 => Verdict::Again(trouble(ReasonCode::HttpStatus), Pace::Slow),
        _ => Verdict::Again(trouble(ReasonCode::HttpStatus), Pace::Usual),
    }
}

/// `Retry-After`: seconds, or a date. A date is counted from the server's own clock where it tells
/// it, since ours may differ.
#[must_use]
pub fn retry_after(headers: &HeaderMap, now: Timestamp) -> Option<Duration> {
    let value = text(headers, &RETRY_AFTER)?;
    if let Ok(seconds) = value.parse::<u64>() {
        return Some(Duration::from_secs(seconds));
    }
    let now = text(headers, &DATE).and_then(|date| http_date(&date)).unwrap_or(now);
    let wait = http_date(&value)?.duration_since(now);
    Some(Duration::try_from(wait).unwrap_or(Duration::ZERO))
}

fn http_date(text: &str) -> Option<Timestamp> {
    jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(text).ok()
}

/// A header as text; `None` where it is missing or is no text.
fn text(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    let value = String::from_utf8_lossy(headers.get(name)?.as_bytes()).trim().to_owned();
    Some(value).filter(|value| !value.is_empty())
}

fn is_one_of(content_type: &str, accept: &[String]) -> bool {
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    accept.iter().any(|accepted| accepted.eq_ignore_ascii_case(essence))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (HeaderName::from_static(name), value.parse().unwrap())).collect()
    }

    fn verdict(status: u16, pairs: &[(&'static str, &str)]) -> Verdict {
        judge(status, &headers(pairs), &["text/event-stream".into()], &[404], Timestamp::UNIX_EPOCH)
    }

    #[test]
    fn an_event_stream_is_told_by_its_type_alone() {
        for sent in [
            "text/event-stream",
            "Text/Event-Stream",
            "text/event-stream;charset=utf-8",
            "text/event-stream ; x",
        ] {
            assert_eq!(
                verdict(200, &[("content-type", sent)]),
                Verdict::Open { content_type: sent.into() },
                "{sent}"
            );
        }
        for sent in ["text/html", "text/event-streams", "text/plain; text/event-stream"] {
            let found = Verdict::NotEventStream { content_type: Some(sent.into()) };
            assert_eq!(verdict(200, &[("content-type", sent)]), found);
        }
        assert_eq!(verdict(200, &[]), Verdict::NotEventStream { content_type: None });
    }

    #[test]
    fn a_success_that_is_not_200_is_no_event_stream() {
        let sent = [("content-type", "text/event-stream")];
        for status in [201, 202, 205, 206] {
            assert!(matches!(verdict(status, &sent), Verdict::NotEventStream { .. }), "{status}");
        }
        assert_eq!(verdict(204, &sent), Verdict::Stop);
    }

    #[test]
    fn refusals_end_and_troubles_do_not() {
        for status in [301, 302, 303, 304, 307, 308, 401, 403, 404] {
            assert!(matches!(verdict(status, &[]), Verdict::Refused { .. }), "{status}");
        }
        for (status, code, pace) in [
            (400, ReasonCode::HttpStatus, Pace::Slow),
            (410, ReasonCode::HttpStatus, Pace::Slow),
            (429, ReasonCode::ServerBusy, Pace::Usual),
            (500, ReasonCode::HttpStatus, Pace::Usual),
            (502, ReasonCode::HttpStatus, Pace::Usual),
            (503, ReasonCode::ServerBusy, Pace::Usual),
            (999, ReasonCode::HttpStatus, Pace::Usual),
        ] {
            assert_eq!(verdict(status, &[]), Verdict::Again(Reason::new(code).with("status", status), pace));
        }
    }

    #[test]
    fn retry_after_is_seconds_or_a_date_by_the_servers_clock() {
        let wait = |pairs: &[(&'static str, &str)]| retry_after(&headers(pairs), Timestamp::UNIX_EPOCH);
        let seconds = |n| Some(Duration::from_secs(n));
        assert_eq!(wait(&[("retry-after", "7")]), seconds(7));
        assert_eq!(wait(&[("retry-after", " 7 ")]), seconds(7));
        assert_eq!(wait(&[("retry-after", "Thu, 01 Jan 1970 00:01:30 GMT")]), seconds(90));
        let dated =
            [("date", "Sun, 06 Nov 1994 08:49:37 GMT"), ("retry-after", "Sun, 06 Nov 1994 08:50:37 GMT")];
        assert_eq!(wait(&dated), seconds(60));
        let past =
            [("date", "Sun, 06 Nov 1994 08:49:37 GMT"), ("retry-after", "Sun, 06 Nov 1994 08:00:00 GMT")];
        assert_eq!(wait(&past), seconds(0));
        for nonsense in ["soon", "-5", "1.5", ""] {
            assert_eq!(wait(&[("retry-after", nonsense)]), None, "{nonsense}");
        }
    }
}
