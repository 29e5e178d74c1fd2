//! What was recorded, and what must differ from it.

use crate::wire::{Exchange, find};

/// A recorded HTTP answer.
pub struct Capture {
    pub head: String,
    pub body: String,
}

fn text(name: &str) -> String {
    let path = format!("{}/../../tests/fixtures/{name}.txt", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).unwrap()
}

impl Capture {
    /// `soniquebay/01-idle`, say.
    pub fn read(name: &str) -> Self {
        let text = text(name);
        let start = text.find("\n\n").unwrap() + 2;
        let end = text.rfind("\n[curl exit").unwrap();
        let (head, body) = text[start..end].split_once("\r\n\r\n").unwrap();
        Self { head: format!("{head}\r\n"), body: body.to_owned() }
    }
}

/// A line of a recorded WebSocket.
#[derive(Debug, PartialEq, Eq)]
pub enum Line {
    Sent(String),
    Received(String),
}

/// What was said over a recorded WebSocket, without PINGs and without the end of the recording.
pub fn conversation(name: &str) -> Vec<Line> {
    let text = text(name);
    let lines = text.lines().filter_map(|line| line.trim_start().split_once(' ')?.1.split_at_checked(2));
    lines
        .filter_map(|(way, said)| match way {
            _ if said.starts_with("CLOSE") || said.starts_with("PING") || said.starts_with("PONG") => None,
            "> " if !said.starts_with("GET") && !said.contains("ET ws://") => Some(Line::Sent(said.into())),
            "< " if !said.starts_with("101") => Some(Line::Received(said.into())),
            _ => None,
        })
        .collect()
}

/// The status and the headers of a recorded handshake, as lines.
pub fn handshake(name: &str) -> (String, Vec<String>) {
    let text = text(name);
    let line = text.lines().nth(1).unwrap();
    let (status, rest) = line.split_once("< ").unwrap().1.split_once(" {").unwrap();
    let headers = rest.split_once('}').unwrap().0;
    let headers = headers.split(", ").map(|pair| pair.replace('\'', "")).filter(|pair| !pair.is_empty());
    (status.to_owned(), headers.collect())
}

/// Replaces what follows each `key`, up to one of `stops`.
pub fn blanked(text: &str, keys: &[&str], stops: &[char]) -> String {
    let mut text = text.to_owned();
    for key in keys {
        let mut out = String::new();
        let mut rest = text.as_str();
        while let Some(at) = rest.find(key) {
            out.push_str(&rest[..at + key.len()]);
            out.push('…');
            let value = &rest[at + key.len()..];
            rest = &value[value.find(stops).unwrap_or(value.len())..];
        }
        out.push_str(rest);
        text = out;
    }
    text
}

/// A head without what differs from day to day, from machine to machine, from address to address.
pub fn head(text: &str) -> String {
    let text = blanked(text, &["date: ", "Date: ", "Host: "], &['\r']);
    let text = blanked(&text, &["http://127.0.0.1:"], &['/', '\r']);
    let text = text.replace("…/solilms/", "…/");
    blanked(&text, &["XSRF-TOKEN=", "soli_lms_session=", "sessionid=", "expires="], &[';'])
}

/// A body likewise.
pub fn body(text: &str) -> String {
    let text = blanked(text, &["\"timestamp\": "], &['}']);
    let text = blanked(&text, &["_at\":\"", "_at\": \"", "debut_session\": \""], &['"']);
    let text = blanked(&text, &["http://127.0.0.1:"], &['/', '\'']);
    let text = text.replace("…/solilms/", "…/").replace("\"/solilms/", "\"/");
    blanked(&text, &["name=\"csrf-token\" content=\"", "name=\"_token\" value=\""], &['"'])
}

/// A whole answer is the recorded one.
pub async fn assert_whole(mut got: Exchange, name: &str) {
    let (whole, _) = got.whole().await;
    assert_begins(&got, &whole, name);
}

/// A stream has said what the recorded one said.
pub async fn assert_stream(got: &mut Exchange, name: &str) {
    let length = Capture::read(name).body.len();
    let said = got.until(|body| body.len() >= length).await;
    assert_begins(got, &said, name);
}

fn assert_begins(got: &Exchange, said: &[u8], name: &str) {
    let expected = Capture::read(name);
    assert_eq!(body(&String::from_utf8_lossy(said)), body(&expected.body), "{name}");
    assert_eq!(head(&got.head), head(&expected.head), "{name}");
}

#[test]
fn a_recorded_conversation_is_read_line_by_line() {
    let lines = conversation("postes/16-session-expires");
    assert_eq!(lines[1], Line::Sent(r#"{"type": "validate_code", "code": "EXP001"}"#.into()));
    assert_eq!(lines.len(), 20);
    assert!(find(b"abc", b"c").is_some());
    let (status, headers) = handshake("postes/10-dashboard");
    assert_eq!((status.as_str(), headers[0].as_str()), ("101", "server: daphne"));
    assert_eq!(handshake("postes/05-dashboard-no-origin"), ("403 Access denied".into(), vec![]));
}
