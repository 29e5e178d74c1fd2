//! `servers test --sample`: messages explained by a mapping.

use std::io::{self, Read};
use std::path::Path;
use std::time::Duration;

use vigie_contract::{Failure, ServerKind};
use vigie_engine::dialect::custom::{Mapping, sample, sample_messages};
use vigie_engine::link::listen;
use vigie_engine::secrets::Secrets;
use vigie_engine::settings::ServerSettings;
use vigie_words::Words;

use crate::exit::Exit;
use crate::say;
use crate::trouble::{Ended, exit_of};

/// Largest sample, in bytes; what comes after is not looked at.
const MAX_SAMPLE: u64 = 16 << 20;

/// Messages that are listened for, at most.
const MESSAGES: usize = 20;
/// And how long.
const LISTEN_FOR: Duration = Duration::from_secs(15);

/// Explains each message: of the file, or, where it has no name, of the server as it speaks now. Exit 1 when a
/// message was not understood.
///
/// # Errors
/// There is no mapping, no sample, or why the server could not be listened to.
pub async fn explain(
    settings: &ServerSettings,
    secrets: impl AsyncFnOnce() -> Secrets,
    shown: &str,
    file: &Path,
    words: &Words,
) -> Result<Exit, Ended> {
    let missing = || words.say("terminal-mapping-missing", &[("server", shown.into())]);
    let table = settings.custom.as_ref().ok_or_else(|| Ended::usage(missing()))?;
    let refused = |option: &str, detail: String| {
        Ended::usage(
            words.say("terminal-option-refused", &[("option", option.into()), ("detail", detail.into())]),
        )
    };
    let mapping = Mapping::read(table).map_err(|error| refused("[servers.custom]", error.to_string()))?;
    let messages = if file == Path::new("") {
        let custom = ServerSettings { kind: ServerKind::Custom, ..settings.clone() };
        listen(custom, secrets().await, MESSAGES, LISTEN_FOR).await.map_err(|reason| {
            let failure = Failure::connection(reason);
            Ended::Said(exit_of(&failure), words.failure(&failure))
        })?
    } else if file == Path::new("-") {
        let mut bytes = Vec::new();
        io::stdin().lock().take(MAX_SAMPLE).read_to_end(&mut bytes)?;
        sample_messages(&String::from_utf8_lossy(&bytes))
    } else {
        let text = super::read_file(file, MAX_SAMPLE)
            .map_err(|error| refused("--sample", format!("{}: {error}", file.display())))?;
        sample_messages(&text)
    };
    let lines = sample(&mapping, &messages);
    if lines.is_empty() {
        return Err(Ended::usage(words.text("terminal-sample-empty")));
    }
    let mut understood = true;
    for line in &lines {
        say::line(&line.to_string())?;
        understood &= line.odd.is_empty()
            && !matches!(line.result, vigie_engine::dialect::custom::SampleResult::Odd(_));
    }
    Ok(if understood { Exit::Fine } else { Exit::Failed })
}
