//! The gate of one dialect: counts who comes, and lets go wrong what shall go wrong.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use tokio::sync::watch;

use crate::counters::DialectCounters;
use crate::dialect::Dialect;
use crate::http::House;
use crate::trouble::{Refused, Trouble};
use crate::{estimates, http, postes, solilms, soniquebay};

/// Requests are counted by these names of what a socket was sent.
const MOST_KINDS: usize = 32;

pub(crate) struct Gate {
    trouble: watch::Sender<Trouble>,
    passed: Mutex<DialectCounters>,
    counted: watch::Sender<u64>,
}

impl Gate {
    pub(crate) fn new(counted: watch::Sender<u64>) -> Self {
        Self { trouble: watch::Sender::new(Trouble::default()), passed: Mutex::default(), counted }
    }

    fn passed(&self) -> MutexGuard<'_, DialectCounters> {
        self.passed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn count(&self, what: impl FnOnce(&mut DialectCounters)) {
        what(&mut self.passed());
        self.counted.send_modify(|times| *times = times.wrapping_add(1));
    }

    pub(crate) fn trouble(&self) -> Trouble {
        self.trouble.borrow().clone()
    }

    pub(crate) fn set_trouble(&self, trouble: Trouble) {
        self.trouble.send_replace(trouble);
    }

    pub(crate) fn is_deaf(&self) -> bool {
        self.trouble.borrow().deaf
    }

    /// Someone has signed in.
    pub(crate) fn signed_in(&self) {
        self.count(|passed| passed.sign_ins += 1);
    }

    /// A socket was sent a message of this type.
    pub(crate) fn received(&self, kind: &str) {
        self.count(|passed| {
            let known = passed.received.contains_key(kind) || passed.received.len() < MOST_KINDS;
            let kind = if known { kind } else { "…" };
            *passed.received.entry(kind.to_owned()).or_default() += 1;
        });
    }

    /// With the streams that are open, were opened, and were open at most at once.
    pub(crate) fn counters(&self, (open, opened, most): (usize, u64, usize)) -> DialectCounters {
        let mut counters = self.passed().clone();
        counters.streams_open = open;
        counters.streams_total = opened;
        counters.streams_max = most;
        counters
    }

    fn refuse(&self, stream: bool) -> Option<Refused> {
        let mut refused = None;
        self.trouble.send_if_modified(|trouble| {
            refused = trouble.refuse(stream);
            refused.as_ref().is_some_and(|refused| refused.times.is_some())
        });
        refused
    }
}

/// The gates of all dialects.
pub(crate) struct Gates(BTreeMap<Dialect, Gate>);

impl Gates {
    pub(crate) fn new(counted: &watch::Sender<u64>) -> Self {
        Self(Dialect::ALL.into_iter().map(|dialect| (dialect, Gate::new(counted.clone()))).collect())
    }

    pub(crate) fn of(&self, dialect: Dialect) -> &Gate {
        &self.0[&dialect]
    }
}

/// Every request of a dialect comes through here.
pub(crate) async fn pass(
    State((house, dialect)): State<(House, Dialect)>,
    request: Request,
    next: Next,
) -> Response {
    let gate = house.gates.of(dialect);
    let path = request.uri().path();
    let (stream, login) = (dialect.is_stream(path), dialect.is_login(path));
    gate.count(|passed| {
        passed.requests += 1;
        passed.stream_requests += u64::from(stream);
        passed.logins += u64::from(login && request.method() == axum::http::Method::POST);
    });
    // The sender lives as long as the house, so this ends only when it is set right.
    let _ = gate.trouble.subscribe().wait_for(|trouble| !trouble.is_silent(stream)).await;
    if let Some(refused) = gate.refuse(stream) {
        gate.count(|passed| passed.refused += 1);
        return refusal(&house, dialect, &refused, request.headers());
    }
    let delay = gate.trouble.borrow().rest_delay_ms;
    if !stream && delay > 0 {
        tokio::time::sleep(Duration::from_millis(delay)).await;
    }
    next.run(request).await
}

/// In the dialect's own manner.
fn refusal(house: &House, dialect: Dialect, refused: &Refused, headers: &HeaderMap) -> Response {
    let status = StatusCode::from_u16(refused.status).unwrap_or(StatusCode::FORBIDDEN);
    let location = status.is_redirection().then(|| {
        refused.location.clone().unwrap_or_else(|| {
            let login = match dialect {
                Dialect::SseProgress => "/accounts/login/",
                Dialect::Solilms => "/login",
                Dialect::Soniquebay | Dialect::Estimates | Dialect::Postes => "/",
            };
            format!("{}{login}", dialect.prefix())
        })
    });
    let location = location.as_deref();
    match dialect {
        Dialect::SseProgress => http::refusal(house, status, location),
        Dialect::Soniquebay => soniquebay::refusal(house, status, location),
        Dialect::Estimates => estimates::refusal(house, status, location),
        Dialect::Postes => postes::refusal(status, location, headers.contains_key(header::UPGRADE)),
        Dialect::Solilms => solilms::refusal(house, status, location, headers),
    }
}
