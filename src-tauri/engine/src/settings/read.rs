//! From the file's text to the settings, with the lines of what is wrong.

use std::collections::HashSet;

use jiff::Timestamp;
use serde_json::{Map, Value as Json};
use toml_edit::{Document, DocumentMut, Item, Table, TableLike, Value};
use vigie_contract::{AlertRules, FailureCode, JobRef, Millis, Preferences, Rule, ServerKind};

use super::alerts::{self, AlertsTable, QuietTable, RuleTable};
use super::choices::{Choices, MAX_PINNED, once};
use super::{MAX_SERVERS, ServerSettings, Settings, VERSION, fields};
use crate::address::Address;

/// Bad values that are reported of one file.
const MAX_COMPLAINTS: usize = 20;

/// The file cannot be read at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Broken {
    /// Counted from 1, where it is known.
    pub line: Option<usize>,
    pub detail: String,
}

/// One value that will not do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Complaint {
    pub line: usize,
    pub key: String,
    pub detail: String,
}

impl Complaint {
    /// The same, perhaps in another line.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        self.key == other.key && self.detail == other.detail
    }
}

/// What a text says.
#[derive(Debug)]
pub(super) struct Reading {
    pub settings: Settings,
    pub complaints: Vec<Complaint>,
    /// The file's version where it is newer than ours.
    pub newer: Option<i64>,
    /// The text itself, to be edited.
    pub document: DocumentMut,
    /// For each of the settings' servers, which of the file's entries it is.
    pub places: Vec<usize>,
    /// The same of the rules.
    pub rule_places: Vec<usize>,
}

pub(super) fn read(text: &str) -> Result<Reading, Broken> {
    let document = Document::parse(text).map_err(|error| Broken {
        line: error.span().map(|span| line_at(text, span.start)),
        detail: error.message().replace('\n', ", "),
    })?;
    let mut reader = Reader { text, complaints: Vec::new() };
    let root = document.as_table();
    let newer = reader.newer_version(root);
    let alerts_paused_until = reader.alerts_paused_until(root);
    let mut settings = Settings { alerts_paused_until, ..Settings::default() };
    let choices = reader.choices(root);
    settings.history = reader.section(root, "history", settings.history);
    settings.preferences = choices.into_preferences(settings.history.days);
    let mut places = Vec::new();
    for (place, server) in reader.servers(root) {
        settings.servers.push(server);
        places.push(place);
    }
    reader.alerts(root, &mut settings.alerts);
    let mut rule_places = Vec::new();
    for (place, rule) in reader.rules(root) {
        settings.alerts.rules.push(rule);
        rule_places.push(place);
    }
    let complaints = reader.complaints;
    Ok(Reading { settings, complaints, newer, document: document.into_mut(), places, rule_places })
}

/// A server of an entry that came from elsewhere. Unlike in the file, nothing of it may be wrong.
///
/// # Errors
/// The first thing that is wrong, without what was entered.
pub fn server_of(entry: &Map<String, Json>) -> Result<ServerSettings, String> {
    let mut reader = Reader { text: "", complaints: Vec::new() };
    let server = reader.server(&fields::table(entry), None);
    match (reader.complaints.first(), server) {
        (None, Some(server)) => Ok(server.tidied()),
        (Some(complaint), _) => {
            let key = complaint.key.trim_start_matches("servers.");
            Err(format!("{key}: {}", complaint.detail))
        }
        (None, None) => Err("a server is expected".to_owned()),
    }
}

/// The line of a byte of the text, counted from 1.
pub(super) fn line_at(text: &str, byte: usize) -> usize {
    1 + text.bytes().take(byte).filter(|b| *b == b'\n').count()
}

/// An entry of a list: its place, its table, and where it stands.
type Listed<'a> = (usize, &'a dyn TableLike, Option<std::ops::Range<usize>>);

struct Reader<'a> {
    text: &'a str,
    complaints: Vec<Complaint>,
}

