//! Files for the person: in the downloads folder, whole or not at all, and never over another.

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use directories::UserDirs;
use tempfile::TempDir;
use vigie_contract::{DiagnosticsFile, Failure, FailureCode, SavedFile};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Files of one name and day; more is a loop somewhere.
const MOST: u32 = 1_000;

/// What was saved in this run: only that is shown.
#[derive(Debug, Default)]
pub struct Saved(Mutex<HashSet<PathBuf>>);

impl Saved {
    /// The written draft gets its name.
    ///
    /// # Errors
    /// `FileNotWritten`.
    pub fn keep(&self, draft: Draft, items: u32) -> Result<SavedFile, Failure> {
        let path = draft.publish()?;
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(path.clone());
        tracing::info!(file = %path.display(), items, "saved");
        Ok(SavedFile { path: path.to_string_lossy().into_owned(), items })
    }

    /// The file, when Vigie saved it in this run.
    fn find(&self, path: &str) -> Option<PathBuf> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .iter()
            .find(|saved| saved.to_string_lossy() == path)
            .cloned()
    }

    /// Opens its folder, with the file selected where the desktop can.
    ///
    /// # Errors
    /// `DesktopRefused`: it is none that Vigie saved, or nothing here shows folders.
    pub async fn show(&self, path: &str) -> Result<(), Failure> {
        let file = self.find(path).ok_or_else(|| refused("this is no file that Vigie saved"))?;
        let shown = tauri::async_runtime::spawn_blocking(move || {
            // A file that was moved away meanwhile has no folder to show it in.
            file.metadata().map_err(|error| error.to_string())?;
            opener::reveal(&file).map_err(|error| error.to_string())
        });
        shown.await.map_err(refused)?.map_err(refused)
    }
}

fn refused(detail: impl ToString) -> Failure {
    Failure::new(FailureCode::DesktopRefused).with("detail", detail)
}

fn not_written(file: &Path, error: impl ToString) -> Failure {
    Failure::new(FailureCode::FileNotWritten).with("file", file.display()).with("detail", error)
}

/// A file that is being written, beside the place where it will be.
#[derive(Debug)]
pub struct Draft {
    folder: PathBuf,
    /// Gone with the draft, and what is in it.
    hidden: TempDir,
    stem: String,
    extension: &'static str,
}

impl Draft {
    /// For `vigie-<what>-<today>.<extension>` in the person's downloads folder, which is made when missing.
    ///
    /// # Errors
    /// `FileNotWritten`: there is no such folder, or nothing can be written there.
    pub fn begin(what: &str, extension: &'static str) -> Result<Self, Failure> {
        let folder = downloads().ok_or_else(|| {
            not_written(Path::new("~"), "this account has neither a downloads nor a home folder")
        })?;
        let today = jiff::Zoned::now().strftime("%Y-%m-%d");
        Self::in_folder(folder, format!("vigie-{what}-{today}"), extension)
    }

    fn in_folder(folder: PathBuf, stem: String, extension: &'static str) -> Result<Self, Failure> {
        let made = std::fs::create_dir_all(&folder)
            .and_then(|()| tempfile::Builder::new().prefix(".vigie-").tempdir_in(&folder));
        let hidden = made.map_err(|error| not_written(&folder, error))?;
        Ok(Self { folder, hidden, stem, extension })
    }

    /// Where to write; nothing is there yet.
    #[must_use]
    pub fn path(&self) -> PathBuf {
        self.hidden.path().join(format!("{}.{}", self.stem, self.extension))
    }

    /// What went wrong with it, said of the file that the person would have got.
    #[must_use]
    pub fn failed(&self, failure: Failure) -> Failure {
        if failure.code == FailureCode::FileNotWritten {
            return failure.with("file", self.wanted().display());
        }
        failure
    }

    fn wanted(&self) -> PathBuf {
        self.folder.join(format!("{}.{}", self.stem, self.extension))
    }

    /// Writes all of it.
    ///
    /// # Errors
    /// `FileNotWritten`.
    pub fn write(&self, bytes: &[u8]) -> Result<(), Failure> {
        std::fs::write(self.path(), bytes).map_err(|error| not_written(&self.wanted(), error))
    }

    /// Writes an archive of these.
    ///
    /// # Errors
    /// `FileNotWritten`.
    pub fn write_archive(&self, files: &[DiagnosticsFile]) -> Result<(), Failure> {
        archive(&self.path(), files).map_err(|error| not_written(&self.wanted(), error))
    }

    /// Gives it the first name that is free.
    fn publish(self) -> Result<PathBuf, Failure> {
        for nth in 1..=MOST {
            let number = if nth == 1 { String::new() } else { format!(" ({nth})") };
            let path = self.folder.join(format!("{}{number}.{}", self.stem, self.extension));
            // The name is taken first, so that what is replaced next is our own empty file in any case.
            match File::create_new(&path) {
                Ok(_) => {}
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
                Err(error) => return Err(not_written(&path, error)),
            }
            return match std::fs::rename(self.path(), &path) {
                Ok(()) => Ok(path),
                Err(error) => {
                    let _ = std::fs::remove_file(&path);
                    Err(not_written(&path, error))
                }
            };
        }
        Err(not_written(&self.wanted(), "every name like it is taken"))
    }
}

