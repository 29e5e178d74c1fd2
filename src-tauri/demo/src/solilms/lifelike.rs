//! A class at work: what trainers say, what learners do.

use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use serde_json::json;

use super::message::Notification;
use super::school::Tables;
use crate::clock::{MILLISECOND, Micros, SECOND};

/// There is something to see at once.
const LIVELY: Micros = 10 * SECOND;
/// Notifications from before, of which the newest are unread.
const BACKLOG: i64 = 64;
const UNREAD: i64 = 6;
/// Between two of them.
const APART: Micros = 97 * 60 * SECOND;
/// Records of a model.
const RECORDS: i64 = 60;
/// States a task goes through.
const STATES: i64 = 5;

const NEWS: [(&str, &str, &str); 7] = [
    ("evaluation", "Évaluation publiée", "Votre évaluation de « {task} » est disponible"),
    ("tache", "Nouvelle tâche", "La tâche « {task} » vous a été affectée"),
    ("commentaire", "Commentaire du formateur", "« {task} » : pensez à documenter vos choix"),
    ("projet", "Projet validé", "Le livrable « {task} » est validé"),
    ("echeance", "Échéance proche", "« {task} » est à rendre demain à 18 h"),
    ("correction", "Correction demandée", "« {task} » : deux points à revoir"),
    ("session", "Séance déplacée", "La séance sur « {task} » a lieu en salle B12"),
];
const TASKS: [&str; 8] = [
    "Maquette de l'accueil",
    "Modèle de données",
    "API de réservation",
    "Tests unitaires",
    "Déploiement continu",
    "Accessibilité des formulaires",
    "Cahier des charges",
    "Soutenance",
];
const MODELS: [&str; 4] = ["RealisationTache", "RealisationProjet", "Competence", "Apprenant"];

pub(super) struct Lifelike {
    rng: StdRng,
    begun: Micros,
    due: Micros,
    acts: u32,
    /// The newest record of each model.
    newest: [i64; MODELS.len()],
}

impl Lifelike {
    pub(super) fn new(seed: u64, now: Micros) -> Self {
        let rng = StdRng::seed_from_u64(seed ^ 0x53_4c_4d);
        Self { rng, begun: now, due: now + SECOND, acts: 0, newest: [40, 12, 20, 16] }
    }

    pub(super) fn next(&self) -> Micros {
        self.due
    }

    /// What had been said before anyone looked.
    pub(super) fn begin(&mut self, tables: &mut Tables) {
        for nth in 0..BACKLOG {
            let left = BACKLOG - nth;
            let notification = Notification { read: left > UNREAD, ..self.notification() };
            tables.notify(&notification, self.begun - left * APART);
        }
    }

    fn notification(&mut self) -> Notification {
        let (kind, title, text) = NEWS[self.rng.random_range(0..NEWS.len())];
        let task = self.rng.random_range(0..TASKS.len());
        Notification {
            kind: kind.into(),
            title: title.into(),
            message: text.replace("{task}", TASKS[task]),
            about: (MODELS[0].into(), task as i64 + 1),
            read: false,
        }
    }

    /// Does the next thing.
    pub(super) fn act(&mut self, tables: &mut Tables) {
        let now = self.due;
        self.acts += 1;
        match self.acts {
            1 | 4 => self.notify(tables, now),
            2 => self.update(tables, 0, now),
            3 => self.create(tables, now),
            _ => match self.rng.random_range(0..100) {
                0..22 => self.notify(tables, now),
                22..28 => {
                    // Read on the server, on another screen, before it was told here.
                    let read = Notification { read: true, ..self.notification() };
                    tables.notify(&read, now);
                }
                28..76 => {
                    let model = self.rng.random_range(0..MODELS.len());
                    self.update(tables, model, now);
                }
                76..90 => self.create(tables, now),
                _ => self.delete(tables, now),
            },
        }
        let pause = if now - self.begun < LIVELY { 1_500..2_500 } else { 12_000..25_000 };
        self.due = now + self.rng.random_range(pause) * MILLISECOND;
    }

    fn notify(&mut self, tables: &mut Tables, now: Micros) {
        let notification = self.notification();
        tables.notify(&notification, now);
    }

    fn update(&mut self, tables: &mut Tables, model: usize, now: Micros) {
        let id = self.rng.random_range(1..=self.newest[model]);
        let state = json!(self.rng.random_range(1..=STATES));
        let fields = match model {
            0 => vec![("etat", state)],
            1 => vec![("etat", state), ("avancement", json!(self.rng.random_range(0..=20) * 5))],
            2 => vec![("niveau", state), ("validee", json!(self.rng.random_bool(0.5)))],
            _ => vec![("nom", json!("Élève")), ("progression", json!(self.rng.random_range(0..=100)))],
        };
        tables.crud("updated", MODELS[model], id, &fields, now);
    }

    fn create(&mut self, tables: &mut Tables, now: Micros) {
        if self.newest[0] >= RECORDS {
            return self.delete(tables, now);
        }
        self.newest[0] += 1;
        tables.crud("created", MODELS[0], self.newest[0], &[("etat", json!(1))], now);
    }

    fn delete(&mut self, tables: &mut Tables, now: Micros) {
        tables.crud("deleted", MODELS[0], self.newest[0], &[], now);
        self.newest[0] = (self.newest[0] - 1).max(1);
    }
}
