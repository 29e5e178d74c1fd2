//! Rules and quiet hours: `[alerts]`, `[alerts.quiet]` and `[[rules]]`.
//!
//! Written for people: times as `"22:00"`, days as `"mon"`, places as `["bell", "desktop"]`.

use std::collections::BTreeMap;

use serde::de::{Deserializer, Error};
use serde::{Deserialize, Serialize, Serializer};
use serde_json::{Map, Value as Json};
use toml_edit::{Item, TableLike};
use vigie_contract::{AlertRules, NoticeKind, QuietHours, QuietSpan, Rule, RuleScope, Telling, WarningRule};

use super::fields;
use crate::rules;

/// What of [`AlertRules`] stands in `[alerts]`.
#[derive(Serialize, Deserialize)]
pub(super) struct AlertsTable {
    respect_do_not_disturb: bool,
    sounds: bool,
}

/// `[alerts.quiet]`.
#[derive(Serialize, Deserialize)]
pub(super) struct QuietTable {
    on: bool,
    failures_come_through: bool,
    #[serde(deserialize_with = "spans")]
    spans: Vec<SpanTable>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SpanTable {
    days: Vec<Day>,
    from: Minute,
    to: Minute,
}

/// What of a rule is one value each.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct RuleTable {
    muted: Option<bool>,
    watched: Option<bool>,
    only_mine: Option<bool>,
    at_least_seconds: Option<u32>,
    #[serde(deserialize_with = "warnings")]
    warnings: Option<WarningRule>,
}

/// `events` of a rule: where each kind is told. A kind that is not there is null.
pub(super) type Events = BTreeMap<NoticeKind, Option<Places>>;

/// Places, as a list.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Places(Telling);

/// 1 to 7, as a word.
#[derive(Clone, Copy)]
struct Day(u8);

/// A minute of the day, as a time.
#[derive(Clone, Copy)]
struct Minute(u16);

const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let word = usize::from(self.0).checked_sub(1).and_then(|day| DAYS.get(day));
        word.copied().unwrap_or("?").serialize(s)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let wrong = || D::Error::custom("a day such as \"mon\" or \"sun\" is expected");
        let word = String::deserialize(d).map_err(|_| wrong())?.to_lowercase();
        let place = DAYS.iter().position(|day| *day == word).ok_or_else(wrong)?;
        u8::try_from(place + 1).map(Self).map_err(|_| wrong())
    }
}

impl Serialize for Minute {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        format!("{:02}:{:02}", self.0 / 60, self.0 % 60).serialize(s)
    }
}

impl<'de> Deserialize<'de> for Minute {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let wrong = || D::Error::custom("a time from \"00:00\" to \"23:59\" is expected");
        let text = String::deserialize(d).map_err(|_| wrong())?;
        let part = |text: &str, below: u16| {
            let digits = matches!(text.len(), 1 | 2) && text.bytes().all(|byte| byte.is_ascii_digit());
            text.parse().ok().filter(|number: &u16| digits && *number < below)
        };
        let (hour, minute) = text.trim().split_once(':').ok_or_else(wrong)?;
        let minutes = part(hour, 24).zip(part(minute, 60).filter(|_| minute.len() == 2));
        minutes.map(|(hour, minute)| Self(hour * 60 + minute)).ok_or_else(wrong)
    }
}

impl Serialize for Places {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let Telling { bell, desktop, sound } = self.0;
        let all = [("bell", bell), ("desktop", desktop), ("sound", sound)];
        s.collect_seq(all.into_iter().filter(|(_, there)| *there).map(|(place, _)| place))
    }
}

impl<'de> Deserialize<'de> for Places {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let wrong = || D::Error::custom("a list of \"bell\", \"desktop\" and \"sound\" is expected, or []");
        let mut telling = Telling { bell: false, desktop: false, sound: false };
        for place in Vec::<String>::deserialize(d).map_err(|_| wrong())? {
            match place.as_str() {
                "bell" => telling.bell = true,
                "desktop" => telling.desktop = true,
                "sound" => telling.sound = true,
                _ => return Err(wrong()),
            }
        }
        Ok(Self(telling))
    }
}

fn spans<'de, D: Deserializer<'de>>(d: D) -> Result<Vec<SpanTable>, D::Error> {
    let given = Vec::<SpanTable>::deserialize(d)?;
    let spans: Vec<QuietSpan> = given.iter().map(SpanTable::span).collect();
    rules::check_spans(&spans).map_err(D::Error::custom)?;
    Ok(given)
}

fn warnings<'de, D: Deserializer<'de>>(d: D) -> Result<Option<WarningRule>, D::Error> {
    let wrong = "warnings = { when = \"milestones\" }, \"first\", \"every\" with an nth, or \"above\" with a \
                 percent is expected";
    let given = Option::<WarningRule>::deserialize(d).map_err(|_| D::Error::custom(wrong))?;
    given.map_or(Ok(()), rules::check_warnings).map_err(D::Error::custom)?;
    Ok(given)
}

