//! What the WebSockets and the REST answers say, as Python prints it.

use super::session::Session;
use crate::clock::{Micros, iso, iso_z};
use crate::json::{Object, Style, object};

fn typed(kind: &str, fill: impl FnOnce(&mut Object<'_>)) -> String {
    object(Style::Python, |message| {
        message.text("type", kind);
        fill(message);
    })
}

/// Figures of the dashboard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Figures {
    /// total, actifs, nouveaux_mois
    pub(super) users: [i64; 3],
    /// total, actives, en_attente, terminees_aujourd_hui
    pub(super) sessions: [i64; 4],
    /// total, disponibles, occupes, hors_ligne
    pub(super) postes: [i64; 4],
}

impl Figures {
    pub(super) fn print(&self, now: Micros) -> String {
        let part = |data: &mut Object<'_>, name: &str, names: &[&str], values: &[i64]| {
            data.object(name, |part| {
                for (name, value) in names.iter().zip(values) {
                    part.integer(name, *value);
                }
            });
        };
        object(Style::Python, |data| {
            part(data, "utilisateurs", &["total", "actifs", "nouveaux_mois"], &self.users);
            part(
                data,
                "sessions",
                &["total", "actives", "en_attente", "terminees_aujourd_hui"],
                &self.sessions,
            );
            part(data, "postes", &["total", "disponibles", "occupes", "hors_ligne"], &self.postes);
            data.text("timestamp", &iso_z(now));
        })
    }
}

pub(super) fn stats_update(figures: &Figures, now: Micros) -> String {
    typed("stats_update", |message| {
        message.raw("data", &figures.print(now));
    })
}

pub(super) fn established(session: Option<i64>, user: &str) -> String {
    typed("connection_established", |message| {
        message.text("message", "Connecté au serveur WebSocket");
        match session {
            Some(id) => message.integer("session_id", id),
            None => message.raw("session_id", "null"),
        };
        message.text("user", user);
    })
}

pub(super) fn heartbeat_ack(now: Micros) -> String {
    typed("heartbeat_ack", |message| {
        message.text("timestamp", &iso(now));
    })
}

/// `error`, `code_invalid`: a message and nothing else.
pub(super) fn plain(kind: &str, text: &str) -> String {
    typed(kind, |message| {
        message.text("message", text);
    })
}

/// A session as the server lists it, and as `code_valid` shows it.
pub(super) fn row(session: &Session) -> String {
    object(Style::Python, |row| {
        row.integer("id", session.id)
            .text("code_acces", &session.code)
            .text("utilisateur", &session.user)
            .text("poste", &session.poste)
            .integer("duree_initiale", session.duration)
            .integer("temps_restant", session.left)
            .text("statut", session.status.word());
    })
}

pub(super) fn code_valid(session: &Session) -> String {
    typed("code_valid", |message| {
        message.raw("session", &row(session));
    })
}

pub(super) fn session_started(session: &Session) -> String {
    typed("session_started", |message| {
        message.object("session", |row| {
            row.integer("id", session.id)
                .text("code_acces", &session.code)
                .text("statut", session.status.word())
                .integer("temps_restant", session.left);
            match session.started {
                Some(at) => row.text("debut_session", &iso(at)),
                None => row.raw("debut_session", "null"),
            };
        });
    })
}

/// The answer to `get_time`.
pub(super) fn time_asked(session: &Session) -> String {
    typed("time_update", |message| {
        message
            .integer("session_id", session.id)
            .integer("temps_restant", session.left)
            .integer("temps_restant_minutes", session.left.div_euclid(60))
            .integer("temps_restant_secondes", session.left.rem_euclid(60))
            .integer("pourcentage_utilise", session.percent_used())
            .flag("est_expiree", session.left <= 0)
            .text("statut", session.status.word());
    })
}

/// The one that is pushed says less, and not of which session.
pub(super) fn time_pushed(session: &Session) -> String {
    typed("time_update", |message| {
        message
            .integer("temps_restant", session.left)
            .integer("temps_restant_minutes", session.left.div_euclid(60))
            .integer("pourcentage_utilise", session.percent_used())
            .text("statut", session.status.word());
    })
}

pub(super) fn time_added(seconds: i64, left: i64, operator: &str) -> String {
    typed("time_added", |message| {
        message
            .integer("secondes_ajoutees", seconds)
            .integer("temps_restant", left)
            .text("operateur", operator);
    })
}

pub(super) fn warning(level: &str, text: &str, left: i64) -> String {
    typed("warning", |message| {
        message.text("level", level).text("message", text).integer("temps_restant", left);
    })
}

pub(super) fn terminated(reason: &str, text: &str) -> String {
    typed("session_terminated", |message| {
        message.text("raison", reason).text("message", text);
    })
}
