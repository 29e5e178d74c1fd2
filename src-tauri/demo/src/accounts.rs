//! Who may sign in, who is signed in, and Django's CSRF tokens.

use std::collections::{HashMap, VecDeque};
use std::fmt;
use std::sync::Mutex;

use rand::RngExt as _;

/// Sessions remembered; the oldest go first.
const MAX_SESSIONS: usize = 10_000;
const SECRET: usize = 32;
const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/// Someone who can sign in.
#[derive(Clone)]
pub struct Account {
    /// The user name.
    pub name: String,
    /// The password.
    pub password: String,
}

impl fmt::Debug for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Account").field("name", &self.name).field("password", &"•••").finish()
    }
}

/// Who may see what.
#[derive(Clone, Debug, Default)]
pub enum Users {
    /// Anyone sees every job, without signing in.
    #[default]
    Open,
    /// Only these, each their own jobs.
    Accounts(Vec<Account>),
}

impl Users {
    /// alice / alice-pass and bob / bob-pass.
    pub fn alice_and_bob() -> Self {
        let account = |name: &str| Account { name: name.into(), password: format!("{name}-pass") };
        Self::Accounts(vec![account("alice"), account("bob")])
    }

    /// Whose the jobs are that name no owner.
    pub(crate) fn first(&self) -> Option<String> {
        match self {
            Self::Open => None,
            Self::Accounts(accounts) => accounts.first().map(|account| account.name.clone()),
        }
    }
}

/// Who sends a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Visitor {
    /// Nobody in particular, who sees everything.
    Welcome,
    /// Nobody we know, who sees nothing.
    Anonymous,
    User(String),
}

impl Visitor {
    pub(crate) fn may_see(&self, owner: Option<&str>) -> bool {
        match self {
            Self::Welcome => true,
            Self::Anonymous => false,
            Self::User(name) => owner == Some(name),
        }
    }
}

pub(crate) struct Accounts {
    users: Users,
    sessions: Mutex<Sessions>,
}

#[derive(Default)]
struct Sessions {
    users: HashMap<String, String>,
    order: VecDeque<String>,
}

impl Accounts {
    pub(crate) fn new(users: Users) -> Self {
        Self { users, sessions: Mutex::default() }
    }

    fn sessions(&self) -> std::sync::MutexGuard<'_, Sessions> {
        // A poisoned lock still holds whole values: every change below is a single call.
        self.sessions.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    pub(crate) fn visitor(&self, session: Option<&str>) -> Visitor {
        match &self.users {
            Users::Open => Visitor::Welcome,
            Users::Accounts(_) => session
                .and_then(|session| self.sessions().users.get(session).cloned())
                .map_or(Visitor::Anonymous, Visitor::User),
        }
    }

    /// A new session, if name and password are right. An open demo takes any.
    pub(crate) fn sign_in(&self, name: &str, password: &str) -> Option<String> {
        let right = match &self.users {
            Users::Open => true,
            Users::Accounts(accounts) => {
                accounts.iter().any(|account| account.name == name && account.password == password)
            }
        };
        right.then(|| {
            let session = random(SECRET, b"abcdefghijklmnopqrstuvwxyz0123456789");
            let mut sessions = self.sessions();
            sessions.users.insert(session.clone(), name.to_owned());
            sessions.order.push_back(session.clone());
            if sessions.order.len() > MAX_SESSIONS
                && let Some(oldest) = sessions.order.pop_front()
            {
                sessions.users.remove(&oldest);
            }
            session
        })
    }

    /// The number the backend's database gives someone.
    pub(crate) fn number(&self, visitor: &Visitor) -> String {
        let place = match (&self.users, visitor) {
            (Users::Accounts(accounts), Visitor::User(name)) => {
                accounts.iter().position(|account| account.name == *name)
            }
            _ => None,
        };
        place.map_or_else(|| "anonymous".to_owned(), |place| (place + 1).to_string())
    }

    /// Everyone is signed out.
    pub(crate) fn drop_sessions(&self) {
        *self.sessions() = Sessions::default();
    }
}

fn random(length: usize, from: &[u8]) -> String {
    let mut rng = rand::rng();
    (0..length).map(|_| char::from(from[rng.random_range(0..from.len())])).collect()
}

/// So many letters and digits.
pub(crate) fn random_letters(length: usize) -> String {
    random(length, LETTERS)
}

/// Something that looks like a signed token.
pub(crate) fn random_token() -> String {
    random(SECRET, LETTERS)
}

/// A fresh `csrftoken` cookie.
pub(crate) fn csrf_secret() -> String {
    random(SECRET, LETTERS)
}

/// Whether a cookie can be a secret at all.
pub(crate) fn is_csrf_secret(cookie: &str) -> bool {
    cookie.len() == SECRET && cookie.bytes().all(|byte| LETTERS.contains(&byte))
}

/// The secret as it stands in a form: behind a mask that differs each time.
pub(crate) fn masked(secret: &str) -> String {
    let mask = random(SECRET, LETTERS);
    let cipher = combine(secret, &mask, |letter, mask| letter + mask);
    mask + &cipher
}

/// Whether a token of a form or header is the secret, masked or not.
pub(crate) fn csrf_matches(token: &str, secret: &str) -> bool {
    if !is_csrf_secret(secret) || !token.is_ascii() {
        return false;
    }
    match token.len() {
        SECRET => token == secret,
        length if length == 2 * SECRET => {
            let (mask, cipher) = token.split_at(SECRET);
            combine(cipher, mask, |letter, mask| letter + LETTERS.len() - mask) == secret
        }
        _ => false,
    }
}

fn combine(text: &str, mask: &str, with: impl Fn(usize, usize) -> usize) -> String {
    let place = |byte: u8| LETTERS.iter().position(|letter| *letter == byte).unwrap_or(0);
    text.bytes()
        .zip(mask.bytes())
        .map(|(letter, mask)| char::from(LETTERS[with(place(letter), place(mask)) % LETTERS.len()]))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_masked_token_matches_its_secret_and_no_other() {
        let secret = csrf_secret();
        let token = masked(&secret);
        assert_eq!(token.len(), 64);
        assert_ne!(token, masked(&secret));
        assert!(csrf_matches(&token, &secret));
        assert!(csrf_matches(&secret, &secret));
        assert!(!csrf_matches(&token, &csrf_secret()));
        assert!(!csrf_matches("", &secret));
        assert!(!csrf_matches("é".repeat(16).as_str(), &secret));
    }

    #[test]
    fn django_itself_would_read_the_masked_tokens_it_printed() {
        // As captured: the hidden field of the page that renewed this cookie.
        assert!(csrf_matches(
            "rUabJajOUO6MSIaTXAAC3187Ae9y91ZTNW15mUasANmpPP3gzCDR6wWzhxgm4bM6",
            "wc14NU1OQ9qN7h3xMcdpdFYCRthY5kXn"
        ));
    }

    #[test]
    fn a_password_opens_a_session_until_sessions_are_dropped() {
        let accounts = Accounts::new(Users::alice_and_bob());
        assert_eq!(accounts.sign_in("alice", "bob-pass"), None);
        let session = accounts.sign_in("alice", "alice-pass").unwrap();
        assert_eq!(accounts.visitor(Some(&session)), Visitor::User("alice".into()));
        accounts.drop_sessions();
        assert_eq!(accounts.visitor(Some(&session)), Visitor::Anonymous);
    }

    #[test]
    fn a_password_is_not_printed() {
        assert!(!format!("{:?}", Users::alice_and_bob()).contains("-pass"));
    }
}
