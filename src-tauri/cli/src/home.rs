//! The settings and passwords shared with the desktop app.

use vigie_contract::{Failure, Language, ServerDraft, ServerKind, SignIn, Trouble};
use vigie_engine::address::Address;
use vigie_engine::home::{Home, HomeError};
use vigie_engine::link::header_values;
use vigie_engine::secrets::{Secret, SecretKind, Secrets};
use vigie_engine::settings::{ServerSettings, Settings, SettingsFile};
use vigie_words::{MAX_TITLE_CHARS, Words, plain};

use crate::given::Given;
use crate::trouble::Ended;

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

/// Whether something of a server may be in the keyring, which may want to be unlocked when it is asked.
#[must_use]
pub fn may_have_secrets(server: &ServerSettings) -> bool {
    let by_name = matches!(server.way_in(), SignIn::None | SignIn::Session | SignIn::Basic);
    server.user.is_some() || !server.headers.is_empty() || !by_name || server.kind == ServerKind::Auto
}

/// What is kept for a server.
pub async fn kept(server: &ServerSettings) -> Given {
    if !may_have_secrets(server) {
        return Given::default();
    }
    let secrets = Secrets::open().await;
    // A keyring that cannot say is told of by the sign-in that fails.
    let get = async |kind| secrets.get(&server.id, kind).await.ok().flatten();
    let text = |secret: Option<Secret>| secret.map(|secret| secret.expose().to_owned());
    let headers = get(SecretKind::Headers).await.map(|headers| header_values(&headers)).unwrap_or_default();
    Given {
        password: text(get(SecretKind::Password).await),
        token: text(get(SecretKind::Token).await),
        cookie: text(get(SecretKind::Cookie).await),
        headers: headers.into_iter().map(|(name, value)| (name, value.expose().to_owned())).collect(),
    }
}

/// A draft of a server that is configured, for this run.
#[must_use]
pub fn draft_of(server: &ServerSettings, kept: Given) -> ServerDraft {
    ServerDraft {
        address: server.url.to_string(),
        name: Some(server.name.clone()),
        kind: Some(server.kind),
        sign_in: Some(server.sign_in),
        user: server.user.clone(),
        accept_fingerprint: server.accept_fingerprint.clone(),
        watch: Some(server.watch.clone()),
        allow_cleartext: Some(server.allow_cleartext),
        ca_file: server.ca_file.clone(),
        client_cert_file: server.client_cert_file.clone(),
        client_key_file: server.client_key_file.clone(),
        proxy: Some(server.proxy.clone()),
        events_path: server.events_path.clone(),
        custom: server.custom.as_ref().and_then(|table| table.as_object().cloned()),
        ..kept.into_draft()
    }
}

/// The one server of this name.
///
/// # Errors
/// There is none, or there are several.
pub fn one<'a>(configured: &'a Configured, name: &str, words: &Words) -> Result<&'a ServerSettings, Ended> {
    match configured.named(name) {
        Named::One(server) => Ok(server),
        Named::Several(servers) => Err(ambiguous(&servers, words)),
        Named::None => Err(unnamed(name, words)),
    }
}

/// Several servers go by a name.
pub fn ambiguous(servers: &[&ServerSettings], words: &Words) -> Ended {
    Ended::usage(words.say("terminal-server-ambiguous", &[("list", list_of(servers).into())]))
}

/// No server goes by a name.
pub fn unnamed(name: &str, words: &Words) -> Ended {
    Ended::usage(words.say("terminal-server-not-named", &[("server", plain(name, MAX_TITLE_CHARS).into())]))
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
