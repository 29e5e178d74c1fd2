//! Servers and rules for another computer, and a file for whoever helps.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use vigie_tests::{PATIENCE, VigieOptions, Window, eventually};

use crate::deeds::{choose, downloads, saved, settings};
use crate::scene::{From, Scene};
use crate::stage::{go, running, spaced};

const PASSWORD: &str = "alice-pass";

const RULES: &str = r#"
[alerts.quiet]
on = false
failures_come_through = true
spans = [{ days = ["sat", "sun"], from = "00:00", to = "00:00" }]

[[rules]]
about = "everything"
at_least_seconds = 30
warnings = { when = "every", nth = 10 }

[[rules]]
about = "kind"
kind = "mailing"
events = { completed = ["bell"], stalled = [] }
"#;

/// Exports by the window into this folder, and takes the file out of it.
async fn exported(window: &Window, folder: &Path) -> (PathBuf, Value) {
    settings(window, "Data").await;
    window.press("Export").await;
    let said = window.text_when(".panel .saved", |said| said.contains("1 server")).await;
    assert!(said.contains(&*folder.to_string_lossy()), "{said}");
    let text = String::from_utf8(saved(folder, ".json").await).expect("UTF-8");
    assert!(!text.contains(PASSWORD), "{text}");
    let file = folder.with_extension("carried.json");
    std::fs::write(&file, &text).expect("a file");
    std::fs::remove_dir_all(folder).expect("our own folder");
    (file, serde_json::from_str(&text).expect("JSON"))
}

/// The server's id of that Vigie by another name.
fn anonymous(exchange: &Value) -> Value {
    let id = exchange["servers"][0]["id"].as_str().expect("a server with an id");
    let mut text: Value =
        serde_json::from_str(&exchange.to_string().replace(id, "the-server")).expect("still JSON");
    if let Some(rules) = text["alerts"]["rules"].as_array_mut() {
        rules.sort_by_key(|rule| rule["scope"].to_string());
    }
    text
}

async fn servers_and_rules_are_carried_to_another_home(from: From) {
    let scene = Scene::set(from, RULES).await;
    let desktop = &scene.desktop;
    let folder = downloads(desktop);
    scene.job("a", "Invoices", "edi_import").await;
    let window = scene.open().await;
    running(&window, "Invoices").await;
    let muted = "All “edi_import” on Héron are muted: they stay in the bell.";
    choose(&window, "Invoices", "mute-kind", muted).await;
    let (file, first) = exported(&window, &folder).await;
    assert_eq!(first["servers"][0]["url"], json!(format!("{}/", scene.line.url)));
    assert_eq!(first["alerts"]["rules"].as_array().map(Vec::len), Some(3), "{first}");
    window.close().await;

    // The other home has nothing yet.
    let home = desktop.home().join("another");
    let window = desktop.open_vigie(VigieOptions::at(&home)).await;
    window.find("section.empty").await;
    settings(&window, "Data").await;
    let chooser = window.find("input[type=file]").await;
    chooser.send_keys(&file.to_string_lossy()).await.expect("a file can be chosen");
    let would = window.text_when(".report", |said| said.contains("Take over")).await;
    assert!(would.contains("would bring") && would.contains("Héron") && would.contains("3 rules"), "{would}");
    assert_eq!(would.contains("Will want you to sign in"), from == From::Django, "{would}");
    let kept = std::fs::read_to_string(home.join("settings.toml")).unwrap_or_default();
    assert!(!kept.contains("Héron"), "so far it was only looked at: {kept}");
    window.press("Take over").await;
    window.text_when(".report", |said| said.starts_with("Taken over from ")).await;

    if from == From::Django {
        // Its banner comes above the page and moves what is there: no click while it does.
        window.control("Sign in").await;
    }
    let (_, second) = exported(&window, &folder).await;
    assert_ne!(first["servers"][0]["id"], second["servers"][0]["id"], "an id of its own");
    assert_eq!(anonymous(&first), anonymous(&second));
    go(&window, "jobs").await;
    if from == From::Django {
        window.press("Sign in").await;
        window.find("dialog[open] input[type=password]").await;
        let keys = desktop.keyring_items().await;
        assert_eq!(keys.len(), 1, "the secret stays where it was typed");
    } else {
        running(&window, "Invoices").await;
    }
    window.close().await;
}

#[tokio::test]
async fn the_demo_and_rules_are_carried_to_another_home() {
    servers_and_rules_are_carried_to_another_home(From::Demo).await;
}

#[tokio::test]
async fn the_django_and_rules_are_carried_to_another_home() {
    servers_and_rules_are_carried_to_another_home(From::Django).await;
}

/// The files of an archive, by name.
fn unpacked(bytes: Vec<u8>) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("an archive");
    let mut files = BTreeMap::new();
    for place in 0..archive.len() {
        let mut file = archive.by_index(place).expect("a file in it");
        let name = file.name().expect("a name").into_owned();
        let mut text = String::new();
        file.read_to_string(&mut text).expect("UTF-8");
        files.insert(name, text);
    }
    files
}

async fn diagnostics_are_read_before_they_are_saved(from: From) {
    let scene = Scene::set(from, RULES).await;
    let folder = downloads(&scene.desktop);
    scene.job("a", "Invoices", "edi_import").await;
    let window = scene.open().await;
    running(&window, "Invoices").await;
    settings(&window, "Data").await;
    window.press("Read and save…").await;
    window.find("dialog[open] [role=tab]").await;
    let names =
        "return [...document.querySelectorAll('dialog [role=tab]')].map(tab => tab.textContent.trim())";
    let names: Vec<String> = serde_json::from_value(window.script(names).await).expect("names");
    let mut read = BTreeMap::new();
    for name in names {
        window.press(&name).await;
        window.find(&format!("dialog pre[aria-label='{name}']")).await;
        let text = window.script("return document.querySelector('dialog pre').textContent").await;
        read.insert(name, text.as_str().expect("a text").to_owned());
    }
    assert!(read["versions.txt"].contains(env!("CARGO_PKG_VERSION")), "{}", read["versions.txt"]);
    assert!(read["settings.toml"].contains("Héron"), "{}", read["settings.toml"]);
    assert!(!folder.exists(), "nothing is saved before it is asked for");

    window.click("dialog .button.primary").await;
    let said = spaced(&window.text("dialog .saved").await);
    assert!(said.contains(&format!("{} files", read.len())), "{said}");
    let archive = unpacked(saved(&folder, ".zip").await);
    assert_eq!(archive.keys().collect::<Vec<_>>(), read.keys().collect::<Vec<_>>());
    for name in ["versions.txt", "settings.toml", "troubles.txt"] {
        assert_eq!(archive[name].trim(), read[name].trim(), "what was read is what was saved");
    }
    assert!(archive["connections.txt"].contains("Héron"), "{}", archive["connections.txt"]);
    if from == From::Django {
        assert_eq!(scene.desktop.keyring_items().await[0].secret, PASSWORD, "there is one to be kept");
    }
    for (name, text) in archive.iter().chain(&read) {
        assert!(!text.contains(PASSWORD), "{name}: {text}");
    }
    window.click("dialog .buttons .button:not(.primary)").await;
    eventually(PATIENCE, || async { (window.count("dialog").await == 0).then_some(()) }).await;
    window.close().await;
}

#[tokio::test]
async fn diagnostics_of_the_demo_are_read_before_they_are_saved() {
    diagnostics_are_read_before_they_are_saved(From::Demo).await;
}

#[tokio::test]
async fn diagnostics_of_the_django_are_read_before_they_are_saved() {
    diagnostics_are_read_before_they_are_saved(From::Django).await;
}
