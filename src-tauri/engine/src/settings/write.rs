//! From what was settled back into the text: only what differs is touched.

use std::collections::HashSet;

use jiff::Timestamp;
use serde_json::{Map, Value as Json};
use toml_edit::{
    ArrayOfTables, Datetime, DocumentMut, InlineTable, Item, RawString, Table, TableLike, Value,
};
use vigie_contract::{AlertRules, Millis, Rule, RuleScope};

use super::alerts::{AlertsTable, QuietTable, events_of, keys_of, values_of};
use super::choices::Choices;
use super::read::{Reading, read};
use super::{ServerSettings, Settings, SettingsError, VERSION, fields};
use crate::address::Address;

/// What a new file begins as.
pub(super) const TEMPLATE: &str = "\
# Vigie's settings. This file is yours to edit: comments and keys that Vigie does not know are kept.
# Passwords are not in it, they are in the keyring.
version = 1
";

/// The text with `after` in the place of what it said.
///
/// # Errors
/// What was written would not be read back as it was meant.
pub(super) fn write(reading: Reading, after: &Settings) -> Result<String, SettingsError> {
    let Reading { settings: before, complaints: had, mut document, places, rule_places, .. } = reading;
    if !document.contains_key("version") {
        document.insert("version", toml_edit::value(VERSION));
    }
    if before.alerts_paused_until != after.alerts_paused_until {
        pause(&mut document, after.alerts_paused_until)?;
    }
    let choices = |settings: &Settings| fields::of(&Choices::from(&settings.preferences));
    section(&mut document, "preferences", &choices(&before), &choices(after))?;
    section(&mut document, "history", &fields::of(&before.history), &fields::of(&after.history))?;
    alerts(&mut document, &before.alerts, &after.alerts)?;
    servers(&mut document, &before, &places, after)?;
    rules(&mut document, &before.alerts, &rule_places, &after.alerts)?;

    let text = document.to_string();
    match read(&text) {
        Ok(again) if again.settings == *after => Ok(text),
        Ok(again) => {
            Err(refused(match again.complaints.iter().find(|c| !had.iter().any(|h| c.is_like(h))) {
                Some(complaint) => format!("{}: {}", complaint.key, complaint.detail),
                None => "this change cannot be written to the file".to_owned(),
            }))
        }
        Err(broken) => Err(refused(broken.detail)),
    }
}

/// A file that says just this.
///
/// # Errors
/// It would not be read back as it is meant.
pub fn text_of(settings: &Settings) -> Result<String, SettingsError> {
    let begun = read(TEMPLATE).map_err(|broken| refused(broken.detail))?;
    write(begun, settings)
}

/// An entry as a new one is written: what each shows, then what differs from the defaults.
#[must_use]
pub fn entry_of(server: &ServerSettings) -> Map<String, Json> {
    let plain = fields::of(&ServerSettings::of(server.url.clone()));
    let shown = |key: &str| matches!(key, "id" | "name" | "url" | "kind");
    fields::of(server)
        .into_iter()
        .filter(|(key, value)| shown(key) || plain.get(key) != Some(value))
        .collect()
}

fn refused(detail: impl Into<String>) -> SettingsError {
    SettingsError::Refused { detail: detail.into() }
}

fn pause(document: &mut DocumentMut, until: Option<Millis>) -> Result<(), SettingsError> {
    let Some(until) = until else {
        fields::remove(document.as_table_mut(), "alerts_paused_until");
        return Ok(());
    };
    let time = i64::try_from(until).ok().and_then(|ms| Timestamp::from_millisecond(ms).ok());
    let time = time.and_then(|time| time.to_string().parse::<Datetime>().ok());
    let time = time.ok_or_else(|| refused("alerts cannot be paused that long"))?;
    fields::set(document.as_table_mut(), "alerts_paused_until", Value::from(time));
    Ok(())
}

