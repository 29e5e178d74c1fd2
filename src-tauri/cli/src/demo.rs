//! `demo`: the embedded demo server, watched here or from elsewhere.

use std::time::Duration;

use vigie_contract::ServerDraft;
use vigie_demo::{Demo, Scenario};
use vigie_engine::engine::Passing;
use vigie_words::Words;

use crate::args::DemoArgs;
use crate::exit::Exit;
use crate::say;
use crate::session::{self, Subject};
use crate::signal::Interrupt;
use crate::trouble::Ended;

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
        let draft =
            ServerDraft { address: demo.url.clone(), name: Some("Demo".into()), ..ServerDraft::default() };
        let passing = Passing {
            draft,
            stalled_seconds: Some(STALLED_SECONDS),
            poll_seconds: Some(POLL_SECONDS),
            demo: true,
        };
        session::run(Subject::Passing(vec![passing]), &args.print, words, interrupt).await
    } else {
        say::line(&words.say("terminal-demo-runs", &[("address", demo.url.clone().into())]))?;
        interrupt.wait().await;
        Ok(Exit::Interrupted)
    };
    // A stream that somebody holds open elsewhere is no reason to stay.
    let _ = tokio::time::timeout(Duration::from_secs(2), demo.shutdown()).await;
    exit
}

fn cannot(words: &Words, why: &impl ToString) -> Ended {
    Ended::usage(words.say("terminal-demo-failed", &[("detail", why.to_string().into())]))
}