/// Where the person looks for files that a program gave them.
fn downloads() -> Option<PathBuf> {
    let dirs = UserDirs::new()?;
    Some(dirs.download_dir().unwrap_or_else(|| dirs.home_dir()).to_owned())
}

fn archive(path: &Path, files: &[DiagnosticsFile]) -> zip::result::ZipResult<()> {
    let mut archive = ZipWriter::new(File::create_new(path)?);
    for file in files {
        archive.start_file(file.name.as_str(), SimpleFileOptions::default())?;
        archive.write_all(file.text.as_bytes())?;
    }
    archive.finish()?.sync_all()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    fn draft(folder: &Path) -> Draft {
        Draft::in_folder(folder.to_owned(), "vigie-history-2026-11-21".into(), "csv").unwrap()
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn nothing_is_overwritten_and_nothing_else_is_left() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("Downloads");
        let saved = Saved::default();
        for text in ["one", "two", "three"] {
            let draft = draft(&folder);
            draft.write(text.as_bytes()).unwrap();
            assert_eq!(saved.keep(draft, 7).unwrap().items, 7);
        }
        let wanted = [
            "vigie-history-2026-11-21 (2).csv",
            "vigie-history-2026-11-21 (3).csv",
            "vigie-history-2026-11-21.csv",
        ];
        assert_eq!(names(&folder), wanted);
        for (name, text) in wanted.iter().zip(["two", "three", "one"]) {
            assert_eq!(std::fs::read_to_string(folder.join(name)).unwrap(), text);
        }
    }

    #[test]
    fn what_was_not_written_leaves_no_file() {
        let place = tempfile::tempdir().unwrap();
        drop(draft(place.path()));
        assert_eq!(names(place.path()), [""; 0]);
        let failure = Saved::default().keep(draft(place.path()), 1).unwrap_err();
        assert_eq!(failure.code, FailureCode::FileNotWritten);
        assert!(failure.args["file"].ends_with("vigie-history-2026-11-21.csv"), "{failure:?}");
        assert_eq!(names(place.path()), [""; 0]);

        let draft = draft(place.path());
        let failure = draft.failed(not_written(&draft.path(), "no room"));
        assert_eq!(
            failure.args["file"],
            place.path().join("vigie-history-2026-11-21.csv").display().to_string()
        );
        assert_eq!(failure.args["detail"], "no room");
        let other = Failure::new(FailureCode::StoreTrouble);
        assert_eq!(draft.failed(other.clone()), other);
    }

    #[test]
    fn a_file_where_the_folder_should_be_is_said() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("Downloads");
        std::fs::write(&folder, "a file").unwrap();
        let failure = Draft::in_folder(folder.clone(), "vigie".into(), "csv").unwrap_err();
        assert_eq!(failure.code, FailureCode::FileNotWritten);
        assert_eq!(failure.args["file"], folder.display().to_string());
        assert!(!failure.args["detail"].is_empty());
    }

    #[tokio::test]
    async fn only_what_vigie_saved_is_shown() {
        let place = tempfile::tempdir().unwrap();
        let saved = Saved::default();
        let draft = draft(place.path());
        draft.write(b"x").unwrap();
        let file = saved.keep(draft, 1).unwrap();
        assert!(saved.find(&file.path).is_some());
        for path in ["/etc/passwd", "", "vigie-history-2026-11-21.csv", &format!("{}x", file.path)] {
            assert_eq!(saved.show(path).await.unwrap_err().code, FailureCode::DesktopRefused, "{path}");
        }
        std::fs::remove_file(&file.path).unwrap();
        assert_eq!(saved.show(&file.path).await.unwrap_err().code, FailureCode::DesktopRefused, "it is gone");
    }

    #[test]
    fn the_archive_holds_what_was_shown() {
        let place = tempfile::tempdir().unwrap();
        let draft = draft(place.path());
        let file = |name: &str, text: &str| DiagnosticsFile { name: name.into(), text: text.into() };
        let files = [file("versions.txt", "Vigie 0.1.0\n"), file("logs/a.log", &"é\n".repeat(5_000))];
        draft.write_archive(&files).unwrap();
        let mut archive = zip::ZipArchive::new(File::open(draft.path()).unwrap()).unwrap();
        assert_eq!(archive.len(), files.len());
        for file in &files {
            let mut entry = archive.by_name(&file.name).unwrap();
            let mut text = String::new();
            entry.read_to_string(&mut text).unwrap();
            assert_eq!(text, file.text);
        }
        assert!(std::fs::metadata(draft.path()).unwrap().len() < 2_000, "it is packed");
    }
}
