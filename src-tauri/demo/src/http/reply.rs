//! An answer whose headers stand in the order in which the captured server sends them.

use std::convert::Infallible;

use axum::body::Body;
use axum::http::header::{HeaderName, HeaderValue};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use bytes::Bytes;

use crate::clock::http_date;
use crate::shared::Shared;

pub(super) const HTML: &str = "text/html; charset=utf-8";
pub(super) const JSON: &str = "application/json";
pub(super) const STREAM: &str = "text/event-stream";

pub(super) struct Reply {
    status: StatusCode,
    headers: HeaderMap,
}

impl Reply {
    pub(super) fn new(house: &Shared, status: StatusCode) -> Self {
        Self { status, headers: HeaderMap::new() }
            .header(header::DATE, &http_date(house.clock.now()))
            .header(header::SERVER, "uvicorn")
    }

    /// Adds a header. A value that no header can carry is left out.
    pub(super) fn header(mut self, name: HeaderName, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_bytes(value.as_bytes()) {
            self.headers.append(name, value);
        }
        self
    }

    pub(super) fn content(self, kind: &str) -> Self {
        self.header(header::CONTENT_TYPE, kind)
    }

    pub(super) fn length(self, bytes: usize) -> Self {
        self.header(header::CONTENT_LENGTH, &bytes.to_string())
    }

    /// As every answer that looked at the session.
    pub(super) fn varies(self) -> Self {
        self.header(header::VARY, "Cookie")
    }

    /// As the stream view's answers.
    pub(super) fn unbuffered(self) -> Self {
        self.header(header::CACHE_CONTROL, "no-cache")
            .header(HeaderName::from_static("x-accel-buffering"), "no")
    }

    /// As Django's never_cache.
    pub(super) fn never_cached(self, house: &Shared) -> Self {
        self.header(header::EXPIRES, &http_date(house.clock.now()))
            .header(header::CACHE_CONTROL, "max-age=0, no-cache, no-store, must-revalidate, private")
    }

    /// As Django's security middleware.
    pub(super) fn secured(self) -> Self {
        self.secured_of_old().header(HeaderName::from_static("cross-origin-opener-policy"), "same-origin")
    }

    /// As that of Django 3.2, which the backend's own document asks for and the GRIP captures come from.
    pub(super) fn secured_of_old(self) -> Self {
        self.header(header::X_CONTENT_TYPE_OPTIONS, "nosniff").header(header::REFERRER_POLICY, "same-origin")
    }

    pub(super) fn cookie(self, cookie: &str) -> Self {
        self.header(header::SET_COOKIE, cookie)
    }

    pub(super) fn body(self, body: impl Into<Bytes>) -> Response {
        self.streaming(Body::from(body.into()))
    }

    /// No body. Said as a stream of nothing, for else hyper moves `Content-Length: 0` to the end.
    pub(super) fn empty(self) -> Response {
        self.streaming(Body::from_stream(futures_util::stream::empty::<Result<Bytes, Infallible>>()))
    }

    pub(super) fn streaming(self, body: Body) -> Response {
        let mut response = Response::new(body);
        *response.status_mut() = self.status;
        *response.headers_mut() = self.headers;
        response
    }
}

/// A whole JSON answer of a view that looked at the session.
pub(super) fn json(house: &Shared, status: StatusCode, body: impl Into<Bytes>) -> Response {
    let body = body.into();
    Reply::new(house, status).content(JSON).length(body.len()).varies().secured().body(body)
}
