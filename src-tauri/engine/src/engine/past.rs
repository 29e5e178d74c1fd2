//! What ended: the history, what is usual, what happened while nobody looked.

use std::path::Path;

use vigie_contract::{Digest, ExportFormat, Failure, FailureCode, HistoryPage, HistoryQuery, JobRef, Millis};

use super::Engine;

impl Engine {
    /// One page of the history, the one that ended last first; `after` is the `next` of the page before.
    ///
    /// # Errors
    /// `StoreTrouble` when it cannot be read.
    pub async fn history(
        &self,
        query: HistoryQuery,
        after: Option<String>,
        limit: u32,
    ) -> Result<HistoryPage, Failure> {
        let _ = (query, after, limit);
        Err(Failure::new(FailureCode::NotOffered))
    }

    /// Writes all that fits into a new file; tells how many rows.
    ///
    /// # Errors
    /// `StoreTrouble` when it cannot be read, `FileNotWritten` when it cannot be written.
    pub async fn export_history(
        &self,
        query: HistoryQuery,
        format: ExportFormat,
        file: &Path,
    ) -> Result<u32, Failure> {
        let _ = (query, format, file);
        Err(Failure::new(FailureCode::NotOffered))
    }

    /// What happened since then; empty counts when nothing did.
    ///
    /// # Errors
    /// `StoreTrouble` when it cannot be read.
    pub async fn digest(&self, from: Millis) -> Result<Digest, Failure> {
        let _ = from;
        Err(Failure::new(FailureCode::NotOffered))
    }

    /// How fast a job went, `[time, items (or percent) a second]`, oldest first; empty when it is not known.
    ///
    /// # Errors
    /// `Stopping` when the engine has ended.
    pub async fn job_rates(&self, job: JobRef) -> Result<Vec<(Millis, f64)>, Failure> {
        let _ = job;
        Err(Failure::new(FailureCode::NotOffered))
    }
}
