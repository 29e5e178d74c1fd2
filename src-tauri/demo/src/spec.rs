//! What a job shall do: its script, as a test or a scenario writes it.

use serde::Deserialize;
use serde_json::Value;

/// A job to create. Without `items_per_second` it is moved by its [`crate::JobHandle`] alone.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct JobSpec {
    /// Its id; a random UUID when `None`. An id that exists begins a new run of that job.
    pub id: Option<String>,
    /// The backend's kind of work, such as `email_sending`.
    #[serde(rename = "type")]
    pub task_type: String,
    /// `custom_title`.
    pub title: Option<String>,
    /// Who may see it; the first account when `None`.
    pub owner: Option<String>,
    /// Items in all, as the server says; 0: it does not know.
    pub total: i64,
    /// Items there really are, where the server does not know.
    pub hidden_total: Option<i64>,
    /// Speed of a job that moves by itself.
    pub items_per_second: Option<f64>,
    /// One event every so many items.
    pub every: i64,
    /// How uneven the speed is, 0 (even) to 0.9.
    pub jitter: f64,
    /// Items that fail with a warning.
    pub warn_at: Vec<i64>,
    /// The item that ends the job with an error.
    pub fail_at: Option<i64>,
    /// The item after which the job falls silent.
    pub hang_at: Option<i64>,
    /// How long it is silent; for good when `None`.
    pub hang_ms: Option<u64>,
    /// How long it is pending before it starts by itself.
    pub start_after_ms: u64,
    /// Pending until it is started by hand.
    pub paused: bool,
    /// `metadata`.
    pub metadata: Value,
    /// What it says.
    pub texts: Texts,
}

impl Default for JobSpec {
    fn default() -> Self {
        Self {
            id: None,
            task_type: "email_sending".into(),
            title: None,
            owner: None,
            total: 10,
            hidden_total: None,
            items_per_second: None,
            every: 1,
            jitter: 0.0,
            warn_at: Vec::new(),
            fail_at: None,
            hang_at: None,
            hang_ms: None,
            start_after_ms: 0,
            paused: false,
            metadata: serde_json::json!({"campaign_id": 123}),
            texts: Texts::default(),
        }
    }
}

impl JobSpec {
    /// A job of that id and size, moved by hand.
    pub fn new(id: impl Into<String>, total: i64) -> Self {
        Self { id: Some(id.into()), total, ..Self::default() }
    }

    /// The same, moving by itself.
    #[must_use]
    pub fn at_rate(mut self, items_per_second: f64) -> Self {
        self.items_per_second = Some(items_per_second);
        self
    }

    /// The same, pending until started by hand.
    #[must_use]
    pub fn paused(mut self) -> Self {
        self.paused = true;
        self
    }

    /// The same, owned by an account.
    #[must_use]
    pub fn owned_by(mut self, owner: impl Into<String>) -> Self {
        self.owner = Some(owner.into());
        self
    }

    /// The same, of another kind.
    #[must_use]
    pub fn of_type(mut self, task_type: impl Into<String>) -> Self {
        self.task_type = task_type.into();
        self
    }

    /// The same, with a title.
    #[must_use]
    pub fn titled(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// The same, with items that fail.
    #[must_use]
    pub fn warning_at(mut self, items: impl IntoIterator<Item = i64>) -> Self {
        self.warn_at.extend(items);
        self
    }

    /// The same, ended by an error at an item.
    #[must_use]
    pub fn failing_at(mut self, item: i64) -> Self {
        self.fail_at = Some(item);
        self
    }

    /// The same, silent after an item: for a while, or for good.
    #[must_use]
    pub fn hanging_at(mut self, item: i64, for_ms: Option<u64>) -> Self {
        self.hang_at = Some(item);
        self.hang_ms = for_ms;
        self
    }
}

/// The messages of a job. `{n}` is the item, `{total}` how many there are, `{ok}` and `{failed}` the outcome.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Texts {
    /// On `start`.
    pub start: String,
    /// On `progress`.
    pub progress: String,
    /// On `warning`.
    pub warning: String,
    /// On `error`.
    pub error: String,
    /// On `complete`.
    pub complete: String,
    /// `completion_message`, once complete.
    pub completion: Option<String>,
}

impl Default for Texts {
    fn default() -> Self {
        Self {
            start: "Démarrage envoi des factures...".into(),
            progress: "Envoi facture {n}/{total}".into(),
            warning: "Erreur sur facture {n}: adresse invalide".into(),
            error: "Erreur critique: SMTP indisponible à l'élément {n}".into(),
            complete: "✅ {ok} factures envoyées, {failed} erreurs".into(),
            completion: None,
        }
    }
}
