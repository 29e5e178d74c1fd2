//! Where a password comes from: standard input or a prompt without echo.

use std::io::{self, BufRead, IsTerminal};

use vigie_words::Words;

use crate::args::AccountArgs;

/// Longest password, in bytes.
const MAX_PASSWORD: u64 = 4_096;

/// Why there is no password.
#[derive(Debug)]
pub enum NoPassword {
    /// The way it was asked for cannot be followed; words for the person.
    Usage(String),
    /// Standard input or the terminal could not be read.
    Unreadable(io::Error),
}

/// The password for the servers named, where one is called for.
///
/// # Errors
/// See [`NoPassword`].
pub fn password(account: &AccountArgs, server: &str, words: &Words) -> Result<Option<String>, NoPassword> {
    if account.token_stdin {
        let kind = vigie_contract::ServerKind::from(account.kind).as_str();
        return Err(NoPassword::Usage(words.say("terminal-token-unused", &[("kind", kind.into())])));
    }
    if account.password_stdin {
        if account.user.is_none() {
            return Err(NoPassword::Usage(words.text("terminal-user-missing")));
        }
        let password = first_line(io::stdin().lock()).map_err(NoPassword::Unreadable)?;
        return match password {
            Some(password) => Ok(Some(password)),
            None => Err(NoPassword::Usage(words.text("terminal-password-missing"))),
        };
    }
    let Some(user) = &account.user else { return Ok(None) };
    if !io::stdin().is_terminal() {
        return Err(NoPassword::Usage(words.text("terminal-password-missing")));
    }
    let prompt = words.say("terminal-password", &[("user", user.into()), ("server", server.into())]);
    match rpassword::prompt_password(prompt) {
        Ok(password) if password.is_empty() => {
            Err(NoPassword::Usage(words.text("terminal-password-missing")))
        }
        Ok(password) => Ok(Some(password)),
        Err(error) => Err(NoPassword::Unreadable(error)),
    }
}

/// The first line, without its end; `None` when there is nothing in it.
fn first_line(input: impl BufRead) -> io::Result<Option<String>> {
    let mut line = Vec::new();
    input.take(MAX_PASSWORD).read_until(b'\n', &mut line)?;
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
    fn the_first_line_is_the_password_spaces_and_all() {
        let read = |text: &str| first_line(text.as_bytes()).unwrap();
        assert_eq!(read(" s3 cret \r\nmore\n").as_deref(), Some(" s3 cret "));
        assert_eq!(read("пароль").as_deref(), Some("пароль"));
        assert_eq!(read("\n"), None);
        assert_eq!(read(""), None);
        assert!(first_line(&b"\xff\n"[..]).is_err());
    }

    #[test]
    fn what_cannot_be_followed_is_said_before_anything_is_read() {
        let words = Words::of(Tongue::En);
        let said = |account: AccountArgs| match password(&account, "heron", &words) {
            Err(NoPassword::Usage(said)) => said,
            other => panic!("{other:?}"),
        };
        let token = AccountArgs { token_stdin: true, ..AccountArgs::default() };
        assert!(said(token).starts_with("Servers of kind sse-progress are signed in to by user name"));
        let nameless = AccountArgs { password_stdin: true, ..AccountArgs::default() };
        assert_eq!(said(nameless), "A password needs a user name: add --user NAME.");
    }
}
