//! `watch` and `demo --watch`: an engine, a view, and the end of both.

use std::time::Duration;

use vigie_contract::Server;
use vigie_engine::Engine;
use vigie_engine::address::Address;
use vigie_engine::engine::{EngineOptions, Keep, Passing};
use vigie_engine::settings::ServerSettings;
use vigie_words::{MAX_TITLE_CHARS, Words, plain};

use crate::args::{AccountArgs, PrintArgs, WatchArgs};
use crate::exit::Exit;
use crate::given::{Given, given};
use crate::home::{Configured, Named, ambiguous, draft_of, failed, kept};
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
    // Asked for once, for all that have nothing of their own.
    if let Some(first) = wanted.iter().find(|wanted| !wanted.settled) {
        let server = Address::parse(&first.passing.draft.address).map(|a| a.default_name());
        let server = plain(&server.unwrap_or_default(), MAX_TITLE_CHARS);
        let given = given(&args.account, &server, words)?;
        for wanted in wanted.iter_mut().filter(|wanted| !wanted.settled) {
            let secrets = given.clone().into_draft();
            let draft = &mut wanted.passing.draft;
            (draft.password, draft.token) = (secrets.password, secrets.token);
            (draft.cookie, draft.headers) = (secrets.cookie, secrets.headers);
        }
    }
    Ok(Subject::Passing(wanted.into_iter().map(|wanted| wanted.passing).collect()))
}

/// A server for this run.
pub struct Wanted {
    /// As the engine takes it.
    pub passing: Passing,
    /// Whether nothing needs to be asked: its secrets are in the address or kept, or it has none.
    pub settled: bool,
}

/// An address as a server for this run; a configured one is taken as it is configured.
///
/// # Errors
/// An address that cannot be understood, or that several servers have.
pub async fn passing(
    url: &str,
    account: &AccountArgs,
    configured: Option<&Configured>,
    words: &Words,
) -> Result<Wanted, Ended> {
    let address = Address::parse(url).map_err(|failure| {
        Ended::Said(exit_of(&failure), failed(words, &plain(url, MAX_TITLE_CHARS), &failure))
    })?;
    let settled = address.password.is_some() && !account.password_stdin && account.headers.is_empty();
    let draft = account.draft(url, Given::default());
    let fresh = Wanted { passing: Passing { draft, ..Passing::default() }, settled };
    let says_secrets = account.password_stdin || account.token_stdin || account.cookie_stdin;
    let given =
        says_secrets || !account.headers.is_empty() || address.password.is_some() || address.token.is_some();
    let user = account.user.as_deref().or(address.user.as_deref());
    let known = configured.filter(|_| !given).map(|c| c.named(address.base.as_str()));
    let server = match known {
        Some(Named::One(server)) if user.is_none() || server.user.as_deref() == user => server,
        None | Some(Named::None | Named::One(_)) => return Ok(fresh),
        Some(Named::Several(servers)) => {
            let mut of_user = servers.iter().filter(|s| user.is_some() && s.user.as_deref() == user);
            match of_user.next() {
                Some(server) => server,
                None if user.is_some() => return Ok(fresh),
                None => return Err(ambiguous(&servers, words)),
            }
        }
    };
    Ok(configured_passing(server).await)
}

/// A configured server for this run.
pub async fn configured_passing(server: &ServerSettings) -> Wanted {
    let kept = kept(server).await;
    let settled = kept.is_something() || server.user.is_none();
    let passing = Passing {
        draft: draft_of(server, kept),
        stalled_seconds: server.stalled_seconds,
        poll_seconds: Some(server.poll_seconds),
        id: Some(server.id.clone()),
        like: Some(server.clone()),
        demo: false,
    };
    Wanted { passing, settled }
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
