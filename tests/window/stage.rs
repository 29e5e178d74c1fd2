//! What the stories have in common: a server that does what it is told, and a Vigie that watches it.

use std::path::{Path, PathBuf};
use std::time::Duration;

use fantoccini::Locator;
use vigie_demo::{Demo, JobHandle, JobSpec, Scenario};
use vigie_tests::{Alert, Desktop, PATIENCE, VigieOptions, Window, eventually};

/// Longer than Vigie ever waits before it tells of something: who waits so long and hears nothing will hear nothing.
pub const NOTHING_CAME: Duration = Duration::from_secs(4);

/// A desktop, and a server among the settings of the Vigie that will live there.
pub struct Stage {
    pub desktop: Desktop,
    pub demo: Demo,
}

impl Stage {
    /// `preferences`: lines of that table of the settings.
    pub async fn set(preferences: &str) -> Self {
        let demo = Demo::builder().scenario(Scenario::Empty).start().await.expect("a free port");
        let stage = Self { desktop: Desktop::start().await, demo };
        let settings = format!(
            "version = 1\n\n[[servers]]\nurl = \"{}\"\nname = \"Héron\"\npoll_seconds = 1\n\n[preferences]\n{preferences}\n",
            stage.demo.url
        );
        std::fs::create_dir_all(stage.home()).expect("a home of Vigie's");
        std::fs::write(stage.home().join("settings.toml"), settings).expect("settings of Vigie's");
        stage
    }

    /// Where Vigie lives.
    pub fn home(&self) -> PathBuf {
        self.desktop.home().join("vigie")
    }

    /// How Vigie starts: in English, at home.
    pub fn vigie(&self) -> VigieOptions {
        VigieOptions::at(&self.home())
    }

    /// A job of ten items that moves as told, four of them done.
    pub fn job(&self, id: &str, title: &str) -> JobHandle {
        let job = self.demo.job(&JobSpec::new(id, 10).titled(title));
        job.start();
        job.progress(4);
        job
    }

    /// Waits until the server's list has been asked for again so often: what is in it is known to Vigie.
    pub async fn listed(&self, times: u64) {
        let lists = |counters: &vigie_demo::Counters| {
            counters.requests_of(vigie_demo::Route::List) + counters.requests_of(vigie_demo::Route::Active)
        };
        let before = lists(&self.demo.counters());
        let until = self.demo.until(|counters| lists(counters) >= before + times);
        tokio::time::timeout(PATIENCE, until).await.expect("Vigie asks for the list");
    }
}

/// Waits until a job of this title is shown as running.
pub async fn running(window: &Window, title: &str) {
    let path =
        format!("//*[contains(@class, 'job') and contains(@class, 'running')]//button[text()='{title}']");
    eventually(PATIENCE, || async { window.client().find(Locator::XPath(&path)).await.ok() }).await;
}

/// Waits until the bell, wherever it is, says so many unread.
pub async fn unread(window: &Window, count: usize) {
    if count == 0 {
        eventually(PATIENCE, || async { (window.count("[data-unread]").await == 0).then_some(()) }).await;
    } else {
        window.find(&format!("[data-unread='{count}']")).await;
    }
}

/// What each gauge says: its name, how far it is, how it is drawn.
pub async fn gauges(window: &Window) -> Vec<(String, String, String)> {
    let script = "return [...document.querySelectorAll('[role=progressbar]')].map(g => \
                  [g.ariaLabel, g.ariaValueNow ?? '', g.firstElementChild?.style.transform ?? ''])";
    serde_json::from_value(window.script(script).await).expect("three texts for each")
}

/// Spaces that do not break are spaces.
pub fn spaced(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ")
}

/// What an alert says, in two lines.
pub fn said(alert: &Alert) -> (String, String) {
    (spaced(&alert.summary), spaced(&alert.body))
}

/// Opens a view.
pub async fn go(window: &Window, view: &str) {
    window.click(&format!("nav a[href='#{view}']")).await;
}

/// Types into the field of this label.
pub async fn fill(window: &Window, label: &str, text: &str) {
    let script = format!(
        "return [...document.querySelectorAll('dialog label')].find(l => l.textContent.trim().startsWith('{label}'))?.htmlFor"
    );
    let id = || async { window.script(&script).await.as_str().map(ToOwned::to_owned) };
    let id = eventually(PATIENCE, id).await;
    window.type_into(&format!("[id='{id}']"), text).await;
}

/// Files below a folder that contain this text, as it is or in UTF-16. The keyring's own are encrypted.
pub fn files_with(folder: &Path, text: &str) -> Vec<String> {
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder can be listed").flatten() {
        let path = entry.path();
        let kind = entry.file_type().expect("a file has a type");
        if kind.is_dir() {
            found.extend(files_with(&path, text));
        } else if kind.is_file() {
            let bytes = std::fs::read(&path).unwrap_or_default();
            let holds = |part: &[u8]| bytes.windows(part.len()).any(|window| window == part);
            if holds(text.as_bytes()) || holds(&wide) {
                found.push(path.display().to_string());
            }
        }
    }
    found
}
