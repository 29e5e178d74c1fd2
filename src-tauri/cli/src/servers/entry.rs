//! A server as it was described on the command line: settings and secrets, checked as those of the file are.

use std::path::Path;

use serde_json::{Map, Value};
use vigie_contract::{SecretPlace, ServerKind, SignIn};
use vigie_engine::address::Address;
use vigie_engine::dialect::custom::Mapping;
use vigie_engine::secrets::{Secret, SecretKind, Secrets};
use vigie_engine::settings::{ServerSettings, tidy_fingerprint};
use vigie_words::{MAX_TITLE_CHARS, Words, plain};

use crate::args::{AccountArgs, EntryArgs};
use crate::given::{Given, given};
use crate::home::failed;
use crate::trouble::{Ended, exit_of};

/// Largest file with a mapping, in bytes.
const MAX_FILE: u64 = 256 << 10;

/// A server that was described.
pub struct Entry {
    /// What would be in the settings.
    pub settings: ServerSettings,
    /// What would be in the keyring.
    pub given: Given,
}

impl Entry {
    /// Understands what was said; asks for secrets where they are called for.
    ///
    /// # Errors
    /// An address or a value that cannot be understood, no password.
    pub fn of(
        url: &str,
        name: Option<String>,
        account: &AccountArgs,
        entry: &EntryArgs,
        words: &Words,
    ) -> Result<Self, Ended> {
        let address = Address::parse(url).map_err(|failure| {
            Ended::Said(exit_of(&failure), failed(words, &plain(url, MAX_TITLE_CHARS), &failure))
        })?;
        let mut settings = overlaid(ServerSettings::new(&address, account.kind), account, entry, words)?;
        if settings.kind == ServerKind::Auto {
            settings.hint = address.hint;
        }
        let tidy = |text: Option<String>| text.map(|t| t.trim().to_owned()).filter(|t| !t.is_empty());
        if let Some(name) = tidy(name) {
            settings.name = name;
        }
        settings.user = tidy(account.user.clone()).or(settings.user);
        settings.sign_in = account.sign_in;
        if address.token.is_some() && settings.sign_in == SignIn::Auto {
            settings.sign_in = SignIn::UrlToken;
        }
        if let Some(param) = &address.token_param {
            settings.token_param.clone_from(param);
        }
        let exposed = |secret: &Option<Secret>| secret.as_ref().map(|secret| secret.expose().to_owned());
        let in_address = address.password.is_some() && !account.password_stdin;
        let asking = AccountArgs { user: account.user.clone().filter(|_| !in_address), ..account.clone() };
        let mut given = given(&asking, &plain(&settings.name, MAX_TITLE_CHARS), words)?;
        given.password = given.password.or_else(|| exposed(&address.password));
        given.token = given.token.or_else(|| exposed(&address.token));
        settle(&mut settings, &given);
        Ok(Self { settings, given })
    }

    /// Keeps the secrets under the server's id; gives the place of each.
    pub async fn keep(&self, secrets: &Secrets) -> Vec<(SecretKind, SecretPlace)> {
        let Given { password, token, cookie, headers } = self.given.clone();
        let values: Map<String, Value> = headers
            .into_iter()
            .map(|(name, value)| (name.to_ascii_lowercase(), Value::from(value.trim())))
            .collect();
        let headers = (!values.is_empty()).then(|| Value::Object(values).to_string());
        // What is pasted has spaces around it; a password may have them within.
        let pasted = |text: Option<String>| text.map(|text| text.trim().to_owned());
        let mut places = Vec::new();
        for (kind, secret) in [
            (SecretKind::Password, password),
            (SecretKind::Token, pasted(token)),
            (SecretKind::Cookie, pasted(cookie)),
            (SecretKind::Headers, headers),
        ] {
            if let Some(secret) = secret {
                places.push((kind, secrets.put(&self.settings.id, kind, Secret::new(secret)).await));
            }
        }
        places
    }
}

/// A token or cookie that was given is meant to be used, once it is known what the server speaks.
pub fn settle(settings: &mut ServerSettings, given: &Given) {
    settings.sign_in = match (settings.sign_in, settings.kind) {
        (SignIn::Auto, ServerKind::Auto) => SignIn::Auto,
        (SignIn::Auto, ServerKind::Estimates) if given.token.is_some() => SignIn::UrlToken,
        (SignIn::Auto, _) if given.token.is_some() => SignIn::Bearer,
        (SignIn::Auto, _) if given.cookie.is_some() => SignIn::Cookie,
        (chosen, _) => chosen,
    };
}

