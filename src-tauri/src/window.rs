//! The one window: made when it is wanted, really gone when it is closed.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};
use tauri::utils::config::Color;
use tauri::webview::NewWindowResponse;
use tauri::{AppHandle, Emitter, Manager, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder, WindowEvent};
use vigie_contract::{JobRef, Theme};

use crate::closing;
use crate::place::LEAST;
use crate::shell::{Shell, shell};

/// Its label, also in the capability.
pub const MAIN: &str = "main";
/// Told to the window when a clicked alert, or the tray, wants something shown.
const SHOW: &str = "show";
/// `--bg` of the window's style sheet, so that nothing flashes before the page is drawn.
const LIGHT: Color = Color(0xf6, 0xf7, 0xf9, 0xff);
const DARK: Color = Color(0x0f, 0x12, 0x18, 0xff);

/// What the window is to show; `ShowTarget` in `ui/src/ipc/backend.ts`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Target {
    /// The bell: `"bell"`.
    Bell,
    /// The dialog for a new server, with its address filled in: `{"add": address}`.
    Add(String),
    /// A job: `{"server": …, "id": …}`.
    #[serde(untagged)]
    Job(JobRef),
}

/// What is known of the window while it is there.
#[derive(Debug, Default)]
pub struct Showing {
    focused: AtomicBool,
    /// The page listens. With what it is to show as soon as it does.
    page: Mutex<(bool, Option<Target>)>,
}

impl Showing {
    /// Whether the person looks at it.
    pub fn focused(&self) -> bool {
        self.focused.load(Ordering::Relaxed)
    }

    /// Whether the page listens to events.
    pub fn listens(&self) -> bool {
        self.page.lock().unwrap_or_else(PoisonError::into_inner).0
    }

    /// The page listens from now on; what it is to show first.
    pub fn ready(&self) -> Option<Target> {
        let mut page = self.page.lock().unwrap_or_else(PoisonError::into_inner);
        page.0 = true;
        page.1.take()
    }

    /// Hands back what the page is to be told now; a page that does not listen yet is told when it does.
    fn wish(&self, target: Target) -> Option<Target> {
        let mut page = self.page.lock().unwrap_or_else(PoisonError::into_inner);
        if page.0 {
            return Some(target);
        }
        page.1 = Some(target);
        None
    }

    fn gone(&self) {
        self.focused.store(false, Ordering::Relaxed);
        self.page.lock().unwrap_or_else(PoisonError::into_inner).0 = false;
    }
}

/// Brings the window before the person, making it when there is none.
pub fn show(app: &AppHandle) {
    on_main(app, |app| {
        if let Some(window) = app.get_webview_window(MAIN) {
            raise(&window);
        } else if let Err(error) = make(app) {
            tracing::error!(%error, "the window cannot be made");
        }
    });
}

/// Brings the window and shows this in it.
pub fn show_target(app: &AppHandle, target: Target) {
    if let Some(shell) = shell(app)
        && let Some(target) = shell.showing.wish(target)
        && let Err(error) = app.emit_to(MAIN, SHOW, target)
    {
        tracing::warn!(%error, "the window was not told what to show");
    }
    show(app);
}

/// Closes the window really; Vigie lives on.
pub fn leave(app: &AppHandle) {
    on_main(app, |app| {
        let (Some(window), Some(shell)) = (app.get_webview_window(MAIN), shell(app)) else { return };
        remember(&window, &shell);
        if let Err(error) = window.destroy() {
            tracing::warn!(%error, "the window did not close");
        }
    });
}

/// The colours of the window and of its decorations.
pub fn dress(app: &AppHandle, theme: Theme) {
    on_main(app, move |app| {
        if let Some(window) = app.get_webview_window(MAIN) {
            let _ = window.set_theme(native(theme));
        }
    });
}

fn on_main(app: &AppHandle, work: impl FnOnce(&AppHandle) + Send + 'static) {
    let handle = app.clone();
    // Fails only when the application is over, and then there is nothing to show.
    let _ = app.run_on_main_thread(move || work(&handle));
}

fn raise(window: &WebviewWindow) {
    let _ = window.unminimize();
    let _ = window.show();
    let _ = window.set_focus();
}

fn make(app: &AppHandle) -> tauri::Result<()> {
    let Some(shell) = shell(app) else { return Ok(()) };
    let theme = native(shell.preferences().theme);
    let place = shell.place.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let window = WebviewWindowBuilder::new(app, MAIN, WebviewUrl::default())
        .title("Vigie")
        .inner_size(place.width, place.height)
        .min_inner_size(LEAST.0, LEAST.1)
        .prevent_overflow()
        .visible(false)
        .theme(theme)
        .background_color(if dark(app, theme) { DARK } else { LIGHT })
        // The page keeps nothing, all it shows comes from the engine. Still no private browsing: WebKitGTK
        // leaves two threads behind for every private session, one with each window that was closed.
        .data_directory(shell.home.state_dir().join("webview"))
        .devtools(cfg!(debug_assertions))
        .disable_drag_drop_handler()
        .general_autofill_enabled(false)
        .on_navigation(ours)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .build()?;
    #[cfg(all(unix, not(target_os = "macos")))]
    set_up(&window)?;
    if let Some(at) = place.on(&window.available_monitors()?) {
        window.set_position(at)?;
    }
    if place.maximized {
        window.maximize()?;
    }
    window.show()?;
    window.set_focus()
}

