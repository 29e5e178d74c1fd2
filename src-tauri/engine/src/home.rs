//! Where configuration, data and logs live.
//!
//! `VIGIE_HOME` puts everything flat into one folder (tests, portable use):
//! `settings.toml`, `vigie.sqlite3` and `logs/` beside each other. Without it
//! the system's own places are used, as the `directories` crate knows them:
//!
//! | what          | Linux                  | macOS                                 | Windows                       |
//! |---------------|------------------------|---------------------------------------|-------------------------------|
//! | configuration | `~/.config/vigie`      | `~/Library/Application Support/vigie` | `%APPDATA%\vigie\config`      |
//! | data          | `~/.local/share/vigie` | the same                              | `%LOCALAPPDATA%\vigie\data`   |
//! | state, logs   | `~/.local/state/vigie` | the same                              | `%LOCALAPPDATA%\vigie\data`   |

use std::io;
use std::path::{Path, PathBuf};

use directories::ProjectDirs;

/// Names the one folder that holds everything, when set and not empty.
pub const HOME_VARIABLE: &str = "VIGIE_HOME";

/// Why there is no place to live in.
#[derive(Debug, thiserror::Error)]
pub enum HomeError {
    /// The system knows no home folder of this person.
    #[error("this account has no home folder: set {HOME_VARIABLE} to a folder of your choice")]
    Nowhere,
    /// A folder could not be made, or something else is in its place.
    #[error("the folder {} cannot be used: {source}", folder.display())]
    Folder {
        /// Which.
        folder: PathBuf,
        /// Why.
        source: io::Error,
    },
}

impl HomeError {
    /// The stable word to match on.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Nowhere => "home-nowhere",
            Self::Folder { .. } => "home-folder",
        }
    }
}

/// The folders of this person's Vigie. They exist, and are nobody else's to read where Vigie made them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home {
    config: PathBuf,
    data: PathBuf,
    state: PathBuf,
}

impl Home {
    /// The place `VIGIE_HOME` names, else the system's.
    ///
    /// # Errors
    /// No home folder is known, or a folder cannot be made.
    pub fn find() -> Result<Self, HomeError> {
        match std::env::var_os(HOME_VARIABLE).filter(|v| !v.is_empty()) {
            Some(folder) => Self::at(PathBuf::from(folder)),
            None => Self::of_system(),
        }
    }

    /// Everything flat in this one folder, which is made when missing.
    ///
    /// # Errors
    /// The folder cannot be made or is none.
    pub fn at(folder: impl AsRef<Path>) -> Result<Self, HomeError> {
        let given = folder.as_ref();
        // Absolute, so that a later change of the working directory moves nothing.
        let folder = std::path::absolute(given)
            .map_err(|source| HomeError::Folder { folder: given.to_owned(), source })?;
        Self { config: folder.clone(), data: folder.clone(), state: folder }.made()
    }

    fn of_system() -> Result<Self, HomeError> {
        let dirs = ProjectDirs::from("", "", "vigie").ok_or(HomeError::Nowhere)?;
        // Local data: a database does not belong into a Windows profile that roams.
        let data = dirs.data_local_dir().to_owned();
        let state = dirs.state_dir().map_or_else(|| data.clone(), Path::to_owned);
        Self { config: dirs.config_dir().to_owned(), data, state }.made()
    }

    fn made(self) -> Result<Self, HomeError> {
        for folder in [&self.config, &self.data, &self.state, &self.log_dir()] {
            make_private(folder).map_err(|source| HomeError::Folder { folder: folder.clone(), source })?;
        }
        Ok(self)
    }

    /// The settings, to read and edit by hand.
    #[must_use]
    pub fn settings_file(&self) -> PathBuf {
        self.config.join("settings.toml")
    }

    /// A copy of the newest settings that were wholly understood.
    #[must_use]
    pub fn last_good_settings_file(&self) -> PathBuf {
        self.config.join("settings.toml.last-good")
    }

    /// Held while the settings are edited, so that window and terminal do not undo each other.
    #[must_use]
    pub fn settings_lock_file(&self) -> PathBuf {
        self.config.join("settings.toml.lock")
    }

    /// The SQLite database of notices and finished jobs.
    #[must_use]
    pub fn store_file(&self) -> PathBuf {
        self.data.join("vigie.sqlite3")
    }

    /// The folder of the log files.
    #[must_use]
    pub fn log_dir(&self) -> PathBuf {
        self.state.join("logs")
    }

    /// The folder for what may be lost without harm: window size, locks.
    #[must_use]
    pub fn state_dir(&self) -> &Path {
        &self.state
    }
}

/// Makes the folder and its parents, closed to others on Unix. What exists keeps its permissions.
fn make_private(folder: &Path) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_folder_holds_everything_and_is_made() {
        let place = tempfile::tempdir().unwrap();
        let root = place.path().join("deep").join("vigie home");
        let home = Home::at(&root).unwrap();
        assert!(root.is_dir() && home.log_dir().is_dir());
        for file in [home.settings_file(), home.store_file(), home.log_dir(), home.settings_lock_file()] {
            assert!(file.starts_with(&root), "{}", file.display());
        }
        assert_eq!(home, Home::at(&root).unwrap(), "a second start finds the same place");
    }

    #[cfg(unix)]
    #[test]
    fn what_vigie_makes_is_closed_to_others() {
        use std::os::unix::fs::PermissionsExt;
        let place = tempfile::tempdir().unwrap();
        let home = Home::at(place.path().join("new")).unwrap();
        for folder in [home.log_dir(), home.state_dir().to_owned()] {
            assert_eq!(folder.metadata().unwrap().permissions().mode() & 0o777, 0o700);
        }
    }

    #[test]
    fn a_file_in_the_place_of_the_folder_is_named() {
        let place = tempfile::tempdir().unwrap();
        let file = place.path().join("occupied");
        std::fs::write(&file, "x").unwrap();
        let error = Home::at(&file).unwrap_err();
        assert_eq!(error.code(), "home-folder");
        assert!(error.to_string().contains("occupied"), "{error}");
    }
}