fn section(
    document: &mut DocumentMut,
    key: &str,
    before: &Map<String, Json>,
    after: &Map<String, Json>,
) -> Result<(), SettingsError> {
    if before == after {
        return Ok(());
    }
    let item = document.entry(key).or_insert_with(toml_edit::table);
    let table = item.as_table_like_mut().ok_or_else(|| refused(format!("{key} is not a table")))?;
    fields::write(table, before, after);
    Ok(())
}

/// `[alerts]`, and `[alerts.quiet]` in it.
fn alerts(document: &mut DocumentMut, before: &AlertRules, after: &AlertRules) -> Result<(), SettingsError> {
    let of = |all: &AlertRules| fields::of(&AlertsTable::of(all));
    section(document, "alerts", &of(before), &of(after))?;
    if before.quiet == after.quiet {
        return Ok(());
    }
    let outer = document.entry("alerts").or_insert_with(|| {
        let mut table = Table::new();
        table.set_implicit(true);
        Item::Table(table)
    });
    let inline = outer.is_inline_table();
    let outer = outer.as_table_like_mut().ok_or_else(|| refused("alerts is not a table"))?;
    let quiet = outer.entry("quiet").or_insert_with(|| match inline {
        true => toml_edit::value(InlineTable::new()),
        false => toml_edit::table(),
    });
    let quiet = quiet.as_table_like_mut().ok_or_else(|| refused("alerts.quiet is not a table"))?;
    fields::write(
        quiet,
        &fields::of(&QuietTable::of(&before.quiet)),
        &fields::of(&QuietTable::of(&after.quiet)),
    );
    Ok(())
}

fn rules(
    document: &mut DocumentMut,
    before: &AlertRules,
    places: &[usize],
    after: &AlertRules,
) -> Result<(), SettingsError> {
    let find =
        |rules: &AlertRules, scope: &RuleScope| rules.rules.iter().find(|r| r.scope == *scope).cloned();
    let mut gone = Vec::new();
    for (was, place) in before.rules.iter().zip(places) {
        match find(after, &was.scope) {
            None => gone.push(*place),
            Some(is) if is == *was => {}
            Some(is) => settle(entry(document, "rules", *place)?, was, &is),
        }
    }
    for place in gone.into_iter().rev() {
        remove(document, "rules", place)?;
    }
    for rule in after.rules.iter().filter(|rule| find(before, &rule.scope).is_none()) {
        append(document, "rules", |table| {
            for (key, text) in keys_of(&rule.scope) {
                fields::set(table, key, Value::from(text));
            }
            settle(table, &Rule::of(rule.scope.clone()), rule);
        })?;
    }
    Ok(())
}

fn settle(table: &mut dyn TableLike, was: &Rule, is: &Rule) {
    fields::write(table, &values_of(was), &values_of(is));
    if was.events == is.events {
        return;
    }
    if table.get("events").is_none_or(|item| !item.is_table_like()) {
        fields::set(table, "events", Value::from(InlineTable::new()));
    }
    let events = table.get_mut("events").and_then(Item::as_table_like_mut);
    if let Some(events) = events {
        fields::write(events, &events_of(was), &events_of(is));
    }
    if table.get("events").and_then(Item::as_inline_table).is_some_and(InlineTable::is_empty) {
        fields::remove(table, "events");
    }
}

fn servers(
    document: &mut DocumentMut,
    before: &Settings,
    places: &[usize],
    after: &Settings,
) -> Result<(), SettingsError> {
    let known: HashSet<&str> = before.servers.iter().map(|server| server.id.as_str()).collect();
    let mut gone = Vec::new();
    for (was, place) in before.servers.iter().zip(places) {
        match after.server(&was.id) {
            None => gone.push(*place),
            Some(is) if is == was => {}
            Some(is) => update(entry(document, "servers", *place)?, was, is),
        }
    }
    for place in gone.into_iter().rev() {
        remove(document, "servers", place)?;
    }
    for server in after.servers.iter().filter(|server| !known.contains(server.id.as_str())) {
        append(document, "servers", |table| fill(table, server))?;
    }
    Ok(())
}

