//! Stories of a settings file: edited by two programs and by hand, broken, newer, half right.

mod alerts;
mod broken;
mod choices;
mod edits;
mod kept;
mod values;

use std::fs;

use tempfile::TempDir;
use vigie_contract::{ServerKind, Trouble, TroubleCode};

use super::*;
use crate::address::Address;
use crate::home::Home;

struct Place {
    _folder: TempDir,
    home: Home,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::at(folder.path()).unwrap();
        Self { _folder: folder, home }
    }

    fn with(text: &str) -> Self {
        let place = Self::new();
        place.write(text);
        place
    }

    fn write(&self, text: impl AsRef<[u8]>) {
        fs::write(self.home.settings_file(), text).unwrap();
    }

    fn text(&self) -> String {
        fs::read_to_string(self.home.settings_file()).unwrap()
    }

    fn last_good(&self) -> String {
        fs::read_to_string(self.home.last_good_settings_file()).unwrap_or_default()
    }

    fn open(&self) -> (SettingsFile, Settings, Vec<Trouble>) {
        SettingsFile::open(&self.home)
    }
}

fn server(address: &str) -> ServerSettings {
    ServerSettings::new(&Address::parse(address).unwrap(), ServerKind::SseProgress)
}

fn codes(troubles: &[Trouble]) -> Vec<TroubleCode> {
    troubles.iter().map(|trouble| trouble.code).collect()
}

fn urls(settings: &Settings) -> Vec<&str> {
    settings.servers.iter().map(|server| server.url.as_str()).collect()
}
