//! The settings file of one home: opened, edited, watched.

use std::path::PathBuf;

use vigie_contract::{AlertRules, Millis, Preferences, Rule, Trouble, TroubleCode};

use super::disk::{self, Stamp};
use super::read::{Broken, Complaint, Reading, read};
use super::write::{TEMPLATE, write};
use super::{MAX_SERVERS, ServerSettings, Settings, SettingsError, VERSION, fields};
use crate::home::Home;
use crate::rules;

/// Handle to the settings file. Every call that reads or writes blocks (on the disk, and on the lock for up
/// to five seconds): from async code, use `spawn_blocking`.
#[derive(Debug)]
pub struct SettingsFile {
    file: PathBuf,
    last_good: PathBuf,
    lock: PathBuf,
    /// What was in the file when it was last there.
    seen: Result<Option<String>, Broken>,
    stamp: Option<Stamp>,
    /// The newest text that could be read.
    good: Option<String>,
    settings: Settings,
    troubles: Vec<Trouble>,
}

impl SettingsFile {
    /// Reads the settings. Never fails: what cannot be used is reported, and the last good copy or the
    /// defaults stand in for it. Writes nothing but that copy.
    #[must_use]
    pub fn open(home: &Home) -> (Self, Settings, Vec<Trouble>) {
        let mut file = Self {
            file: home.settings_file(),
            last_good: home.last_good_settings_file(),
            lock: home.settings_lock_file(),
            seen: Ok(None),
            stamp: None,
            good: None,
            settings: Settings::default(),
            troubles: Vec::new(),
        };
        file.stamp = Stamp::of(&file.file);
        file.take(disk::read_text(&file.file));
        let (settings, troubles) = (file.settings.clone(), file.troubles.clone());
        (file, settings, troubles)
    }

    /// The settings in force.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// What is wrong with the file.
    #[must_use]
    pub fn troubles(&self) -> &[Trouble] {
        &self.troubles
    }

    /// The settings and troubles in force, if somebody else changed the file since it was last looked at.
    /// Cheap enough for every few seconds: an unchanged file is not read. A file that is gone changes
    /// nothing; the next edit puts it back.
    ///
    /// A server that is missing here was taken out of the file, perhaps by mistake: its secrets stay.
    pub fn changed_on_disk(&mut self) -> Option<(Settings, Vec<Trouble>)> {
        let stamp = Stamp::of(&self.file)?;
        if self.stamp.as_ref().is_some_and(|seen| seen.vouches_for(&stamp)) {
            return None;
        }
        let text = disk::read_text(&self.file);
        self.stamp = Some(stamp);
        if matches!(text, Ok(None)) || text == self.seen {
            return None;
        }
        self.take(text);
        Some((self.settings.clone(), self.troubles.clone()))
    }

    /// Changes what is in the file now, which may be newer than [`Self::settings`], and returns all of it.
    /// The order of servers that are there already is not changed.
    ///
    /// # Errors
    /// The change's own; the file is broken, newer, locked or not writable. It is then as it was.
    pub fn edit(
        &mut self,
        change: impl FnOnce(&mut Settings) -> Result<(), SettingsError>,
    ) -> Result<Settings, SettingsError> {
        let _held = disk::lock(&self.lock, disk::LOCK_PATIENCE)?;
        let reading = self.editable()?;
        let mut after = reading.settings.clone();
        change(&mut after)?;
        if after.servers.len() > MAX_SERVERS {
            return Err(SettingsError::TooManyServers);
        }
        for server in &mut after.servers {
            *server = server.clone().tidied();
            if let Some(was) = reading.settings.server(&server.id) {
                server.follow_host(was);
            }
        }
        after.settle(&reading.settings);
        let unchanged = after == reading.settings;
        let text = if unchanged { reading.document.to_string() } else { write(reading, &after)? };
        if !unchanged {
            disk::write_atomically(&self.file, &text)?;
            self.stamp = None;
        }
        self.take(Ok(Some(text)));
        Ok(self.settings.clone())
    }

