//! The history as a file: a table for a spreadsheet, or JSON for a program.
//!
//! Rows are written as they are read, a page at a time. The file is begun under another name beside its place
//! and put there when it is whole; what could not be finished is gone.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;
use vigie_contract::{ExportFormat, HistoryOutcome, HistoryRow, JobUnit, Millis};

/// The header: names that stay the same in every language and release.
const HEADER: [&str; 22] = [
    "finished_at",
    "started_at",
    "server",
    "kind",
    "title",
    "id",
    "run",
    "outcome",
    "inferred",
    "unit",
    "done",
    "failed",
    "total",
    "warnings",
    "duration_ms",
    "usual_median_ms",
    "usual_p90_ms",
    "usual_runs",
    "message",
    "error",
    "metadata",
    "owner",
];

/// Tells a spreadsheet that it is UTF-8.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// A file being written.
pub(super) struct Export {
    place: PathBuf,
    form: Form,
}

enum Form {
    Csv(Box<csv::Writer<NamedTempFile>>),
    Json { file: BufWriter<NamedTempFile>, any: bool },
}

impl Export {
    /// Begins a file that will take this place.
    pub fn begin(place: &Path, format: ExportFormat) -> io::Result<Self> {
        let folder = match place.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        if place.file_name().is_none() || place.is_dir() {
            return Err(io::Error::new(io::ErrorKind::IsADirectory, "this is a folder, not a file"));
        }
        let mut file = temporary().tempfile_in(folder)?;
        let form = match format {
            ExportFormat::Csv => {
                file.write_all(BYTE_ORDER_MARK.as_bytes())?;
                let mut csv = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(file);
                csv.write_record(HEADER)?;
                Form::Csv(Box::new(csv))
            }
            ExportFormat::Json => {
                let mut file = BufWriter::new(file);
                file.write_all(b"[")?;
                Form::Json { file, any: false }
            }
        };
        Ok(Self { place: place.to_owned(), form })
    }

    /// Writes rows behind those that are there.
    pub fn write(&mut self, rows: &[HistoryRow]) -> io::Result<()> {
        match &mut self.form {
            Form::Csv(csv) => rows.iter().try_for_each(|row| Ok(csv.write_record(record(row))?)),
            Form::Json { file, any } => {
                for row in rows {
                    file.write_all(if std::mem::replace(any, true) { b",\n" } else { b"\n" })?;
                    serde_json::to_writer(&mut *file, row)?;
                }
                Ok(())
            }
        }
    }

    /// Puts the file into its place, whole and on the disk.
    pub fn finish(self) -> io::Result<()> {
        let file = match self.form {
            Form::Csv(csv) => csv.into_inner().map_err(csv::IntoInnerError::into_error)?,
            Form::Json { mut file, .. } => {
                file.write_all(b"\n]\n")?;
                file.into_inner().map_err(io::IntoInnerError::into_error)?
            }
        };
        file.as_file().sync_all()?;
        let _: File = file.persist(&self.place).map_err(|error| error.error)?;
        Ok(())
    }
}

/// Readable by whom new files of the person are: it is made to be passed on.
fn temporary() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".vigie-export-").suffix(".tmp");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // The system takes away what the person's umask says.
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder
}

fn record(row: &HistoryRow) -> [String; HEADER.len()] {
    let metadata = if row.metadata.is_null() { String::new() } else { row.metadata.to_string() };
    [
        moment(row.finished_at),
        row.started_at.map(moment).unwrap_or_default(),
        text(&row.server_name),
        text(row.kind.as_deref().unwrap_or_default()),
        text(&row.title),
        text(&row.id),
        row.run.to_string(),
        match row.outcome {
            HistoryOutcome::Completed => "completed",
            HistoryOutcome::Failed => "failed",
            HistoryOutcome::Vanished => "vanished",
        }
        .to_owned(),
        row.inferred.to_string(),
        match row.unit {
            JobUnit::Items => "items",
            JobUnit::Seconds => "seconds",
        }
        .to_owned(),
        number(row.done),
        number(row.failed),
        number(row.total),
        row.warnings.to_string(),
        number(row.duration_ms),
        number(row.usual.map(|usual| usual.median_ms)),
        number(row.usual.map(|usual| usual.p90_ms)),
        number(row.usual.map(|usual| u64::from(usual.runs))),
        text(row.message.as_deref().unwrap_or_default()),
        text(row.error.as_deref().unwrap_or_default()),
        text(&metadata),
        text(row.owner.as_deref().unwrap_or_default()),
    ]
}

