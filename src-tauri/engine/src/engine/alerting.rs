//! What is told of, and how: the person's rules.

use vigie_contract::{AlertRules, DryRun, Failure, FailureCode, Rule};

use super::Engine;

impl Engine {
    /// Stores what is told of, and how.
    ///
    /// # Errors
    /// `RuleRefused` when a value will not do, `SettingsNotWritten` when the file cannot be written.
    pub async fn set_rules(&self, rules: AlertRules) -> Result<(), Failure> {
        let _ = rules;
        Err(Failure::new(FailureCode::NotOffered))
    }

    /// Puts a rule in the place of the one of the same scope; an empty one takes that away.
    ///
    /// # Errors
    /// As [`set_rules`](Self::set_rules).
    pub async fn set_rule(&self, rule: Rule) -> Result<(), Failure> {
        let _ = rule;
        Err(Failure::new(FailureCode::NotOffered))
    }

    /// What these rules would have done in the last 7 days.
    ///
    /// # Errors
    /// `StoreTrouble` when the past cannot be read.
    pub async fn dry_run(&self, rules: AlertRules) -> Result<DryRun, Failure> {
        let _ = rules;
        Err(Failure::new(FailureCode::NotOffered))
    }

    /// Takes notices out of the bell; `None`: all that are read. Tells how many are unread now.
    ///
    /// # Errors
    /// `StoreTrouble` when it cannot be written.
    pub async fn clear_notices(&self, ids: Option<&[String]>) -> Result<u32, Failure> {
        let _ = ids;
        Err(Failure::new(FailureCode::NotOffered))
    }
}
