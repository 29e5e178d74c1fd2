//! The real window, driven by WebDriver as a person drives it: look, click, type.

use std::path::{Path, PathBuf};
use std::time::Duration;

use fantoccini::elements::Element;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tokio::net::{TcpListener, TcpStream};
use tokio::process::Child;

use crate::console::Console;
use crate::desktop::{Desktop, picture};
use crate::processes;
use crate::wait::{PATIENCE, eventually};

/// How Vigie is started.
pub struct VigieOptions {
    /// `VIGIE_HOME`: configuration, data and logs.
    pub home: PathBuf,
    pub args: Vec<String>,
    /// `en`, `fr`, `ru`: the language of the desktop.
    pub lang: &'static str,
}

impl VigieOptions {
    /// English, no arguments.
    pub fn at(home: &Path) -> Self {
        Self { home: home.to_owned(), args: Vec::new(), lang: "en" }
    }

    pub fn args(mut self, args: &[&str]) -> Self {
        self.args = args.iter().map(ToString::to_string).collect();
        self
    }

    pub fn lang(mut self, lang: &'static str) -> Self {
        self.lang = lang;
        self
    }

    pub(crate) fn locale(&self) -> &'static str {
        match self.lang {
            "fr" => "fr_FR.UTF-8",
            "ru" => "ru_RU.UTF-8",
            _ => "en_US.UTF-8",
        }
    }
}

/// A window under WebDriver. Dropping it kills the program, as a crash would.
pub struct Window {
    client: Client,
    driver: Child,
    console: Console,
}

impl Window {
    /// Starts any program that shows a web view and lets itself be automated.
    pub async fn open(desktop: &Desktop, program: &Path, options: VigieOptions) -> Self {
        let probe = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let port = probe.local_addr().expect("a bound socket has an address").port();
        drop(probe);
        let (console, out, err) = Console::begin(desktop.home());
        let driver = desktop
            .command("WebKitWebDriver")
            .arg(format!("--port={port}"))
            .env("VIGIE_HOME", &options.home)
            .env("LANG", options.locale())
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            // Without its usual way of drawing, WebKitGTK never answers the request for a picture.
            .env_remove("WEBKIT_DISABLE_COMPOSITING_MODE")
            .env_remove("WEBKIT_DISABLE_DMABUF_RENDERER")
            .stdout(out)
            .stderr(err)
            .process_group(0)
            .spawn();
        let driver = driver.expect("WebKitWebDriver is missing: apt-get install webkit2gtk-driver");
        eventually(PATIENCE, || async { TcpStream::connect(("127.0.0.1", port)).await.ok() }).await;
        let wanted = json!({"webkitgtk:browserOptions": {"binary": program, "args": options.args}});
        let Value::Object(wanted) = wanted else { unreachable!("written as an object") };
        let address = format!("http://127.0.0.1:{port}");
        let mut builder = ClientBuilder::new(HttpConnector::new());
        let connecting = builder.capabilities(wanted).connect(&address);
        let told = || format!("{} gave no window to drive: {}", program.display(), console.text());
        let client = within(connecting, told).await.unwrap_or_else(|error| panic!("{error}: {}", told()));
        Self { client, driver, console }
    }

    /// Everything else that WebDriver can do.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Waits for an element.
    pub async fn find(&self, css: &str) -> Element {
        self.find_within(css, PATIENCE).await
    }

    /// Waits for an element for a time of the caller's.
    pub async fn find_within(&self, css: &str, limit: Duration) -> Element {
        eventually(limit, || async { self.client.find(Locator::Css(css)).await.ok() }).await
    }

    /// Waits for a button, tab, link or menu entry with this accessible name (its label or its text).
    pub async fn control(&self, name: &str) -> Element {
        let roles = "self::button or self::a or self::summary or @role='button' or @role='tab' \
                     or @role='menuitem' or @role='menuitemradio' or @role='option' or @role='switch'";
        let path = format!("//*[{roles}][@aria-label={0} or normalize-space()={0}]", quoted(name));
        eventually(PATIENCE, || async { self.client.find(Locator::XPath(&path)).await.ok() }).await
    }

    /// Waits until it can be clicked, and clicks it.
    pub async fn click(&self, css: &str) {
        eventually(PATIENCE, || async { self.hit(self.find(css).await).await }).await;
    }

    /// Clicks the control of this name.
    pub async fn press(&self, name: &str) {
        eventually(PATIENCE, || async { self.hit(self.control(name).await).await }).await;
    }

