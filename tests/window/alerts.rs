//! What a person is told of, where, and how often.

use vigie_tests::{PATIENCE, Window, eventually};

use crate::stage::{NOTHING_CAME, Stage, running, said, spaced, unread};

#[tokio::test]
async fn the_bell_and_the_desktop_tell_once_and_a_restart_says_nothing_again() {
    let stage = Stage::set("").await;
    let desktop = &stage.desktop;
    let (invoices, letters) = (stage.job("a", "Facturation"), stage.job("b", "Lettres"));
    let window = desktop.open_vigie(stage.vigie().lang("fr")).await;
    running(&window, "Facturation").await;
    running(&window, "Lettres").await;
    assert_eq!(window.count("[data-unread]").await, 0, "nothing has happened yet");

    // The person does something else: the desktop tells.
    let other = desktop.elsewhere().await;
    invoices.progress(10);
    invoices.complete();
    unread(&window, 1).await;
    assert_eq!(titles(&window).await, ["Facturation : tâche terminée"]);
    let alerts = desktop.alerts_at_least(1).await;
    let (summary, body) = said(&alerts[0]);
    assert_eq!(summary, "Facturation : tâche terminée");
    assert!(body.starts_with("10 éléments en ") && body.ends_with(" · Héron"), "{body}");
    assert_eq!(alerts[0].app, "Vigie");
    assert_eq!(alerts[0].actions, [("default".to_owned(), "Ouvrir".to_owned())]);
    assert_eq!(window.count(".toast").await, 0, "nobody looks at the window");

    // The person looks: the window tells, in the bell that stands beside the list.
    drop(other);
    desktop.focus("Vigie").await;
    letters.complete();
    unread(&window, 2).await;
    assert_eq!(titles(&window).await, ["Lettres : tâche terminée", "Facturation : tâche terminée"]);
    tokio::time::sleep(NOTHING_CAME).await;
    assert_eq!(desktop.alerts().len(), 1, "the window has told of it");
    window.close().await;

    // Another start: the bell remembers, and nobody is told again.
    let window = desktop.open_vigie(stage.vigie().lang("fr")).await;
    unread(&window, 2).await;
    let _other = desktop.elsewhere().await;
    assert_eq!(titles(&window).await, ["Lettres : tâche terminée", "Facturation : tâche terminée"]);
    stage.listed(2).await;
    tokio::time::sleep(NOTHING_CAME).await;
    assert_eq!(desktop.alerts().len(), 1);
    assert_eq!(window.count(".toast").await, 0);

    // What is read stays read.
    window.press("Tout marquer comme lu").await;
    unread(&window, 0).await;
    window.close().await;
    let window = desktop.open_vigie(stage.vigie().lang("fr")).await;
    eventually(PATIENCE, || async { (window.count(".notice").await == 2).then_some(()) }).await;
    unread(&window, 0).await;
    window.close().await;
}

/// Titles in the bell, without the word for those who cannot see that they are unread.
async fn titles(window: &Window) -> Vec<String> {
    let script = "return [...document.querySelectorAll('.notice .title')].map(title => title.lastChild.data)";
    let titles = || async {
        let titles: Vec<String> = serde_json::from_value(window.script(script).await).expect("texts");
        (!titles.is_empty()).then(|| titles.iter().map(|title| spaced(title)).collect())
    };
    eventually(PATIENCE, titles).await
}

#[tokio::test]
async fn the_chosen_language_counts_and_a_click_lands_on_the_job() {
    let stage = Stage::set("language = \"ru\"").await;
    let desktop = &stage.desktop;
    let (export, _scan) = (stage.job("a,1:% ё", "Выгрузка <b>A&B</b>"), stage.job("b", "Проверка"));
    let window = desktop.open_vigie(stage.vigie()).await;
    running(&window, "Выгрузка <b>A&B</b>").await;
    let _other = desktop.elsewhere().await;

    export.fail("SMTP недоступен: <a href=\"http://x\">5 & 6</a>");
    let alerts = desktop.alerts_at_least(1).await;
    let (summary, body) = said(&alerts[0]);
    assert_eq!(summary, "Выгрузка <b>A&B</b>: сбой на 40 %");
    // The daemon reads markup: what the server says is text.
    assert!(body.starts_with("SMTP недоступен: &lt;a href=\"http://x\"&gt;5 &amp; 6&lt;/a&gt; · "), "{body}");
    assert!(body.ends_with(" · Héron"), "{body}");
    assert_eq!(alerts[0].urgency, Some(2));
    assert_eq!(window.count(".details").await, 0);
    unread(&window, 1).await;

    desktop.click_alert(0).await;
    desktop.focused_is("Vigie").await;
    let details = window.text("section.details").await;
    assert!(details.contains("SMTP недоступен: <a href=\"http://x\">5 & 6</a>"), "{details}");
    assert_eq!(window.text(".title[aria-expanded=true]").await, "Выгрузка <b>A&B</b>");
    unread(&window, 0).await;
    window.close().await;
}

#[tokio::test]
async fn twenty_at_once_are_one_alert_and_its_click_opens_the_bell() {
    let stage = Stage::set("").await;
    let desktop = &stage.desktop;
    let jobs: Vec<_> = (1..=20).map(|n| stage.job(&format!("j{n}"), &format!("Import {n}"))).collect();
    // Narrow: the bell is not in sight.
    std::fs::write(stage.home().join("window.json"), r#"{"width":800,"height":700}"#).expect("a place");
    let window = desktop.open_vigie(stage.vigie()).await;
    let sidebar = || async { (window.text("nav .n").await == "20").then_some(()) };
    eventually(PATIENCE, sidebar).await;
    let _other = desktop.elsewhere().await;

    for (n, job) in jobs.iter().enumerate() {
        if n < 3 { job.fail("disk full") } else { job.complete() }
    }
    unread(&window, 20).await;
    let alerts = desktop.alerts_at_least(1).await;
    tokio::time::sleep(NOTHING_CAME).await;
    assert_eq!(desktop.alerts().len(), 1);
    assert_eq!(said(&alerts[0]), ("20 notifications".into(), "17 completed, 3 failed".into()));
    assert_eq!(window.count("dialog").await, 0);

    desktop.click_alert(0).await;
    desktop.focused_is("Vigie").await;
    eventually(PATIENCE, || async { (window.count("dialog .notice").await == 20).then_some(()) }).await;
    unread(&window, 20).await;
    window.close().await;
}
