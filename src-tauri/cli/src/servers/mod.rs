//! `servers list|add|remove|test|detect`: the settings shared with the desktop app.

mod entry;
mod sample;
mod trial;

use std::io::{self, Read, Write};
use std::path::Path;

use vigie_contract::{SecretPlace, TestReport};
use vigie_engine::address::Address;
use vigie_engine::link;
use vigie_engine::secrets::{SecretKind, Secrets};
use vigie_engine::settings::ServerSettings;
use vigie_words::{MAX_TITLE_CHARS, Words, plain};

use crate::args::{AccountArgs, EntryArgs, ServersCommand};
use crate::exit::Exit;
use crate::home::{Configured, Named, ambiguous, may_have_secrets, one, unnamed};
use crate::say;
use crate::servers::entry::{Entry, overlaid, settle};
use crate::servers::trial::{Detail, exit_of_report, seen, tell, try_server};
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
        ServersCommand::Add { url, name, account, entry, untested } => {
            let entry = Entry::of(&url, name, &account, &entry, words)?;
            add(configured, entry, untested, words).await
        }
        ServersCommand::Remove { server } => remove(configured, &server, words).await,
        ServersCommand::Test { server, account, entry, sample } => {
            // Without a name: what the server says now.
            let file = sample.map(Option::unwrap_or_default);
            test(&configured, &server, (&account, &entry), file.as_deref(), words).await
        }
        ServersCommand::Detect { address, accept_certificate, entry } => {
            let account = AccountArgs { accept_certificate, ..AccountArgs::default() };
            detect(Entry::of(&address, None, &account, &entry, words)?, words).await
        }
    }
}

