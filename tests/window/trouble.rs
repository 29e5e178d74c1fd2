//! What the list of jobs shows first, and what a row tells when it is opened.

use serde_json::json;
use vigie_tests::{PATIENCE, Window, eventually};

use crate::scene::{From, Scene};
use crate::stage::{running, spaced};

#[tokio::test]
async fn trouble_stands_above_what_goes_well_in_the_demo() {
    trouble_first(From::Demo).await;
}

#[tokio::test]
async fn trouble_stands_above_what_goes_well_in_a_django() {
    trouble_first(From::Django).await;
}

async fn trouble_first(from: From) {
    let scene = Scene::set(from, "").await;
    // Here a job has fallen silent after five seconds, the least that can be set.
    scene.server_says("stalled_seconds = 5");
    // The healthy one is the oldest and its name the first: nothing but its health puts it below.
    scene.moving("a", "Archive", false).await;
    scene.moving("b", "Bills", true).await;
    scene.job("c", "Copies", "copy").await;
    scene.job("d-fails", "Letters", "email_sending").await;
    let window = scene.open().await;
    for title in ["Archive", "Bills", "Copies", "Letters"] {
        shown(&window, title).await;
    }
    scene.fail("d-fails").await;
    shown_as(&window, "Letters", "failed").await;
    scene.job("e", "Exports", "export").await;
    running(&window, "Exports").await;
    scene.complete("e").await;
    shown_as(&window, "Exports", "completed").await;
    shown_as(&window, "Copies", "stalled").await;
    let order = json!(["Letters", "Copies", "Bills", "Archive", "Exports"]);
    eventually(PATIENCE, || async { (titles(&window).await == order).then_some(()) }).await;
    let sum = window.text("header .sum").await;
    assert!(["3 running", "1 failed", "1 in trouble"].iter().all(|said| sum.contains(said)), "{sum}");
    window.close().await;
}

/// Titles from top to bottom.
async fn titles(window: &Window) -> serde_json::Value {
    let script = "return [...document.querySelectorAll('main .place')] \
                  .sort((a, b) => a.dataset.index - b.dataset.index) \
                  .map(place => place.querySelector('.job .title')?.textContent).filter(Boolean)";
    window.script(script).await
}

/// Waits until a job of this title is in the list.
async fn shown(window: &Window, title: &str) {
    eventually(PATIENCE, || async {
        titles(window).await.as_array()?.iter().any(|shown| shown == title).then_some(())
    })
    .await;
}

/// Waits until it is shown in this state.
async fn shown_as(window: &Window, title: &str, state: &str) {
    let script = format!(
        "return [...document.querySelectorAll('main .job.{state} .title')].some(t => t.textContent === '{title}')"
    );
    eventually(PATIENCE, || async { (window.script(&script).await == true).then_some(()) }).await;
}

#[tokio::test]
async fn an_opened_row_tells_all_of_a_job_of_the_demo() {
    details(From::Demo).await;
}

#[tokio::test]
async fn an_opened_row_tells_all_of_a_job_of_a_django() {
    details(From::Django).await;
}

async fn details(from: From) {
    let scene = Scene::set(from, "").await;
    scene.moving("job-7", "Bills", true).await;
    let window = scene.open().await;
    running(&window, "Bills").await;
    window.click(".job .title").await;
    let has = async |part: &str, wanted: &str| {
        window.text_when(&format!("section.details {part}"), |said| said.contains(wanted)).await
    };
    // What happened, in the server's own words.
    has("ol", "Warning").await;
    let warned = match from {
        From::Demo => "facture 3",
        From::Django => "Erreur sur facture 3: adresse invalide",
    };
    has("ol", warned).await;
    has("pre", "campaign_id").await;
    let facts = spaced(&has("dl", "Warnings 1").await);
    for fact in ["Server Héron", "Kind email_sending", "/ 600", "Warnings 1"] {
        assert!(facts.contains(fact), "{fact} in {facts}");
    }
    has(".id", "job-7").await;

    // A curve needs some seconds of it; it is drawn, not merely there.
    let drawn = "const c = document.querySelector('section.details canvas'); if (!c || !c.width) return false; \
                 return c.getContext('2d').getImageData(0, 0, c.width, c.height).data.some(part => part !== 0)";
    eventually(PATIENCE, || async { (window.script(drawn).await == true).then_some(()) }).await;

    // Copied is what another field then gets pasted.
    window.press("Copy id").await;
    window.control("Copied").await;
    scene.desktop.focus("Vigie").await;
    window.script("document.querySelector('header input[type=search]').focus()").await;
    scene.desktop.press("ctrl+v").await;
    let pasted = "return document.querySelector('header input[type=search]').value";
    eventually(PATIENCE, || async { (window.script(pasted).await == "job-7").then_some(()) }).await;
    running(&window, "Bills").await;

    // Escape on the row folds it.
    window.script("document.querySelector('.job .title').focus()").await;
    scene.desktop.press("Escape").await;
    eventually(PATIENCE, || async { (window.count("section.details").await == 0).then_some(()) }).await;
    window.close().await;
}
