//! The small window on top of everything.

use serde_json::Value;
use vigie_tests::{PATIENCE, Window, eventually};

use crate::scene::{From, Scene};
use crate::stage::{running, spaced};

const MINI: &str = "Vigie, mini";

/// Clicks into a window, so many pixels from its corner.
async fn click_in(scene: &Scene, title: &str, x: u32, y: u32) {
    let pattern = format!("^{title}$");
    let (x, y) = (x.to_string(), y.to_string());
    let search = ["search", "--onlyvisible", "--name", &pattern];
    let click = ["mousemove", "--sync", "--window", "%1", &x, &y, "click", "1"];
    scene.desktop.run("xdotool", &[&search[..], &click[..]].concat()).await;
}

/// Whether Vigie would open it again.
fn is_remembered(scene: &Scene) -> Option<bool> {
    let text = std::fs::read_to_string(scene.home().join("mini.json")).ok()?;
    serde_json::from_str::<Value>(&text).ok()?["open"].as_bool()
}

/// Reads the mini window, and comes back to the main one.
async fn shows_the_job(window: &Window) {
    let driver = window.client();
    let main = driver.window().await.expect("the main window");
    let mini = eventually(PATIENCE, || async {
        let all = driver.windows().await.ok()?;
        all.into_iter().find(|handle| *handle != main)
    })
    .await;
    driver.switch_to_window(mini).await.expect("the mini window can be driven");
    let row = window.text_when(".mini li", |said| spaced(said).contains("40 %")).await;
    assert!(row.contains("Invoices"), "{row}");
    assert!(window.text(".mini .sum").await.contains("1 running"));
    assert_eq!(window.count(".mini li").await, 1);
    driver.switch_to_window(main).await.expect("the main window can be driven");
}

async fn the_mini_window_shows_the_jobs_on_top_and_is_remembered(from: From) {
    let scene = Scene::set(from, "").await;
    let desktop = &scene.desktop;
    scene.job("a", "Invoices", "edi_import").await;
    let window = scene.open().await;
    running(&window, "Invoices").await;
    assert_eq!(desktop.windows(MINI).await, 0);
    window.press("Small window, always on top").await;
    desktop.windows_are(MINI, 1).await;
    let state = || async { desktop.run("xprop", &["-name", MINI, "_NET_WM_STATE"]).await };
    eventually(PATIENCE, || async { state().await.contains("_NET_WM_STATE_ABOVE").then_some(()) }).await;
    eventually(PATIENCE, || async { (is_remembered(&scene) == Some(true)).then_some(()) }).await;

    shows_the_job(&window).await;

    // A click of the mouse on its first row shows that job in the main window.
    let _other = desktop.elsewhere().await;
    assert_eq!(window.count("section.details").await, 0);
    eventually(PATIENCE, || async {
        // It may still be drawing what the click is meant for.
        click_in(&scene, MINI, 90, 50).await;
        tokio::time::timeout(PATIENCE / 10, window.find("section.details")).await.ok()
    })
    .await;
    desktop.focused_is("Vigie").await;
    assert_eq!(window.text(".title[aria-expanded=true]").await, "Invoices");
    desktop.screenshot(&format!("mini-{from:?}")).await;
    window.close().await;

    // The next start brings it again; closed, it stays away.
    let mut vigie = desktop.start_vigie(&scene.vigie());
    desktop.windows_are("Vigie", 1).await;
    desktop.windows_are(MINI, 1).await;
    desktop.close_window(MINI).await;
    desktop.windows_are(MINI, 0).await;
    eventually(PATIENCE, || async { (is_remembered(&scene) == Some(false)).then_some(()) }).await;
    assert!(vigie.runs(), "the main window is there");
    desktop.windows_are("Vigie", 1).await;
    assert_eq!(vigie.complaints(), [""; 0]);
    drop(vigie);
    desktop.windows_are("Vigie", 0).await;

    let window = scene.open().await;
    running(&window, "Invoices").await;
    assert_eq!(desktop.windows(MINI).await, 0);
    window.close().await;
}

#[tokio::test]
async fn the_mini_window_shows_the_demos_jobs_on_top_and_is_remembered() {
    the_mini_window_shows_the_jobs_on_top_and_is_remembered(From::Demo).await;
}

#[tokio::test]
async fn the_mini_window_shows_the_djangos_jobs_on_top_and_is_remembered() {
    the_mini_window_shows_the_jobs_on_top_and_is_remembered(From::Django).await;
}
