//! What ended: the history, what is usual, what happened while nobody looked.

use std::io;
use std::path::Path;

use vigie_contract::{
    Digest, ExportFormat, Failure, FailureCode, HistoryPage, HistoryQuery, HistoryRow, JobRef, Millis,
};

use super::core::Request;
use super::export::Export;
use super::{Engine, blocking};

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
        Ok(self.inner.store.history(query, after.as_deref(), limit).await?)
    }

    /// Writes all that fits into a new file; tells how many rows. A file that was there stays as it was until
    /// the new one is whole.
    ///
    /// # Errors
    /// `StoreTrouble` when it cannot be read, `FileNotWritten` when it cannot be written.
    pub async fn export_history(
        &self,
        query: HistoryQuery,
        format: ExportFormat,
        file: &Path,
    ) -> Result<u32, Failure> {
        let place = file.to_owned();
        let mut export = on_disk(file, move || Export::begin(&place, format)).await?;
        let (mut written, mut after) = (0, None::<String>);
        loop {
            let (rows, next) = self.inner.store.history_rows(query.clone(), after.as_deref()).await?;
            written += rows.len();
            export = on_disk(file, move || write(export, &rows)).await?;
            after = next;
            if after.is_none() {
                break;
            }
        }
        on_disk(file, move || export.finish()).await?;
        Ok(u32::try_from(written).unwrap_or(u32::MAX))
    }

    /// What happened since then; empty counts when nothing did.
    ///
    /// # Errors
    /// `StoreTrouble` when it cannot be read.
    pub async fn digest(&self, from: Millis) -> Result<Digest, Failure> {
        Ok(self.inner.store.digest(from, self.inner.clock.now()).await?)
    }

    /// How fast a job went, `[time, items (or percent) a second]`, oldest first; empty when it is not known.
    ///
    /// # Errors
    /// `Stopping` when the engine has ended.
    pub async fn job_rates(&self, job: JobRef) -> Result<Vec<(Millis, f64)>, Failure> {
        self.ask(|reply| Request::JobRates { job, reply }).await
    }
}

fn write(mut export: Export, rows: &[HistoryRow]) -> io::Result<Export> {
    export.write(rows)?;
    Ok(export)
}

/// Work on a file, on a thread that may block.
async fn on_disk<T: Send + 'static>(
    file: &Path,
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> Result<T, Failure> {
    let done = blocking(work).await.unwrap_or_else(|| Err(io::Error::other("it ended in the middle")));
    done.map_err(|error| {
        let failure = Failure::new(FailureCode::FileNotWritten);
        failure.with("file", file.display()).with("detail", error)
    })
}

#[cfg(test)]
mod tests;
