//! What a session's fields say, in an object of its own or beside a message's type.

use serde_json::{Map, Value};
use vigie_contract::Millis;

use super::words;
use crate::dialect::field;
use crate::dialect::number::{MAX_COUNT, finite};
use crate::dialect::outcome::Outcome;
use crate::update::Phase;

/// Bytes of a session's id.
const ID_MOST: usize = 200;

/// What was said; `None` is not said.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Facts {
    /// Which session.
    pub id: Option<String>,
    /// Where it stands. An expired one is over, whatever its state still says.
    pub phase: Option<Phase>,
    /// Seconds given at the beginning.
    pub given: Option<u64>,
    /// Seconds left; 0 where the server counts below it.
    pub left: Option<u64>,
    /// Percent of its time used, by the server.
    pub percent: Option<f64>,
    /// `Poste-03 · Jean Dupont`.
    pub title: Option<String>,
    /// When it was made.
    pub created_at: Option<Millis>,
    /// When it was started.
    pub started_at: Option<Millis>,
    /// When it ended.
    pub finished_at: Option<Millis>,
}

/// Reads a session's own object, whose id is `id`.
pub(super) fn of_session(fields: &Map<String, Value>, out: &mut Outcome) -> Facts {
    Facts {
        id: id(fields.get("id").or_else(|| fields.get("session_id"))),
        title: title(fields),
        created_at: time(fields, &["created_at", "date_creation", "cree_le"]),
        started_at: time(fields, &["debut_session", "date_debut", "debut", "started_at"]),
        finished_at: time(fields, &["fin_session", "date_fin", "fin", "ended_at"]),
        ..of_clock(fields, out)
    }
}

/// Reads a message about a session: its time and state, and its id where it names one.
pub(super) fn of_message(fields: &Map<String, Value>, out: &mut Outcome) -> Facts {
    let named = fields.get("session_id").or_else(|| match fields.get("session") {
        Some(Value::Object(session)) => session.get("id"),
        other => other,
    });
    Facts { id: id(named), ..of_clock(fields, out) }
}

fn of_clock(fields: &Map<String, Value>, out: &mut Outcome) -> Facts {
    let statut = fields.get("statut").or_else(|| fields.get("status"));
    let mut phase = statut.and_then(Value::as_str).and_then(words::phase);
    if phase.is_none() && statut.is_some_and(|statut| !statut.is_null()) {
        out.odd("unknown state of a session", &statut.map(Value::to_string).unwrap_or_default());
    }
    if fields.get("est_expiree").is_some_and(is_true) && !phase.is_some_and(Phase::is_over) {
        phase = Some(Phase::Completed);
    }
    Facts {
        phase,
        given: seconds(fields, "duree_initiale", out).filter(|given| *given > 0),
        left: seconds(fields, "temps_restant", out),
        percent: finite(fields.get("pourcentage_utilise")),
        ..Facts::default()
    }
}

/// An id, as text. Numbers and texts only, and none that could not be kept.
pub(super) fn id(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::String(id) => Some(id.trim().to_owned()),
        Value::Number(id) => Some(id.to_string()),
        _ => None,
    }
    .filter(|id| !id.is_empty() && id.len() <= ID_MOST)
}

/// The id as the server wants it: a number where it is one.
pub(super) fn wire_id(id: &str) -> Value {
    match id.parse::<i64>() {
        Ok(number) if number.to_string() == id => Value::from(number),
        _ => Value::from(id),
    }
}

/// Whole seconds. Below 0 nothing is left; a fraction of a second is none.
#[allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "looked at first: what is below 0 is 0, and the bound is exact"
)]
pub(super) fn seconds(fields: &Map<String, Value>, key: &'static str, out: &mut Outcome) -> Option<u64> {
    let value = fields.get(key).filter(|value| !value.is_null())?;
    let seconds = finite(Some(value)).filter(|seconds| seconds.abs() <= MAX_COUNT as f64);
    if seconds.is_none() {
        out.odd(key, &value.to_string());
    }
    seconds.map(|seconds| seconds.max(0.0) as u64)
}

fn is_true(value: &Value) -> bool {
    match value {
        Value::Bool(said) => *said,
        Value::Number(said) => said.as_i64() == Some(1),
        Value::String(said) => said.eq_ignore_ascii_case("true") || said == "1",
        _ => false,
    }
}