async fn list(configured: &Configured, words: &Words) -> Result<Exit, Ended> {
    let servers = &configured.settings.servers;
    if servers.is_empty() {
        say::aside(&words.text("terminal-no-servers"));
        return Ok(Exit::Fine);
    }
    // The keyring is asked only where there may be something in it: it may want to be unlocked.
    let secrets = match servers.iter().any(may_have_secrets) {
        true => Secrets::open().await,
        false => Secrets::in_memory(),
    };
    let mut text = String::new();
    for server in servers {
        let mut parts = vec![plain(&server.name, MAX_TITLE_CHARS), server.url.to_string()];
        parts.push(server.kind.as_str().to_owned());
        if let Some(user) = &server.user {
            parts.push(words.say("terminal-server-user", &[("user", user.into())]));
        }
        if may_have_secrets(server) {
            parts.extend(place(&secrets, server, words).await);
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

/// Where that is which a server is signed in to with.
async fn place(secrets: &Secrets, server: &ServerSettings, words: &Words) -> Option<String> {
    for kind in [SecretKind::Password, SecretKind::Token, SecretKind::Cookie, SecretKind::Headers] {
        let password = kind == SecretKind::Password;
        let said = match secrets.place_of(&server.id, kind).await {
            SecretPlace::None => continue,
            SecretPlace::Keyring if password => "terminal-password-in-keyring",
            SecretPlace::Memory if password => "terminal-password-in-memory",
            SecretPlace::Keyring => "terminal-secret-in-keyring",
            SecretPlace::Memory => "terminal-secret-in-memory",
        };
        return Some(words.text(said));
    }
    None
}

async fn add(
    mut configured: Configured,
    mut entry: Entry,
    untested: bool,
    words: &Words,
) -> Result<Exit, Ended> {
    let shown = plain(&entry.settings.name, MAX_TITLE_CHARS);
    if !untested {
        let report = try_entry(&mut entry).await;
        if !tell(&report, &shown, Detail::Result, words)? {
            let said = words.say("terminal-server-not-added", &[("server", shown.into())]);
            return Err(Ended::Said(exit_of_report(&report), said));
        }
    }
    let url = entry.settings.url.to_string();
    configured.file.add_server(entry.settings.clone()).map_err(|error| {
        let failure = error.into();
        Ended::Said(exit_of(&failure), words.failure(&failure))
    })?;
    if entry.given.is_something() {
        for (kind, place) in entry.keep(&Secrets::open().await).await {
            if place != SecretPlace::Keyring {
                let password = kind == SecretKind::Password;
                let said = if password { "terminal-password-not-kept" } else { "terminal-secret-not-kept" };
                say::aside(&words.text(said));
            }
        }
    }
    say::line(&words.say("terminal-server-added", &[("server", shown.into()), ("address", url.into())]))?;
    Ok(Exit::Fine)
}

/// Tries what was described, with its secrets in memory; it is settled by what is found.
async fn try_entry(entry: &mut Entry) -> TestReport {
    let secrets = Secrets::in_memory();
    entry.keep(&secrets).await;
    let Entry { settings, given } = entry;
    try_server(settings, &secrets, |found| settle(found, given)).await
}

async fn remove(mut configured: Configured, name: &str, words: &Words) -> Result<Exit, Ended> {
    let server = one(&configured, name, words)?.clone();
    configured.file.remove_server(&server.id).map_err(|error| {
        let failure = error.into();
        Ended::Said(exit_of(&failure), words.failure(&failure))
    })?;
    if may_have_secrets(&server) {
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
    (account, args): (&AccountArgs, &EntryArgs),
    file: Option<&Path>,
    words: &Words,
) -> Result<Exit, Ended> {
    let given = account.says_how();
    let mut entry = match configured.named(name) {
        Named::One(server) if !given => {
            let mut server = overlaid(server.clone(), account, args, words)?;
            let shown = plain(&server.name, MAX_TITLE_CHARS);
            let stored = may_have_secrets(&server);
            let secrets = async || if stored { Secrets::open().await } else { Secrets::in_memory() };
            if let Some(file) = file {
                return sample::explain(&server, secrets, &shown, file, words).await;
            }
            let secrets = secrets().await;
            let report = try_server(&mut server, &secrets, |_| {}).await;
            return told(&report, &shown, words);
        }
        Named::Several(servers) if !given => return Err(ambiguous(&servers, words)),
        _ if name.contains(['.', ':', '/']) => Entry::of(name, None, account, args, words)?,
        _ => return Err(unnamed(name, words)),
    };
    let shown = plain(&entry.settings.name, MAX_TITLE_CHARS);
    if let Some(file) = file {
        let secrets = async || {
            let secrets = Secrets::in_memory();
            entry.keep(&secrets).await;
            secrets
        };
        return sample::explain(&entry.settings, secrets, &shown, file, words).await;
    }
    let report = try_entry(&mut entry).await;
    told(&report, &shown, words)
}

fn told(report: &TestReport, shown: &str, words: &Words) -> Result<Exit, Ended> {
    Ok(if tell(report, shown, Detail::All, words)? { Exit::Fine } else { exit_of_report(report) })
}

async fn detect(entry: Entry, words: &Words) -> Result<Exit, Ended> {
    let secrets = Secrets::in_memory();
    entry.keep(&secrets).await;
    let detection = link::detect_server(&entry.settings, secrets).await;
    if let Some(reason) = &detection.reason {
        let shown = Address::parse(&detection.url).map_or_else(|_| String::new(), |a| a.default_name());
        let why = words.reason_once(reason);
        let shown = plain(&shown, MAX_TITLE_CHARS);
        let said = words.say("terminal-failed", &[("server", shown.into()), ("why", why.into())]);
        return Err(Ended::Said(Exit::NotConnected, said));
    }
    say::line(&seen(&detection, words))?;
    Ok(if detection.kind.is_some() { Exit::Fine } else { Exit::NotConnected })
}

/// A file as text, up to so many bytes.
fn read_file(file: &Path, most: u64) -> io::Result<String> {
    let mut bytes = Vec::new();
    std::fs::File::open(file)?.take(most).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
