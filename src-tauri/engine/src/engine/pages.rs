//! One server looked at closely, and what can be carried elsewhere.

use vigie_contract::{DiagnosticsFile, Exchange, Failure, FailureCode, ImportReport, ServerPage};

use super::Engine;

impl Engine {
    /// What one server's page shows: messages after `after`, or all that are kept.
    ///
    /// # Errors
    /// `ServerUnknown` when there is no such server.
    pub async fn server_page(&self, id: &str, after: Option<u64>) -> Result<ServerPage, Failure> {
        let _ = (id, after);
        Err(Failure::new(FailureCode::NotOffered))
    }

    /// Servers and rules, without secrets and without the demo.
    ///
    /// # Errors
    /// `Stopping` when the engine has ended.
    pub async fn export_settings(&self) -> Result<Exchange, Failure> {
        Err(Failure::new(FailureCode::NotOffered))
    }

    /// Takes over servers and rules from the text of such a file; without `apply` only tells what that would bring.
    /// What is there already stays.
    ///
    /// # Errors
    /// `ImportUnreadable` when it is no such file, `SettingsNotWritten` when the settings cannot be written.
    pub async fn import_settings(&self, text: &str, apply: bool) -> Result<ImportReport, Failure> {
        let _ = (text, apply);
        Err(Failure::new(FailureCode::NotOffered))
    }

    /// Everything that helps to find out what is wrong, without secrets.
    ///
    /// # Errors
    /// `Stopping` when the engine has ended.
    pub async fn diagnostics(&self) -> Result<Vec<DiagnosticsFile>, Failure> {
        Err(Failure::new(FailureCode::NotOffered))
    }
}
