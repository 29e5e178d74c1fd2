//! A server goes away, and so does the person.

use std::time::{Duration, UNIX_EPOCH};

use fantoccini::Locator;
use serde_json::json;
use vigie_tests::{PATIENCE, Window, eventually};

use crate::deeds::{NO_WARNINGS, alerted, belled};
use crate::scene::{From, Scene};
use crate::stage::{NOTHING_CAME, running, said, spaced, unread};

/// A server that is not reached for less than half a minute was only a blip; then a healthy machine's patience.
const UNTIL_TOLD: Duration = Duration::from_secs(60);

async fn a_server_that_goes_away_is_one_alert_and_its_return_another(from: From) {
    let scene = Scene::set(from, NO_WARNINGS).await;
    let desktop = &scene.desktop;
    for n in ["one", "two", "three"] {
        scene.job(n, &format!("Import {n}"), "edi_import").await;
    }
    let window = scene.open().await;
    for job in ["Import one", "Import two", "Import three"] {
        running(&window, job).await;
    }
    let _other = desktop.elsewhere().await;
    scene.line.refuse();
    scene.complete("one").await;
    eventually(UNTIL_TOLD, || async { (!desktop.alerts().is_empty()).then_some(()) }).await;
    tokio::time::sleep(NOTHING_CAME).await;
    assert_eq!(alerted(desktop), ["Héron unreachable, 3 jobs unknown"]);
    unread(&window, 1).await;

    scene.line.cut();
    // Whoever does not want to wait for the next try asks for it.
    let now = Locator::XPath("//button[normalize-space()='Connect now']");
    eventually(UNTIL_TOLD, || async {
        if let Ok(button) = window.client().find(now).await {
            let _ = button.click().await;
        }
        (desktop.alerts().len() > 1).then_some(())
    })
    .await;
    tokio::time::sleep(NOTHING_CAME).await;
    assert_eq!(alerted(desktop), ["Héron unreachable, 3 jobs unknown", "Héron reachable again"]);
    let (_, meanwhile) = said(&desktop.alerts()[1]);
    assert!(meanwhile.ends_with(": 1 completed; 2 jobs are open there"), "{meanwhile}");
    running(&window, "Import two").await;
    belled(&window, "Import one completed").await;

    // It is watched again as before.
    scene.complete("two").await;
    desktop.alerts_at_least(3).await;
    tokio::time::sleep(NOTHING_CAME).await;
    assert_eq!(alerted(desktop)[2..], ["Import two completed"]);
    window.close().await;
}

#[tokio::test]
async fn the_demo_that_goes_away_is_one_alert_and_its_return_another() {
    a_server_that_goes_away_is_one_alert_and_its_return_another(From::Demo).await;
}

#[tokio::test]
async fn the_django_that_goes_away_is_one_alert_and_its_return_another() {
    a_server_that_goes_away_is_one_alert_and_its_return_another(From::Django).await;
}

/// What the dialog of that name says, once it is there.
async fn while_away(window: &Window) -> String {
    spaced(&window.text_when("dialog[open]", |text| text.contains("While you were away")).await)
}

async fn what_happened_while_nobody_looked_is_told_once(from: From) {
    let scene = Scene::set(from, NO_WARNINGS).await;
    let desktop = &scene.desktop;
    for (id, title) in [("one", "Invoices"), ("two", "Orders"), ("three-fails", "Letters")] {
        scene.job(id, title, "edi_import").await;
    }
    let window = scene.open().await;
    for job in ["Invoices", "Orders", "Letters"] {
        running(&window, job).await;
    }
    // Nobody looks when these end: neither at the window, nor later at a Vigie that does not run.
    let other = desktop.elsewhere().await;
    scene.fail("three-fails").await;
    belled(&window, "Letters failed").await;
    scene.complete("one").await;
    belled(&window, "Invoices completed").await;
    window.close().await;
    scene.complete("two").await;
    drop(other);

    // As if all that had taken twenty minutes.
    let since = UNIX_EPOCH.elapsed().expect("a clock after 1970") - Duration::from_secs(20 * 60);
    let looked = json!({"looked_at": u64::try_from(since.as_millis()).expect("a time of this age")});
    let file = scene.home().join("looked.json");
    assert!(file.is_file(), "Vigie remembers when somebody looked");
    std::fs::write(file, looked.to_string()).expect("Vigie's own file");

    let window = scene.open().await;
    let told = while_away(&window).await;
    assert!(told.contains("You were away for 20 min"), "{told}");
    for part in
        ["1 failed", "2 completed", "Letters failed at 40 %", "Invoices completed", "Orders completed"]
    {
        assert!(told.contains(part), "{part}: {told}");
    }
    window.press("Mark these as read").await;
    eventually(PATIENCE, || async { (window.count("dialog").await == 0).then_some(()) }).await;
    unread(&window, 0).await;

    // Neither another look nor another start tells it again.
    let other = desktop.elsewhere().await;
    drop(other);
    desktop.focus("Vigie").await;
    tokio::time::sleep(NOTHING_CAME).await;
    assert_eq!(window.count("dialog").await, 0);
    window.close().await;
    let window = scene.open().await;
    belled(&window, "Orders completed").await;
    tokio::time::sleep(NOTHING_CAME).await;
    assert_eq!(window.count("dialog").await, 0);
    window.close().await;
}

#[tokio::test]
async fn what_happened_on_the_demo_while_nobody_looked_is_told_once() {
    what_happened_while_nobody_looked_is_told_once(From::Demo).await;
}

#[tokio::test]
async fn what_happened_on_the_django_while_nobody_looked_is_told_once() {
    what_happened_while_nobody_looked_is_told_once(From::Django).await;
}
