//! What a person would be told who wants to watch the demo's servers.

use std::fmt;

use serde::Serialize;

use crate::accounts::Users;
use crate::dialect::Dialect;
use crate::{estimates, postes, solilms};

/// How to get in.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Entrance {
    /// Anyone may.
    Open,
    /// A name and a password, for the server's own form or sign-in request.
    Password {
        /// The user name, or the e-mail address where the server asks for one.
        user: String,
        /// The password.
        password: String,
    },
    /// A token, in the address of the stream or as a Bearer.
    Token(String),
}

impl fmt::Debug for Entrance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Open => f.write_str("Open"),
            Self::Password { user, .. } => {
                f.debug_struct("Password").field("user", user).field("password", &"•••").finish()
            }
            Self::Token(_) => f.write_str("Token(•••)"),
        }
    }
}

/// One of the demo's servers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Server {
    /// What it speaks.
    pub dialect: Dialect,
    /// Its base: `http://127.0.0.1:<port>` and the prefix, without a slash at the end.
    pub url: String,
    /// How to get in.
    pub entrance: Entrance,
}

impl Server {
    pub(crate) fn of(dialect: Dialect, origin: &str, users: &Users) -> Self {
        let password = |user: &str, password: &str| Entrance::Password {
            user: user.to_owned(),
            password: password.to_owned(),
        };
        let entrance = match dialect {
            Dialect::SseProgress => match users {
                Users::Accounts(accounts) => accounts
                    .first()
                    .map_or(Entrance::Open, |account| password(&account.name, &account.password)),
                Users::Open => Entrance::Open,
            },
            Dialect::Soniquebay => Entrance::Open,
            Dialect::Estimates => Entrance::Token(estimates::MANAGER.to_owned()),
            Dialect::Postes => password(postes::USER, postes::PASSWORD),
            Dialect::Solilms => password(solilms::EMAIL, solilms::PASSWORD),
        };
        Self { dialect, url: format!("{origin}{}", dialect.prefix()), entrance }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_opens_a_door_is_not_printed() {
        for dialect in Dialect::ALL {
            let server = Server::of(dialect, "http://127.0.0.1:1", &Users::alice_and_bob());
            let printed = format!("{server:?}");
            for secret in ["alice-pass", estimates::MANAGER, postes::PASSWORD, solilms::PASSWORD] {
                assert!(!printed.contains(secret), "{printed}");
            }
        }
    }
}
