//! Header names as the captured server writes them: title case, but `date` and `server` in lower case.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

/// No head of ours is longer.
const COPIED: usize = 16 * 1024;

/// A connection that lowers those two names on their way out. hyper writes a whole head at once, ahead of
/// anything else in the buffer.
pub(crate) struct Casing {
    stream: TcpStream,
    /// A head on its way, and how much of it has left.
    head: Vec<u8>,
    sent: usize,
}

impl Casing {
    pub(crate) fn new(stream: TcpStream) -> Self {
        Self { stream, head: Vec::new(), sent: 0 }
    }
}

fn lowered(head: &[u8]) -> Vec<u8> {
    let mut head = head.to_vec();
    let end = find(&head, b"\r\n\r\n").unwrap_or(head.len());
    for name in [b"\r\nDate:".as_slice(), b"\r\nServer:"] {
        if let Some(at) = find(&head[..end], name) {
            head[at..at + name.len()].make_ascii_lowercase();
        }
    }
    head
}

fn find(text: &[u8], what: &[u8]) -> Option<usize> {
    text.windows(what.len()).position(|window| window == what)
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
        if this.head.is_empty() && buffer.starts_with(b"HTTP/1.1 ") {
            this.head = lowered(&buffer[..buffer.len().min(COPIED)]);
            this.sent = 0;
        }
        if this.head.is_empty() {
            return Pin::new(&mut this.stream).poll_write(context, buffer);
        }
        // The caller offers the same bytes again until they have left, so ours stay in step.
        let written = ready!(Pin::new(&mut this.stream).poll_write(context, &this.head[this.sent..]))?;
        this.sent += written;
        if this.sent == this.head.len() {
            this.head = Vec::new();
        }
        Poll::Ready(Ok(written))
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
