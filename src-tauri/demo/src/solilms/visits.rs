//! Laravel's sessions: a guest has one too.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::http::HeaderMap;

use super::cookies::Seal;
use crate::accounts::random_letters;
use crate::clock::{SECOND, cookie_date};
use crate::http::cookie;
use crate::http::reply::Reply;
use crate::shared::Shared;

/// Visits remembered; the oldest go first.
const VISITS: usize = 5_000;
const LETTERS: usize = 40;
const LIFETIME: i64 = 7_200;
const SESSION: &str = "soli_lms_session";

/// What a session holds.
#[derive(Clone, Default)]
pub(super) struct Visit {
    /// `_token`
    pub(super) token: String,
    pub(super) signed_in: bool,
    /// The address that was refused: where one goes after signing in.
    pub(super) intended: Option<String>,
    /// What was typed before the password was found wrong.
    pub(super) email: Option<String>,
}

#[derive(Default)]
struct Book {
    visits: HashMap<String, Visit>,
    order: VecDeque<String>,
}

pub(super) struct Visits {
    book: Mutex<Book>,
    seal: Seal,
}

impl Book {
    fn open(&mut self, visit: Visit) -> String {
        let id = random_letters(LETTERS);
        self.visits.insert(id.clone(), visit);
        self.order.push_back(id.clone());
        if self.order.len() > VISITS
            && let Some(oldest) = self.order.pop_front()
        {
            self.visits.remove(&oldest);
        }
        id
    }
}

impl Visits {
    pub(super) fn new() -> Self {
        Self { book: Mutex::default(), seal: Seal::new() }
    }

    fn book(&self) -> MutexGuard<'_, Book> {
        self.book.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The visit that a request belongs to; a new one if it brings none that is known.
    pub(super) fn of(&self, headers: &HeaderMap) -> String {
        let known = cookie(headers, SESSION).and_then(|cookie| self.seal.open(cookie));
        let mut book = self.book();
        match known.filter(|id| book.visits.contains_key(id)) {
            Some(id) => id,
            None => book.open(Visit { token: random_letters(LETTERS), ..Visit::default() }),
        }
    }

    /// What a visit holds now.
    pub(super) fn get(&self, id: &str) -> Visit {
        self.book().visits.get(id).cloned().unwrap_or_default()
    }

    pub(super) fn change(&self, id: &str, change: impl FnOnce(&mut Visit)) {
        if let Some(visit) = self.book().visits.get_mut(id) {
            change(visit);
        }
    }

    /// A visit is signed in, under a new id and with a new token. The id, and the address that was refused before.
    pub(super) fn sign_in(&self, id: &str) -> (String, Option<String>) {
        let mut book = self.book();
        let intended = book.visits.remove(id).and_then(|visit| visit.intended);
        book.order.retain(|known| known != id);
        let visit = Visit { token: random_letters(LETTERS), signed_in: true, ..Visit::default() };
        (book.open(visit), intended)
    }

    pub(super) fn forget_all(&self) {
        *self.book() = Book::default();
    }

    /// The token inside an `XSRF-TOKEN` cookie that comes back as a header.
    pub(super) fn opened(&self, token: &str) -> Option<String> {
        self.seal.open(token)
    }

    /// The two cookies that every answer of a visit renews.
    pub(super) fn stamped(&self, reply: Reply, house: &Shared, id: &str) -> Reply {
        let expires = cookie_date(house.clock.now() + LIFETIME * SECOND);
        let mut reply = reply;
        for (name, text, only) in
            [("XSRF-TOKEN", self.get(id).token.as_str(), ""), (SESSION, id, " httponly;")]
        {
            let sealed = self.seal.seal(text);
            reply = reply.cookie(&format!(
                "{name}={sealed}; expires={expires}; Max-Age={LIFETIME}; path=/;{only} samesite=lax"
            ));
        }
        reply
    }
}
