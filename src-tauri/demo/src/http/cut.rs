//! How a body breaks off.

use std::io;

use axum::body::Body;
use bytes::Bytes;

/// What hyper is told so that it breaks the body off, once what was said before has left.
pub(crate) async fn broken_off() -> io::Error {
    // A pending body makes hyper flush.
    tokio::task::yield_now().await;
    io::Error::new(io::ErrorKind::ConnectionAborted, "the stream is cut")
}

/// A body that breaks off right after its head.
pub(crate) fn broken_body() -> Body {
    Body::from_stream(futures_util::stream::once(async { Err::<Bytes, _>(broken_off().await) }))
}
