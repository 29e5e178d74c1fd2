//! `servers list|add|remove|test`: the settings shared with the desktop app.

use std::io::{self, Write};

use vigie_contract::{SecretPlace, ServerDraft, TestReport};
use vigie_engine::Engine;
use vigie_engine::address::Address;
use vigie_engine::engine::{EngineOptions, Keep};
use vigie_engine::secrets::{Secret, SecretKind, Secrets};
use vigie_engine::settings::ServerSettings;
use vigie_words::{MAX_TITLE_CHARS, Words, plain};

use crate::args::{AccountArgs, ServersCommand};
use crate::exit::Exit;
use crate::home::{Configured, Named, failed, kept_password, list_of};
use crate::password::password;
use crate::say;
use crate::trouble::{Ended, exit_of};

/// Does it.
///
/// # Errors
/// What ended it before it was done.
pub async fn run(command: ServersCommand, configured: Configured, words: &Words) -> Result<Exit, Ended> {
    for trouble in &configured.troubles {
        say::aside(&words.trouble(trouble));
    }
    match command {
        ServersCommand::List => list(&configured, words).await,
        ServersCommand::Add { url, name, account, untested } => {
            add(configured, &url, name, &account, untested, words).await
        }
        ServersCommand::Remove { server } => remove(configured, &server, words).await,
        ServersCommand::Test { server, account } => test(&configured, &server, &account, words).await,
    }
}

async fn list(configured: &Configured, words: &Words) -> Result<Exit, Ended> {
    let servers = &configured.settings.servers;
    if servers.is_empty() {
        say::aside(&words.text("terminal-no-servers"));
        return Ok(Exit::Fine);
    }
    // The keyring is asked only where there may be something in it: it may want to be unlocked.
    let secrets = match servers.iter().any(|s| s.user.is_some()) {
        true => Secrets::open().await,
        false => Secrets::in_memory(),
    };
    let mut text = String::new();
    for server in servers {
        let mut parts = vec![plain(&server.name, MAX_TITLE_CHARS), server.url.to_string()];
        if let Some(user) = &server.user {
            parts.push(words.say("terminal-server-user", &[("user", user.into())]));
            parts.extend(place(secrets.place_of(&server.id, SecretKind::Password).await, words));
        }
        if !server.enabled {
            parts.push(words.text("terminal-server-off"));
        }
        parts.push(server.id.clone());
        text.push_str(&words.join(&parts));
        text.push('\n');
    }
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(Exit::Fine)
}

fn place(place: SecretPlace, words: &Words) -> Option<String> {
    match place {
        SecretPlace::None => None,
        SecretPlace::Keyring => Some(words.text("terminal-password-in-keyring")),
        SecretPlace::Memory => Some(words.text("terminal-password-in-memory")),
    }
}

async fn add(
    mut configured: Configured,
    url: &str,
    name: Option<String>,
    account: &AccountArgs,
    untested: bool,
    words: &Words,
) -> Result<Exit, Ended> {
    let address = Address::parse(url).map_err(|failure| {
        Ended::Said(exit_of(&failure), failed(words, &plain(url, MAX_TITLE_CHARS), &failure))
    })?;
    let mut server = ServerSettings::new(&address, account.kind.into());
    let given = |text: Option<String>| text.map(|t| t.trim().to_owned()).filter(|t| !t.is_empty());
    server.name = given(name).unwrap_or_else(|| address.default_name());
    server.user = given(account.user.clone()).or(server.user);
    let shown = plain(&server.name, MAX_TITLE_CHARS);
    let in_address = address.password.as_ref().map(|p| p.expose().to_owned());
    let password = match in_address {
        Some(password) if !account.password_stdin => Some(password),
        _ => password(account, &shown, words)?,
    };
    if !untested {
        let draft = draft_of(&server, password.clone());
        let report = Engine::start(EngineOptions::new(Keep::Nothing)).await.test_server(draft, None).await;
        if !tell(&report, &shown, words)? {
            let said = words.say("terminal-server-not-added", &[("server", shown.into())]);
            return Err(Ended::Said(exit_of_report(&report), said));
        }
    }
    let (id, url) = (server.id.clone(), server.url.to_string());
    configured.file.add_server(server).map_err(|error| {
        let failure = error.into();
        Ended::Said(exit_of(&failure), words.failure(&failure))
    })?;
    if let Some(password) = password {
        let place = Secrets::open().await.put(&id, SecretKind::Password, Secret::new(password)).await;
        if place != SecretPlace::Keyring {
            say::aside(&words.text("terminal-password-not-kept"));
        }
    }
    say::line(&words.say("terminal-server-added", &[("server", shown.into()), ("address", url.into())]))?;
    Ok(Exit::Fine)
}

