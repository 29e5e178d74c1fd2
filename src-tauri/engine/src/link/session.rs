//! Plain requests to one server: cookies, redirects, limits, and what an answer means.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use reqwest::cookie::{CookieStore, Jar};
use reqwest::header::{self, HeaderMap, HeaderValue};
use reqwest::{Client, Method, RequestBuilder, Response, StatusCode};
use tokio::time::{Instant, timeout};
use url::Url;
use vigie_contract::{Millis, Reason, ReasonCode};

use super::credentials::Credentials;
use crate::dialect::sse_progress::LIST_PATH;
use crate::secrets::Secret;
use crate::transport::answer::retry_after;
use crate::transport::{ClientOptions, Network, SocketClient, SocketRequest, client, reason, socket_client};

/// How long to wait for the headers of an answer.
pub(super) const HEADERS_WITHIN: Duration = Duration::from_secs(20);
/// How long to wait for the next piece of a body.
const BODY_CHUNK_WITHIN: Duration = Duration::from_secs(20);
/// Bytes of one answer: a list of 100,000 jobs is about 60 MB.
const MAX_ANSWER_BYTES: usize = 128 << 20;
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

/// A good answer (2xx), whole.
#[derive(Debug)]
pub struct Answer {
    /// HTTP status, 200–299.
    pub status: u16,
    /// The body.
    pub body: Bytes,
    /// Whether it says that it is a web page.
    pub html: bool,
    /// From sending to the first byte of the answer.
    pub took: Duration,
    /// The server's clock when its headers came, as its `Date` header gives it.
    pub date: Option<Millis>,
    /// When its headers came: a long list takes a while after that.
    pub headers_at: Instant,
}

/// Why there is no good answer. Printing it tells no query: servers send what they were asked along to their
/// sign-in page.
#[derive(Clone, PartialEq, Eq)]
pub enum Obstacle {
    /// The server wants a sign-in, at this page if it named one.
    SignIn(Option<Url>),
    /// It does not know what was asked for.
    NotFound,
    /// Anything else.
    Other {
        /// Why.
        reason: Reason,
        /// How long the server asked to wait.
        retry_after: Option<Duration>,
    },
}

impl Obstacle {
    /// An obstacle that is fully told by its reason.
    #[must_use]
    pub fn because(reason: Reason) -> Self {
        Self::Other { reason, retry_after: None }
    }

    /// Whether the account may not see this.
    #[must_use]
    pub fn is_forbidden(&self) -> bool {
        matches!(self, Self::Other { reason, .. } if reason.code == ReasonCode::Forbidden)
    }

    /// The reason to show for it.
    #[must_use]
    pub fn reason(&self) -> Reason {
        match self {
            Self::SignIn(_) => Reason::new(ReasonCode::SignInNeeded),
            Self::NotFound => {
                Reason::new(ReasonCode::NotThisBackend).with("found", "not-found").with("status", 404)
            }
            Self::Other { reason, .. } => reason.clone(),
        }
    }
}

impl std::fmt::Debug for Obstacle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::SignIn(page) => f.debug_tuple("SignIn").field(&page.as_ref().map(Url::path)).finish(),
            Self::NotFound => f.write_str("NotFound"),
            Self::Other { reason, retry_after } => {
                f.debug_tuple("Other").field(reason).field(retry_after).finish()
            }
        }
    }
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
        let mut url = url;
        for _ in 0..=MAX_REDIRECTS {
            let sent = Instant::now();
            let response = self.send(self.question(url.clone()).header(header::ACCEPT, accept)).await?;
            let took = sent.elapsed();
            match self.meaning(&url, response.status(), response.headers())? {
                Meaning::Good => return self.whole(response, took).await,
                Meaning::Elsewhere(next) => url = next,
            }
        }
        Err(Obstacle::because(Reason::new(ReasonCode::HttpStatus).with("status", 310)))
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

    async fn whole(&self, response: Response, took: Duration) -> Result<Answer, Obstacle> {
        let status = response.status().as_u16();
        let html = content_type(response.headers()).is_some_and(|t| t.contains("html"));
        let (date, headers_at) = (date(response.headers()), Instant::now());
        let body = body(response).await.map_err(Obstacle::because)?;
        Ok(Answer { status, body, html, took, date, headers_at })
    }
}

enum Meaning {
    Good,
    Elsewhere(Url),
}

/// Reads a body within its bounds of size and patience.
///
/// # Errors
/// When it breaks off, grows too large or stops coming.
pub async fn body(mut response: Response) -> Result<Bytes, Reason> {
    let mut whole = BytesMut::new();
    loop {
        match timeout(BODY_CHUNK_WITHIN, response.chunk()).await {
            Ok(Ok(Some(chunk))) if whole.len() + chunk.len() > MAX_ANSWER_BYTES => {
                return Err(Reason::new(ReasonCode::TooLarge).with("limit", MAX_ANSWER_BYTES));
            }
            Ok(Ok(Some(chunk))) => whole.extend_from_slice(&chunk),
            Ok(Ok(None)) => return Ok(whole.freeze()),
            Ok(Err(error)) => return Err(reason::of(&error, BODY_CHUNK_WITHIN)),
            Err(_) => return Err(reason::no_answer(BODY_CHUNK_WITHIN)),
        }
    }
}