    /// Scrolls to it as a person would, and clicks it. WebKit's driver scrolls to what is outside of the window only,
    /// not to what a list in it hides below its edge.
    async fn hit(&self, element: Element) -> Option<()> {
        let there = vec![serde_json::to_value(&element).expect("an element has a reference")];
        self.client.execute("arguments[0].scrollIntoView({block: 'nearest'})", there).await.ok()?;
        element.click().await.ok()
    }

    /// Replaces what stands in a field.
    pub async fn type_into(&self, css: &str, text: &str) {
        let field = self.find(css).await;
        let typing = async {
            field.clear().await.expect("a field can be cleared");
            field.send_keys(text).await.expect("a field takes text");
        };
        within(typing, || format!("{css} takes no text")).await;
    }

    /// Waits until an element says something, and returns it: what is only fading in says nothing yet.
    pub async fn text(&self, css: &str) -> String {
        self.text_when(css, |text| !text.is_empty()).await
    }

    /// Waits until an element says something that fits, and returns it.
    pub async fn text_when(&self, css: &str, fits: impl Fn(&str) -> bool) -> String {
        // Not by WebDriver's own means: WebKit's says nothing for some elements that do, buttons and dialogs.
        let script = "const all = document.createTreeWalker(document.querySelector(arguments[0]), 4); const said = []; \
                      while (all.nextNode()) { const text = all.currentNode.data.trim(); if (text) said.push(text); } \
                      return said.join(' ')";
        let said = || async {
            let said = self.client.execute(script, vec![css.into()]).await.ok()?;
            said.as_str().map(ToOwned::to_owned)
        };
        eventually(PATIENCE, || async { said().await.filter(|text| fits(text)) }).await
    }

    /// How many elements there are now.
    pub async fn count(&self, css: &str) -> usize {
        self.client.find_all(Locator::Css(css)).await.map_or(0, |found| found.len())
    }

    /// Runs a script in the page: `return …`.
    pub async fn script(&self, code: &str) -> Value {
        let told = || format!("the page does not run {code}");
        within(self.client.execute(code, Vec::new()), told).await.expect("the page runs the script")
    }

    /// A picture of the page; returns where it lies.
    pub async fn screenshot(&self, name: &str) -> PathBuf {
        let path = picture(name);
        let image = within(self.client.screenshot(), || "there is no picture".to_owned()).await;
        let image = image.expect("the page can be pictured");
        std::fs::write(&path, image).expect("a picture can be written");
        path
    }

    /// What the page complained of so far: errors of scripts, refused by the Content-Security-Policy, logged.
    pub fn complaints(&self) -> Vec<String> {
        self.console.complaints()
    }

    /// Whether the program that was started under the driver still runs.
    pub fn runs(&self) -> bool {
        self.driver.id().is_some_and(|driver| !processes::below(driver).is_empty())
    }

    /// Ends the WebDriver session, and with it the program. A page that complained of anything fails the test.
    pub async fn close(mut self) {
        // A driver that does not answer is ended all the same.
        let _ = tokio::time::timeout(PATIENCE, self.client.clone().close()).await;
        self.end_all();
        let _ = self.driver.wait().await;
        assert_eq!(self.complaints(), [""; 0], "the page has nothing to complain of");
    }

    /// Waits until the program has ended by itself.
    pub async fn ended(mut self) {
        eventually(PATIENCE, || async { (!self.runs()).then_some(()) }).await;
        self.end_all();
        let _ = self.driver.wait().await;
        assert_eq!(self.complaints(), [""; 0], "the page has nothing to complain of");
    }

    /// Ends the program as a crash would.
    pub async fn kill(mut self) {
        self.end_all();
        let _ = self.driver.wait().await;
    }

    /// The driver leads a process group; what it started belongs to it.
    fn end_all(&self) {
        if let Some(leader) = self.driver.id() {
            let _ = std::process::Command::new("kill").args(["-KILL", "--", &format!("-{leader}")]).status();
        }
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        self.end_all();
    }
}

/// Waits no longer than a healthy driver ever takes.
async fn within<T>(work: impl Future<Output = T>, told: impl FnOnce() -> String) -> T {
    match tokio::time::timeout(PATIENCE, work).await {
        Ok(done) => done,
        Err(_) => panic!("{}, not within {PATIENCE:?}", told()),
    }
}

/// A text as an XPath literal, whichever quotes it contains.
fn quoted(text: &str) -> String {
    if text.contains('\'') { format!("\"{text}\"") } else { format!("'{text}'") }
}