impl Reader<'_> {
    fn complain(&mut self, at: Option<std::ops::Range<usize>>, key: &str, detail: impl Into<String>) {
        if self.complaints.len() < MAX_COMPLAINTS {
            let line = at.map_or(1, |span| line_at(self.text, span.start));
            self.complaints.push(Complaint { line, key: key.to_owned(), detail: detail.into() });
        }
    }

    fn newer_version(&mut self, root: &Table) -> Option<i64> {
        let item = root.get("version")?;
        match item.as_integer() {
            Some(found) if found > VERSION => Some(found),
            Some(1..) => None,
            _ => {
                self.complain(item.span(), "version", format!("a number from 1 to {VERSION} is expected"));
                None
            }
        }
    }

    fn alerts_paused_until(&mut self, root: &Table) -> Option<Millis> {
        let item = root.get("alerts_paused_until")?;
        let time = item.as_datetime().and_then(|time| time.to_string().parse::<Timestamp>().ok());
        let millis = time.and_then(|time| Millis::try_from(time.as_millisecond()).ok());
        if millis.is_none() {
            let wanted = "a date and time such as 2026-03-01T12:00:00Z is expected";
            self.complain(item.span(), "alerts_paused_until", wanted);
        }
        millis
    }

    fn section<T>(&mut self, root: &Table, key: &str, default: T) -> T
    where
        T: serde::Serialize + serde::de::DeserializeOwned,
    {
        let Some(item) = root.get(key) else { return default };
        let Some(table) = item.as_table_like() else {
            self.complain(item.span(), key, "a table is expected");
            return default;
        };
        self.table(table, key, default)
    }

    fn table<T>(&mut self, table: &dyn TableLike, key: &str, default: T) -> T
    where
        T: serde::Serialize + serde::de::DeserializeOwned,
    {
        fields::read(table, default, |name, item, detail| {
            self.complain(item.span(), &format!("{key}.{name}"), detail);
        })
    }

    /// Of pins, a bad one spoils itself only.
    fn choices(&mut self, root: &Table) -> Choices {
        let default = Choices::from(&Preferences::default());
        let mut table = root.get("preferences").and_then(Item::as_table_like).map(fields::copy);
        let pinned = table.as_mut().and_then(|table| table.remove("pinned"));
        let mut choices = match &table {
            Some(table) => fields::read(table, default, |name, item, detail| {
                self.complain(item.span(), &format!("preferences.{name}"), detail);
            }),
            None => self.section(root, "preferences", default),
        };
        choices.pinned = pinned.map(|item| self.pinned(&item)).unwrap_or_default();
        choices
    }

    fn pinned(&mut self, item: &Item) -> Vec<JobRef> {
        let key = "preferences.pinned";
        let Some(list) = item.as_array() else {
            self.complain(item.span(), key, "a list such as [{ server = \"…\", id = \"…\" }] is expected");
            return Vec::new();
        };
        let mut pinned = Vec::new();
        for value in list {
            match fields::one::<JobRef>(value) {
                Ok(_) if pinned.len() == MAX_PINNED => {
                    self.complain(
                        value.span(),
                        key,
                        format!("there may be {MAX_PINNED} pinned jobs at most"),
                    );
                    break;
                }
                Ok(job) => pinned.push(job),
                Err(error) => self.complain(value.span(), key, error),
            }
        }
        once(&mut pinned);
        pinned
    }

    /// The tables of a list, each with its place; entries that are none are complained about.
    fn list<'a>(&mut self, root: &'a Table, key: &str) -> Vec<Listed<'a>> {
        let Some(item) = root.get(key) else { return Vec::new() };
        let entries: Vec<(Option<&dyn TableLike>, _)> = match item {
            Item::ArrayOfTables(tables) => {
                tables.iter().map(|table| (Some(table as &dyn TableLike), table.span())).collect()
            }
            Item::Value(Value::Array(values)) => values
                .iter()
                .map(|value| (value.as_inline_table().map(|table| table as &dyn TableLike), value.span()))
                .collect(),
            _ => {
                self.complain(item.span(), key, format!("[[{key}]] is expected"));
                return Vec::new();
            }
        };
        let mut tables = Vec::new();
        for (place, (table, span)) in entries.into_iter().enumerate() {
            match table {
                Some(table) => tables.push((place, table, span)),
                None => self.complain(span, key, "a table is expected"),
            }
        }
        tables
    }

    /// `[alerts]` and, in it, `[alerts.quiet]`.
    fn alerts(&mut self, root: &Table, all: &mut AlertRules) {
        self.section(root, "alerts", AlertsTable::of(all)).put_into(all);
        let inner = root.get("alerts").and_then(Item::as_table_like).and_then(|alerts| alerts.get("quiet"));
        let Some(item) = inner else { return };
        match item.as_table_like() {
            Some(table) => all.quiet = self.table(table, "alerts.quiet", QuietTable::of(&all.quiet)).hours(),
            None => self.complain(item.span(), "alerts.quiet", "a table is expected"),
        }
    }

    /// A rule of which it is not known what it is about is left out: it may not become one about everything.
    fn rules(&mut self, root: &Table) -> Vec<(usize, Rule)> {
        let mut seen = HashSet::new();
        let mut rules = Vec::new();
        for (place, table, span) in self.list(root, "rules") {
            if rules.len() == AlertRules::MOST {
                self.complain(span, "rules", format!("there may be {} rules at most", AlertRules::MOST));
                break;
            }
            let scope = match alerts::scope(table) {
                Ok(scope) => scope,
                Err((key, detail)) => {
                    let at = table.get(key).and_then(Item::span).or(span);
                    self.complain(at, &format!("rules.{key}"), detail);
                    continue;
                }
            };
            if !seen.insert(scope.clone()) {
                self.complain(span, "rules.about", "another rule is about the same");
                continue;
            }
            let values = self.table(table, "rules", RuleTable::default());
            let events = match table.get("events").map(|item| (item, item.as_table_like())) {
                Some((_, Some(events))) => self.table(events, "rules.events", alerts::no_events()),
                Some((item, None)) => {
                    self.complain(item.span(), "rules.events", "a table is expected");
                    alerts::no_events()
                }
                None => alerts::no_events(),
            };
            rules.push((place, alerts::rule(scope, &values, events)));
        }
        rules
    }

    fn servers(&mut self, root: &Table) -> Vec<(usize, ServerSettings)> {
        let mut seen = HashSet::new();
        let mut servers = Vec::new();
        for (place, table, span) in self.list(root, "servers") {
            if servers.len() == MAX_SERVERS {
                self.complain(span, "servers", format!("there may be {MAX_SERVERS} servers at most"));
                break;
            }
            let Some(server) = self.server(table, span.clone()) else { continue };
            if seen.insert(server.id.clone()) {
                servers.push((place, server));
            } else {
                self.complain(span, "servers.id", "another server has this id");
            }
        }
        servers
    }

    /// `None`, with a complaint, for an entry without a usable address or of an unknown kind.
    fn server(
        &mut self,
        table: &dyn TableLike,
        span: Option<std::ops::Range<usize>>,
    ) -> Option<ServerSettings> {
        let Some(item) = table.get("url") else {
            self.complain(span, "servers.url", "a server needs an address: url = \"https://…\"");
            return None;
        };
        let address = self.address(item)?;
        let mut usable = true;
        let mut server = ServerSettings::of(address.base.clone());
        let default_id = server.id.clone();
        server.user.clone_from(&address.user);
        server.hint = address.hint;
        let known = fields_but_url(table);
        server = fields::read(&known, server, |name, item, detail| {
            usable &= name != "kind";
            self.complain(item.span(), &format!("servers.{name}"), detail);
        });
        if server.id == default_id {
            server.id = ServerSettings::derived_id(&server.url, server.user.as_deref());
        }
        if server.kind != ServerKind::Auto {
            server.hint = None;
        }
        usable.then_some(server)
    }

    fn address(&mut self, item: &Item) -> Option<Address> {
        let parsed = match item.as_str() {
            Some(text) => Address::parse(text).map_err(|failure| match failure.code {
                FailureCode::AddressEmpty => "the address is empty".to_owned(),
                FailureCode::AddressScheme => "http or https is expected".to_owned(),
                _ => failure.args.get("detail").cloned().unwrap_or_default(),
            }),
            None => Err("text is expected".to_owned()),
        };
        match parsed {
            Ok(address) => {
                if address.password.is_some() || address.token.is_some() {
                    let advice = "the address holds a password or token, which is not used: take it out and \
                                  enter it in Vigie, which keeps it in the keyring";
                    self.complain(item.span(), "servers.url", advice);
                }
                Some(address)
            }
            Err(detail) => {
                self.complain(item.span(), "servers.url", detail);
                None
            }
        }
    }
}

/// The entry without its address, which is read apart because it may be written in many ways.
fn fields_but_url(table: &dyn TableLike) -> Table {
    let mut table = fields::copy(table);
    table.remove("url");
    table
}
