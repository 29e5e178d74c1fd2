//! A server that answers as a test says, and keeps what it was asked.

use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use axum::response::Response;
use axum::routing::any;
use futures_util::stream::{self, StreamExt};
use tokio::task::JoinHandle;

/// A request.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Its method.
    pub method: String,
    /// Its path.
    pub path: String,
    /// Its query, as it was sent.
    pub query: String,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body.
    pub body: String,
}

impl Asked {
    /// A header; empty where it is not there.
    pub fn header(&self, name: &str) -> String {
        self.headers.get(name).map(|v| String::from_utf8_lossy(v.as_bytes()).into_owned()).unwrap_or_default()
    }

    /// The values of a parameter of the query, decoded.
    pub fn param(&self, name: &str) -> Vec<String> {
        let pairs = url::form_urlencoded::parse(self.query.as_bytes());
        pairs.filter(|(key, _)| key == name).map(|(_, value)| value.into_owned()).collect()
    }
}

/// See the module. Ends when it is dropped.
pub struct Odd {
    /// `http://127.0.0.1:<port>`.
    pub url: String,
    asked: Arc<Mutex<Vec<Asked>>>,
    serving: JoinHandle<()>,
}

impl Odd {
    /// Answers with what is given; to `None` never.
    pub async fn answering(
        answer: impl Fn(&Asked) -> Option<Response> + Clone + Send + Sync + 'static,
    ) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("a bound socket has an address"));
        let asked = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&asked);
        let app = Router::new().fallback(any(move |request: Request<Body>| {
            let (kept, answer) = (Arc::clone(&kept), answer.clone());
            async move {
                let (head, body) = request.into_parts();
                let body = axum::body::to_bytes(body, 1 << 20).await.unwrap_or_default();
                let asked = Asked {
                    method: head.method.to_string(),
                    path: head.uri.path().to_owned(),
                    query: head.uri.query().unwrap_or_default().to_owned(),
                    headers: head.headers,
                    body: String::from_utf8_lossy(&body).into_owned(),
                };
                kept.lock().unwrap_or_else(PoisonError::into_inner).push(asked.clone());
                match answer(&asked) {
                    Some(answer) => answer,
                    None => std::future::pending().await,
                }
            }
        }));
        let serving = tokio::spawn(async move {
            let _ = axum::serve(listener, app).await;
        });
        Self { url, asked, serving }
    }

    /// Everything so far.
    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for Odd {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

/// An answer with a body of this type; none where it is empty.
pub fn answer(status: u16, content_type: &str, body: impl Into<Body>) -> Response {
    let mut response = Response::new(body.into());
    *response.status_mut() = StatusCode::from_u16(status).expect("a status");
    if !content_type.is_empty() {
        with(&mut response, header::CONTENT_TYPE, content_type);
    }
    response
}

/// A redirect.
pub fn to(location: &str) -> Response {
    let mut response = answer(302, "", "");
    with(&mut response, header::LOCATION, location);
    response
}

/// Adds a header.
pub fn with(response: &mut Response, name: header::HeaderName, value: &str) {
    response.headers_mut().append(name, value.parse().expect("a header"));
}

/// A body that begins so and is never over.
pub fn held(content_type: &str, beginning: &'static str) -> Response {
    let first = stream::iter([Ok::<_, std::io::Error>(Bytes::from_static(beginning.as_bytes()))]);
    answer(200, content_type, Body::from_stream(first.chain(stream::pending())))
}

/// A body that begins so and breaks off.
pub fn broken_off(content_type: &str, beginning: &'static str) -> Response {
    let pieces = [Ok(Bytes::from_static(beginning.as_bytes())), Err(std::io::Error::other("gone"))];
    answer(200, content_type, Body::from_stream(stream::iter(pieces)))
}
