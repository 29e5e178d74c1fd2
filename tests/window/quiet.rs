//! Quiet hours.

use crate::deeds::{NO_WARNINGS, alerted, settings, turn};
use crate::scene::{From, Scene};
use crate::stage::{NOTHING_CAME, go, running, unread};

/// Every day and all day long, wherever the test runs.
const ALWAYS: &str = r#"
[alerts.quiet]
on = true
failures_come_through = true
spans = [{ days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], from = "00:00", to = "00:00" }]
"#;

async fn quiet_hours_hold_back_what_is_no_failure(from: From) {
    let scene = Scene::set(from, &format!("{ALWAYS}\n{NO_WARNINGS}")).await;
    let desktop = &scene.desktop;
    for (id, title) in [("good", "Invoices"), ("later", "Orders"), ("one-fails", "Letters")] {
        scene.job(id, title, "edi_import").await;
    }
    let window = scene.open().await;
    for job in ["Invoices", "Orders", "Letters"] {
        running(&window, job).await;
    }
    let other = desktop.elsewhere().await;
    scene.complete("good").await;
    unread(&window, 1).await;
    tokio::time::sleep(NOTHING_CAME).await;
    assert_eq!(alerted(desktop), [""; 0], "the bell has it, and that is all");
    scene.fail("one-fails").await;
    desktop.alerts_at_least(1).await;
    assert_eq!(alerted(desktop), ["Letters failed at 40 %"]);
    unread(&window, 2).await;

    // Switched off, what happens from then on is told; what was held back is not made up for.
    drop(other);
    desktop.focus("Vigie").await;
    settings(&window, "Quiet hours").await;
    turn(&window, "Keep quiet hours").await;
    window.press("Save").await;
    window.text_when(".settings > [role=status]", |said| said == "The alert rules are saved.").await;
    go(&window, "jobs").await;
    window.text_when("footer", |said| !said.contains("Quiet until")).await;
    let _other = desktop.elsewhere().await;
    scene.complete("later").await;
    desktop.alerts_at_least(2).await;
    tokio::time::sleep(NOTHING_CAME).await;
    assert_eq!(alerted(desktop), ["Letters failed at 40 %", "Orders completed"]);
    window.close().await;
}

#[tokio::test]
async fn quiet_hours_hold_back_what_is_no_failure_of_the_demo() {
    quiet_hours_hold_back_what_is_no_failure(From::Demo).await;
}

#[tokio::test]
async fn quiet_hours_hold_back_what_is_no_failure_of_the_django() {
    quiet_hours_hold_back_what_is_no_failure(From::Django).await;
}
