//! One table of the file and one struct: serde says what the keys are and what they may hold.
//!
//! Keys that the struct does not know are neither read nor touched.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value as Json};
use toml_edit::{Item, Table, TableLike, Value};

/// The struct's fields; a field that is `None` is null.
pub(super) fn of<T: Serialize>(thing: &T) -> Map<String, Json> {
    match serde_json::to_value(thing) {
        Ok(Json::Object(fields)) => fields,
        _ => Map::new(),
    }
}

/// The struct with what the table says in the place of the defaults. A value that will not do is complained
/// about and left at its default.
pub(super) fn read<T: Serialize + DeserializeOwned>(
    table: &dyn TableLike,
    default: T,
    mut complain: impl FnMut(&str, &Item, String),
) -> T {
    let mut fields = of(&default);
    let mut good = default;
    for (key, item) in table.iter() {
        let Some(was) = fields.get(key).cloned() else { continue };
        fields.insert(key.to_owned(), json(item));
        match serde_json::from_value(Json::Object(fields.clone())) {
            Ok(better) => good = better,
            Err(error) => {
                complain(key, item, error.to_string());
                fields.insert(key.to_owned(), was);
            }
        }
    }
    good
}

/// Writes what differs. A value keeps the comment behind it, a key that goes leaves the one above it.
pub(super) fn write(table: &mut dyn TableLike, before: &Map<String, Json>, after: &Map<String, Json>) {
    for (key, value) in after {
        if before.get(key) != Some(value) {
            match toml(value) {
                Some(value) => set(table, key, value),
                None => remove(table, key),
            }
        }
    }
}

pub(super) fn set(table: &mut dyn TableLike, key: &str, mut value: Value) {
    match table.get_mut(key).and_then(Item::as_value_mut) {
        Some(old) => {
            *value.decor_mut() = old.decor().clone();
            *old = value;
        }
        None => {
            table.insert(key, Item::Value(value));
        }
    }
}

pub(super) fn remove(table: &mut dyn TableLike, key: &str) {
    let above = table.key(key).and_then(|k| comment_in(k.leaf_decor().prefix()));
    let names: Vec<String> = table.iter().map(|(name, _)| name.to_owned()).collect();
    table.remove(key);
    let (Some(above), Some(at)) = (above, names.iter().position(|name| name == key)) else { return };
    let next = names.get(at + 1).and_then(|next| table.key_mut(next));
    if let Some(mut next) = next {
        let rest = next.leaf_decor().prefix().and_then(|p| p.as_str()).unwrap_or_default().to_owned();
        next.leaf_decor_mut().set_prefix(above + &rest);
    } else if let Some(last) = at.checked_sub(1).and_then(|at| table.get_mut(&names[at]))
        && let Some(value) = last.as_value_mut()
    {
        let own = value.decor().suffix().and_then(|s| s.as_str()).unwrap_or_default();
        let suffix = format!("{own}\n{}", above.trim_end_matches('\n'));
        value.decor_mut().set_suffix(suffix);
    }
}

/// The same keys and values, to take some out.
pub(super) fn copy(table: &dyn TableLike) -> Table {
    table.iter().map(|(key, item)| (key.to_owned(), item.clone())).collect()
}

/// One value as serde takes it.
///
/// # Errors
/// Says what is expected.
pub(super) fn one<T: DeserializeOwned>(value: &Value) -> Result<T, String> {
    serde_json::from_value(json_value(value)).map_err(|error| error.to_string())
}

/// An object as a table of the file.
pub(super) fn table(object: &Map<String, Json>) -> Table {
    object.iter().filter_map(|(key, value)| Some((key.as_str(), Item::Value(toml(value)?)))).collect()
}

fn comment_in(prefix: Option<&toml_edit::RawString>) -> Option<String> {
    prefix.and_then(|p| p.as_str()).filter(|p| p.contains('#')).map(str::to_owned)
}

/// A value of the file as serde takes it. What JSON has no word for becomes text, which no number or flag
/// accepts.
fn json(item: &Item) -> Json {
    match item {
        Item::None => Json::Null,
        Item::Value(value) => json_value(value),
        Item::Table(table) => table.iter().map(|(k, v)| (k.to_owned(), json(v))).collect(),
        Item::ArrayOfTables(tables) => tables
            .iter()
            .map(|table| table.iter().map(|(k, v)| (k.to_owned(), json(v))).collect::<Json>())
            .collect(),
    }
}

fn json_value(value: &Value) -> Json {
    match value {
        Value::String(text) => Json::from(text.value().as_str()),
        Value::Integer(number) => Json::from(*number.value()),
        Value::Float(number) => Json::from(*number.value()),
        Value::Boolean(flag) => Json::from(*flag.value()),
        Value::Datetime(time) => Json::from(time.value().to_string()),
        Value::Array(values) => values.iter().map(json_value).collect(),
        Value::InlineTable(table) => table.iter().map(|(k, v)| (k.to_owned(), json_value(v))).collect(),
    }
}

/// The other way; `None` for null, which TOML does not have.
fn toml(json: &Json) -> Option<Value> {
    Some(match json {
        Json::Null => return None,
        Json::Bool(flag) => Value::from(*flag),
        Json::String(text) => Value::from(text.as_str()),
        Json::Number(number) => match number.as_i64() {
            Some(number) => Value::from(number),
            None => Value::from(number.as_f64()?),
        },
        Json::Array(values) => Value::Array(values.iter().filter_map(toml).collect()),
        Json::Object(fields) => {
            Value::InlineTable(fields.iter().filter_map(|(k, v)| Some((k.as_str(), toml(v)?))).collect())
        }
    })
}
