//! One session at a workstation.

use crate::clock::Micros;

/// Where a session stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionStatus {
    /// Its code waits to be typed in.
    Waiting,
    /// Its time runs.
    Active,
    /// Ended by its user or an operator.
    Ended,
    /// Its time has run out.
    Expired,
}

impl SessionStatus {
    /// As in `statut`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Waiting => "en_attente",
            Self::Active => "active",
            Self::Ended => "terminee",
            Self::Expired => "expiree",
        }
    }

    /// As people read it.
    pub(super) fn display(self) -> &'static str {
        match self {
            Self::Waiting => "En attente",
            Self::Active => "Active",
            Self::Ended => "Terminée",
            Self::Expired => "Expirée",
        }
    }

    pub(super) fn is_over(self) -> bool {
        matches!(self, Self::Ended | Self::Expired)
    }
}

/// A session to create.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionSpec {
    /// `code_acces`; codes are compared in upper case.
    pub code: String,
    /// `utilisateur`
    pub user: String,
    /// `poste`; one that does not exist is fine.
    pub poste: String,
    /// `duree_initiale`, in seconds.
    pub seconds: i64,
    /// `temps_restant`, in seconds; the whole duration when `None`.
    pub left: Option<i64>,
}

impl SessionSpec {
    /// A session of Jean Dupont's at Poste-03, as in the captures.
    pub fn new(code: impl Into<String>, seconds: i64) -> Self {
        Self { code: code.into(), user: "Jean Dupont".into(), poste: "Poste-03".into(), seconds, left: None }
    }
}

#[derive(Clone, Debug)]
pub(super) struct Session {
    pub(super) id: i64,
    pub(super) code: String,
    pub(super) user: String,
    pub(super) poste: String,
    /// `duree_initiale`, in seconds.
    pub(super) duration: i64,
    /// `temps_restant`, in seconds, as of the last tick.
    pub(super) left: i64,
    pub(super) status: SessionStatus,
    pub(super) started: Option<Micros>,
}

impl Session {
    /// `pourcentage_utilise`: rounded down.
    pub(super) fn percent_used(&self) -> i64 {
        let used = (self.duration - self.left).max(0);
        used.saturating_mul(100).checked_div(self.duration).unwrap_or(0)
    }
}
