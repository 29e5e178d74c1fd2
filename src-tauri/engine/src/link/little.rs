//! A server of a few lines, for tests: answers as it is told to, and remembers what it was asked.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use futures_util::StreamExt;
use tokio_util::task::AbortOnDropHandle;
use url::Url;

/// Something that was asked.
#[derive(Debug, Clone)]
pub struct Asked {
    pub method: Method,
    pub path: String,
    pub query: String,
    pub headers: HeaderMap,
    pub body: String,
}

impl Asked {
    /// Method and path.
    pub fn what(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

/// See the module. It ends when it is dropped.
pub struct Little {
    pub base: Url,
    asked: Arc<Mutex<Vec<Asked>>>,
    _task: AbortOnDropHandle<()>,
}

impl Little {
    pub async fn serve(answer: impl Fn(&Asked) -> Response + Send + Sync + 'static) -> Self {
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (remember, answer) = (asked.clone(), Arc::new(answer));
        let all = any(move |request: Request<Body>| {
            let (remember, answer) = (remember.clone(), answer.clone());
            async move {
                let (parts, body) = request.into_parts();
                let body = axum::body::to_bytes(body, 1 << 20).await.unwrap();
                let asked = Asked {
                    method: parts.method,
                    path: parts.uri.path().to_owned(),
                    query: parts.uri.query().unwrap_or_default().to_owned(),
                    headers: parts.headers,
                    body: String::from_utf8_lossy(&body).into_owned(),
                };
                remember.lock().unwrap().push(asked.clone());
                answer(&asked)
            }
        });
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}/", listener.local_addr().unwrap()).parse().unwrap();
        let task = tokio::spawn(async move {
            axum::serve(listener, Router::new().fallback(all)).await.unwrap();
        });
        Self { base, asked, _task: AbortOnDropHandle::new(task) }
    }

    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }

    /// What was asked of this path, with this method.
    pub fn asked_for(&self, what: &str) -> Vec<Asked> {
        self.asked().into_iter().filter(|asked| asked.what() == what).collect()
    }
}

pub fn status(status: u16) -> Response {
    StatusCode::from_u16(status).unwrap().into_response()
}

pub fn json(code: u16, text: &'static str) -> Response {
    (StatusCode::from_u16(code).unwrap(), [(header::CONTENT_TYPE, "application/json")], text).into_response()
}

pub fn html(text: &'static str) -> Response {
    axum::response::Html(text).into_response()
}

/// 302.
pub fn to(location: &str) -> Response {
    (StatusCode::FOUND, [(header::LOCATION, location)]).into_response()
}

/// A stream of this type that begins so and then stays open.
pub fn held(content_type: &'static str, start: &'static str) -> Response {
    let start = futures_util::stream::iter([Ok::<_, std::io::Error>(Bytes::from(start))]);
    let body = Body::from_stream(start.chain(futures_util::stream::pending()));
    ([(header::CONTENT_TYPE, content_type)], body).into_response()
}

/// The same with a cookie.
pub fn with_cookie(response: Response, cookie: &'static str) -> Response {
    let mut response = response;
    response.headers_mut().append(header::SET_COOKIE, cookie.parse().unwrap());
    response
}
