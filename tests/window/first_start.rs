//! Somebody starts Vigie for the first time.

use serde_json::json;
use vigie_tests::{Desktop, PATIENCE, VigieOptions, eventually};

use crate::stage::{gauges, go};

#[tokio::test]
async fn an_empty_vigie_says_what_to_do_and_its_demo_moves() {
    let desktop = Desktop::start().await;
    let window = desktop.open_vigie(VigieOptions::at(&desktop.home().join("vigie"))).await;
    assert_eq!(window.text("main h2").await, "What should Vigie watch?");
    let empty = window.text("section.empty").await;
    assert!(empty.contains("Paste the address of a server"), "{empty}");
    assert!(empty.contains("Five invented servers"), "{empty}");
    assert_eq!(window.count("[role=progressbar]").await, 0);

    window.press("Try the demo").await;
    eventually(PATIENCE, || async { (window.count(".job.running").await >= 3).then_some(()) }).await;
    let before = gauges(&window).await;
    let moved = || async {
        let now = gauges(&window).await;
        let further = |(name, value, drawn): &&(String, String, String)| {
            before.iter().any(|(n, v, d)| n == name && v != value && d != drawn)
        };
        now.iter().find(further).cloned()
    };
    eventually(PATIENCE, moved).await;
    assert_eq!(window.count("section.empty").await, 0);

    // Five servers, each with what it has to tell.
    let live = "return [...document.querySelectorAll('.sidebar .server')] \
                .filter(s => s.textContent.includes('live')).map(s => s.querySelector('.name').textContent)";
    let names = json!(["Heron EDI", "SoniqueBay", "Estimates", "Postes", "SoliLMS"]);
    eventually(PATIENCE, || async { (window.script(live).await == names).then_some(()) }).await;
    go(&window, "activity").await;
    for model in ["estimate", "RealisationTache"] {
        window.find(&format!(".chips .chip[title={model}]")).await;
    }
    go(&window, "boards").await;
    for server in ["Estimates", "Postes"] {
        window.text_when("main .boards", |said| said.contains(server)).await;
    }

    // It is one thing: ended, all of it is gone.
    window.click(".sidebar .server").await;
    window.press("End the demo").await;
    window.press("Remove").await;
    eventually(PATIENCE, || async { (window.count(".sidebar .server").await == 0).then_some(()) }).await;
    go(&window, "jobs").await;
    window.find("section.empty").await;
    window.close().await;
}

#[tokio::test]
async fn what_a_page_does_wrong_is_noticed() {
    let desktop = Desktop::start().await;
    let window = desktop.open_vigie(VigieOptions::at(&desktop.home().join("vigie"))).await;
    window.find("main h2").await;
    assert_eq!(window.complaints(), [""; 0]);
    let wrong = "console.error('said so'); setTimeout(() => { throw new Error('thrown') }); \
                 Promise.reject(new Error('rejected')); \
                 const s = document.createElement('script'); s.textContent = '1'; document.body.append(s); \
                 fetch('https://heron.example/').catch(() => {});";
    window.script(wrong).await;
    for sign in ["said so", "thrown", "rejected", "Refused to execute a script", "https://heron.example/"] {
        eventually(PATIENCE, || async {
            window.complaints().iter().any(|line| line.contains(sign)).then_some(())
        })
        .await;
    }
    window.kill().await;
}
