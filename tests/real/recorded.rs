//! Answers recorded with `curl -i` in tests/fixtures, and answers of now, in one comparable form.

use std::sync::LazyLock;
use std::time::Duration;

use futures_util::StreamExt;
use regex::{Captures, Regex};
use reqwest::{RequestBuilder, Response};
use vigie_tests::{PATIENCE, repository};

/// An answer without what differs from one run to the next (dates, cookies, form tokens, ports).
#[derive(Debug, PartialEq)]
pub struct Answer {
    pub status: u16,
    /// Sorted, names in lower case.
    pub headers: Vec<(String, String)>,
    pub body: String,
}

/// Headers that carry a time, a secret or a version of the run.
const OF_THE_RUN: [&str; 4] = ["date", "expires", "set-cookie", "x-powered-by"];

/// How long a stream must stay silent to count as being at its end for now.
const SILENCE: Duration = Duration::from_millis(300);

impl Answer {
    pub fn new(status: u16, headers: impl Iterator<Item = (String, String)>, body: &str) -> Self {
        let headers = headers.filter(|(name, _)| !OF_THE_RUN.contains(&name.as_str()));
        let mut headers: Vec<_> = headers.map(|(name, value)| (name, timeless(&value))).collect();
        headers.sort();
        Self { status, headers, body: timeless(body) }
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// A recorded answer of tests/fixtures/sse-progress.
pub fn recorded(name: &str) -> Answer {
    recorded_of("sse-progress", name)
}

/// The text of a file of tests/fixtures/SYSTEM.
pub fn fixture(system: &str, name: &str) -> String {
    let path = repository().join("tests/fixtures").join(system).join(format!("{name}.txt"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A recorded answer of any system.
pub fn recorded_of(system: &str, name: &str) -> Answer {
    let text = fixture(system, name);
    let (_command, answer) = text.split_once("\n\n").expect("a blank line after the command");
    let (head, rest) = answer.split_once("\r\n\r\n").expect("a blank line after the headers");
    let (body, _verdict) = rest.rsplit_once("\n[curl exit").expect("curl's verdict at the end");
    let mut lines = head.split("\r\n");
    let status = lines.next().and_then(|line| line.split(' ').nth(1)).expect("a status line");
    let headers = lines.map(|line| line.split_once(": ").expect("name: value"));
    let headers = headers.map(|(name, value)| (name.to_lowercase(), value.to_owned()));
    Answer::new(status.parse().expect("a status is a number"), headers, body)
}

/// The answer of now, to its end.
pub async fn whole(request: RequestBuilder) -> Answer {
    let answer = request.send().await.expect("an answer");
    let (status, headers) = head(&answer);
    Answer::new(status, headers.into_iter(), &answer.text().await.expect("a whole body"))
}

/// What a stream sends until its body is as long as this, and whatever comes right after it.
pub async fn streamed(request: RequestBuilder, length: usize) -> Answer {
    streamed_once_open(request, length, async {}).await
}

/// The same of a stream that has stood up before `then` begins.
pub async fn streamed_once_open(
    request: RequestBuilder,
    length: usize,
    then: impl Future<Output = ()>,
) -> Answer {
    read(request, |body| body.len() >= length, then).await
}

/// What a stream sends until it has said this, and whatever comes right after it.
pub async fn streamed_until(request: RequestBuilder, words: &str) -> Answer {
    read(request, |body| String::from_utf8_lossy(body).contains(words), async {}).await
}

async fn read(
    request: RequestBuilder,
    enough: impl Fn(&[u8]) -> bool,
    then: impl Future<Output = ()>,
) -> Answer {
    let answer = request.send().await.expect("an answer");
    let (status, headers) = head(&answer);
    let mut body = Vec::new();
    let mut pieces = answer.bytes_stream();
    let mut then = Some(then);
    loop {
        let limit = if enough(&body) { SILENCE } else { PATIENCE };
        match tokio::time::timeout(limit, pieces.next()).await {
            Ok(Some(Ok(piece))) => {
                body.extend_from_slice(&piece);
                if let Some(then) = then.take() {
                    then.await;
                }
            }
            _ => break,
        }
    }
    Answer::new(status, headers.into_iter(), &String::from_utf8_lossy(&body))
}

pub fn head(answer: &Response) -> (u16, Vec<(String, String)>) {
    let headers = answer.headers().iter().map(|(name, value)| {
        (name.as_str().to_owned(), value.to_str().expect("headers of this server are text").to_owned())
    });
    (answer.status().as_u16(), headers.collect())
}

/// Times, ports and form tokens are new each time, their shape is not: each of their digits becomes a `0`, and each
/// sign of a token.
pub fn timeless(text: &str) -> String {
    static OF_NOW: LazyLock<Regex> = LazyLock::new(|| {
        let kinds = [
            r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?",
            r#""timestamp": \d+"#,
            r"127\.0\.0\.1:\d+",
            r#"(?:csrfmiddlewaretoken|_token)" value="\w+"#,
            r#"csrf-token" content="\w+"#,
        ];
        Regex::new(&kinds.join("|")).expect("a pattern of ours")
    });
    let shaped = |found: &Captures<'_>| {
        let kept = found[0].find("=\"").map_or(0, |mark| mark + 2);
        let (name, value) = found[0].split_at(kept);
        let any = |sign: char| if kept > 0 || sign.is_ascii_digit() { '0' } else { sign };
        format!("{name}{}", value.chars().map(any).collect::<String>())
    };
    OF_NOW.replace_all(text, shaped).into_owned()
}
