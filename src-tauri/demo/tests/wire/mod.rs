//! A client that sees bytes: what was sent, with the transfer chunking undone and nothing else.

use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// Generous: nothing here is about time.
const LONG: Duration = Duration::from_secs(30);

/// How a body ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// It has not ended.
    Open,
    /// As it should.
    Proper,
    /// The connection went in the middle.
    Broken,
}

/// One request and what came back.
pub struct Exchange {
    stream: TcpStream,
    raw: Vec<u8>,
    /// Status line and headers, with their last line break.
    pub head: String,
    body_at: usize,
    gone: bool,
}

impl Exchange {
    /// Sends a request (lines without line breaks) and reads the head of the answer.
    pub async fn begin(port: u16, request: &str, headers: &[&str], body: &str) -> Self {
        let stream = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
        let mut text = format!("{request} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n");
        for header in headers {
            text.push_str(header);
            text.push_str("\r\n");
        }
        if !body.is_empty() {
            if !headers.iter().any(|header| header.starts_with("Content-Type")) {
                text.push_str("Content-Type: application/x-www-form-urlencoded\r\n");
            }
            text.push_str(&format!("Content-Length: {}\r\n", body.len()));
        }
        text.push_str("\r\n");
        text.push_str(body);
        let mut exchange = Self { stream, raw: Vec::new(), head: String::new(), body_at: 0, gone: false };
        exchange.stream.write_all(text.as_bytes()).await.unwrap();
        while find(&exchange.raw, b"\r\n\r\n").is_none() {
            assert!(exchange.more().await, "no head: {:?}", String::from_utf8_lossy(&exchange.raw));
        }
        exchange.body_at = find(&exchange.raw, b"\r\n\r\n").unwrap() + 4;
        exchange.head = String::from_utf8(exchange.raw[..exchange.body_at - 2].to_vec()).unwrap();
        exchange
    }

    /// A GET.
    pub async fn get(port: u16, path: &str, headers: &[&str]) -> Self {
        Self::begin(port, &format!("GET {path}"), headers, "").await
    }

    async fn more(&mut self) -> bool {
        self.raw.reserve(65_536);
        let read = tokio::time::timeout(LONG, self.stream.read_buf(&mut self.raw)).await;
        let count = read.expect("the server is stuck").unwrap_or(0);
        self.gone |= count == 0;
        count > 0
    }

    /// Whether there is more to come. Cheap where the length is known.
    fn is_open(&self) -> bool {
        match self.header("content-length").map(|length| length.parse::<usize>().unwrap()) {
            Some(length) => !self.gone && self.raw.len() - self.body_at < length,
            None => self.body().1 == End::Open,
        }
    }

    /// The body so far, and how it stands.
    pub fn body(&self) -> (Vec<u8>, End) {
        let rest = &self.raw[self.body_at..];
        let ended = if self.gone { End::Broken } else { End::Open };
        if let Some(length) = self.header("content-length") {
            let length: usize = length.parse().unwrap();
            let whole = rest.len() >= length;
            return (rest[..rest.len().min(length)].to_vec(), if whole { End::Proper } else { ended });
        }
        if self.header("transfer-encoding").is_none() {
            // It ends with the connection, whatever that means.
            return (rest.to_vec(), if self.gone { End::Proper } else { End::Open });
        }
        let mut body = Vec::new();
        let mut at = 0;
        loop {
            let Some(line) = find(&rest[at..], b"\r\n") else { return (body, ended) };
            let size = std::str::from_utf8(&rest[at..at + line]).unwrap();
            let size = usize::from_str_radix(size, 16).unwrap();
            at += line + 2;
            if size == 0 {
                return (body, End::Proper);
            }
            if rest.len() < at + size + 2 {
                return (body, ended);
            }
            body.extend_from_slice(&rest[at..at + size]);
            at += size + 2;
        }
    }

    /// Reads until the body is as wished, or over.
    pub async fn until(&mut self, wished: impl Fn(&[u8]) -> bool) -> Vec<u8> {
        loop {
            let (body, end) = self.body();
            if wished(&body) || end != End::Open {
                return body;
            }
            self.more().await;
        }
    }

    /// Reads until the body contains a text.
    pub async fn until_text(&mut self, text: &str) -> String {
        let body = self.until(|body| find(body, text.as_bytes()).is_some()).await;
        let body = String::from_utf8_lossy(&body).into_owned();
        assert!(body.contains(text), "ended without {text:?}: {}", body.trim_start_matches([':', ' ']));
        body
    }

    /// Reads to the end of the body.
    pub async fn whole(&mut self) -> (Vec<u8>, End) {
        while self.is_open() {
            self.more().await;
        }
        self.body()
    }

    /// The first value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head
            .lines()
            .filter_map(|line| line.split_once(": "))
            .find_map(|(key, value)| key.eq_ignore_ascii_case(name).then_some(value))
    }

    /// The status code.
    pub fn status(&self) -> u16 {
        self.head[9..12].parse().unwrap()
    }

    /// A cookie that was set.
    pub fn cookie(&self, name: &str) -> Option<String> {
        let start = format!("Set-Cookie: {name}=");
        let line = self.head.lines().find_map(|line| line.strip_prefix(&start))?;
        Some(line.split(';').next().unwrap().to_owned())
    }
}

/// Where `what` begins in `text`.
pub fn find(text: &[u8], what: &[u8]) -> Option<usize> {
    text.windows(what.len()).position(|window| window == what)
}

/// A `Cookie:` header of someone signed in, and the CSRF secret in it.
pub async fn sign_in(port: u16, name: &str) -> (String, String) {
    let page = Exchange::get(port, "/accounts/login/", &[]).await;
    let secret = page.cookie("csrftoken").unwrap();
    let form = format!("csrfmiddlewaretoken={secret}&username={name}&password={name}-pass");
    let cookie = format!("Cookie: csrftoken={secret}");
    let answer = Exchange::begin(port, "POST /accounts/login/", &[&cookie], &form).await;
    assert_eq!(answer.status(), 302);
    let (token, session) = (answer.cookie("csrftoken").unwrap(), answer.cookie("sessionid").unwrap());
    (format!("Cookie: csrftoken={token}; sessionid={session}"), token)
}