/// Where a redirect leads; the path of a sign-in page is told by [`is_sign_in`].
#[must_use]
pub fn redirect(from: &Url, location: Option<&HeaderValue>) -> Option<Url> {
    from.join(location?.to_str().ok()?).ok()
}

/// Whether an address looks like a sign-in page.
#[must_use]
pub fn is_sign_in(url: &Url) -> bool {
    let path = url.path().to_ascii_lowercase();
    ["login", "signin", "sign-in", "sign_in", "connexion"].iter().any(|word| path.contains(word))
        || url.query_pairs().any(|(key, _)| key == "next")
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

fn content_type(headers: &HeaderMap) -> Option<String> {
    Some(headers.get(header::CONTENT_TYPE)?.to_str().ok()?.to_ascii_lowercase())
}

fn date(headers: &HeaderMap) -> Option<Millis> {
    let text = headers.get(header::DATE)?.to_str().ok()?;
    let time = jiff::fmt::rfc2822::parse(text).ok()?;
    u64::try_from(time.timestamp().as_millisecond()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn session() -> Session {
        Session::new(Url::parse("http://heron.example/app/").unwrap(), Network::default()).unwrap()
    }

    fn meaning(status: u16, location: Option<&'static str>) -> Result<Option<String>, Obstacle> {
        let session = session();
        let mut headers = HeaderMap::new();
        if let Some(location) = location {
            headers.insert(header::LOCATION, HeaderValue::from_static(location));
        }
        let asked = session.at("core/sse-progress/active/");
        match session.meaning(&asked, StatusCode::from_u16(status).unwrap(), &headers)? {
            Meaning::Good => Ok(None),
            Meaning::Elsewhere(url) => Ok(Some(url.into())),
        }
    }

    #[test]
    fn redirects_within_the_server_are_followed_and_no_others() {
        assert_eq!(meaning(200, None), Ok(None));
        assert_eq!(meaning(301, Some("/app/x/")), Ok(Some("http://heron.example/app/x/".into())));
        assert!(matches!(meaning(302, Some("/accounts/login/?next=/x")), Err(Obstacle::SignIn(Some(_)))));
        let elsewhere = meaning(301, Some("https://heron.example/")).unwrap_err().reason();
        assert_eq!(elsewhere.code, ReasonCode::RedirectedElsewhere);
        assert_eq!(elsewhere.args["host"], "https://heron.example");
        assert!(meaning(302, None).is_err());
    }

    #[test]
    fn a_status_becomes_a_reason() {
        assert_eq!(meaning(401, None), Err(Obstacle::SignIn(None)));
        assert_eq!(meaning(404, None), Err(Obstacle::NotFound));
        for (status, code) in
            [(403, ReasonCode::Forbidden), (503, ReasonCode::ServerBusy), (500, ReasonCode::HttpStatus)]
        {
            assert_eq!(meaning(status, None).unwrap_err().reason().code, code);
        }
    }

    #[test]
    fn credentials_go_to_the_server_alone() {
        let session = session();
        session.carry(Credentials::default().token_in_query("token", Secret::new("ge heim")));
        let asked = |url: &str| session.request(Method::GET, url.parse().unwrap()).build().unwrap();
        assert_eq!(asked("http://heron.example/app/e").url().query(), Some("token=ge%20heim"));
        for elsewhere in ["http://heron.example:81/", "https://heron.example/", "http://grebe.example/"] {
            assert_eq!(asked(elsewhere).url().query(), None, "{elsewhere}");
        }
    }

    #[test]
    fn a_socket_has_credentials_and_the_servers_own_origin() {
        let session = session();
        session.carry(Credentials::default().token_in_query("t", Secret::new("ge heim")));
        let request = session.socket_request(session.at("/ws/?id=7"));
        assert_eq!(request.url.as_str(), "http://heron.example/app/ws/?id=7&t=ge%20heim");
        assert_eq!(request.headers[header::ORIGIN], "http://heron.example");
        let elsewhere = session.socket_request("wss://grebe.example/ws/".parse().unwrap());
        assert_eq!(elsewhere.url.query(), None);
    }

    #[test]
    fn a_cookie_that_was_pasted_is_as_if_the_server_had_set_it() {
        let session = session();
        assert!(!session.is_signed_in() && !session.has_cookies());
        session.take_cookies(&Secret::new("Cookie: sessionid=geheim; csrftoken=x=y"));
        assert_eq!(session.cookie("sessionid").as_deref(), Some("geheim"));
        assert_eq!(session.cookie("csrftoken").as_deref(), Some("x=y"));
        assert!(session.is_signed_in());
    }

    #[test]
    fn the_date_header_is_a_clock() {
        let mut headers = HeaderMap::new();
        headers.insert(header::DATE, HeaderValue::from_static("Sat, 21 Nov 2026 06:35:24 GMT"));
        assert_eq!(date(&headers), Some(1_795_242_924_000));
        headers.insert(header::DATE, HeaderValue::from_static("yesterday"));
        assert_eq!(date(&headers), None);
    }
}
