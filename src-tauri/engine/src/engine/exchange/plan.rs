//! What a file of servers and rules would change. Pure: a dry run and a real one say the same.

use std::collections::BTreeMap;

use serde_json::Value;
use vigie_contract::{AlertRules, Failure, FailureCode, ImportReport, Rule, RuleScope, ServerKind, SignIn};

use super::{FORMAT, MAX_BYTES, VERSION};
use crate::rules;
use crate::settings::{MAX_SERVERS, ServerSettings, Settings, server_of};

/// A file as it was read.
pub struct Parsed {
    servers: Vec<Entry>,
    alerts: AlertRules,
}

struct Entry {
    /// Its id in the file, which rules name.
    id: Option<String>,
    name: String,
    /// Or why it will not do, in the words of the settings.
    server: Result<ServerSettings, String>,
}

/// What is to be done, and what is told of it.
pub struct Plan {
    pub report: ImportReport,
    /// New servers, with ids of their own.
    pub added: Vec<ServerSettings>,
    /// All rules afterwards, where that is something else.
    pub alerts: Option<AlertRules>,
}

/// Reads a file.
///
/// # Errors
/// `ImportUnreadable` when it is none of ours, too large, or of a newer Vigie.
pub fn parse(text: &str) -> Result<Parsed, Failure> {
    let unreadable = |detail: String| Failure::new(FailureCode::ImportUnreadable).with("detail", detail);
    if text.len() > MAX_BYTES {
        return Err(unreadable(format!("it is larger than {MAX_BYTES} bytes")));
    }
    // Editors of some systems put one in front.
    let text = text.trim_start_matches('\u{feff}');
    let mut file: Value = serde_json::from_str(text).map_err(|error| {
        unreadable(format!("it is no JSON: line {}, column {}", error.line(), error.column()))
    })?;
    if file["format"] != FORMAT {
        return Err(unreadable(format!("\"format\": \"{FORMAT}\" is expected")));
    }
    match file["version"].as_u64() {
        Some(version) if version > u64::from(VERSION) => {
            let detail =
                format!("it was written by a newer Vigie: version {version}, this one reads {VERSION}");
            return Err(unreadable(detail));
        }
        Some(1..) => {}
        _ => return Err(unreadable(format!("\"version\": a number from 1 to {VERSION} is expected"))),
    }
    let alerts = match file["alerts"].take() {
        Value::Null => AlertRules::default(),
        alerts => serde_json::from_value(alerts).map_err(|error| unreadable(format!("alerts: {error}")))?,
    };
    let servers = match file["servers"].take() {
        Value::Null => Vec::new(),
        Value::Array(entries) => entries.into_iter().enumerate().map(entry).collect(),
        _ => return Err(unreadable("servers: a list is expected".to_owned())),
    };
    Ok(Parsed { servers, alerts })
}

fn entry((place, value): (usize, Value)) -> Entry {
    let text =
        |key: &str| value[key].as_str().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    let server = match &value {
        Value::Object(fields) => server_of(fields),
        _ => Err("a table is expected".to_owned()),
    };
    let name = match &server {
        Ok(server) => server.name.clone(),
        // Its address may hold a password.
        Err(_) => text("name").unwrap_or_else(|| format!("{}", place + 1)),
    };
    let id = text("id").or_else(|| server.as_ref().ok().map(|server| server.id.clone()));
    Entry { id, name, server }
}

/// What it would change of what is there.
///
/// # Errors
/// `RuleRefused` when a rule will not do, or there would be too many.
pub fn plan(file: &Parsed, settings: &Settings, alerts: &AlertRules) -> Result<Plan, Failure> {
    let mut report = ImportReport::default();
    let mut added: Vec<ServerSettings> = Vec::new();
    let mut ids = BTreeMap::new();
    for entry in &file.servers {
        let server = match &entry.server {
            Ok(server) => server,
            Err(why) => {
                report.refused.push((entry.name.clone(), why.clone()));
                continue;
            }
        };
        let mut same: Vec<&ServerSettings> =
            settings.servers.iter().chain(&added).filter(|there| there.is_same_as(server)).collect();
        // Of two kinds at one address, the one that was exported here.
        same.sort_by_key(|there| entry.id.as_ref() != Some(&there.id));
        let here = if let Some(there) = same.first() {
            report.known.push(there.name.clone());
            there.id.clone()
        } else if settings.servers.len() + added.len() >= MAX_SERVERS {
            let why = format!("there may be {MAX_SERVERS} servers at most");
            report.refused.push((entry.name.clone(), why));
            continue;
        } else {
            let server = server.clone().anew();
            report.added.push(server.name.clone());
            report.sign_in.extend(wants_sign_in(&server).then(|| server.name.clone()));
            let id = server.id.clone();
            added.push(server);
            id
        };
        ids.extend(entry.id.clone().map(|id| (id, here)));
    }
    let (merged, changed) = merge(alerts, &file.alerts, &ids);
    report.rules = changed;
    if changed > 0 {
        rules::check(&merged)
            .map_err(|detail| Failure::new(FailureCode::RuleRefused).with("detail", detail))?;
    }
    let alerts = Some(merged).filter(|merged| merged != alerts);
    Ok(Plan { report, added, alerts })
}

/// Whether it cannot be connected to without a secret, as far as that is known.
fn wants_sign_in(server: &ServerSettings) -> bool {
    let way = match server.way_in() {
        // Of unknown kind: a user is a hint.
        _ if server.kind == ServerKind::Auto && server.sign_in == SignIn::Auto => server.user.is_some(),
        SignIn::None => false,
        SignIn::Auto | SignIn::Session => server.user.is_some(),
        SignIn::UrlToken | SignIn::Bearer | SignIn::Basic | SignIn::Cookie => true,
    };
    way || !server.headers.is_empty()
}

/// The file's rules in the place of those of the same scopes; how many of them are new or differ. What is beside
/// rules is only taken over where nothing was settled.
fn merge(now: &AlertRules, file: &AlertRules, ids: &BTreeMap<String, String>) -> (AlertRules, u32) {
    let untouched = |alerts: &AlertRules| AlertRules { rules: Vec::new(), ..alerts.clone() };
    let mut merged = now.clone();
    if untouched(now) == AlertRules::default() {
        merged = AlertRules { rules: merged.rules, ..file.clone() };
    }
    for rule in file.rules.iter().filter(|rule| !rule.is_empty()) {
        // A rule of a server that is not in the file, or was refused, is about nothing here.
        let Some(scope) = here(&rule.scope, ids) else { continue };
        let rule = Rule { scope, ..rule.clone() };
        match merged.rules.iter_mut().find(|there| there.scope == rule.scope) {
            Some(there) => *there = rule,
            None => merged.rules.push(rule),
        }
    }
    let changed = merged.rules.iter().filter(|rule| !now.rules.contains(rule)).count();
    (merged, u32::try_from(changed).unwrap_or(u32::MAX))
}

/// The same scope with the server's id in this Vigie.
fn here(scope: &RuleScope, ids: &BTreeMap<String, String>) -> Option<RuleScope> {
    let of = |server: &String| ids.get(server).cloned();
    Some(match scope {
        RuleScope::Everything | RuleScope::Kind { server: None, .. } => scope.clone(),
        RuleScope::Server { server } => RuleScope::Server { server: of(server)? },
        RuleScope::Kind { server: Some(server), kind } => {
            RuleScope::Kind { server: Some(of(server)?), kind: kind.clone() }
        }
        RuleScope::Job { server, id } => RuleScope::Job { server: of(server)?, id: id.clone() },
    })
}
