//! Many jobs: all are counted, few are drawn, each is found.

use serde_json::json;
use vigie_tests::{PATIENCE, Window, eventually};

use crate::scene::{From, Scene};

/// More rows than this are in no window of the desktop's size.
const DRAWN: usize = 80;

/// Nobody waits for a list that was filtered within this, milliseconds: many times what a healthy one takes.
const SOON_MS: f64 = 2_000.0;

#[tokio::test]
async fn five_thousand_jobs_of_the_demo_are_counted_and_each_is_found() {
    many(From::Demo, 5_000, "5,000").await;
}

/// Fewer: each row of its database is one request, some milliseconds long.
#[tokio::test]
async fn a_thousand_jobs_of_a_django_are_counted_and_each_is_found() {
    many(From::Django, 1_000, "1,000").await;
}

async fn many(from: From, jobs: u32, said: &str) {
    let scene = Scene::set(from, "").await;
    scene.waiting(jobs).await;
    let window = scene.open().await;
    window.text_when("main .head .n", |count| count == said).await;
    window.text_when("header .sum", |sum| sum.contains(&format!("{said} running"))).await;
    let drawn = window.count("main .job").await;
    assert!((1..=DRAWN).contains(&drawn), "{drawn} rows for {jobs} jobs");

    // By its id, which stands in no title.
    let took = filtered(&window, "row-777").await;
    assert!(took < SOON_MS, "{took} ms to find one of {jobs}");
    assert_eq!(window.text("main .job .title").await, "Batch 777");
    assert_eq!(window.count("main .job").await, 1);

    // The end of the list is reached, and still little is drawn.
    window
        .script("const f = document.querySelector('header input[type=search]'); f.focus(); f.select()")
        .await;
    scene.desktop.focus("Vigie").await;
    scene.desktop.press("Escape").await;
    window.text_when("main .head .n", |count| count == said).await;
    window.script("document.querySelector('main .job .title').focus()").await;
    scene.desktop.press("End").await;
    let last =
        format!("return !!document.querySelector('main .place[aria-posinset=\"{jobs}\"] .title:focus')");
    eventually(PATIENCE, || async { (window.script(&last).await == true).then_some(()) }).await;
    let drawn = window.count("main .job").await;
    assert!((1..=DRAWN).contains(&drawn), "{drawn} rows for {jobs} jobs");
    window.close().await;
}

/// Types this into the filter, and tells how long it took until the list drew the only one it fits, milliseconds.
async fn filtered(window: &Window, text: &str) -> f64 {
    let script = "const [text, done] = arguments; const field = document.querySelector('header input[type=search]'); \
                  const begin = performance.now(); field.value = text; \
                  field.dispatchEvent(new Event('input', { bubbles: true })); \
                  const look = () => document.querySelector('main .head .n')?.textContent === '1' \
                  ? done(performance.now() - begin) : requestAnimationFrame(look); look()";
    let took = window.client().execute_async(script, vec![json!(text)]);
    let took = tokio::time::timeout(PATIENCE, took).await.expect("the filter finds one");
    took.expect("the page runs the script").as_f64().expect("milliseconds")
}

/// Jobs begin, end and change places all the time: whoever looks sees a row in every place, at every moment.
#[tokio::test]
async fn no_place_in_the_list_is_ever_empty() {
    let scene = Scene::lifelike().await;
    std::fs::write(scene.home().join("window.json"), r#"{"width":480,"height":760}"#).expect("a place");
    let window = scene.desktop.open_vigie(scene.vigie()).await;
    eventually(PATIENCE, || async { (window.count("main .job.running").await >= 3).then_some(()) }).await;
    let holes = window.client().execute_async(HOLES, Vec::new());
    let holes = tokio::time::timeout(PATIENCE, holes).await.expect("the page answers in time");
    assert_eq!(holes.expect("the page runs the script"), json!([]));
    window.close().await;
}

/// Looks at every frame for ten seconds; tells of holes between rows that were there for more than one.
const HOLES: &str = "const done = arguments[0], begin = performance.now(), found = []; let before = ''; \
    const look = () => { \
      const rows = [...document.querySelectorAll('main .place')].map(place => place.getBoundingClientRect()) \
        .map(({ top, bottom }) => [top, bottom]).sort((a, b) => a[0] - b[0]); \
      const holes = rows.slice(1).map(([top], n) => [n, Math.round(top - rows[n][1])]).filter(([, gap]) => Math.abs(gap) > 2); \
      const now = holes.length ? JSON.stringify(holes) : ''; \
      if (now && now === before) found.push([Math.round(performance.now() - begin), now, rows.length]); \
      before = now; \
      if (performance.now() - begin < 10000) requestAnimationFrame(look); else done(found.slice(0, 20)); }; look()";
