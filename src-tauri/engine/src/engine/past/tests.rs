//! The past, asked of a whole engine.

use vigie_contract::{JobUnit, NoticeKind};

use super::*;
use crate::clock::Clock;
use crate::engine::{EngineOptions, Keep};
use crate::store::{Commit, FinishedJob, Outcome};

/// 2026-01-02 03:04:05.678 UTC.
const NOW: Millis = 1_767_323_045_678;

fn ended(n: u64) -> FinishedJob {
    FinishedJob {
        owner: None,
        server: "s1".into(),
        server_name: "Депо".into(),
        id: format!("j{n}"),
        run: 1,
        kind: Some("import".into()),
        title: format!("=Import {n}"),
        outcome: if n.is_multiple_of(2) { Outcome::Completed } else { Outcome::Failed },
        inferred: false,
        unit: JobUnit::Items,
        done: Some(n),
        failed: None,
        total: None,
        warnings: 0,
        started_at: None,
        finished_at: NOW + n,
        duration_ms: Some(1_000),
        message: Some("a;\n\"b\",c".into()),
        error: None,
        metadata: None,
    }
}

async fn engine_of(jobs: u64) -> Engine {
    // With a clock of that time: by now these jobs would be too old to be kept.
    let clock = Clock::from_tokio(NOW + 1_000_000);
    let engine = Engine::start(EngineOptions { keep: Keep::Nothing, clock }).await;
    let finished = (0..jobs).map(ended).collect();
    engine.inner.store.commit(Commit { finished, ..Commit::default() }).await.unwrap();
    engine
}

#[tokio::test]
async fn what_is_exported_is_what_is_found() {
    let engine = engine_of(1_301).await;
    let folder = tempfile::tempdir().unwrap();
    let failed = HistoryQuery { text: "import".into(), ..HistoryQuery::default() };
    let csv_file = folder.path().join("история.csv");
    let rows = engine.export_history(failed.clone(), ExportFormat::Csv, &csv_file).await.unwrap();
    assert_eq!(rows, 1_301);
    let mut reader = csv::Reader::from_path(&csv_file).unwrap();
    let records: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().unwrap();
    assert_eq!(records.len(), 1_301);
    assert_eq!((&records[0][2], &records[0][4]), ("Депо", "'=Import 1300"));
    assert_eq!((&records[1_300][4], &records[1_300][18]), ("'=Import 0", "a;\n\"b\",c"));

    let json_file = folder.path().join("history.json");
    engine.export_history(failed.clone(), ExportFormat::Json, &json_file).await.unwrap();
    let read: Vec<HistoryRow> = serde_json::from_slice(&std::fs::read(json_file).unwrap()).unwrap();
    let page = engine.history(failed, None, 500).await.unwrap();
    assert_eq!((read.len(), &read[..500], page.total), (1_301, &page.rows[..], 1_301));
    assert!(read[0].usual.is_some());
    engine.shutdown().await;
}

#[tokio::test]
async fn an_empty_history_is_a_file_with_a_header() {
    let engine = engine_of(0).await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("none.csv");
    assert_eq!(engine.export_history(HistoryQuery::default(), ExportFormat::Csv, &file).await, Ok(0));
    assert_eq!(std::fs::read_to_string(file).unwrap().lines().count(), 1);
    let page = engine.history(HistoryQuery::default(), None, 10).await.unwrap();
    assert_eq!(page, HistoryPage::default());
    engine.shutdown().await;
}

#[tokio::test]
async fn a_file_that_cannot_be_written_says_which_and_why() {
    let engine = engine_of(1).await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("no/folder/history.csv");
    let failure = engine.export_history(HistoryQuery::default(), ExportFormat::Csv, &file).await.unwrap_err();
    assert_eq!(failure.code, FailureCode::FileNotWritten);
    assert_eq!(failure.args["file"], file.display().to_string());
    assert!(!failure.args["detail"].is_empty());
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    engine.shutdown().await;
}

#[tokio::test]
async fn a_digest_of_nothing_is_empty_and_a_job_that_is_not_known_has_no_rates() {
    let engine = engine_of(0).await;
    let digest = engine.digest(NOW).await.unwrap();
    assert_eq!((digest.from, digest.counts.get(&NoticeKind::Failed)), (NOW, None));
    let job = JobRef { server: "s1".into(), id: "a".into() };
    assert_eq!(engine.job_rates(job).await, Ok(vec![]));
    engine.shutdown().await;
}