    /// Adds a server, last.
    ///
    /// # Errors
    /// One with its address and user is there; or as for [`Self::edit`].
    pub fn add_server(&mut self, server: ServerSettings) -> Result<Settings, SettingsError> {
        self.edit(|settings| {
            let server = server.tidied();
            unlike_others(settings, &server)?;
            settings.servers.push(server);
            Ok(())
        })
    }

    /// Changes one server. Its id stays as it is.
    ///
    /// # Errors
    /// There is none; another has its address and user; or as for [`Self::edit`].
    pub fn update_server(
        &mut self,
        id: &str,
        change: impl FnOnce(&mut ServerSettings),
    ) -> Result<Settings, SettingsError> {
        self.edit(|settings| {
            let found = settings.servers.iter().position(|server| server.id == id);
            let at = found.ok_or(SettingsError::ServerUnknown)?;
            let mut server = settings.servers[at].clone();
            change(&mut server);
            id.clone_into(&mut server.id);
            let server = server.tidied();
            unlike_others(settings, &server)?;
            settings.servers[at] = server;
            Ok(())
        })
    }

    /// Switches a server on or off.
    ///
    /// # Errors
    /// There is none; or as for [`Self::edit`].
    pub fn set_enabled(&mut self, id: &str, enabled: bool) -> Result<Settings, SettingsError> {
        self.update_server(id, |server| server.enabled = enabled)
    }

    /// Removes a server, and the rules about it. Its secrets are not touched here.
    ///
    /// # Errors
    /// There is none; or as for [`Self::edit`].
    pub fn remove_server(&mut self, id: &str) -> Result<Settings, SettingsError> {
        self.edit(|settings| {
            let before = settings.servers.len();
            settings.servers.retain(|server| server.id != id);
            settings.alerts.rules.retain(|rule| rules::server_of(&rule.scope) != Some(id));
            if settings.servers.len() == before { Err(SettingsError::ServerUnknown) } else { Ok(()) }
        })
    }

    /// Takes over those choices that differ from [`Self::settings`]; the others stay as the file has them.
    ///
    /// # Errors
    /// As for [`Self::edit`].
    pub fn set_preferences(&mut self, preferences: &Preferences) -> Result<Settings, SettingsError> {
        let known = fields::of(&self.settings.preferences);
        let wanted = fields::of(preferences);
        self.edit(|settings| {
            let mut merged = fields::of(&settings.preferences);
            merged.extend(wanted.into_iter().filter(|(key, value)| known.get(key) != Some(value)));
            settings.preferences = serde_json::from_value(merged.into())
                .map_err(|error| SettingsError::Refused { detail: error.to_string() })?;
            Ok(())
        })
    }

    /// Takes over those rules and quiet hours that differ from [`Self::settings`]; the others stay as the file
    /// has them.
    ///
    /// # Errors
    /// They will not do; or as for [`Self::edit`].
    pub fn set_rules(&mut self, wanted: &AlertRules) -> Result<Settings, SettingsError> {
        let known = self.settings.alerts.clone();
        self.edit(|settings| settle(settings, rules::merged(&known, wanted, &settings.alerts)))
    }

    /// Puts a rule in the place of the one of the same scope; one that settles nothing takes that away.
    ///
    /// # Errors
    /// It will not do; or as for [`Self::edit`].
    pub fn set_rule(&mut self, rule: Rule) -> Result<Settings, SettingsError> {
        self.edit(|settings| {
            let mut alerts = settings.alerts.clone();
            rules::put(&mut alerts.rules, rule);
            settle(settings, alerts)
        })
    }

    /// Pauses desktop alerts until then, or resumes them.
    ///
    /// # Errors
    /// As for [`Self::edit`].
    pub fn pause_alerts_until(&mut self, until: Option<Millis>) -> Result<Settings, SettingsError> {
        self.edit(|settings| {
            settings.alerts_paused_until = until;
            Ok(())
        })
    }

    /// What an edit begins with: the file as it is now, if it is all understood.
    fn editable(&self) -> Result<Reading, SettingsError> {
        let text = match disk::read_text(&self.file) {
            Ok(None) => self.good.clone().unwrap_or_else(|| TEMPLATE.to_owned()),
            Ok(Some(text)) => text,
            Err(broken) => return Err(self.broken(broken)),
        };
        let reading = self.understood(&text).map_err(|broken| self.broken(broken))?;
        match reading.newer {
            Some(found) => Err(SettingsError::Newer { file: self.file.clone(), found }),
            None => Ok(reading),
        }
    }

