//! `watch` and `demo --watch`: an engine, a view, and the end of both.

use std::time::Duration;

use vigie_contract::{Server, ServerDraft};
use vigie_engine::Engine;
use vigie_engine::address::Address;
use vigie_engine::engine::{EngineOptions, Keep, Passing};
use vigie_engine::secrets::Secrets;
use vigie_words::{MAX_TITLE_CHARS, Words, plain};

use crate::args::{AccountArgs, PrintArgs, WatchArgs};
use crate::exit::Exit;
use crate::home::{Configured, Named, failed, kept_password, list_of};
use crate::password::password;
use crate::say;
use crate::signal::Interrupt;
use crate::trouble::{Ended, exit_of};
use crate::view;
use crate::watch::{Until, Watched, watch};

/// What a watch is about, before it begins.
#[derive(Debug)]
pub enum Subject {
    /// The servers of the settings.
    Configured(Keep),
    /// These, for this run only.
    Passing(Vec<Passing>),
}

/// Sorts out what is to be watched; asks for a password where one is called for.
///
/// # Errors
/// An address that cannot be understood, no server at all, no password.
pub async fn subject(
    args: &WatchArgs,
    configured: Option<&Configured>,
    words: &Words,
) -> Result<Subject, Ended> {
    if args.urls.is_empty() {
        let Some(configured) = configured.filter(|c| c.settings.servers.iter().any(|s| s.enabled)) else {
            return Err(Ended::usage(words.text("terminal-no-servers")));
        };
        return Ok(Subject::Configured(Keep::Settings(configured.home.clone())));
    }
    let mut wanted = Vec::with_capacity(args.urls.len());
    for url in &args.urls {
        wanted.push(passing(url, &args.account, configured, words).await?);
    }
    let without = wanted.iter().find(|(_, kept)| !kept);
    if let Some((first, _)) = without {
        let server = plain(&shown(&first.draft.address), MAX_TITLE_CHARS);
        let password = password(&args.account, &server, words)?;
        for (passing, _) in wanted.iter_mut().filter(|(_, kept)| !kept) {
            passing.draft.password.clone_from(&password);
        }
    }
    Ok(Subject::Passing(wanted.into_iter().map(|(passing, _)| passing).collect()))
}

/// An address as a server for this run; whether the password kept for it in the settings is used.
async fn passing(
    url: &str,
    account: &AccountArgs,
    configured: Option<&Configured>,
    words: &Words,
) -> Result<(Passing, bool), Ended> {
    let address = Address::parse(url).map_err(|failure| {
        Ended::Said(exit_of(&failure), failed(words, &plain(url, MAX_TITLE_CHARS), &failure))
    })?;
    let draft = account.draft(url, None, None);
    let fresh = Passing { draft, ..Passing::default() };
    let given = account.password_stdin || account.token_stdin || address.password.is_some();
    let user = account.user.as_deref().or(address.user.as_deref());
    let known = configured.filter(|_| !given).map(|c| c.named(address.base.as_str()));
    let server = match known {
        None | Some(Named::None) => return Ok((fresh, address.password.is_some())),
        Some(Named::One(server)) if user.is_none() || server.user.as_deref() == user => server,
        Some(Named::One(_)) => return Ok((fresh, false)),
        Some(Named::Several(servers)) => {
            let mut of_user = servers.iter().filter(|s| user.is_some() && s.user.as_deref() == user);
            match of_user.next() {
                Some(server) => server,
                None if user.is_some() => return Ok((fresh, false)),
                None => {
                    let list = list_of(&servers);
                    return Err(Ended::usage(
                        words.say("terminal-server-ambiguous", &[("list", list.into())]),
                    ));
                }
            }
        }
    };
    let password = match server.user {
        Some(_) => kept_password(&Secrets::open().await, server).await,
        None => None,
    };
    let kept = password.is_some() || server.user.is_none();
    let passing = Passing {
        draft: ServerDraft {
            address: server.url.to_string(),
            name: Some(server.name.clone()),
            kind: Some(server.kind),
            user: server.user.clone(),
            password,
            ..ServerDraft::default()
        },
        stalled_seconds: server.stalled_seconds,
        poll_seconds: Some(server.poll_seconds),
        demo: false,
    };
    Ok((passing, kept))
}

/// The address without what may be secret in it.
fn shown(address: &str) -> String {
    Address::parse(address).map(|a| a.default_name()).unwrap_or_default()
}

/// Watches until the end.
///
/// # Errors
/// The engine does not start, or standard output cannot be written to.
pub async fn run(
    subject: Subject,
    print: &PrintArgs,
    words: &Words,
    interrupt: &Interrupt,
) -> Result<Exit, Ended> {
    let said = |failure| Ended::Said(exit_of(&failure), words.failure(&failure));
    let (keep, passing) = match subject {
        Subject::Configured(keep) => (keep, Vec::new()),
        Subject::Passing(passing) => (Keep::Nothing, passing),
    };
    let engine = Engine::start(EngineOptions::new(keep)).await;
    for passing in passing {
        engine.add_passing(passing).await.map_err(said)?;
    }
    let mut feed = engine.subscribe().await.map_err(said)?;
    let mut view = view::choose(print.json, words);
    let until = Until { idle: print.until_idle, after: print.seconds.map(Duration::from_secs) };
    let snapshot = feed.snapshot.clone();
    let watched = watch(snapshot, &mut feed, view.as_mut(), until, interrupt.wait()).await;
    engine.shutdown().await;
    let watched = watched?;
    if watched.exit == Exit::NotConnected {
        say_why(&watched, words);
    }
    Ok(watched.exit)
}

fn say_why(watched: &Watched, words: &Words) {
    for server in watched.verdict.lost(&watched.picture) {
        let Server { name, reason: Some(reason), .. } = server else { continue };
        let why = words.reason_once(reason);
        let name = plain(name, MAX_TITLE_CHARS);
        say::aside(&words.say("terminal-failed", &[("server", name.into()), ("why", why.into())]));
    }
}
