//! The history, and taking it along as a file.

use serde_json::Value;
use vigie_tests::{PATIENCE, Window, eventually};

use crate::deeds::{NO_WARNINGS, belled, downloads, saved};
use crate::scene::{From, Scene};
use crate::stage::{go, running, spaced};

/// What a table has to keep apart.
const NASTY: &str = "Счета; \"march\", №5";

/// The rows of the history as they are shown: title, outcome, when they ended.
async fn shown(window: &Window, count: usize) -> Vec<[String; 3]> {
    let script = "return [...document.querySelectorAll('main [role=row]')].filter(row => row.querySelector('.title')) \
                  .map(row => [row.querySelector('.title').textContent, \
                  row.querySelector('.outcome').textContent.trim(), row.querySelector('time').dateTime])";
    let rows = || async {
        let rows: Vec<[String; 3]> = serde_json::from_value(window.script(script).await).ok()?;
        (rows.len() == count).then_some(rows)
    };
    eventually(PATIENCE, rows).await
}

fn titles(rows: &[[String; 3]]) -> Vec<&str> {
    rows.iter().map(|row| row[0].as_str()).collect()
}

/// Chooses in one of the lists above the rows.
async fn narrow(window: &Window, list: &str, value: &str) {
    let list = window.find(&format!("main select[aria-label='{list}']")).await;
    list.select_by_value(value).await.expect("a value that can be chosen");
}

async fn export(window: &Window, format: &str, said: &str) {
    window.press("Export").await;
    window.click(&format!("[role=menu] [data-key={format}]")).await;
    window.text_when(".toasts", |text| spaced(text).contains(said)).await;
    window.press("Dismiss").await;
}

async fn the_history_is_exported_as_it_is_shown(from: From) {
    let scene = Scene::set(from, NO_WARNINGS).await;
    let folder = downloads(&scene.desktop);
    for (id, title, kind) in
        [("a", NASTY, "edi_import"), ("b", "Letters", "mailing"), ("c-fails", "Backup", "edi_import")]
    {
        scene.job(id, title, kind).await;
    }
    let window = scene.open().await;
    for title in [NASTY, "Letters", "Backup"] {
        running(&window, title).await;
    }
    scene.complete("a").await;
    belled(&window, NASTY).await;
    scene.fail("c-fails").await;
    belled(&window, "Backup failed").await;
    scene.complete("b").await;
    belled(&window, "Letters completed").await;

    go(&window, "history").await;
    let all = shown(&window, 3).await;
    assert_eq!(titles(&all), ["Letters", "Backup", NASTY], "the one that ended last first");
    narrow(&window, "Outcome", "completed").await;
    let completed = shown(&window, 2).await;
    export(&window, "csv", "Saved 2 rows to ").await;
    let csv = saved(&folder, ".csv").await;
    let text = String::from_utf8(csv).expect("UTF-8");
    let mut reader =
        csv::Reader::from_reader(text.strip_prefix('\u{feff}').expect("a mark for spreadsheets").as_bytes());
    let header = reader.headers().expect("a header").clone();
    let place = |name: &str| header.iter().position(|column| column == name).expect("a column of this name");
    let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().expect("valid CSV");
    let of = |name: &str| rows.iter().map(|row| row[place(name)].to_owned()).collect::<Vec<_>>();
    assert_eq!(of("title"), titles(&completed));
    assert_eq!(of("title"), ["Letters", NASTY]);
    assert_eq!(of("finished_at"), completed.iter().map(|row| row[2].clone()).collect::<Vec<_>>());
    assert!(completed.iter().all(|row| row[1] == "Completed"), "{completed:?}");
    assert_eq!(of("outcome"), ["completed", "completed"]);
    assert_eq!(of("kind"), ["mailing", "edi_import"]);
    assert_eq!(of("server"), ["Héron", "Héron"]);
    assert_eq!(of("total"), ["10", "10"]);

    // Words narrow it too, and the other format has the same rows.
    narrow(&window, "Outcome", "").await;
    shown(&window, 3).await;
    window.type_into("main input[type=search]", "backup").await;
    let failed = shown(&window, 1).await;
    export(&window, "json", "Saved 1 row to ").await;
    let json: Vec<Value> = serde_json::from_slice(&saved(&folder, ".json").await).expect("valid JSON");
    assert_eq!(json.len(), 1);
    assert_eq!(json[0]["title"], failed[0][0].as_str());
    assert_eq!((&json[0]["outcome"], &json[0]["kind"]), (&"failed".into(), &"edi_import".into()));
    assert_eq!(json[0]["server_name"], "Héron");
    assert!(json[0]["error"].as_str().is_some_and(|error| !error.is_empty()), "{json:?}");
    window.close().await;
}

#[tokio::test]
async fn the_history_of_the_demo_is_exported_as_it_is_shown() {
    the_history_is_exported_as_it_is_shown(From::Demo).await;
}

#[tokio::test]
async fn the_history_of_the_django_is_exported_as_it_is_shown() {
    the_history_is_exported_as_it_is_shown(From::Django).await;
}
