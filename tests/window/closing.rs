//! The window goes and comes back; Vigie watches on.

use std::time::Duration;

use vigie_tests::{PATIENCE, Program, eventually};

use crate::stage::{Stage, running, said};

/// Waits until a program has so many web views.
async fn web_views(vigie: &Program, count: usize) {
    eventually(PATIENCE, || async { (vigie.web_views().len() == count).then_some(()) }).await;
}

#[tokio::test]
async fn in_the_tray_it_watches_on_without_a_web_view_and_comes_back() {
    let stage = Stage::set("").await;
    let desktop = &stage.desktop;
    let tray = desktop.tray().await;
    let (import, export) = (stage.job("a", "Import"), stage.job("b", "Export"));
    let mut vigie = desktop.start_vigie(&stage.vigie());
    desktop.windows_are("Vigie", 1).await;
    web_views(&vigie, 1).await;
    let icon = tray.item().await;
    let menu_says = async |line: &str| {
        eventually(PATIENCE, || async {
            icon.menu().await.iter().any(|l| crate::stage::spaced(l) == line).then_some(())
        })
        .await;
    };
    menu_says("Import · 40 %").await;

    desktop.close_window("Vigie").await;
    desktop.windows_are("Vigie", 0).await;
    web_views(&vigie, 0).await;
    assert!(vigie.runs());

    // Meanwhile the jobs go on, and what ends is told.
    import.progress(7);
    menu_says("Import · 70 %").await;
    menu_says("Export · 40 %").await;
    export.complete();
    let alerts = desktop.alerts_at_least(1).await;
    assert_eq!(said(&alerts[0]).0, "Export completed");
    eventually(PATIENCE, || async {
        (!icon.menu().await.iter().any(|line| line.contains("Export"))).then_some(())
    })
    .await;

    icon.click("Show Vigie").await;
    desktop.windows_are("Vigie", 1).await;
    web_views(&vigie, 1).await;
    desktop.focused_is("Vigie").await;

    // A clicked alert brings the window too.
    desktop.close_window("Vigie").await;
    desktop.windows_are("Vigie", 0).await;
    web_views(&vigie, 0).await;
    desktop.click_alert(0).await;
    desktop.windows_are("Vigie", 1).await;
    web_views(&vigie, 1).await;

    icon.click("Quit").await;
    assert!(vigie.ended().await.success());
    assert_eq!(vigie.complaints(), [""; 0]);
    desktop.windows_are("Vigie", 0).await;
}

#[tokio::test]
async fn without_a_tray_closing_asks_once_and_another_start_brings_the_window_back() {
    let stage = Stage::set("").await;
    let desktop = &stage.desktop;
    let import = stage.job("a", "Import");
    let window = desktop.open_vigie(stage.vigie()).await;
    running(&window, "Import").await;
    desktop.close_window("Vigie").await;
    let asked = window.text("dialog").await;
    assert!(asked.contains("Keep watching?") && asked.contains("has no tray"), "{asked}");
    // Who does not answer stays.
    window.press("Close").await;
    eventually(PATIENCE, || async { (window.count("dialog").await == 0).then_some(()) }).await;
    assert_eq!(desktop.windows("Vigie").await, 1);

    desktop.close_window("Vigie").await;
    window.find("dialog[open]").await;
    // A WebDriver that sees its page go answers with an error.
    let keep = window.control("Keep watching").await;
    let _ = keep.click().await;
    desktop.windows_are("Vigie", 0).await;
    assert!(window.runs());
    import.complete();
    assert_eq!(said(&desktop.alerts_at_least(1).await[0]).0, "Import completed");

    let mut again = desktop.start_vigie(&stage.vigie());
    desktop.windows_are("Vigie", 1).await;
    assert!(again.ended().await.success(), "there is one Vigie");
    desktop.focused_is("Vigie").await;
    desktop.close_window("Vigie").await;
    desktop.windows_are("Vigie", 0).await;
    assert!(window.runs(), "it was asked and answered");
    assert_eq!(window.complaints(), [""; 0]);
    window.kill().await;
}

#[tokio::test]
async fn asked_whether_to_quit_the_answer_ends_everything() {
    let stage = Stage::set("").await;
    let desktop = &stage.desktop;
    let _import = stage.job("a", "Import");
    let window = desktop.open_vigie(stage.vigie()).await;
    running(&window, "Import").await;
    desktop.close_window("Vigie").await;
    window.find("dialog[open]").await;
    // A WebDriver that sees its page go answers with an error.
    let quit = window.control("Quit").await;
    let _ = quit.click().await;
    window.ended().await;
    desktop.windows_are("Vigie", 0).await;

    // The answer is kept: this time nobody is asked.
    let mut vigie = desktop.start_vigie(&stage.vigie());
    desktop.windows_are("Vigie", 1).await;
    web_views(&vigie, 1).await;
    desktop.close_window("Vigie").await;
    assert!(vigie.ended().await.success());
}

#[tokio::test]
async fn a_page_that_crashed_is_there_again_and_obeys() {
    let stage = Stage::set("").await;
    let desktop = &stage.desktop;
    let (_import, export) = (stage.job("a", "Import"), stage.job("b", "Export"));
    let mut vigie = desktop.start_vigie(&stage.vigie());
    desktop.windows_are("Vigie", 1).await;
    web_views(&vigie, 1).await;
    desktop.focus("Vigie").await;
    // A key pins the first job, and the next time lets it go: nothing but a living page does that.
    let kept = || std::fs::read_to_string(stage.home().join("settings.toml")).unwrap_or_default();
    let obeys = async |pinned: bool| {
        eventually(PATIENCE, || async {
            if kept().contains("pinned = [{") == pinned {
                return Some(());
            }
            for key in ["j", "Home", "j", "p"] {
                desktop.press(key).await;
            }
            // A second press before the first was kept would take it back.
            for _ in 0..50 {
                if kept().contains("pinned = [{") == pinned {
                    return Some(());
                }
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
            None
        })
        .await;
    };
    obeys(true).await;
    for pinned in [false, true] {
        let crashed = vigie.crash_page().await;
        eventually(PATIENCE, || async {
            let views = vigie.web_views();
            (views.len() == 1 && views != [crashed]).then_some(())
        })
        .await;
        obeys(pinned).await;
        assert_eq!(desktop.windows("Vigie").await, 1, "the same window");
    }
    let _other = desktop.elsewhere().await;
    export.complete();
    assert_eq!(said(&desktop.alerts_at_least(1).await[0]).0, "Export completed");
    assert!(vigie.runs());
}
