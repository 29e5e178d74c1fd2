//! Heads as the captured servers write them: hyper knows title case alone.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use axum::http::header::HeaderName;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

use crate::door::Taken;

/// No head of ours is longer.
const LONGEST: usize = 16 * 1024;
/// Names that are not in title case where names are.
const IRREGULAR: [&[u8]; 2] = [b"WWW-Authenticate", b"Sec-WebSocket-Accept"];

/// Whose hand a head is in. Without one it is Django's behind uvicorn: `date` and `server` in lower case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hand {
    /// A Starlette answer behind uvicorn: all but `Transfer-Encoding` in lower case.
    Lower,
    /// gunicorn and Daphne: title case.
    Title,
    /// PHP's own server: title case, HTTP/1.1 with a body that ends with the connection.
    Php,
    /// Daphne's refusal of a WebSocket: a status line and nothing else.
    Bare,
}

impl Hand {
    /// The header by which an answer names its hand. It never leaves the house.
    pub(crate) const HEADER: HeaderName = HeaderName::from_static("x-demo-hand");

    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Lower => "lower",
            Self::Title => "title",
            Self::Php => "php",
            Self::Bare => "bare",
        }
    }

    fn named(word: &[u8]) -> Option<Self> {
        [Self::Lower, Self::Title, Self::Php, Self::Bare]
            .into_iter()
            .find(|hand| hand.word().as_bytes() == word)
    }
}

/// A connection that rewrites each head on its way out. hyper writes a whole head at once, ahead of anything
/// else in the buffer.
pub(crate) struct Casing {
    stream: TcpStream,
    /// A head on its way, how much of it has left, and how long it was before it was rewritten.
    head: Vec<u8>,
    sent: usize,
    taken: usize,
    _open: Taken,
}

impl Casing {
    pub(crate) fn new(stream: TcpStream, open: Taken) -> Self {
        Self { stream, head: Vec::new(), sent: 0, taken: 0, _open: open }
    }
}

/// The head, without its last line break, as the hand that it names writes it.
fn rewritten(head: &[u8]) -> Vec<u8> {
    let mut lines: Vec<Vec<u8>> = Vec::new();
    let mut hand = None;
    let mut rest = head;
    while let Some(at) = find(rest, b"\r\n") {
        let (line, after) = (&rest[..at], &rest[at + 2..]);
        rest = after;
        match line.strip_prefix(b"X-Demo-Hand: ") {
            Some(word) => hand = Hand::named(word),
            None => lines.push(line.to_vec()),
        }
    }
    match hand {
        None => lower(&mut lines, |name| name == b"Date" || name == b"Server"),
        Some(Hand::Lower) => lower(&mut lines, |name| name != b"Transfer-Encoding"),
        Some(Hand::Title) => regular(&mut lines),
        Some(Hand::Php) => {
            regular(&mut lines);
            if let Some(version) = lines.first_mut().and_then(|status| status.get_mut(..8)) {
                version.copy_from_slice(b"HTTP/1.1");
            }
        }
        Some(Hand::Bare) => lines.truncate(1),
    }
    lines.join(b"\r\n".as_slice())
}

fn names(lines: &mut [Vec<u8>]) -> impl Iterator<Item = &mut [u8]> {
    lines.iter_mut().skip(1).filter_map(|line| {
        let end = line.iter().position(|byte| *byte == b':')?;
        line.get_mut(..end)
    })
}

fn lower(lines: &mut [Vec<u8>], which: impl Fn(&[u8]) -> bool) {
    names(lines).filter(|name| which(name)).for_each(<[u8]>::make_ascii_lowercase);
}

fn regular(lines: &mut [Vec<u8>]) {
    for name in names(lines) {
        if let Some(proper) = IRREGULAR.iter().find(|proper| proper.eq_ignore_ascii_case(name)) {
            name.copy_from_slice(proper);
        }
    }
}

fn find(text: &[u8], what: &[u8]) -> Option<usize> {
    text.windows(what.len()).position(|window| window == what)
}

fn begins_head(buffer: &[u8]) -> bool {
    buffer.starts_with(b"HTTP/1.1 ") || buffer.starts_with(b"HTTP/1.0 ")
}

impl AsyncRead for Casing {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Casing {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &[u8],
    ) -> Poll<io::Result<usize>> {
        let this = &mut *self;
        if this.head.is_empty()
            && begins_head(buffer)
            && let Some(end) = find(&buffer[..buffer.len().min(LONGEST)], b"\r\n\r\n")
        {
            this.head = rewritten(&buffer[..end + 2]);
            this.head.extend_from_slice(b"\r\n\r\n");
            this.sent = 0;
            this.taken = end + 4;
        }
        if this.head.is_empty() {
            return Pin::new(&mut this.stream).poll_write(context, buffer);
        }
        // The caller offers the same bytes again until they have left, so it hears of ours only as a whole.
        while this.sent < this.head.len() {
            let left = ready!(Pin::new(&mut this.stream).poll_write(context, &this.head[this.sent..]))?;
            if left == 0 {
                return Poll::Ready(Err(io::ErrorKind::WriteZero.into()));
            }
            this.sent += left;
        }
        this.head = Vec::new();
        Poll::Ready(Ok(this.taken))
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "HTTP/1.0 401 Unauthorized\r\nServer: x\r\nDate: y\r\nTransfer-Encoding: chunked\r\n\
                        Www-Authenticate: Date: Server\r\n";

    fn by(hand: &str) -> String {
        String::from_utf8(rewritten(format!("{HEAD}{hand}").as_bytes())).unwrap()
    }

    #[test]
    fn each_hand_writes_names_in_its_way_and_leaves_values_alone() {
        let body = |names: [&str; 4], version: &str| {
            let [server, date, coding, asks] = names;
            format!(
                "{version} 401 Unauthorized\r\n{server}: x\r\n{date}: y\r\n{coding}: chunked\r\n{asks}: Date: Server"
            )
        };
        let coding = "Transfer-Encoding";
        assert_eq!(by(""), body(["server", "date", coding, "Www-Authenticate"], "HTTP/1.0"));
        assert_eq!(
            by("X-Demo-Hand: lower\r\n"),
            body(["server", "date", coding, "www-authenticate"], "HTTP/1.0")
        );
        assert_eq!(
            by("X-Demo-Hand: title\r\n"),
            body(["Server", "Date", coding, "WWW-Authenticate"], "HTTP/1.0")
        );
        assert_eq!(
            by("X-Demo-Hand: php\r\n"),
            body(["Server", "Date", coding, "WWW-Authenticate"], "HTTP/1.1")
        );
        assert_eq!(by("X-Demo-Hand: bare\r\n"), "HTTP/1.0 401 Unauthorized");
    }
}
