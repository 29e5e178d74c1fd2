//! What an answer to a plain request is: good and whole, or an obstacle.

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use reqwest::Response;
use reqwest::header::{self, HeaderMap, HeaderValue};
use tokio::time::{Instant, timeout, timeout_at};
use url::Url;
use vigie_contract::{Millis, Reason, ReasonCode};

use crate::transport::reason;

/// How long to wait for the next piece of a body.
const BODY_CHUNK_WITHIN: Duration = Duration::from_secs(20);
/// Bytes of one answer: a list of 100,000 jobs is about 60 MB.
const MAX_ANSWER_BYTES: usize = 128 << 20;

/// Bytes of the beginning of an answer that does not end.
const BEGINNING_BYTES: usize = 8 << 20;

/// A good answer (2xx).
#[derive(Debug)]
pub struct Answer {
    /// HTTP status, 200–299.
    pub status: u16,
    /// The body, whole unless only its beginning was asked for.
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

impl Answer {
    /// A good answer, read to its end, or as far as it comes `within`.
    ///
    /// # Errors
    /// As for [`body`]; none for a beginning.
    pub(super) async fn read(
        response: Response,
        took: Duration,
        within: Option<Duration>,
    ) -> Result<Self, Obstacle> {
        let status = response.status().as_u16();
        let html = content_type(response.headers()).is_some_and(|t| t.contains("html"));
        let (date, headers_at) = (date(response.headers()), Instant::now());
        let body = match within {
            None => body(response).await.map_err(Obstacle::because)?,
            Some(within) => beginning(response, within).await,
        };
        Ok(Self { status, body, html, took, date, headers_at })
    }
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

/// As much of a body as comes within this, whatever ends it.
async fn beginning(mut response: Response, within: Duration) -> Bytes {
    let until = Instant::now() + within;
    let mut came = BytesMut::new();
    while came.len() < BEGINNING_BYTES
        && let Ok(Ok(Some(chunk))) = timeout_at(until, response.chunk()).await
    {
        came.extend_from_slice(&chunk);
    }
    came.freeze()
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

    #[test]
    fn the_date_header_is_a_clock() {
        let mut headers = HeaderMap::new();
        headers.insert(header::DATE, HeaderValue::from_static("Sat, 21 Nov 2026 06:35:24 GMT"));
        assert_eq!(date(&headers), Some(1_795_242_924_000));
        headers.insert(header::DATE, HeaderValue::from_static("yesterday"));
        assert_eq!(date(&headers), None);
    }
}
