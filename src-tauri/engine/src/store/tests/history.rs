//! What ended, found again.

use vigie_contract::{HistoryOutcome, HistoryPage, HistoryQuery, HistoryRow, Usual};

use super::*;

fn ended(n: u64) -> FinishedJob {
    FinishedJob {
        run: 1,
        finished_at: NOW + n * 1_000,
        started_at: Some(NOW + n * 1_000 - 500),
        ..finished_job(&format!("j{n}"))
    }
}

async fn store_of(finished: Vec<FinishedJob>) -> Store {
    let store = Store::in_memory(Limits::default());
    store.commit(Commit { finished, ..Commit::default() }).await.unwrap();
    store
}

async fn found(store: &Store, query: HistoryQuery) -> Vec<String> {
    let page = store.history(query, None, 500).await.unwrap();
    assert_eq!(usize::try_from(page.total).unwrap(), page.rows.len());
    page.rows.into_iter().map(|row| row.id).collect()
}

fn text(text: &str) -> HistoryQuery {
    HistoryQuery { text: text.into(), ..HistoryQuery::default() }
}

/// All pages of so many rows.
async fn pages(store: &Store, query: &HistoryQuery, limit: u32) -> Vec<HistoryPage> {
    let (mut pages, mut after): (Vec<HistoryPage>, Option<String>) = (Vec::new(), None);
    loop {
        let page = store.history(query.clone(), after.as_deref(), limit).await.unwrap();
        after.clone_from(&page.next);
        pages.push(page);
        if after.is_none() {
            return pages;
        }
    }
}

#[tokio::test]
async fn the_one_that_ended_last_comes_first_with_all_that_is_known_of_it() {
    let store =
        store_of(vec![ended(1), FinishedJob { metadata: None, kind: None, ..ended(3) }, ended(2)]).await;
    let page = store.history(HistoryQuery::default(), None, 50).await.unwrap();
    let ids: Vec<&str> = page.rows.iter().map(|row| row.id.as_str()).collect();
    assert_eq!((ids, page.total, page.next), (vec!["j3", "j2", "j1"], 3, None));
    assert_eq!(page.kinds, ["edi_import"]);
    let row = &page.rows[2];
    let job = ended(1);
    assert_eq!(
        *row,
        HistoryRow {
            row: "1".into(),
            server: job.server,
            server_name: job.server_name,
            id: job.id,
            run: 1,
            kind: job.kind,
            title: job.title,
            owner: job.owner,
            outcome: HistoryOutcome::Completed,
            inferred: false,
            unit: JobUnit::Items,
            done: Some(10),
            failed: None,
            total: Some(10),
            warnings: 2,
            started_at: job.started_at,
            finished_at: job.finished_at,
            duration_ms: Some(5_000),
            message: job.message,
            error: None,
            metadata: serde_json::json!({"file": "a.csv"}),
            usual: None,
        }
    );
    assert!(page.rows[0].metadata.is_null());
}

#[tokio::test]
async fn pages_follow_one_another_without_a_gap_or_a_repetition() {
    // Many that ended in the same moment.
    let finished = (0..95).map(|n| FinishedJob { finished_at: NOW + n / 10, ..ended(n) }).collect();
    let store = store_of(finished).await;
    for query in [HistoryQuery::default(), text("IMPORT")] {
        let pages = pages(&store, &query, 10).await;
        assert_eq!(pages.len(), 10);
        assert!(pages.iter().all(|page| page.total == 95 && page.kinds == ["edi_import"]));
        let rows: Vec<(u64, u64)> = pages
            .iter()
            .flat_map(|page| &page.rows)
            .map(|row| (row.finished_at, row.row.parse().unwrap()))
            .collect();
        assert_eq!(rows.len(), 95);
        assert!(rows.windows(2).all(|pair| pair[0] > pair[1]), "{rows:?}");
    }
    let wrong = store.history(HistoryQuery::default(), Some("what?"), 10).await.unwrap();
    assert!(wrong.rows.is_empty() && wrong.next.is_none());
}

#[tokio::test]
async fn a_limit_is_at_least_one_and_at_most_a_page() {
    let store = store_of((0..600).map(ended).collect()).await;
    let page = |limit| store.history(HistoryQuery::default(), None, limit);
    assert_eq!(page(0).await.unwrap().rows.len(), 1);
    assert_eq!(page(u32::MAX).await.unwrap().rows.len(), 500);
}