impl SpanTable {
    fn span(&self) -> QuietSpan {
        QuietSpan { days: self.days.iter().map(|day| day.0).collect(), from: self.from.0, to: self.to.0 }
    }
}

impl AlertsTable {
    pub(super) fn of(all: &AlertRules) -> Self {
        Self { respect_do_not_disturb: all.respect_do_not_disturb, sounds: all.sounds }
    }

    pub(super) fn put_into(self, all: &mut AlertRules) {
        (all.respect_do_not_disturb, all.sounds) = (self.respect_do_not_disturb, self.sounds);
    }
}

impl QuietTable {
    pub(super) fn of(hours: &QuietHours) -> Self {
        let span = |span: &QuietSpan| SpanTable {
            days: span.days.iter().map(|day| Day(*day)).collect(),
            from: Minute(span.from),
            to: Minute(span.to),
        };
        Self {
            on: hours.on,
            failures_come_through: hours.failures_come_through,
            spans: hours.spans.iter().map(span).collect(),
        }
    }

    pub(super) fn hours(&self) -> QuietHours {
        QuietHours {
            on: self.on,
            failures_come_through: self.failures_come_through,
            spans: self.spans.iter().map(SpanTable::span).collect(),
        }
    }
}

/// The fields of a rule that are one value each.
pub(super) fn values_of(rule: &Rule) -> Map<String, Json> {
    fields::of(&RuleTable {
        muted: rule.muted,
        watched: rule.watched,
        only_mine: rule.only_mine,
        at_least_seconds: rule.at_least_seconds,
        warnings: rule.warnings,
    })
}

/// The fields of its `events`.
pub(super) fn events_of(rule: &Rule) -> Map<String, Json> {
    let places = |kind: &NoticeKind| (*kind, rule.events.get(kind).copied().map(Places));
    fields::of(&NoticeKind::ALL.iter().map(places).collect::<Events>())
}

/// What a rule is about, as the keys of its entry, in their order.
pub(super) fn keys_of(scope: &RuleScope) -> Vec<(&'static str, &str)> {
    match scope {
        RuleScope::Everything => vec![("about", "everything")],
        RuleScope::Server { server } => vec![("about", "server"), ("server", server)],
        RuleScope::Kind { server: None, kind } => vec![("about", "kind"), ("kind", kind)],
        RuleScope::Kind { server: Some(server), kind } => {
            vec![("about", "kind"), ("server", server), ("kind", kind)]
        }
        RuleScope::Job { server, id } => vec![("about", "job"), ("server", server), ("job", id)],
    }
}

/// What an entry is about.
pub(super) fn scope(table: &dyn TableLike) -> Result<RuleScope, (&'static str, String)> {
    let text = |key: &'static str| match table.get(key) {
        None => Ok(None),
        Some(item) => match (item.as_str(), item.as_integer()) {
            (Some(text), _) => Ok(Some(text.to_owned())),
            (_, Some(number)) => Ok(Some(number.to_string())),
            _ => Err((key, "text is expected".to_owned())),
        },
    };
    let needed = |key: &'static str, why: &str| {
        text(key)?.ok_or_else(|| ("about", format!("{why} needs {key} = \"…\" as well")))
    };
    let scope = match table.get("about").and_then(Item::as_str) {
        Some("everything") => RuleScope::Everything,
        Some("server") => RuleScope::Server { server: needed("server", "about = \"server\"")? },
        Some("kind") => {
            RuleScope::Kind { server: text("server")?, kind: needed("kind", "about = \"kind\"")? }
        }
        Some("job") => {
            let server = needed("server", "about = \"job\"")?;
            RuleScope::Job { server, id: needed("job", "about = \"job\"")? }
        }
        _ => {
            let wanted = "about = \"everything\", \"server\", \"kind\" or \"job\" is expected";
            return Err(("about", wanted.to_owned()));
        }
    };
    rules::check_scope(&scope).map_err(|detail| ("about", detail))?;
    Ok(scope)
}

/// A rule of what its tables say.
pub(super) fn rule(scope: RuleScope, values: &RuleTable, events: Events) -> Rule {
    Rule {
        scope,
        events: events.into_iter().filter_map(|(kind, places)| Some((kind, places?.0))).collect(),
        muted: values.muted,
        watched: values.watched,
        only_mine: values.only_mine,
        at_least_seconds: values.at_least_seconds,
        warnings: values.warnings,
    }
}

/// A kind of event with no place settled, for each there is.
pub(super) fn no_events() -> Events {
    NoticeKind::ALL.iter().map(|kind| (*kind, None)).collect()
}
