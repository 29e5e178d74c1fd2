//! Real servers of four kinds in the window: an address is enough, and each shows what it has to tell.

use serde_json::json;
use vigie_tests::{
    Desktop, EstimatesBackend, EstimatesOptions, PATIENCE, PostesBackend, PostesOptions, Scan,
    SoniqueBayBackend, VigieOptions, Window, eventually,
};

use crate::stage::{files_with, fill, go, running, spaced, unread};

const TOKEN: &str = "manager1-token";

/// Types the address of a server into an empty Vigie and waits until it was found to be one of this kind.
async fn found(window: &Window, url: &str, kind: &str) {
    window.type_into("section.empty input", url).await;
    window.press("Watch").await;
    window.text_when("dialog .found", |said| said.starts_with(&format!("{kind} found"))).await;
}

/// Adds the server of the dialog, and waits until it is live.
async fn added(window: &Window) {
    window.press("Add").await;
    window.text_when(".sidebar .server", |said| said.contains("live")).await;
    assert_eq!(window.count("dialog").await, 0);
}

#[tokio::test]
async fn an_office_is_found_by_its_address_and_its_token_is_seen_nowhere() {
    let office = EstimatesBackend::start(EstimatesOptions::default()).await;
    let desktop = Desktop::start().await;
    let window = desktop.open_vigie(VigieOptions::at(&desktop.home().join("vigie"))).await;
    found(&window, &office.url, "Estimates").await;
    let found = window.text("dialog .found").await;
    assert!(found.contains("It wants a token."), "{found}");

    fill(&window, "Token", "not-the-token").await;
    window.press("Test").await;
    let refused = window.text("dialog .result").await;
    assert!(refused.starts_with("It did not work") && refused.contains("token"), "{refused}");
    fill(&window, "Token", TOKEN).await;
    added(&window).await;

    // What it tells of is in the table, and changes there: the row stays the row it was.
    let id = office.create_estimate("Смета_1", "foreman1").await;
    go(&window, "activity").await;
    window.text_when("main .line", |said| said.contains("Смета_1") && said.contains("Created")).await;
    window.click(".chips .chip[title=estimate]").await;
    let row = "[role=table] [role=row][data-key]";
    let draft = window.text_when(row, |said| said.contains("Черновик")).await;
    assert!(draft.contains("Смета_1"), "{draft}");
    window.script(&format!("document.querySelector('{row}').dataset.seen = 'before'")).await;
    office.update_estimate(id, "foreman1", json!({"status": "Утверждена"})).await;
    let changed = window.text_when(row, |said| said.contains("Утверждена")).await;
    assert!(!changed.contains("Черновик"), "{changed}");
    assert_eq!(window.count(&format!("{row}[data-seen=before]")).await, 1);
    assert_eq!(window.text(&format!("{row} .changed")).await, "Утверждена");
    assert_eq!(window.count(row).await, 1);

    // The page of the server with all it tells, and the dialog that changes it.
    window.click(".sidebar .server").await;
    window.find("#server-name").await;
    let mut page = String::new();
    for tab in ["Messages", "Connection", "Overview"] {
        window.press(tab).await;
        window.text_when("[role=tab][aria-selected=true]", |said| said == tab).await;
        page.push_str(&everything(&window).await);
    }
    window.press("Edit").await;
    window.find("dialog[open] form").await;
    page.push_str(&everything(&window).await);
    let secrets = desktop.keyring_items().await;
    assert_eq!(secrets.iter().map(|item| item.secret.as_str()).collect::<Vec<_>>(), [TOKEN]);
    window.close().await;
    for secret in [TOKEN, "not-the-token"] {
        assert!(!page.contains(secret), "{page}");
        assert_eq!(files_with(desktop.home(), secret), Vec::<String>::new());
    }
    assert!(!files_with(desktop.home(), &office.url).is_empty(), "the search finds what is there");
}

/// All that the page holds, what stands in its fields included.
async fn everything(window: &Window) -> String {
    let page = "return document.documentElement.outerHTML + \
                [...document.querySelectorAll('input')].map(input => input.value).join('\\n')";
    window.script(page).await.as_str().expect("a page").to_owned()
}

