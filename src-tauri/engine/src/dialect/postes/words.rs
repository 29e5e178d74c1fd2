//! The server's words for where a session stands, and for why it ended.

use crate::update::Phase;

/// Case, accents and the kind of gap do not matter: `Terminée`, `TERMINEE`, `en attente`, `en-attente`.
fn plain(word: &str) -> String {
    let plain = |c: char| match c {
        'é' | 'è' | 'ê' => 'e',
        'à' | 'â' => 'a',
        'ô' => 'o',
        'û' => 'u',
        'ç' => 'c',
        ' ' | '-' => '_',
        other => other,
    };
    word.trim().to_lowercase().chars().map(plain).collect()
}

/// The phase that a `statut` names; `None` for a word that is not known.
pub(super) fn phase(statut: &str) -> Option<Phase> {
    Some(match plain(statut).as_str() {
        "en_attente" | "attente" | "pending" | "waiting" | "creee" | "created" | "planifiee" | "reservee" => {
            Phase::Pending
        }
        // A session that pauses is not over.
        "active" | "actif" | "en_cours" | "running" | "started" | "demarree" | "ouverte" | "in_progress"
        | "suspendue" | "en_pause" | "pause" | "paused" => Phase::Running,
        "terminee" | "termine" | "expiree" | "expire" | "fermee" | "ferme" | "cloturee" | "finie"
        | "fini" | "annulee" | "completed" | "finished" | "ended" | "closed" | "expired" | "cancelled"
        | "canceled" | "terminated" => Phase::Completed,
        "erreur" | "error" | "echec" | "echouee" | "failed" => Phase::Failed,
        _ => return None,
    })
}

/// How a session ended. Only an error is a failure: whoever closes a session, closed it is.
pub(super) fn end(raison: Option<&str>) -> Phase {
    let raison = raison.map(plain).unwrap_or_default();
    match raison.split('_').any(|word| matches!(word, "erreur" | "error" | "echec" | "failed")) {
        true => Phase::Failed,
        false => Phase::Completed,
    }
}

/// Whether a session ended because all of its time was used.
pub(super) fn used_up(raison: Option<&str>) -> bool {
    let raison = raison.map(plain).unwrap_or_default();
    matches!(raison.as_str(), "temps_ecoule" | "expiree" | "expire" | "expiration" | "expired" | "timeout")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_a_state() {
        for (word, wanted) in [
            ("en_attente", Some(Phase::Pending)),
            ("En attente", Some(Phase::Pending)),
            ("ACTIVE", Some(Phase::Running)),
            ("en-cours", Some(Phase::Running)),
            ("suspendue", Some(Phase::Running)),
            ("Terminée", Some(Phase::Completed)),
            ("expiree", Some(Phase::Completed)),
            ("Échec", Some(Phase::Failed)),
            ("", None),
            ("volée", None),
        ] {
            assert_eq!(phase(word), wanted, "{word}");
        }
    }

    #[test]
    fn an_end_is_a_failure_only_where_the_reason_says_error() {
        for raison in
            [None, Some(""), Some("fermeture_normale"), Some("fermeture_admin"), Some("temps_ecoule")]
        {
            assert_eq!(end(raison), Phase::Completed, "{raison:?}");
        }
        for raison in ["erreur", "Erreur", "erreur_technique", "network error", "échec"] {
            assert_eq!(end(Some(raison)), Phase::Failed, "{raison}");
        }
        assert!(used_up(Some("temps_écoulé")) && !used_up(Some("fermeture_normale")) && !used_up(None));
    }
}
