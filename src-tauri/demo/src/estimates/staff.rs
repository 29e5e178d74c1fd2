//! Who works there, and whose token still counts.

use std::collections::HashSet;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The token of the first manager, who sees everything.
pub(crate) const MANAGER: &str = "manager1-token";

/// Someone with a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Person {
    pub(super) id: i64,
    pub(super) name: &'static str,
    /// Sees what every foreman does; a foreman sees what managers do to their own estimates.
    pub(super) manager: bool,
    pub(super) token: &'static str,
}

const fn person(id: i64, name: &'static str, manager: bool, token: &'static str) -> Person {
    Person { id, name, manager, token }
}

pub(super) const STAFF: [Person; 6] = [
    person(2, "Мария Соколова", true, MANAGER),
    person(3, "Иван Кузнецов", false, "foreman1-token"),
    person(4, "Ольга Белова", true, "manager2-token"),
    person(5, "Пётр Васильев", false, "foreman2-token"),
    person(6, "Айгуль Сафина", false, "foreman3-token"),
    person(7, "Сергей Щукин", false, "foreman4-token"),
];

/// The tokens that no longer count.
#[derive(Default)]
pub(super) struct Revoked(Mutex<HashSet<&'static str>>);

impl Revoked {
    fn tokens(&self) -> MutexGuard<'_, HashSet<&'static str>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whose token it is, if it counts.
    pub(super) fn person(&self, token: &str) -> Option<Person> {
        let person = STAFF.into_iter().find(|person| person.token == token)?;
        (!self.tokens().contains(person.token)).then_some(person)
    }

    pub(super) fn revoke(&self, token: &str) {
        self.tokens().extend(STAFF.iter().map(|person| person.token).filter(|known| *known == token));
    }

    pub(super) fn revoke_all(&self) {
        self.tokens().extend(STAFF.iter().map(|person| person.token));
    }

    pub(super) fn allow(&self, token: &str) {
        self.tokens().remove(token);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_revoked_token_counts_again_once_allowed() {
        let revoked = Revoked::default();
        assert_eq!(revoked.person(MANAGER).map(|person| person.id), Some(2));
        revoked.revoke(MANAGER);
        assert_eq!(revoked.person(MANAGER), None);
        revoked.allow(MANAGER);
        assert!(revoked.person(MANAGER).is_some());
        assert_eq!(revoked.person("nonsense"), None);
    }
}
