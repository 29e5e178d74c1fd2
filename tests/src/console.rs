//! What the pages of a program complained of: WebKit writes it to standard output where it is told to.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Stdio;

/// Standard output of one program, in a file.
pub struct Console(PathBuf);

impl Console {
    /// A new file in this folder, and two ends to write to it.
    pub fn begin(folder: &Path) -> (Self, Stdio, Stdio) {
        let (path, file) = (0..)
            .find_map(|n| {
                let path = folder.join(format!("console-{n}.log"));
                File::create_new(&path).ok().map(|file| (path, file))
            })
            .expect("a free number");
        let twin = file.try_clone().expect("a file can be held twice");
        (Self(path), file.into(), twin.into())
    }

    /// Everything written so far.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&std::fs::read(&self.0).unwrap_or_default()).into_owned()
    }

    /// Errors and warnings: of scripts, of what the Content-Security-Policy forbids, of what the page itself logs.
    pub fn complaints(&self) -> Vec<String> {
        let complains = |line: &&str| {
            // `place: CONSOLE source level words`, the place and the source not always.
            let mut words = line.split_whitespace().skip_while(|&word| word != "CONSOLE").skip(1);
            words.by_ref().take(2).any(|word| matches!(word, "ERROR" | "WARN"))
        };
        self.text().lines().filter(complains).map(ToOwned::to_owned).collect()
    }
}
