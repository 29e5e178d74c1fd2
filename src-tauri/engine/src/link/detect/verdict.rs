//! What was seen, weighed. Pure.

use serde_json::Value;
use url::Url;
use vigie_contract::{ServerKind, SignIn};

use super::look::Seen;
use super::question::Question;
use crate::link::session::is_sign_in;

/// How much speaks for a kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// Nothing.
    #[default]
    None,
    /// It could be.
    Weak,
    /// It has something that only this kind has, behind a sign-in.
    Likely,
    /// It spoke.
    Certain,
}

/// What all of it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// What it is, where that is clear.
    pub kind: Option<ServerKind>,
    /// How it wants to be signed in to.
    pub sign_in: Option<SignIn>,
    /// Those that it could be, likeliest first.
    pub candidates: Vec<ServerKind>,
}

const KINDS: [ServerKind; 5] = [
    ServerKind::SseProgress,
    ServerKind::SoniqueBay,
    ServerKind::Estimates,
    ServerKind::Postes,
    ServerKind::SoliLms,
];

/// Weighs what was seen; `hint` is the kind whose path was in the address.
#[must_use]
pub fn weigh(seen: &[(Question, Seen)], base: &Url, hint: Option<ServerKind>) -> Verdict {
    let strength = |kind: ServerKind| {
        let own = seen.iter().filter(|(question, _)| question.kind() == Some(kind));
        own.map(|(question, seen)| speaks(*question, seen, base)).max().unwrap_or_default()
    };
    let mut found: Vec<(ServerKind, Strength)> = KINDS.map(|kind| (kind, strength(kind))).into();
    // A 403 to a WebSocket is what any server says that has none; with the statistics behind a sign-in it is
    // the dashboard's.
    if let Some(postes) = found.iter_mut().find(|(kind, _)| *kind == ServerKind::Postes) {
        let of =
            |wanted: Question| seen.iter().find(|(question, _)| *question == wanted).map(|(_, seen)| seen);
        let both = of(Question::Dashboard).is_some_and(|seen| is_guarded(seen, base))
            && of(Question::Stats).is_some_and(|seen| is_guarded(seen, base));
        let daphne = postes.1 == Strength::Weak && seen.iter().any(|(_, seen)| seen.daphne);
        if both || daphne {
            postes.1 = postes.1.max(Strength::Likely);
        }
    }
    // The sort is stable: those that are equal stay in the order above.
    found.retain(|(_, strength)| *strength > Strength::None);
    found.sort_by_key(|(kind, strength)| std::cmp::Reverse((*strength, Some(*kind) == hint)));
    let kind = match &found[..] {
        [] => None,
        [(kind, Strength::Weak)] if Some(*kind) != hint => None,
        [(kind, _)] => Some(*kind),
        [(kind, first), (_, second), ..] => {
            let clear = first > second && *first > Strength::Weak;
            (clear || Some(*kind) == hint).then_some(*kind)
        }
    };
    Verdict {
        kind,
        sign_in: kind.and_then(|kind| sign_in(kind, seen, base)),
        candidates: if kind.is_some() {
            Vec::new()
        } else {
            found.into_iter().map(|(kind, _)| kind).collect()
        },
    }
}

/// How much an answer speaks for the kind that was asked for.
#[must_use]
pub fn speaks(question: Question, seen: &Seen, base: &Url) -> Strength {
    let ok = seen.status == Some(200);
    let stream = ok && seen.content_type.as_deref() == Some("text/event-stream");
    let guarded = is_guarded(seen, base);
    let likely_if = |yes: bool| if yes { Strength::Likely } else { Strength::None };
    match question {
        Question::Jobs => match () {
            // It may be longer than what was read of it.
            () if ok && seen.body.trim_start().starts_with('{') && seen.body.contains("\"jobs\"") => {
                Strength::Certain
            }
            () => likely_if(guarded),
        },
        Question::Events => match () {
            () if stream && seen.body.contains("event: stream-") => Strength::Certain,
            () => likely_if(stream || guarded),
        },
        Question::Scans => match first_data(&seen.body) {
            Some(said) if ok && said.get("type").is_some_and(Value::is_string) => Strength::Certain,
            _ if stream
                || ok && seen.content_type.as_deref() == Some("text/plain") && seen.body.is_empty() =>
            {
                Strength::Likely
            }
            _ if guarded => Strength::Weak,
            _ => Strength::None,
        },
        Question::Estimates => match first_data(&seen.body) {
            Some(said) if stream && said.get("event").is_some_and(Value::is_string) => Strength::Certain,
            _ if stream || seen.status == Some(401) => Strength::Likely,
            _ if guarded => Strength::Weak,
            _ => Strength::None,
        },
        Question::Dashboard if seen.status == Some(101) => Strength::Certain,
        Question::Stats if ok && is_statistics(&seen.body) => Strength::Certain,
        Question::Dashboard | Question::Stats if guarded => Strength::Weak,
        Question::Front | Question::Dashboard | Question::Stats => Strength::None,
        Question::Stream => match () {
            () if stream => Strength::Certain,
            () if guarded && seen.laravel => Strength::Certain,
            () => likely_if(guarded),
        },
    }
}

/// It is there, behind a sign-in.
fn is_guarded(seen: &Seen, base: &Url) -> bool {
    match seen.status {
        Some(401 | 403) => true,
        Some(300..=399) => {
            seen.location.as_ref().is_some_and(|to| to.origin() == base.origin() && is_sign_in(to))
        }
        _ => false,
    }
}

fn sign_in(kind: ServerKind, seen: &[(Question, Seen)], base: &Url) -> Option<SignIn> {
    let own = || seen.iter().filter(move |(question, _)| question.kind() == Some(kind));
    let front = seen.iter().filter(|(question, _)| *question == Question::Front);
    if own().chain(front).any(|(_, seen)| seen.challenge.as_deref() == Some("basic")) {
        return Some(SignIn::Basic);
    }
    let guarded = own().any(|(_, seen)| is_guarded(seen, base));
    match kind {
        ServerKind::Estimates => Some(SignIn::UrlToken),
        ServerKind::SoniqueBay if guarded => None,
        _ if guarded => Some(SignIn::Session),
        _ => Some(SignIn::None),
    }
}

/// The first event's data, if it is a JSON object.
fn first_data(body: &str) -> Option<serde_json::Map<String, Value>> {
    let data = body.lines().find_map(|line| line.strip_prefix("data:"))?;
    serde_json::from_str(data.trim()).ok()
}

fn is_statistics(body: &str) -> bool {
    body.trim_start().starts_with('{')
        && ["\"utilisateurs\"", "\"sessions\"", "\"postes\""]
            .iter()
            .filter(|key| body.contains(**key))
            .count()
            > 1
}

#[cfg(test)]
mod tests;
