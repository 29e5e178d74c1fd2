//! Deleting a finished job: a request of its own, which disturbs no other.

use reqwest::{Method, header};
use url::Url;
use vigie_contract::{Failure, FailureCode, Reason, ReasonCode};

use super::account::Account;
use super::session::{Obstacle, Session, body, is_sign_in, job_url, redirect};
use super::sign_in::with_origin;

/// Characters of a server's own words that are passed on.
const WORDS: usize = 500;

/// Why a deletion did not come about.
enum Refused {
    /// The session has expired.
    SignIn(Option<Url>),
    /// Anything else.
    For(Failure),
}

impl From<Obstacle> for Refused {
    fn from(obstacle: Obstacle) -> Self {
        Self::For(Failure::connection(obstacle.reason()))
    }
}

/// Deletes a job; an expired session is renewed once, without a word.
///
/// # Errors
/// `ServerSaid` with the server's words, `JobUnknown`, else why the server could not be asked.
pub async fn delete(session: &Session, account: &Account, id: &str) -> Result<(), Failure> {
    let page = match attempt(session, account, id).await {
        Ok(()) => return Ok(()),
        Err(Refused::For(failure)) => return Err(failure),
        Err(Refused::SignIn(page)) => page,
    };
    account.renew(session, page).await.map_err(Failure::connection)?;
    attempt(session, account, id).await.map_err(|refused| match refused {
        Refused::For(failure) => failure,
        // Signed in, and still sent to the form: this account may not.
        Refused::SignIn(_) => Failure::connection(Reason::new(ReasonCode::Forbidden)),
    })
}

async fn attempt(session: &Session, account: &Account, id: &str) -> Result<(), Refused> {
    if session.cookie("csrftoken").is_none() {
        // Only for its cookie; a server without a form needs none.
        let _ = session.get(session.at(account.login_path()), "text/html").await;
    }
    let url = job_url(session, id, "delete");
    let mut request = with_origin(session.request(Method::DELETE, url.clone()), session.base());
    if let Some(token) = session.cookie("csrftoken") {
        request = request.header("X-CSRFToken", token);
    }
    let response = session.send(request).await?;
    match response.status().as_u16() {
        200..=299 => Ok(()),
        404 => Err(Refused::For(Failure::new(FailureCode::JobUnknown))),
        401 => Err(Refused::SignIn(None)),
        status @ 300..=399 => match redirect(&url, response.headers().get(header::LOCATION)) {
            Some(to) if is_sign_in(&to) => Err(Refused::SignIn(Some(to))),
            _ => Err(trouble(status)),
        },
        403 => Err(Refused::For(Failure::connection(Reason::new(ReasonCode::Forbidden)))),
        status => {
            let text = body(response).await.unwrap_or_default();
            let said: Option<serde_json::Value> = serde_json::from_slice(&text).ok();
            let said = said.as_ref().and_then(|v| v.get("error")?.as_str());
            Err(match said.map(|words| words.chars().take(WORDS).collect::<String>()) {
                Some(said) => Refused::For(Failure::new(FailureCode::ServerSaid).with("detail", said)),
                None => trouble(status),
            })
        }
    }
}

fn trouble(status: u16) -> Refused {
    Refused::For(Failure::connection(Reason::new(ReasonCode::HttpStatus).with("status", status)))
}
