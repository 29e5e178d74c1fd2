//! `demo`: the embedded demo server, watched here or from elsewhere.

use std::time::Duration;

use vigie_contract::{ServerDraft, ServerKind};
use vigie_demo::{Demo, Dialect, Entrance, Scenario, Server};
use vigie_engine::engine::Passing;
use vigie_words::Words;

use crate::args::DemoArgs;
use crate::exit::Exit;
use crate::say;
use crate::session::{self, Subject};
use crate::signal::Interrupt;
use crate::trouble::Ended;

/// The engine's id of the first of its servers; those of the others begin with it.
const DEMO: &str = "demo";
/// How often the demo's list is asked for: it is on this machine.
const POLL_SECONDS: u32 = 1;
/// The demo's stalls last less than a minute: this shows them.
const STALLED_SECONDS: u32 = 10;

/// Runs the demo until it is interrupted, or until the watch of it ends.
///
/// # Errors
/// It cannot be started, or what ended the watch.
pub async fn run(args: &DemoArgs, words: &Words, interrupt: &Interrupt) -> Result<Exit, Ended> {
    let mut builder = Demo::builder().port(args.port);
    if let Some(name) = &args.scenario {
        let scenario: Scenario = name.parse().map_err(|error| cannot(words, &error))?;
        builder = builder.scenario(scenario);
    }
    if let Some(seed) = args.seed {
        builder = builder.seed(seed);
    }
    let demo = builder.start().await.map_err(|error| match cannot(words, &error) {
        Ended::Said(_, text) => Ended::Said(Exit::Failed, text),
        other => other,
    })?;
    let exit = if args.is_watched() {
        let servers = demo.servers().iter().map(passing).collect();
        session::run(Subject::Passing(servers), &args.print, words, interrupt).await
    } else {
        say::line(&words.say("terminal-demo-runs", &[("address", demo.url.clone().into())]))?;
        for server in demo.servers().iter().skip(1) {
            say::line(&words.join(&address_of(server)))?;
        }
        interrupt.wait().await;
        Ok(Exit::Interrupted)
    };
    // A stream that somebody holds open elsewhere is no reason to stay.
    let _ = tokio::time::timeout(Duration::from_secs(2), demo.shutdown()).await;
    exit
}

/// One of the demo's servers, to be watched.
fn passing(server: &Server) -> Passing {
    let mut draft = ServerDraft {
        address: server.url.clone(),
        name: Some(name(server.dialect).into()),
        kind: ServerKind::from_word(server.dialect.word()),
        ..ServerDraft::default()
    };
    match &server.entrance {
        Entrance::Open => {}
        Entrance::Password { user, password } => {
            (draft.user, draft.password) = (Some(user.clone()), Some(password.clone()));
        }
        Entrance::Token(token) => draft.token = Some(token.clone()),
    }
    let jobs = server.dialect == Dialect::SseProgress;
    Passing {
        draft,
        stalled_seconds: jobs.then_some(STALLED_SECONDS),
        poll_seconds: Some(POLL_SECONDS),
        id: Some(if jobs { DEMO.into() } else { format!("{DEMO}-{}", server.dialect.word()) }),
        like: None,
        demo: true,
    }
}

/// What the people of such a server call it.
fn name(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::SseProgress => "Heron EDI",
        Dialect::Soniquebay => "SoniqueBay",
        Dialect::Estimates => "Estimates",
        Dialect::Postes => "Postes",
        Dialect::Solilms => "SoliLMS",
    }
}

/// Where a server is and how to get in. Nothing here is secret: the demo's own people, on this machine.
fn address_of(server: &Server) -> Vec<String> {
    let mut parts = vec![name(server.dialect).to_owned(), server.url.clone()];
    match &server.entrance {
        Entrance::Open => {}
        Entrance::Password { user, password } => parts.push(format!("{user} / {password}")),
        Entrance::Token(token) => parts.push(format!("?token={token}")),
    }
    parts
}

fn cannot(words: &Words, why: &impl ToString) -> Ended {
    Ended::usage(words.say("terminal-demo-failed", &[("detail", why.to_string().into())]))
}
