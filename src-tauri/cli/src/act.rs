//! `do`: a request to a server, and its answer.

use std::time::Duration;

use serde_json::Value;
use tokio::time::{sleep, timeout};
use vigie_contract::{ActionAnswer, Failure, LinkState, Reason, ReasonCode, ServerAction};
use vigie_engine::Engine;
use vigie_engine::address::Address;
use vigie_engine::engine::{EngineOptions, Keep, Subscription};
use vigie_engine::transport::reason;
use vigie_words::{MAX_TEXT_CHARS, MAX_TITLE_CHARS, Words, plain};

use crate::args::{Action, DoArgs};
use crate::exit::Exit;
use crate::given::{given, needed};
use crate::home::{Configured, Named, ambiguous, failed, unnamed};
use crate::say;
use crate::session::{Wanted, configured_passing, passing};
use crate::trouble::{Ended, exit_of};

/// How long the connection may take.
const CONNECTED_WITHIN: Duration = Duration::from_secs(30);
/// How long the answer may take, once connected.
const ANSWERED_WITHIN: Duration = Duration::from_secs(15);
/// Between two attempts to ask.
const A_MOMENT: Duration = Duration::from_millis(200);

/// Does it.
///
/// # Errors
/// What ended it before there was an answer.
pub async fn run(args: &DoArgs, configured: Option<&Configured>, words: &Words) -> Result<Exit, Ended> {
    let wanted = server(args, configured, words).await?;
    let name = wanted.passing.draft.name.clone();
    let address = || Address::parse(&wanted.passing.draft.address).map(|a| a.default_name());
    let shown = plain(&name.map_or_else(address, Ok).unwrap_or_default(), MAX_TITLE_CHARS);
    let action = action(&args.action, words)?;
    let engine = Engine::start(EngineOptions::new(Keep::Nothing)).await;
    let asked = async {
        let id = engine.add_passing(wanted.passing).await?.id;
        connected(engine.subscribe().await?, &id).await?;
        asked(&engine, &id, &action).await
    };
    let late = || Failure::connection(reason::no_answer(CONNECTED_WITHIN + ANSWERED_WITHIN));
    let answer = timeout(CONNECTED_WITHIN + ANSWERED_WITHIN, asked).await.unwrap_or_else(|_| Err(late()));
    engine.shutdown().await;
    let answer = answer.map_err(|failure| Ended::Said(exit_of(&failure), failed(words, &shown, &failure)))?;
    for line in lines(&answer, &shown, words) {
        say::line(&line)?;
    }
    Ok(if answer.accepted { Exit::Fine } else { Exit::Failed })
}

async fn server(args: &DoArgs, configured: Option<&Configured>, words: &Words) -> Result<Wanted, Ended> {
    let named = configured.map_or(Named::None, |configured| configured.named(&args.server));
    match named {
        Named::One(server) if !args.account.says_how() => Ok(configured_passing(server).await),
        Named::Several(servers) if !args.account.says_how() => Err(ambiguous(&servers, words)),
        _ if args.server.contains(['.', ':', '/']) => {
            let mut wanted = passing(&args.server, &args.account, configured, words).await?;
            if !wanted.settled {
                let shown = Address::parse(&args.server).map(|a| a.default_name()).unwrap_or_default();
                let given = given(&args.account, &plain(&shown, MAX_TITLE_CHARS), words)?;
                wanted.passing.draft = args.account.draft(&args.server, given);
            }
            Ok(wanted)
        }
        _ => Err(unnamed(&args.server, words)),
    }
}

fn action(action: &Action, words: &Words) -> Result<ServerAction, Ended> {
    Ok(match action {
        Action::ValidateCode { code, ip, .. } => ServerAction::ValidateCode {
            code: match code {
                Some(code) => code.clone(),
                None => needed("--code-stdin", words)?,
            },
            ip_address: ip.clone(),
        },
        Action::StartSession { session } => ServerAction::StartSession { session: session.clone() },
    })
}

/// Asks; a connection that carries requests may stand a moment later than the first of the server's others.
async fn asked(engine: &Engine, id: &str, action: &ServerAction) -> Result<ActionAnswer, Failure> {
    loop {
        match engine.act(id, action.clone()).await {
            // Nothing was sent.
            Err(failure) if failure.reason_code() == Some(ReasonCode::NothingYet) => sleep(A_MOMENT).await,
            answered => return answered,
        }
    }
}

/// Waits until the server is heard.
async fn connected(mut feed: Subscription, id: &str) -> Result<(), Failure> {
    let mut servers = feed.snapshot.servers.clone();
    let deaf = |reason: Option<&Reason>| {
        Failure::connection(reason.cloned().unwrap_or_else(|| Reason::new(ReasonCode::NothingYet)))
    };
    loop {
        if let Some(server) = servers.iter().find(|server| server.id == id) {
            match server.link {
                LinkState::Connecting => {}
                LinkState::Live | LinkState::Polling => return Ok(()),
                LinkState::Waiting | LinkState::SignedOut | LinkState::Stopped => {
                    return Err(deaf(server.reason.as_ref()));
                }
            }
        }
        match feed.next().await {
            Some(frame) => servers = frame.servers.unwrap_or(servers),
            None => return Err(deaf(None)),
        }
    }
}

/// What the server said, its own words first, then what it told of it.
fn lines(answer: &ActionAnswer, server: &str, words: &Words) -> Vec<String> {
    let id = if answer.accepted { "terminal-action-accepted" } else { "terminal-action-refused" };
    let said = words.say(id, &[("server", server.into())]);
    let message = answer.message.as_deref().map(|text| plain(text, MAX_TEXT_CHARS));
    let first = [Some(said), message.filter(|text| !text.is_empty())];
    let mut lines = vec![words.join(&first.into_iter().flatten().collect::<Vec<_>>())];
    lines.extend(answer.fields.iter().filter_map(|(name, value)| {
        let value = match value {
            Value::Null => return None,
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        Some(format!("  {}: {}", plain(name, MAX_TITLE_CHARS), plain(&value, MAX_TEXT_CHARS)))
    }));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use vigie_words::Tongue;

    #[test]
    fn an_answer_is_told_in_the_servers_words() {
        let fields = json!({"id": 7, "note": null, "user": {"name": "Ana\u{1b}[2J"}});
        let Value::Object(fields) = fields else { unreachable!() };
        let mut answer =
            ActionAnswer { accepted: true, message: Some("Code valide".into()), job: None, fields };
        let en = Words::of(Tongue::En);
        assert_eq!(
            lines(&answer, "postes", &en),
            ["postes said yes · Code valide", "  id: 7", "  user: {\"name\":\"Ana\\u001b[2J\"}"]
        );
        (answer.accepted, answer.message) = (false, None);
        answer.fields.clear();
        assert_eq!(lines(&answer, "postes", &en), ["postes said no"]);
    }
}
