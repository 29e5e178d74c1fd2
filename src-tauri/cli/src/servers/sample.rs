//! `servers test --sample`: messages explained by a mapping.

use std::io::{self, Read};
use std::path::Path;

use vigie_engine::dialect::custom::{Mapping, sample, sample_messages};
use vigie_engine::settings::ServerSettings;
use vigie_words::Words;

use crate::exit::Exit;
use crate::say;
use crate::trouble::Ended;

/// Largest sample, in bytes; what comes after is not looked at.
const MAX_SAMPLE: u64 = 16 << 20;

/// Explains each message. Exit 1 when a message was not understood.
///
/// # Errors
/// There is no mapping, or no sample.
pub fn explain(settings: &ServerSettings, shown: &str, file: &Path, words: &Words) -> Result<Exit, Ended> {
    let missing = || words.say("terminal-mapping-missing", &[("server", shown.into())]);
    let table = settings.custom.as_ref().ok_or_else(|| Ended::usage(missing()))?;
    let refused = |option: &str, detail: String| {
        Ended::usage(
            words.say("terminal-option-refused", &[("option", option.into()), ("detail", detail.into())]),
        )
    };
    let mapping = Mapping::read(table).map_err(|error| refused("[servers.custom]", error.to_string()))?;
    let text = if file == Path::new("-") {
        let mut bytes = Vec::new();
        io::stdin().lock().take(MAX_SAMPLE).read_to_end(&mut bytes)?;
        String::from_utf8_lossy(&bytes).into_owned()
    } else {
        super::read_file(file, MAX_SAMPLE)
            .map_err(|error| refused("--sample", format!("{}: {error}", file.display())))?
    };
    let lines = sample(&mapping, &sample_messages(&text));
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
