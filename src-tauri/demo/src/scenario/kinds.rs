//! The kinds of work the demo's company does, with believable words.

use rand::RngExt as _;
use rand::rngs::StdRng;
use serde_json::json;

use crate::spec::{JobSpec, Texts};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Orders,
    Invoices,
    Campaign,
    Report,
    Accounting,
    Library,
}

pub(super) const KINDS: [Kind; 6] =
    [Kind::Orders, Kind::Invoices, Kind::Campaign, Kind::Report, Kind::Accounting, Kind::Library];

const SUPPLIERS: [(&str, u32); 8] = [
    ("Papeterie du Canal", 456),
    ("Bois & Charpentes Morvan", 212),
    ("Verrerie des Trois Ponts", 731),
    ("Outillage Castelnau", 118),
    ("Textiles de la Lys", 894),
    ("Conserverie Ker Avel", 327),
    ("Lumière & Cie", 540),
    ("Quincaillerie Roussel", 665),
];
const CAMPAIGNS: [&str; 6] = [
    "Soldes d'hiver",
    "Invitation portes ouvertes",
    "Relance factures échues",
    "Nouveautés du catalogue",
    "Vœux aux clients",
    "Enquête de satisfaction",
];
const REPORTS: [(&str, &str); 5] = [
    ("Rapport mensuel des ventes", "monthly"),
    ("Inventaire permanent", "inventory"),
    ("Marges par famille", "margins"),
    ("Statistiques transporteurs", "carriers"),
    ("Balance âgée clients", "aged_balance"),
];
const MONTHS: [&str; 6] = ["2026-06", "2026-07", "2026-08", "2026-09", "2026-10", "2026-11"];
const SHELVES: [&str; 4] = ["/srv/photos", "/srv/plans", "/srv/catalogue", "/srv/archives"];

fn one_of<'a, T>(rng: &mut StdRng, from: &'a [T]) -> &'a T {
    &from[rng.random_range(0..from.len())]
}

fn texts(start: &str, progress: &str, warning: &str, error: &str, complete: &str) -> Texts {
    Texts {
        start: start.into(),
        progress: progress.into(),
        warning: warning.into(),
        error: error.into(),
        complete: complete.into(),
        completion: Some(complete.into()),
    }
}

/// A job of a kind, with its usual size and speed; nothing goes wrong yet.
pub(super) fn job_of(kind: Kind, rng: &mut StdRng) -> JobSpec {
    let spec = match kind {
        Kind::Orders | Kind::Invoices => edi(kind, rng),
        Kind::Campaign => campaign(rng),
        Kind::Report => report(rng),
        Kind::Accounting => accounting(rng),
        Kind::Library => library(rng),
    };
    JobSpec { jitter: 0.45, ..spec }
}

fn edi(kind: Kind, rng: &mut StdRng) -> JobSpec {
    let (supplier, number) = *one_of(rng, &SUPPLIERS);
    let (format, title) = match kind {
        Kind::Invoices => ("INVOIC", "Import factures EDI"),
        _ => ("ORDERS", "Import commandes EDI"),
    };
    let (total, speed) = match kind {
        Kind::Invoices => (rng.random_range(12..60) * 100, 95.0),
        _ => (rng.random_range(20..50) * 1_000, 820.0),
    };
    JobSpec {
        task_type: "edi_import".into(),
        title: Some(format!("{title} – {supplier}")),
        total,
        items_per_second: Some(speed),
        every: if kind == Kind::Invoices { 20 } else { 120 },
        metadata: json!({
            "file_format": format,
            "file_name": format!("{format}_{number}_{}.edi", rng.random_range(10_000..99_999)),
            "supplier_id": number,
            "supplier_name": supplier,
        }),
        texts: texts(
            "Lecture du fichier EDI...",
            "Import ligne {n}/{total}",
            "Ligne {n}: code article inconnu du catalogue",
            "Ligne {n}: fichier tronqué, segment UNT manquant",
            "✅ {ok} lignes importées, {failed} rejetées",
        ),
        ..JobSpec::default()
    }
}

fn campaign(rng: &mut StdRng) -> JobSpec {
    let name = *one_of(rng, &CAMPAIGNS);
    JobSpec {
        task_type: "email_sending".into(),
        title: Some(format!("Campagne « {name} »")),
        total: rng.random_range(30..90) * 10,
        items_per_second: Some(16.0),
        every: 4,
        metadata: json!({"campaign_id": rng.random_range(100..999), "channel": "email"}),
        texts: texts(
            "Préparation de la campagne...",
            "Envoi e-mail {n}/{total}",
            "E-mail {n}: adresse refusée par le serveur du destinataire",
            "Serveur SMTP indisponible à l'e-mail {n} (421 service not available)",
            "✅ {ok} e-mails envoyés, {failed} erreurs",
        ),
        ..JobSpec::default()
    }
}

fn report(rng: &mut StdRng) -> JobSpec {
    let (name, code) = *one_of(rng, &REPORTS);
    let month = *one_of(rng, &MONTHS);
    JobSpec {
        task_type: "report_generation".into(),
        title: Some(format!("{name} {month} (PDF)")),
        total: rng.random_range(24..72),
        items_per_second: Some(1.3),
        metadata: json!({"format": "PDF", "period": month, "report_type": code}),
        texts: texts(
            "Collecte des données...",
            "Mise en page {n}/{total}",
            "Page {n}: graphique sans données, remplacé par un tableau",
            "Page {n}: mémoire insuffisante pour le rendu PDF",
            "✅ Rapport de {ok} pages prêt, {failed} pages incomplètes",
        ),
        ..JobSpec::default()
    }
}

fn accounting(rng: &mut StdRng) -> JobSpec {
    let month = *one_of(rng, &MONTHS);
    JobSpec {
        task_type: "accounting_export".into(),
        title: Some(format!("Export comptable X3 – {month}")),
        total: rng.random_range(40..120) * 100,
        items_per_second: Some(170.0),
        every: 50,
        metadata: json!({"destination": "X3", "journal": "VTE", "period": month}),
        texts: texts(
            "Ouverture de la période...",
            "Écriture {n}/{total}",
            "Écriture {n}: compte de tiers absent de X3",
            "Écriture {n}: période clôturée dans X3",
            "✅ {ok} écritures exportées, {failed} en attente",
        ),
        ..JobSpec::default()
    }
}

/// Nobody knows beforehand how many files there are.
fn library(rng: &mut StdRng) -> JobSpec {
    let shelf = *one_of(rng, &SHELVES);
    JobSpec {
        task_type: "library_scan".into(),
        title: Some(format!("Analyse de la médiathèque {shelf}")),
        total: 0,
        hidden_total: Some(rng.random_range(60..180) * 10),
        items_per_second: Some(27.0),
        every: 9,
        metadata: json!({"path": shelf, "recursive": true}),
        texts: texts(
            "Parcours des dossiers...",
            "{n} fichiers analysés",
            "Fichier {n}: vignette illisible",
            "Fichier {n}: disque démonté pendant l'analyse",
            "✅ {ok} fichiers indexés, {failed} illisibles",
        ),
        ..JobSpec::default()
    }
}
