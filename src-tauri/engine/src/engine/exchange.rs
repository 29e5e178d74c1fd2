//! Servers and rules, carried elsewhere and brought here.

mod plan;

use std::sync::PoisonError;

use serde_json::Value;
use tokio::sync::oneshot;
use vigie_contract::{AlertRules, Exchange, Failure, FailureCode, ImportReport, RuleScope};

use self::plan::{Plan, plan};
use super::{Engine, blocking};
use crate::mask::Mask;
use crate::settings::{Settings, entry_of};

/// What such a file calls itself.
const FORMAT: &str = "vigie-settings";
/// The newest version that is read, and the one that is written.
const VERSION: u32 = 1;
/// Bytes of a file that is read.
const MAX_BYTES: usize = 5_000_000;

impl Engine {
    /// Servers and rules, without secrets and without the demo.
    ///
    /// # Errors
    /// `Stopping` when the engine has ended.
    pub async fn export_settings(&self) -> Result<Exchange, Failure> {
        let mut alerts = self.subscribe().await?.snapshot.rules;
        let settings = self.settings_now().await;
        alerts.rules.retain(|rule| server_of(&rule.scope).is_none_or(|id| settings.server(id).is_some()));
        let mut servers = Vec::new();
        for server in &settings.servers {
            let mut entry = entry_of(server);
            if let Some(mapping) = entry.get_mut("custom") {
                // The person wrote it by hand, and may have put a secret into it.
                let mask = self.stored_secrets(vec![server.id.clone()]).await;
                mask_texts(mapping, &mask);
            }
            servers.push(Value::Object(entry));
        }
        Ok(Exchange { format: FORMAT.to_owned(), version: VERSION, servers, alerts })
    }

    /// Takes over servers and rules from the text of such a file; without `apply` only tells what that would bring.
    /// What is there already stays: servers with the same address and user as they are, rules of other scopes, and
    /// quiet hours and the like where the person has settled anything about them.
    ///
    /// # Errors
    /// `ImportUnreadable` when it is no such file, `SettingsNotWritten` when the settings cannot be written, or as
    /// [`set_rules`](Self::set_rules). Then nothing of it was taken over.
    pub async fn import_settings(&self, text: &str, apply: bool) -> Result<ImportReport, Failure> {
        let file = plan::parse(text)?;
        let alerts = self.subscribe().await?.snapshot.rules;
        if !apply {
            return Ok(plan(&file, &self.settings_now().await, &alerts)?.report);
        }
        let Plan { report, added, alerts } = self.add_planned(file, alerts).await?;
        if let Some(alerts) = alerts
            && let Err(failure) = self.set_rules(alerts).await
        {
            let ids: Vec<String> = added.into_iter().map(|server| server.id).collect();
            self.take_back(ids).await?;
            return Err(failure);
        }
        Ok(report)
    }

    /// All new servers in one edit, planned by what is in the file then.
    async fn add_planned(&self, file: plan::Parsed, alerts: AlertRules) -> Result<Plan, Failure> {
        let now = plan(&file, &self.settings_now().await, &alerts)?;
        if now.added.is_empty() {
            return Ok(now);
        }
        let (tell, told) = oneshot::channel();
        self.edit(move |settings| {
            let mut outcome = None;
            let edited = settings.edit(|settings| {
                let planned = plan(&file, settings, &alerts);
                if let Ok(plan) = &planned {
                    settings.servers.extend(plan.added.iter().cloned());
                }
                outcome = Some(planned);
                Ok(())
            })?;
            let _ = tell.send(outcome);
            Ok(edited)
        })
        .await?;
        told.await.ok().flatten().ok_or_else(|| Failure::new(FailureCode::Internal))?
    }

    async fn take_back(&self, ids: Vec<String>) -> Result<(), Failure> {
        if ids.is_empty() {
            return Ok(());
        }
        self.edit(move |settings| {
            settings.edit(|settings| {
                settings.servers.retain(|server| !ids.contains(&server.id));
                Ok(())
            })
        })
        .await
    }

    /// What the settings say; the defaults where this run keeps none.
    pub(super) async fn settings_now(&self) -> Settings {
        let Some(file) = self.inner.settings.clone() else { return Settings::default() };
        let read = move || file.lock().unwrap_or_else(PoisonError::into_inner).settings().clone();
        blocking(read).await.unwrap_or_default()
    }
}

/// The server that a rule is about.
fn server_of(scope: &RuleScope) -> Option<&str> {
    match scope {
        RuleScope::Everything | RuleScope::Kind { server: None, .. } => None,
        RuleScope::Server { server }
        | RuleScope::Kind { server: Some(server), .. }
        | RuleScope::Job { server, .. } => Some(server),
    }
}

/// Masks all texts within.
pub(super) fn mask_texts(value: &mut Value, mask: &Mask) {
    match value {
        Value::String(text) => *text = mask.text(text),
        Value::Array(values) => values.iter_mut().for_each(|value| mask_texts(value, mask)),
        Value::Object(fields) => fields.values_mut().for_each(|value| mask_texts(value, mask)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[cfg(test)]
mod tests;
