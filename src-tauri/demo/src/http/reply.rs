//! An answer whose headers stand in the order in which the captured server sends them.

use std::convert::Infallible;

use axum::body::Body;
use axum::http::header::{HeaderName, HeaderValue};
use axum::http::{HeaderMap, StatusCode, Version, header};
use axum::response::Response;
use bytes::Bytes;

use crate::casing::Hand;
use crate::clock::http_date;
use crate::shared::Shared;

pub(crate) const HTML: &str = "text/html; charset=utf-8";
pub(crate) const JSON: &str = "application/json";
pub(crate) const STREAM: &str = "text/event-stream";

pub(crate) struct Reply {
    status: StatusCode,
    headers: HeaderMap,
    hand: Option<Hand>,
}

impl Reply {
    pub(crate) fn new(house: &Shared, status: StatusCode) -> Self {
        Self { status, headers: HeaderMap::new(), hand: None }
            .header(header::DATE, &http_date(house.clock.now()))
            .header(header::SERVER, "uvicorn")
    }

    /// An answer in another hand, without any header yet.
    pub(crate) fn by(hand: Hand, status: StatusCode) -> Self {
        Self { status, headers: HeaderMap::new(), hand: Some(hand) }.header(Hand::HEADER, hand.word())
    }

    pub(crate) fn dated(self, house: &Shared) -> Self {
        self.header(header::DATE, &http_date(house.clock.now()))
    }

    /// Where to, if anywhere.
    pub(crate) fn leading(self, location: Option<&str>) -> Self {
        match location {
            Some(location) => self.header(header::LOCATION, location),
            None => self,
        }
    }

    /// Adds a header. A value that no header can carry is left out.
    pub(crate) fn header(mut self, name: HeaderName, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_bytes(value.as_bytes()) {
            self.headers.append(name, value);
        }
        self
    }

    pub(crate) fn content(self, kind: &str) -> Self {
        self.header(header::CONTENT_TYPE, kind)
    }

    pub(crate) fn length(self, bytes: usize) -> Self {
        self.header(header::CONTENT_LENGTH, &bytes.to_string())
    }

    /// As every answer that looked at the session.
    pub(crate) fn varies(self) -> Self {
        self.header(header::VARY, "Cookie")
    }

    /// As the stream view's answers.
    pub(crate) fn unbuffered(self) -> Self {
        self.header(header::CACHE_CONTROL, "no-cache")
            .header(HeaderName::from_static("x-accel-buffering"), "no")
    }

    /// As Django's never_cache.
    pub(crate) fn never_cached(self, house: &Shared) -> Self {
        self.header(header::EXPIRES, &http_date(house.clock.now()))
            .header(header::CACHE_CONTROL, "max-age=0, no-cache, no-store, must-revalidate, private")
    }

    /// As Django's security middleware.
    pub(crate) fn secured(self) -> Self {
        self.secured_of_old().header(HeaderName::from_static("cross-origin-opener-policy"), "same-origin")
    }

    /// As that of Django 3.2, which the backend's own document asks for and the GRIP captures come from.
    pub(crate) fn secured_of_old(self) -> Self {
        self.header(header::X_CONTENT_TYPE_OPTIONS, "nosniff").header(header::REFERRER_POLICY, "same-origin")
    }

    pub(crate) fn cookie(self, cookie: &str) -> Self {
        self.header(header::SET_COOKIE, cookie)
    }

    pub(crate) fn body(self, body: impl Into<Bytes>) -> Response {
        self.streaming(Body::from(body.into()))
    }

    /// A body whose length nobody knows beforehand.
    pub(crate) fn unmeasured(self, body: impl Into<Bytes>) -> Response {
        let whole = futures_util::stream::once(std::future::ready(Ok::<_, Infallible>(body.into())));
        self.streaming(Body::from_stream(whole))
    }

    /// No body. Said as a stream of nothing, for else hyper moves `Content-Length: 0` to the end.
    pub(crate) fn empty(self) -> Response {
        self.streaming(Body::from_stream(futures_util::stream::empty::<Result<Bytes, Infallible>>()))
    }

    pub(crate) fn streaming(self, body: Body) -> Response {
        let mut response = Response::new(body);
        *response.status_mut() = self.status;
        if self.hand == Some(Hand::Php) {
            // So hyper ends the body with the connection; the hand writes 1.1 all the same.
            *response.version_mut() = Version::HTTP_10;
        }
        *response.headers_mut() = self.headers;
        response
    }
}

/// A whole JSON answer of a view that looked at the session.
pub(crate) fn json(house: &Shared, status: StatusCode, body: impl Into<Bytes>) -> Response {
    let body = body.into();
    Reply::new(house, status).content(JSON).length(body.len()).varies().secured().body(body)
}