/// What is not known is an empty cell.
fn number(value: Option<u64>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// ISO 8601, UTC; empty for what no calendar has.
fn moment(at: Millis) -> String {
    let at = i64::try_from(at).ok().and_then(|at| jiff::Timestamp::from_millisecond(at).ok());
    at.map(|at| format!("{at:.3}")).unwrap_or_default()
}

/// A text that a spreadsheet would take for a formula gets an apostrophe in front: servers write these texts.
fn text(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    format!("{}{text}", if formula { "'" } else { "" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use vigie_contract::Usual;

    fn row(title: &str) -> HistoryRow {
        HistoryRow {
            row: "7".into(),
            server: "s1".into(),
            server_name: "Депо №1".into(),
            id: "+1".into(),
            run: 2,
            kind: Some("edi, \"import\"".into()),
            title: title.into(),
            owner: Some("Ада".into()),
            outcome: HistoryOutcome::Failed,
            inferred: false,
            unit: JobUnit::Items,
            done: Some(3),
            failed: None,
            total: Some(10),
            warnings: 1,
            started_at: None,
            finished_at: 1_767_323_045_678,
            duration_ms: Some(5_000),
            message: Some("line one\r\nline \"two\"; три\n".into()),
            error: Some("\t=cmd".into()),
            metadata: json!({"a": [1, "б,\n"]}),
            usual: Some(Usual { median_ms: 1, p90_ms: 2, runs: 5 }),
        }
    }

    fn written(format: ExportFormat, pages: &[Vec<HistoryRow>]) -> Vec<u8> {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("history");
        let mut export = Export::begin(&place, format).unwrap();
        pages.iter().for_each(|rows| export.write(rows).unwrap());
        export.finish().unwrap();
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing else is left");
        std::fs::read(place).unwrap()
    }

    #[test]
    fn nasty_values_come_back_from_a_reader_of_csv() {
        let titles = ["=1+1", "-5", "@SUM(A1)", "\rx", "plain", "a;b,c\"d\"", "Ёлка\nи «кавычки»", ""];
        let bytes = written(
            ExportFormat::Csv,
            &[titles[..3].iter().copied().map(row).collect(), titles[3..].iter().copied().map(row).collect()],
        );
        let text = String::from_utf8(bytes).unwrap();
        let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap();
        assert!(text.starts_with("finished_at,started_at,server,") && text.ends_with("\r\n"));
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        assert_eq!(reader.headers().unwrap(), &csv::StringRecord::from(HEADER.to_vec()));
        let records: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().unwrap();
        let read: Vec<&str> = records.iter().map(|record| &record[4]).collect();
        assert_eq!(
            read,
            ["'=1+1", "'-5", "'@SUM(A1)", "'\rx", "plain", "a;b,c\"d\"", "Ёлка\nи «кавычки»", ""]
        );
        let first = &records[0];
        assert_eq!((&first[0], &first[1], &first[2]), ("2026-01-02T03:04:05.678Z", "", "Депо №1"));
        assert_eq!((&first[3], &first[5], &first[10], &first[11]), ("edi, \"import\"", "'+1", "3", ""));
        assert_eq!((&first[18], &first[19]), ("line one\r\nline \"two\"; три\n", "'\t=cmd"));
        assert_eq!(serde_json::from_str::<serde_json::Value>(&first[20]).unwrap(), row("").metadata);
        assert_eq!(&first[21], "Ада");
    }

    #[test]
    fn json_is_an_array_of_rows_over_all_pages() {
        let rows = [row("a"), row("b"), row("c")];
        let bytes = written(ExportFormat::Json, &[rows[..2].to_vec(), vec![], rows[2..].to_vec()]);
        assert_eq!(serde_json::from_slice::<Vec<HistoryRow>>(&bytes).unwrap(), rows);
        let none = written(ExportFormat::Json, &[]);
        assert!(serde_json::from_slice::<Vec<HistoryRow>>(&none).unwrap().is_empty());
    }

    #[test]
    fn what_is_not_finished_leaves_nothing_behind_and_what_was_there_alone() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("history.csv");
        std::fs::write(&place, "before").unwrap();
        let mut export = Export::begin(&place, ExportFormat::Csv).unwrap();
        export.write(&[row("a")]).unwrap();
        drop(export);
        assert_eq!(std::fs::read_to_string(&place).unwrap(), "before");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
        assert!(Export::begin(folder.path(), ExportFormat::Json).is_err(), "a folder");
        assert!(Export::begin(&folder.path().join("no/such/place.csv"), ExportFormat::Csv).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn the_file_is_as_open_as_any_new_one() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let (place, usual) = (folder.path().join("history.csv"), folder.path().join("usual"));
        Export::begin(&place, ExportFormat::Csv).unwrap().finish().unwrap();
        std::fs::write(&usual, "").unwrap();
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode();
        assert_eq!(mode(&place), mode(&usual));
    }
}