/// Settings with what was said beside the sign-in in the place of theirs, checked as the settings file's values
/// are, each under its option.
///
/// # Errors
/// A value that will not do.
pub fn overlaid(
    mut settings: ServerSettings,
    account: &AccountArgs,
    entry: &EntryArgs,
    words: &Words,
) -> Result<ServerSettings, Ended> {
    let refused = |option: &str, detail: String| {
        let detail = detail.trim_end_matches('.').to_owned();
        Ended::usage(
            words.say("terminal-option-refused", &[("option", option.into()), ("detail", detail.into())]),
        )
    };
    if account.kind != ServerKind::Auto {
        settings.kind = account.kind;
    }
    settings.allow_cleartext |= account.allow_cleartext;
    let mut values: Vec<(&str, &str, Value)> = Vec::new();
    if !account.headers.is_empty() {
        values.push(("--header", "headers", account.headers.clone().into()));
    }
    if !account.watch.is_empty() {
        values.push(("--watch", "watch", account.watch.clone().into()));
    }
    if let Some(text) = &account.accept_certificate {
        let option = "--accept-certificate";
        let tidy = tidy_fingerprint(text).map_err(|error| refused(option, error.to_string()))?;
        values.push((option, "accept_fingerprint", tidy.into()));
    }
    for (option, key, file) in [
        ("--ca-file", "ca_file", &entry.ca_file),
        ("--client-cert", "client_cert_file", &entry.client_cert),
        ("--client-key", "client_key_file", &entry.client_key),
    ] {
        let Some(file) = file else { continue };
        // Whoever reads the settings later may stand in another folder.
        let file = std::path::absolute(file).map_err(|error| refused(option, error.to_string()))?;
        values.push((option, key, file.to_string_lossy().into_owned().into()));
    }
    if let Some(proxy) = &entry.proxy {
        values.push(("--proxy", "proxy", proxy.clone().into()));
    }
    if let Some(file) = &entry.custom {
        values.push(("--custom", "custom", mapping(file).map_err(|detail| refused("--custom", detail))?));
        if settings.kind == ServerKind::Auto {
            settings.kind = ServerKind::Custom;
        }
    }
    for (option, key, value) in values {
        let Ok(Value::Object(mut fields)) = serde_json::to_value(&settings) else { continue };
        fields.insert(key.to_owned(), value);
        settings = serde_json::from_value(Value::Object(fields))
            .map_err(|error| refused(option, error.to_string()))?;
    }
    Ok(settings)
}

/// The mapping of a file: its whole, or the table `[custom]` or `[servers.custom]` in it.
fn mapping(file: &Path) -> Result<Value, String> {
    let text = super::read_file(file, MAX_FILE).map_err(|error| format!("{}: {error}", file.display()))?;
    let whole: Value = toml_edit::de::from_str(&text).map_err(|error| error.to_string())?;
    let places = ["/custom", "/servers/custom", "/servers/0/custom"];
    let table = places.iter().find_map(|place| whole.pointer(place)).unwrap_or(&whole).clone();
    Mapping::read(&table).map_err(|error| error.to_string())?;
    Ok(table)
}

#[cfg(test)]
mod tests {
    use super::*;
    use vigie_words::Tongue;

    fn entry(account: &AccountArgs, args: &EntryArgs) -> Result<Entry, Ended> {
        Entry::of("https://heron.example/core/events/", None, account, args, &Words::of(Tongue::En))
    }

    fn said(refused: Result<Entry, Ended>) -> String {
        match refused {
            Err(Ended::Said(crate::exit::Exit::Usage, text)) => text,
            _ => panic!("it is refused"),
        }
    }

    #[test]
    fn what_will_not_do_is_said_with_its_option() {
        let account = |change: fn(&mut AccountArgs)| {
            let mut account = AccountArgs::default();
            change(&mut account);
            said(entry(&account, &EntryArgs::default()))
        };
        assert!(account(|a| a.headers = vec!["Host".into()]).starts_with("--header: a list of up to 20"));
        assert!(
            account(|a| a.accept_certificate = Some("AB:CD".into())).starts_with("--accept-certificate: ")
        );
        let proxy = EntryArgs { proxy: Some("http://ana:pw@proxy:3128".into()), ..EntryArgs::default() };
        let refused = said(entry(&AccountArgs::default(), &proxy));
        assert!(refused.starts_with("--proxy: ") && !refused.contains("pw@"), "{refused}");
        let custom = EntryArgs { custom: Some("/nonexistent/map.toml".into()), ..EntryArgs::default() };
        assert!(
            said(entry(&AccountArgs::default(), &custom)).starts_with("--custom: /nonexistent/map.toml: ")
        );
    }

    #[test]
    fn a_mapping_is_found_in_its_table_and_makes_the_server_a_custom_one() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("map.toml");
        for text in [
            "path = \"/e\"\n[[rules]]\nid = \"/id\"\noutcome = \"running\"\n",
            "[[servers]]\n[servers.custom]\npath = \"/e\"\n[[servers.custom.rules]]\nid = \"/id\"\noutcome = \"running\"\n",
        ] {
            std::fs::write(&file, text).unwrap();
            let args = EntryArgs { custom: Some(file.clone()), ..EntryArgs::default() };
            let entry = entry(&AccountArgs::default(), &args).unwrap_or_else(|_| panic!("{text}"));
            assert_eq!(entry.settings.kind, ServerKind::Custom);
            assert_eq!(entry.settings.custom.unwrap()["path"], "/e");
        }
        std::fs::write(&file, "path = \"/e\"\n").unwrap();
        let args = EntryArgs { custom: Some(file), ..EntryArgs::default() };
        assert!(said(entry(&AccountArgs::default(), &args)).starts_with("--custom: rules: at least one"));
    }

    #[tokio::test]
    async fn a_token_in_the_address_is_a_secret_and_a_way_in() {
        let url = "https://heron.example/api/v1/sse/events/?token=s3cret";
        let words = Words::of(Tongue::En);
        let entry =
            Entry::of(url, None, &AccountArgs::default(), &EntryArgs::default(), &words).ok().unwrap();
        assert_eq!(entry.settings.sign_in, SignIn::UrlToken);
        assert!(!entry.settings.url.as_str().contains("s3cret"));
        let secrets = Secrets::in_memory();
        assert_eq!(entry.keep(&secrets).await, [(SecretKind::Token, SecretPlace::Memory)]);
        let kept = secrets.get(&entry.settings.id, SecretKind::Token).await.unwrap().unwrap();
        assert_eq!(kept.expose(), "s3cret");
    }
}
