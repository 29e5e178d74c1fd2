//! What an address speaks, found out with a few questions at once: none changes anything, none carries a
//! password.

mod look;
mod question;
#[cfg(test)]
mod tests;
mod verdict;

use futures_util::future::join_all;
use url::Url;
use vigie_contract::{Detection, Reason, ReasonCode, ServerKind};

use self::look::{Seen, look};
use self::question::Question;
use self::verdict::{Strength, speaks, weigh};
use super::account::Account;
use super::session::Session;
use crate::address::is_cleartext;
use crate::secrets::Secrets;
use crate::settings::ServerSettings;

/// Looks at the address of a session, with whatever that session carries. `hint` is the kind whose path was in
/// the address as it was typed. Takes about five seconds at most.
pub async fn detect(session: &Session, hint: Option<ServerKind>) -> Detection {
    let looks = Question::ALL.map(|question| async move { (question, look(session, question).await) });
    let seen = join_all(looks).await;
    let base = session.base();
    let verdict = weigh(&seen, base, hint);
    let speaks_up = |question, seen| {
        let strength = speaks(question, seen, base);
        // What is true of many servers is no word for this one, unless it is this one.
        strength > Strength::Weak || strength == Strength::Weak && question.kind() == verdict.kind
    };
    Detection {
        url: base.to_string(),
        kind: verdict.kind,
        sign_in: verdict.sign_in,
        saw: seen.iter().map(|(q, seen)| seen.sight(*q, base, speaks_up(*q, seen))).collect(),
        candidates: verdict.candidates,
        cleartext: is_cleartext(base),
        reason: nothing_asked(&seen, base),
    }
}

/// The same for a server of the settings, with the token, cookie and headers that are stored for it.
pub async fn detect_server(settings: &ServerSettings, secrets: Secrets) -> Detection {
    let account = Account::new(&settings.id, settings, secrets);
    match Session::new(settings.url.clone(), account.network().await) {
        Ok(session) => {
            account.prepare_to_look(&session).await;
            detect(&session, settings.hint).await
        }
        Err(reason) => unasked(&settings.url, reason),
    }
}

/// Nothing could be asked.
#[must_use]
pub fn unasked(base: &Url, reason: Reason) -> Detection {
    Detection {
        url: base.to_string(),
        kind: None,
        sign_in: None,
        candidates: Vec::new(),
        saw: Vec::new(),
        cleartext: is_cleartext(base),
        reason: Some(reason),
    }
}

/// Why a detection that found no kind did not, in one reason.
#[must_use]
pub fn why_not(detection: &Detection) -> Reason {
    if let Some(reason) = &detection.reason {
        return reason.clone();
    }
    if !detection.candidates.is_empty() {
        return Reason::new(ReasonCode::KindUnknown);
    }
    let mut statuses = detection.saw.iter().filter_map(|sight| sight.status);
    let is = |word: &str| {
        detection
            .saw
            .iter()
            .any(|s| s.status == Some(200) && s.content_type.as_ref().is_some_and(|t| t.contains(word)))
    };
    let (found, status) = match statuses.clone().find(|status| (200..300).contains(status)) {
        Some(status) if is("html") => ("html", status),
        Some(status) if is("json") => ("json", status),
        Some(status) => ("other", status),
        None if statuses.clone().all(|status| (300..400).contains(&status)) => {
            return Reason::new(ReasonCode::RedirectLoop);
        }
        None => match statuses.clone().find(|status| is_trouble(*status)) {
            Some(status @ (429 | 503)) => return Reason::new(ReasonCode::ServerBusy).with("status", status),
            Some(status) => return Reason::new(ReasonCode::HttpStatus).with("status", status),
            None => ("not-found", statuses.next().unwrap_or(404)),
        },
    };
    Reason::new(ReasonCode::NotThisBackend).with("found", found).with("status", status)
}

/// A status that says nothing of what is there.
fn is_trouble(status: u16) -> bool {
    status >= 500 || status == 429
}

/// Why nothing could be asked at all: nobody answered, or whoever did sent everything on to another server.
fn nothing_asked(seen: &[(Question, Seen)], base: &Url) -> Option<Reason> {
    let mut answered = seen.iter().filter(|(_, seen)| seen.status.is_some()).peekable();
    if answered.peek().is_none() {
        return seen.iter().find_map(|(_, seen)| seen.reason.clone());
    }
    let elsewhere = |seen: &Seen| seen.location.clone().filter(|to| to.origin() != base.origin());
    let first = answered.peek().and_then(|(_, seen)| elsewhere(seen))?;
    answered.all(|(_, seen)| elsewhere(seen).is_some()).then(|| {
        Reason::new(ReasonCode::RedirectedElsewhere).with("host", first.origin().ascii_serialization())
    })
}