async fn remove(mut configured: Configured, name: &str, words: &Words) -> Result<Exit, Ended> {
    let server = one(&configured, name, words)?.clone();
    configured.file.remove_server(&server.id).map_err(|error| {
        let failure = error.into();
        Ended::Said(exit_of(&failure), words.failure(&failure))
    })?;
    if server.user.is_some() {
        let secrets = Secrets::open().await;
        if secrets.forget(&server.id).await.is_err()
            && let Some(trouble) = secrets.trouble()
        {
            say::aside(&words.trouble(&trouble));
        }
    }
    let shown = plain(&server.name, MAX_TITLE_CHARS);
    say::line(&words.say("terminal-server-removed", &[("server", shown.into())]))?;
    Ok(Exit::Fine)
}

async fn test(
    configured: &Configured,
    name: &str,
    account: &AccountArgs,
    words: &Words,
) -> Result<Exit, Ended> {
    let given = account.user.is_some() || account.password_stdin || account.token_stdin;
    let (draft, shown) = match configured.named(name) {
        Named::One(server) if !given => {
            let password = match server.user {
                Some(_) => kept_password(&Secrets::open().await, server).await,
                None => None,
            };
            (draft_of(server, password), plain(&server.name, MAX_TITLE_CHARS))
        }
        Named::Several(servers) if !given => return Err(ambiguous(&servers, words)),
        _ if name.contains(['.', ':', '/']) => {
            let shown = Address::parse(name).map_or_else(|_| name.to_owned(), |a| a.default_name());
            let shown = plain(&shown, MAX_TITLE_CHARS);
            (account.draft(name, None, password(account, &shown, words)?), shown)
        }
        _ => return Err(unnamed(name, words)),
    };
    let report = Engine::start(EngineOptions::new(Keep::Nothing)).await.test_server(draft, None).await;
    if tell(&report, &shown, words)? { Ok(Exit::Fine) } else { Ok(exit_of_report(&report)) }
}

/// Says what a test found; true when it worked.
fn tell(report: &TestReport, server: &str, words: &Words) -> Result<bool, Ended> {
    if let Some(failure) = &report.failure {
        say::aside(&failed(words, server, failure));
    }
    if !report.ok {
        return Ok(false);
    }
    let mut found = Vec::new();
    match report.running {
        Some(0) => found.push(words.text("terminal-nothing")),
        Some(n) => {
            let jobs = words.jobs(u64::from(n));
            found.push(words.say("terminal-running", &[("jobs", jobs.into())]));
        }
        None => {}
    }
    match report.stream {
        Some(true) => found.push(words.text("terminal-test-live")),
        Some(false) => found.push(words.text("terminal-test-polled")),
        None => {}
    }
    if let Some(ms) = report.latency_ms {
        found.push(words.say("terminal-test-latency", &[("milliseconds", words.number(ms).into())]));
    }
    let found = words.join(&found);
    say::line(&words.say("terminal-test-works", &[("server", server.into()), ("found", found.into())]))?;
    Ok(true)
}

fn exit_of_report(report: &TestReport) -> Exit {
    report.failure.as_ref().map_or(Exit::NotConnected, exit_of)
}

fn draft_of(server: &ServerSettings, password: Option<String>) -> ServerDraft {
    ServerDraft {
        address: server.url.to_string(),
        name: Some(server.name.clone()),
        kind: Some(server.kind),
        user: server.user.clone(),
        password,
        ..ServerDraft::default()
    }
}

fn one<'a>(configured: &'a Configured, name: &str, words: &Words) -> Result<&'a ServerSettings, Ended> {
    match configured.named(name) {
        Named::One(server) => Ok(server),
        Named::Several(servers) => Err(ambiguous(&servers, words)),
        Named::None => Err(unnamed(name, words)),
    }
}

fn ambiguous(servers: &[&ServerSettings], words: &Words) -> Ended {
    Ended::usage(words.say("terminal-server-ambiguous", &[("list", list_of(servers).into())]))
}

fn unnamed(name: &str, words: &Words) -> Ended {
    Ended::usage(words.say("terminal-server-not-named", &[("server", plain(name, MAX_TITLE_CHARS).into())]))
}