fn entry<'a>(
    document: &'a mut DocumentMut,
    list: &str,
    place: usize,
) -> Result<&'a mut dyn TableLike, SettingsError> {
    let found: Option<&mut dyn TableLike> = match document.get_mut(list) {
        Some(Item::ArrayOfTables(tables)) => tables.get_mut(place).map(|table| table as _),
        Some(Item::Value(Value::Array(values))) => {
            values.get_mut(place).and_then(Value::as_inline_table_mut).map(|table| table as _)
        }
        _ => None,
    };
    found.ok_or_else(|| refused(format!("an entry of {list} is gone")))
}

fn update(table: &mut dyn TableLike, was: &ServerSettings, is: &ServerSettings) {
    fields::write(table, &fields::of(was), &fields::of(is));
    if table.get("id").and_then(Item::as_str).map(str::trim) != Some(&is.id) {
        // It was derived from what may just have changed.
        fields::set(table, "id", Value::from(is.id.as_str()));
    }
    let written = table.get("url").and_then(Item::as_str).and_then(|url| Address::parse(url).ok());
    if written.is_some_and(|address| address.user.is_some()) {
        // A user inside the address would go on to speak for the entry.
        fields::set(table, "url", Value::from(is.url.as_str()));
        if let Some(user) = &is.user {
            fields::set(table, "user", Value::from(user.as_str()));
        }
    }
}

fn remove(document: &mut DocumentMut, list: &str, place: usize) -> Result<(), SettingsError> {
    match document.get_mut(list) {
        Some(Item::Value(Value::Array(values))) => {
            values.remove(place);
        }
        Some(Item::ArrayOfTables(tables)) => {
            let above = tables.get(place).map(|table| prefix_of(table).to_owned()).unwrap_or_default();
            tables.remove(place);
            // What stands right above the entry is about it and goes too; what an empty line sets apart stays.
            let Some((apart, _)) = above.rsplit_once("\n\n").filter(|(apart, _)| apart.contains('#')) else {
                return Ok(());
            };
            let apart = format!("{apart}\n");
            if let Some(next) = tables.get_mut(place) {
                let prefix = apart + prefix_of(next);
                next.decor_mut().set_prefix(prefix);
            } else {
                let mut trailing = document.trailing().as_str().unwrap_or_default().to_owned();
                if !trailing.is_empty() && !trailing.ends_with('\n') {
                    trailing.push('\n');
                }
                document.set_trailing(trailing + &apart);
            }
        }
        _ => return Err(refused(format!("an entry of {list} is gone"))),
    }
    Ok(())
}

fn prefix_of(table: &Table) -> &str {
    table.decor().prefix().and_then(RawString::as_str).unwrap_or_default()
}

fn append(
    document: &mut DocumentMut,
    list: &str,
    fill: impl FnOnce(&mut dyn TableLike),
) -> Result<(), SettingsError> {
    let item = document.entry(list).or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
    if item.as_array().is_some_and(toml_edit::Array::is_empty) {
        *item = Item::ArrayOfTables(ArrayOfTables::new());
    }
    match item {
        Item::ArrayOfTables(tables) => {
            let mut table = Table::new();
            fill(&mut table);
            tables.push(table);
        }
        Item::Value(Value::Array(values)) => {
            let mut table = InlineTable::new();
            fill(&mut table);
            values.push(table);
        }
        _ => return Err(refused(format!("{list} is not a list of tables"))),
    }
    Ok(())
}

/// What every entry shows comes first, then what differs from the defaults.
fn fill(table: &mut dyn TableLike, server: &ServerSettings) {
    for (key, text) in [("id", &*server.id), ("name", &server.name), ("url", server.url.as_str())] {
        fields::set(table, key, Value::from(text));
    }
    fields::set(table, "kind", Value::from(server.kind.as_str()));
    let (id, name) = (server.id.clone(), server.name.clone());
    let shown = ServerSettings { id, name, kind: server.kind, ..ServerSettings::of(server.url.clone()) };
    fields::write(table, &fields::of(&shown), &fields::of(server));
}