#[tokio::test]
async fn all_words_are_found_whatever_their_case_and_accents_and_wherever_they_stand() {
    let store = store_of(vec![
        FinishedJob { title: "Échec d'expédition".into(), ..ended(1) },
        FinishedJob {
            title: "Загрузка счетов".into(), server_name: "Склад".into(), ..ended(2)
        },
        FinishedJob { message: Some("100% _done_".into()), error: Some("Дёготь".into()), ..ended(3) },
        FinishedJob { metadata: Some(r#"{"datei":"Müller.csv"}"#.into()), ..ended(4) },
    ])
    .await;
    for (words, ids) in [
        ("échec", vec!["j1"]),
        ("ECHEC", vec!["j1"]),
        ("expÉdition échec", vec!["j1"]),
        ("ЗАГРУЗКА", vec!["j2"]),
        ("загруз склад", vec!["j2"]),
        ("деготь", vec!["j3"]),
        ("100% _DONE_", vec!["j3"]),
        ("%", vec!["j3"]),
        ("muller", vec!["j4"]),
        ("j3", vec!["j3"]),
        ("edi_import depot", vec!["j4", "j3", "j1"]),
        ("échec загрузка", vec![]),
        ("  ", vec!["j4", "j3", "j2", "j1"]),
    ] {
        assert_eq!(found(&store, text(words)).await, ids, "{words}");
    }
}

#[tokio::test]
async fn server_kind_outcome_and_time_narrow_it_down() {
    let store = store_of(vec![
        FinishedJob { server: "s2".into(), kind: Some("scan".into()), ..ended(1) },
        FinishedJob { outcome: Outcome::Failed, ..ended(2) },
        FinishedJob { outcome: Outcome::Vanished, kind: None, ..ended(3) },
        ended(4),
    ])
    .await;
    let all = HistoryQuery::default;
    let server = |id: &str| HistoryQuery { server: Some(id.into()), ..all() };
    assert_eq!(found(&store, server("s2")).await, ["j1"]);
    assert_eq!(found(&store, HistoryQuery { kind: Some("edi_import".into()), ..all() }).await, ["j4", "j2"]);
    for (outcome, id) in [(HistoryOutcome::Failed, "j2"), (HistoryOutcome::Vanished, "j3")] {
        assert_eq!(found(&store, HistoryQuery { outcome: Some(outcome), ..all() }).await, [id]);
    }
    let between = HistoryQuery { from: Some(NOW + 2_000), to: Some(NOW + 4_000), ..all() };
    assert_eq!(found(&store, between).await, ["j3", "j2"], "from is in it, to is not");
    let kinds = |query| async { store.history(query, None, 1).await.unwrap().kinds };
    assert_eq!(kinds(all()).await, ["edi_import", "scan"]);
    assert_eq!(kinds(server("s2")).await, ["scan"]);
    assert_eq!(kinds(HistoryQuery { text: "j2".into(), ..all() }).await, ["edi_import", "scan"]);
}

#[tokio::test]
async fn kinds_follow_what_ends_and_what_is_let_go() {
    let kind = |n: u64, kind: &str| FinishedJob { kind: Some(kind.into()), ..ended(n) };
    let store = store_of(vec![kind(1, "a")]).await;
    let kinds = || async { store.history(HistoryQuery::default(), None, 1).await.unwrap().kinds };
    assert_eq!(kinds().await, ["a"]);
    let finished = vec![FinishedJob { server: "s2".into(), ..kind(2, "c") }, kind(3, "b")];
    store.commit(Commit { finished, ..Commit::default() }).await.unwrap();
    assert_eq!(kinds().await, ["a", "b", "c"]);
    store.forget_all_of("s1").await.unwrap();
    assert_eq!(kinds().await, ["c"]);
    store.forget_all_of("s2").await.unwrap();
    assert!(kinds().await.is_empty());
}

#[tokio::test]
async fn each_row_knows_what_is_usual_of_its_kind_on_its_server() {
    let took = |n: u64| FinishedJob { duration_ms: Some(n * 1_000), ..ended(n) };
    let mut finished: Vec<FinishedJob> = (1..=5).map(took).collect();
    finished.push(FinishedJob { outcome: Outcome::Failed, ..took(900) });
    finished.push(FinishedJob { unit: JobUnit::Seconds, ..took(901) });
    finished.push(FinishedJob { server: "s2".into(), ..took(902) });
    let store = store_of(finished).await;
    let rows = store.history(HistoryQuery::default(), None, 50).await.unwrap().rows;
    let usual = Some(Usual { median_ms: 3_000, p90_ms: 5_000, runs: 5 });
    let told: Vec<_> = rows.iter().map(|row| (row.id.as_str(), row.usual)).collect();
    assert_eq!(told[..4], [("j902", None), ("j901", None), ("j900", usual), ("j5", usual)]);
    assert_eq!(store.recall("s1", NOW).await.unwrap().habits.usual("edi_import", None), usual);
    assert!(store.recall("s3", NOW).await.unwrap().habits.is_empty());
}

#[tokio::test]
async fn only_the_newest_two_hundred_runs_are_what_is_usual() {
    let took = |n: u64| FinishedJob { duration_ms: Some(if n < 300 { 9_000_000 } else { n }), ..ended(n) };
    let store = store_of((0..500).map(took).collect()).await;
    let usual = store.recall("s1", NOW).await.unwrap().habits.usual("edi_import", None);
    assert_eq!(usual, Some(Usual { median_ms: 399, p90_ms: 479, runs: 200 }));
}

#[tokio::test]
async fn a_large_history_is_searched_in_batches_and_paged_to_the_end() {
    let store = Store::in_memory(Limits::default());
    for thousand in 0..5 {
        let finished = (thousand * 1_000..(thousand + 1) * 1_000)
            .map(|n| FinishedJob { title: format!("Import {}", n % 100), ..ended(n) })
            .collect();
        store.commit(Commit { finished, ..Commit::default() }).await.unwrap();
    }
    let query = HistoryQuery { text: "import 77".into(), ..HistoryQuery::default() };
    // 50 titles, and the ids with 77 in them.
    let matching = (0..5_000).filter(|n| n % 100 == 77 || n.to_string().contains("77")).count();
    let found = pages(&store, &query, 20).await;
    assert_eq!(found.iter().map(|page| page.rows.len()).sum::<usize>(), matching);
    assert!(found.iter().all(|page| page.total as usize == matching));
    assert_eq!(store.history(HistoryQuery::default(), None, 20).await.unwrap().total, 5_000);
}

#[tokio::test]
async fn rows_alone_are_read_to_the_end() {
    let store = store_of((0..1_200).map(ended).collect()).await;
    let (mut rows, mut after) = (Vec::new(), None::<String>);
    loop {
        let (more, next) = store.history_rows(text("j"), after.as_deref()).await.unwrap();
        rows.extend(more);
        after = next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(rows.len(), 1_200);
    assert_eq!((rows[0].id.as_str(), rows[1_199].id.as_str()), ("j1199", "j0"));
}

#[tokio::test]
async fn a_digest_counts_all_and_shows_what_matters_most_first() {
    let store = Store::in_memory(Limits::default());
    let at = |job: &str, kind, at| {
        let mut new = new_notice(job, kind, "");
        new.notice.at = at;
        new
    };
    let mut notices: Vec<NewNotice> =
        (0..120).map(|n| at(&format!("c{n}"), NoticeKind::Completed, NOW + n)).collect();
    notices.push(at("f1", NoticeKind::Failed, NOW + 1));
    notices.push(at("w", NoticeKind::Warning, NOW + 500));
    notices.push(at("f2", NoticeKind::Failed, NOW + 2));
    notices.push(at("old", NoticeKind::Failed, NOW - 1));
    store.commit(Commit { notices, ..Commit::default() }).await.unwrap();
    let hide = "UPDATE notice SET hidden = 1 WHERE job = 'c119'";
    store.desk.ask(move |db| Ok(db.conn.execute(hide, [])?)).await.unwrap();

    let digest = store.digest(NOW, NOW + 9_000).await.unwrap();
    assert_eq!((digest.from, digest.to), (NOW, NOW + 9_000));
    let counts: Vec<_> = digest.counts.iter().map(|(kind, count)| (*kind, *count)).collect();
    assert_eq!(counts, [(NoticeKind::Completed, 119), (NoticeKind::Failed, 2), (NoticeKind::Warning, 1)]);
    let jobs: Vec<_> = digest.notices.iter().filter_map(|notice| notice.job.as_deref()).collect();
    assert_eq!((jobs.len(), &jobs[..5]), (100, &["f2", "f1", "w", "c118", "c117"][..]));
    let nothing = store.digest(NOW + 10_000, NOW + 11_000).await.unwrap();
    assert!(nothing.counts.is_empty() && nothing.notices.is_empty());
}
