//! The settings and passwords shared with the desktop app.

use vigie_contract::{Failure, Language, Trouble};
use vigie_engine::address::Address;
use vigie_engine::home::{Home, HomeError};
use vigie_engine::secrets::{SecretKind, Secrets};
use vigie_engine::settings::{ServerSettings, Settings, SettingsFile};
use vigie_words::{Words, plain};

/// What is configured, as read when the program began.
pub struct Configured {
    /// Where it is.
    pub home: Home,
    /// The file, to edit.
    pub file: SettingsFile,
    /// What it says.
    pub settings: Settings,
    /// What is wrong with it.
    pub troubles: Vec<Trouble>,
}

/// What a person may call a server by.
#[derive(Debug)]
pub enum Named<'a> {
    /// This one.
    One(&'a ServerSettings),
    /// Several.
    Several(Vec<&'a ServerSettings>),
    /// None.
    None,
}

impl Configured {
    /// Reads what is configured.
    ///
    /// # Errors
    /// There is no place for it.
    pub fn read() -> Result<Self, HomeError> {
        let home = Home::find()?;
        let (file, settings, troubles) = SettingsFile::open(&home);
        Ok(Self { home, file, settings, troubles })
    }

    /// The words of the language that was chosen.
    #[must_use]
    pub fn words(&self) -> Words {
        Words::new(self.settings.preferences.language)
    }

    /// The server of this id, else name, else address.
    #[must_use]
    pub fn named(&self, text: &str) -> Named<'_> {
        let servers = &self.settings.servers;
        if let Some(server) = servers.iter().find(|s| s.id == text) {
            return Named::One(server);
        }
        let mut found: Vec<_> = servers.iter().filter(|s| s.name == text).collect();
        if found.is_empty()
            && let Ok(address) = Address::parse(text)
        {
            let user = address.user.as_deref();
            found = servers
                .iter()
                .filter(|s| s.url == address.base && (user.is_none() || s.user.as_deref() == user))
                .collect();
        }
        match found[..] {
            [] => Named::None,
            [server] => Named::One(server),
            _ => Named::Several(found),
        }
    }
}

/// The words of the desktop's language, where no settings can be read.
#[must_use]
pub fn words_without_settings() -> Words {
    Words::new(Language::System)
}

/// The password kept for a server.
pub async fn kept_password(secrets: &Secrets, server: &ServerSettings) -> Option<String> {
    // A keyring that cannot say is told of by the sign-in that fails.
    let secret = secrets.get(&server.id, SecretKind::Password).await.ok().flatten()?;
    Some(secret.expose().to_owned())
}

/// Servers in words, to choose from.
#[must_use]
pub fn list_of(servers: &[&ServerSettings]) -> String {
    let one = |s: &&ServerSettings| format!("{} ({})", plain(&s.id, 100), plain(s.url.as_str(), 200));
    servers.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// Why something could not be done, with the server it is about.
#[must_use]
pub fn failed(words: &Words, server: &str, failure: &Failure) -> String {
    let why = words.failure(failure);
    if server.trim().is_empty() {
        return why;
    }
    words.say("terminal-failed", &[("server", server.into()), ("why", why.into())])
}
