//! What a person signs in with: from standard input, the environment, or a prompt without echo.

use std::collections::BTreeMap;
use std::io::{self, BufRead, IsTerminal, Read};

use vigie_contract::{ServerDraft, SignIn};
use vigie_words::Words;

use crate::args::AccountArgs;

/// Longest secret, in bytes: a cookie of a large site.
const MAX_SECRET: u64 = 16_384;
/// Variables that hold values of headers begin so.
const VARIABLE: &str = "VIGIE_HEADER_";

/// What was given. It is not printed.
#[derive(Clone, Default)]
pub struct Given {
    /// For a user name.
    pub password: Option<String>,
    /// For the sign-ins with one.
    pub token: Option<String>,
    /// As a browser shows it.
    pub cookie: Option<String>,
    /// Values of headers, by name.
    pub headers: BTreeMap<String, String>,
}

/// Why there is nothing to sign in with.
#[derive(Debug)]
pub enum NotGiven {
    /// The way it was asked for cannot be followed; words for the person.
    Usage(String),
    /// Standard input or the terminal could not be read.
    Unreadable(io::Error),
}

impl Given {
    /// Whether anything was given.
    #[must_use]
    pub fn is_something(&self) -> bool {
        self.password.is_some() || self.token.is_some() || self.cookie.is_some() || !self.headers.is_empty()
    }

    /// A draft with these secrets and nothing else.
    #[must_use]
    pub fn into_draft(self) -> ServerDraft {
        ServerDraft {
            password: self.password,
            token: self.token,
            cookie: self.cookie,
            headers: (!self.headers.is_empty()).then_some(self.headers),
            ..ServerDraft::default()
        }
    }
}

/// What is given for the servers named, where it is called for.
///
/// # Errors
/// See [`NotGiven`].
pub fn given(account: &AccountArgs, server: &str, words: &Words) -> Result<Given, NotGiven> {
    if account.password_stdin && account.user.is_none() {
        return Err(NotGiven::Usage(words.text("terminal-user-missing")));
    }
    let mut given = Given::default();
    if account.password_stdin {
        let missing = || words.text("terminal-password-missing");
        given.password = Some(first_line()?.ok_or_else(|| NotGiven::Usage(missing()))?);
    } else if account.token_stdin {
        given.token = Some(needed("--token-stdin", words)?);
    } else if account.cookie_stdin {
        given.cookie = Some(needed("--cookie-stdin", words)?);
    } else if let Some(user) = account.user.as_ref().filter(|_| wants_password(account.sign_in)) {
        let prompt = words.say("terminal-password", &[("user", user.into()), ("server", server.into())]);
        let missing = || NotGiven::Usage(words.text("terminal-password-missing"));
        given.password = Some(asked(&prompt)?.ok_or_else(missing)?);
    }
    for name in &account.headers {
        given.headers.insert(name.clone(), header(name, server, words)?);
    }
    Ok(given)
}

/// A line of standard input that an option says is there.
///
/// # Errors
/// It is not.
pub fn needed(option: &str, words: &Words) -> Result<String, NotGiven> {
    let missing = || words.say("terminal-input-missing", &[("option", option.into())]);
    first_line()?.ok_or_else(|| NotGiven::Usage(missing()))
}

fn header(name: &str, server: &str, words: &Words) -> Result<String, NotGiven> {
    if let Some(value) = std::env::var(variable(name)).ok().filter(|value| !value.is_empty()) {
        return Ok(value);
    }
    if io::stdin().is_terminal() {
        let prompt = words.say("terminal-header", &[("name", name.into()), ("server", server.into())]);
        if let Some(value) = asked(&prompt)? {
            return Ok(value);
        }
    }
    needed(&format!("--header {name}"), words)
}

fn variable(name: &str) -> String {
    format!("{VARIABLE}{}", name.to_ascii_uppercase().replace('-', "_"))
}

fn wants_password(sign_in: SignIn) -> bool {
    matches!(sign_in, SignIn::Auto | SignIn::Basic | SignIn::Session)
}

/// What is entered at a prompt; `None` without a terminal, or when nothing was entered.
fn asked(prompt: &str) -> Result<Option<String>, NotGiven> {
    if !io::stdin().is_terminal() {
        return Ok(None);
    }
    let entered = rpassword::prompt_password(prompt).map_err(NotGiven::Unreadable)?;
    Ok(Some(entered).filter(|entered| !entered.is_empty()))
}

fn first_line() -> Result<Option<String>, NotGiven> {
    line(&mut io::stdin().lock()).map_err(NotGiven::Unreadable)
}

/// The next line, without its end; `None` when there is nothing in it.
fn line(input: &mut impl BufRead) -> io::Result<Option<String>> {
    let mut line = Vec::new();
    input.take(MAX_SECRET).read_until(b'\n', &mut line)?;
    let line = String::from_utf8(line).map_err(|_| io::Error::from(io::ErrorKind::InvalidData))?;
    let line = line.strip_suffix('\n').unwrap_or(&line);
    let line = line.strip_suffix('\r').unwrap_or(line);
    Ok((!line.is_empty()).then(|| line.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use vigie_words::Tongue;

    #[test]
    fn a_line_is_a_secret_spaces_and_all() {
        let read = |text: &str| line(&mut text.as_bytes()).unwrap();
        assert_eq!(read(" s3 cret \r\nmore\n").as_deref(), Some(" s3 cret "));
        assert_eq!(read("пароль").as_deref(), Some("пароль"));
        assert_eq!(read("\n"), None);
        assert_eq!(read(""), None);
        assert!(line(&mut &b"\xff\n"[..]).is_err());
    }

    #[test]
    fn each_secret_has_its_line() {
        let mut input = &b"first\nsecond\n"[..];
        assert_eq!(line(&mut input).unwrap().as_deref(), Some("first"));
        assert_eq!(line(&mut input).unwrap().as_deref(), Some("second"));
    }

    #[test]
    fn what_cannot_be_followed_is_said_before_anything_is_read() {
        let nameless = AccountArgs { password_stdin: true, ..AccountArgs::default() };
        match given(&nameless, "heron", &Words::of(Tongue::En)) {
            Err(NotGiven::Usage(said)) => assert_eq!(said, "A password needs a user name: add --user NAME."),
            _ => panic!("a password for nobody"),
        }
    }

    #[test]
    fn a_header_is_looked_for_under_its_name_in_capitals() {
        assert_eq!(variable("X-Api-Key"), "VIGIE_HEADER_X_API_KEY");
    }
}
