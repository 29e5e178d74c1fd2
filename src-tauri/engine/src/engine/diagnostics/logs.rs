//! The end of the newest log files.

use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use crate::logs::LogName;

/// Lines of each program.
const LINES: usize = 500;
/// Bytes read at the end of a file.
const TAIL: u64 = 256 << 10;

/// The last lines of the window's and of the terminal's newest log, each under the name of its file.
pub fn newest(folder: &Path) -> String {
    [LogName::Terminal, LogName::Window].into_iter().map(|name| newest_of(folder, name)).collect()
}

fn newest_of(folder: &Path, name: LogName) -> String {
    let Ok(entries) = fs::read_dir(folder) else { return String::new() };
    let prefix = format!("{}.", name.prefix());
    let ours =
        |file: &PathBuf| file.file_name().is_some_and(|name| name.to_string_lossy().starts_with(&prefix));
    // The name tells the day.
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).filter(ours).collect();
    files.sort_unstable();
    let mut parts = Vec::new();
    let mut wanted = LINES;
    for file in files.iter().rev() {
        if wanted == 0 {
            break;
        }
        let Ok(text) = tail(file) else { continue };
        let lines: Vec<&str> = text.lines().collect();
        let lines = &lines[lines.len().saturating_sub(wanted)..];
        wanted -= lines.len();
        let title = file.file_name().unwrap_or_default().to_string_lossy();
        parts.push(format!("== {title}\n{}\n", lines.join("\n")));
    }
    parts.into_iter().rev().collect()
}

/// Whole lines, as far as they are whole.
fn tail(file: &Path) -> std::io::Result<String> {
    let mut file = File::open(file)?;
    let from = file.metadata()?.len().saturating_sub(TAIL);
    file.seek(SeekFrom::Start(from))?;
    let mut bytes = Vec::new();
    file.take(TAIL).read_to_end(&mut bytes)?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    match text.split_once('\n') {
        Some((_, rest)) if from > 0 => Ok(rest.to_owned()),
        _ => Ok(text),
    }
}
