//! What a person chooses holds at once, and is there again after a restart.

use std::time::Duration;

use serde_json::Value;
use vigie_tests::{PATIENCE, Window, eventually};

use crate::scene::{From, Scene};
use crate::stage::{go, running, said, spaced, unread};

#[tokio::test]
async fn another_language_is_spoken_at_once_of_the_demo() {
    language(From::Demo).await;
}

#[tokio::test]
async fn another_language_is_spoken_at_once_of_a_django() {
    language(From::Django).await;
}

async fn language(from: From) {
    let scene = Scene::set(from, "").await;
    scene.job("a", "Import", "import").await;
    scene.job("b", "Export", "export").await;
    let window = scene.open().await;
    running(&window, "Export").await;
    go(&window, "settings").await;
    for (language, settings, jobs, id, told) in [
        ("fr", "Réglages", "Tâches", "a", "Import : tâche terminée"),
        ("ru", "Настройки", "Задачи", "b", "Export: задача завершена"),
    ] {
        choose(&window, language).await;
        window.text_when("main h1", |said| said == settings).await;
        window.text_when("nav a[href='#jobs']", |said| said.starts_with(jobs)).await;
        let spoken = || async { window.script("return document.documentElement.lang").await };
        eventually(PATIENCE, || async { (spoken().await == language).then_some(()) }).await;
        let other = scene.desktop.elsewhere().await;
        scene.complete(id).await;
        alerted(&scene, told).await;
        drop(other);
        // What follows within a second would be told in one alert with these.
        tokio::time::sleep(Duration::from_millis(1_500)).await;
    }
    window.close().await;
}

/// Waits until the desktop has told this.
async fn alerted(scene: &Scene, told: &str) {
    eventually(PATIENCE, || async {
        scene.desktop.alerts().iter().any(|alert| said(alert).0 == told).then_some(())
    })
    .await;
}

/// Chooses this value where the settings offer it.
async fn choose(window: &Window, value: &str) {
    let option = format!("main select option[value='{value}']");
    eventually(PATIENCE, || async { window.find(&option).await.click().await.ok() }).await;
}

/// Theme, and the colour behind everything.
async fn looks(window: &Window) -> (Value, Value) {
    let theme = window.script("return document.documentElement.dataset.theme").await;
    (theme, window.script("return getComputedStyle(document.documentElement).backgroundColor").await)
}

#[tokio::test]
async fn another_theme_is_drawn_at_once_and_stays_with_the_demo() {
    theme(From::Demo).await;
}

#[tokio::test]
async fn another_theme_is_drawn_at_once_and_stays_with_a_django() {
    theme(From::Django).await;
}

async fn theme(from: From) {
    let scene = Scene::set(from, "").await;
    let window = scene.open().await;
    go(&window, "settings").await;
    let is = async |window: &Window, theme: &str| {
        eventually(PATIENCE, || async { (looks(window).await.0 == theme).then_some(()) }).await;
        looks(window).await.1
    };
    choose(&window, "light").await;
    let light = is(&window, "light").await;
    choose(&window, "dark").await;
    let dark = is(&window, "dark").await;
    assert_ne!(light, dark);
    window.close().await;

    let window = scene.open().await;
    assert_eq!(is(&window, "dark").await, dark);
    window.close().await;
}

#[tokio::test]
async fn a_restart_keeps_all_that_a_person_has_of_the_demo() {
    restart(From::Demo).await;
}

#[tokio::test]
async fn a_restart_keeps_all_that_a_person_has_of_a_django() {
    restart(From::Django).await;
}

const MINI: &str = "Vigie, mini";
const BY_KIND: &str = "header button[aria-label='Grouped by: Kind']";

async fn restart(from: From) {
    let scene = Scene::set(from, "").await;
    for (id, title) in [("a", "Import"), ("b", "Export"), ("c-fails", "Letters")] {
        scene.job(id, title, "work").await;
    }
    let window = scene.open().await;
    for title in ["Import", "Export", "Letters"] {
        running(&window, title).await;
    }
    scene.heard("a").await;
    scene.warn("a").await;
    unread(&window, 1).await;
    scene.fail("c-fails").await;
    unread(&window, 2).await;
    settle(&window, "Import", "Pin on top", "Pinned").await;
    settle(&window, "Export", "Mute this job, every run", "Muted").await;
    go(&window, "settings").await;
    choose(&window, "compact").await;
    holds_density(&window).await;
    go(&window, "jobs").await;
    window.click("header button[aria-label^='Grouped by']").await;
    window.press("Kind").await;
    window.find(BY_KIND).await;
    window.click("header .mini").await;
    scene.desktop.windows_are(MINI, 1).await;
    window.close().await;

    for mini in [1, 0] {
        let window = scene.open().await;
        scene.desktop.windows_are("Vigie", 1).await;
        unread(&window, 2).await;
        for told in ["Letters failed at 40 %", "Import: 1 warning"] {
            window.text_when("section.bell", |said| spaced(said).contains(told)).await;
        }
        window.find(BY_KIND).await;
        sign(&window, "Import", "Pinned").await;
        sign(&window, "Export", "Muted").await;
        holds_density(&window).await;
        window.text_when(".sidebar .server", |said| said.contains("Héron")).await;
        go(&window, "history").await;
        window.text_when("main", |said| said.contains("Letters")).await;
        scene.desktop.windows_are(MINI, mini).await;
        if mini == 1 {
            scene.desktop.close_window(MINI).await;
            scene.desktop.windows_are(MINI, 0).await;
        } else {
            // The rule holds, it is not only drawn: what else ends is told of; of the muted one the bell alone knows.
            scene.complete("b").await;
            window.text_when("section.bell", |said| said.contains("Export completed")).await;
            let other = scene.desktop.elsewhere().await;
            scene.complete("a").await;
            alerted(&scene, "Import completed").await;
            drop(other);
            let unread =
                "return [...document.querySelectorAll('.notice.unread')].map(n => n.textContent).join()";
            let unread = window.script(unread).await.as_str().expect("a text").to_owned();
            assert!(unread.contains("Import completed") && !unread.contains("Export"), "{unread}");
            assert!(!scene.desktop.alerts().iter().any(|alert| alert.summary.contains("Export")));
            assert_eq!(scene.desktop.windows(MINI).await, 0);
        }
        window.close().await;
    }
}

async fn holds_density(window: &Window) {
    window.find("html[data-density='compact']").await;
}

/// Opens a job, does this with it, and closes it again.
async fn settle(window: &Window, title: &str, deed: &str, becomes: &str) {
    row(window, title, ".querySelector('.title').click()").await;
    window.press(deed).await;
    sign(window, title, becomes).await;
    row(window, title, ".querySelector('.title').click()").await;
    eventually(PATIENCE, || async { (window.count("section.details").await == 0).then_some(()) }).await;
}

/// Waits until the row of this title bears the sign.
async fn sign(window: &Window, title: &str, word: &str) {
    let signs = "?.querySelector('.line').textContent";
    eventually(PATIENCE, || async { row(window, title, signs).await.as_str()?.contains(word).then_some(()) })
        .await;
}

/// What a script tells of the row of this title.
async fn row(window: &Window, title: &str, script: &str) -> Value {
    let script = format!(
        "return [...document.querySelectorAll('main .job')].find(j => j.querySelector('.title').textContent === '{title}'){script}"
    );
    window.script(&script).await
}