/// What only WebKitGTK has to be told.
#[cfg(all(unix, not(target_os = "macos")))]
fn set_up(window: &WebviewWindow) -> tauri::Result<()> {
    use webkit2gtk::{SettingsExt, WebContextExt, WebViewExt};
    window.with_webview(|view| {
        let view = view.inner();
        if let Some(context) = WebViewExt::context(&view) {
            // By itself it speaks only what is installed as a locale: the window would say one thing in English
            // and the alert of the same thing in French.
            let languages = vigie_words::desktop_languages();
            context.set_preferred_languages(&languages.iter().map(String::as_str).collect::<Vec<_>>());
        }
        // In builds for development, what the page complains of goes to standard output: tests read it there.
        if let Some(settings) = WebViewExt::settings(&view) {
            settings.set_enable_write_console_messages_to_stdout(cfg!(debug_assertions));
        }
    })
}

/// The page stays where it is; links are opened elsewhere, through a command.
fn ours(url: &Url) -> bool {
    match url.scheme() {
        "tauri" => url.host_str() == Some("localhost"),
        "http" | "https" => url.host_str() == Some("tauri.localhost"),
        _ => false,
    }
}

fn native(theme: Theme) -> Option<tauri::Theme> {
    match theme {
        Theme::System => None,
        Theme::Light => Some(tauri::Theme::Light),
        Theme::Dark => Some(tauri::Theme::Dark),
    }
}

/// Whether the page will be dark. Of a desktop's own choice only a window knows.
fn dark(app: &AppHandle, theme: Option<tauri::Theme>) -> bool {
    let system = || app.webview_windows().values().next().and_then(|window| window.theme().ok());
    theme.or_else(system) == Some(tauri::Theme::Dark)
}

fn remember(window: &WebviewWindow, shell: &Shell) {
    let mut place = shell.place.lock().unwrap_or_else(PoisonError::into_inner);
    place.look(window);
    if let Err(error) = place.write(&shell.home) {
        tracing::warn!(%error, "the window's size is not remembered");
    }
}

/// What happens to the window.
pub fn happened(window: &tauri::Window, event: &WindowEvent) {
    let app = window.app_handle();
    let Some(shell) = shell(app) else { return };
    match event {
        WindowEvent::CloseRequested { api, .. } => {
            api.prevent_close();
            closing::requested(app);
        }
        WindowEvent::Focused(focused) => shell.showing.focused.store(*focused, Ordering::Relaxed),
        WindowEvent::Destroyed => {
            shell.feed.end();
            shell.showing.gone();
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_goes_nowhere() {
        let may = |url: &str| ours(&url.parse().unwrap());
        assert!(may("tauri://localhost/index.html"));
        assert!(may("http://tauri.localhost/"));
        for url in [
            "https://example.org/",
            "http://tauri.localhost.example.org/",
            "http://localhost/",
            "file:///etc/passwd",
            "data:text/html,x",
            "javascript:alert(1)",
            "about:blank",
        ] {
            assert!(!may(url), "{url}");
        }
    }

    #[test]
    fn the_page_runs_its_own_scripts_only_and_loads_from_nowhere() {
        let text = include_str!("../../tauri.conf.json");
        let config: serde_json::Value = serde_json::from_str(text).unwrap();
        let app = &config["app"];
        assert_eq!(app["withGlobalTauri"], false);
        let policy = app["security"]["csp"].as_object().unwrap();
        assert_eq!(policy["default-src"], "'none'");
        assert_eq!((&policy["script-src"], &policy["style-src"]), (&"'self'".into(), &"'self'".into()));
        for (what, from) in policy {
            let from = from.as_str().unwrap();
            assert!(!from.contains("unsafe") && !from.contains('*') && !from.contains("https:"), "{what}");
        }
        assert!(app["security"].get("dangerousDisableAssetCspModification").is_none());
    }

    #[test]
    fn a_wish_waits_for_a_page_that_is_not_there_yet() {
        let showing = Showing::default();
        let job = Target::Job(JobRef { server: "s".into(), id: "j".into() });
        assert_eq!(showing.wish(Target::Bell), None);
        assert_eq!(showing.wish(job.clone()), None, "the newest wish counts");
        assert_eq!(showing.ready(), Some(job.clone()));
        assert_eq!(showing.ready(), None, "it is shown once");
        assert_eq!(showing.wish(job.clone()), Some(job.clone()), "a page that listens is told at once");
        showing.gone();
        assert_eq!(showing.wish(job), None);
    }

    #[test]
    fn a_target_is_spelled_as_the_window_reads_it() {
        let job = Target::Job(JobRef { server: "s".into(), id: "j,1".into() });
        assert_eq!(serde_json::to_string(&job).unwrap(), r#"{"server":"s","id":"j,1"}"#);
        assert_eq!(serde_json::to_string(&Target::Bell).unwrap(), r#""bell""#);
        let add = Target::Add("heron.example".into());
        assert_eq!(serde_json::to_string(&add).unwrap(), r#"{"add":"heron.example"}"#);
        for target in [job, Target::Bell, add] {
            let text = serde_json::to_string(&target).unwrap();
            assert_eq!(serde_json::from_str::<Target>(&text).unwrap(), target);
        }
    }
}
