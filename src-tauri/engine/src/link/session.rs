//! Plain requests to one server: cookies, redirects, limits, and what an answer means.

mod answer;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};
use std::time::Duration;

use reqwest::cookie::{CookieStore, Jar};
use reqwest::header::{self, HeaderMap};
use reqwest::{Client, Method, RequestBuilder, Response, StatusCode};
use tokio::time::{Instant, timeout};
use url::Url;
use vigie_contract::{Reason, ReasonCode};

pub use self::answer::{Answer, Obstacle, body, is_sign_in, redirect};
use super::credentials::Credentials;
use crate::dialect::sse_progress::LIST_PATH;
use crate::inspector::COOKIE_LEAST;
use crate::secrets::Secret;
use crate::transport::answer::retry_after;
use crate::transport::{ClientOptions, Network, SocketClient, SocketRequest, client, reason, socket_client};

/// How long to wait for the headers of an answer.
pub(super) const HEADERS_WITHIN: Duration = Duration::from_secs(20);
/// Redirects followed within the server.
const MAX_REDIRECTS: usize = 3;

/// A conversation with one server, signed in or not.
#[derive(Clone)]
pub struct Session {
    client: Client,
    sockets: SocketClient,
    jar: Arc<Jar>,
    base: Url,
    carried: Arc<RwLock<Credentials>>,
    signed_in: Arc<AtomicBool>,
}

impl Session {
    /// A session with the server at `base` (which ends with `/`), reached so, not signed in.
    ///
    /// # Errors
    /// When the TLS machinery of this computer cannot be set up, or a file of the network's cannot be read.
    pub fn new(base: Url, network: Network) -> Result<Self, Reason> {
        let jar = Arc::new(Jar::default());
        let options = ClientOptions::new(&base).network(network).cookies(jar.clone());
        let (client, sockets) = (client(&options)?, socket_client(&options)?);
        Ok(Self { client, sockets, jar, base, carried: Arc::default(), signed_in: Arc::default() })
    }

    /// These go with every request to the server from now on.
    pub fn carry(&self, credentials: Credentials) {
        *self.carried.write().unwrap_or_else(PoisonError::into_inner) = credentials;
    }

    fn carried(&self) -> RwLockReadGuard<'_, Credentials> {
        self.carried.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes over what a browser shows as its `Cookie` header, with or without that word before it. What the
    /// server sets later takes its place.
    pub fn take_cookies(&self, cookie: &Secret) {
        let text = cookie.expose().trim();
        let word = text.get(..7).filter(|word| word.eq_ignore_ascii_case("cookie:"));
        for pair in text[word.map_or(0, str::len)..].split(';') {
            let pair = Secret::new(format!("{}; Path=/", pair.trim()));
            self.jar.add_cookie_str(pair.expose(), &self.base);
        }
        self.note_sign_in();
    }

    /// Whether a sign-in of this session's went well, or cookies were given to it.
    #[must_use]
    pub fn is_signed_in(&self) -> bool {
        self.signed_in.load(Ordering::Acquire)
    }

    pub(super) fn note_sign_in(&self) {
        self.signed_in.store(true, Ordering::Release);
    }

    /// Whether the server has set any cookie, or any was given.
    pub(super) fn has_cookies(&self) -> bool {
        self.jar.cookies(&self.base).is_some()
    }

    /// Values of the cookies that are long enough to stand for the person.
    #[must_use]
    pub fn cookie_values(&self) -> Vec<Secret> {
        let Some(all) = self.jar.cookies(&self.base) else { return Vec::new() };
        let pairs = all.to_str().unwrap_or_default().split("; ").filter_map(|pair| pair.split_once('='));
        let long = pairs.filter(|(_, value)| value.len() >= COOKIE_LEAST);
        long.map(|(_, value)| Secret::new(value)).collect()
    }

    /// The base address.
    #[must_use]
    pub fn base(&self) -> &Url {
        &self.base
    }

    /// An address below the base; `path` has no leading slash.
    #[must_use]
    pub fn at(&self, path: &str) -> Url {
        self.base.join(path.trim_start_matches('/')).unwrap_or_else(|_| self.base.clone())
    }

    /// A request to be sent by somebody else (a stream), with this session's cookies and credentials. To
    /// another server it goes without.
    pub fn request(&self, method: Method, url: Url) -> RequestBuilder {
        if url.origin() != self.base.origin() {
            return self.client.request(method, url);
        }
        let (url, headers) = self.carried().of_stream(url);
        self.client.request(method, url).headers(headers)
    }