    /// Makes what was found in the file the settings in force, or says why not.
    fn take(&mut self, text: Result<Option<String>, Broken>) {
        let read = match &text {
            Ok(None) => Ok(None),
            Ok(Some(text)) => self.understood(text).map(Some),
            Err(broken) => Err(broken.clone()),
        };
        match read {
            Ok(None) => self.troubles.clear(),
            Ok(Some(reading)) => {
                if reading.newer.is_none() {
                    self.good = text.as_ref().ok().cloned().flatten();
                }
                self.settings = reading.settings;
                self.troubles = reading.complaints.iter().map(|c| self.value_trouble(c)).collect();
                if let Some(found) = reading.newer {
                    // What is odd to us is perhaps right to the newer one.
                    self.troubles = vec![
                        self.trouble(TroubleCode::SettingsNewer).with("found", found).with("known", VERSION),
                    ];
                } else if self.troubles.is_empty() {
                    self.keep_last_good();
                }
            }
            Err(broken) => {
                if self.good.is_none() {
                    self.good = self.last_good_text();
                    let copy = self.good.as_deref().and_then(|text| read_known(text).ok());
                    self.settings = copy.map(|reading| reading.settings).unwrap_or_default();
                }
                // Where no line is to blame, the file begins with what is wrong.
                self.troubles = vec![
                    self.trouble(TroubleCode::SettingsBroken)
                        .with("line", broken.line.unwrap_or(1))
                        .with("detail", broken.detail),
                ];
            }
        }
        self.seen = text;
    }

    /// Reads a text. One that is suddenly empty was more likely lost than meant.
    fn understood(&self, text: &str) -> Result<Reading, Broken> {
        let blank = |text: &str| text.trim().is_empty();
        let had = || self.good.clone().or_else(|| self.last_good_text());
        if blank(text) && had().is_some_and(|had| !blank(&had)) {
            return Err(Broken { line: None, detail: "the file is empty, and it was not before".to_owned() });
        }
        read(text)
    }

    /// The last good copy, if there is a usable one.
    fn last_good_text(&self) -> Option<String> {
        let text = disk::read_text(&self.last_good).ok().flatten()?;
        read_known(&text).ok().map(|_| text)
    }

    fn keep_last_good(&self) {
        let (Some(good), false) = (&self.good, self.good == self.last_good_text()) else { return };
        if let Err(error) = disk::write_atomically(&self.last_good, good) {
            // The settings themselves are fine: only the safety net is missing.
            tracing::warn!(%error, "no copy of the settings could be kept");
        }
    }

    fn broken(&self, broken: Broken) -> SettingsError {
        SettingsError::Broken { file: self.file.clone(), line: broken.line, detail: broken.detail }
    }

    fn trouble(&self, code: TroubleCode) -> Trouble {
        Trouble::new(code).with("file", self.file.display())
    }

    fn value_trouble(&self, complaint: &Complaint) -> Trouble {
        self.trouble(TroubleCode::SettingsValue)
            .with("line", complaint.line)
            .with("key", &complaint.key)
            .with("detail", &complaint.detail)
    }
}

/// Reads a text of a version that this Vigie knows.
fn read_known(text: &str) -> Result<Reading, Broken> {
    let reading = read(text)?;
    match reading.newer {
        None => Ok(reading),
        Some(found) => Err(Broken { line: None, detail: format!("version {found}") }),
    }
}

fn settle(settings: &mut Settings, alerts: AlertRules) -> Result<(), SettingsError> {
    rules::check(&alerts).map_err(|detail| SettingsError::RuleRefused { detail })?;
    settings.alerts = alerts;
    Ok(())
}

fn unlike_others(settings: &Settings, server: &ServerSettings) -> Result<(), SettingsError> {
    let same = |other: &&ServerSettings| other.id != server.id && other.is_same_as(server);
    match settings.servers.iter().find(same) {
        Some(other) => Err(SettingsError::ServerExists { name: other.name.clone() }),
        None => Ok(()),
    }
}