#[tokio::test]
async fn a_hall_shows_its_numbers_takes_a_code_and_counts_a_session_down() {
    let hall = PostesBackend::start(PostesOptions::default()).await;
    let waiting = hall.create_session("XYZ789", 200).await;
    let desktop = Desktop::start().await;
    let window = desktop.open_vigie(VigieOptions::at(&desktop.home().join("vigie"))).await;
    found(&window, &hall.url, "Postes").await;
    fill(&window, "User", "admin").await;
    fill(&window, "Password", "admin123").await;
    added(&window).await;

    go(&window, "boards").await;
    let tile = "[role=group][aria-label=Users] .tile .value";
    let users: u32 = window.text(tile).await.parse().expect("a number");
    hall.new_user().await;
    window.text_when(tile, |said| said == (users + 1).to_string()).await;

    window.press("Validate a code").await;
    fill(&window, "Access code", "WRONG1").await;
    window.press("Validate").await;
    let no = window.text("dialog .result").await;
    assert!(no.starts_with("The server said no Code invalide"), "{no}");
    fill(&window, "Access code", "XYZ789").await;
    window.press("Validate").await;
    window.text_when("dialog .result", |said| said.starts_with("The server said yes")).await;
    let kept = window.script("return document.querySelector('dialog input').value").await;
    assert_eq!(kept, "", "a code is as good as a key");

    window.press("Start this session").await;
    let wanted = waiting.to_string();
    let asked = || async {
        let typed = window.script("return document.querySelector('dialog input')?.value").await;
        (typed == wanted.as_str()).then_some(())
    };
    eventually(PATIENCE, asked).await;
    window.press("Start").await;
    window.text_when("dialog .result", |said| said.starts_with("The server said yes")).await;
    window.press("Show the session").await;

    // Its seconds run in the window, whether or not the server has said anything meanwhile.
    window.find("section.details").await;
    let left = || async {
        let time = "return document.querySelector('.job.open .time b')?.textContent ?? ''";
        seconds(&spaced(window.script(time).await.as_str()?))
    };
    let first = eventually(PATIENCE, left).await;
    assert!(first <= 200, "{first} s left of 200");
    eventually(PATIENCE, || async { left().await.filter(|left| *left < first) }).await;
    hall.tick(20).await;
    eventually(PATIENCE, || async { left().await.filter(|left| *left <= 100) }).await;
    hall.terminate(waiting, "fermeture_manuelle", "Fermeture de la salle").await;
    let ended = window.text_when("section.details", |said| said.contains("Fermeture de la salle")).await;
    assert!(!ended.contains("inferred"), "{ended}");
    window.close().await;
}

/// `3 min 20` in seconds.
fn seconds(said: &str) -> Option<u64> {
    let mut figures = said.split(' ').filter_map(|word| word.parse::<u64>().ok());
    let first = figures.next()?;
    Some(if said.contains("min") { first * 60 + figures.next().unwrap_or(0) } else { first })
}

#[tokio::test]
async fn an_end_that_no_server_told_is_said_to_be_inferred() {
    let library = SoniqueBayBackend::start().await;
    let desktop = Desktop::start().await;
    let home = desktop.home().join("vigie");
    std::fs::create_dir_all(&home).expect("a home of Vigie's");
    let server = format!("kind = \"soniquebay\"\nurl = {:?}\nquiet_seconds = 1", library.url);
    std::fs::write(home.join("settings.toml"), format!("version = 1\n\n[[servers]]\n{server}\n"))
        .expect("settings of Vigie's");
    let window = desktop.open_vigie(VigieOptions::at(&home)).await;
    window.text_when(".sidebar .server", |said| said.contains("live")).await;
    library.streaming(1).await;
    library.scan(Scan::new("scan-1").files(10).stepped()).await;
    library.step("scan-1", 5).await;
    running(&window, "scan-1").await;
    assert_eq!(window.count(".job .tags small").await, 0);

    library.step("scan-1", 7).await;
    let row = window.text_when(".job.completed", |said| said.contains("inferred")).await;
    assert!(row.contains("Completed"), "{row}");
    unread(&window, 1).await;
    let told = window.text(".notice").await;
    assert!(told.contains("completed (inferred)"), "{told}");
    window.click(".job .title").await;
    let why = window.text("section.details .inferred").await;
    assert!(why.starts_with("This server tells no end."), "{why}");
    window.close().await;
}
