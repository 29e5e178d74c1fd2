//! What a person does in more than one story, and what they find afterwards.

use std::path::{Path, PathBuf};

use fantoccini::Locator;
use fantoccini::elements::Element;
use vigie_tests::{Desktop, PATIENCE, Window, eventually};

use crate::stage::{said, spaced};

/// Settings under which warnings are told nowhere: the Django's jobs give one on their way, the demo's none.
pub const NO_WARNINGS: &str = "[[rules]]\nabout = \"everything\"\nevents = { warning = [] }\n";

/// Waits for something in the row of the job of this title.
async fn in_row(window: &Window, title: &str, part: &str) -> Element {
    let path = format!("//button[text()='{title}']/ancestor::*[@data-key][1]//{part}");
    eventually(PATIENCE, || async { window.client().find(Locator::XPath(&path)).await.ok() }).await
}

/// Chooses from the menu of a job's row, and waits until the foot of the window says that it is done.
pub async fn choose(window: &Window, title: &str, item: &str, done: &str) {
    eventually(PATIENCE, || async {
        let more = in_row(window, title, "button[@aria-haspopup='menu']").await;
        more.click().await.ok()
    })
    .await;
    window.click(&format!("[role=menu] [data-key='{item}']")).await;
    told(window, done).await;
    eventually(PATIENCE, || async { (window.count("[role=menu]").await == 0).then_some(()) }).await;
}

/// Presses a key on the row of a job, and waits until the foot of the window says that it is done.
pub async fn key(window: &Window, title: &str, key: &str, done: &str) {
    let row = in_row(window, title, "button[@aria-expanded]").await;
    row.send_keys(key).await.expect("a row takes keys");
    told(window, done).await;
}

async fn told(window: &Window, done: &str) {
    window.text_when("footer .told", |text| spaced(text) == done).await;
}

/// Waits until the row of this job has this sign.
pub async fn signed(window: &Window, title: &str, sign: &str) {
    in_row(window, title, &format!("span[@title='{sign}']")).await;
}

/// Waits until the bell holds something whose title begins so.
pub async fn belled(window: &Window, title: &str) {
    let path = format!("//li[contains(@class,'notice')]//button[contains(., '{title}')]");
    eventually(PATIENCE, || async { window.client().find(Locator::XPath(&path)).await.ok() }).await;
}

/// The titles of all desktop alerts so far, oldest first.
pub fn alerted(desktop: &Desktop) -> Vec<String> {
    desktop.alerts().iter().map(|alert| said(alert).0).collect()
}

/// Opens a section of the settings.
pub async fn settings(window: &Window, section: &str) {
    crate::stage::go(window, "settings").await;
    window.press(section).await;
}

/// Turns the switch of this label.
pub async fn turn(window: &Window, label: &str) {
    let path = format!("//label[normalize-space()='{label}']");
    let id = || async {
        let label = window.client().find(Locator::XPath(&path)).await.ok()?;
        label.attr("for").await.ok()?
    };
    let id = eventually(PATIENCE, id).await;
    window.click(&format!("[id='{id}']")).await;
}

/// Gives the desktop's person a folder for downloads, as desktops do.
pub fn downloads(desktop: &Desktop) -> PathBuf {
    let config = desktop.home().join(".config");
    std::fs::create_dir_all(&config).expect("a folder");
    std::fs::write(config.join("user-dirs.dirs"), "XDG_DOWNLOAD_DIR=\"$HOME/Downloads\"\n").expect("a file");
    desktop.home().join("Downloads")
}

/// Waits for the one file there whose name ends so, and reads it.
pub async fn saved(folder: &Path, end: &str) -> Vec<u8> {
    let file = || async {
        let entries = std::fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path());
        let mut files = entries.filter(|path| path.to_string_lossy().ends_with(end) && path.is_file());
        let file = files.next()?;
        assert!(files.next().is_none(), "one file was asked for");
        std::fs::read(file).ok().filter(|bytes| !bytes.is_empty())
    };
    eventually(PATIENCE, file).await
}