    /// The same for a request that is answered at once.
    fn question(&self, url: Url) -> RequestBuilder {
        if url.origin() != self.base.origin() {
            return self.client.get(url);
        }
        let (url, headers) = self.carried().of_question(url);
        self.client.get(url).headers(headers)
    }

    /// What WebSockets of this session are opened with; they carry its cookies.
    pub fn sockets(&self) -> SocketClient {
        self.sockets.clone()
    }

    /// A request to open a WebSocket at this address (http or https, ws or wss), from the server's own pages as
    /// far as it can tell, with this session's credentials. Cookies of the jar are added when it is sent.
    #[must_use]
    pub fn socket_request(&self, url: Url) -> SocketRequest {
        let mut request = SocketRequest::new(url);
        if request.http_url().origin() == self.base.origin() {
            (request.url, request.headers) = self.carried().of_stream(request.url);
        }
        request.own_origin()
    }

    /// A cookie's value.
    #[must_use]
    pub fn cookie(&self, name: &str) -> Option<String> {
        let all = self.jar.cookies(&self.base)?;
        let all = all.to_str().ok()?;
        all.split("; ").find_map(|pair| Some(pair.strip_prefix(name)?.strip_prefix('=')?.to_owned()))
    }

    /// GETs `url`, following redirects within the server that are no sign-in.
    ///
    /// # Errors
    /// See [`Obstacle`].
    pub async fn get(&self, url: Url, accept: &'static str) -> Result<Answer, Obstacle> {
        self.get_within(url, accept, None).await
    }

    /// The same, of an answer that may not end: as far as it comes `within` so long after its headers, where
    /// that is given.
    ///
    /// # Errors
    /// See [`Obstacle`].
    pub async fn get_within(
        &self,
        url: Url,
        accept: &'static str,
        within: Option<Duration>,
    ) -> Result<Answer, Obstacle> {
        let mut url = url;
        for _ in 0..=MAX_REDIRECTS {
            let sent = Instant::now();
            let response = self.send(self.question(url.clone()).header(header::ACCEPT, accept)).await?;
            let took = sent.elapsed();
            match self.meaning(&url, response.status(), response.headers())? {
                Meaning::Good => return Answer::read(response, took, within).await,
                Meaning::Elsewhere(next) => url = next,
            }
        }
        Err(Obstacle::because(Reason::new(ReasonCode::RedirectLoop)))
    }

    /// Sends a request and waits for its headers, patiently but not for ever.
    ///
    /// # Errors
    /// When there is no answer.
    pub async fn send(&self, request: RequestBuilder) -> Result<Response, Obstacle> {
        match timeout(HEADERS_WITHIN, request.send()).await {
            Ok(Ok(response)) => Ok(response),
            Ok(Err(error)) => Err(Obstacle::because(reason::of(&error, HEADERS_WITHIN))),
            Err(_) => Err(Obstacle::because(reason::no_answer(HEADERS_WITHIN))),
        }
    }

    fn meaning(&self, asked: &Url, status: StatusCode, headers: &HeaderMap) -> Result<Meaning, Obstacle> {
        let because = |code| Reason::new(code).with("status", status.as_u16());
        match status.as_u16() {
            200..=299 => Ok(Meaning::Good),
            300..=399 => match redirect(asked, headers.get(header::LOCATION)) {
                Some(to) if to.origin() != self.base.origin() => Err(Obstacle::because(
                    Reason::new(ReasonCode::RedirectedElsewhere)
                        .with("host", to.origin().ascii_serialization()),
                )),
                Some(to) if is_sign_in(&to) => Err(Obstacle::SignIn(Some(to))),
                Some(to) => Ok(Meaning::Elsewhere(to)),
                None => Err(Obstacle::because(because(ReasonCode::HttpStatus))),
            },
            401 => Err(Obstacle::SignIn(None)),
            403 => Err(Obstacle::because(because(ReasonCode::Forbidden))),
            404 => Err(Obstacle::NotFound),
            429 | 503 => Err(Obstacle::Other {
                reason: because(ReasonCode::ServerBusy),
                retry_after: retry_after(headers, jiff::Timestamp::now()),
            }),
            _ => Err(Obstacle::because(because(ReasonCode::HttpStatus))),
        }
    }
}

enum Meaning {
    Good,
    Elsewhere(Url),
}

/// The address of one job, or of something that can be done to it.
pub fn job_url(session: &Session, id: &str, action: &str) -> Url {
    let mut url = session.at(LIST_PATH);
    if let Ok(mut path) = url.path_segments_mut() {
        path.pop_if_empty().push(id);
        if !action.is_empty() {
            path.push(action);
        }
        path.push("");
    }
    url
}

#[cfg(test)]
mod tests;