fn time(fields: &Map<String, Value>, names: &[&str]) -> Option<Millis> {
    names.iter().find_map(|name| field::time(fields.get(*name)?))
}

fn title(fields: &Map<String, Value>) -> Option<String> {
    let station = name(fields, &["poste", "poste_nom", "nom_poste"]);
    let person = name(fields, &["utilisateur", "utilisateur_nom", "nom_utilisateur"]);
    let parts: Vec<String> = station.into_iter().chain(person).collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

/// A name: a text, or what an object is called. A number is only an id.
fn name(fields: &Map<String, Value>, places: &[&str]) -> Option<String> {
    let text = |value: Option<&Value>| {
        let text = value.and_then(Value::as_str).map(str::trim)?;
        (!text.is_empty()).then(|| text.to_owned())
    };
    places.iter().find_map(|place| match fields.get(*place)? {
        Value::Object(inner) => {
            let whole = ["nom_complet", "full_name", "libelle"].iter().find_map(|key| text(inner.get(*key)));
            let parts: Vec<String> =
                ["prenom", "nom"].iter().filter_map(|key| text(inner.get(*key))).collect();
            let joined = (!parts.is_empty()).then(|| parts.join(" "));
            whole.or(joined).or_else(|| ["name", "username"].iter().find_map(|key| text(inner.get(*key))))
        }
        other => text(Some(other)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn session(fields: &Value) -> (Facts, usize) {
        let mut out = Outcome::default();
        let facts = of_session(fields.as_object().unwrap(), &mut out);
        (facts, out.updates.len())
    }

    #[test]
    fn a_session_of_the_socket_and_one_of_a_list() {
        let (facts, odd) = session(&json!({"id": 1, "utilisateur": "Jean Dupont", "poste": "Poste-03",
            "duree_initiale": 7200, "temps_restant": 5400, "statut": "en_attente"}));
        assert_eq!(odd, 0);
        assert_eq!((facts.id.as_deref(), facts.phase), (Some("1"), Some(Phase::Pending)));
        assert_eq!((facts.given, facts.left), (Some(7200), Some(5400)));
        assert_eq!(facts.title.as_deref(), Some("Poste-03 · Jean Dupont"));
        let (facts, odd) = session(&json!({"id": "a-7", "utilisateur": 5, "utilisateur_nom": "Ana",
            "poste": {"id": 3, "nom": "Poste-03"}, "temps_restant": "59.8", "debut_session": "2026-11-21T06:40:39Z"}));
        assert_eq!((facts.id.as_deref(), facts.left, odd), (Some("a-7"), Some(59), 0));
        assert_eq!(facts.title.as_deref(), Some("Poste-03 · Ana"));
        assert_eq!(facts.started_at, Some(1_795_243_239_000));
        let (facts, _) = session(&json!({"utilisateur": {"prenom": "Jean", "nom": "Dupont"}}));
        assert_eq!(facts.title.as_deref(), Some("Jean Dupont"));
    }

    #[test]
    fn nonsense_is_odd_and_overrun_is_none_left() {
        let (facts, odd) = session(&json!({"id": [1], "statut": "volée", "temps_restant": -3,
            "duree_initiale": {"h": 1}, "poste": 3}));
        assert_eq!(
            (facts.id, facts.phase, facts.left, facts.given, facts.title),
            (None, None, Some(0), None, None)
        );
        assert_eq!(odd, 2);
    }

    #[test]
    fn an_expired_session_is_over() {
        for said in [json!(true), json!(1), json!("True")] {
            let (facts, _) = session(&json!({"id": 1, "statut": "active", "est_expiree": said}));
            assert_eq!(facts.phase, Some(Phase::Completed));
        }
        let (facts, _) = session(&json!({"id": 1, "statut": "active", "est_expiree": false}));
        assert_eq!(facts.phase, Some(Phase::Running));
    }

    #[test]
    fn an_id_goes_back_as_it_came() {
        for (id, wanted) in
            [("2", json!(2)), ("007", json!("007")), ("a-7", json!("a-7")), ("+1", json!("+1"))]
        {
            assert_eq!(wire_id(id), wanted);
        }
    }
}
